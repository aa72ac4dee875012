"""Reading a document: normalise, part into blocks, outline, header, items; it never raises on odd text."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.reading.blocks import Block, find_blocks
from tracker.reading.cells import VIETNAMESE, Tongue
from tracker.reading.header import read_header
from tracker.reading.in_english import Known, english_header, english_items, english_tongue, is_english
from tracker.reading.items import make_items
from tracker.reading.levels import tier
from tracker.reading.names import shorten
from tracker.reading.outline import Outline, make_outline
from tracker.reading.owners import Owners
from tracker.reading.party import is_of_the_party, with_communes
from tracker.reading.persons import with_persons
from tracker.reading.results import DocumentType, Found, Header, Item, Reading, Source
from tracker.reading.tables import table_items
from tracker.reading.text import Lines, fold, normalise

REPORTS = (DocumentType.REPORT, DocumentType.ANNEX)
PROGRAMMES = (DocumentType.PROGRAMME, DocumentType.PLAN, DocumentType.REPORT, DocumentType.ANNEX)

COMMITTEE = re.compile(r"ubnd (?P<tier>thành phố|thị xã|thị trấn|đặc khu|\w+)")
SUBJECT = re.compile(r"(?<!\w)(?:tại|về|tình hình|thực hiện)(?!\w)", re.IGNORECASE)  # '… tại cuộc họp về …'


def read(text: str) -> Reading:
    """Return what a document says, each value with its words and place; spans point into the reading's own `text`."""
    text = normalise(text)
    lines = Lines(text)
    blocks = find_blocks(text)
    outline = make_outline(blocks)
    if is_english(text):
        return _read_english(text, lines, blocks, outline)
    header = read_header(text, blocks, outline)
    is_report = header.type is not None and header.type.value in REPORTS
    if is_report:
        outline = replace(outline, is_report=True)
    issuer = _owner_of_document(header)
    level = _level(header)
    items = make_items(outline, lines, reference=header.reference_date, is_report=is_report, issuer=issuer, level=level)
    items += _rows(outline, lines, header, issuer)
    items = with_persons(items, text)
    return _reading(text, header, with_communes(items, text) if is_of_the_party(text) else items)


def _read_english(text: str, lines: Lines, blocks: list[Block], outline: Outline) -> Reading:
    header = english_header(text, blocks, outline)
    known = Known(
        header.issued_on.value if header.issued_on else None, header.meeting_on.value if header.meeting_on else None
    )
    items = english_items(outline, lines, known)
    items += _rows(outline, lines, header, Owners(), english_tongue(known))
    return _reading(text, header, items)


def _reading(text: str, header: Header, items: list[Item]) -> Reading:
    items.sort(key=lambda item: item.span.start)
    return Reading(text, header, tuple(distinct(items)))


def _level(header: Header) -> int:
    """The tier of the issuer, told by its name or by whose conclusion it is: 'kết luận của Chủ tịch UBND phường'."""
    named = [found.value for found in (header.issuer, header.title) if found]
    return next((level for name in named if (level := tier(SUBJECT.split(name)[0]))), 0)


def _owner_of_document(header: Header) -> Owners:
    """A programme, plan or report of a people's committee falls to that committee (reading rule 17)."""
    if not header.issuer or not header.type or header.type.value not in PROGRAMMES:
        return Owners()
    committee = COMMITTEE.match(shorten(fold(header.issuer.value)).lower())
    if not committee:
        return Owners()
    name = f"UBND {committee['tier']}"
    found = Found(name, header.issuer.words, header.issuer.span, Source.DOCUMENT)
    return Owners((found,), (), (), Source.DOCUMENT)


def _rows(outline: Outline, lines: Lines, header: Header, issuer: Owners, tongue: Tongue = VIETNAMESE) -> list[Item]:
    items: list[Item] = []
    for number, (rows, caption) in enumerate(outline.tables, 1):
        start = (f"PL{number}" if len(outline.tables) > 1 else "PL",) if outline.nodes else ()
        items += table_items(
            rows, caption, lines, start=start, reference=header.reference_date, issuer=issuer, tongue=tongue
        )
    return items


def distinct(items: Iterable[Item]) -> list[Item]:
    """Give each item a path of its own, so that ids are unique."""
    seen: dict[str, int] = {}
    named = []
    for item in items:
        seen[item.id] = seen.get(item.id, 0) + 1
        named.append(item if seen[item.id] == 1 else replace(item, path=(*item.path, f"~{seen[item.id]}")))
    return named
