"""Terms told from the day of the document: "ngày mai", "thứ Sáu tuần này", "trong 10 ngày làm việc kể từ ngày ký"."""

import re
from datetime import date, timedelta

from tracker.reading import numerals
from tracker.reading.moments import (
    Frame,
    Grammar,
    Moment,
    day_of,
    months_later,
    parts_of,
    pattern,
    span_of,
    sunday_of_week,
)
from tracker.reading.numerals import COUNT, TWO_DIGITS, YEAR
from tracker.reading.results import Precision

_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5}
_NEXT = ("sau", "tới", "kế tiếp", "tiếp theo")

NEAR_DAY = pattern(r"""
    (?<!\w)
    (?: (?P<today>(?:ngày\s)?hôm\snay|(?:trưa|chiều|tối|đêm)\snay)      # "ngay trong ngày hôm nay"
      | (?P<morning>sáng\snay)                              # mostly told of, as in "sáng nay, tổ công tác …"
      | (?P<tomorrow>ngày\smai|(?:sáng|trưa|chiều|tối|đêm)\s(?:ngày\s)?mai)    # "trước 10 giờ sáng ngày mai"
      | (?P<day_after>ngày\s(?:kia|mốt))
      | (?P<same>trong\sngày)(?=\s?(?:[.,;:)|]|$)) )         # "xử lý xong ngay trong ngày."
    (?!\w)
""")


def convert_near_day(found: re.Match[str], frame: Frame) -> Moment:
    ahead = 1 if found["tomorrow"] else 2 if found["day_after"] else 0
    on = frame.reference + timedelta(days=ahead) if frame.reference else None
    return Moment(span_of(found), on, Precision.DAY, parts_of(on), bare=bool(found["morning"]))


WEEK = pattern(r"""
    (?<!\w)
    (?: (?P<weekday>(?:ngày\s)?thứ\s?(?:hai|ba|tư|năm|sáu|bảy|[2-7])|(?:ngày\s)?chủ\snhật)(?:\s?,)?\s
      | (?P<part>đầu|giữa|cuối|hết)\s )?
    (?<!các\s)(?<!những\s)tuần
    (?: \s(?P<relative>này|nay|sau|tới|kế\stiếp|tiếp\stheo)(?!\w)      # "ngay trong tuần này", "thứ Sáu tuần tới"
      | (?P<alone>)(?=\s?(?:[.,;:)|]|$)))                    # "báo cáo trước cuối tuần."
""")
_DAY_OF_WEEK = r"(?:thứ\s?(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)"
WEEKDAY = pattern(rf"""
    (?<!\w)
    (?: (?P<weekday>{_DAY_OF_WEEK})\s(?P<relative>này|tới)(?!\w)    # "trước thứ Sáu này"
      # "gửi trước thứ Sáu", not "thứ Sáu, ngày 24/10", "thứ Sáu hằng tuần", "phiên họp thứ hai"
      | (?:(?<=trước\s)|(?<=nhất\s)|(?<=vào\s)|(?<=trong\s)|(?<=đến\s)|(?<=hết\s)|(?<=sáng\s)|(?<=chiều\s)|(?<=ngày\s))
        (?P<alone>{_DAY_OF_WEEK})(?!\w|,?\s?\(?(?:ngày|mùng|mồng|\d)|\s(?:h[ằà]ng|mỗi|tuần|đầu|cuối|của|trong)) )
""")


def convert_week(found: re.Match[str], frame: Frame) -> Moment:
    groups = found.groupdict()
    relative, part, weekday = ((groups.get(name) or "").lower() for name in ("relative", "part", "weekday"))
    if frame.reference is None:
        return Moment(span_of(found), None, Precision.WEEK, bare=not relative)
    sunday = sunday_of_week(frame.reference, " ".join(relative.split()) in _NEXT)
    on = sunday - timedelta(days=_before_sunday(part, weekday))
    begin = on if part or weekday else sunday - timedelta(days=6)
    return Moment(span_of(found), on, Precision.WEEK, parts_of(begin), bare=not relative and not (part or weekday))


def convert_weekday(found: re.Match[str], frame: Frame) -> Moment:
    """The first such day on or after the reference."""
    bare = found["relative"] is None
    if frame.reference is None:
        return Moment(span_of(found), None, Precision.WEEK, bare=bare)
    weekday = (found["weekday"] or found["alone"]).lower()
    on = sunday_of_week(frame.reference) - timedelta(days=_before_sunday("", weekday))
    on += timedelta(days=7 if on < frame.reference else 0)
    return Moment(span_of(found), on, Precision.WEEK, parts_of(on), bare=bare)


def _before_sunday(part: str, weekday: str) -> int:
    """How many days before its Sunday a week's "đầu" (Monday), "giữa" (Wednesday) or named day is."""
    if weekday:
        return 6 - _WEEKDAYS.get(weekday.removeprefix("ngày ").removeprefix("thứ").strip(), 6)
    return {"đầu": 6, "giữa": 4}.get(part, 0)


TERM = pattern(rf"""
    (?<!\w)
    (?:(?P<lead>
        trong(?:\s(?:vòng|thời\s(?:hạn|gian)|khoảng(?:\sthời\sgian)?|tối\sđa))?
      | thời\s(?:hạn|gian)(?:\s(?:hoàn\sthành|thực\shiện|giải\squyết|xử\slý|trả\slời))?(?:\s(?:là|không\squá
          |tối\sđa|chậm\snhất))?:?
      | (?:chậm|muộn)\snhất(?:\s(?:là|trong|sau|không\squá))?
      | không\squá | tối\sđa | sau
    )\s{{1,2}})?
    (?:(?:{COUNT})\s?(?:-|–|đến)\s?)?                        # "trong 2-3 ngày tới", "7 đến 10 ngày"
    (?P<count>{COUNT}|nửa)(?:\s?\((?:{COUNT})\))?\s{{1,2}}      # "15 (mười lăm) ngày", "nửa tháng"
    (?P<unit>ngày\slàm\sviệc|ngày\scông\stác|ngày|tuần(?:\slễ)?|tháng|năm|giờ|tiếng)
    (?!\w|\s?\d|\s(?:đầu|cuối|qua|nay|gần|vừa|trước|đã|cao|học)(?!\w)|/|,?\s(?:sáng|chiều|ngày|thứ|hôm)(?!\w))
    (?P<ahead>\s(?:tới|tiếp\stheo|nữa|sắp\stới)(?!\w))?      # "trong 3 tháng tới"
    (?P<base>,?\s{{1,2}}(?:(?:được\s)?(?:kể|tính)\s)?(?:từ|sau)(?:\skhi|\slúc)?\s
        (?: (?P<known>(?:ngày\s|khi\s)?(?:(?:được\s)?ký(?!\s(?:kết(?!\sluận)|hợp))|nay|ban\shành|hôm\snay|họp
                |kết\sluận|thông\sbáo\snày|ra\s(?:văn\sbản|thông\sbáo)|văn\sbản\snày
                |có\s(?:thông\sbáo|kết\sluận)\snày))(?!\w)
          | (?:ngày\s)?(?P<day>{TWO_DIGITS})(?:\s?[/\-.]\s?|\stháng\s)(?P<month>{TWO_DIGITS})
            (?:(?:\s?[/\-.]\s?|\snăm\s)(?P<year>{YEAR}))?
          | (?!(?:ngày\s)?\d)[^.,;:|()\n]{{1,60}} )          # "kể từ khi nhận được thông tin": who knows when
    )?
""")


def convert_term(found: re.Match[str], frame: Frame) -> Moment | None:
    """A term of so many days: from the reference, from a day named, or (then without a day) from an unknown event."""
    unit = found["unit"].lower().split()[0]
    lead = (found["lead"] or "").lower()
    vague = not (found["base"] or found["ahead"] or _is_term_of(unit, lead))
    if not (found["base"] or found["ahead"]) and lead in ("", "sau"):
        return None  # "sau 3 ngày mưa lũ"
    if vague and not (unit == "tháng" and _CLOSING.match(found.string, found.end())):
        return None  # "trong 9 tháng, toàn huyện đạt …", but "hoàn thành trong 3 tháng."
    base = _base(found, frame)
    working = "làm" in found["unit"].lower() or "công" in found["unit"].lower()
    if base is None:
        known = not found["base"] or found["known"] or found["day"]
        precision = _precision(working) if known else Precision.EVENT
        impossible = bool(found["day"] and (found["year"] or frame.reference))
        return Moment(span_of(found), None, precision, bare=not found["base"], impossible=impossible)
    on = _later(base, found["count"], unit, working, frame)
    lasting = lead.startswith("thời gian") and not found["base"]  # "Thời gian thi công 300 ngày"
    said_of_something = found["ahead"] and not lead  # "các giải pháp 3 tháng tới", but "2 tuần nữa phải xong"
    bare = bool(lasting or said_of_something or vague)
    return Moment(span_of(found), on, _precision(working), parts_of(on), bare=bare)


_CLOSING = pattern(r"\s?(?:[.;)|]|\Z)")
HOURS = pattern(r"""
    (?<!\w)trong\s(?:vòng\s)?(?P<count>\d{1,3})\s?[hg](?!\w|\s?\d|/)(?:\stới(?!\w))?      # "khắc phục trong 24h"
""")


def convert_hours(found: re.Match[str], frame: Frame) -> Moment:
    on = _later(frame.reference, found["count"], "giờ", False, frame) if frame.reference else None
    return Moment(span_of(found), on, Precision.CALENDAR_DAYS, parts_of(on))


def _is_term_of(unit: str, lead: str) -> bool:
    """Whether the words look ahead by themselves: "trong thời hạn 3 tháng", "trong vòng một năm"; all days do."""
    if unit == "năm":
        return "vòng" in lead
    return unit != "tháng" or any(word in lead for word in ("hạn", "nhất", "vòng"))


def _base(found: re.Match[str], frame: Frame) -> date | None:
    if found["day"]:
        day, month = numerals.digits(found["day"]), numerals.digits(found["month"])
        return day_of(int(found["year"]), month, day) if found["year"] else _nearest(frame.reference, month, day)
    return frame.reference if found["known"] or not found["base"] else None


def _nearest(reference: date | None, month: int, day: int) -> date | None:
    """The day without a year that lies nearest: a term may run from one gone by ("15 ngày kể từ ngày 01/10")."""
    years = (reference.year - 1, reference.year, reference.year + 1) if reference else ()
    days = [found for year in years if (found := day_of(year, month, day))]
    return min(days, key=lambda found: abs(found - reference), default=None) if reference else None


def _precision(working: bool) -> Precision:
    return Precision.WORKING_DAYS if working else Precision.CALENDAR_DAYS


def _later(base: date, words: str, unit: str, working: bool, frame: Frame) -> date:
    if words.lower() == "nửa":
        return months_later(base, 6) if unit == "năm" else base + timedelta(days=15)
    count = numerals.count(words)
    if working:
        return frame.calendar.working_days_after(base, count)
    if unit in ("tháng", "năm"):
        return months_later(base, count if unit == "tháng" else 12 * count)
    days = {"tuần": 7 * count, "ngày": count}.get(unit, -(-count // 24))
    return base + timedelta(days=days)


RELATIVES: Grammar = (
    (NEAR_DAY, convert_near_day, "nay|mai|kia|mốt|trong & hôm|ngày|sáng|trưa|chiều|tối|đêm"),
    (WEEK, convert_week, "tuần"),
    (WEEKDAY, convert_weekday, "thứ|chủ & #|hai|ba|tư|năm|sáu|bảy|nhật"),
    (TERM, convert_term, "ngày|tuần|tháng|năm|giờ|tiếng & #|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|nửa"),
    (HOURS, convert_hours, "trong"),
)
