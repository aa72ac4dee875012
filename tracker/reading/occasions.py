"""Days known by a name: Tết and its can chi years, public holidays, lunar days, days that are celebrated."""

import re
from datetime import date, timedelta

from tracker.reading import numerals
from tracker.reading.calendar import next_tet
from tracker.reading.lunar import BRANCHES, STEMS, lunar_to_solar, new_year, year_named
from tracker.reading.moments import Frame, Grammar, Moment, day_of, parts_of, pattern, span_of
from tracker.reading.numerals import TWO_DIGITS, YEAR
from tracker.reading.results import Precision

_STEM = "|".join(STEMS)
_BRANCH = "|".join((*BRANCHES, "tị", "tí", "mẹo"))

TET = pattern(rf"""
    (?<!\w)
    (?P<lead>trước(?:\sthềm)?|đến|tới|dịp|trong|vào|sau)\s(?:khi\s)?(?:dịp\s|kỳ\s|ngày\s|đợt\s)?(?:nghỉ\s)?
    (?:lễ\s)?tết
    (?:\s(?P<solar>dương\slịch))?                            # "trước Tết Dương lịch 2024"
    (?:\s(?:nguyên\sđán|âm\slịch|cổ\struyền|ta))?
    (?:\s(?:năm\s)?(?P<stem>{_STEM})\s(?P<branch>{_BRANCH}))?     # "trước Tết Nguyên đán Bính Ngọ"
    (?:[\s,(]{{1,2}}(?:năm\s)?(?P<year>{YEAR}))?
    (?!\w|\s(?:trung\sthu|đoan\sngọ|thiếu\snhi|trồng\scây))
""")


def convert_tet(found: re.Match[str], frame: Frame) -> Moment | None:
    """The day before mùng 1 for "trước" and "đến", mùng 1 itself for "dịp"; no day for what comes after Tết."""
    lead = found["lead"].lower()
    span = span_of(found)
    if lead == "sau":
        return Moment(span, None, Precision.EVENT)
    first = _solar_new_year(found, frame) if found["solar"] else _lunar_new_year(found, frame)
    if first is None:
        return Moment(span, None, Precision.HOLIDAY)
    before = lead.startswith("trước") or lead in ("đến", "tới")
    on = first - timedelta(days=1) if before else first
    return Moment(span, on, Precision.HOLIDAY, parts_of(on))


def _solar_new_year(found: re.Match[str], frame: Frame) -> date | None:
    if found["year"]:
        return date(int(found["year"]), 1, 1)
    return date(frame.reference.year + 1, 1, 1) if frame.reference else None


def _lunar_new_year(found: re.Match[str], frame: Frame) -> date | None:
    if found["year"]:
        return new_year(int(found["year"]))
    if not (frame.reference and 1900 <= frame.reference.year < 2100):
        return None
    if found["stem"] and (year := year_named(found["stem"], found["branch"], frame.reference.year)):
        return new_year(year)
    return next_tet(frame.reference)


DAY_OF_TET = pattern(rf"""
    (?<!\w)
    (?:(?:ngày\s|mùng\s|mồng\s){{1,2}}|(?<=trước\s)|(?<=đến\s)|(?<=từ\s))
    (?P<day>{TWO_DIGITS})\s
    tết(?:\snguyên\sđán)?                                    # "trực từ ngày 29 Tết", "xong trước mùng 5 Tết"
    (?!\w)
""")


def convert_day_of_tet(found: re.Match[str], frame: Frame) -> Moment:
    day, reference = numerals.digits(found["day"]), frame.reference
    if not (reference and 1900 <= reference.year < 2100 and 1 <= day <= 30):
        return Moment(span_of(found), None, Precision.HOLIDAY)
    first = next_tet(reference)
    on = first + timedelta(days=day - 1) if day < 20 else lunar_to_solar(first.year - 1, 12, day)
    on = first - timedelta(days=1) if day == 30 else on  # the eve, also in years whose last month has 29 days
    return Moment(span_of(found), on, Precision.HOLIDAY, parts_of(on))


LUNAR_DAY = pattern(rf"""
    (?<!\w)
    (?:(?:ngày|mùng|mồng)\s(?P<day>{TWO_DIGITS})|(?P<full>(?:ngày\s)?rằm))\s
    tháng\s(?P<month>{TWO_DIGITS}|giêng|chạp|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)
    (?P<lunar>\s\(?(?:âm\slịch|âl)\)?)?                      # "trước rằm tháng Giêng", "ngày 10 tháng 3 âm lịch"
    (?:\snăm\s(?P<year>{YEAR}))?
    (?!\w)
""")


def convert_lunar_day(found: re.Match[str], frame: Frame) -> Moment | None:
    name = found["month"].lower()
    if not (found["full"] or found["lunar"] or name in ("giêng", "chạp")):
        return None
    month = {"giêng": 1, "chạp": 12}.get(name) or numerals.month(name)
    day = 15 if found["full"] else numerals.digits(found["day"])
    on = _next_lunar(month, day, int(found["year"]) if found["year"] else None, frame.reference)
    return Moment(span_of(found), on, Precision.HOLIDAY, parts_of(on))


def _next_lunar(month: int, day: int, year: int | None, reference: date | None) -> date | None:
    if year:
        return lunar_to_solar(year, month, day)
    if reference is None or not 1900 <= reference.year < 2100:
        return None
    days = (lunar_to_solar(reference.year + ahead, month, day) for ahead in (-1, 0, 1))
    return next((found for found in days if found and found >= reference), None)


NAMED_DAY = pattern(rf"""
    (?<!\w)
    (?:kỷ\sniệm\s(?:lần\sthứ\s)?\d{{1,3}}\s(?:năm\s)?)?(?:(?:kỳ\s)?nghỉ\slễ\s|lễ\s|ngày\s)?
    (?: (?P<ancestors>giỗ\stổ(?:\shùng\svương)?)(?:\s\(?10/3(?:\s(?:âm\slịch|âl))?\)?)?
      | (?P<autumn>(?:tết\s)?trung\sthu)
      | (?P<opening>(?:lễ\s)?khai\sgiảng(?:\snăm\shọc(?:\smới)?)?|năm\shọc\smới)
      | (?P<kitchen>(?:đưa\s)?ông\scông,?\s(?:và\s)?ông\stáo) | (?P<eve>(?:đêm\s)?giao\sthừa)
      | (?P<solar>quốc\skhánh|quốc\stế\slao\sđộng|giải\sphóng\smiền\snam|nhà\sgiáo\sviệt\snam|giáng\ssinh|noel
          |quốc\stế\sphụ\snữ|phụ\snữ\sviệt\snam|thành\slập\sđảng|thương\sbinh\s?[-–,]?\s?liệt\ssĩ|quốc\stế\sthiếu\snhi
          |thành\slập\squân\sđội\snhân\sdân\sviệt\snam|thầy\sthuốc\sviệt\snam|doanh\snhân\sviệt\snam|pháp\sluật\sviệt\snam
          |gia\sđình\sviệt\snam|báo\schí\scách\smạng\sviệt\snam)
        (?:\s(?:nước\s)?cộng\shòa\sxã\shội\schủ\snghĩa\sviệt\snam)?
        # "Quốc khánh 02/9", "Quốc khánh (2/9)"
        [\s,]{{0,2}}\(?(?:ngày\s)?(?P<written>(?<!\d)\d\d?/\d\d?)?(?(written)\)?)
    )
    (?:[\s/,]{{1,2}}(?:năm\s(?:học\s)?)?(?P<year>{YEAR}))?
    (?!\w)
""")
_LUNAR_DAYS = {"ancestors": (3, 10), "autumn": (8, 15), "kitchen": (12, 23)}
_SOLAR_DAYS = {
    "quốc khánh": (9, 2), "quốc tế lao động": (5, 1), "giải phóng miền nam": (4, 30), "nhà giáo việt nam": (11, 20),
    "giáng sinh": (12, 25), "noel": (12, 25), "quốc tế phụ nữ": (3, 8), "phụ nữ việt nam": (10, 20),
    "thành lập đảng": (2, 3), "thương binh liệt sĩ": (7, 27), "quốc tế thiếu nhi": (6, 1),
    "thành lập quân đội nhân dân việt nam": (12, 22), "thầy thuốc việt nam": (2, 27), "doanh nhân việt nam": (10, 13),
    "pháp luật việt nam": (11, 9), "gia đình việt nam": (6, 28), "báo chí cách mạng việt nam": (6, 21),
}  # fmt: skip


def convert_named_day(found: re.Match[str], frame: Frame) -> Moment:
    year = int(found["year"]) if found["year"] else None
    if lunar := next((_LUNAR_DAYS[name] for name in _LUNAR_DAYS if found[name]), None):
        on = _next_lunar(*lunar, year, frame.reference)
    elif found["eve"]:
        on = _eve(year, frame.reference)
    else:
        name = re.sub(r"[\s\-–,]+", " ", (found["solar"] or "").lower())
        month, day = (9, 5) if found["opening"] else _SOLAR_DAYS[name]
        on = _next_solar(month, day, year, frame.reference)
    return Moment(span_of(found), on, Precision.HOLIDAY, parts_of(on), bare=True)


def _eve(year: int | None, reference: date | None) -> date | None:
    """New year's eve of the lunar year that begins in `year`, else the next one."""
    first = new_year(year) if year else next_tet(reference) if reference and 1900 <= reference.year < 2100 else None
    return first - timedelta(days=1) if first else None


def _next_solar(month: int, day: int, year: int | None, reference: date | None) -> date | None:
    if year or reference is None:
        return day_of(year, month, day) if year else None
    days = (day_of(reference.year + ahead, month, day) for ahead in (0, 1))
    return next((found for found in days if found and found >= reference), None)


CELEBRATION = pattern(rf"""
    (?<!\w)(?:nhân\s|vào\s|đúng\s|trong\s)?dịp\s(?:lễ\s)?(?:kỷ\sniệm|chào\smừng)\s
    (?:lần\sthứ\s)?(?:\d{{1,3}}\s(?:năm\s)?)?[^.,;:|\n()\d]{{1,80}}?\s(?P<open>\()?(?:ngày\s)?
    (?:\d{{1,2}}/\d{{1,2}}/{YEAR}\s?[-–]\s?)?                # "nhân dịp kỷ niệm 51 năm … (30/4/1975 - 30/4/2026)"
    (?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>{YEAR}))?
    (?![\w/\-]|\.\d)(?(open)\))
""")


def convert_celebration(found: re.Match[str], frame: Frame) -> Moment:
    """The day that is celebrated by work done "nhân dịp kỷ niệm" of it."""
    year = int(found["year"]) if found["year"] else None
    on = _next_solar(int(found["month"]), int(found["day"]), year, frame.reference)
    return Moment(span_of(found), on, Precision.HOLIDAY, (year, None, None))


_NAMED_CUES = (
    "giỗ tổ|trung thu|khai giảng|học mới|ông táo|giao thừa|quốc khánh|quốc tế|miền nam|việt nam|giáng sinh|noel"
    "|lập đảng|liệt sĩ"
)
OCCASIONS: Grammar = (
    (TET, convert_tet, "tết"),
    (DAY_OF_TET, convert_day_of_tet, "tết"),
    (LUNAR_DAY, convert_lunar_day, "tháng & ngày|mùng|mồng|rằm"),
    (NAMED_DAY, convert_named_day, _NAMED_CUES),
    (CELEBRATION, convert_celebration, "dịp & # & niệm|mừng"),
)
