"""Terms told by what happens: school years and their terms, sessions and meetings, "sau khi nhận đủ hồ sơ"."""

import re
from datetime import date, timedelta

from tracker.reading.days import (
    NUMERIC_DAY,
    SHORT_DAY,
    WORDED_DAY,
    convert_numeric_day,
    convert_short_day,
    convert_worded_day,
)
from tracker.reading.moments import Frame, Grammar, Moment, months_later, parts_of, pattern, span_of
from tracker.reading.numerals import YEAR
from tracker.reading.periods import MONTHS, convert_months
from tracker.reading.results import Precision, Span

SCHOOL_YEAR = pattern(rf"""
    (?<!\w)
    (?:(?:hết\s|cuối\s)?học\skỳ\s(?P<term>I{{1,2}}|[12])\s?,?\s?)?
    năm\shọc\s(?P<first>{YEAR})\s?[-–]\s?(?P<last>{YEAR})    # "trong học kỳ I năm học 2023-2024"
""")
SCHOOL_TERM = pattern(r"""
    (?<!\w)
    (?: học\skỳ\s(?P<term>I{1,2}|[12])(?!\w|\s?,?\snăm\shọc\s\d)     # "trong học kỳ I"
      | (?<=hết\s)năm\shọc(?!\s\d) | (?<=thúc\s)năm\shọc(?!\s\d) | (?<=cuối\s)năm\shọc(?!\s\d) | năm\shọc\snày(?!\w) )
""")


def convert_school_year(found: re.Match[str], frame: Frame) -> Moment:
    begin, end = _school_days(int(found["first"]), int(found["last"]), (found["term"] or "").upper())
    return Moment(span_of(found), end, Precision.RANGE, parts_of(begin), since=begin, bare=True)


def convert_school_term(found: re.Match[str], frame: Frame) -> Moment:
    """The first such term, or school year, which is not over on the reference day."""
    if frame.reference is None or not 1900 <= frame.reference.year < 9990:
        return Moment(span_of(found), None, Precision.RANGE, bare=True)
    reference, term = frame.reference, (found["term"] or "").upper()
    years = (_school_days(first, first + 1, term) for first in range(reference.year - 1, reference.year + 2))
    begin, end = next(days for days in years if days[1] >= reference)
    return Moment(span_of(found), end, Precision.RANGE, (None, begin.month, begin.day), since=begin, bare=True)


def _school_days(first: int, last: int, term: str) -> tuple[date, date]:
    """5/9 to 31/5, the first term to mid-January (khung kế hoạch thời gian năm học, Bộ Giáo dục và Đào tạo)."""
    begin, end = date(first, 9, 5), date(last, 5, 31)
    middle = date(last, 1, 18 if last >= 2025 else 15)
    if term in ("II", "2"):
        return middle + timedelta(days=1), end
    return begin, middle if term in ("I", "1") else end


EVENT = pattern(r"""
    (?<!\w)
    (?:(?:chậm|muộn)\snhất\s)?
    (?P<days_before>\d{1,3}\sngày(?:\slàm\sviệc)?\s)?
    (?: (?:trước|tại|trong|đến)\s(?:khi\s(?:diễn\sra\s|khai\smạc\s)?)?
        (?:ngày\s(?:khai\smạc|diễn\sra|họp|bầu\scử|tổ\schức)|(?:kỳ|phiên|cuộc)\shọp|đại\shội|hội\snghị
            |mùa\s(?:mưa|lũ|bão|khô|nắng|du\slịch|gió|cạn)|ngày\s(?:giao|nhận)\sban) # "tại kỳ họp giữa năm"
      # "sau khi nhận đủ hồ sơ"
      | (?:ngay\s)?sau\skhi\s(?!sắp\sxếp|sáp\snhập|hợp\snhất)(?:\w{1,12}\s){0,3}?(?:nhận|có|được|hoàn\sthành
          |phê\sduyệt|kết\sthúc|thống\snhất|xong)(?!\w)
      | (?:ngay\s)?sau\s(?:đại\shội|(?:kỳ|phiên)\shọp|hội\snghị)
      | (?:cho\s)?đến\skhi\s(?:có|được|hoàn\sthành|xong|nhận)(?!\w)
      | trước\skhi\s(?:nghỉ|xuống\sgiống|gieo|bước\svào(?!\snăm\shọc)|khởi\scông|thi\scông|trình|nghiệm\sthu
          |bàn\sgiao)(?!\w) )
    (?P<tail>[^.,;:|()\n]{0,60})
""")
_TOLD_BEHIND = pattern(r"\s?[,(]\s?(?:dự\skiến\s)?(?:(?:vào|khoảng)\s)?(?=ngày|tháng|\d)")
_DAYS_TOLD = (
    (NUMERIC_DAY, convert_numeric_day),
    (WORDED_DAY, convert_worded_day),
    (SHORT_DAY, convert_short_day),
    (MONTHS, convert_months),
)
_LONG_DAY = 24  # characters, as in "ngày 05 tháng 12 năm 2025"
_OVER = 270  # days: an event without a year that lies farther ahead is one gone by


def convert_event(found: re.Match[str], frame: Frame) -> Moment:
    """A term from an event: it has no day (rule 23), unless one is told, as in "tại kỳ họp tháng 12/2025"."""
    told = None if found["days_before"] else _told(found, frame)
    if told is None or told.on is None:
        return Moment(span_of(found), None, Precision.EVENT)
    on, parts, reference = told.on, told.parts, frame.reference
    if not told.names_year and reference and (on - reference).days > _OVER:
        on = months_later(on, -12)
        parts = (on.year, on.month, None)
    bracket = found.string[told.span.end : told.span.end + 1] == ")" and told.span.start > found.end()
    return Moment(Span(found.start(), told.span.end + bracket), on, Precision.EVENT, parts)


def _told(found: re.Match[str], frame: Frame) -> Moment | None:
    """The day or month told of an event, in its words or behind them: "trước đại hội (tháng 3/2026)"."""
    text, end = found.string, found.end()
    behind = _TOLD_BEHIND.match(text, end)
    limit = (behind.end() if behind else end) + _LONG_DAY
    for shape, convert in _DAYS_TOLD:
        for named in shape.finditer(text, found.start("tail"), limit):
            if named.start() < end or (behind and named.start() == behind.end()):
                return convert(named, frame)
    return None


_EVENT_CUES = (
    "trước|tại|trong|đến|sau & trước khi|sau khi|đến khi|họp|đại hội|hội nghị|mùa"
    "|ngày khai mạc|ngày diễn ra|ngày bầu cử|ngày tổ chức|ngày giao ban|ngày nhận ban"
)
EVENTS: Grammar = (
    (SCHOOL_YEAR, convert_school_year, "năm học & 19|20"),
    (SCHOOL_TERM, convert_school_term, "học kỳ|năm học"),
    (EVENT, convert_event, _EVENT_CUES),
)
