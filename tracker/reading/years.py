"""Years and parts of years as they are written: "trong năm nay", "6 tháng đầu năm", "quý cuối năm"."""

import re
from datetime import date

from tracker.reading import numerals
from tracker.reading.days import named_year
from tracker.reading.moments import Frame, Grammar, Moment, day_of, last_of_month, pattern, span_of, year_of_month
from tracker.reading.numerals import COUNT, YEAR
from tracker.reading.periods import PART, day_of_part
from tracker.reading.results import Precision

_YEAR_BEHIND = rf"(?:\s{{1,3}}(?P<year>{YEAR})|\s(?P<relative>nay|này|sau|tới)(?!\w))?"

MONTHS_OF_YEAR = pattern(rf"""
    (?<!\w)
    # "6 tháng đầu năm 2024", "những tháng cuối năm", "các tháng còn lại của năm", "hai quý đầu năm", "quý cuối năm"
    (?:(?P<count>{COUNT}|các|những|mấy)\s{{1,3}})?(?P<unit>tháng|quý|quí)\s
    (?P<part>đầu(?:\stiên)?|cuối(?:\scùng)?|còn\slại)\s(?:của\s)?năm{_YEAR_BEHIND}
    (?!\w|\s\d|\s(?:học|ngoái|trước)(?!\w))
""")


def convert_months_of_year(found: re.Match[str], frame: Frame) -> Moment:
    """The last month told; "những tháng đầu năm" are those of the first quarter, like "đầu năm"."""
    named, counted = named_year(found, frame), (found["count"] or "một").lower()
    some = counted in ("các", "những", "mấy")
    months = (3 if some else numerals.count(counted)) * (1 if found["unit"].lower() == "tháng" or some else 3)
    first_part = found["part"].lower().startswith("đầu")
    last = months if first_part else 12
    year = named or year_of_month(frame, last)
    on = last_of_month(year, last) if year else None
    precision = Precision.HALF_YEAR if months == 6 else Precision.MONTH
    begin = 1 if first_part else max(1, 13 - months)
    return Moment(span_of(found), on, precision, (named, begin, None), bare=True)


YEARS = pattern(rf"""
    (?<!\w)
    {PART}
    # "hết năm 2025", "trong năm nay", "cuối năm 2024"; "trong những năm tới" is no one year
    (?<!các\s)(?<!những\s)(?<!mấy\s)năm\s{{0,3}}(?:(?P<year>{YEAR})|(?P<relative>nay|này|sau|tới)(?!\w))
    (?!\d|\s?[-–]\s?\d|\s?[/]\d)
""")
PART_OF_YEAR = pattern(r"""
    (?<!\w)
    # "xong trước cuối năm"
    (?P<part>đầu|giữa|cuối|hết|nửa\s(?:đầu|cuối))\snăm(?!\s?\d|\s(?:nay|này|sau|tới|học|ngoái|trước)(?!\w)|\w)
""")


def convert_years(found: re.Match[str], frame: Frame) -> Moment:
    named, part = named_year(found, frame), (found["part"] or "").lower()
    year = named or (frame.reference.year if frame.reference else None)
    on = _year_day(year, part) if year else None
    if on and frame.reference and not named and on < frame.reference:
        on = _year_day(on.year + 1, part)  # "giữa năm", said in October
    return Moment(span_of(found), on, _year_precision(part), (named, 7 if part == "nửa cuối" else 1, None))


def _year_day(year: int, part: str) -> date | None:
    """The last day of a year, of its first quarter ("đầu năm"), its first half ("giữa năm"), its first days."""
    if part.endswith("đầu tiên") or "ngày đầu" in part or "tuần đầu" in part:
        return day_of(year, 1, day_of_part(part) or 10)
    return last_of_month(year, {"đầu": 3, "giữa": 6, "nửa đầu": 6}.get(part, 12))


def _year_precision(part: str) -> Precision:
    if part.startswith("nửa"):
        return Precision.HALF_YEAR
    return Precision.PART_MONTH if "ngày" in part or "tuần" in part else Precision.YEAR


BARE_YEAR = pattern(rf"""
    (?<![\w/.,\-–])(?<!năm\s)(?<![/\-–]\s)
    (?P<year>{YEAR})                                         # "Dự kiến hoàn thành 2024"
    (?!\w|[/.,\-–]\s?\d|\s[/\-–]\s?\d)
""")


def convert_bare_year(found: re.Match[str], frame: Frame) -> Moment:
    year = numerals.full_year(found["year"])
    return Moment(span_of(found), last_of_month(year, 12), Precision.YEAR, (year, 1, None), bare=True)


YEARS_AND_PARTS: Grammar = (
    (MONTHS_OF_YEAR, convert_months_of_year, "năm & tháng|quý|quí & đầu|cuối|còn lại"),
    (YEARS, convert_years, "năm & 19|20|nay|này|sau|tới"),
    (PART_OF_YEAR, convert_years, "năm & đầu|giữa|cuối|hết"),
    (BARE_YEAR, convert_bare_year, "19|20"),
)
