"""What changed since the last meeting, told from facts alone: days that passed, days things were done on.

A meeting is prepared from the figures of that morning, so what happened on the day of the meeting itself counts as
happening since: two morning figures and the changes between them then agree.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import last_meeting
from tracker.people.queries import Reach
from tracker.tasks import queries as tasks
from tracker.tasks.models import Stage, Task

SILENT_DAYS = 30
"""A unit is silent on a task when it has said nothing for more than this many days.

A duty that comes round is told of by its periods instead: between two reports nothing need be said.
"""
NO_MEETING_DAYS = 30
"""How far back the brief looks while no past meeting is entered."""


class Change(StrEnum):
    """The four lists of the brief's second part."""

    NEWLY_OVERDUE = "newly-overdue"
    NEWLY_DONE = "newly-done"
    NEWLY_ASSIGNED = "newly-assigned"
    SILENT = "silent"


@dataclass(frozen=True)
class Span:
    """The days between the last meeting, or a month ago, and today."""

    since: date
    on: date
    meeting: Meeting | None = None

    @property
    def days(self) -> int:
        return (self.on - self.since).days


@dataclass(frozen=True)
class Changes:
    """How many tasks each list holds; what was done is told apart by its original deadline."""

    newly_overdue: int = 0
    newly_done: int = 0
    done_late: int = 0
    newly_assigned: int = 0
    silent: int = 0
    never_updated: int = 0

    @property
    def done_on_time(self) -> int:
        return self.newly_done - self.done_late


def span_of(committee_id: int, on: date) -> Span:
    """Return the days the brief of a committee looks back on."""
    meeting = last_meeting(committee_id, on)
    return Span(meeting.held_on if meeting else on - timedelta(NO_MEETING_DAYS), on, meeting)


def belongs(change: Change, span: Span) -> ColumnElement[bool]:
    """Return the condition by which a task belongs to a list."""
    if change is Change.NEWLY_OVERDUE:
        return and_(tasks.overdue(span.on), Task.due_on >= span.since)
    if change is Change.NEWLY_DONE:
        return and_(Task.stage == Stage.DONE, Task.closed_on >= span.since)
    if change is Change.NEWLY_ASSIGNED:
        return and_(Task.opened_on >= span.since, Task.stage != Stage.DROPPED)
    return _silent(span.on)


def changes(span: Span, committee_id: int, reach: Reach) -> Changes:
    """Count the four lists in one query."""
    done, silent = belongs(Change.NEWLY_DONE, span), _silent(span.on)
    conditions = {
        "newly_overdue": belongs(Change.NEWLY_OVERDUE, span),
        "newly_done": done,
        "done_late": and_(done, tasks.done_late()),
        "newly_assigned": belongs(Change.NEWLY_ASSIGNED, span),
        "silent": silent,
        "never_updated": and_(silent, Task.updated_at.is_(None)),
    }
    counts = [func.count().filter(condition).label(name) for name, condition in conditions.items()]
    scope = tasks.counted(reach).where(Task.committee_id == committee_id).with_only_columns(*counts)
    return Changes(**db.session.execute(scope).one()._mapping)


def overdue_at(days: list[date], committee_id: int) -> list[int]:
    """Return how many tasks were overdue on the mornings of some past days, as far as today's facts tell.

    A task counts when its present deadline had passed while it was neither reported nor ended.
    """
    if not days:
        return []
    counts = (
        func.count().filter(
            Task.opened_on <= each,
            Task.due_on < each,
            or_(Task.reported_on.is_(None), Task.reported_on >= each),
            or_(Task.closed_on.is_(None), Task.closed_on >= each),
        )
        for each in days
    )
    return list(db.session.execute(select(*counts).where(Task.committee_id == committee_id, tasks.is_whole())).one())


def _silent(on: date) -> ColumnElement[bool]:
    last_day = on - timedelta(SILENT_DAYS)
    said_before = datetime.combine(last_day, time.min, clock.OFFICE_ZONE)
    never = and_(Task.updated_at.is_(None), Task.opened_on < last_day)
    part = aliased(Task)
    said_of_a_part = exists().where(part.parent_id == Task.id, part.updated_at >= said_before)
    silent = or_(never, Task.updated_at < said_before)
    return and_(Task.stage.in_(tasks.AWAITED), ~tasks.comes_round(), silent, ~said_of_a_part)
