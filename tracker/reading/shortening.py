"""Cutting a sentence to the length of a title at the end of a clause or phrase, never inside one."""

import re

from tracker.reading.lexicon import LEXICON, Sort, Token, tokens
from tracker.reading.text import UPPER, view

MAXIMUM_WORDS = 15
FEWEST = 4
STOP = re.compile(r"(?<!TP)(?:\.+|…|;)(?=\s|\Z)|:\s*\Z|/\s*\Z")
ASIDE = re.compile(r"\s*\((?![^()]*\d{4})[^()]{12,}\)|\s*\([^()]*\Z")  # '(gồm lát lại vỉa hè, bó vỉa …)'
CLAUSE = re.compile(
    r""",?\s(?:để|nhằm|đảm\ bảo|bảo\ đảm|trong\ đó|theo|trên\ cơ\ sở|gắn\ với|làm\ cơ\ sở|góp\ phần|phục\ vụ|tạo
        |từ\ nguồn|bằng\ nguồn|đồng\ thời|nhất\ là|đặc\ biệt\ là|không\ để|tránh|ưu\ tiên|trường\ hợp|kinh\ phí
        |lưu\ ý)\s""",
    re.VERBOSE,
)  # '… | nhằm nâng cao trách nhiệm'
PHRASE = re.compile(
    rf""",\s(?![{UPPER}])
      | \s(?:tại|trong|của|trên|cho|với|từ|qua|thuộc|giữa|đối\ với|đến|khi|theo|về|sau|các|những|khu|tuyến|đoạn|vùng
          |nhân\ dân|người\ dân|cán\ bộ|công\ chức|đồng\ thuận|đáp\ ứng|nguồn|có|là|gồm|đạt|do|giai\ đoạn|trước|năm|hộ
          |(?:huyện|xã|tỉnh|phường)(?=\s[{UPPER}]))\s""",
    re.VERBOSE,
)  # '… chuyển đổi số | cho đội ngũ cán bộ'
COLON = re.compile(r"(?<!công trình)(?<!dự án)(?<!hạng mục)(?<!gồm)(?<! xã):\s")  # 'Dự án hồ Trúc: tổng mức …'
DANGLING = re.compile(
    r"""[\s,;:–-]+(?:và|của|các|những|với|cho|tại|trong|về|theo|từ|để|nhằm|là|có|được|đến|hoặc|trên|do|một|đối|kể|mỗi
        |thuộc|như|giữa|khi|sau|trước|đang|đã|sẽ|phải|không|từng|đối\ với|liên\ quan\ đến|đồng\ thời|nhất\ là|cùng
        |(?<!thứ\ )năm|tháng|ngày|quý|(?:của|tại|cho|gồm|trên|các|với|trong|sau|trước)\ \d+)\Z""",
    re.VERBOSE | re.IGNORECASE,
)  # what cannot end a phrase
LONGEST_DANGLING = 40  # characters
WORDS = (Sort.FIELD, Sort.COMPOUND, Sort.SMALL, Sort.STRONG, Sort.WEAK, Sort.HEAD, Sort.COMMITTEE)
QUOTES = (("“", "”"), ("(", ")"))


def shortened(text: str) -> str:
    """Return the first clause of a text, at most fifteen words, ending where a phrase ends."""
    text = _first_clauses(text.replace("*", ""))
    if len(text.split()) > MAXIMUM_WORDS:
        text = ASIDE.sub("", text)
    if len(text.split()) > MAXIMUM_WORDS:
        kept = " ".join(text.split()[: MAXIMUM_WORDS + 1]) + " "
        text = kept[: _cut(kept)]
    return _tidy(text)


def _first_clauses(text: str) -> str:
    """The first sentence or clause, and the next when it begins with a verb and both make one title."""
    parts: list[str] = []
    start = 0
    for found in STOP.finditer(text):
        before = text[: found.start()]
        if len(before[start:].split()) >= (FEWEST if not parts else 2) and before.count("(") <= before.count(")"):
            parts.append(before[start:].strip())
            start = found.end()
        if len(parts) == 2:
            break
    parts.append(text[start:].strip(" .;,:/"))
    both = "; ".join(parts[:2])
    fits = len(parts) > 1 and len(both.split()) <= MAXIMUM_WORDS and _is_verb(tokens(view(parts[1])))
    return both if fits else parts[0] or text


def _cut(kept: str) -> int:
    """The best place to end: before a new clause, before a purpose, before the last phrase, else at the last word."""
    clauses = [m.start() for m in re.finditer(r",\s", kept) if _opens_clause(kept[: m.start()], kept[m.end() :])]
    clauses += [m.start() for m in COLON.finditer(kept)]
    purposes = [m.start() for m in CLAUSE.finditer(kept)]
    phrases = [m.start() for m in PHRASE.finditer(kept)]
    clauses += purposes
    for places, fewest in ((clauses, 8), (phrases, 8), (clauses, 5)):
        fitting = [place for place in places if fewest <= len(kept[:place].split()) <= MAXIMUM_WORDS]
        if fitting:
            return max(fitting)
    return _whole_word(kept)


def _opens_clause(before: str, rest: str) -> bool:
    """Whether a verb stands after a comma: '…, báo cáo UBND tỉnh', not '…, hỗ trợ khu tái định cư'."""
    ahead = tokens(view(rest))
    if not ahead or LEXICON.length(Sort.COORDINATED, ahead, 0) or _is_verb(tokens(view(before))[-2:]):
        return False
    return _is_verb(ahead)


def _is_verb(sequence: list[Token]) -> bool:
    return bool(LEXICON.length(Sort.STRONG, sequence, 0) or LEXICON.length(Sort.WEAK, sequence, 0))


def _whole_word(kept: str) -> int:
    """The end of the last whole word: 'khu trung tâm hành | chính' is parted before 'hành'."""
    sequence = tokens(view(kept))
    for at in range(max(0, len(sequence) - 4), len(sequence) - 1):
        if max(LEXICON.length(sort, sequence, at) for sort in WORDS) >= len(sequence) - at:
            return sequence[at].start
    return kept.rstrip().rfind(" ")


def _tidy(text: str) -> str:
    """Close what was opened, and drop words that cannot end a phrase."""
    for opening, closing in QUOTES:
        if text.count(opening) > text.count(closing):
            text = text[: text.rindex(opening)]
    if text.count('"') % 2:
        text = text[: text.rindex('"')]
    text = text.strip(" ,;:.–-/")
    while found := DANGLING.search(text, max(0, len(text) - LONGEST_DANGLING)):
        text = text[: found.start()].rstrip(" ,;:–-")
    return " ".join(text.split()).strip(" ,;:.–-/")
