"""The lists behind the brief's numbers: each condition stated once, for its count, its page and its workbook."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review import since
from tracker.review.since import Change
from tracker.review.spans import Span
from tracker.tasks import queries as tasks
from tracker.tasks import standing
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import Facts

NO_UNIT = 0
"""In place of a unit's id: the tasks that no unit leads."""


class Listed(StrEnum):
    """The numbers of the official sentence, as they stood when a span closed."""

    ALL = "all"
    DONE = "done"
    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    OPEN = "open"
    OPEN_IN_TIME = "open-in-time"
    OVERDUE = "overdue"


def part_named(word: str) -> Change | Listed | None:
    """Return the list that an address names."""
    parts: list[Change | Listed] = [*Change, *Listed]
    return next((part for part in parts if part == word), None)


def listed(
    part: Change | Listed, span: Span, committee_id: int, reach: Reach, unit_id: int | None = None
) -> Select[Task]:
    """Select the tasks one number of the brief counts, by unit and then the earliest deadline first.

    `unit_id` narrows them to what a unit leads, `NO_UNIT` to what none leads.
    """
    of = standing.facts(span.closing)
    chosen = since.belongs(part, span, of) if isinstance(part, Change) else condition(part, span.on, of)
    name = select(Unit.folded).where(Unit.id == Task.lead_unit_id).scalar_subquery()
    query = tasks.counted(reach).where(Task.committee_id == committee_id, chosen)
    if not span.is_now:
        query = query.where(standing.existed(span.closing))
    if unit_id is not None:
        query = query.where(Task.lead_unit_id == unit_id if unit_id else Task.lead_unit_id.is_(None))
    return query.order_by(Task.lead_unit_id.is_(None), name, of.due_on.is_(None), of.due_on, Task.number)


def condition(part: Listed, on: date, of: Facts) -> ColumnElement[bool]:
    """Return the condition by which a number of the sentence counts a task on a day; `of` is how it stood then."""
    done, late = of.stage == Stage.DONE, func.coalesce(of.reported_on > of.original_due_on, False)
    conditions = {
        Listed.ALL: of.stage != Stage.DROPPED,
        Listed.DONE: done,
        Listed.DONE_ON_TIME: and_(done, ~late),
        Listed.DONE_LATE: and_(done, late),
        Listed.OPEN: tasks.is_open(of),
        Listed.OPEN_IN_TIME: and_(tasks.is_open(of), or_(of.due_on.is_(None), ~tasks.overdue(on, of))),
        Listed.OVERDUE: tasks.overdue(on, of),
    }
    return conditions[part]
