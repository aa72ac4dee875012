"""A sheet of official paper: its page, its letters, the number in the upper margin, and paragraphs on it.

Everything written passes `plain`: what no Word file may hold is left out, so no words can break the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tracker.cleaning import clean_text
from tracker.reports.word.breaking import lines_of
from tracker.reports.word.measures import A4, FONT, Measures

BODY = "Nội dung"
"""The style of what a paper says; whoever goes on writing in Word picks it there."""
NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff\x7f-\x84\x86-\x9f]")
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the order of what is read; nobody types them, and a name with one could read as another."""
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


class Run(NamedTuple):
    """Words that look alike."""

    words: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False


@dataclass
class Sheet:
    """A Word file being written."""

    document: Any
    measures: Measures

    def body(self) -> Any:
        """Return a new paragraph of what the paper says, still empty."""
        return self.document.add_paragraph(style=BODY)

    def bytes(self) -> BytesIO:
        """Return the file."""
        file = BytesIO()
        self.document.save(file)
        file.seek(0)
        return file


def blank_sheet(measures: Measures, *, title: str, author: str, at: datetime) -> Sheet:
    """Return an empty sheet of A4 in a layout's margins and letters; `at` is when it was made."""
    document = Document()
    _set_up_page(document.sections[0], measures)
    _set_up_letters(document, measures)
    told = document.core_properties
    told.title, told.author, told.last_modified_by = plain(title)[:255], plain(author)[:255], plain(author)[:255]
    told.comments, told.created, told.modified = "", at.replace(tzinfo=None), at.replace(tzinfo=None)
    return Sheet(document, measures)


def plain(words: str) -> str:
    """Return words without the signs a Word file may not hold, or that would turn its lines."""
    return DIRECTIONS.sub("", NOT_XML.sub("", str(clean_text(words))))


def write(paragraph: Any, runs: Sequence[Run], size: float | None = None) -> Any:
    """Write words into a paragraph; `size` in points where it is not its style's."""
    for each in runs:
        run = paragraph.add_run(plain(each.words))
        run.bold, run.italic, run.underline = each.bold or None, each.italic or None, each.underlined or None
        if size is not None:
            run.font.size = Pt(size)
    return paragraph


def line_in(place: Any, words: str, size: float, align: Any = CENTRE, before: float = 0, **look: bool) -> Any:
    """Write a line of a head or a foot into a cell or the document itself; the cell's own first one is used up."""
    paragraph = place.paragraphs[0] if _is_untouched(place) else place.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_before = align, Pt(before)
    return write(paragraph, [Run(words, **look)], size)


def name_in(place: Any, words: str, size: float, width: float, **look: bool) -> list[str]:
    """Write a name or a title, its lines parted evenly over a place so many points wide; return the lines."""
    lines = lines_of(plain(words), size, width)
    if not any(lines):
        return lines
    line_in(place, "\n".join(lines), size, **look)
    return lines


def rule_in(place: Any, length: float, width: float) -> Any:
    """Draw a line of so many points in the middle of a place so many points wide, as an edge that Word can move."""
    paragraph = place.add_paragraph()
    layout, free = paragraph.paragraph_format, max(width - length, 0) / 2
    layout.left_indent = layout.right_indent = Pt(free)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    edges = OxmlElement("w:pBdr")
    edges.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    return paragraph


def points(millimetres: float) -> float:
    """Return a length in points."""
    return millimetres * 72 / 25.4


def columns(sheet: Sheet, rows: int) -> Any:
    """Return a table without edges of two columns, the halves of a head or a foot; its rows are never parted."""
    widths = (sheet.measures.left_column, sheet.measures.text_width - sheet.measures.left_column)
    table = sheet.document.add_table(rows=rows, cols=2)
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _is_untouched(place: Any) -> bool:
    return hasattr(place, "_tc") and len(place.paragraphs) == 1 and not place.paragraphs[0].runs


def _set_up_page(section: Any, measures: Measures) -> None:
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.top_margin, section.bottom_margin = Mm(measures.top), Mm(measures.bottom)
    section.left_margin, section.right_margin = Mm(measures.left), Mm(measures.right)
    section.header_distance = section.footer_distance = Mm(measures.header)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style, number.alignment = section.part.document.styles["Normal"], CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    shown = write(number, [Run("2")], measures.page_number).runs[-1]
    field.append(shown._r)


def _set_up_letters(document: Any, measures: Measures) -> None:
    normal = document.styles["Normal"]
    _letters(normal, measures.body)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = 1.0
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style, body.quick_style = normal, True
    layout = body.paragraph_format
    layout.alignment, layout.first_line_indent, layout.space_after = BOTH, Mm(measures.indent), Pt(measures.after)
    layout.line_spacing = measures.line if measures.line < 4 else Pt(measures.line)
    if measures.line >= 4:
        layout.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    layout.widow_control = True


def _letters(style: Any, size: float) -> None:
    """Set a style in the typeface for every script, in Vietnamese: no word is underlined as a slip of English."""
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    for script in ("w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
