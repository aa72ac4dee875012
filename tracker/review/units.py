"""The units side by side: what each was given and how it goes, in plain numbers without a score.

Everything is told of the tasks a unit leads. On time is judged by the ORIGINAL deadline; see `charts.counted.judged`.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select

from tracker.asked import Asked
from tracker.extensions import db
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review.charts.counted import Counted, Kind
from tracker.review.charts.rates import Judgement, Rate, judgements, median_days, rate_of, units_of
from tracker.tasks import queries as tasks
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.queries import Figures

FARTHEST = 90
"""Days late or early to which the strip of a unit reaches; what lies farther stands at its end."""


class Order(StrEnum):
    """By which column the units stand; the largest first, names by the alphabet."""

    NAME = "name"
    TOTAL = "total"
    DONE = "done"
    OPEN = "open"
    OVERDUE = "overdue"
    RATE = "rate"
    MEDIAN = "median"
    EXTENDED = "extended"
    SILENT = "silent"


@dataclass(frozen=True)
class UnitFilters(Asked):
    """What the page is narrowed to: one document, the tasks given in one year; and the order of its rows."""

    IDS = ("conclusion", "year")

    conclusion: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        return {"sort": list(Order)}

    @property
    def counted(self) -> Counted:
        """The tasks the page is about."""
        return Counted(conclusion=self.conclusion, given=self.year)

    @property
    def order(self) -> Order:
        return Order(self.sort or Order.NAME)


@dataclass(frozen=True)
class Tick:
    """One judged task on a unit's strip: `x` in percent of its width."""

    x: float
    is_late: bool


@dataclass(frozen=True)
class UnitRow:
    """One unit's numbers, or those of all units together; the unit is None for tasks that have none, too."""

    unit: Unit | None
    counted: Counted
    figures: Figures = field(default_factory=Figures)
    judgements: Sequence[Judgement] = ()
    extended: int = 0
    times_extended: int = 0
    silent: int = 0

    @property
    def rate(self) -> Rate:
        return rate_of(self.judgements)

    @property
    def median(self) -> float | None:
        """Days by which the middle one of its judged tasks was late, negative when early."""
        return median_days(self.judgements)

    @property
    def ticks(self) -> list[Tick]:
        """Its judged tasks on one scale for all units, the original deadline in the middle; those of one day as one."""
        held = {max(-FARTHEST, min(FARTHEST, each.days)) for each in self.judgements}
        return [Tick(round(50 + days * 48 / FARTHEST, 2), days > 0) for days in sorted(held)]


@dataclass(frozen=True)
class Units:
    """The rows in the order asked for, and all of them together."""

    rows: Sequence[UnitRow]
    together: UnitRow


def side_by_side(filters: UnitFilters, committee_id: int, reach: Reach, on: date) -> Units:
    """Return the units that lead tasks of a committee, as they stand on a day, in six questions."""
    whole = filters.counted
    rows = whole.select(committee_id, reach, on)
    figures = tasks.figures_by(Task.lead_unit_id, rows, on)
    found, extended, silent = judgements(rows, on), _extended(rows), _silent(whole, committee_id, reach, on)
    units = [
        UnitRow(
            unit, whole.of_unit(key), figures[key], [each for each in found if each.unit_id == key],
            *extended.get(key, (0, 0)), silent.get(key, 0),
        )
        for unit in units_of(figures)
        for key in [unit.id if unit else None]
    ]  # fmt: skip
    together = UnitRow(
        None, whole, tasks.figures(rows, on), found, sum(row.extended for row in units),
        sum(row.times_extended for row in units), sum(row.silent for row in units),
    )  # fmt: skip
    return Units(_ordered(units, filters.order), together)


def _extended(rows: Select[Task]) -> dict[int | None, tuple[int, int]]:
    """Return by unit how many tasks were given a later deadline, and how often in all."""
    ids = rows.with_only_columns(Task.id).order_by(None)
    query = select(Task.lead_unit_id, func.count(Task.id.distinct()), func.count()).join(Extension.task)
    granted = query.where(Task.id.in_(ids), Extension.state == ExtensionState.GRANTED).group_by(Task.lead_unit_id)
    return {unit: (many, times) for unit, many, times in db.session.execute(granted)}


def _silent(whole: Counted, committee_id: int, reach: Reach, on: date) -> dict[int | None, int]:
    silent = Counted(**whole.but(kind=Kind.SILENT)).select(committee_id, reach, on)
    query = silent.with_only_columns(Task.lead_unit_id, func.count()).group_by(Task.lead_unit_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def _ordered(rows: Sequence[UnitRow], order: Order) -> list[UnitRow]:
    """Return the rows by one column; of the same number, and without any, by name as they came."""
    numbers: dict[Order, Callable[[UnitRow], Any]] = {
        Order.NAME: lambda row: 0,
        Order.TOTAL: lambda row: row.figures.total,
        Order.DONE: lambda row: row.figures.done,
        Order.OPEN: lambda row: row.figures.open,
        Order.OVERDUE: lambda row: row.figures.open_overdue,
        Order.RATE: lambda row: None if row.rate.percent is None else row.rate.on_time / row.rate.judged,
        Order.MEDIAN: lambda row: row.median,
        Order.EXTENDED: lambda row: row.extended,
        Order.SILENT: lambda row: row.silent,
    }
    number = numbers[order]
    return sorted(rows, key=lambda row: (number(row) is None, -(number(row) or 0)))
