"""Tasks to review, written straight into the tables: the verbs that make them have their own tests."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.office import Office
from tracker import clock
from tracker.documents.models import Conclusion, Decision, Item
from tracker.extensions import db
from tracker.people.models import Committee, Unit, User
from tracker.reading.results import ItemKind
from tracker.tasks.models import Stage, Task, Update

TODAY = date(2026, 4, 14)
_numbers = count(1)


def at(on: date) -> datetime:
    """Ten in the morning of a day in the office."""
    return datetime(on.year, on.month, on.day, 3, 0, tzinfo=UTC)


@dataclass
class World:
    """An office with one published conclusion for each committee."""

    office: Office
    conclusions: dict[int, Conclusion] = field(default_factory=dict)

    def conclusion(self, committee: Committee | None = None) -> Conclusion:
        committee = committee or self.office.committee
        if committee.id not in self.conclusions:
            row = conclusion(self.office, committee, number="08-KL/BCĐ", published=True)
            self.conclusions[committee.id] = row
        return self.conclusions[committee.id]

    def task(
        self,
        title: str = "Trình phê duyệt quy hoạch",
        *,
        due_on: date | None = None,
        stage: Stage = Stage.IN_PROGRESS,
        committee: Committee | None = None,
        unit: Unit | None = None,
        opened_on: date = date(2026, 1, 12),
        **facts: Any,
    ) -> Task:
        """Add a task as the verbs would have left it; the caller commits, or just goes on."""
        parent = self.conclusion(committee)
        position = next(_numbers)
        row = item(parent, position, title, Decision.ACCEPTED)
        facts.setdefault("original_due_on", due_on)
        if stage in (Stage.REPORTED, Stage.DONE):
            facts.setdefault("reported_on", due_on or opened_on)
        if stage in (Stage.DONE, Stage.DROPPED):
            facts.setdefault("closed_on", facts.get("reported_on") or due_on or opened_on)
        facts.setdefault("lead_unit_id", (unit or self.office.economy).id)
        facts.setdefault("assignee_id", self.office.official.id)
        task = Task(
            committee_id=parent.committee_id, item=row, number=position, title=title,
            due_on=due_on, stage=stage, opened_on=opened_on, **facts,
        )  # fmt: skip
        db.session.add(task)
        db.session.flush()
        self._acts(task)
        return task

    def _acts(self, task: Task) -> None:
        """Add what was last written of a task, and the acts by which it was reported, confirmed or dropped."""
        if task.updated_on and task.is_awaited:
            self.update(task, task.updated_on)
        acts = {
            Stage.REPORTED: [(Stage.REPORTED, task.reported_on)],
            Stage.DONE: [(Stage.REPORTED, task.reported_on), (Stage.DONE, task.closed_on)],
            Stage.DROPPED: [(Stage.DROPPED, task.closed_on)],
        }.get(task.stage, [])
        before = Stage.IN_PROGRESS
        for stage, on in acts:
            db.session.add(Update(
                task_id=task.id, by_id=self.office.secretary.id, at=at(on), on=on, from_stage=before, stage=stage,
                percent=100, key=f"key {next(_numbers)}",
            ))  # fmt: skip
            before = stage
            task.updated_at = max(task.updated_at or at(on), at(on))
        db.session.flush()

    def update(
        self, task: Task, on: date, *, by: User | None = None, stage: Stage | None = None, **words: str
    ) -> Update:
        """Add what a unit said of a task on a day."""
        row = Update(
            task_id=task.id, by_id=(by or self.office.official).id, at=at(on), on=on, from_stage=task.stage,
            stage=stage or task.stage, percent=task.percent, key=f"key {next(_numbers)}", **words,
        )  # fmt: skip
        task.updated_at = max(task.updated_at or at(on), at(on))
        db.session.add(row)
        db.session.flush()
        return row


def conclusion(office: Office, committee: Committee, *, number: str, published: bool = False) -> Conclusion:
    """Add a conclusion, published or still a draft."""
    by = office.secretary if committee is office.committee else office.other_secretary
    row = Conclusion(
        committee_id=committee.id, number=number, issued_on=date(2026, 1, 12), text=number, created_by_id=by.id,
        text_hash=f"{committee.id} {number}", created_at=clock.now(), title="kết luận phiên họp",
        published_at=clock.now() if published else None, published_by_id=by.id if published else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def item(parent: Conclusion, position: int, action: str, decision: Decision = Decision.OPEN) -> Item:
    """Add an item to a conclusion."""
    row = Item(
        conclusion_id=parent.id, position=position, path=[str(position)], start=0, end=len(parent.text),
        text=action, kind=ItemKind.TASK, action=action, decision=decision,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row
