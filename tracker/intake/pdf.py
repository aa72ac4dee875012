"""A PDF as pages: with letters as lines and tables, without them as pictures which only eyes can read.

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

from tracker.intake import grids, old_print, sandbox, sheets
from tracker.intake.lines import lines_of
from tracker.intake.sheets import Picture, Sheet

MOST_PAGES = 300
LARGEST_PAGE = 4 * 1024 * 1024
LARGEST_WHOLE = 24 * 1024 * 1024
"""A page of text is drawn in some ten or twenty thousand signs, a large map in a million."""
MOST_LETTERS = 1_500_000
FEWEST_LETTERS = 50
"""A page with fewer letters than this and a picture over much of it was scanned."""
PICTURED, COVERED = 0.3, 0.7
STAMPED = 600
"""A page covered by a picture with fewer letters than this was scanned, then signed: the print of a digital signature
has two hundred."""
MARKED_SHARE = 0.05
"""In Vietnamese every fourth letter bears a mark; under a scan, words without any were read by a program that knows
none."""
MANY_CURVES = 300
"""A page with so many curves and hardly a letter has its letters drawn."""
UNKNOWN_SHARE = 0.02
SECONDS = 60
"""Three hundred pages take half of it."""
END_MARK, TAIL = b"%%EOF", 4096


def pages_of(data: bytes) -> list[sheets.Page]:
    """Return the pages of a PDF; raise `Refused` when it has none with anything on it, or cannot be read."""
    if END_MARK not in data[-TAIL:]:
        raise sandbox.Refused("broken")
    try:
        with pdfplumber.open(BytesIO(data), unicode_norm="NFC") as document:
            return [*_pages(document)]
    except (MemoryError, sandbox.Refused):
        raise
    except Exception as error:  # a file may be wrong in any of its parts; none of them is our concern
        raise sandbox.Refused(_why(error)) from error


def text_of(data: bytes) -> str:
    """Return the text of a PDF, a blank line between paragraphs; raise `Refused` also when a page is a picture."""
    found = pages_of(data)
    whole = [page for page in found if isinstance(page, Sheet)]
    if len(whole) < len(found):
        raise sandbox.Refused(*sheets.what_is_unread(found))
    return sheets.text_of(whole).text


def _why(error: Exception) -> str:
    """Return why a file could not be read; the library hands the cause on inside its own error."""
    causes = (error, *error.args, error.__cause__, error.__context__)
    if any(isinstance(each, PDFPasswordIncorrect) for each in causes):
        return "encrypted"
    return "too heavy" if any(isinstance(each, MemoryError | RecursionError) for each in causes) else "broken"


def _pages(document: PDF) -> Iterator[sheets.Page]:
    pages = document.pages
    declared = resolve1(resolve1(document.doc.catalog["Pages"])["Count"])
    if not pages or len(pages) < declared:
        raise sandbox.Refused("broken")
    if len(pages) > MOST_PAGES:
        raise sandbox.Refused("too long")
    letters, size, pictures = 0, 0, 0
    for page in pages:
        size += (own := sum(len(resolve1(content).get_data()) for content in page.page_obj.contents))
        if own > LARGEST_PAGE or size > LARGEST_WHOLE:
            raise sandbox.Refused("too heavy")
        letters += sum(not char["text"].isspace() for char in page.chars)
        if letters > MOST_LETTERS:
            raise sandbox.Refused("too heavy")
        found = _page(page)
        pictures += isinstance(found, Picture)
        yield found
        page.close()
    if not pictures and letters < FEWEST_LETTERS:
        raise sandbox.Refused("no letters")


def _page(page: Page) -> sheets.Page:
    chars = old_print.in_unicode(page.chars)
    visible = [char for char in chars if not char["text"].isspace()]
    if why := _must_be_seen(page, visible):
        return Picture(why)
    tables = grids.grids_of(page, chars)
    outside = [char for char in chars if not any(table.holds(char) for table in tables)]
    words = extract_words(outside, x_tolerance_ratio=grids.BETWEEN_WORDS)
    sheet = Sheet(lines_of(words), tables, float(page.height))
    return Picture("scanned", sheet) if _is_read_badly(page, visible) else sheet


def _must_be_seen(page: Page, chars: list[dict[str, Any]]) -> str:
    """Return why the letters of a page must be read by eye, "" when they need not."""
    letters, share = sum(char["text"].isalpha() for char in chars), _pictured(page)
    if letters < FEWEST_LETTERS and (share > PICTURED or len(page.curves) > MANY_CURVES):
        return "scanned"
    if letters < STAMPED and share > COVERED:
        return "scanned"
    unknown = sum(char["text"].startswith("(cid:") or char["text"] == "\ufffd" for char in chars)
    if unknown > max(3, len(chars) * UNKNOWN_SHARE):
        return "unnamed letters"
    return "turned" if sum(not char["upright"] for char in chars) > max(FEWEST_LETTERS, len(chars) / 2) else ""


def _is_read_badly(page: Page, chars: list[dict[str, Any]]) -> bool:
    """Whether the letters lie under a scan of the page, put there by a program that knows no Vietnamese."""
    letters = [char["text"] for char in chars if char["text"].isalpha()]
    with_marks = sum(len(unicodedata.normalize("NFD", letter)) > 1 or letter in "đĐ" for letter in letters)
    return _pictured(page) > COVERED and with_marks < len(letters) * MARKED_SHARE


def _pictured(page: Page) -> float:
    """Return the share of a page which pictures cover."""
    covered = float(sum(abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images))
    return covered / (float(page.width) * float(page.height))


def _answer(data: bytes) -> dict[str, Any]:
    """Return the text, or when some pages are pictures all pages as they are kept."""
    found = pages_of(data)
    whole = [page for page in found if isinstance(page, Sheet)]
    if len(whole) < len(found):
        return {"pages": [page.kept() for page in found]}
    return {"text": sheets.text_of(whole).text}


if __name__ == "__main__":
    sandbox.answer(_answer, seconds=SECONDS)
