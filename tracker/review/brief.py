"""The chair's page before a meeting: what is late, whose, for how long, what changed, what waits for a decision.

A fixed number of questions to the database however many tasks there are; long lists are cut and say what they cut.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import last_meetings, next_meeting
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review import completions, since
from tracker.review.completions import Report
from tracker.review.since import Change, Changes, Span
from tracker.tasks import extensions
from tracker.tasks import queries as tasks
from tracker.tasks.models import Extension, Stage, Task, Update
from tracker.tasks.period_reports import Debts, owed
from tracker.tasks.queries import Figures

LATE_ROWS = 40
"""The longest overdue tasks the brief spells out: two printed pages hold no more."""
WAITING_ROWS = 20
TREND_MEETINGS = 3
SQUARES = 60
"""Up to so many tasks a unit's bar is one square a task."""


class Listed(StrEnum):
    """The brief's numbers that are no tab of the register."""

    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    OPEN_IN_TIME = "open-in-time"


@dataclass(frozen=True)
class UnitLine:
    """One lead unit's tasks; the unit is None for tasks that have none."""

    unit: Unit | None
    figures: Figures
    longest: int = 0
    """Days by which its latest task is overdue."""


@dataclass(frozen=True)
class LateTask:
    """An overdue task with the last words its unit said."""

    task: Task
    days: int
    word: Update | None = None


@dataclass(frozen=True)
class LateUnit:
    """A unit's overdue tasks as far as the brief spells them out."""

    line: UnitLine
    rows: Sequence[LateTask]

    @property
    def hidden(self) -> int:
        return self.line.figures.open_overdue - len(self.rows)


@dataclass(frozen=True)
class Brief:
    """All the page states."""

    on: date
    next: Meeting | None
    span: Span
    figures: Figures
    units: Sequence[UnitLine]
    changes: Changes
    trend: Sequence[tuple[Meeting, int]]
    late: Sequence[LateUnit] = field(default_factory=list)
    waiting: Sequence[Report] = field(default_factory=list)
    asked: Sequence[Extension] = field(default_factory=list)
    asked_total: int = 0
    debts: Debts = field(default_factory=lambda: Debts([]))

    @property
    def longest(self) -> int:
        return max((line.longest for line in self.units), default=0)

    @property
    def most(self) -> int:
        return max((line.figures.total for line in self.units), default=0)

    @property
    def in_squares(self) -> bool:
        return self.most <= SQUARES

    @property
    def hidden(self) -> int:
        return self.figures.open_overdue - sum(len(group.rows) for group in self.late)


def brief(committee_id: int, on: date, reach: Reach) -> Brief:
    """Return what the chair of a committee sees on a day."""
    span = since.span_of(committee_id, on)
    units = _unit_lines(committee_id, on)
    held = list(reversed(last_meetings(committee_id, on, TREND_MEETINGS)))
    late = _late(committee_id, on, reach)
    waiting = tasks.with_row(completions.waiting(committee_id, reach)).limit(WAITING_ROWS)
    asked = extensions.waiting(committee_id, reach)
    return Brief(
        on, next_meeting(committee_id, on), span, tasks.figures(committee_id, on), units,
        changes=since.changes(span, committee_id, reach),
        trend=list(zip(held, since.overdue_at([each.held_on for each in held], committee_id), strict=True)),
        late=_by_unit(late, units),
        waiting=completions.reports(db.session.scalars(waiting).all()),
        asked=db.session.scalars(asked.limit(WAITING_ROWS)).all(),
        asked_total=db.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0,
        debts=owed(committee_id, reach, on),
    )  # fmt: skip


def part_named(word: str) -> Change | Listed | None:
    """Return the list that an address names."""
    parts: list[Change | Listed] = [*Change, *Listed]
    return next((part for part in parts if part == word), None)


def listed(part: Change | Listed, span: Span, committee_id: int, reach: Reach) -> Select[Task]:
    """Select the tasks one number of the brief counts, by unit and then the earliest deadline first."""
    condition = since.belongs(part, span) if isinstance(part, Change) else _condition(part, span.on)
    unit = select(Unit.folded).where(Unit.id == Task.lead_unit_id).scalar_subquery()
    query = tasks.counted(reach).where(Task.committee_id == committee_id, condition)
    return tasks.by_deadline(query.order_by(Task.lead_unit_id.is_(None), unit))


def _condition(part: Listed, on: date) -> ColumnElement[bool]:
    if part is Listed.OPEN_IN_TIME:
        return and_(tasks.is_open(), or_(Task.due_on.is_(None), ~tasks.overdue(on)))
    late = tasks.done_late()
    if part is Listed.DONE_LATE:
        return late
    return and_(Task.stage == Stage.DONE, or_(Task.original_due_on.is_(None), Task.reported_on.is_(None), ~late))


def _unit_lines(committee_id: int, on: date) -> list[UnitLine]:
    """Return a line for every lead unit, the one with the longest overdue task first, then the most tasks."""
    figures = tasks.figures_by(Task.lead_unit_id, committee_id, on)
    oldest = select(Task.lead_unit_id, func.min(Task.due_on)).where(
        Task.committee_id == committee_id, tasks.is_whole(), tasks.overdue(on)
    )
    days = {key: (on - due).days for key, due in db.session.execute(oldest.group_by(Task.lead_unit_id)) if due}
    units = select(Unit).where(Unit.id.in_([key for key in figures if key]))
    names = {unit.id: unit for unit in db.session.scalars(units)}
    lines = [UnitLine(names.get(key), counted, days.get(key, 0)) for key, counted in figures.items() if counted.total]
    return sorted(lines, key=lambda line: (-line.figures.open_overdue, -line.longest, -line.figures.total, _name(line)))


def _name(line: UnitLine) -> str:
    return line.unit.folded if line.unit else ""


def _late(committee_id: int, on: date, reach: Reach) -> list[LateTask]:
    """Return the longest overdue tasks with the days they are late and the last words of their units."""
    query = tasks.counted(reach).where(Task.committee_id == committee_id, tasks.overdue(on))
    found = db.session.scalars(tasks.with_row(tasks.by_deadline(query)).limit(LATE_ROWS)).all()
    words = _last_words(task.id for task in found)
    return [LateTask(task, -(task.days_left(on) or 0), words.get(task.id)) for task in found]


def _last_words(task_ids: Iterable[int]) -> dict[int, Update]:
    """Return for each task the last update in which anything was said."""
    said = or_(Update.difficulty != "", Update.proposal != "", Update.result != "")
    last = select(func.max(Update.id)).where(Update.task_id.in_(list(task_ids)), said).group_by(Update.task_id)
    return {update.task_id: update for update in db.session.scalars(select(Update).where(Update.id.in_(last)))}


def _by_unit(late: list[LateTask], lines: list[UnitLine]) -> list[LateUnit]:
    """Return the overdue tasks under their units, in the order of the units' lines."""
    places = {line.unit.id if line.unit else None: place for place, line in enumerate(lines)}
    ordered = sorted(late, key=lambda row: (places[row.task.lead_unit_id], -row.days))
    groups = groupby(ordered, key=lambda row: places[row.task.lead_unit_id])
    return [LateUnit(lines[place], list(rows)) for place, rows in groups]
