"""Works (công trình, dự án) in the words of reports: what they cost, who builds them and how far they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.reading.moments import pattern
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.results import DeadlineKind, Item, ItemKind, Status


class Fact(StrEnum):
    """What is told of works."""

    TOTAL = "total_investment"
    ALLOCATED = "allocated"
    DISBURSED = "disbursed"
    VOLUME = "volume"
    STAGE = "works_stage"
    COMPLETION = "completion"
    CAPITAL = "capital_source"
    INVESTOR = "investor"
    CONTRACTOR = "contractor"
    SITE = "site"


class WorksStage(StrEnum):
    """How far works are, in the order of the law.

    Preparing the project; clearing the site, choosing contractors, building, accepting and handing over; settling the
    accounts: the phases of Article 4 of Decree 175/2024/NĐ-CP (chuẩn bị, thực hiện, kết thúc), the second in the steps
    reports speak of. Works may be suspended while they are built.
    """

    PREPARATION = "preparation"
    CLEARANCE = "clearance"
    BIDDING = "bidding"
    CONSTRUCTION = "construction"
    SUSPENDED = "suspended"
    ACCEPTANCE = "acceptance"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact of works with the words it was read in.

    `value` is đồng for money, hundredths of a percent for the volume, a `WorksStage` for the stage, an ISO day (or
    nothing) for the completion, else the words themselves.
    """

    fact: Fact
    value: int | str
    words: str


# ------------------------------------------------------------------------------------------ money by what it is

_LABELS = pattern(r"""(?<!\w)(?:
      (?P<disbursed>giải\sngân|thanh\stoán)
    | (?P<allocated>bố\strí|phân\sbổ|kế\shoạch\svốn|vốn\s(?:được\s|đã\s)?(?:giao|cấp)|được\sgiao)
    | (?P<other>giá\strị|gói\sthầu|hợp\sđồng|bồi\sthường|hỗ\strợ|thiếu|còn\slại|lũy\skế\skhối\slượng)
    | (?P<total_investment>
        tổng\s(?:mức(?:\sđầu\stư)?|kinh\sphí|dự\stoán|vốn|giá\strị|đầu\stư)|tmđt|mức\sđầu\stư|kinh\sphí|dự\stoán)
    )(?!\w)""")  # "Tổng mức đầu tư 35,6 tỷ đồng", "đã giải ngân 12,5/20 tỷ đồng"
_LABEL_REACH = 70
"""Characters before a sum within which it is told what it is."""
_CLAUSE_END = re.compile(r"[.;]\s")

# ------------------------------------------------------------------------------------------ how far

_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,2}))?\s?%")
_STAGES = (
    (
        WorksStage.SETTLEMENT,
        pattern(r"(?<!\w)(?:đang|đã|chờ)\s(?:[^\s.;,]{1,12}\s){0,4}?quyết\stoán(?!\w)"),
    ),
    (
        WorksStage.SUSPENDED,
        pattern(r"""
            (?<!\w)(?:tạm\s(?:dừng|ngừng)|ngừng|dừng)\s(?:việc\s)?(?:thi\scông|triển\skhai|thực\shiện)(?!\w)
        """),
    ),
    (
        WorksStage.ACCEPTANCE,
        pattern(r"""
            (?<!\w)(?:đang|đã|chờ)\s(?:[^\s.;,]{1,12}\s){0,4}?(?:nghiệm\sthu|bàn\sgiao(?!\smặt\sbằng))(?!\w)
        """),
    ),
)
"""Stages whose words go before what the share and the other words of the stage say."""
_BY_STATUS = {
    Status.NOT_STARTED: WorksStage.PREPARATION,
    Status.PROCEDURES: WorksStage.PREPARATION,
    Status.CLEARANCE: WorksStage.CLEARANCE,
    Status.CONSTRUCTION: WorksStage.CONSTRUCTION,
    Status.DONE: WorksStage.ACCEPTANCE,
    Status.HANDED_OVER: WorksStage.ACCEPTANCE,
}
_BIDDING = pattern(r"(?<!\w)(?:lựa\schọn\s(?:các\s)?nhà\sthầu|đấu\sthầu|mời\sthầu|chỉ\sđịnh\sthầu)(?!\w)")
_FIRST_STEPS = pattern(r"""(?<!\w)(?:thực\shiện|triển\skhai|lập|trình|xin|cho)\s(?:[^\s.;]{1,12}\s){0,6}?(?:
        (?P<bidding>lựa\schọn\s(?:các\s)?nhà\sthầu|đấu\sthầu)
      | (?P<preparation>thủ\stục\s(?:đầu\stư|chuẩn\sbị)|chủ\strương|hồ\ssơ\sdự\sán)
    )(?!\w)""")  # "Thực hiện các bước lập thủ tục đầu tư xây dựng dự án", "xin chủ trương và kinh phí"

# ------------------------------------------------------------------------------------------ names

_TOLD = r"(?P<told>[^\s.;:,()|][^.;:,()|]{2,110})"
_INVESTORS = (
    pattern(rf"(?<!\w)chủ\sđầu\stư(?:\s?:|\slà)\s?{_TOLD}"),                       # "chủ đầu tư: Ban QLDA huyện"
    pattern(r"(?<!\w)do\s(?P<told>[^\s.;:,()|][^.;:,()|]{2,80}?)\slàm\schủ\sđầu\stư(?!\w)"),
)  # fmt: skip
_CONTRACTORS = (
    pattern(rf"(?<!\w)(?:nhà\sthầu(?:\sthi\scông|\sxây\slắp)?|đơn\svị\sthi\scông)(?:\s?:|\slà)\s?{_TOLD}"),
    pattern(r"""
        (?<!\w)do\s(?P<told>(?:công\sty|liên\sdanh|doanh\snghiệp|hợp\stác\sxã)\s[^.;:,()|]{2,80}?)
        \s(?:thi\scông|trúng\sthầu)(?!\w)
    """),
)  # fmt: skip
_CAPITAL = (
    pattern(rf"(?<!\w)nguồn\s(?:vốn|kinh\sphí)(?:\s(?:thực\shiện|đầu\stư))?(?:\s?:|\s(?:từ|là))\s?{_TOLD}"),
    pattern(r"(?<!\w)(?:từ|bằng)\s(?P<told>(?:nguồn\s)?(?:vốn|ngân\ssách)\s[^.;:,()|]{2,80})"),
)
_SITES = (pattern(rf"(?<!\w)(?:địa\sđiểm|vị\strí)(?:\s(?:xây\sdựng|thực\shiện|đầu\stư))?\s?:\s?{_TOLD}"),)
_TEXTS = ((Fact.CAPITAL, _CAPITAL), (Fact.INVESTOR, _INVESTORS), (Fact.CONTRACTOR, _CONTRACTORS), (Fact.SITE, _SITES))

_NAMED = pattern(r"(?<!\w)(?:dự\sán|công\strình)(?:\s(?:đầu\stư|xây\sdựng|trọng\sđiểm|năm\s\d{4})){0,3}\s?:\s")
_BEGUN = pattern(r"\s*(?:[-–+•]\s?)?(?:tiếp\stục\s(?:thực\shiện\s)?|đang\s)?")
_NAME_ENDS = pattern(r"""\s?[,.:;(–-]?\s(?:với\s|có\s|là\s)?(?:
      tổng\s(?:mức|kinh\sphí|vốn|dự\stoán|đầu\stư|giá\strị)|tmđt|kinh\sphí\s\d|nguồn\svốn|khối\slượng
    | (?:hiện|đến)\s(?:nay|đang|tại)|đang\s|dự\skiến|(?:đã|cơ\sbản)\s(?:hoàn|bàn|được|thi|khởi|phê)
    | (?:mới\s)?(?:hoàn\sthành|thi\scông)\s(?:được\s|đạt\s)?\d
    | chiều\sdài|mặt\scắt|quy\smô\s|chủ\sđầu\stư|địa\sđiểm
)""")
_EXPECTED = pattern(
    r"\s*(?:(?:dự|ước)\s(?:kiến|tính),?\s)?(?:công\strình\s|dự\sán\s)?(?:sẽ\s)?hoàn\sthành,?\s(?:(?:vào|trong)\s)?"
)
LONGEST_NAME = 240


def facts_of(item: Item) -> tuple[Stated, ...]:
    """Return what an item tells of works, each fact once, the first that is told; in the order of `Fact`."""
    found: dict[Fact, Stated] = {}
    for stated in (*_sums(item), *_volume(item), *_stage(item), *_completion(item), *_texts(item.text)):
        found.setdefault(stated.fact, stated)
    return tuple(found[fact] for fact in Fact if fact in found)


def name_of_works(text: str) -> str | None:
    """Return the name works go by in a report: what stands before their cost, size or stage; None when unsure.

    "Tiếp tục đầu tư khối nhà 2 tầng với tổng kinh phí …" is "Đầu tư khối nhà 2 tầng"; behind "dự án năm 2021:" the
    name begins.
    """
    end = _NAME_ENDS.search(text)
    if end is None:
        return None
    named = _NAMED.search(text, 0, end.start())
    begun = _BEGUN.match(text)
    start = named.end() if named else begun.end() if begun else 0
    name = " ".join(text[start : end.start()].split()).rstrip(" ,.:;-–")
    if len(name.split()) < 2 or len(name) > LONGEST_NAME:
        return None
    return name[:1].upper() + name[1:]


def term_of(words: str) -> str:
    """Return the term alone of an expected completion: "năm 2026" of "Dự kiến hoàn thành trong năm 2026"."""
    opening = _EXPECTED.match(words)
    return words[opening.end() :] if opening else words


def read_sum(typed: str) -> int | None:
    """Return the đồng that typed words mean, exactly: "1.200 triệu đồng", "2,5 tỷ", "500 nghìn".

    None when they are not one sum with its unit: a bare number leaves open what it counts.
    """
    words = " ".join(typed.split()).rstrip(".")
    for tried in (words, f"{words} đồng"):
        money = find_money(tried)
        if len(money) == 1 and money[0].words == tried and not re.fullmatch(r"[\d.,\s]*", words):
            return money[0].value
    return None


def read_percent(typed: str) -> int | None:
    """Return the hundredths of a percent that "35", "35%" or "35,5 %" mean; None when it is no share up to 100."""
    found = _PERCENT.fullmatch(f"{typed.strip().rstrip('%').strip()}%")
    return _hundredths(found) if found else None


def _hundredths(found: re.Match[str]) -> int | None:
    value = int(found["whole"]) * 100 + int((found["part"] or "").ljust(2, "0"))
    return value if value <= 100_00 else None


def _sums(item: Item) -> Iterator[Stated]:
    """Give each sum by what it is: told by the nearest words before it; the first of none is the whole cost."""
    at, unnamed = 0, True
    for money in item.money or find_money(item.text):
        place = item.text.find(money.words, at)
        before = item.text[max(at, place - _LABEL_REACH) : max(place, 0)]
        before = before[max((end.end() for end in _CLAUSE_END.finditer(before)), default=0) :]
        labels = [label.lastgroup or "" for label in _LABELS.finditer(before)]
        at = max(at, place + len(money.words))
        if labels and labels[-1] != "other":
            yield Stated(Fact(labels[-1]), money.value, money.words)
        elif not labels and unnamed:
            yield Stated(Fact.TOTAL, money.value, money.words)
        unnamed = False


def _volume(item: Item) -> Iterator[Stated]:
    """Give the share of the volume, with the decimals the words have."""
    progress = item.progress or find_progress(item.text)
    written = _PERCENT.search(progress.words) if progress else None
    if progress and written and (value := _hundredths(written)) is not None:
        yield Stated(Fact.VOLUME, value, progress.words)


def _stage(item: Item) -> Iterator[Stated]:
    for stage, shape in _STAGES:
        if found := shape.search(item.text):
            yield Stated(Fact.STAGE, stage, found[0])
            return
    if status := item.status or find_status(item.text):
        bids = status.value is Status.PROCEDURES and _BIDDING.search(status.words)
        yield Stated(Fact.STAGE, WorksStage.BIDDING if bids else _BY_STATUS[status.value], status.words)
    elif item.kind is ItemKind.PROJECT and (steps := _FIRST_STEPS.search(item.text)):
        yield Stated(Fact.STAGE, WorksStage(steps.lastgroup or ""), steps[0])


def _completion(item: Item) -> Iterator[Stated]:
    """Give the day by which works are to be finished, the latest of those told."""
    ends = [each for each in item.deadlines if each.kind in (DeadlineKind.FINISH, DeadlineKind.PERIOD)]
    if ends:
        last = max(ends, key=lambda each: each.on.isoformat() if each.on else "")
        yield Stated(Fact.COMPLETION, last.on.isoformat() if last.on else "", last.words)


def _texts(text: str) -> Iterator[Stated]:
    for fact, shapes in _TEXTS:
        found = next((match for shape in shapes if (match := shape.search(text))), None)
        if found:
            yield Stated(fact, found["told"].strip(), found[0].strip())
