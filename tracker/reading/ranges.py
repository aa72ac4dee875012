"""All moments of a text: those of the grammars, the longest at each place, and neighbours joined to spans of time."""

import re
from dataclasses import replace
from datetime import date

from tracker.reading import numerals
from tracker.reading.days import DAYS
from tracker.reading.english import ENGLISH
from tracker.reading.events import EVENTS
from tracker.reading.moments import (
    Frame,
    Grammar,
    Moment,
    catalogue,
    day_of,
    last_of_month,
    matches,
    months_later,
    pattern,
    span_of,
    year_of_day,
)
from tracker.reading.numerals import MONTH, TWO_DIGITS, YEAR
from tracker.reading.occasions import OCCASIONS
from tracker.reading.periods import PERIODS
from tracker.reading.relatives import RELATIVES
from tracker.reading.results import Precision, Span
from tracker.reading.years import YEARS_AND_PARTS

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


YEARS_LIST = pattern(rf"""
    (?<!\w)
    (?:(?:các|những|hai|ba|bốn|0?[2-5])\s)?năm\s(?P<first>{YEAR})
    (?:\s?,\s?(?:năm\s)?{YEAR}){{0,5}}\s?(?:,|và)\s?(?:năm\s)?(?P<last>{YEAR})     # "trong 02 năm 2026 và 2027"
    (?![\w/]|[\-–.,]\d)
""")

DAYS_SPAN = pattern(rf"""
    (?<![\w/.,])
    (?P<led>ngày\s{{0,2}}|(?<=từ\s))?(?P<first>{TWO_DIGITS})    # not "ngõ 12 đến ngày 30/11"
    \s?(?(led)(?:-|–|—|đến(?:\shết)?(?:\sngày)?)|[-–—])\s?
    (?P<last>{TWO_DIGITS})
    (?:\s?/\s?|\s?tháng\s)(?P<month>{MONTH})                 # "từ ngày 16-22/11/2025", "08 - 10 tháng 12 năm 2025"
    (?:(?:\s?/\s?|,?\snăm\s)(?P<year>{YEAR}))?
    (?!\d|\s?[/\-–]\d|[.,]\d)
""")

DAYS_LIST = pattern(rf"""
    # "trong hai ngày 18 và 19/10", "các ngày 20, 21 và 22/11/2025", "03 ngày (20, 21, 22/11/2025)"
    (?:(?<!\w)(?:(?:các|những|hai|ba|bốn|0?[2-9])\s)?ngày\s{{1,2}}|(?<=\())(?P<first>{TWO_DIGITS})
    (?:\s?,\s?{TWO_DIGITS}){{0,8}}\s?(?:,|và)\s?(?:ngày\s)?(?P<last>{TWO_DIGITS})
    (?:\s?/\s?|\s?tháng\s)(?P<month>{MONTH})
    (?:(?:\s?/\s?|,?\snăm\s)(?P<year>{YEAR}))?
    (?!\d|\s?[/\-–]\d|[.,]\d)
""")


def convert_days_span(found: re.Match[str], frame: Frame) -> Moment:
    return _days(found, frame, bare=False)


def convert_days_list(found: re.Match[str], frame: Frame) -> Moment:
    """A list of days; it says more exactly which days the "03 ngày" before its bracket are."""
    return _days(found, frame, bare=not found.string[: found.start()].endswith("ngày ("))


def _days(found: re.Match[str], frame: Frame, *, bare: bool) -> Moment:
    first, last, month = numerals.digits(found["first"]), numerals.digits(found["last"]), numerals.month(found["month"])
    named = int(found["year"]) if found["year"] else None
    year = named or year_of_day(frame, month, last)
    on, since = (day_of(year, month, day) if year else None for day in (last, first))
    impossible = day_of(year or 2024, month, last) is None
    return Moment(
        span_of(found), on, Precision.RANGE, (named, month, first), since=since, bare=bare, impossible=impossible
    )


MONTHS_SPAN = pattern(rf"""
    (?<!\w)
    (?:(?:các|hai|ba|bốn|0?[2-9])\s(?=tháng\s{TWO_DIGITS}\s?(?:,|và)))?    # "trong 02 tháng 10 và 11/2025"
    tháng\s{{0,2}}(?P<first>{MONTH})(?:\s?,\s?(?:tháng\s)?{MONTH}){{0,9}}
    \s?(?:-|–|—|đến|(?P<listed>,|và))\s?(?:tháng\s)?(?P<last>{MONTH})
    (?:\s?[/\-]\s?|,?\snăm\s)(?P<year>{YEAR})                # "tháng 8-9/2023", "tháng 10 và tháng 11 năm 2023"
    (?!\d|\s?[/\-–]\d|[.,]\d)
""")


def convert_months_span(found: re.Match[str], frame: Frame) -> Moment:
    year, first, last = int(found["year"]), numerals.month(found["first"]), numerals.month(found["last"])
    begin, bare = year - (first > last), bool(found["listed"])
    on, since = last_of_month(year, last), day_of(begin, first, 1)
    return Moment(span_of(found), on, Precision.RANGE, (begin, first, 1), since, bare, impossible=on is None)


SPANS: Grammar = (
    (YEARS_SPAN, convert_years_span, "19|20 & -|–|—|đến"),
    (YEARS_LIST, convert_years_span, "năm & 19|20"),
    (DAYS_SPAN, convert_days_span, "# & -|–|—|đến & tháng|/"),
    (DAYS_LIST, convert_days_list, "# & tháng|/"),
    (MONTHS_SPAN, convert_months_span, "tháng & 19|20"),
)
GRAMMAR: Grammar = (*SPANS, *DAYS, *PERIODS, *YEARS_AND_PARTS, *RELATIVES, *OCCASIONS, *EVENTS, *ENGLISH)
_SHAPES = catalogue(GRAMMAR)
# The hour or the day of the week before a day: "từ 08h00 ngày 20/10 đến 17h00 thứ Sáu, ngày 24/10".
_HOUR = r"""(?:(?:khoảng|\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d\d)?(?:\s?phút)?|sáng|chiều|tối|đêm
    |thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật),?\s\(?){0,3}(?:ngày\s)?"""
_BETWEEN = pattern(rf"\)?\s?(?:-|–|—|(?:cho\s)?(?:đến|tới)(?:\s(?:hết|trước))?)\s?{_HOUR}\s?")
_TO = pattern(r"đến|tới")
_AND = pattern(r"\s?(?:,|và)\s")
_FROM = pattern(rf"(?<!\w)(?:kể\s)?từ\s{_HOUR}\Z")
_FROM_NOW = pattern(r"(?<!\w)từ\s(?:nay|bây\sgiờ|giờ)\s(?:cho\s)?(?:đến|tới)\s(?:(?:hết|trước)\s)?\Z")
_FROM_NOW_TO = pattern(r"(?<!\w)từ\s(?:nay|bây\sgiờ|giờ)\s(?:cho\s)?\Z")


def find_moments(text: str, frame: Frame) -> list[Moment]:
    """The moments of a text in their order: at each place the earliest and then the longest reading; spans joined."""
    seen = list(matches(text, _SHAPES, frame))
    seen.sort(key=lambda moment: (moment.span.start, -moment.span.end))
    apart: list[Moment] = []
    for moment in seen:
        if not apart or moment.span.start >= apart[-1].span.end:
            apart.append(moment)
    return _joined(text, apart, frame)


_MOVED = pattern(r"\s(?:sang|thành|qua)\s(?:ngày\s)?")


def _put_off(text: str, left: Moment, right: Moment) -> Moment | None:
    """The right day, when a term is put off to it from the left one: "lùi từ 31/10 sang 15/11/2025"."""
    start = follows_from(text, left)
    if start is None or not _MOVED.fullmatch(text[left.span.end : right.span.start]):
        return None
    return replace(right, span=Span(start, right.span.end), bare=False)


def _joined(text: str, apart: list[Moment], frame: Frame) -> list[Moment]:
    joined: list[Moment] = []
    for moment in apart:
        if joined and _makes_span(text, joined[-1], moment):
            moment = _span(joined.pop(), moment)
        elif joined and (later := _put_off(text, joined[-1], moment)):
            joined.pop()
            moment = later
        elif joined and _goes_on(text, joined[-1], moment):
            moment = replace(_span(joined.pop(), moment), bare=True)
        elif (start := _start_of_from_now(text, moment)) is not None:
            moment = _extended(moment, start, frame.reference)
        joined.append(moment)
    return joined


def _makes_span(text: str, left: Moment, right: Moment) -> bool:
    """Whether two neighbours are the ends of one span: "từ quý III đến quý IV/2023", "01/9 - 15/9/2023"."""
    between = text[left.span.end : right.span.start]
    if not _BETWEEN.fullmatch(between) or right.on is None:
        return False
    if left.precision is Precision.EVENT or right.precision is Precision.RANGE:
        return False
    return bool(_TO.search(between)) or left.precision is right.precision


def _goes_on(text: str, left: Moment, right: Moment) -> bool:
    """Whether the right of two neighbours is the period that follows at once: "tháng 12/2025 và tháng 01/2026"."""
    between = text[left.span.end : right.span.start]
    if not _AND.fullmatch(between) or left.on is None or right.on is None:
        return False
    if left.precision is not right.precision:
        return False
    if left.precision is Precision.WEEK:
        return (right.on - left.on).days == 7
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}.get(left.precision)
    return months is not None and last_of_month(*_month_ahead(left.on, months)) == right.on


def _month_ahead(day: date, count: int) -> tuple[int, int]:
    later = months_later(day.replace(day=1), count)
    return later.year, later.month


def _span(left: Moment, right: Moment) -> Moment:
    assert right.on  # noqa: S101 - _makes_span lets no other through
    since = _begin(left, right.on)
    year = since.year if since and (left.names_year or right.names_year) else None
    return Moment(Span(left.span.start, right.span.end), right.on, Precision.RANGE, (year, *left.parts[1:]), since)


def _begin(left: Moment, end: date) -> date | None:
    """The first day of the left end; the year and month it lacks are those of the right end, or the year before."""
    year, month, day = left.parts
    begin = day_of(year or end.year, month or end.month, day or 1)
    return months_later(begin, -12) if begin and begin > end and not year else begin


def _start_of_from_now(text: str, moment: Moment) -> int | None:
    window = max(0, moment.span.start - 30)
    before = text[window : moment.span.start]
    found = _FROM_NOW.search(before) or (_FROM_NOW_TO.search(before) if moment.precision is Precision.HOLIDAY else None)
    return window + found.start() if found else None


def _extended(moment: Moment, start: int, reference: date | None) -> Moment:
    return Moment(Span(start, moment.span.end), moment.on, Precision.RANGE, moment.parts, reference)


def follows_from(text: str, moment: Moment) -> int | None:
    """Where the "từ" stands that leads a moment in, None when there is none."""
    window = max(0, moment.span.start - 40)
    found = _FROM.search(text[window : moment.span.start])
    return window + found.start() if found else None
