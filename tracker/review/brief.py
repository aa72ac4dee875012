"""The chair's page before a meeting: what is late, whose, for how long, what changed, what waits for a decision.

The same page tells of a past span, as of its last day; what waits for a decision is told of the present alone. A fixed
number of questions to the database however many tasks there are; long lists are cut and say what they cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, or_, select

from tracker.extensions import db
from tracker.meetings import commitment_queries as promised
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.meetings.models import Meeting
from tracker.meetings.queries import last_meetings, next_meeting
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review import completions, proposals, since
from tracker.review.completions import Report
from tracker.review.late import LateUnit, UnitLine, late_units
from tracker.review.since import Changes
from tracker.review.spans import Span
from tracker.tasks import extensions, standing
from tracker.tasks import queries as tasks
from tracker.tasks.models import Extension, Task, Update
from tracker.tasks.period_reports import Debts, owed
from tracker.tasks.queries import Figures
from tracker.tasks.standing import Moment

WAITING_ROWS = 5
"""What waits for the chair is spelled out so far; the rest is a link away."""
TREND_MEETINGS = 3
SQUARES = 60
"""Up to so many tasks a unit's bar is one square a task."""

Row = TypeVar("Row")


@dataclass(frozen=True)
class Cut(Generic[Row]):
    """The first rows of what waits, and how many there are."""

    total: int = 0
    rows: Sequence[Row] = ()

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Waiting:
    """What waits for the chair's word."""

    reports: Cut[Report] = field(default_factory=Cut)
    extensions: Cut[Extension] = field(default_factory=Cut)
    proposals: Cut[Update] = field(default_factory=Cut)
    commitments: Cut[Commitment] = field(default_factory=Cut)
    """Those that were not kept, the oldest first, and those due within the days that count as soon."""
    broken: int = 0


@dataclass(frozen=True)
class Brief:
    """All the page states."""

    span: Span
    next: Meeting | None
    figures: Figures
    units: Sequence[UnitLine]
    changes: Changes
    trend: Sequence[tuple[Meeting, int]]
    late: Sequence[LateUnit]
    waiting: Waiting | None
    debts: Debts | None

    @property
    def on(self) -> date:
        return self.span.on

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


def brief(committee_id: int, span: Span, reach: Reach) -> Brief:
    """Return what the chair of a committee sees of a span."""
    scope = tasks.of_committee(committee_id).where(tasks.is_whole())
    figures = standing.figures_by_unit(scope, span.closing)
    lines, together = _unit_lines(figures, scope, span), sum(figures.values(), Figures())
    return Brief(
        span,
        next_meeting(committee_id, span.on) if span.is_now else None,
        together,
        lines,
        since.changes(span, committee_id, reach),
        _trend(committee_id, scope, span),
        late_units(lines, span, committee_id, reach),
        _waiting(committee_id, reach, span.on, together.reported) if span.is_now else None,
        owed(committee_id, reach, span.on) if span.is_now else None,
    )


def _unit_lines(figures: dict[int | None, Figures], scope: Select[Task], span: Span) -> list[UnitLine]:
    """Return a line for every lead unit, the one with the most overdue tasks first, then the longest."""
    query, of = standing.among(scope, span.closing)
    oldest = query.where(tasks.overdue(span.on, of)).with_only_columns(Task.lead_unit_id, func.min(of.due_on))
    days = {key: (span.on - due).days for key, due in db.session.execute(oldest.group_by(Task.lead_unit_id)) if due}
    units = select(Unit).where(Unit.id.in_([key for key in figures if key]))
    names = {unit.id: unit for unit in db.session.scalars(units)}
    lines = [
        UnitLine(names.get(key or 0), counted, days.get(key, 0)) for key, counted in figures.items() if counted.total
    ]
    return sorted(lines, key=lambda line: (-line.figures.open_overdue, -line.longest, -line.figures.total, _name(line)))


def _name(line: UnitLine) -> str:
    return line.unit.folded if line.unit else ""


def _trend(committee_id: int, scope: Select[Task], span: Span) -> list[tuple[Meeting, int]]:
    """Return how many tasks were overdue on the mornings of the last meetings before the span's end."""
    held = list(reversed(last_meetings(committee_id, span.on, TREND_MEETINGS)))
    counts = standing.overdue_at(scope, [Moment.morning(each.held_on) for each in held])
    return list(zip(held, counts, strict=True))


def _waiting(committee_id: int, reach: Reach, on: date, reported: int) -> Waiting:
    pressing = or_(promised.stands_so(Promise.BROKEN, on), promised.soon(on))
    waiting = tasks.with_row(completions.waiting(committee_id, reach)).limit(WAITING_ROWS)
    return Waiting(
        Cut(reported, completions.reports(db.session.scalars(waiting).all())),
        _cut(extensions.waiting(committee_id, reach)),
        _cut(proposals.waiting(committee_id, reach)),
        _cut(promised.with_row(promised.commitments(reach).where(Commitment.committee_id == committee_id, pressing))),
        promised.many(promised.broken(committee_id, reach, on)),
    )


def _cut(query: Select[Any]) -> Cut[Any]:
    """Return the first rows of a selection, each told how many there are in all."""
    found = db.session.execute(query.add_columns(func.count().over()).limit(WAITING_ROWS)).unique().all()
    return Cut(found[0][1] if found else 0, [row[0] for row in found])
