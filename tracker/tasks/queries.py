"""What one asks about tasks: who may see or change which, what is late, and how many; every page counts with these."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.people.models import Membership, Role, User
from tracker.people.queries import Reach
from tracker.reading.results import ItemKind, Recurrence
from tracker.tasks.models import SOON_DAYS, Stage, Task, TimeClass, Update

UPDATERS = frozenset({Role.SECRETARY, Role.OFFICIAL})
CONFIRMERS = frozenset({Role.SECRETARY, Role.CHAIR})
Column = InstrumentedAttribute[Any] | ColumnElement[Any]
AWAITED = frozenset({Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED})
"""The stages in which the unit still owes its report of completion; the model's `is_awaited` in SQL."""


# ------------------------------------------------------------------------------------------ who may see or change which


def visible(reach: Reach) -> Select[Task]:
    """Select what a member may read: every task of their committees, and the parts of tasks."""
    return select(Task).where(Task.committee_id.in_(reach.committee_ids))


def counted(reach: Reach) -> Select[Task]:
    """Select what lists and figures count: whole tasks only, for a duty counts once with all its parts."""
    return visible(reach).where(is_whole())


def updatable(reach: Reach) -> Select[Task]:
    """Select what a person may report on: a secretary's whole committee; an official's own unit's, and its parts."""
    mine = reach.limited_to(UPDATERS)
    return select(Task).where(or_(Task.committee_id.in_(mine.whole_committee_ids), led(mine), given(mine)))


def confirmable(reach: Reach) -> Select[Task]:
    """Select what a person may confirm or return: a secretary's and a chair's committees; parts the own unit gave."""
    whole = Task.committee_id.in_(reach.limited_to(CONFIRMERS).committee_ids)
    return select(Task).where(or_(whole, given(reach.limited_to(frozenset({Role.OFFICIAL})))))


def led(official: Reach) -> ColumnElement[bool]:
    """Led by the unit of a person who is an official and no more."""
    if official.unit_id is None:
        return false()
    return and_(Task.committee_id.in_(official.own_unit_committee_ids), Task.lead_unit_id == official.unit_id)


def given(official: Reach) -> ColumnElement[bool]:
    """A part of a task that this official's unit leads, whichever unit does the part."""
    if official.unit_id is None:
        return false()
    whole = aliased(Task)
    led = select(whole.id).where(
        whole.committee_id.in_(official.own_unit_committee_ids), whole.lead_unit_id == official.unit_id
    )
    return Task.parent_id.in_(led)


def responsible(reach: Reach) -> Select[Task]:
    """Select what a person answers for: what they are made responsible for by name, and, as an official, what their
    unit leads while nobody who still works for the committee is made responsible for it by name.

    These are the tasks a person is reminded of (`reminders.readers`), whatever their address.
    """
    official = [committee_id for committee_id, roles in reach.roles.items() if Role.OFFICIAL in roles]
    named = (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(User.id == Task.assignee_id, User.is_enabled, Membership.committee_id == Task.committee_id)
    )
    of_unit = and_(Task.committee_id.in_(official), Task.lead_unit_id == reach.unit_id, ~named.exists())
    mine = Task.assignee_id == reach.user_id
    return visible(reach).where(or_(mine, of_unit) if reach.unit_id is not None else mine)


def of_committee(committee_id: int) -> Select[Task]:
    """Select a committee's tasks and their parts, for jobs that act for the committee as a whole."""
    return select(Task).where(Task.committee_id == committee_id)


def with_source(tasks: Select[Task]) -> Select[Task]:
    """Load with the tasks what names one and its source: title, share done, lead unit, place in its document."""
    source = selectinload(Task.item)
    return tasks.options(
        source.load_only(Item.path, Item.conclusion_id, Item.text),
        source.joinedload(Item.conclusion).load_only(
            Conclusion.number, Conclusion.type, Conclusion.issued_on, Conclusion.committee_id
        ),
        joinedload(Task.lead_unit),
        selectinload(Task.subtasks).load_only(Task.stage, Task.own_percent),
    )


def with_row(tasks: Select[Task]) -> Select[Task]:
    """Load with the tasks what one row of a list shows, in a fixed number of questions."""
    return with_source(tasks).options(
        joinedload(Task.assignee),
        selectinload(Task.extensions),
        selectinload(Task.parent),
        selectinload(Task.period_updates),
        selectinload(Task.excuses),
        selectinload(Task.refusals),
    )


def by_deadline(tasks: Select[Task]) -> Select[Task]:
    """Order tasks by deadline, the oldest first, those without one last."""
    return tasks.order_by(Task.due_on.is_(None), Task.due_on, Task.number, Task.subnumber)


def next_number(committee_id: int) -> int:
    """Return the running number of the next task of a committee."""
    return (db.session.scalar(select(func.max(Task.number)).filter_by(committee_id=committee_id)) or 0) + 1


def last_results(task_ids: list[int], until: date = date.max) -> dict[int, str]:
    """Return what was last written as the result of each task, by a day."""
    last = select(func.max(Update.id)).where(Update.task_id.in_(task_ids), Update.result != "", Update.on <= until)
    query = select(Update.task_id, Update.result).where(Update.id.in_(last.group_by(Update.task_id)))
    return {row.task_id: row.result for row in db.session.execute(query)}


def last_words(task_ids: Collection[int]) -> dict[int, Update]:
    """Return for each task the last update in which anything was said."""
    said = or_(Update.difficulty != "", Update.proposal != "", Update.result != "")
    last = select(func.max(Update.id)).where(Update.task_id.in_(task_ids), said).group_by(Update.task_id)
    return {update.task_id: update for update in db.session.scalars(select(Update).where(Update.id.in_(last)))}


# ------------------------------------------------------------------------------------------ how they stand on a day


@dataclass(frozen=True)
class Facts:
    """The columns by which a task is judged: those of its row, or as they were on a past day (`tasks.standing`)."""

    stage: Column
    due_on: Column
    original_due_on: Column
    reported_on: Column
    closed_on: Column


NOW = Facts(Task.stage, Task.due_on, Task.original_due_on, Task.reported_on, Task.closed_on)


def is_whole() -> ColumnElement[bool]:
    """No part of another task; `Task.is_whole` in SQL."""
    return Task.parent_id.is_(None)


def is_open(of: Facts = NOW) -> ColumnElement[bool]:
    """Neither done nor dropped."""
    return of.stage.not_in([Stage.DONE, Stage.DROPPED])


def overdue(on: date, of: Facts = NOW) -> ColumnElement[bool]:
    """The deadline passed before this day with the work neither reported nor ended; `Task.is_overdue` in SQL."""
    return and_(of.due_on.is_not(None), of.due_on < on, of.stage.in_(AWAITED))


def soon(on: date, of: Facts = NOW) -> ColumnElement[bool]:
    """Due on this day or within the days that count as soon, and still awaited."""
    last = on + timedelta(days=SOON_DAYS)
    return and_(of.due_on.is_not(None), of.due_on >= on, of.due_on <= last, of.stage.in_(AWAITED))


def no_deadline(of: Facts = NOW) -> ColumnElement[bool]:
    """Standing duties, and tasks from whose words no day follows."""
    return of.due_on.is_(None)


def standing() -> ColumnElement[bool]:
    """Standing duties, reported on at the rhythm of the committee and never overdue; `Task.is_standing` in SQL."""
    unspoken = and_(Task.recurrence.is_(None), Task.kind == ItemKind.STANDING)
    spoken = and_(Task.recurrence.is_not(None), Task.recurrence == Recurrence.STANDING)
    return and_(Task.due_on.is_(None), or_(spoken, unspoken))


def periodic() -> ColumnElement[bool]:
    """Duties whose words say how often they are reported on ("định kỳ hằng quý")."""
    return and_(Task.recurrence.is_not(None), Task.recurrence != Recurrence.STANDING)


def comes_round() -> ColumnElement[bool]:
    """Reported on period by period; `Task.comes_round` in SQL."""
    return or_(periodic(), standing())


def in_time(on: date) -> ColumnElement[bool]:
    """Has a deadline and is neither overdue nor due soon."""
    return and_(Task.due_on.is_not(None), ~overdue(on), ~soon(on))


def of_time_class(wanted: TimeClass, on: date) -> ColumnElement[bool]:
    """The tasks whose `Task.time_class(on)` is the wanted one."""
    if wanted is TimeClass.NO_DEADLINE:
        return no_deadline()
    return {TimeClass.OVERDUE: overdue, TimeClass.SOON: soon, TimeClass.IN_TIME: in_time}[wanted](on)


def done_late(of: Facts = NOW) -> ColumnElement[bool]:
    """Done, and reported after the ORIGINAL deadline."""
    return and_(of.stage == Stage.DONE, of.reported_on > of.original_due_on)


# ------------------------------------------------------------------------------------------ how many


@dataclass(frozen=True)
class Figures:
    """How many tasks stand how. What was dropped is outside the total.

    total = done + open; done = done_on_time + done_late; open = open_in_time + open_overdue;
    open_in_time = soon + in_time + no_deadline. A task done without a deadline counts as done on time.
    """

    total: int = 0
    done: int = 0
    done_late: int = 0
    open: int = 0
    open_overdue: int = 0
    soon: int = 0
    no_deadline: int = 0
    reported: int = 0
    dropped: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Return the figures of both together."""
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def done_on_time(self) -> int:
        return self.done - self.done_late

    @property
    def open_in_time(self) -> int:
        return self.open - self.open_overdue

    @property
    def in_time(self) -> int:
        return self.open_in_time - self.soon - self.no_deadline


def figures(tasks: Select[Task] | int, on: date) -> Figures:
    """Count a selection of tasks, or all whole tasks of a committee by its id, as they stand on a day."""
    chosen = of_committee(tasks).where(is_whole()) if isinstance(tasks, int) else tasks
    row = db.session.execute(chosen.with_only_columns(*counts(on)).order_by(None)).one()
    return Figures(**row._mapping)


def figures_by(column: InstrumentedAttribute[Any], tasks: Select[Task] | int, on: date) -> dict[Any, Figures]:
    """Count a selection by the values of one column of tasks, such as `Task.lead_unit_id`; the parts add up."""
    chosen = of_committee(tasks).where(is_whole()) if isinstance(tasks, int) else tasks
    query = chosen.with_only_columns(column.label("of"), *counts(on)).order_by(None).group_by(column)
    rows = [dict(row._mapping) for row in db.session.execute(query)]
    return {row.pop("of"): Figures(**row) for row in rows}


def count(tasks: Select[Task]) -> int:
    """Return how many tasks a selection holds."""
    return db.session.scalar(select(func.count()).select_from(_ids(tasks).subquery())) or 0


def counts(on: date, of: Facts = NOW) -> list[ColumnElement[int]]:
    """Return what counts each of the `Figures` of some rows, by its name."""
    kinds = {
        "total": of.stage != Stage.DROPPED,
        "done": of.stage == Stage.DONE,
        "done_late": done_late(of),
        "open": is_open(of),
        "open_overdue": overdue(on, of),
        "soon": soon(on, of),
        "no_deadline": and_(is_open(of), no_deadline(of)),
        "reported": of.stage == Stage.REPORTED,
        "dropped": of.stage == Stage.DROPPED,
    }
    return [func.count().filter(kind).label(name) for name, kind in kinds.items()]


def _ids(tasks: Select[Task]) -> Select[int]:
    return tasks.with_only_columns(Task.id).order_by(None)
