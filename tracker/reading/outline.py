"""The parts of a document: head, body, tables and tail, and the body grown into a tree."""

from dataclasses import dataclass
from functools import cached_property

from tracker.reading.blocks import ENDED, Block
from tracker.reading.headings import ANNEX, OPENING, PREAMBLE, RECEIVERS, SIGNED, SIGNERS, Nature, nature_of
from tracker.reading.table_heads import columns_of, find_heads
from tracker.reading.text import Passage
from tracker.reading.tree import Node, grow

LEAST_COLUMNS = 3
"""A table above the body is one of tasks when its head names at least so many columns."""
LONGEST_TITLE = 200
LONGEST_CAPTION = 5
"""The title of an annex takes at most so many lines above its table."""


@dataclass(frozen=True)
class Outline:
    """The blocks of the body, those before and after it, and the tables with their captions."""

    body: list[Block]
    before: list[Block]
    after: list[Block]
    tables: list[tuple[list[Block], list[Block]]]
    opening: Passage | None = None
    is_report: bool = False

    @cached_property
    def nodes(self) -> list[Node]:
        """The paragraphs of the body in order, grown into a tree."""
        return grow(self.body, is_report=self.is_report)


def make_outline(blocks: list[Block]) -> Outline:
    """Sort the blocks of a document into head, body, tables and tail."""
    start = _body_start(blocks)
    body, after, tables = _parts(blocks, start)
    opening = blocks[start - 1].words if start and OPENING.search(blocks[start - 1].words.fold) else None
    return Outline(body, blocks[:start], after, tables, opening)


def _body_start(blocks: list[Block]) -> int:
    """The first block after the preamble: after '… kết luận:', else the first label, else the first prose."""
    for at, block in enumerate(blocks):
        if block.is_row:
            if at and _is_table(blocks, at):
                return at
            continue
        if block.label and (not block.label.is_bullet or not _opens_later(blocks, at)) and not _present(blocks, at):
            return at
        if not block.label and OPENING.search(block.words.fold) and len(block.words.text) > 15 and not block.is_shouted:
            return at + 1
    return _prose_start(blocks)


def _opens_later(blocks: list[Block], at: int) -> bool:
    """Whether a bullet belongs to the preamble, which an opening sentence closes further down.

    So do those under 'Thành phần:', where the points of the document follow.
    """
    above = next((b for b in reversed(blocks[max(0, at - 40) : at]) if not (b.label and b.label.is_bullet)), None)
    lists_present = above is not None and above.is_open and nature_of(above.words.fold) is Nature.FORMALITIES
    for block in blocks[at : at + 40]:
        if block.label and not block.label.is_bullet:
            return lists_present
        if not block.label and OPENING.search(block.words.fold):
            return True
    return False


def _present(blocks: list[Block], at: int) -> bool:
    """Whether labels list those present, before an opening sentence: '1. Đồng chí …' under 'Thành phần:'."""
    before = blocks[at - 1].words.fold if at else ""
    return before.endswith(":") and nature_of(before) is Nature.FORMALITIES and _opens_at_all(blocks, at)


def _opens_at_all(blocks: list[Block], at: int) -> bool:
    return any(not block.label and OPENING.search(block.words.fold) for block in blocks[at : at + 60])


def _is_table(blocks: list[Block], at: int) -> bool:
    rows = [block for block in blocks[at : at + 3] if block.is_row]
    if len(rows) < 2:
        return False
    if any("nội dung" in row.words.fold or "nhiệm vụ" in row.words.fold for row in rows):
        return True
    heads, below = find_heads([[cell.fold for cell in row.cells] for row in rows])
    return below > 0 and len(columns_of(heads)) >= LEAST_COLUMNS


def _prose_start(blocks: list[Block]) -> int:
    shouted = False
    for at, block in enumerate(blocks):
        shouted = shouted or block.is_shouted
        if block.is_row or block.is_shouted or len(block.words.text) < 60 or PREAMBLE.match(block.words.text):
            continue
        if shouted:
            return at + (1 if _is_title(blocks, at) else 0)
    return len(blocks)


def _is_title(blocks: list[Block], at: int) -> bool:
    return at > 0 and blocks[at - 1].is_shouted and not blocks[at].words.text.rstrip('”"*').endswith((".", ";", ":"))


def _parts(blocks: list[Block], start: int) -> tuple[list[Block], list[Block], list[tuple[list[Block], list[Block]]]]:
    """Part body, tail, and tables with the blocks just before them."""
    body: list[Block] = []
    after: list[Block] = []
    tables: list[tuple[list[Block], list[Block]]] = []
    closed = captioned = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        if block.is_row and not RECEIVERS.match(block.words.text) and not (closed and len(block.cells) < 3):
            if not tables or not (at and blocks[at - 1].is_row):
                tables.append(([], blocks[max(start, at - 3) : at]))
            tables[-1][0].append(block)
            captioned = False
        elif captioned and not block.label and not ENDED.search(block.words.text) and _leads_to_table(blocks, at):
            after.append(block)
        elif not closed and _ends_body(block):
            closed = True
            after.append(block)
        elif not block.label and ANNEX.match(block.words.text):
            captioned = len(block.words.text) < LONGEST_TITLE
            (after if closed or captioned else body).append(block)
            closed = closed and not any(later.label or later.is_row for later in blocks[at + 1 : at + 40])
        else:
            (after if closed else body).append(block)
    return body, after, tables


def _leads_to_table(blocks: list[Block], at: int) -> bool:
    """Whether only lines without a label stand between a line and the next table: it belongs to the caption."""
    below = next((block for block in blocks[at : at + LONGEST_CAPTION] if block.is_row or block.label), None)
    return below is not None and below.is_row


def _ends_body(block: Block) -> bool:
    """Whether the receivers or the signature begin here."""
    text = block.words.text
    if RECEIVERS.match(text):
        return True
    if not block.label and SIGNERS.fullmatch(block.words.fold):
        return True
    return not block.label and block.is_shouted and len(text) < 90 and bool(SIGNED.match(text))
