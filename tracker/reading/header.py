"""What stands around the body: kind, number, day, issuer, title, signer, place and the day of the meeting."""

import re
from collections.abc import Iterator
from datetime import date

from tracker.reading.blocks import Block
from tracker.reading.names import Names
from tracker.reading.outline import PREAMBLE, RECEIVERS, SIGNED, Outline
from tracker.reading.results import DocumentType, Found, Header, Remark, Span
from tracker.reading.text import LOWER, UPPER, Passage, fold, view

TYPES = (
    (re.compile(r"kết luận\b"), DocumentType.CONCLUSION),
    (re.compile(r"thông báo\b"), DocumentType.NOTICE),
    (re.compile(r"kế hoạch\b"), DocumentType.PLAN),
    (re.compile(r"(?:chương trình|đề án)\b"), DocumentType.PROGRAMME),
    (re.compile(r"báo cáo\b"), DocumentType.REPORT),
    (re.compile(r"(?:phụ lục|phụ biểu)\b"), DocumentType.ANNEX),
    (re.compile(r"biên bản\b"), DocumentType.MINUTES),
)
CODES = {"KL": DocumentType.CONCLUSION, "TB": DocumentType.NOTICE, "TBKL": DocumentType.NOTICE, "KH": DocumentType.PLAN, "CTR": DocumentType.PROGRAMME, "CTRHĐ": DocumentType.PROGRAMME, "BC": DocumentType.REPORT, "BB": DocumentType.MINUTES}  # fmt: skip
NUMBER = re.compile(
    rf"""
    (?:^|[\s|*])Số\s{{0,3}}[.:]?\s{{0,8}}
    (?P<digits>[\d.…_]{{0,12}}[a-z]?)\s{{0,12}}[-–/]\s?
    (?P<code>[{UPPER}][{UPPER}{LOWER}]{{0,7}}(?:\s?[-–/.&]\s?[{UPPER}][{UPPER}{LOWER}&\d]{{0,15}}){{0,4}})""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # 'Số 16 -KL/BCĐ', 'Số: 624/TB-VPCP', 'Số:      /BC-BCĐ'
PLACE_DAY = re.compile(
    rf"""
    (?P<place>[{UPPER}][\w’'.\ -]{{1,40}}?)\s*,\s*ngày\s*(?P<day>\d{{1,2}})?[\s.…_]{{0,12}}
    tháng\s*(?P<month>\d{{1,2}})?[\s.…_]{{0,12}}năm\s*(?P<year>\d{{4}})?""",
    re.VERBOSE,
)  # 'An Lão, ngày 5 tháng 3 năm 2025', 'An Lão, ngày tháng năm 2023'
NO_PLACE = re.compile(r"(?:hôm nay|hồi|vào|lúc|thời gian|sáng|chiều|căn cứ|theo|số)\b", re.IGNORECASE)
DAY = r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})"
LONE_DAY = re.compile(rf"\W*{DAY}\W*\Z", re.IGNORECASE)
TITLE_DAY = re.compile(rf"\(\s*{DAY}\s*\)", re.IGNORECASE)
MEETING = re.compile(
    rf"(?:(?:họp|hội nghị|phiên họp|buổi làm việc|làm việc|kỳ họp|giao ban)\b[^.;]{{0,160}}?{DAY.replace('P<', 'P<a')}|{DAY}[^.;]{{0,400}}?\b(?:họp|hội nghị|làm việc|chủ trì|giao ban|nghe báo cáo|kiểm tra|tiếp công dân|đối thoại))",
    re.IGNORECASE,
)
MINUTES_DAY = re.compile(rf"(?:hôm nay|thời gian|bắt đầu|khai mạc|vào (?:lúc|hồi))[^.;\n]{{0,60}}?{DAY}", re.IGNORECASE)
MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐỘC LẬP\s*[-–]|ĐẢNG CỘNG SẢN|TỰ DO\s*[-–]\s*HẠNH PHÚC", re.IGNORECASE)
OF_ISSUER = re.compile(r"(?:của|cua)\s+", re.IGNORECASE)
PARENTS = re.compile(r"(?:ĐẢNG BỘ|ĐẢNG ỦY|TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|UBND|ỦY BAN NHÂN DÂN|BCH ĐẢNG BỘ)\b")
LEVEL_LINE = re.compile(r"(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ|QUẬN|THỊ XÃ|THỊ TRẤN|ĐẶC KHU|TP)\b")
UNIT_LINE = re.compile(
    r"(?:BAN|SỞ|PHÒNG|VĂN PHÒNG|TRUNG TÂM|ỦY BAN|UBND|HĐND|HỘI ĐỒNG|ĐẢNG|BỘ|CHI CỤC|TỔ|ĐOÀN|HUYỆN ỦY|TỈNH ỦY|THÀNH ỦY)\b"
)
ISSUES = re.compile(
    rf"""(?:^|[,;)”"]\s+)(?P<who>(?:Ủy\ ban|UBND|Ban\ |BCĐ|Thường\ trực|Hội\ đồng|HĐND|Sở\ |Đảng\ ủy|Huyện\ ủy|Tỉnh\ ủy|Thành\ ủy|Văn\ phòng|Phòng\ |Chi\ cục|Trung\ tâm)[^,;:.]{{0,220}}?)
    \s+(?:xây\ dựng\ (?:chương\ trình|kế\ hoạch)|ban\ hành|báo\ cáo|thông\ báo|kết\ luận|tổ\ chức\ (?:cuộc\ )?(?:họp|hội\ nghị)|lập\ kế\ hoạch|xin\ báo\ cáo|đã\ (?:tổ\ chức|họp))\b""",
    re.VERBOSE | re.IGNORECASE,
)
PERSON = re.compile(rf"[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}|[{UPPER}]{{2,}}(?:\s[{UPPER}]{{1,}}){{1,4}}")
DEGREE = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\.?\s*)+")
ROLE = re.compile(
    r"(?:KT\.|TL\.|TUQ\.|Q\.|\()?\s*(?:PHÓ\s+)?(?:BÍ THƯ|CHỦ TỊCH|TRƯỞNG BAN|TRƯỞNG PHÒNG|GIÁM ĐỐC|CHÁNH|CHỦ TRÌ|CHỦ TỌA|TRƯỞNG ĐOÀN|BỘ TRƯỞNG|CỤC TRƯỞNG|THỦ TƯỚNG|TỔ TRƯỞNG|KIÊM|NGƯỜI GHI|THƯ KÝ|ỦY VIÊN|THỨ TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHỈ HUY TRƯỞNG)\b",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s*[.:]")


def read_header(text: str, blocks: list[Block], outline: Outline) -> Header:
    """Return what the head and the tail of a document say of it; None where they are silent or blank."""
    head = outline.before or blocks[:12]
    return _Reader(text, head, outline).header()


class _Reader:
    def __init__(self, text: str, head: list[Block], outline: Outline) -> None:
        self.text, self.head, self.outline = text, head, outline
        self.pieces = list(_pieces(text, head))
        self.type_at = self._type_place()
        self.remarks: list[Remark] = []

    def header(self) -> Header:
        kind, number, (place, issued_on) = self._type(), self._number(), self._place_and_day()
        title = self._title()
        meeting = self._meeting(kind.value if kind else None, title)
        signer, role = self._signer()
        return Header(
            kind, number, issued_on, self._issuer(title), title, signer, role, place, meeting, tuple(self.remarks)
        )

    # -- the head

    def _type_place(self) -> int:
        for at, piece in enumerate(self.pieces):
            words = fold(piece.text.strip(" *:"))
            if (
                len(words) < 80
                and (_is_shouted(piece.text) or re.match(r"phụ lục", words))
                and any(p.match(words) for p, _ in TYPES)
            ):
                return at
        return -1

    def _type(self) -> Found[DocumentType] | None:
        if self.type_at >= 0:
            piece = self.pieces[self.type_at]
            words = fold(piece.text.strip(" *:"))
            return Found(next(kind for pattern, kind in TYPES if pattern.match(words)), piece.text, piece.span)
        found = self._number_match()
        code = re.split(r"[-–/\s]", found[0]["code"])[0].upper() if found else ""
        return (
            Found(CODES[code], found[0]["code"], found[1].span_of(*found[0].span("code")))
            if found and code in CODES
            else None
        )

    def _number_match(self) -> tuple[re.Match[str], Passage] | None:
        for piece in self.pieces[:40]:
            found = NUMBER.match(piece.text) or (NUMBER.search(piece.text) if len(piece.text) < 120 else None)
            if found:
                return found, piece
        return None

    def _number(self) -> Found[str] | None:
        found = self._number_match()
        if not found:
            return None
        match, piece = found
        digits = match["digits"].strip(".…_")
        if not digits:
            self.remarks.append(Remark("blank_number", match[0].strip(), piece.span_of(match.start(), match.end())))
            return None
        code = re.sub(r"\s", "", match["code"]).replace("–", "-")
        mark = re.search(r"[-–/](?=\s?" + re.escape(match["code"]) + ")", match[0])
        value = f"{digits}{'-' if mark and mark[0] in '-–' else '/'}{code}"
        start = match.start("digits")
        return Found(value, match[0][start - match.start() :], piece.span_of(start, match.end()))

    def _place_and_day(self) -> tuple[Found[str] | None, Found[date] | None]:
        for piece in self.pieces[:40]:
            found = PLACE_DAY.search(piece.text)
            if found and len(piece.text) < 160 and found.start() < 80 and not NO_PLACE.match(found["place"]):
                place = found["place"].strip()
                if day := _day(found):
                    at = found.start() + found[0].lower().index("ngày")
                    return Found(place, place, piece.span_of(*found.span("place"))), Found(
                        day, piece.text[at : found.end()].strip(), piece.span_of(at, found.end())
                    )
                self.remarks.append(Remark("blank_day", found[0].strip(), piece.span_of(found.start(), found.end())))
                return Found(place, found["place"], piece.span_of(*found.span("place"))), None
        for piece in self.pieces:
            found = LONE_DAY.match(piece.text)
            if found and (day := _day(found)):
                return None, Found(day, piece.text, piece.span)
        return None, None

    def _title(self) -> Found[str] | None:
        if self.type_at < 0:
            return None
        lines = []
        for piece in self.pieces[self.type_at + 1 :]:
            text = piece.text.strip()
            if not lines and (
                re.fullmatch(r"[\W\d]*", text) or OF_ISSUER.match(text) and _is_shouted(text) and not self._is_notice()
            ):
                continue
            if (
                LONE_DAY.match(text)
                or NUMBER.match(text)
                or PLACE_DAY.match(text)
                or RECEIVERS.match(text)
                or fold(text).startswith("kính gửi")
            ):
                break
            if lines and (
                PREAMBLE.match(text)
                or len(text) > 200
                or _is_sentence(text)
                or not (_is_shouted(text) == _is_shouted(lines[-1].text) or text[:1].islower())
            ):
                break
            if not lines and _is_sentence(text) and len(text) > 150:
                break
            lines.append(piece)
            if len(lines) == 4:
                break
        if not lines:
            return None
        value = " ".join(TITLE_DAY.sub("", piece.text).strip(" *") for piece in lines)
        return Found(
            value.replace("*", ""),
            " ".join(piece.text for piece in lines),
            Span(lines[0].span.start, lines[-1].span.end),
        )

    def _is_notice(self) -> bool:
        return fold(self.pieces[self.type_at].text).startswith("thông báo")

    # -- who issues it

    def _issuer(self, title: Found[str] | None) -> Found[str] | None:
        return (
            self._letterhead()
            or self._named_after_type()
            or self._named_in_preamble()
            or self._named_in_title(title)
            or self._named_by_signature()
        )

    def _letterhead(self) -> Found[str] | None:
        number = next((n for n, piece in enumerate(self.pieces) if NUMBER.match(piece.text)), None)
        stop = number if number is not None else self.type_at
        lines = [
            p
            for p in self.pieces[: max(stop, 0)]
            if _is_shouted(p.text) and not MOTTO.search(p.text) and not PLACE_DAY.search(p.text) and len(p.text) < 140
        ]
        if not lines or not any(UNIT_LINE.match(one_tone_upper(p.text)) for p in lines):
            return None
        first = 0
        for n, piece in enumerate(lines[1:], 1):
            if UNIT_LINE.match(one_tone_upper(piece.text)) and not LEVEL_LINE.match(piece.text.strip()):
                first = n if not piece.text.strip().endswith(",") else first
        chosen = lines[first:]
        words = " ".join(piece.text.strip(" *") for piece in chosen)
        return Found(words, words, Span(chosen[0].span.start, chosen[-1].span.end))

    def _named_after_type(self) -> Found[str] | None:
        for piece in self.pieces[self.type_at + 1 : self.type_at + 2] if self.type_at >= 0 else []:
            found = OF_ISSUER.match(piece.text)
            if found and _is_shouted(piece.text):
                return Found(
                    piece.text[found.end() :], piece.text[found.end() :], piece.span_of(found.end(), len(piece.text))
                )
        return None

    def _named_in_preamble(self) -> Found[str] | None:
        """'Ủy ban nhân dân huyện … xây dựng Chương trình …', 'Ban Chỉ đạo … báo cáo như sau:'."""
        for piece in self.pieces[self.type_at + 1 :]:
            found = ISSUES.search(one_tone_kept(piece.text)) if len(piece.text) >= 30 else None
            if found:
                return Found(
                    piece.text[found.start("who") : found.end("who")], found["who"], piece.span_of(*found.span("who"))
                )
        return None

    def _named_in_title(self, title: Found[str] | None) -> Found[str] | None:
        if not title:
            return None
        start = title.value.find(" ") + 1 if fold(title.value).startswith(("họp ", "của ")) else 0
        listed, _ = Names(view(title.value[start:])).list_at(0)
        if not listed:
            return None
        words = title.value[start : start + listed[-1].end]
        at = self.text.find(words, title.span.start)
        return Found(words, words, Span(at, at + len(words))) if at >= 0 else None

    def _named_by_signature(self) -> Found[str] | None:
        for piece in _pieces(self.text, self.outline.after):
            found = re.match(r"(?:TM|T/M)\s*[.:]\s*", piece.text)
            if found:
                return Found(
                    piece.text[found.end() :], piece.text[found.end() :], piece.span_of(found.end(), len(piece.text))
                )
        return None

    # -- the meeting and the signature

    def _meeting(self, kind: DocumentType | None, title: Found[str] | None) -> Found[date] | None:
        if kind not in (DocumentType.CONCLUSION, DocumentType.NOTICE, DocumentType.MINUTES, None):
            return None
        for pattern in (TITLE_DAY, MINUTES_DAY, MEETING) if kind is DocumentType.MINUTES else (TITLE_DAY, MEETING):
            for piece in [*self.pieces, *(block.words for block in self.head), *self._first_nodes(kind)]:
                found = pattern.search(piece.text)
                if found and (day := _day(found)):
                    start = found.start("day" if found["day"] else "aday")
                    end = found.end("year" if found["year"] else "ayear")
                    return Found(day, piece.text[start:end], piece.span_of(start, end))
        return None

    def _first_nodes(self, kind: DocumentType | None) -> list[Passage]:
        return [node.words for node in self.outline.nodes[:8]] if kind is DocumentType.MINUTES else []

    def _signer(self) -> tuple[Found[str] | None, Found[str] | None]:
        pieces = list(_pieces(self.text, self.outline.after))
        at = next(
            (
                n
                for n, piece in enumerate(pieces)
                if SIGNED.match(piece.text.strip(" *")) or ROLE.match(piece.text.strip(" *"))
            ),
            None,
        )
        if at is None:
            return None, None
        roles: list[Passage] = []
        names: list[Passage] = []
        for piece in pieces[at:]:
            text = piece.text.strip(" *")
            if names and not PERSON.fullmatch(DEGREE.sub("", text)):
                break
            if FOR_WHOM.match(text):
                roles = []
            elif ROLE.match(text):
                roles.append(piece)
            elif roles and PERSON.fullmatch(DEGREE.sub("", text)):
                names.append(piece)
        if names:
            place = self._chair(roles, names)
            name = DEGREE.sub("", names[place].text.strip(" *"))
            return Found(name, names[place].text, names[place].span), self._role(
                roles if len(names) < len(roles) or len(names) == 1 else [roles[place]]
            )
        return None, self._role(roles) if roles else None

    def _chair(self, roles: list[Passage], names: list[Passage]) -> int:
        """Of several who sign side by side, the one who held the chair."""
        if len(roles) != len(names):
            return 0
        return next((n for n, role in enumerate(roles) if re.match(r"CHỦ T", role.text.strip(" *"), re.IGNORECASE)), 0)

    def _role(self, roles: list[Passage]) -> Found[str]:
        words = "  ".join(piece.text.strip(" *") for piece in roles)
        span = Span(roles[0].span.start, roles[-1].span.end)
        return Found(" ".join(_sentence_case(word) for word in words.split("  ")), words, span)


def _sentence_case(words: str) -> str:
    """'TRƯỞNG BAN CHỈ ĐẠO' as 'Trưởng ban chỉ đạo'; abbreviations stay large."""
    if not words.isupper():
        return words
    lowered = " ".join(w if w in ("UBND", "HĐND", "MTTQ", "KT.", "BCĐ") else w.lower() for w in words.split())
    return lowered[:1].upper() + lowered[1:]


def one_tone_upper(text: str) -> str:
    return view(text).strip()


def one_tone_kept(text: str) -> str:
    """The text with one tone placement and its blanks, so that places stay."""
    return view(text)


def _pieces(text: str, blocks: list[Block]) -> Iterator[Passage]:
    """The lines of blocks one by one; cells, line breaks inside cells and columns parted by wide gaps each alone."""
    for block in blocks:
        for whole in block.cells or _lines(text, block):
            at = 0
            for found in re.finditer(r"<br\s*/?>|\Z", whole.text):
                part = whole.cut(at, found.start())
                at = found.end()
                if part.text:
                    yield part


GAP = re.compile(r"\s{3,}|\t")
BLANK_LEFT = re.compile(r"(?:số\s?:?|ngày|tháng|năm)\Z", re.IGNORECASE)


def _lines(text: str, block: Block) -> Iterator[Passage]:
    from tracker.reading.text import passage

    for span in block.pieces:
        line = span.of(text)
        start = 0
        for gap in [*(gap for gap in GAP.finditer(line) if not BLANK_LEFT.search(line, 0, gap.start())), None]:
            end = gap.start() if gap else len(line)
            part = passage(text, [Span(span.start + start, span.start + end)])
            words = part.text.strip("*# ")
            if words:
                offset = part.text.index(words)
                yield part.cut(offset, offset + len(words))
            start = gap.end() if gap else end


def _day(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    values = [groups.get(name) or groups.get(f"a{name}") for name in ("year", "month", "day")]
    try:
        return date(*(int(value) for value in values)) if all(values) else None  # type: ignore[arg-type]
    except ValueError:
        return None


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def _is_sentence(text: str) -> bool:
    return text.rstrip('*”" ').endswith((".", ";", ":"))
