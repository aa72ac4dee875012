"""How the tasks of a year stand, by the month their deadline falls in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func

from tracker.extensions import db
from tracker.people.queries import Reach
from tracker.review.charts.counted import By, Counted, Kind, condition
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.models import Task

STACKED = (Kind.DONE_ON_TIME, Kind.DONE_LATE, Kind.OPEN_IN_TIME, Kind.OVERDUE)
"""The kinds that make up a month's tasks, from the foot of its column up."""
TOP, BOTTOM = 34, 214
"""Where the highest column may end and where all stand, in pixels from above."""
MONTHS = 12
GAP = 2
"""Pixels between two parts of a column, so that they are told apart without colour."""


@dataclass(frozen=True)
class Piece:
    """One kind in a column; `y` is its upper edge, both in pixels."""

    kind: Kind
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One month, or a whole year; `counted` finds its tasks."""

    span: CalendarSpan
    counted: Counted
    many: dict[Kind, int]
    pieces: Sequence[Piece] = ()

    @property
    def total(self) -> int:
        return sum(self.many.values())

    @property
    def top(self) -> float:
        """Where its own number may stand."""
        return min((piece.y for piece in self.pieces), default=BOTTOM)


@dataclass(frozen=True)
class Months:
    """The months of a year and their sum. `undated` counts what has no deadline, and so stands in no month."""

    columns: Sequence[Column]
    year: Column
    undated: int
    present: int | None
    """The place of the month of today."""


def months(whole: Counted, year: int, committee_id: int, reach: Reach, on: date) -> Months:
    """Return how the tasks due in the months of a year stand on a day, in two questions."""
    all_year = whole.within(CalendarSpan(year, 1, MONTHS), By.DUE)
    month = extract("month", Task.due_on)
    counts = [func.count().filter(condition(kind, on)) for kind in STACKED]
    query = all_year.select(committee_id, reach, on).with_only_columns(month, *counts).group_by(month)
    found = {int(row[0]): dict(zip(STACKED, row[1:], strict=True)) for row in db.session.execute(query)}
    most = max((sum(many.values()) for many in found.values()), default=0)
    columns = [
        _column(whole, CalendarSpan(year, place + 1, 1), found.get(place + 1, {}), most) for place in range(MONTHS)
    ]
    sums = {kind: sum(column.many[kind] for column in columns) for kind in STACKED}
    undated = whole.select(committee_id, reach, on).where(Task.due_on.is_(None))
    return Months(
        columns, Column(CalendarSpan(year, 1, MONTHS), all_year, sums),
        undated=db.session.scalar(undated.with_only_columns(func.count())) or 0,
        present=on.month - 1 if on.year == year else None,
    )  # fmt: skip


def _column(whole: Counted, span: CalendarSpan, many: dict[Kind, int], most: int) -> Column:
    many = {kind: many.get(kind, 0) for kind in STACKED}
    pieces, foot = [], float(BOTTOM)
    for kind, count in many.items():
        if count:
            height = count * (BOTTOM - TOP) / most
            pieces.append(Piece(kind, round(foot - height, 1), round(max(height - GAP, 1), 1)))
            foot -= height
    return Column(span, whole.within(span, By.DUE), many, pieces)
