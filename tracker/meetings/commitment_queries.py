"""What one asks about commitments: which stand, how they stand on a day, how many; every count opens what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_
from sqlalchemy import select as choose
from sqlalchemy.orm import contains_eager, joinedload

from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.tasks.models import SOON_DAYS, Stage, Task
from tracker.tasks.queries import updatable


def commitments(reach: Reach) -> Select[Commitment]:
    """Select the commitments that stand in the committees within reach, the earliest day first.

    One that was withdrawn does not stand, and one on a task that is not to be carried out only when it was kept.
    """
    query = choose(Commitment).join(Commitment.task).options(contains_eager(Commitment.task))
    released = and_(Task.stage == Stage.DROPPED, done_on().is_(None))
    query = query.where(Commitment.committee_id.in_(reach.committee_ids), Commitment.withdrawn_at.is_(None), ~released)
    return query.order_by(Commitment.due_on, Commitment.id)


def fulfillable(reach: Reach) -> Select[Commitment]:
    """Select the commitments a person may say of that they were kept: their unit's, and those of what they report on.

    A secretary reports on the whole committee's tasks.
    """
    mine = updatable(reach).with_only_columns(Task.id).order_by(None)
    official = reach.limited_to(frozenset({Role.OFFICIAL})).committee_ids if reach.unit_id is not None else ()
    of_unit = and_(Commitment.committee_id.in_(official), Commitment.unit_id == reach.unit_id)
    return commitments(reach).where(or_(Task.id.in_(mine), of_unit))


def with_row(found: Select[Commitment]) -> Select[Commitment]:
    """Load with the commitments what a row of a list shows."""
    return found.options(
        joinedload(Commitment.unit), joinedload(Commitment.meeting), joinedload(Commitment.fulfilled_by)
    )


def of_tasks(task_ids: Sequence[int], reach: Reach) -> dict[int, list[Commitment]]:
    """Return the commitments that stand by task, the earliest day first."""
    found: dict[int, list[Commitment]] = {}
    for each in db.session.scalars(with_row(commitments(reach).where(Commitment.task_id.in_(task_ids)))):
        found.setdefault(each.task_id, []).append(each)
    return found


def due(committee_id: int, reach: Reach, on: date, until: date) -> Select[Commitment]:
    """Select a committee's commitments that are open and fall due from one day to another, both counted."""
    mine = commitments(reach).where(Commitment.committee_id == committee_id, stands_so(Promise.OPEN, on))
    return mine.where(Commitment.due_on.between(on, until))


def broken(committee_id: int, reach: Reach, on: date) -> Select[Commitment]:
    """Select a committee's commitments whose day has passed with nothing done."""
    return commitments(reach).where(Commitment.committee_id == committee_id, stands_so(Promise.BROKEN, on))


def pressing(unit_id: int, reach: Reach, on: date) -> Sequence[Commitment]:
    """Return what a unit promised and has not kept: past its day, or due within the days that count as soon."""
    mine = commitments(reach).where(Commitment.unit_id == unit_id, or_(stands_so(Promise.BROKEN, on), soon(on)))
    return db.session.scalars(with_row(mine)).all()


# ------------------------------------------------------------------------------------------ how they stand on a day


def done_on() -> ColumnElement[date | None]:
    """The day on which what was promised was done; `Commitment.done_on` in SQL. The task must be joined."""
    return case((Commitment.is_of_completion, Task.reported_on), else_=Commitment.fulfilled_on)


def stands_so(wanted: Promise, on: date) -> ColumnElement[bool]:
    """The commitments whose `stands(on)` is the wanted one. The task must be joined."""
    return {
        Promise.OPEN: and_(done_on().is_(None), Commitment.due_on >= on),
        Promise.BROKEN: and_(done_on().is_(None), Commitment.due_on < on),
        Promise.KEPT: done_on() <= Commitment.due_on,
        Promise.KEPT_LATE: done_on() > Commitment.due_on,
    }[wanted]


def soon(on: date) -> ColumnElement[bool]:
    """Open, and due on this day or within the days that count as soon."""
    return and_(stands_so(Promise.OPEN, on), Commitment.due_on <= on + timedelta(days=SOON_DAYS))


# ------------------------------------------------------------------------------------------ how many


@dataclass(frozen=True)
class Promises:
    """How many commitments stand how: total = open + broken + kept + kept_late, and soon is part of open."""

    total: int = 0
    open: int = 0
    soon: int = 0
    broken: int = 0
    kept: int = 0
    kept_late: int = 0


def promises(found: Select[Commitment], on: date) -> Promises:
    """Count a selection of commitments as they stand on a day."""
    row = db.session.execute(found.with_only_columns(*_counts(on)).order_by(None)).one()
    return Promises(**row._mapping)


def many(found: Select[Commitment]) -> int:
    """Return how many commitments a selection holds."""
    return db.session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0


def promises_by_unit(found: Select[Commitment], on: date) -> dict[int | None, Promises]:
    """Count a selection by the unit that promised."""
    query = found.with_only_columns(Commitment.unit_id.label("of"), *_counts(on)).order_by(None)
    rows = [dict(row._mapping) for row in db.session.execute(query.group_by(Commitment.unit_id))]
    return {row.pop("of"): Promises(**row) for row in rows}


def _counts(on: date) -> list[ColumnElement[Any]]:
    kinds = {kind.value: stands_so(kind, on) for kind in Promise} | {"soon": soon(on)}
    return [func.count().label("total"), *(func.count().filter(kind).label(name) for name, kind in kinds.items())]
