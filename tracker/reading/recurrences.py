"""How often a duty comes round: "hằng quý", "ngày 15 hằng tháng", "định kỳ 06 tháng", "thường xuyên"."""

import re
from collections.abc import Iterator

from tracker.reading import english
from tracker.reading.cues import Catalogue, cues, cues_in
from tracker.reading.moments import pattern
from tracker.reading.numerals import COUNT, WORDS
from tracker.reading.results import Found, Recurrence, Span

_UNITS = {"ngày": 1, "tuần": 7, "tháng": 30, "quý": 90, "quí": 90, "năm": 365} | english.UNITS
_COUNT = rf"(?:{COUNT}|nửa)"

# Each pattern names a unit, and perhaps how many of it go to one turn (`every`) or how many turns to one (`times`).
EACH = pattern(r"""
    # "trước ngày 25 hằng tháng", "cuối mỗi quý"
    (?<!\w)(?:h[ằà]ng|mỗi|từng)\s(?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w|\s\d{2})
    # "mỗi tuần hai lần", "mỗi năm tổ chức 02 đợt"
    (?:(?:\s[^\s.,;:|\d]{1,10}){0,3}?\s(?P<times>(?:0?[1-9]|một|hai|ba|bốn)\s(?:lần|đợt|buổi|phiên)))?
""")
PERIODICAL = pattern(rf"""
    (?<!\w)định\skỳ\s(?:theo\s)?(?:\(?\s?)?(?P<every>{_COUNT}\s)?(?:\(\w{{2,10}}\)\s)?
    (?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w|\s\d)         # "Định kỳ 06 tháng …", "định kỳ quý, năm"
""")
ONCE_IN = pattern(rf"""
    (?<!\w)(?P<every>{_COUNT}\s)?(?P<unit>ngày|tuần|tháng|quý|quí|năm)
    (?:\s(?:họp|kiểm\stra|giao\sban|sinh\shoạt|tổ\schức|đánh\sgiá|sơ\skết|báo\scáo)(?=\s(?:một|1|01)\s))?
    \s?(?:/|một|1|01)\s?(?:01\s|1\s|một\s)?(?P<times>lần)    # "6 tháng/lần", "tháng một lần", "hai tháng họp một lần"
""")
TIMES_IN = pattern(rf"""
    (?<!\w)(?P<times>{_COUNT}\slần)\s?(?:/|(?:trong\s)?(?:một|1|mỗi)\s|trong\s)\s?(?:01\s|1\s|một\s)?
    (?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w)              # "02 lần/tháng", "hai lần mỗi năm"
""")
DAYS_IN = pattern(rf"""
    # "02 ngày/tháng", "04 đợt/năm"
    (?<!\w)(?P<times>{_COUNT}\s(?:buổi|ngày|phiên|lượt|đợt|cuộc|kỳ))\s?/\s?(?P<unit>tuần|tháng|quý|quí|năm)(?!\w)
""")
UNIT_TIMES = pattern(
    r"(?<!\w)(?P<unit>tuần|tháng|quý|quí|năm)\s(?P<times>(?:0?[1-4]|hai|ba)\slần)(?!\w)"
)  # "tháng 2 lần"
END_OF_QUARTER = pattern(r"""
    # "trước ngày mùng 5 tháng cuối quý"
    (?<!\w)tháng\s(?:đầu|cuối|thứ\s\w{2,4})\s(?:của\s)?(?P<unit>quý|quí)(?!\s?[IVl1-4]|\w)
""")
PERIODICAL_REPORT = pattern(r"""
    (?<!\w)báo\scáo\s(?:định\skỳ\s)?(?:theo\s(?=tuần|tháng|quý|quí|năm(?!\s\d)))?(?:(?P<every>0?[369])\s)?(?P<unit>tuần|tháng|quý|quí|năm)
    (?= \s(?:về|cho|lên)\s                                           # "gửi báo cáo tuần về Ban Chỉ đạo"
      | \s(?:chậm\snhất\s)?(?:trước|vào|chậm\snhất)\s(?:ngày|thứ|\d)    # "báo cáo năm trước ngày 10/01 năm sau"
      | (?<=theo\stuần)|(?<=theo\stháng)|(?<=theo\squý)|(?<=theo\snăm)
      | ,?\s(?:và\s)?(?:cả\s)?(?:quý|0?[69]\stháng|năm)(?!\w|\s\d) )    # "báo cáo quý, 6 tháng, năm"
""")
LISTED = pattern(r"""
    # "trước ngày 15/6 và ngày 15/12 hằng năm", "vào ngày 15 các tháng 3, 6, 9, 12 hằng năm"
    (?<![\w/])(?P<listed>\d{1,2}(?:/\d{1,2})?(?:\s?(?:,|và|;)\s?(?:trước\s)?(?:ngày\s|tháng\s)?\d{1,2}(?:/\d{1,2})?){1,11})
    \s(?:h[ằà]ng|mỗi)\s(?P<unit>năm)(?!\w)
""")
DAY_OF_EACH = pattern(r"""
    # "ngày 20 các tháng", "ngày 25 của tháng báo cáo", "Định kỳ trước ngày 20 …", "Chủ nhật đầu tiên của tháng"
    (?<!\w)(?:
        ngày\s(?:mùng\s)?\d{1,2}\s(?:(?:của\s)?các\s(?P<unit>tháng)(?!\w|\s\d)|(?:của\s)?tháng\sbáo\scáo
          |của\stháng(?=\s?(?:[.,;:)|]|$)))
      | định\skỳ,?\s(?:(?:vào|trước|chậm\snhất)\s)?ngày\s\d{1,2}(?!\d|\s?[/.\-]\s?\d|\s(?:tháng|h[ằà]ng|mỗi))
      | (?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)\s(?:đầu|cuối)(?:\s(?:tiên|cùng))?\s(?:của\s)?tháng
        (?!\w|\s(?:\d|này|sau|tới)|\s\w{2,4}\snăm)
    )
""")
ROUND_THE_CLOCK = pattern(r"""
    (?<![\d/])24/24(?![\d/])
  | (?<!\w)(?:trực|hoạt\sđộng|vận\shành|tiếp\snhận|giám\ssát)(?!\w)[^.;,|\d]{0,30}24/7(?![\d/])
""")
INTERVALS = (  # each with the cues one of which every match holds
    (EACH, cues("hằng|hàng|mỗi|từng")),
    (PERIODICAL, cues("định kỳ & ngày|tuần|tháng|quý|quí|năm")),
    (ONCE_IN, cues("ngày|tuần|tháng|quý|quí|năm & lần")),
    (TIMES_IN, cues("ngày|tuần|tháng|quý|quí|năm & lần")),
    (DAYS_IN, cues("/ & buổi|ngày|phiên|lượt|đợt|cuộc|kỳ & tuần|tháng|quý|quí|năm")),
    (UNIT_TIMES, cues("tuần|tháng|quý|quí|năm & lần")),
    (END_OF_QUARTER, cues("tháng & quý|quí")),
    (PERIODICAL_REPORT, cues("báo cáo & tuần|tháng|quý|quí|năm")),
    (LISTED, cues("# & năm & hằng|hàng|mỗi")),
    (DAY_OF_EACH, cues("ngày|thứ|chủ & các tháng|của tháng|báo cáo|định kỳ|đầu tháng|cuối tháng")),
    (english.CADENCE, cues("every|each|once|twice|daily|weekly|monthly|quarterly|yearly|annually")),
)
_INTERVALS = Catalogue(INTERVALS)
LONGEST_TURN = 400
"""What comes round in more days than these, as "05 năm/lần", is no cadence anybody follows up."""
TURN = re.compile(r"lần|buổi|ngày|phiên|lượt|đợt|cuộc|kỳ")
_DAYS_APART = re.compile(r",|và|;")
STANDING = pattern(r"""
    (?<!\w)(?: (?<!không\s)(?<!chưa\s)(?<!chi\s)(?<!phí\s)(?<!vốn\s)(?<!vụ\s)thường\sxuyên(?!\w) | (?<!năm\s)liên\stục
        | định\skỳ(?!\w) | thường\strực\s24 )
""")
STANDING_SHAPES = ((STANDING, cues("thường xuyên|liên tục|định kỳ|thường trực")), (ROUND_THE_CLOCK, cues("#/#")))
# "Nguồn kinh phí duy tu thường xuyên hàng năm", "chương trình công tác hàng năm": said of a thing, not of the duty.
_OF_A_THING = pattern(r"""
    (?<!\w)(?:kinh\sphí|nguồn|vốn|ngân\ssách|dự\stoán|chương\strình|kế\shoạch|trung\shạn|đầu\stư\scông
        |chỉ\stiêu|doanh\sthu|thu\snhập|sản\slượng|diện\stích|bình\squân|tăng\strưởng)
    [^.;:()]{0,32}\Z
""")
# "báo cáo giải ngân vốn trước ngày 25 hằng tháng": a day before it is the duty's own.
_DAY_BEFORE = pattern(r"(?<!\w)(?:ngày|mùng|mồng)\s\d{1,2}\s\Z")
_SHORT = (Recurrence.STANDING, Recurrence.WEEKLY, Recurrence.MONTHLY)
_TERM_BEHIND = pattern(r",?\s(?:chậm\snhất|trước|muộn\snhất)(?!\w)")  # "… thu nhập hằng năm, chậm nhất ngày 31/01"
_ORDER = (
    Recurrence.STANDING,
    Recurrence.WEEKLY,
    Recurrence.MONTHLY,
    Recurrence.QUARTERLY,
    Recurrence.HALF_YEARLY,
    Recurrence.YEARLY,
)


def find_recurrence(text: str) -> Found[Recurrence] | None:
    """The cadence of a duty: its shortest stated interval, else `standing` for "thường xuyên", "định kỳ", else None.

    Daily duties are `standing`, twice a month is `monthly`, twice a week `weekly`, twice a year `half_yearly`
    (rule 27).
    """
    stated = [found for found in _intervals(text) if not _is_of_a_thing(text, found.span)]
    if stated:
        return min(stated, key=lambda found: (_ORDER.index(found.value), found.span.start))
    shapes = [shape for shape, needed in STANDING_SHAPES if needed.stand_in(cues_in(text))]
    standing = next((m for s in shapes for m in s.finditer(text) if not _is_of_a_thing(text, Span(*m.span()))), None)
    return Found(Recurrence.STANDING, standing[0].strip(), Span(*standing.span())) if standing else None


def recurs_around(text: str, start: int, end: int, *, names_month: bool, names_year: bool) -> bool:
    """Whether the words from `start` to `end` are the day of a cadence beside them.

    A day that names its month is none of a month or week ("báo cáo hằng tháng, xong chậm nhất 30/9").
    """
    behind = re.split(r"[.;|]", text[end : end + 40])[0]
    for found in _intervals(text[start : end + len(behind)]):
        near = found.span.start <= end - start + 12 and not (names_year and found.span.start > end - start)
        if near and not (names_month and found.value in _SHORT):
            return True
    whole = re.split(r"[.;|\n]", text[max(0, start - 60) : start])[-1] + text[start:end]
    return not names_year and any(
        not _is_of_a_thing(whole, found.span) and not (names_month and found.value in _SHORT)
        for found in _intervals(whole)
    )


def _intervals(text: str) -> Iterator[Found[Recurrence]]:
    for shape in _INTERVALS.worth_trying(cues_in(text)):
        for found in shape.finditer(text):
            if _days_between(found) > LONGEST_TURN:
                continue
            yield Found(_convert_interval(found), found[0].strip(), Span(*found.span()))


def _days_between(found: re.Match[str]) -> float:
    groups = found.groupdict()
    times = len(_DAYS_APART.split(groups.get("listed") or "")) if groups.get("listed") else _number(groups.get("times"))
    return _UNITS[_unit(found)] * _number(groups.get("every")) / times


def _unit(found: re.Match[str]) -> str:
    return (found["unit"] or found.groupdict().get("adverb") or "tháng").lower()


def _convert_interval(found: re.Match[str]) -> Recurrence:
    unit, days = _unit(found), _days_between(found)
    limits = ((6, Recurrence.STANDING), (9, Recurrence.WEEKLY), (45, Recurrence.MONTHLY), (130, Recurrence.QUARTERLY))
    if unit == "tuần" and days < 6:
        return Recurrence.WEEKLY
    for limit, recurrence in limits:
        if days <= limit:
            return recurrence
    return Recurrence.HALF_YEARLY if days <= 200 else Recurrence.YEARLY


def _number(words: str | None) -> float:
    """The count in "06 ", "hai lần", "nửa "; 1 when there is none."""
    head = TURN.sub("", (words or "").lower()).strip()
    if head == "nửa":
        return 0.5
    return max(1, int(head)) if head.isdigit() else (WORDS | english.COUNTS).get(head, 1)


def _is_of_a_thing(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 48) : span.start]
    its_own = _DAY_BEFORE.search(before) or "định kỳ" in text[max(0, span.start - 8) : span.end].lower()
    if its_own or not _OF_A_THING.search(before):
        return False
    return not _TERM_BEHIND.match(text, span.end)
