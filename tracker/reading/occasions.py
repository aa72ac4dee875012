"""Days known by a name: Tết and its can chi years, public holidays, lunar days, school years, events without a day."""

import re
from datetime import date, timedelta

from tracker.reading import numerals
from tracker.reading.calendar import next_tet
from tracker.reading.lunar import BRANCHES, STEMS, lunar_to_solar, new_year, year_named
from tracker.reading.moments import Frame, Grammar, Moment, day_of, pattern, span_of
from tracker.reading.numerals import TWO_DIGITS, YEAR
from tracker.reading.results import Precision

_STEM = "|".join(STEMS)
_BRANCH = "|".join((*BRANCHES, "tị", "tí", "mẹo"))

TET = pattern(rf"""
    (?<!\w)
    (?P<lead>trước|đến|tới|dịp|trong|vào|sau)\s(?:khi\s)?(?:dịp\s|kỳ\s|ngày\s|đợt\s)?(?:nghỉ\s)?
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
    before = lead in ("trước", "đến", "tới")
    on = first - timedelta(days=1) if before else first
    return Moment(span, on, Precision.HOLIDAY, (on.year, on.month, on.day))


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
    (?P<word>ngày\s|mùng\s|mồng\s){{1,2}}
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
    parts = (on.year, on.month, on.day) if on else (None, None, None)
    return Moment(span_of(found), on, Precision.HOLIDAY, parts, impossible=on is None)


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
    parts = (on.year, on.month, on.day) if on else (None, None, None)
    return Moment(span_of(found), on, Precision.HOLIDAY, parts)


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
      | (?P<solar>quốc\skhánh|quốc\stế\slao\sđộng|giải\sphóng\smiền\snam|nhà\sgiáo\sviệt\snam|giáng\ssinh|noel
          |quốc\stế\sphụ\snữ)
        (?:\s(?:nước\s)?cộng\shòa\sxã\shội\schủ\snghĩa\sviệt\snam)?
        # "Quốc khánh 02/9", "Quốc khánh (2/9)"
        [\s,]{{0,2}}\(?(?:ngày\s)?(?P<written>(?<!\d)\d\d?/\d\d?)?(?(written)\)?)
    )
    (?:[\s/,]{{1,2}}(?:năm\s(?:học\s)?)?(?P<year>{YEAR}))?
    (?!\w)
""")
_SOLAR_DAYS = {
    "quốc khánh": (9, 2), "quốc tế lao động": (5, 1), "giải phóng miền nam": (4, 30), "nhà giáo việt nam": (11, 20),
    "giáng sinh": (12, 25), "noel": (12, 25), "quốc tế phụ nữ": (3, 8),
}  # fmt: skip


def convert_named_day(found: re.Match[str], frame: Frame) -> Moment:
    year = int(found["year"]) if found["year"] else None
    if found["ancestors"] or found["autumn"]:
        on = _next_lunar(*((3, 10) if found["ancestors"] else (8, 15)), year, frame.reference)
    else:
        month, day = (9, 5) if found["opening"] else _SOLAR_DAYS[" ".join(found["solar"].lower().split())]
        on = _next_solar(month, day, year, frame.reference)
    parts = (on.year, on.month, on.day) if on else (None, None, None)
    return Moment(span_of(found), on, Precision.HOLIDAY, parts, bare=True)


def _next_solar(month: int, day: int, year: int | None, reference: date | None) -> date | None:
    if year or reference is None:
        return day_of(year, month, day) if year else None
    return next(on for ahead in (0, 1) if (on := date(reference.year + ahead, month, day)) >= reference)


SCHOOL_YEAR = pattern(rf"""
    (?<!\w)
    (?:(?:hết\s|cuối\s)?học\skỳ\s(?P<term>I{{1,2}}|[12])\s?,?\s?)?
    năm\shọc\s(?P<first>{YEAR})\s?[-–]\s?(?P<last>{YEAR})    # "trong học kỳ I năm học 2023-2024"
""")


def convert_school_year(found: re.Match[str], frame: Frame) -> Moment:
    """5/9 to 31/5, the first term to mid-January (khung kế hoạch thời gian năm học, Bộ Giáo dục và Đào tạo)."""
    first, last, term = int(found["first"]), int(found["last"]), (found["term"] or "").upper()
    begin, end = date(first, 9, 5), date(last, 5, 31)
    middle = date(last, 1, 18 if last >= 2025 else 15)
    begin = middle + timedelta(days=1) if term in ("II", "2") else begin
    end = middle if term in ("I", "1") else end
    parts = (begin.year, begin.month, begin.day)
    return Moment(span_of(found), end, Precision.RANGE, parts, since=begin, bare=True)


EVENT = pattern(r"""
    (?<!\w)
    (?:(?:chậm|muộn)\snhất\s)?
    (?:\d{1,3}\sngày(?:\slàm\sviệc)?\s)?
    (?: (?:trước|tại|trong|đến)\s(?:khi\s(?:diễn\sra\s|khai\smạc\s)?)?
        (?:ngày\s(?:khai\smạc|diễn\sra|họp|bầu\scử|tổ\schức)|(?:kỳ|phiên|cuộc)\shọp|đại\shội|hội\snghị
            |mùa\s(?:mưa|lũ|bão|khô|nắng|du\slịch|gió|cạn)|ngày\s(?:giao|nhận)\sban) # "tại kỳ họp giữa năm"
      # "sau khi nhận đủ hồ sơ"
      | (?:ngay\s)?sau\skhi\s(?!sắp\sxếp|sáp\snhập|hợp\snhất)(?:\w{1,12}\s){0,3}?(?:nhận|có|được|hoàn\sthành
          |phê\sduyệt|kết\sthúc|thống\snhất)(?!\w)
      | trước\skhi\s(?:nghỉ|xuống\sgiống|gieo|bước\svào|khởi\scông|thi\scông|trình|nghiệm\sthu|bàn\sgiao)(?!\w) )
    [^.,;:|()\n]{0,60}
""")


def convert_event(found: re.Match[str], frame: Frame) -> Moment:
    """A term from an event whose day nobody has told: it has no day (rule 23)."""
    return Moment(span_of(found), None, Precision.EVENT)


OCCASIONS: Grammar = (
    (TET, convert_tet, "tết"),
    (DAY_OF_TET, convert_day_of_tet, "tết"),
    (LUNAR_DAY, convert_lunar_day, "tháng"),
    (NAMED_DAY, convert_named_day, "giỗ|trung thu|khai giảng|năm học|quốc|giải phóng miền|nhà giáo|giáng|noel"),
    (SCHOOL_YEAR, convert_school_year, "học"),
    (EVENT, convert_event, "họp|đại hội|hội nghị|mùa|khi|ngày"),
)
