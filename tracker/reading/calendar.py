"""The office calendar: weekends, public holidays by rule, swap days by decision, and office-day arithmetic."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.reading.lunar import lunar_to_solar, new_year

MONDAY, TUESDAY, THURSDAY, SATURDAY, SUNDAY = 0, 1, 3, 5, 6
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Which days an office works. The rules below give the law; each year's notice on Tết and swap days is put in here.

    `extra_days_off` are days the offices close beside the rules; `extra_working_days` are those they work although a
    weekend or holiday rule says otherwise (hoán đổi ngày làm việc), and win over everything else.
    """

    extra_days_off: frozenset[date] = frozenset()
    extra_working_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.extra_working_days:
            return True
        return day.weekday() < SATURDAY and day not in self.extra_days_off and not is_public_holiday(day)

    def working_days_after(self, day: date, count: int) -> date:
        """The last of `count` office days, counted from the day after `day` (Bộ luật Dân sự 2015, Điều 147)."""
        while count > 0:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def working_day_on_or_after(self, day: date) -> date:
        return day if self.is_working_day(day) else self.working_days_after(day, 1)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many office days follow `start` up to and with `end`; 0 when `end` is not after `start`."""
        return sum(self.is_working_day(start + DAY * i) for i in range(1, (end - start).days + 1))


DEFAULT = OfficeCalendar()
_in_force: ContextVar[OfficeCalendar] = ContextVar("calendar_in_force", default=DEFAULT)


@contextmanager
def in_force(calendar: OfficeCalendar) -> Iterator[None]:
    """Let office days be counted by this calendar in all that is read inside, where no other one is named."""
    token = _in_force.set(calendar)
    try:
        yield
    finally:
        _in_force.reset(token)


def now_in_force() -> OfficeCalendar:
    """The calendar office days are counted by: the one put in force, else the law alone."""
    return _in_force.get()


class Holiday(StrEnum):
    """Why an office is closed on a day that is no weekend; `IN_LIEU` is for a holiday that fell on one."""

    NEW_YEAR = "new_year"
    TET = "tet"
    ANCESTORS = "ancestors"
    REUNIFICATION = "reunification"
    LABOUR = "labour"
    NATIONAL = "national"
    IN_LIEU = "in_lieu"


def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday or the day off in lieu of one that fell on a weekend."""
    return day in public_holidays(day.year)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, Holiday]:
    """The paid holidays of a year (Bộ luật Lao động 2019, Điều 112), with days in lieu of weekends (Điều 111.3).

    For Tết the law gives five days and leaves it to the yearly notice which, see `_tet_days`. Years outside 1800 to
    2200 have the solar holidays only. In the order of the year; a day of two holidays is told by the earlier rule.
    """
    named = {date(year, 1, 1): Holiday.NEW_YEAR}
    named |= {date(year, 4, 30): Holiday.REUNIFICATION, date(year, 5, 1): Holiday.LABOUR}
    named |= dict.fromkeys(_national_days(year), Holiday.NATIONAL)
    if 1800 <= year <= 2200:
        ancestors = lunar_to_solar(year, 3, 10)
        lunar = dict.fromkeys(_tet_days(year), Holiday.TET) | ({ancestors: Holiday.ANCESTORS} if ancestors else {})
        named = lunar | named
    for day in sorted(named):
        if day.weekday() >= SATURDAY:
            named[_day_in_lieu(day, set(named))] = Holiday.IN_LIEU
    return dict(sorted(named.items()))


def eve_of_tet(year: int) -> date:
    """The day before mùng 1 Tết of the given year (1800 to 2200)."""
    return new_year(year) - DAY


def next_tet(day: date) -> date:
    """The first mùng 1 Tết after the given day."""
    return next(first for first in map(new_year, (day.year, day.year + 1)) if first > day)


def _tet_days(year: int) -> list[date]:
    """Two days before mùng 1 and three from it on, or one and four when that makes a whole week.

    So did the notices of 2018 to 2026.
    """
    first = new_year(year)
    before = 1 if first.weekday() == TUESDAY else 2
    return [first + DAY * i for i in range(-before, 5 - before)]


def _national_days(year: int) -> list[date]:
    """2/9 and, since 2021, the day before or after it, on the side which joins it to the nearer weekend."""
    day = date(year, 9, 2)
    if year < 2021:
        return [day]
    return [day, day + DAY if day.weekday() in (MONDAY, THURSDAY, SUNDAY) else day - DAY]


def _day_in_lieu(day: date, taken: set[date]) -> date:
    while day.weekday() >= SATURDAY or day in taken:
        day += DAY
    return day
