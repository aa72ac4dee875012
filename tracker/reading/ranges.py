"""All moments of a text: those of the grammars, the longest at each place, and neighbours joined to spans of time."""

import re
from datetime import date

from tracker.reading import numerals
from tracker.reading.days import DAYS
from tracker.reading.moments import (
    Frame,
    Grammar,
    Moment,
    day_of,
    last_of_month,
    matches,
    pattern,
    span_of,
    year_of_day,
)
from tracker.reading.numerals import MONTH, TWO_DIGITS, YEAR
from tracker.reading.occasions import OCCASIONS
from tracker.reading.periods import PERIODS
from tracker.reading.relatives import RELATIVES
from tracker.reading.results import Precision, Span

YEARS_SPAN = pattern(rf"""
    (?<![\w/.,\-–])
    # "Thời gian thực hiện: 2024-2026"
    (?:năm\s)?(?P<first>{YEAR})\s?(?:-|–|—|đến)\s?(?:hết\s)?(?:năm\s)?(?P<last>{YEAR})
    (?![\w/]|[\-–.,]\d)
""")


def convert_years_span(found: re.Match[str], frame: Frame) -> Moment | None:
    first, last = int(found["first"]), int(found["last"])
    if first > last:
        return None
    begin = date(first, 1, 1)
    return Moment(span_of(found), last_of_month(last, 12), Precision.RANGE, (first, 1, 1), since=begin, bare=True)


DAYS_SPAN = pattern(rf"""
    (?<![\w/.,])
    (?:ngày\s{{0,2}})?(?P<first>{TWO_DIGITS})
    \s?(?:-|–|—|đến(?:\shết)?(?:\sngày)?)\s?
    (?P<last>{TWO_DIGITS})
    (?:\s?/\s?|\s?tháng\s)(?P<month>{MONTH})                 # "từ ngày 16-22/11/2025", "08 - 10 tháng 12 năm 2025"
    (?:(?:\s?/\s?|,?\snăm\s)(?P<year>{YEAR}))?
    (?!\d|\s?[/\-–]\d|[.,]\d)
""")


def convert_days_span(found: re.Match[str], frame: Frame) -> Moment:
    first, last, month = numerals.digits(found["first"]), numerals.digits(found["last"]), numerals.month(found["month"])
    named = int(found["year"]) if found["year"] else None
    year = named or year_of_day(frame, month, last)
    on, since = (day_of(year, month, day) if year else None for day in (last, first))
    possible = day_of(year or 2024, month, last)
    parts = (named, month, first)
    return Moment(span_of(found), on, Precision.RANGE, parts, since=since, impossible=possible is None)


MONTHS_SPAN = pattern(rf"""
    (?<!\w)
    tháng\s{{0,2}}(?P<first>{MONTH})\s?(?:-|–|—|,|và|đến)\s?(?:tháng\s)?(?P<last>{MONTH})
    (?:\s?[/\-]\s?|,?\snăm\s)(?P<year>{YEAR})                # "tháng 8-9/2023", "tháng 10 và tháng 11 năm 2023"
    (?!\d|\s?[/\-–]\d|[.,]\d)
""")


def convert_months_span(found: re.Match[str], frame: Frame) -> Moment:
    year, first, last = int(found["year"]), numerals.month(found["first"]), numerals.month(found["last"])
    on, since = last_of_month(year, last), day_of(year, first, 1)
    return Moment(span_of(found), on, Precision.RANGE, (year, first, 1), since=since, impossible=on is None)


SPANS: Grammar = (
    (YEARS_SPAN, convert_years_span, "19|20"),
    (DAYS_SPAN, convert_days_span, "-|–|—|đến"),
    (MONTHS_SPAN, convert_months_span, "19|20"),
)
GRAMMAR: Grammar = (*SPANS, *DAYS, *PERIODS, *RELATIVES, *OCCASIONS)
_BETWEEN = pattern(r"\s?(?:-|–|—|(?:cho\s)?(?:đến|tới)(?:\s(?:hết|trước|khoảng))?(?:\sngày)?)\s?")
_FROM = pattern(r"(?<!\w)(?:kể\s)?từ\s(?:khoảng\s)?\Z")
_FROM_NOW = pattern(r"(?<!\w)từ\s(?:nay|bây\sgiờ|giờ)\s(?:cho\s)?(?:đến|tới)\s(?:(?:hết|trước)\s)?\Z")
_FROM_NOW_TO = pattern(r"(?<!\w)từ\s(?:nay|bây\sgiờ|giờ)\s(?:cho\s)?\Z")


def find_moments(text: str, frame: Frame) -> list[Moment]:
    """The moments of a text in their order: at each place the earliest and then the longest reading; spans joined."""
    seen = list(matches(text, GRAMMAR, frame))
    seen.sort(key=lambda moment: (moment.span.start, -moment.span.end))
    apart: list[Moment] = []
    for moment in seen:
        if not apart or moment.span.start >= apart[-1].span.end:
            apart.append(moment)
    return _joined(text, apart, frame)


def _joined(text: str, apart: list[Moment], frame: Frame) -> list[Moment]:
    joined: list[Moment] = []
    for moment in apart:
        if joined and _makes_span(text, joined[-1], moment):
            moment = _span(joined.pop(), moment, frame)
        elif (start := _start_of_from_now(text, moment)) is not None:
            moment = _extended(moment, start, frame.reference)
        joined.append(moment)
    return joined


def _makes_span(text: str, left: Moment, right: Moment) -> bool:
    """Whether two neighbours are the ends of one span: "từ quý III đến quý IV/2023", "01/9 - 15/9/2023"."""
    between = text[left.span.end : right.span.start]
    if len(between) > 24 or not _BETWEEN.fullmatch(between) or right.on is None:
        return False
    if left.precision is Precision.EVENT or right.precision is Precision.RANGE:
        return False
    return "đ" in between.lower() or "t" in between.lower() or left.precision is right.precision


def _span(left: Moment, right: Moment, frame: Frame) -> Moment:
    assert right.on  # noqa: S101 - _makes_span lets no other through
    since = _begin(left, right.on)
    parts = (right.parts[0], *left.parts[1:])
    return Moment(Span(left.span.start, right.span.end), right.on, Precision.RANGE, parts, since)


def _begin(left: Moment, end: date) -> date | None:
    """The first day of the left end; the year and month it lacks are those of the right end, or the year before."""
    year, month, day = left.parts
    begin = day_of(year or end.year, month or end.month, day or 1)
    return begin.replace(year=begin.year - 1, day=min(begin.day, 28)) if begin and begin > end and not year else begin


def _start_of_from_now(text: str, moment: Moment) -> int | None:
    window = max(0, moment.span.start - 30)
    before = text[window : moment.span.start]
    found = _FROM_NOW.search(before) or (_FROM_NOW_TO.search(before) if moment.precision is Precision.HOLIDAY else None)
    return window + found.start() if found else None


def _extended(moment: Moment, start: int, reference: date | None) -> Moment:
    return Moment(Span(start, moment.span.end), moment.on, Precision.RANGE, moment.parts, reference)


def follows_from(text: str, moment: Moment) -> int | None:
    """Where the "từ" stands that leads a moment in, None when there is none."""
    window = max(0, moment.span.start - 20)
    found = _FROM.search(text[window : moment.span.start])
    return window + found.start() if found else None
