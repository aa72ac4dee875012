"""What stands around the body: kind, number, day, issuer, title, signer, place and the day of the meeting."""

import re
from datetime import date

from tracker.reading.blocks import Block
from tracker.reading.columns import pieces
from tracker.reading.formalities import (
    ANNEXED,
    BLANK_DAY,
    CODES,
    LONE_DAY,
    MEETING,
    MINUTES_DAY,
    MISREAD_DIGIT,
    NO_PLACE,
    NUMBER,
    OF_ISSUER,
    PLACE_DAY,
    TITLE_DAY,
    TYPES,
)
from tracker.reading.headings import PREAMBLE, RECEIVERS
from tracker.reading.issuers import IssuerReader
from tracker.reading.outline import Outline
from tracker.reading.results import DocumentType, Found, Header, Remark, Span
from tracker.reading.signature import read_signature
from tracker.reading.text import Passage, fold, is_shouted

LAST_MONTH = 12


def read_header(text: str, blocks: list[Block], outline: Outline) -> Header:
    """Return what the head and the tail of a document say of it; None where they are silent or blank."""
    head = outline.before or blocks[:12]
    return _Reader(text, head, outline).header()


class _Reader:
    def __init__(self, text: str, head: list[Block], outline: Outline) -> None:
        self.text, self.head, self.outline = text, head, outline
        self.pieces = list(pieces(text, head))
        self.type_at = self._type_place()
        self.remarks: list[Remark] = []

    def header(self) -> Header:
        kind, number, (place, issued_on) = self._type(), self._number(), self._place_and_day()
        title = self._title()
        meeting = self._meeting(kind.value if kind else None, title)
        signer, role = read_signature(self.text, self.outline.after)
        issuer = IssuerReader(self.text, self.pieces, self.type_at, self.outline.after).read(title)
        month = None if issued_on else self._month()
        return Header(kind, number, issued_on, issuer, title, signer, role, place, meeting, month, tuple(self.remarks))

    # -- the head

    def _type_place(self) -> int:
        for at, piece in enumerate(self.pieces):
            words = fold(piece.text.strip(" *:"))
            if (
                len(words) < 80
                and (is_shouted(piece.text) or re.match(r"phụ lục", words))
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
        digits = digits.translate(MISREAD_DIGIT) if any(map(str.isdigit, digits)) else digits
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
            number = NUMBER.match(piece.text)  # the place may stand behind it, when columns were flattened
            found = PLACE_DAY.search(piece.text, number.end() if number else 0)
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

    def _month(self) -> Found[date] | None:
        for piece in self.pieces[:40]:
            found = BLANK_DAY.search(piece.text)
            if found and 1 <= int(found["month"]) <= LAST_MONTH and int(found["year"]):
                day = date(int(found["year"]), int(found["month"]), 1)
                return Found(day, found[0], piece.span_of(found.start(), found.end()))
        return None

    def _title(self) -> Found[str] | None:
        if self.type_at < 0:
            return None
        lines: list[Passage] = []
        for piece in self.pieces[self.type_at + 1 :]:
            text = piece.text.strip()
            if not lines and (
                re.fullmatch(r"[\W\d]*", text) or (OF_ISSUER.match(text) and is_shouted(text) and not self._is_notice())
            ):
                continue
            if (
                LONE_DAY.match(text)
                or NUMBER.match(text)
                or PLACE_DAY.match(text)
                or RECEIVERS.match(text)
                or (lines and ANNEXED.match(text))
                or fold(text).startswith("kính gửi")
            ):
                break
            if lines and (
                PREAMBLE.match(text)
                or len(text) > 200
                or _is_sentence(text)
                or not (is_shouted(text) == is_shouted(lines[-1].text) or text[:1].islower())
            ):
                break
            if not lines and _is_sentence(text) and len(text) > 150:
                break
            lines.append(piece)
            if len(lines) == 4:
                break
        if not lines or len(lines[0].text.split()) < 5:
            lines = self._rest_of_kind() + lines
        if not lines:
            return None
        value = " ".join(TITLE_DAY.sub("", piece.text).strip(" *") for piece in lines)
        return Found(
            value.replace("*", ""),
            " ".join(piece.text for piece in lines),
            Span(lines[0].span.start, lines[-1].span.end),
        )

    def _rest_of_kind(self) -> list[Passage]:
        """What the line of the kind says beyond it: 'BIÊN BẢN HỌP GIAO BAN'."""
        line = self.pieces[self.type_at]
        folded = fold(line.text)
        found = next((m for pattern, _ in TYPES if (m := pattern.match(folded))), None)
        rest = line.cut(found.end(), len(line.text)) if found else line
        return [rest] if len(rest.text.split()) > 1 and fold(rest.text) not in ("hành động", "công tác") else []

    def _is_notice(self) -> bool:
        return fold(self.pieces[self.type_at].text).startswith("thông báo")

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


def _day(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    values = [groups.get(name) or groups.get(f"a{name}") for name in ("year", "month", "day")]
    try:
        return date(*(int(value.translate(MISREAD_DIGIT)) for value in values if value)) if all(values) else None
    except ValueError:
        return None


def _is_sentence(text: str) -> bool:
    return text.rstrip('*”" ').endswith((".", ";", ":"))
