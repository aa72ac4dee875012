"""What changed between two moments, told from facts alone: how tasks stood at both, what was written in between."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.people.queries import Reach
from tracker.review.spans import Span
from tracker.tasks import queries as tasks
from tracker.tasks import standing
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update
from tracker.tasks.queries import Facts
from tracker.tasks.standing import Moment

SILENT_DAYS = 30
"""A unit is silent on a task when it has said nothing for more than this many days.

A duty that comes round is told of by its periods instead: between two reports nothing need be said.
"""


class Change(StrEnum):
    """The lists of what changed; a task can stand in several."""

    NEWLY_OVERDUE = "newly-overdue"
    NEWLY_DONE = "newly-done"
    NEWLY_DONE_ON_TIME = "newly-done-on-time"
    NEWLY_DONE_LATE = "newly-done-late"
    EXTENDED = "extended"
    RETURNED = "returned"
    NEWLY_ASSIGNED = "newly-assigned"
    UNCHANGED = "unchanged"
    SILENT = "silent"

    @property
    def figure(self) -> str:
        """What the count of the list is called among the `Changes`."""
        return self.value.replace("-", "_")


@dataclass(frozen=True)
class Changes:
    """How many tasks each list holds; what was done is told apart by its original deadline."""

    newly_overdue: int = 0
    newly_done_on_time: int = 0
    newly_done_late: int = 0
    extended: int = 0
    returned: int = 0
    newly_assigned: int = 0
    unchanged: int = 0
    silent: int = 0

    @property
    def newly_done(self) -> int:
        return self.newly_done_on_time + self.newly_done_late


def belongs(change: Change, span: Span, of: Facts) -> ColumnElement[bool]:
    """Return the condition by which a task belongs to a list; `of` is how it stood when the span closed.

    - newly overdue: overdue at the end, and not at the beginning;
    - newly done: done at the end and confirmed within; late by the day of its report against the ORIGINAL deadline;
    - extended, returned: a later deadline was granted, a report of completion sent back within, whatever came after;
    - newly assigned: given within, and not dropped;
    - unchanged: awaited at both ends, nobody wrote a word of it or of a part of it, and its deadline was not moved;
    - silent: awaited, and nobody has written a word for more than `SILENT_DAYS`, whatever the span.
    """
    newly_done = and_(of.stage == Stage.DONE, of.closed_on >= span.first)
    return {
        Change.NEWLY_OVERDUE: lambda: and_(tasks.overdue(span.on, of), ~standing.was_overdue(span.opening)),
        Change.NEWLY_DONE: lambda: newly_done,
        Change.NEWLY_DONE_ON_TIME: lambda: and_(newly_done, ~_late(of)),
        Change.NEWLY_DONE_LATE: lambda: and_(newly_done, _late(of)),
        Change.EXTENDED: lambda: _extended(span),
        Change.RETURNED: lambda: _returned(span),
        Change.NEWLY_ASSIGNED: lambda: and_(Task.opened_on >= span.first, of.stage != Stage.DROPPED),
        Change.UNCHANGED: lambda: and_(
            of.stage.in_(tasks.AWAITED), ~tasks.comes_round(), standing.existed(span.opening),
            _unsaid(span.first, span.last), ~_extended(span),
        ),
        Change.SILENT: lambda: silent(span.closing, of),
    }[change]()  # fmt: skip


def changes(span: Span, committee_id: int, reach: Reach) -> Changes:
    """Count every list in one query."""
    scope = tasks.counted(reach).where(Task.committee_id == committee_id)
    query, of = standing.among(scope, span.closing)
    counted = [each for each in Change if each is not Change.NEWLY_DONE]
    counts = [func.count().filter(belongs(each, span, of)).label(each.figure) for each in counted]
    return Changes(**db.session.execute(query.with_only_columns(*counts)).one()._mapping)


def _late(of: Facts) -> ColumnElement[bool]:
    """Reported after the original deadline; without a day or a deadline nothing is late."""
    return func.coalesce(of.reported_on > of.original_due_on, False)


def _extended(span: Span) -> ColumnElement[bool]:
    within = Extension.decided_on.between(span.first, span.last)
    return Task.id.in_(select(Extension.task_id).where(Extension.state == ExtensionState.GRANTED, within))


def _returned(span: Span) -> ColumnElement[bool]:
    """A report was sent back; who takes back a report of their own gives no reason."""
    sent_back = Update.on.between(span.first, span.last), Update.from_stage == Stage.REPORTED
    return Task.id.in_(select(Update.task_id).where(*sent_back, Update.stage == Stage.IN_PROGRESS, Update.reason != ""))


def silent(moment: Moment, of: Facts = tasks.NOW) -> ColumnElement[bool]:
    """Awaited at a moment, and nobody had written a word of it for more than `SILENT_DAYS`."""
    last_day = moment.on - timedelta(SILENT_DAYS)
    return and_(
        of.stage.in_(tasks.AWAITED), ~tasks.comes_round(), Task.opened_on < last_day, _unsaid(last_day, moment.until)
    )


def _unsaid(first: date, last: date) -> ColumnElement[bool]:
    """Nobody wrote anything of the task, or of a part of it, from one day to another."""
    said, part = Update.on.between(first, last), aliased(Task)
    of_part = exists().where(Update.task_id == part.id, said)
    of_parts = select(part.parent_id).where(part.parent_id.is_not(None), of_part)
    return and_(Task.id.not_in(select(Update.task_id).where(said)), Task.id.not_in(of_parts))
