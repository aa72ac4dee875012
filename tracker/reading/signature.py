"""Who signed, and in what office."""

import re

from tracker.reading.blocks import Block
from tracker.reading.columns import pieces
from tracker.reading.formalities import DEGREE, FOR_WHOM, PERSON, ROLE
from tracker.reading.headings import SIGNED
from tracker.reading.results import Found, Span
from tracker.reading.text import Passage, is_shouted

ABBREVIATIONS = ("UBND", "HĐND", "MTTQ", "KT.", "BCĐ")
HEAD_OF_COMMITTEE = re.compile(r"(?:PHÓ )?TRƯỞNG BAN\b", re.IGNORECASE)
CHAIR = re.compile(r"CHỦ T", re.IGNORECASE)  # 'CHỦ TRÌ', 'CHỦ TỌA', 'CHỦ TỊCH'

UNDERSIGNED = re.compile(r"\(?\s*(?:đã\s+ký|ký\s+tên|ký,?\s+ghi\s+rõ\s+họ\s+(?:và\s+)?tên)\s*\)?", re.IGNORECASE)
OFFICES = re.compile(
    r"""(?<!\w)(?:chủ\ tịch|bí\ thư|trưởng|(?<=trưởng\ )ban|chánh|thường\ trực|văn\ phòng|chủ\ nhiệm|giám\ đốc
        |bộ\ trưởng|cục\ trưởng|ủy\ ban|ubnd|hđnd|huyện\ ủy|tỉnh\ ủy|thành\ ủy|đảng\ ủy)(?!\w)""",
    re.VERBOSE,
)  # 'Phó Chủ tịch', 'Chánh Văn phòng', 'Phó Trưởng Ban'


def read_signature(text: str, tail: list[Block]) -> tuple[Found[str] | None, Found[str] | None]:
    """Return the name and the office of the one who signed; of several side by side, of the one in the chair."""
    roles: list[Passage] = []
    names: list[Passage] = []
    for piece in _from_signature(list(pieces(text, tail))):
        words = DEGREE.sub("", piece.text.strip(" *"))
        is_person = bool(roles) and not ROLE.match(words) and PERSON.fullmatch(words) is not None
        if UNDERSIGNED.fullmatch(words):
            continue
        if names and not is_person:
            break
        if FOR_WHOM.match(words):
            roles = []
        elif is_person:
            names.append(piece)
        elif ROLE.match(words) or (is_shouted(words) and not PERSON.fullmatch(words)):
            roles.append(piece)
    if not names:
        return None, _role(roles) if roles else None
    place = _chair(roles, names)
    side_by_side = 1 < len(names) == len(roles)
    name = DEGREE.sub("", names[place].text.strip(" *"))
    return Found(name, names[place].text, names[place].span), _role([roles[place]] if side_by_side else roles)


def _from_signature(lines: list[Passage]) -> list[Passage]:
    for at, line in enumerate(lines):
        words = line.text.strip(" *")
        if SIGNED.match(words) or ROLE.match(words):
            return lines[at:]
    return []


def _chair(roles: list[Passage], names: list[Passage]) -> int:
    """Of several who sign side by side, the one who held the chair."""
    if len(roles) != len(names):
        return 0
    return next((n for n, role in enumerate(roles) if CHAIR.match(role.text.strip(" *"))), 0)


def _role(roles: list[Passage]) -> Found[str]:
    """The lines of an office as one: 'BÍ THƯ', '(kiêm)', 'TRƯỞNG BAN CHỈ ĐẠO'; of two offices the first, signed in."""
    if len(roles) > 1 and HEAD_OF_COMMITTEE.match(roles[0].text.strip(" *")) and ROLE.match(roles[1].text.strip(" *")):
        roles = roles[:1]  # 'TRƯỞNG BAN', and below it 'BÍ THƯ TỈNH ỦY'
    lines = [piece.text.strip(" *") for piece in roles]
    span = Span(roles[0].span.start, roles[-1].span.end)
    return Found(" ".join(_sentence_case(line) for line in lines), " ".join(lines), span)


def _sentence_case(words: str) -> str:
    """'PHÓ TRƯỞNG BAN' as 'Phó Trưởng Ban', as offices write their titles; abbreviations stay large."""
    if not words.isupper():
        return words
    lowered = " ".join(w if w in ABBREVIATIONS else w.lower() for w in words.split())
    titled = OFFICES.sub(lambda found: found[0][:1].upper() + found[0][1:], lowered)
    return titled[:1].upper() + titled[1:]
