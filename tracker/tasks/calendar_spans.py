"""Spans of days by which the register is narrowed: calendar periods, those of official reports, typed days.

Figures of official periodic reports run from the 15th of the month before the period to the 14th of its last month
(Decree 09/2019/NĐ-CP on the reporting of state bodies, article 12).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.formats import day
from tracker.languages import gettext as _

REPORT_DAY = 15
"""The day of the month on which the figures of the next official report begin."""
NAMED = re.compile(r"(?P<official>official-)?(?P<year>\d{4})(?:-(?P<part>q[1-4]|h[12]|0[1-9]|1[0-2]))?")
"""2026, 2026-q2, 2026-h1, 2026-04, each also as official-…"""
RELATIVE = re.compile(r"(?P<official>official-)?(?P<next>next-)?(?P<length>month|quarter|year)")
"""The one a day lies in, so that a saved filter moves with the calendar: month, next-month, official-quarter, …"""
QUARTERS = ("I", "II", "III", "IV")
TYPED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
FIRST_YEAR, LAST_YEAR = 1990, 2200


class Dated(StrEnum):
    """Which day of a task a period is about."""

    DUE = "due"
    GIVEN = "given"
    DONE = "done"


@dataclass(frozen=True)
class CalendarSpan:
    """The months of one year that a period takes, and whether it is cut for an official report."""

    year: int
    first_month: int
    months: int
    is_official: bool = False

    @classmethod
    def named(cls, word: str, on: date) -> "CalendarSpan | None":
        """Return the period a word of an address names, seen from a day; None when it names none."""
        if found := RELATIVE.fullmatch(word):
            return cls._around(on, found["length"], bool(found["official"]), bool(found["next"]))
        found = NAMED.fullmatch(word)
        if not found or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
            return None
        year, part, official = int(found["year"]), found["part"] or "", bool(found["official"])
        if part[:1] == "q":
            return cls(year, int(part[1]) * 3 - 2, 3, official)
        if part[:1] == "h":
            return cls(year, int(part[1]) * 6 - 5, 6, official)
        return cls(year, int(part), 1, official) if part else cls(year, 1, 12, official)

    @classmethod
    def _around(cls, on: date, length: str, official: bool, following: bool) -> "CalendarSpan":
        if official and on.day >= REPORT_DAY:  # the figures of the coming month's report have begun
            on = _month_after(on)
        months = {"month": 1, "quarter": 3, "year": 12}[length]
        found = cls(on.year, (on.month - 1) // months * months + 1, months, official)
        return cls._around(found.last_month_end + timedelta(1), length, official, False) if following else found

    @property
    def last_month_end(self) -> date:
        month = self.first_month + self.months - 1
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def first(self) -> date:
        """The first day that counts."""
        start = date(self.year, self.first_month, 1)
        return (start - timedelta(1)).replace(day=REPORT_DAY) if self.is_official else start

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.last_month_end.replace(day=REPORT_DAY - 1) if self.is_official else self.last_month_end

    @property
    def word(self) -> str:
        """How an address names it, whatever the day: 2026-q2, official-2026-04."""
        part = {1: f"-{self.first_month:02d}", 3: f"-q{(self.first_month + 2) // 3}", 12: ""}.get(
            self.months, f"-h{(self.first_month + 5) // 6}"
        )
        return f"{'official-' if self.is_official else ''}{self.year}{part}"

    @property
    def before(self) -> "CalendarSpan":
        """The period of the same length that ends where this one begins."""
        turns = self.year * 12 + self.first_month - 1 - self.months
        return CalendarSpan(turns // 12, turns % 12 + 1, self.months, self.is_official)

    @property
    def words(self) -> str:
        """What an office calls the period."""
        named = {
            1: _("month %(month)s/%(year)s", month=self.first_month, year=self.year),
            3: _("Quarter %(quarter)s/%(year)s", quarter=QUARTERS[(self.first_month - 1) // 3], year=self.year),
            6: _("first half of %(year)s", year=self.year) if self.first_month == 1 else
               _("second half of %(year)s", year=self.year),
            12: _("year %(year)s", year=self.year),
        }[self.months]  # fmt: skip
        if not self.is_official:
            return str(named)
        first, last = day(self.first), day(self.last)
        return str(_("report period %(period)s (%(first)s–%(last)s)", period=named, first=first, last=last))


def is_period(word: str) -> bool:
    """Whether a word of an address names a period, whatever the day."""
    return CalendarSpan.named(word, date(FIRST_YEAR, 1, 1)) is not None


def day_of(text: str | None) -> date | None:
    """Return the day that 31/12/2026 or 2026-12-31 means; None when it is none."""
    text = (text or "").strip()
    if found := TYPED.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    try:
        read = date.fromisoformat(text) if len(text) == len("2026-12-31") else None
    except ValueError:
        return None
    return read if read and FIRST_YEAR <= read.year <= LAST_YEAR else None


def _month_after(on: date) -> date:
    return (on.replace(day=28) + timedelta(4)).replace(day=1)
