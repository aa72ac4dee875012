"""The overdue tasks the brief spells out: how late, how often extended and brought up, the unit's last word, the
chair's own. Of a past day, as they stood and were spoken of then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.extensions import db
from tracker.meetings import carry
from tracker.meetings.direction_models import Direction
from tracker.meetings.directions import directions
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review.spans import Span
from tracker.tasks import queries as tasks
from tracker.tasks import standing
from tracker.tasks.models import ExtensionState, Task, Update
from tracker.tasks.queries import Figures
from tracker.tasks.standing import Stood

LATE_ROWS = 30
"""The longest overdue tasks the brief spells out: two printed pages hold no more."""


@dataclass(frozen=True)
class UnitLine:
    """One lead unit's tasks; the unit is None for tasks that have none."""

    unit: Unit | None
    figures: Figures
    longest: int = 0
    """Days by which its latest task is overdue."""


@dataclass(frozen=True)
class LateTask:
    """An overdue task with what was last said of it."""

    task: Task
    stood: Stood
    days: int
    times_extended: int = 0
    word: Update | None = None
    direction: Direction | None = None
    in_a_row: str = ""
    """At how many meetings in a row it lies on the table, from the third on; told of the present alone."""


@dataclass(frozen=True)
class LateUnit:
    """A unit's overdue tasks as far as the brief spells them out."""

    line: UnitLine
    rows: Sequence[LateTask]

    @property
    def hidden(self) -> int:
        return self.line.figures.open_overdue - len(self.rows)


def late_units(lines: Sequence[UnitLine], span: Span, committee_id: int, reach: Reach) -> list[LateUnit]:
    """Return the overdue tasks under their units, in the order of the units' lines, the longest late first."""
    places = {line.unit.id if line.unit else None: place for place, line in enumerate(lines)}
    rows = _rows(span, committee_id, reach)
    ordered = sorted(rows, key=lambda row: (places[row.task.lead_unit_id], -row.days, row.task.number))
    groups = groupby(ordered, key=lambda row: places[row.task.lead_unit_id])
    return [LateUnit(lines[place], list(rows)) for place, rows in groups]


def _rows(span: Span, committee_id: int, reach: Reach) -> list[LateTask]:
    of = standing.facts(span.closing)
    query = tasks.counted(reach).where(Task.committee_id == committee_id, tasks.overdue(span.on, of))
    query = query.where(standing.existed(span.closing)).order_by(of.due_on, Task.number)
    found = db.session.scalars(tasks.with_source(query).options(selectinload(Task.extensions)).limit(LATE_ROWS)).all()
    stood, ids = standing.stood(found, span.closing), [task.id for task in found]
    words, said = _last(_words(span), ids), _last(_directions(span, reach), ids)
    meetings = carry.in_a_row(ids, committee_id, span.on) if span.is_now else {}
    in_a_row = {many: carry.words(many) for many in {*meetings.values()}}
    return [
        LateTask(
            task, stood[task.id], (span.on - due).days, _times_extended(task, span), words.get(task.id),
            said.get(task.id), in_a_row.get(meetings.get(task.id, 0), ""),
        )
        for task in found if (due := stood[task.id].due_on)
    ]  # fmt: skip


def _times_extended(task: Task, span: Span) -> int:
    granted = (each for each in task.extensions if each.state == ExtensionState.GRANTED)
    return sum(bool(each.decided_on and each.decided_on <= span.last) for each in granted)


def _words(span: Span) -> Select[Any]:
    """The updates in which anything was said, until the span closed."""
    return select(Update).where(
        or_(Update.difficulty != "", Update.proposal != "", Update.result != ""), Update.on <= span.last
    )


def _directions(span: Span, reach: Reach) -> Select[Any]:
    return directions(reach).where(Direction.on <= span.last).options(joinedload(Direction.lead_unit))


def _last(query: Select[Any], task_ids: Collection[int]) -> Mapping[int, Any]:
    """Return for each task the last of the rows of it that are selected."""
    if not task_ids:
        return {}
    [kind] = (each["entity"] for each in query.column_descriptions)
    ids = query.with_only_columns(func.max(kind.id)).where(kind.task_id.in_(task_ids)).order_by(None)
    last = query.order_by(None).where(kind.id.in_(ids.group_by(kind.task_id)))
    return {each.task_id: each for each in db.session.scalars(last)}
