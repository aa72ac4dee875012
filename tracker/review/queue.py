"""What waits for the secretary: what to check, decide, pass on or resend, what nobody owns, which reports are owed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from tracker.documents import queries as documents
from tracker.documents.models import Conclusion
from tracker.documents.sketches import Progress, progress_of
from tracker.documents.upload_models import Upload
from tracker.documents.upload_queries import open_ones
from tracker.extensions import db
from tracker.people.models import Membership, Role, User
from tracker.people.queries import Reach
from tracker.reminders import queries as reminders
from tracker.reminders.models import Letter, LetterState
from tracker.review import completions, proposals
from tracker.review.completions import Report
from tracker.tasks import extensions, period_reports, refusals
from tracker.tasks import queries as tasks
from tracker.tasks.models import Extension, Stage, Task, Update
from tracker.tasks.period_reports import Debt
from tracker.tasks.refusal_models import Refusal

ROWS = 20
"""Rows a group spells out; the rest is counted, and one link away."""

Row = TypeVar("Row")


@dataclass(frozen=True)
class Group(Generic[Row]):
    """The first rows of what waits, and how many there are in all."""

    total: int = 0
    rows: Sequence[Row] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Queue:
    """The groups of the secretary's first page; each stays there when it is empty."""

    drafts: Group[tuple[Conclusion, Progress]]
    reports: Group[Report]
    parts: Group[Report]
    extensions: Group[Extension]
    refusals: Group[Refusal]
    proposals: Group[Update]
    letters: Group[Letter]
    ownerless: Group[Task]
    owed: Group[Debt]
    uploads: Sequence[Upload]

    @property
    def total(self) -> int:
        groups = (
            self.drafts, self.reports, self.parts, self.extensions, self.refusals, self.proposals, self.letters,
            self.ownerless, self.owed,
        )  # fmt: skip
        return sum(group.total for group in groups) + sum(not upload.state.is_underway for upload in self.uploads)


def queue(committee_id: int, reach: Reach, on: date) -> Queue:
    """Return what waits for a committee's secretary on a day."""
    debts = period_reports.owed(committee_id, reach, on)
    return Queue(
        drafts=_drafts(committee_id, reach),
        reports=_group(tasks.with_row(completions.waiting(committee_id, reach)), completions.reports),
        parts=_group(_parts(committee_id, reach), completions.reports),
        extensions=_group(extensions.waiting(committee_id, reach)),
        refusals=_group(refusals.waiting(committee_id, reach)),
        proposals=_group(proposals.waiting(committee_id, reach)),
        letters=_group(
            reminders.register(reach, committee_id, LetterState.DEAD).options(selectinload(Letter.recipients))
        ),
        ownerless=_group(_ownerless(committee_id, reach)),
        owed=Group(debts.total, debts.rows[:ROWS]),
        uploads=open_ones(reach, committee_id),
    )


def _group(query: Select[Any], dress: Callable[[Sequence[Any]], Sequence[Any]] = lambda rows: rows) -> Group[Any]:
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return Group(total, dress(db.session.scalars(query.limit(ROWS)).unique().all()) if total else [])


def _drafts(committee_id: int, reach: Reach) -> Group[tuple[Conclusion, Progress]]:
    """Documents recorded and not yet published, the newest first, with how far their check has come."""
    query = documents.editable(reach).where(Conclusion.committee_id == committee_id).order_by(Conclusion.id.desc())
    found = db.session.scalars(query).all()
    progress = progress_of(found[:ROWS])
    return Group(len(found), [(each, progress[each.id]) for each in found[:ROWS]])


def _parts(committee_id: int, reach: Reach) -> Select[Task]:
    """Reported parts that no official of the unit leading the whole will confirm, or that a secretary gave."""
    whole = aliased(Task)
    official = exists().where(
        Membership.committee_id == committee_id, Membership.role == Role.OFFICIAL, User.id == Membership.user_id,
        User.is_enabled, User.unit_id == whole.lead_unit_id, whole.id == Task.parent_id,
    )  # fmt: skip
    by_secretary = exists().where(
        Membership.committee_id == committee_id, Membership.role == Role.SECRETARY,
        Membership.user_id == Task.given_by_id,
    )  # fmt: skip
    query = tasks.visible(reach).where(
        Task.committee_id == committee_id, ~tasks.is_whole(), Task.stage == Stage.REPORTED, or_(~official, by_secretary)
    )
    return tasks.with_row(query.order_by(Task.reported_on, Task.number, Task.subnumber))


def _ownerless(committee_id: int, reach: Reach) -> Select[Task]:
    """Open tasks that nobody will report on: no lead unit, or neither a person nor an official of the unit."""
    official = exists().where(
        Membership.committee_id == Task.committee_id, Membership.role == Role.OFFICIAL,
        User.id == Membership.user_id, User.unit_id == Task.lead_unit_id, User.is_enabled,
    )  # fmt: skip
    nobody = or_(Task.lead_unit_id.is_(None), and_(Task.assignee_id.is_(None), ~official))
    query = tasks.visible(reach).where(Task.committee_id == committee_id, tasks.is_open(), nobody)
    return tasks.with_row(query).order_by(
        Task.lead_unit_id.is_not(None), Task.due_on.is_(None), Task.due_on, Task.number
    )
