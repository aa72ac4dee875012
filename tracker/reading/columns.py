"""The lines of heads and tails one by one: cells, line breaks inside cells and columns parted by wide gaps."""

import re
from collections.abc import Iterator

from tracker.reading.blocks import Block
from tracker.reading.results import Span
from tracker.reading.text import Passage, passage

GAP = re.compile(r"\s{3,}|\t")
BLANK_LEFT = re.compile(r"(?:số\s?:?|ngày|tháng|năm)\Z", re.IGNORECASE)


def pieces(text: str, blocks: list[Block]) -> Iterator[Passage]:
    """Yield the lines of blocks, each cell and column of a line by itself, without markup at the ends."""
    for block in blocks:
        for whole in block.cells or _lines(text, block):
            at = 0
            for found in re.finditer(r"<br\s*/?>|\Z", whole.text):
                part = whole.cut(at, found.start())
                at = found.end()
                if part.text:
                    yield part


def _lines(text: str, block: Block) -> Iterator[Passage]:
    for span in block.pieces:
        line = span.of(text)
        start = 0
        for gap in [*(gap for gap in GAP.finditer(line) if not BLANK_LEFT.search(line, 0, gap.start())), None]:
            end = gap.start() if gap else len(line)
            part = passage(text, [Span(span.start + start, span.start + end)])
            words = part.text.strip("*# ")
            if words:
                offset = part.text.index(words)
                yield part.cut(offset, offset + len(words))
            start = gap.end() if gap else end
