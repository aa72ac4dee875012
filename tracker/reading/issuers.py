"""Who issues a document: from the letterhead, else from what the kind, the preamble, the title or the signature say."""

import re

from tracker.reading.blocks import Block
from tracker.reading.columns import pieces
from tracker.reading.formalities import ANNEXED, ISSUES, LEVEL_LINE, MOTTO, NUMBER, OF_ISSUER, PLACE_DAY, UNIT_LINE
from tracker.reading.names import Names
from tracker.reading.results import Found, Span
from tracker.reading.text import Passage, fold, is_shouted, view

OF_BOARD = re.compile(r"(?<!\w)của ban thường vụ (?:tỉnh|thành|huyện|thị|quận|đảng) ủy")
WITH_PLACE = re.compile(r"(?:ubnd|ủy ban nhân dân)\s+(?P<place>(?:tỉnh|thành phố|huyện|xã|phường|đặc khu)\s.+)")


def _in_full(lines: list[str], above: list[str]) -> str:
    """What the lines of a unit and of those above it name together.

    A bare 'VĂN PHÒNG' is that of the committee above it; 'ĐẶC KHU …' under 'UBND TỈNH …' is a committee of its own.
    """
    first = fold(lines[0])
    if len(lines) > 1 and WITH_PLACE.fullmatch(first) and LEVEL_LINE.match(lines[1]):
        return f"UBND {' '.join(lines[1:])}"
    if first.startswith(("ubnd", "ủy ban")) and fold(lines[-1]) == "văn phòng":
        return f"{lines[-1]} {' '.join(lines[:-1])}"
    if fold(lines[-1]) == "văn phòng":
        return f"{lines[-1]} {' '.join(above + lines[:-1])}"
    parent = WITH_PLACE.fullmatch(fold(" ".join(above))) if first.startswith("văn phòng") else None
    return " ".join([*lines, " ".join(above)[parent.start("place") :]] if parent else lines)


class IssuerReader:
    """Looks for the issuer in the lines of the head, in the title and in the tail."""

    def __init__(self, text: str, lines: list[Passage], type_at: int, tail: list[Block]) -> None:
        self.text, self.pieces, self.type_at, self.tail = text, lines, type_at, tail

    def read(self, title: Found[str] | None) -> Found[str] | None:
        return (
            self._letterhead()
            or self._named_after_type()
            or self._named_in_preamble()
            or self._named_in_brackets()
            or self._named_in_title(title)
            or self._named_by_signature()
        )

    def _letterhead(self) -> Found[str] | None:
        number = next((n for n, piece in enumerate(self.pieces) if NUMBER.match(piece.text)), None)
        stop = number if number is not None else self.type_at
        lines = [
            p
            for p in self.pieces[: max(stop, 0)]
            if is_shouted(p.text) and not MOTTO.search(p.text) and not PLACE_DAY.search(p.text) and len(p.text) < 140
        ]
        if not lines or not any(UNIT_LINE.match(view(p.text)) for p in lines):
            return None
        first = 0
        for n, piece in enumerate(lines[1:], 1):
            if UNIT_LINE.match(view(piece.text)) and not LEVEL_LINE.match(piece.text.strip()):
                first = n if not piece.text.strip().endswith(",") else first
        if first and len(lines[first].text.split()) <= 2:
            first -= 1
        chosen = lines[first:]
        words = [piece.text.strip(" *#") for piece in chosen]
        above = [piece.text.strip(" *#") for piece in lines[: lines.index(chosen[0])]]
        value = self._board() + _in_full(words, above)
        return Found(value, " ".join(words), Span(chosen[0].span.start, chosen[-1].span.end))

    def _board(self) -> str:
        """'BAN THƯỜNG VỤ ' when the line under the kind says that it is theirs: 'CỦA BAN THƯỜNG VỤ TỈNH ỦY'."""
        under = (
            [fold(piece.text) for piece in self.pieces[self.type_at : self.type_at + 3]] if self.type_at >= 0 else []
        )
        return "BAN THƯỜNG VỤ " if any(OF_BOARD.search(line) for line in under) else ""

    def _named_after_type(self) -> Found[str] | None:
        for piece in self.pieces[self.type_at + 1 : self.type_at + 2] if self.type_at >= 0 else []:
            found = OF_ISSUER.match(piece.text)
            if found and is_shouted(piece.text):
                return Found(
                    piece.text[found.end() :], piece.text[found.end() :], piece.span_of(found.end(), len(piece.text))
                )
        return None

    def _named_in_preamble(self) -> Found[str] | None:
        """'Ủy ban nhân dân huyện … xây dựng Chương trình …', 'Ban Chỉ đạo … báo cáo như sau:'."""
        for piece in self.pieces[self.type_at + 1 :]:
            found = ISSUES.search(view(piece.text)) if len(piece.text) >= 30 else None
            if found:
                return Found(
                    piece.text[found.start("who") : found.end("who")], found["who"], piece.span_of(*found.span("who"))
                )
        return None

    def _named_in_brackets(self) -> Found[str] | None:
        """Whose report or plan it goes with: '(Kèm theo Báo cáo số … của UBND huyện …)'."""
        for piece in self.pieces:
            if found := ANNEXED.search(piece.text):
                return Found(found["who"], found["who"], piece.span_of(*found.span("who")))
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
        for piece in pieces(self.text, self.tail):
            found = re.match(r"(?:TM|T/M)\s*[.:]\s*", piece.text)
            if found:
                return Found(
                    piece.text[found.end() :], piece.text[found.end() :], piece.span_of(found.end(), len(piece.text))
                )
        return None
