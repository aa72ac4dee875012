"""A moment: a stretch of days some words of a text name, before it is judged whether it is a term."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.reading.calendar import OfficeCalendar, now_in_force
from tracker.reading.cues import Catalogue, cues, cues_in
from tracker.reading.results import Precision, Span
from tracker.reading.slips import figures


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is read against: the day of the document (None when unknown) and the calendar of the office."""

    reference: date | None
    calendar: OfficeCalendar = field(default_factory=now_in_force)


@dataclass(frozen=True, slots=True)
class Moment:
    """Words that name days. `on` is the last of them, None when no day follows (impossible, or no year to be had).

    `parts` are the year, month and day at which it begins, as far as the words give them: the left end of
    "từ ngày 08 đến ngày 10 tháng 12" borrows the rest from the right one. `bare` words ("15/01", "9/2023", "2024") may
    be anything; they are a term only when a word like "trước" leads them in.
    """

    span: Span
    on: date | None
    precision: Precision
    parts: tuple[int | None, int | None, int | None] = (None, None, None)
    since: date | None = None
    bare: bool = False
    impossible: bool = field(default=False)

    @property
    def names_year(self) -> bool:
        return self.parts[0] is not None


Parts = tuple[int | None, int | None, int | None]


def parts_of(day: date | None) -> Parts:
    """The year, month and day of a day; three times None of none."""
    return (day.year, day.month, day.day) if day else (None, None, None)


Converter = Callable[[re.Match[str], Frame], Moment | None]
# Each pattern with its converter and the cues every match holds (see `cues.cues`).
Grammar = tuple[tuple[re.Pattern[str], Converter, str], ...]


def pattern(source: str) -> re.Pattern[str]:
    """A verbose pattern which takes capitals and small letters alike."""
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


def catalogue(grammar: Grammar) -> Catalogue[tuple[re.Pattern[str], Converter]]:
    """A grammar by its cues."""
    return Catalogue(((shape, convert), cues(needed)) for shape, convert, needed in grammar)


def matches(text: str, shapes: Catalogue[tuple[re.Pattern[str], Converter]], frame: Frame) -> Iterator[Moment]:
    """Every moment the patterns of a grammar see in the text, overlapping ones too."""
    text = figures(text)
    for shape, convert in shapes.worth_trying(cues_in(text)):
        for found in shape.finditer(text):
            if moment := convert_safely(convert, found, frame):
                yield moment


def convert_safely(convert: Converter, found: re.Match[str], frame: Frame) -> Moment | None:
    """What the converter makes of a match; a day beyond the calendar (year 10000) is an impossible one."""
    try:
        return convert(found, frame)
    except OverflowError:
        return Moment(span_of(found), None, Precision.DAY, impossible=True)


def span_of(found: re.Match[str]) -> Span:
    return Span(found.start(), found.end())


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is none ("30/02")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date | None:
    """The last day of a month; None for a month 13 or a year 10000."""
    if not (1 <= month <= 12 and 1 <= year < 9999):
        return None
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def year_of_day(frame: Frame, month: int, day: int) -> int | None:
    """The year a day without one falls in: that of the first such day on or after the reference (rule 23)."""
    if not frame.reference:
        return None
    this = frame.reference.year
    found = day_of(this, month, day)
    return this if found is None or found >= frame.reference else this + 1


def year_of_month(frame: Frame, month: int) -> int | None:
    """The year a month without one falls in: that of the first such month which is not over on the reference day."""
    if not frame.reference:
        return None
    return frame.reference.year + (month < frame.reference.month)


def months_later(day: date, count: int) -> date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = last_of_month(year, month + 1)
    if last is None:
        raise OverflowError
    return last.replace(day=min(day.day, last.day))


def sunday_of_week(day: date, weeks: int = 0) -> date:
    """The Sunday which ends the week of `day`, or of the one so many weeks later."""
    return day + timedelta(days=6 - day.weekday() + 7 * weeks)
