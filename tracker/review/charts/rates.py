"""How many of the tasks that can be judged were reported by their original deadline: by unit, quarter after quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import Select, select

from tracker.extensions import db
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review.charts.counted import By, Counted, judged
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.models import Task

SMALL = 10
"""Fewer tasks than these are told as they are, "3 of 4": a percentage of them says more than is known."""
QUARTERS = 6
"""Quarters shown while no year is asked for, the present one the last …"""
LEAST_QUARTERS = 4
"""… without those before the first of which anything can be told, but so many at least."""


@dataclass(frozen=True)
class Judgement:
    """One task held against its original deadline; `days` late, negative when reported before it."""

    unit_id: int | None
    original: date
    days: int

    @property
    def is_on_time(self) -> bool:
        return self.days <= 0


@dataclass(frozen=True)
class Rate:
    """So many on time of so many that can be judged."""

    on_time: int = 0
    judged: int = 0

    @property
    def percent(self) -> int | None:
        """The share on time, the half rounded up; None where there are too few to speak of a share."""
        return None if self.judged < SMALL else (200 * self.on_time + self.judged) // (2 * self.judged)


@dataclass(frozen=True)
class Cell:
    """The rate of one unit, or of all, in one quarter; `counted` finds its tasks."""

    rate: Rate
    counted: Counted


@dataclass(frozen=True)
class RateRow:
    """One unit's quarters; the unit is None for tasks that have none."""

    unit: Unit | None
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Rates:
    """The on-time rate over time. `most` is the largest number of tasks in a unit's cell, for one scale."""

    quarters: Sequence[CalendarSpan]
    rows: Sequence[RateRow]
    total: Sequence[Cell]
    most: int
    running: int | None
    """The place of the quarter that is not over; its rate may still change."""

    @property
    def points(self) -> list["Point"]:
        """The quarters of the whole committee in which anything can be judged, left to right."""
        judged = [(place, cell) for place, cell in enumerate(self.total) if cell.rate.judged]
        return [Point(cell, self.place(place), _height(cell.rate)) for place, cell in judged]

    def place(self, quarter: int) -> float:
        """Return where a quarter stands in the chart, in percent of its width: above its column of the table."""
        return round(100 / len(self.quarters) * (quarter + 0.22), 2)


@dataclass(frozen=True)
class Point:
    """A quarter's place in the chart: `x` in percent of its width, `y` in pixels from above."""

    cell: Cell
    x: float
    y: float


TOP, BOTTOM = 30, 150
"""Where all and none on time stand in the chart, in pixels from above."""


def rates(whole: Counted, year: int | None, committee_id: int, reach: Reach, on: date) -> Rates:
    """Return the rates of the quarters of a year, or of the last ones; of a narrowed set of tasks where it is one."""
    known, quarters = judgements(whole.select(committee_id, reach, on), on), _quarters(year, on)
    if year is None:  # before the first that tells anything there is nothing to show
        told = [span for span in quarters if any(_lies(each.original, span) for each in known)]
        quarters = quarters[min(len(quarters) - LEAST_QUARTERS, quarters.index(told[0])) if told else -LEAST_QUARTERS :]
    found = [each for each in known if quarters[0].first <= each.original <= quarters[-1].last]
    rows = [_row(whole, quarters, unit, found) for unit in units_of(each.unit_id for each in found)]
    most = max((cell.rate.judged for row in rows for cell in row.cells), default=0)
    running = next((place for place, each in enumerate(quarters) if _lies(on, each)), None)
    return Rates(quarters, rows, _cells(whole, quarters, found), most, running)


def judgements(tasks: Select[Task], on: date) -> list[Judgement]:
    """Return what can be judged of a selection of tasks on a day, in one question."""
    rows = tasks.where(judged(on)).with_only_columns(Task.lead_unit_id, Task.original_due_on, Task.reported_on)
    return [
        Judgement(unit_id, original, ((reported or on) - original).days)
        for unit_id, original, reported in db.session.execute(rows.order_by(None))
        if original is not None
    ]


def rate_of(found: Iterable[Judgement]) -> Rate:
    """Return the rate of some judgements."""
    days = [each.is_on_time for each in found]
    return Rate(sum(days), len(days))


def median_days(found: Iterable[Judgement]) -> float | None:
    """Return by how many days the middle one was late, negative when it was early; None of nothing."""
    days = [each.days for each in found]
    return median(days) if days else None


def units_of(unit_ids: Iterable[int | None]) -> list[Unit | None]:
    """Return units by name, and None last when some tasks have no unit."""
    ids = set(unit_ids)
    named = db.session.scalars(select(Unit).where(Unit.id.in_(ids - {None})).order_by(Unit.folded))
    return [*named, *([None] if None in ids else [])]


def _quarters(year: int | None, on: date) -> list[CalendarSpan]:
    if year is not None:
        return [CalendarSpan(year, month, 3) for month in (1, 4, 7, 10)]
    found = [CalendarSpan(on.year, (on.month - 1) // 3 * 3 + 1, 3)]
    while len(found) < QUARTERS:
        before = found[0].first - timedelta(1)
        found.insert(0, CalendarSpan(before.year, before.month - 2, 3))
    return found


def _row(whole: Counted, quarters: Sequence[CalendarSpan], unit: Unit | None, found: Iterable[Judgement]) -> RateRow:
    unit_id = unit.id if unit else None
    return RateRow(unit, _cells(whole.of_unit(unit_id), quarters, [each for each in found if each.unit_id == unit_id]))


def _cells(whole: Counted, quarters: Sequence[CalendarSpan], found: Sequence[Judgement]) -> list[Cell]:
    return [
        Cell(
            rate_of(each for each in found if _lies(each.original, span)),
            whole.within(span, By.ORIGINAL),
        )
        for span in quarters
    ]


def _lies(day: date, span: CalendarSpan) -> bool:
    return span.first <= day <= span.last


def _height(rate: Rate) -> float:
    return round(BOTTOM - rate.on_time * (BOTTOM - TOP) / rate.judged, 1)
