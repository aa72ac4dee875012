"""The head and the foot of a paper of a Party body (Guide 36-HD/VPTW, II.1)."""

from docx.shared import Pt

from tracker.reports.word.letterhead import BLANK, Foot, Letterhead
from tracker.reports.word.measures import PARTY_TITLE
from tracker.reports.word.sheet import LEFT, Sheet, columns, line_in, name_in, points, rule_in

PARTY_WORDS = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTY_WIDTH = 206.6
"""Points the title takes in bold letters of 15 points: the line below is as long (1.1.2)."""
STAR = "*"
DASHES = "-----"
ABOVE, ROOM_TO_SIGN = 8, 74
"""Points above the foot, and between post and name."""


def head(sheet: Sheet, letterhead: Letterhead) -> None:
    """Write everything above the body."""
    measures, table = sheet.measures, columns(sheet, rows=2)
    left, right = table.rows[0].cells
    width = points(measures.left_column)
    name_in(left, letterhead.superior.upper(), measures.superior, width)
    name_in(left, letterhead.issuer.upper(), measures.issuer, width, bold=True)
    line_in(left, STAR, measures.number)
    line_in(right, PARTY_WORDS, PARTY_TITLE, bold=True)
    rule_in(right, PARTY_WIDTH, points(measures.text_width - measures.left_column))
    left, right = table.rows[1].cells
    line_in(left, number_line(letterhead), measures.number)
    line_in(right, letterhead.place_and_day, measures.place, italic=True)
    line_in(sheet.document, letterhead.kind.upper(), measures.kind, before=16, bold=True)
    name_in(sheet.document, letterhead.subject, measures.subject, points(measures.text_width), bold=True)
    line_in(sheet.document, DASHES, measures.subject).paragraph_format.space_after = Pt(10)


def number_line(letterhead: Letterhead) -> str:
    """Return "Số 16-KL/BCĐ"."""
    return f"Số {letterhead.number or BLANK}-{letterhead.sign}"


def foot(sheet: Sheet, given: Foot) -> None:
    """Write who gets the paper beside who signs it: the authority in bold letters, the post below it in plain ones."""
    measures = sheet.measures
    left, right = columns(sheet, rows=1).rows[0].cells
    line_in(left, "Nơi nhận:", measures.receivers_word, LEFT, before=ABOVE, underlined=True)
    for each in given.receiver_lines:
        line_in(left, each, measures.receivers, LEFT)
    for place, each in enumerate(given.authority):
        line_in(right, each.upper(), measures.signer, before=0 if place else ABOVE, bold=place == 0)
    line_in(right, given.signer, measures.signer, before=ROOM_TO_SIGN, bold=True)
