"""Months and quarters as they are written: "cuối tháng 10", "T9/2023", "Quý I/2024", "giữa quý sau"."""

import re
from datetime import date

from tracker.reading import numerals
from tracker.reading.days import YEAR_TAIL, named_year
from tracker.reading.moments import Frame, Grammar, Moment, last_of_month, pattern, span_of, year_of_month
from tracker.reading.numerals import MONTH, QUARTER, YEAR
from tracker.reading.results import Precision

PART = r"""(?:(?P<part>
    (?<!đứng\s)(?<!hàng\s)(?<!bước\s)(?<!lần\s)(?<!ban\s)đầu
  | giữa | cuối(?:\scùng)? | hết | (?:thượng|trung|hạ)\stuần | nửa\s(?:đầu|cuối)
  | tuần\s(?:lễ\s)?(?:thứ\s)?(?:[1-5]|đầu(?:\stiên)?|cuối(?:\scùng)?|nhất|một|hai|ba|bốn|tư)
  | (?:\d{1,2}\s)?ngày\s(?:làm\sviệc\s)?(?:đầu(?:\stiên)?|cuối(?:\scùng)?)    # "15 ngày đầu tháng 11"
)\s(?:của\s)?)?"""

_PART_DAYS = {
    "đầu": 10, "thượng tuần": 10, "giữa": 15, "nửa đầu": 15, "trung tuần": 20,
    "ngày đầu": 10, "ngày đầu tiên": 1, "ngày làm việc đầu tiên": 1,
    "tuần 1": 7, "tuần đầu": 7, "tuần đầu tiên": 7, "tuần nhất": 7, "tuần một": 7,
    "tuần 2": 14, "tuần hai": 14, "tuần 3": 21, "tuần ba": 21, "tuần 4": 28, "tuần bốn": 28, "tuần tư": 28,
}  # fmt: skip


MONTHS = pattern(rf"""
    (?<![\w/])
    {PART}
    # "tháng 9 năm 2023", "cuối tháng 10", "tuần 1 tháng 01/2026"
    tháng\s{{0,3}}(?P<month>{MONTH}) {YEAR_TAIL}?
    (?!\d|\s?[/\-–]\d|[.,]\d|\s?%)
""")


def convert_months(found: re.Match[str], frame: Frame) -> Moment:
    month, named = numerals.month(found["month"]), named_year(found, frame)
    return _month_moment(found, named, named or year_of_month(frame, month), month)


ABBREVIATED_MONTH = re.compile(
    rf"""
    (?<![\w/.\-])
    T\.?\s?(?P<month>1[0-2]|0?[1-9])
    (?:\s?[/\-]\s?(?P<year>{YEAR}|\d\d(?!\d)))?              # "| Khởi công | T9/2023 |"
    (?![\w/\-]|\.\d)
""",
    re.VERBOSE,
)


def convert_abbreviated_month(found: re.Match[str], frame: Frame) -> Moment:
    month, named = numerals.month(found["month"]), named_year(found, frame)
    return _month_moment(found, named, named or year_of_month(frame, month), month, bare=named is None)


MONTH_AND_YEAR = pattern(rf"""
    (?<![\w/.,\-–+])
    (?P<month>0?[1-9]|1[0-2])\s?[/\-]\s?(?P<year>{YEAR})     # "hoàn thành trước 11/2025"
    (?![\w/\-]|[.,]\d)
""")


def convert_month_and_year(found: re.Match[str], frame: Frame) -> Moment:
    year, month = numerals.full_year(found["year"]), numerals.month(found["month"])
    return _month_moment(found, year, year, month, bare=True)


RELATIVE_MONTH = pattern(rf"""
    (?<!\w)
    {PART}
    # "trong tháng này", "cuối tháng."; "trong những tháng tới" is no one month
    (?<!nửa\s)(?<!các\s)(?<!những\s)(?<!mấy\s)tháng
    (?: \s(?P<relative>này|nay|sau|tới)(?!\w) | (?P<alone>)(?=\s?(?:[.,;:)|]|$)) )
""")


def convert_relative_month(found: re.Match[str], frame: Frame) -> Moment | None:
    if frame.reference is None:
        return Moment(span_of(found), None, Precision.MONTH, bare=found["relative"] is None)
    relative = (found["relative"] or "").lower()
    year, month = divmod(frame.reference.year * 12 + frame.reference.month - 1 + (relative in ("sau", "tới")), 12)
    return _month_moment(found, year, year, month + 1, bare=not relative)


def _month_moment(
    found: re.Match[str], named: int | None, year: int | None, month: int, *, bare: bool = False
) -> Moment:
    part = (found.groupdict().get("part") or "").lower()
    last = last_of_month(year or 2024, month)
    day = day_of_part(part)
    on = last.replace(day=min(day, last.day)) if last and day else last
    precision = Precision.PART_MONTH if part and part != "hết" else Precision.MONTH
    parts = (named, month, None)
    return Moment(span_of(found), on if year else None, precision, parts, bare=bare, impossible=last is None)


def day_of_part(part: str) -> int | None:
    """The day of the month with which a part of it ends; None for its end."""
    words = part.replace("thứ ", "").replace("lễ ", "").split()
    if words[:1] and words[0].isdigit() and "đầu" in words:
        return int(words[0]) or None
    return _PART_DAYS.get(" ".join(words[1:] if words[:1] and words[0].isdigit() else words))


QUARTERS = pattern(rf"""
    (?<!\w)
    (?:tháng\s(?=quý))?                                      # a slip: "chậm nhất tháng Quý I/2024"
    {PART}
    (?:quý|quí)\s{{0,3}}(?P<quarter>{QUARTER})
    (?:\s?(?:,|-|–|và|đến)\s?(?:quý\s|quí\s)?(?P<second>{QUARTER}))?     # "Quý III-IV/2023"
    {YEAR_TAIL}?                                            # "Quý II/2027", "quý I năm sau", "đầu quý II"
    (?!\d)
""")


def convert_quarters(found: re.Match[str], frame: Frame) -> Moment:
    first, named = numerals.quarter(found["quarter"]), named_year(found, frame)
    number = numerals.quarter(found["second"]) if found["second"] else first
    year = named or year_of_month(frame, number * 3)
    if not (1 <= number <= 4 and 1 <= first <= 4):
        return Moment(span_of(found), None, Precision.QUARTER, (named, None, None), impossible=True)
    part = (found["part"] or "").lower()
    on = _quarter_day(year, number, part) if year else None
    return Moment(span_of(found), on, Precision.QUARTER, (named, first * 3 - 2, None))


RELATIVE_QUARTER = pattern(rf"""
    (?<!\w)
    {PART}
    # "ngay trong quý này", "đầu quý sau", "trước cuối quý."
    (?<!các\s)(?<!những\s)(?:quý|quí)(?:\s(?P<relative>này|nay|sau|tới)(?!\w) | (?P<alone>)(?=\s?(?:[.,;:)|]|$)))
""")


def convert_relative_quarter(found: re.Match[str], frame: Frame) -> Moment:
    relative = (found["relative"] or "").lower()
    if frame.reference is None:
        return Moment(span_of(found), None, Precision.QUARTER, bare=not relative)
    quarters = frame.reference.year * 4 + (frame.reference.month - 1) // 3 + (relative in ("sau", "tới"))
    year, number = divmod(quarters, 4)
    on = _quarter_day(year, number + 1, (found["part"] or "").lower())
    return Moment(span_of(found), on, Precision.QUARTER, (year, number * 3 + 1, None), bare=not relative)


def _quarter_day(year: int, number: int, part: str) -> date | None:
    """The last day of a quarter, of its first month ("đầu"), or the 15th of its second ("giữa")."""
    if part in ("đầu", "nửa đầu", "giữa"):
        last = last_of_month(year, number * 3 - 2 + (part != "đầu"))
        return last.replace(day=15) if last and part != "đầu" else last
    return last_of_month(year, number * 3)


ABBREVIATED_QUARTER = re.compile(
    rf"""
    (?<![\w/.\-])
    Q\.?\s?(?P<quarter>[1-4]|I{{1,3}}|IV)
    (?:\s?[/\-,]\s?|\snăm\s|\sof\s|\s)(?P<year>{YEAR})      # "| Lập đề án | Q1/2026 |", "by Q2 2026"
    (?![\w/\-]|\.\d)
""",
    re.VERBOSE,
)


def convert_abbreviated_quarter(found: re.Match[str], frame: Frame) -> Moment:
    year, number = int(found["year"]), numerals.quarter(found["quarter"])
    return Moment(span_of(found), last_of_month(year, number * 3), Precision.QUARTER, (year, number * 3 - 2, None))


PERIODS: Grammar = (
    (MONTHS, convert_months, "tháng"),
    (ABBREVIATED_MONTH, convert_abbreviated_month, "t"),
    (MONTH_AND_YEAR, convert_month_and_year, "#/#"),
    (RELATIVE_MONTH, convert_relative_month, "tháng"),
    (QUARTERS, convert_quarters, "quý|quí"),
    (RELATIVE_QUARTER, convert_relative_quarter, "quý|quí"),
    (ABBREVIATED_QUARTER, convert_abbreviated_quarter, "q"),
)
