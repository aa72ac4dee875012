"""In which orders the register can stand; each is total, so that its pages part the rows without loss."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select

from tracker.extensions import Instant
from tracker.keyset import Order
from tracker.people.models import Unit
from tracker.tasks.models import Stage, Task

NEVER_DUE = date(9999, 12, 31)
NEVER_WRITTEN = datetime(1, 1, 2, tzinfo=UTC)


class Sort(StrEnum):
    """What the register's rows are put in order by."""

    DEADLINE = "deadline"
    SILENT = "silent"
    UPDATED = "updated"
    NUMBER = "number"
    UNIT = "unit"
    STAGE = "stage"
    FIT = "fit"


def order_of(sort: Sort, text: str = "") -> Order:
    """Return the order a word asks for; `text` is what the best answers answer."""
    due = func.coalesce(Task.due_on, literal(NEVER_DUE))
    written = func.coalesce(Task.updated_at, literal(NEVER_WRITTEN, Instant))
    keys: dict[Sort, tuple[ColumnElement[Any], ...]] = {
        Sort.DEADLINE: (due,),
        Sort.SILENT: (written, Task.opened_on.expression),
        Sort.UPDATED: (written,),
        Sort.NUMBER: (-Task.number,),
        Sort.UNIT: (*_unit_keys(), due),
        Sort.STAGE: (_stage_rank(), due),
    }
    first = (Task.likeness(text), due) if sort is Sort.FIT else keys[sort]
    last = (Task.number.expression, Task.subnumber.expression, Task.id.expression)
    return Order(sort.value, (*first, *last), falls=sort is Sort.UPDATED)


def _unit_keys() -> tuple[ColumnElement[Any], ...]:
    """By the lead unit's name, those without one last."""
    name = select(Unit.folded).where(Unit.id == Task.lead_unit_id).scalar_subquery()
    return case((Task.lead_unit_id.is_(None), 1), else_=0), func.coalesce(name, "")


def _stage_rank() -> ColumnElement[int]:
    """As a task goes: what nobody began first."""
    return case({stage: place for place, stage in enumerate(Stage)}, value=Task.stage, else_=len(Stage))
