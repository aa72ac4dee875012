"""Small PDF files: honest ones set in a font that has Vietnamese letters, and traps written by hand."""

import zlib
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.fonts import FontFace
from PIL import Image

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
NAMES = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "NotoSerif-Regular.ttf", "NotoSans-Regular.ttf", "times.ttf", "Arial.ttf")


@lru_cache
def font() -> str | None:
    """Return a font file with Vietnamese letters, when the machine has one."""
    found = {path.name: str(path) for folder in FOLDERS for path in Path(folder).rglob("*.ttf") if path.name in NAMES}
    return next((found[name] for name in NAMES if name in found), None)


INDENT, PLAIN = " " * 8, FontFace(emphasis="")


class Print(FPDF):
    """An A4 page with an office's margins; `head` and the page's number stand on every page."""

    head = ""

    def __init__(self) -> None:
        super().__init__()
        path = font()
        if path is None:
            pytest.skip("no TrueType font with Vietnamese letters (DejaVu, Noto) is on this machine")
        self.set_margins(30, 25, 20)
        self.set_auto_page_break(True, 25)
        self.add_font("letters", "", path)
        self.set_font("letters", size=13)

    def header(self) -> None:
        """Print the running head."""
        if self.head:
            self.set_y(10)
            self.cell(0, 6, self.head, align="R")
            self.set_y(25)

    def footer(self) -> None:
        """Print the page's number."""
        self.set_y(-15)
        self.cell(0, 6, f"Trang {self.page_no()}", align="C")

    def paragraphs(self, *paragraphs: str, align: str = "J") -> None:
        """Print paragraphs, wrapped and filled to both margins."""
        for words in paragraphs:
            self.multi_cell(0, 7, f"{INDENT}{words}", align=align, new_x="LMARGIN", new_y="NEXT")
            self.ln(2)

    def side_by_side(self, *rows: tuple[str, str]) -> None:
        """Print two columns, each centred, without lines."""
        for left, right in rows:
            height = self.get_y()
            for at, words in ((25, left), (105, right)):
                self.set_xy(at, height)
                self.cell(75, 6, words, align="C")
            self.set_xy(30, height + 6)

    def ruled(self, rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        """Print a table with lines, its head again on every page."""
        with self.table(col_widths=widths, headings_style=PLAIN) as table:
            for row in rows:
                table.row(row)


def printed(write: Callable[[Print], object], head: str = "") -> bytes:
    """Return the bytes of a PDF which `write` fills."""
    paper = Print()
    paper.head = head
    paper.add_page()
    try:
        write(paper)
        return bytes(paper.output())
    finally:
        paper.fonts["letters"].ttfont.close()  # type: ignore[attr-defined]


def picture(paper: FPDF) -> None:
    """Cover the page with a picture, as a scanner does."""
    file = BytesIO()
    Image.new("L", (60, 85), 200).save(file, "PNG")
    paper.image(file, 0, 0, 210, 297)


def raw(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalog."""
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(written))
    )


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, filters: int = 0) -> bytes:
    """Return a stream, folded so many times."""
    for _again in range(filters):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), b"/FlateDecode" * filters, content)


def of_content(content: bytes, filters: int = 0, *, page: bytes = PAGE, font: bytes = FONT) -> bytes:
    """Return a PDF of one page with this content."""
    return raw(CATALOG, PAGES, page, stream(content, filters), font)
