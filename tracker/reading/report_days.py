"""The day a duty that comes round is to be reported on: "trước ngày 25 của tháng cuối quý", "thứ Sáu hằng tuần"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.reading.calendar import SUNDAY
from tracker.reading.moments import day_of, last_of_month, months_later, pattern
from tracker.reading.results import Recurrence, Span

TURN_MONTHS = {
    Recurrence.MONTHLY: 1,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.YEARLY: 12,
}
"""How many months one turn lasts; a week is none."""
LAST_DAY = 31
EARLY_DAY = 10
"""A report due by this day of a month tells of what ended with the month before."""


class Place(StrEnum):
    """In which month the day lies: the last one of the turn, or the first one after it."""

    LAST = "last"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A stated day: of the week, of a month told from the turn, or days of the year that are named ((6, 15), (12, 15)).

    `weekday` counts from Monday as 0; `day` above the length of a month means its last day.
    """

    words: str
    span: Span
    weekday: int | None = None
    day: int = LAST_DAY
    place: Place = Place.LAST
    named: tuple[tuple[int, int], ...] = ()

    def of(self, first: date, last: date) -> date | None:
        """Return the day for the turn that runs from `first` to `last`; None when none of the named days is its own.

        A named day in the first month of a turn belongs to the turn before: "05/7" is the report of the second quarter.
        """
        if self.weekday is not None:
            return first + timedelta(days=self.weekday)
        if not self.named:
            month = last if self.place is Place.LAST else last + timedelta(days=1)
            return _in_month(month.year, month.month, self.day)
        opens, closes = last_of_month(first.year, first.month), months_later(last.replace(day=1), 1)
        ends = last_of_month(closes.year, closes.month)
        found = (_in_month(year, *pair) for year in (first.year, first.year + 1) for pair in self.named)
        return min((day for day in found if day and opens and ends and opens < day <= ends), default=None)


_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5}
_DAY_OF_WEEK = r"(?:thứ\s?(?P<{0}>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)"
_NEXT = r"(?:sau|tới|tiếp\stheo|kế\stiếp|liền\skề)(?!\w)"

WEEKLY = pattern(rf"""
    (?<!\w)(?:
        {_DAY_OF_WEEK.format("before")}\s(?:h[ằà]ng|mỗi)\stuần(?!\w)             # "chiều thứ Sáu hằng tuần"
      # "hằng tuần, trước thứ Năm", "Hằng tuần (chiều thứ Sáu)"
      | (?:h[ằà]ng|mỗi)\stuần\s?[,(]?\s?(?:(?:vào|trước|chậm\snhất|muộn\snhất|sáng|chiều|ngày)\s){{0,3}}
        {_DAY_OF_WEEK.format("behind")}(?!\w)
    )
""")
DAY = pattern(rf"""
    (?<!\w)(?:(?:vào|trước|chậm\snhất|muộn\snhất)\s){{0,2}}(?:ngày\s(?:m[ùồ]ng\s)?|m[ùồ]ng\s)(?P<day>\d{{1,2}})(?!\d|\s?[/.\-]\s?\d)
    (?: \s(?:của\s)?tháng\s(?P<place>đầu|cuối)(?:\s(?:tiên|cùng))?(?!\w)
        (?:\s(?:của\s)?(?:mỗi\s)?qu[ýí](?!\w))?                               # "ngày 25 của tháng cuối quý"
      | \s(?:của\s)?tháng\s(?P<next>{_NEXT})                                  # "ngày 05 tháng sau"
      | \s(?:của\s)?các\stháng\s(?P<months>\d{{1,2}}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{{1,2}}){{1,11}})  # "các tháng 3, 6"
      | (?!\stháng\s\d)                                       # "ngày 20 hằng tháng", not "ngày 20 tháng 3"
    )
    (?:\s(?:h[ằà]ng|mỗi)\s(?:tháng|quý|quí|năm)(?!\w))?
""")
NAMED = pattern(r"""
    (?<![\w/.\-])(?P<day>\d{1,2})(?:\s?/\s?|\stháng\s)(?P<month>\d{1,2})      # "15/6 và 15/12", "30 tháng 11"
    (?!\d|\s?[/.\-]\s?\d|\snăm\s\d|/?\w)
""")
END = pattern(r"""(?<!\w)cuối\s(?:mỗi|h[ằà]ng)\s(?:tháng|quý|quí|năm)(?!\w)""")  # "vào cuối mỗi quý"
_CLAUSE_END = re.compile(r"[.;|\n](?!\d)")
_SAYS_ROUND = pattern(r"(?<!\w)(?:h[ằà]ng|mỗi|từng|định\skỳ|báo\scáo|các\stháng|tháng\s(?:đầu|cuối))(?!\w)")
SHAPES = (WEEKLY, DAY, NAMED, END)


@lru_cache(maxsize=4096)
def find_report_day(text: str, recurrence: Recurrence) -> ReportDay | None:
    """Return the day on which a duty of this cadence is to be reported, None when its words state none.

    Only the clause that speaks of the cadence counts; a day with a year is a deadline and no day of a cadence
    (rule 27 of the reading). Reading time grows linearly with the text.
    """
    at = 0
    for clause in _CLAUSE_END.split(text):
        if _SAYS_ROUND.search(clause):
            found = _weekday(clause, at) if recurrence is Recurrence.WEEKLY else _day(clause, at, recurrence)
            if found:
                return found
        at += len(clause) + 1
    return None


def _weekday(clause: str, at: int) -> ReportDay | None:
    found = WEEKLY.search(clause)
    if not found:
        return None
    day = (found["before"] or found["behind"] or "").lower()
    return ReportDay(found[0], _span(found, at), weekday=_WEEKDAYS.get(day, SUNDAY))


def _day(clause: str, at: int, recurrence: Recurrence) -> ReportDay | None:
    if recurrence not in TURN_MONTHS:
        return None
    return _named(clause, at, recurrence) or _of_month(clause, at, recurrence) or _end(clause, at)


def _named(clause: str, at: int, recurrence: Recurrence) -> ReportDay | None:
    """The days of the year a clause names, when there is one for each turn."""
    found = [each for each in NAMED.finditer(clause) if day_of(2024, int(each["month"]), int(each["day"]))]
    turns = 12 // TURN_MONTHS[recurrence]
    if recurrence is Recurrence.MONTHLY or len(found) != turns:
        return None
    words = clause[found[0].start() : found[-1].end()]
    pairs = tuple((int(each["month"]), int(each["day"])) for each in found)
    return ReportDay(words, Span(at + found[0].start(), at + found[-1].end()), named=pairs)


def _of_month(clause: str, at: int, recurrence: Recurrence) -> ReportDay | None:
    """A day of a month told from the turn: of its last month, or of the first one after it."""
    for found in DAY.finditer(clause):
        day = int(found["day"])
        if not 1 <= day <= LAST_DAY:
            continue
        if found["months"]:
            pairs = tuple((int(month), day) for month in re.findall(r"\d{1,2}", found["months"]))
            if len(pairs) == 12 // TURN_MONTHS[recurrence] and all(1 <= month <= 12 for month, _day in pairs):
                return ReportDay(found[0], _span(found, at), named=pairs)
            continue
        if recurrence is Recurrence.YEARLY:  # "ngày 20" alone is no day of a year
            continue
        return ReportDay(found[0], _span(found, at), day=day, place=_place(found, day))
    return None


def _place(found: re.Match[str], day: int) -> Place:
    if found["place"]:
        return Place.LAST if found["place"].lower() == "cuối" else Place.NEXT
    return Place.NEXT if found["next"] or day <= EARLY_DAY else Place.LAST


def _end(clause: str, at: int) -> ReportDay | None:
    found = END.search(clause)
    return ReportDay(found[0], _span(found, at)) if found else None


def _span(found: re.Match[str], at: int) -> Span:
    return Span(at + found.start(), at + found.end())


def _in_month(year: int, month: int, day: int) -> date | None:
    last = last_of_month(year, month)
    return last.replace(day=min(day, last.day)) if last else None
