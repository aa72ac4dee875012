"""Kết quả thực hiện kết luận: what became of each task a conclusion gave, in the shape of Annex II of 624/TB-VPCP.

The next meeting begins with it: what is not done yet is carried over to it, until it is done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Select, select

from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.meetings import carry
from tracker.meetings.models import Meeting
from tracker.meetings.queries import conclusions_of, last_meeting, next_meeting
from tracker.people.models import Unit
from tracker.tasks import queries as tasks
from tracker.tasks import threads
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.queries import Figures


class Shown(StrEnum):
    """Which of its tasks are shown, by the figure of the official sentence that counts them."""

    TOTAL = "total"
    DONE = "done"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"


BELONGS: dict[Shown, Callable[[Task, date], bool]] = {
    Shown.TOTAL: lambda task, on: True,
    Shown.DONE: lambda task, on: task.stage is Stage.DONE,
    Shown.DONE_ON_TIME: lambda task, on: task.stage is Stage.DONE and not task.is_done_late,
    Shown.DONE_LATE: lambda task, on: task.is_done_late,
    Shown.OPEN: lambda task, on: task.stage.is_open,
    Shown.OPEN_IN_TIME: lambda task, on: task.stage.is_open and not task.is_overdue(on),
    Shown.OPEN_OVERDUE: lambda task, on: task.is_overdue(on),
}


@dataclass(frozen=True)
class Result:
    """One task of a conclusion and what became of it."""

    place: int
    task: Task
    word: Update | None = None
    """The last update in which its unit said anything."""
    meetings: int = 0
    """At how many meetings in a row it is on the table, the coming one among them."""
    later: Sequence[Task] = ()
    """The tasks of later conclusions that continue it."""

    @property
    def is_carried(self) -> bool:
        return self.task.stage.is_open


@dataclass(frozen=True)
class Given:
    """The tasks given to one unit (Nhiệm vụ giao …); the unit is None for those that nobody leads."""

    unit: Unit | None
    rows: Sequence[Result]


@dataclass(frozen=True)
class Results:
    """What became of a conclusion, as far as it is asked for."""

    conclusion: Conclusion
    on: date
    figures: Figures
    next: Meeting | None
    shown: Shown = Shown.TOTAL
    units: Sequence[Given] = field(default_factory=list)


def results_of(conclusion: Conclusion, on: date, shown: Shown = Shown.TOTAL) -> Results:
    """Return what became of a published conclusion, or of those of its tasks that one figure counts, by unit.

    Units stand in the order in which the conclusion first names them, tasks in its own order and with the same number
    whatever is shown. A fixed number of questions.
    """
    carried_out = _given_by(conclusion).where(Task.stage != Stage.DROPPED)
    found = db.session.scalars(tasks.with_row(carried_out).order_by(Item.position)).all()
    ids = [task.id for task in found]
    words, later = tasks.last_words(ids), threads.continued(ids)
    meetings = carry.in_a_row([each.id for each in found if each.stage.is_open], conclusion.committee_id, on)
    rows = [
        Result(place, task, words.get(task.id), meetings.get(task.id, 0), later.get(task.id, ()))
        for place, task in enumerate(found, 1)
    ]
    return Results(
        conclusion, on, tasks.figures(_given_by(conclusion), on), next_meeting(conclusion.committee_id, on), shown,
        _by_unit([row for row in rows if BELONGS[shown](row.task, on)]),
    )  # fmt: skip


def results_before(meeting: Meeting, on: date) -> list[tuple[Conclusion, Figures]]:
    """Return what the meeting before this one concluded, with the figures of it: what this one begins with."""
    before = last_meeting(meeting.committee_id, meeting.held_on)
    papers = conclusions_of([before])[before.committee_id, before.held_on] if before else []
    return [(paper, tasks.figures(_given_by(paper), on)) for paper in papers]


def _given_by(conclusion: Conclusion) -> Select[Task]:
    query = select(Task).join(Item, Item.id == Task.item_id)
    return query.where(Item.conclusion_id == conclusion.id, tasks.is_whole())


def _by_unit(rows: list[Result]) -> list[Given]:
    first: dict[int | None, int] = {}
    for row in rows:
        first.setdefault(row.task.lead_unit_id, len(first))
    ordered = sorted(rows, key=lambda row: (first[row.task.lead_unit_id], row.place))
    groups = groupby(ordered, key=lambda row: first[row.task.lead_unit_id])
    return [Given(some[0].task.lead_unit, some) for some in (list(group) for _place, group in groups)]
