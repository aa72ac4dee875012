"""How tasks stood on a past day: from the updates and extensions that were written, never from figures kept aside.

What cannot be known: an act that was taken back is as if it had never been; and which unit led a task then, where it
has passed to another since, so tasks are told under the unit that leads them now.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from tracker import clock
from tracker.extensions import db
from tracker.tasks import queries
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update
from tracker.tasks.queries import NOW, Column, Facts, Figures


@dataclass(frozen=True)
class Moment:
    """A point in the course of things: lateness is judged on a day, by what was done until the end of another.

    A morning and the evening before it differ by lateness alone: what fell due the day before is late in the morning.
    """

    on: date
    until: date
    """The last day whose acts count."""
    is_now: bool = False

    @classmethod
    def now(cls, today: date) -> "Moment":
        """The present, told by the rows as they are."""
        return cls(today, today, is_now=True)

    @classmethod
    def morning(cls, on: date) -> "Moment":
        """A day before anything was done on it, as the papers of that day's meeting are prepared."""
        return cls(on, on - timedelta(1))

    @classmethod
    def evening(cls, on: date) -> "Moment":
        """A day with all that was done on it, as reports "as of" a day count."""
        return cls(on, on)


# ------------------------------------------------------------------------------------------ in SQL


def existed(moment: Moment) -> ColumnElement[bool]:
    """Given by then."""
    return Task.opened_on <= moment.until


def facts(moment: Moment) -> Facts:
    """Return what a task is judged by as it was at a moment, to be asked of rows of `Task`.

    The day of the report is told while it counts: of what was then reported or done.
    """
    if moment.is_now:
        return NOW
    stage, until = _stage(moment.until), moment.until
    reported = func.coalesce(_day_of({Stage.REPORTED}, until), _by(Task.reported_on, until))
    closed = func.coalesce(_day_of({Stage.DONE, Stage.DROPPED}, until), _by(Task.closed_on, until))
    return Facts(
        stage=stage,
        due_on=_due_on(until),
        original_due_on=Task.original_due_on,
        reported_on=case((stage.in_([Stage.REPORTED, Stage.DONE]), reported)),
        closed_on=case((stage.in_([Stage.DONE, Stage.DROPPED]), closed)),
    )


def _stage(until: date) -> ColumnElement[Stage]:
    """The stage the first later act led away from; that of the row where nothing came later.

    Of most tasks the row itself tells that nothing did; the day before is asked too, for acts begun at midnight.
    """
    later = select(Update.from_stage).where(Update.task_id == Task.id, Update.on > until).correlate(Task)
    before = func.coalesce(later.order_by(Update.id).limit(1).scalar_subquery(), Task.stage)
    rested = or_(Task.updated_at.is_(None), Task.updated_at < datetime.combine(until, time.min, clock.OFFICE_ZONE))
    return case((rested, Task.stage), else_=before)


def _day_of(stages: Collection[Stage], until: date) -> ColumnElement[Any]:
    last = select(func.max(Update.on)).where(Update.task_id == Task.id, Update.stage.in_(stages), Update.on <= until)
    return last.correlate(Task).scalar_subquery()


def _by(day: Column, until: date) -> ColumnElement[Any]:
    """A day of the row, where nothing written tells of it: work that was brought along from before the program."""
    return case((day <= until, day))


def _due_on(until: date) -> ColumnElement[Any]:
    """The last deadline granted by a day, for each is later than the one before; else the first."""
    granted = select(func.max(Extension.granted_until)).where(
        Extension.task_id == Task.id, Extension.state == ExtensionState.GRANTED, Extension.decided_on <= until
    )
    then = func.coalesce(granted.correlate(Task).scalar_subquery(), Task.original_due_on)
    return case((Task.due_on == Task.original_due_on, Task.due_on), else_=then)


def was_overdue(moment: Moment) -> ColumnElement[bool]:
    """Overdue at a past moment, by as few facts as tell it.

    A deadline only ever moves to a later day: what was overdue had passed its first deadline.
    """
    passed = and_(Task.original_due_on < moment.on, existed(moment), _due_on(moment.until) < moment.on)
    return and_(func.coalesce(passed, False), _stage(moment.until).in_(queries.AWAITED))


# ------------------------------------------------------------------------------------------ how many


def figures(tasks: Select[Task], moment: Moment) -> Figures:
    """Count a selection of tasks as they stood at a moment; of the present, what `queries.figures` counts."""
    query, of = among(tasks, moment)
    row = db.session.execute(query.with_only_columns(*queries.counts(moment.on, of))).one()
    return Figures(**row._mapping)


def figures_by_unit(tasks: Select[Task], moment: Moment) -> dict[int | None, Figures]:
    """Count a selection by the units that lead the tasks now; the parts add up."""
    query, of = among(tasks, moment)
    counted = query.with_only_columns(Task.lead_unit_id, *queries.counts(moment.on, of)).group_by(Task.lead_unit_id)
    rows = [dict(row._mapping) for row in db.session.execute(counted)]
    return {row.pop("lead_unit_id"): Figures(**row) for row in rows}


def overdue_at(tasks: Select[Task], moments: Sequence[Moment]) -> list[int]:
    """Return how many of a selection were overdue at each of some past moments."""
    if not moments:
        return []
    counts = [func.count().filter(was_overdue(each)) for each in moments]
    return list(db.session.execute(tasks.with_only_columns(*counts).order_by(None)).one())


def among(tasks: Select[Task], moment: Moment) -> tuple[Select[Task], Facts]:
    """Return a selection of what had been given by a moment, to count from, and the facts to count it by.

    The facts of a past moment are reckoned once a row, however many conditions ask for them.
    """
    tasks = tasks.order_by(None)
    if moment.is_now:
        return tasks, NOW
    of, names = facts(moment), list(Facts.__dataclass_fields__)
    rows = tasks.where(existed(moment)).with_only_columns(Task.id, *(getattr(of, name).label(name) for name in names))
    stood = rows.cte("stood").prefix_with("MATERIALIZED")
    return select(Task).join(stood, stood.c.id == Task.id), Facts(*(stood.c[name] for name in names))


# ------------------------------------------------------------------------------------------ one by one


@dataclass(frozen=True)
class Stood:
    """How one task stood."""

    stage: Stage
    due_on: date | None
    original_due_on: date | None
    reported_on: date | None
    closed_on: date | None

    @property
    def is_awaited(self) -> bool:
        return self.stage in queries.AWAITED

    def is_overdue(self, on: date) -> bool:
        """Whether its deadline had passed before a day while it was awaited."""
        return bool(self.due_on and self.due_on < on and self.is_awaited)

    @property
    def is_done_late(self) -> bool:
        """Whether it was done and had been reported after the ORIGINAL deadline."""
        due, reported = self.original_due_on, self.reported_on
        return self.stage == Stage.DONE and bool(due and reported and reported > due)


def stood(tasks: Sequence[Task], moment: Moment) -> dict[int, Stood]:
    """Return how each of some tasks stood at a moment, by its id."""
    names = list(Facts.__dataclass_fields__)
    if moment.is_now:
        return {task.id: Stood(*(getattr(task, name) for name in names)) for task in tasks}
    of = facts(moment)
    query = select(Task.id, *(getattr(of, name).label(name) for name in names))
    rows = db.session.execute(query.where(Task.id.in_([task.id for task in tasks])))
    return {row.id: Stood(*(getattr(row, name) for name in names)) for row in rows}
