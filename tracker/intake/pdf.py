"""A PDF with letters as lines of text: paragraphs put together again, ruled tables as rows, page numbers left out.

Runs in a process of its own (`python -m tracker.intake.pdf`), which `tracker.intake.sandbox` starts and bounds.
"""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import extract_words

from tracker.intake import columns, grids, running_heads, sandbox
from tracker.intake.lines import Line, Piece, lines_of
from tracker.intake.paragraphs import goes_on, joined, left_edge, right_edge

MOST_PAGES = 300
LARGEST_PAGE = 4 * 1024 * 1024
LARGEST_WHOLE = 24 * 1024 * 1024
"""A page of text is drawn in some ten or twenty thousand signs, a large map in a million."""
MOST_LETTERS = 1_500_000
FEWEST_LETTERS = 50
"""A page with fewer letters than this and a picture over much of it was scanned."""
PICTURED = 0.3
MANY_CURVES = 300
"""A page with so many curves and hardly a letter has its letters drawn."""
UNKNOWN_SHARE = 0.02
LONG_COLUMN = 25
END_MARK, TAIL = b"%%EOF", 4096


def text_of(data: bytes) -> str:
    """Return the text of a PDF, a blank line between paragraphs; raise `Refused` when it has none or cannot be read."""
    if END_MARK not in data[-TAIL:]:
        raise sandbox.Refused("broken")
    try:
        with pdfplumber.open(BytesIO(data), unicode_norm="NFC") as document:
            sheets = [*_sheets(document)]
    except (MemoryError, sandbox.Refused):
        raise
    except Exception as error:  # a file may be wrong in any of its parts; none of them is our concern
        raise sandbox.Refused(_why(error)) from error
    lines = running_heads.without_them([lines for lines, _, _ in sheets], [height for _, _, height in sheets])
    text = "\n\n".join(_blocks(lines, [tables for _, tables, _ in sheets]))
    return unicodedata.normalize("NFC", text)


def _why(error: Exception) -> str:
    """Return why a file could not be read; the library hands the cause on inside its own error."""
    causes = (error, *error.args, error.__cause__, error.__context__)
    if any(isinstance(each, PDFPasswordIncorrect) for each in causes):
        return "encrypted"
    return "too heavy" if any(isinstance(each, MemoryError | RecursionError) for each in causes) else "broken"


def _sheets(document: PDF) -> Iterator[tuple[list[Line], list[grids.Grid], float]]:
    """Yield what stands on each page: its lines outside tables, its tables, its height."""
    pages = document.pages
    declared = resolve1(resolve1(document.doc.catalog["Pages"])["Count"])
    if not pages or len(pages) < declared:
        raise sandbox.Refused("broken")
    if len(pages) > MOST_PAGES:
        raise sandbox.Refused("too long")
    letters, size, scanned = 0, 0, []
    for page in pages:
        size += (own := sum(len(resolve1(content).get_data()) for content in page.page_obj.contents))
        if own > LARGEST_PAGE or size > LARGEST_WHOLE:
            raise sandbox.Refused("too heavy")
        chars = [char for char in page.chars if char["text"].strip()]
        letters += len(chars)
        if letters > MOST_LETTERS:
            raise sandbox.Refused("too heavy")
        if _is_scanned(page, chars):
            scanned.append(page.page_number)
        _check_letters(chars, str(page.page_number))
        tables = grids.grids_of(page)
        outside = [char for char in page.chars if not any(table.holds(char) for table in tables)]
        words = extract_words(outside, x_tolerance_ratio=grids.BETWEEN_WORDS)
        yield lines_of(words), tables, float(page.height)
        page.close()
    if not scanned and letters < FEWEST_LETTERS:
        raise sandbox.Refused("no letters")
    if scanned:
        raise sandbox.Refused("scanned", ", ".join(map(str, scanned)) if len(scanned) < len(pages) else "")


def _is_scanned(page: Page, chars: list[dict[str, Any]]) -> bool:
    """Whether a page is a picture of a page: hardly a letter, and pictures over much of it."""
    if sum(char["text"].isalpha() for char in chars) >= FEWEST_LETTERS:
        return False
    covered = sum(abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images)
    return bool(covered > PICTURED * float(page.width) * float(page.height)) or len(page.curves) > MANY_CURVES


def _check_letters(chars: list[dict[str, Any]], page: str) -> None:
    """Refuse letters the file does not name, or that stand on their side: they would come out as a jumble."""
    unknown = sum(char["text"].startswith("(cid:") or char["text"] == "\ufffd" for char in chars)
    if unknown > max(3, len(chars) * UNKNOWN_SHARE):
        raise sandbox.Refused("unnamed letters")
    if sum(not char["upright"] for char in chars) > max(FEWEST_LETTERS, len(chars) / 2):
        raise sandbox.Refused("turned", page)


def _blocks(pages: list[list[Line]], tables: list[list[grids.Grid]]) -> Iterator[str]:
    """Yield paragraphs, columns and tables in the order they are read."""
    singles = [line.whole for lines in pages for line in lines if len(line.pieces) == 1]
    left, right = left_edge(singles), right_edge(singles)
    paragraph: list[Piece] = []
    rows: list[list[str]] = []

    def ended() -> Iterator[str]:
        if paragraph:
            yield joined(piece.words for piece in paragraph)
            paragraph.clear()
        if rows:
            yield grids.written(rows)
            rows.clear()

    for number, (lines, grids_here) in enumerate(zip(pages, tables, strict=True)):
        for at, part in enumerate(_in_order(lines, grids_here)):
            if isinstance(part, grids.Grid):
                more = grids.carried_over(rows, part.rows) if at == 0 else part.rows
                if paragraph:
                    yield from ended()
                rows.extend(more)
            elif isinstance(part, columns.Columns):
                yield from ended()
                yield from _side_by_side(part)
            else:
                turned = at == 0 and number > 0
                if rows or (paragraph and not goes_on(paragraph[-1], part, left, right, same_page=not turned)):
                    yield from ended()
                paragraph.append(part)
    yield from ended()


def _in_order(lines: list[Line], tables: list[grids.Grid]) -> Iterator[Piece | columns.Columns | grids.Grid]:
    """Yield what stands on a page from the top down; columns never reach across a table."""
    rest = lines
    for table in sorted(tables, key=lambda table: table.box[1]):
        yield from columns.parted([line for line in rest if line.top < table.box[1]])
        yield table
        rest = [line for line in rest if line.top >= table.box[1]]
    yield from columns.parted(rest)


def _side_by_side(part: columns.Columns) -> Iterator[str]:
    """Yield the left column, then the right: line by line in a head or a signature, as paragraphs on a page of text."""
    if max(len(part.left), len(part.right)) <= LONG_COLUMN:
        yield "\n".join(piece.words for piece in part.left + part.right)
        return
    for column in (part.left, part.right):
        left, right = left_edge(column), right_edge(column)
        paragraph: list[Piece] = []
        for piece in column:
            if paragraph and not goes_on(paragraph[-1], piece, left, right):
                yield joined(each.words for each in paragraph)
                paragraph = []
            paragraph.append(piece)
        yield joined(each.words for each in paragraph)


if __name__ == "__main__":
    sandbox.answer(text_of)
