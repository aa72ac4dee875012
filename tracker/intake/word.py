"""A Word document as lines of text: labels as printed, tables as rows, the letterhead from wherever it stands.

Runs in a process of its own (`python -m tracker.intake.word`), which `tracker.intake.sandbox` starts and bounds.
"""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document

from tracker.intake import archives, sandbox
from tracker.intake.letterhead import LETTERHEAD
from tracker.intake.numbering import Numbering, W
from tracker.intake.old_fonts import Code, Fonts, unicode_of

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_TEXT = frozenset({W + "pPr", W + "rPr", W + "del", W + "moveFrom", W + "txbxContent", FALLBACK})
BREAKS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": " "}
MOST_LAYOUT_ROWS = 3


def text_of(data: bytes) -> str:
    """Return the text of a .docx file, a blank line between paragraphs; raise `Refused` when it cannot be read."""
    archives.check(data)
    try:
        document = Document(BytesIO(data))
        reader = _Reader(document)
        return unicodedata.normalize("NFC", "\n\n".join(block for block in reader.blocks() if block.strip()))
    except (MemoryError, sandbox.Refused):
        raise
    except Exception as error:  # a package may be wrong in any of its parts; none of them is our concern
        raise sandbox.Refused("broken") from error


class _Reader:
    """Walks the body of a document in order."""

    def __init__(self, document: Any) -> None:
        self.document = document
        parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values() if not rel.is_external}
        numbering = parts["numbering"].target_part.element if "numbering" in parts else None
        self.numbering = Numbering(numbering, document.styles.element)
        self.fonts = Fonts(document.styles.element)

    def blocks(self) -> Iterator[str]:
        head = "\n".join(self._page_header())
        if LETTERHEAD.search(head):
            yield head
        yield from self._of(self.document.element.body)

    def _of(self, parent: Any) -> Iterator[str]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield self._table(child)
            elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
                yield from self._of(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        for box in _boxes(paragraph):
            yield from self._of(box)
        words = self._words(paragraph)
        label = self.numbering.label(paragraph) if words else ""
        yield f"{label} {words}" if label else words

    def _words(self, paragraph: Any) -> str:
        """Return the visible words of a paragraph: inserted text too, deleted and hidden text not."""
        pieces: list[tuple[str, Code | None]] = []

        def walk(element: Any, code: Code | None) -> None:
            for child in element:
                if child.tag == W + "t":
                    pieces.append((child.text or "", code))
                elif child.tag in BREAKS:
                    pieces.append((BREAKS[child.tag], code))
                elif child.tag == W + "softHyphen":
                    pieces.append(("\u00ad" if code else "", code))
                elif child.tag not in NOT_TEXT and not _is_hidden(child):
                    walk(child, self.fonts.code(child, paragraph) if child.tag == W + "r" else code)

        walk(paragraph, None)
        text = "".join(
            unicode_of("".join(words for words, _code in run), code)
            for code, run in groupby(pieces, key=lambda piece: piece[1])
        )
        return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()

    def _table(self, table: Any) -> str:
        rows = [[[*self._of(cell)] for cell in _cells(row)] for row in _rows(table)]
        if len(rows) <= MOST_LAYOUT_ROWS and not _is_ruled(table):
            return "\n".join(block for row in rows for cell in row for block in cell if block.strip())
        return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows if any(map(_cell, row)))

    def _page_header(self) -> list[str]:
        """Return the lines of the header printed on the first page."""
        section = self.document.sections[0] if self.document.sections else None
        if section is None:
            return []
        header = section.first_page_header if section.different_first_page_header_footer else section.header
        return [] if header.is_linked_to_previous else [block for block in self._of(header._element) if block.strip()]


def _is_hidden(run: Any) -> bool:
    properties = run.find(W + "rPr") if run.tag == W + "r" else None
    vanish = properties.find(W + "vanish") if properties is not None else None
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Return the text boxes anchored in a paragraph, once each."""
    for box in paragraph.iter(W + "txbxContent"):
        above = {each.tag for each in box.iterancestors()}
        if FALLBACK not in above or not any(True for _ in paragraph.iter(FALLBACK.replace("Fallback", "Choice"))):
            yield box


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _cells(child)


def _cell(blocks: list[str]) -> str:
    return " ".join(" ".join(blocks).split()).replace("|", "\\|")


def _is_ruled(table: Any) -> bool:
    """Whether lines are drawn around its cells; a table without lines only sets words side by side."""
    properties = table.find(W + "tblPr")
    style = properties.find(W + "tblStyle") if properties is not None else None
    if style is not None and "grid" in style.get(W + "val", "").lower():
        return True
    for name in ("tblBorders", "tcBorders"):
        for borders in table.iter(W + name):
            if any(side.get(W + "val") not in (None, "nil", "none") for side in borders):
                return True
    return False


if __name__ == "__main__":
    sandbox.answer(text_of)
