"""The head and the foot of a paper of a State body (Decree 30/2020/NĐ-CP, Annex I, Part I, II)."""

from typing import Any

from docx.shared import Pt

from tracker.reports.word.breaking import width_of
from tracker.reports.word.letterhead import BLANK, Foot, Letterhead
from tracker.reports.word.measures import MOTTO, NATION
from tracker.reports.word.sheet import LEFT, Sheet, columns, line_in, name_in, points, rule_in

NATION_WORDS = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_WORDS = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 158.6
"""Points the motto takes in bold letters of 13 points: the line below is as long (II.1b)."""
SHORT_RULE = 0.42
"""Length of the lines below issuer and subject, of the words above: between 1/3 and 1/2 (II.2b, II.5b)."""
ABOVE, ROOM_TO_SIGN = 8, 70
"""Points above the foot, and between post and name."""


def head(sheet: Sheet, letterhead: Letterhead) -> None:
    """Write everything above the body."""
    measures, table = sheet.measures, columns(sheet, rows=2)
    left, right = table.rows[0].cells
    width = points(measures.left_column)
    name_in(left, letterhead.superior.upper(), measures.superior, width)
    _rule_below(
        left, name_in(left, letterhead.issuer.upper(), measures.issuer, width, bold=True), measures.issuer, width
    )
    line_in(right, NATION_WORDS, NATION, bold=True)
    line_in(right, MOTTO_WORDS, MOTTO, bold=True)
    rule_in(right, MOTTO_WIDTH, points(measures.text_width - measures.left_column))
    left, right = table.rows[1].cells
    line_in(left, number_line(letterhead), measures.number, before=4)
    line_in(right, letterhead.place_and_day, measures.place, before=4, italic=True)
    line_in(sheet.document, letterhead.kind.upper(), measures.kind, before=16, bold=True)
    width = points(measures.text_width)
    lines = name_in(sheet.document, letterhead.subject, measures.subject, width, bold=True)
    _rule_below(sheet.document, lines, measures.subject, width).paragraph_format.space_after = Pt(12)


def _rule_below(place: Any, lines: list[str], size: float, width: float) -> Any:
    """Draw the line below a name, in proportion to its widest line."""
    return rule_in(place, SHORT_RULE * min(max(width_of(each, size) for each in lines), width), width)


def number_line(letterhead: Letterhead) -> str:
    """Return "Số: 08/TB-BCĐ": a number below 10 takes a 0 (II.3c)."""
    number = letterhead.number.zfill(2) if letterhead.number.isdecimal() else letterhead.number
    return f"Số: {number or BLANK}/{letterhead.sign}"


def foot(sheet: Sheet, given: Foot) -> None:
    """Write who gets the paper beside who signs it."""
    measures = sheet.measures
    left, right = columns(sheet, rows=1).rows[0].cells
    line_in(left, "Nơi nhận:", measures.receivers_word, LEFT, before=ABOVE, bold=True, italic=True)
    for each in given.receiver_lines:
        line_in(left, each, measures.receivers, LEFT)
    for place, each in enumerate(given.authority):
        line_in(right, each.upper(), measures.signer, before=0 if place else ABOVE, bold=True)
    line_in(right, given.signer, measures.signer, before=ROOM_TO_SIGN, bold=True)
