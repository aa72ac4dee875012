"""Single days as they are written: "ngày 30/9/2023", "trước 15/01", "mùng 5 tháng 9", "chậm nhất ngày 15"."""

import re
from datetime import date

from tracker.reading import numerals
from tracker.reading.moments import Frame, Grammar, Moment, day_of, pattern, span_of, year_of_day
from tracker.reading.numerals import MONTH, TWO_DIGITS, YEAR
from tracker.reading.results import Precision

# The tail that names a year: "/2023", " năm 2023", ", năm 2023", " 2023", " năm nay", " năm sau".
YEAR_TAIL = rf"""(?:
    \s?[/.\-–]\s?(?P<year>{YEAR})
  | [,\s]{{1,3}}(?:của\s)?năm\s{{0,3}}(?P<year_word>{YEAR})   # "Quý III Năm 2026"
  | \s(?P<year_bare>{YEAR})                                   # "tháng 9 2023"
  | \s(?:của\s)?năm\s(?P<relative>nay|này|sau|tới)(?!\w)      # "quý I năm sau"
)"""


def named_year(found: re.Match[str], frame: Frame) -> int | None:
    """The year the tail of a match names, None when there is no tail."""
    groups = found.groupdict()
    if written := groups.get("year") or groups.get("year_word") or groups.get("year_bare"):
        return numerals.full_year(written)
    if (relative := groups.get("relative")) and frame.reference:
        return frame.reference.year + (relative.lower() in ("sau", "tới"))
    return None


def _day(found: re.Match[str], frame: Frame, bare: bool) -> Moment:
    day, month = numerals.digits(found["day"]), numerals.month(found["month"])
    named = named_year(found, frame)
    year = named or year_of_day(frame, month, day)
    possible = day_of(year or 2024, month, day)
    on = possible if year else None
    return Moment(span_of(found), on, Precision.DAY, (named, month, day), bare=bare, impossible=possible is None)


NUMERIC_DAY = pattern(rf"""
    (?<![\w/.,\-–])
    (?P<word>ngày\s{{0,3}})?
    (?P<day>{TWO_DIGITS})
    \s{{0,2}}(?P<mark>[/.\-–])\s{{0,2}}
    (?P<month>{TWO_DIGITS})
    \s{{0,2}}(?P=mark)\s{{0,2}}
    (?P<year>{YEAR}|\d\d(?!\d))          # "trước ngày 15/12/2026", "ngày 03-4-2018", "30/9/23"
    (?![/\d]|[.,]\d|\s?%)
""")


def convert_numeric_day(found: re.Match[str], frame: Frame) -> Moment | None:
    if len(found["year"]) == 2 and found["mark"] != "/":
        return None  # "02.63.84" is a telephone number
    return _day(found, frame, bare=False)


ISO_DAY = pattern(rf"""
    (?<![\w/.,\-–])
    (?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)   # "2023-09-30", as a date field gives it
    (?![\w\-])
""")


def convert_iso_day(found: re.Match[str], frame: Frame) -> Moment:
    return _day(found, frame, bare=False)


WORDED_DAY = pattern(rf"""
    (?<![\w/.,])
    (?:(?P<word>ngày|mùng|mồng)\s{{0,3}}){{0,2}}
    (?P<day>{TWO_DIGITS})
    (?:
      \s{{0,3}},?\s{{0,2}}tháng\s{{0,3}}(?P<month>{MONTH})  # "ngày 30 tháng 09 năm 2023", "mùng 5 tháng 9"
      {YEAR_TAIL}?
    )
    (?!\d|\s?[/\-]\d)
""")


def convert_worded_day(found: re.Match[str], frame: Frame) -> Moment:
    return _day(found, frame, bare=False)


SHORT_DAY = pattern(rf"""
    (?<![\w/.,\-–])
    (?P<word>(?:ngày|mùng|mồng)\s{{0,3}}|(?<=nhất\s)|(?<=trước\s)|(?<=hạn\s))?
    (?P<day>{TWO_DIGITS})
    \s?(?(word)[/\-–.]|[/\-–])\s?                            # "đến ngày 4.1"
    (?P<month>{TWO_DIGITS})                                  # "trước 30/11", "đến 31/12", "ngày 25/12 năm 2025"
    (?:[,\s]{{1,2}}năm\s{{0,3}}(?:(?P<year>{YEAR})|(?P<relative>nay|này|sau|tới)(?!\w)))?
    # not "15/11-2025"; of "01/11 - 15/11/2025" the left end
    (?!\d|\s?[/.,]\s?\d|\s?[\-–]\s?\d(?!\d?\s?[/.]\s?\d)|\s?%|\s(?:ngày|tuần|tháng(?!\s\d)|năm|người|tỷ|triệu|hộ|ha|km|m|tấn)(?!\w))
""")


def convert_short_day(found: re.Match[str], frame: Frame) -> Moment:
    return _day(found, frame, bare=not found["word"])


DAY_OF_MONTH = pattern(rf"""
    (?<!\w)
    (?:ngày|mùng|mồng)\s{{1,3}}
    (?P<day>{TWO_DIGITS})                                    # "chậm nhất ngày 15 phải xong", "ngày 20 tháng này"
    (?:\s(?:của\s)?tháng\s(?P<relative>này|nay|sau|tới)(?!\w))?
    (?!\d|\s?[/.\-–]\s?\d|,\d|\s{{0,3}}(?:,\s)?tháng)
""")


def convert_day_of_month(found: re.Match[str], frame: Frame) -> Moment:
    day, reference = numerals.digits(found["day"]), frame.reference
    span, parts = span_of(found), (None, None, day)
    if not 1 <= day <= 31 or reference is None:
        return Moment(span, None, Precision.DAY, parts, bare=True, impossible=not 1 <= day <= 31)
    if relative := found["relative"]:
        ahead = relative.lower() in ("sau", "tới")
        on = _day_in_month(reference, int(ahead), day)
        return Moment(span, on, Precision.DAY, (on.year if on else None, None, day), impossible=on is None)
    ahead_days = (_day_in_month(reference, ahead, day) for ahead in range(3))
    on = next((found_day for found_day in ahead_days if found_day and found_day >= reference), None)
    return Moment(span, on, Precision.DAY, parts, bare=True)


def _day_in_month(reference: date, ahead: int, day: int) -> date | None:
    year, month = divmod(reference.year * 12 + reference.month - 1 + ahead, 12)
    return day_of(year, month + 1, day)


DAYS: Grammar = (
    (NUMERIC_DAY, convert_numeric_day, "#/#"),
    (ISO_DAY, convert_iso_day, "#/#"),
    (WORDED_DAY, convert_worded_day, "# & tháng"),
    (SHORT_DAY, convert_short_day, "#/#"),
    (DAY_OF_MONTH, convert_day_of_month, "# & ngày|mùng|mồng"),
)
