"""How often a duty comes round: "hằng quý", "ngày 15 hằng tháng", "định kỳ 06 tháng", "thường xuyên"."""

import re
from collections.abc import Iterator

from tracker.reading.cues import cues, cues_in
from tracker.reading.moments import pattern
from tracker.reading.numerals import WORDS
from tracker.reading.results import Found, Recurrence, Span

_UNITS = {"ngày": 1, "tuần": 7, "tháng": 30, "quý": 90, "quí": 90, "năm": 365}
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"

# Each pattern names a unit, and perhaps how many of it go to one turn (`every`) or how many turns to one (`times`).
EACH = pattern(r"""
    # "trước ngày 25 hằng tháng", "cuối mỗi quý"
    (?<!\w)(?:h[ằà]ng|mỗi|từng)\s(?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w|\s\d{2})
    (?P<times>\s(?:\d|một|hai|ba)\slần)?                     # "mỗi tuần hai lần"
""")
PERIODICAL = pattern(rf"""
    (?<!\w)định\skỳ\s(?:theo\s)?(?:\(?\s?)?(?P<every>{_COUNT}\s)?(?:\(\w{{2,10}}\)\s)?
    (?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w|\s\d)         # "Định kỳ 06 tháng …", "định kỳ quý, năm"
""")
ONCE_IN = pattern(rf"""
    (?<!\w)(?P<every>{_COUNT}\s)?(?P<unit>ngày|tuần|tháng|quý|quí|năm)
    \s?(?:/|một|1|01)\s?(?:01\s|1\s|một\s)?(?P<times>lần)    # "6 tháng/lần", "tháng một lần"
""")
TIMES_IN = pattern(rf"""
    (?<!\w)(?P<times>{_COUNT}\slần)\s?(?:/|(?:trong\s)?(?:một|1|mỗi)\s|trong\s)\s?(?:01\s|1\s|một\s)?
    (?P<unit>ngày|tuần|tháng|quý|quí|năm)(?!\w)              # "02 lần/tháng", "hai lần mỗi năm"
""")
DAYS_IN = pattern(rf"""
    (?<!\w)(?P<times>{_COUNT}\s(?:buổi|ngày|phiên|lượt))\s?/\s?(?P<unit>tuần|tháng|quý|quí|năm)(?!\w)  # "02 ngày/tháng"
""")
UNIT_TIMES = pattern(
    r"(?<!\w)(?P<unit>tuần|tháng|quý|quí|năm)\s(?P<times>(?:0?[1-4]|hai|ba)\slần)(?!\w)"
)  # "tháng 2 lần"
END_OF_QUARTER = pattern(r"""
    # "trước ngày mùng 5 tháng cuối quý"
    (?<!\w)tháng\s(?:đầu|cuối|thứ\s\w{2,4})\s(?:của\s)?(?P<unit>quý|quí)(?!\s?[IVl1-4]|\w)
""")
PERIODICAL_REPORT = pattern(r"""
    (?<!\w)báo\scáo\s(?:định\skỳ\s)?(?:(?P<every>0?[369])\s)?(?P<unit>tuần|tháng|quý|quí|năm)
    (?= \s(?:về|cho|lên)\s                                           # "gửi báo cáo tuần về Ban Chỉ đạo"
      | \s(?:chậm\snhất\s)?(?:trước|vào|chậm\snhất)\s(?:ngày|thứ|\d)    # "báo cáo năm trước ngày 10/01 năm sau"
      | ,?\s(?:và\s)?(?:cả\s)?(?:quý|0?[69]\stháng|năm)(?!\w|\s\d) )    # "báo cáo quý, 6 tháng, năm"
""")
INTERVALS = (  # each with the cues one of which every match holds
    (EACH, cues("hằng|hàng|mỗi|từng")),
    (PERIODICAL, cues("định kỳ & ngày|tuần|tháng|quý|quí|năm")),
    (ONCE_IN, cues("lần")),
    (TIMES_IN, cues("lần")),
    (DAYS_IN, cues("buổi|ngày|phiên|lượt")),
    (UNIT_TIMES, cues("lần")),
    (END_OF_QUARTER, cues("quý|quí")),
    (PERIODICAL_REPORT, cues("báo")),
)
TURN = re.compile(r"lần|buổi|ngày|phiên|lượt")
STANDING = pattern(r"""
    (?<!\w)(?: (?<!không\s)(?<!chưa\s)(?<!chi\s)(?<!phí\s)(?<!vốn\s)(?<!vụ\s)thường\sxuyên(?!\w) | liên\stục 
        | định\skỳ(?!\w) | thường\strực\s24 )
""")
STANDING_CUES = cues("xuyên|liên|kỳ|trực")
# "Nguồn kinh phí duy tu thường xuyên hàng năm", "chương trình công tác hàng năm": said of a thing, not of the duty.
_OF_A_THING = pattern(r"""
    (?<!\w)(?:kinh\sphí|nguồn|vốn|ngân\ssách|dự\stoán|chương\strình|kế\shoạch|trung\shạn|đầu\stư\scông
        |chỉ\stiêu|doanh\sthu|thu\snhập|sản\slượng|diện\stích|bình\squân|tăng\strưởng)
    [^.;:()]{0,32}\Z
""")
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
    if not STANDING_CUES.stand_in(cues_in(text)):
        return None
    standing = next((m for m in STANDING.finditer(text) if not _is_of_a_thing(text, Span(*m.span()))), None)
    return Found(Recurrence.STANDING, standing[0].strip(), Span(*standing.span())) if standing else None


def recurs_around(text: str, start: int, end: int, names_year: bool) -> bool:
    """Whether the words from `start` to `end` are the day of a cadence beside them."""
    behind = re.split(r"[.;|]", text[end : end + 40])[0]
    for found in _intervals(text[start : end + len(behind)]):
        if found.span.start <= end - start + 12 and not (names_year and found.span.start > end - start):
            return True
    before = re.split(r"[.;|\n]", text[max(0, start - 60) : start])[-1]
    return not names_year and any(
        not _is_of_a_thing(before, found.span) for found in _intervals(before + text[start:end])
    )


def _intervals(text: str) -> Iterator[Found[Recurrence]]:
    present = cues_in(text)
    for shape, needed in INTERVALS:
        for found in shape.finditer(text) if needed.stand_in(present) else ():
            yield Found(_convert_interval(found), found[0].strip(), Span(*found.span()))


def _convert_interval(found: re.Match[str]) -> Recurrence:
    groups = found.groupdict()
    days = _UNITS[found["unit"].lower()] * _number(groups.get("every")) / _number(groups.get("times"))
    limits = ((6, Recurrence.STANDING), (9, Recurrence.WEEKLY), (45, Recurrence.MONTHLY), (130, Recurrence.QUARTERLY))
    if found["unit"].lower() == "tuần" and days < 6:
        return Recurrence.WEEKLY
    for limit, recurrence in limits:
        if days <= limit:
            return recurrence
    return Recurrence.HALF_YEARLY if days <= 200 else Recurrence.YEARLY


def _number(words: str | None) -> int:
    """The count in "06 ", "hai lần"; 1 when there is none."""
    head = TURN.sub("", (words or "").lower()).strip()
    return max(1, int(head)) if head.isdigit() else WORDS.get(head, 1)


def _is_of_a_thing(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 48) : span.start]
    return bool(_OF_A_THING.search(before)) and "định kỳ" not in span.of(text).lower()
