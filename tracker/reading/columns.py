"""The lines of heads and tails one by one: cells, line breaks inside cells and columns parted by wide gaps."""

import re
from collections.abc import Iterator

from tracker.reading.blocks import Block
from tracker.reading.formalities import LEVEL_LINE, UNIT_LINE
from tracker.reading.results import Span
from tracker.reading.text import LOWER, UPPER, Passage, passage, view

GAP = re.compile(r"\s{3,}|\t")
FLATTENED_HEAD = re.compile(
    r"""\s(?=(?:CỘNG\ H(?:ÒA|OÀ)\ XÃ\ HỘI\ CHỦ\ NGHĨA\ VIỆT\ NAM|ĐẢNG\ CỘNG\ SẢN\ VIỆT\ NAM
      |Độc\ lập\ ?[-–]\ ?Tự\ do\ ?[-–]?\ ?Hạnh\ phúc)\s?\Z)""",
    re.VERBOSE,
)  # 'HUYỆN ĐỨC AN Độc lập - Tự do - Hạnh phúc'
FLATTENED_TAIL = re.compile(
    rf"""(?<=Nơi\ nhận:)\s(?=[{UPPER}])                    # 'Nơi nhận: TL. CHỦ TỊCH'
      | (?<=;)\s(?=[{UPPER}][{UPPER}. ]{{5,40}}\Z)        # '- Thường trực Huyện ủy (b/c); CHÁNH VĂN PHÒNG'
      | (?<=\.)\s(?=[{UPPER}][{LOWER}]{{1,6}}(?:\ [{UPPER}][{LOWER}]{{1,6}}){{1,3}}\Z)  # '- Lưu: VT. Đinh Công Thuận'
    """,
    re.VERBOSE,
)
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
        for gap in [*_gaps(line), None]:
            end = gap.start() if gap else len(line)
            part = passage(text, [Span(span.start + start, span.start + end)])
            words = part.text.strip("*# ")
            if words:
                offset = part.text.index(words)
                yield part.cut(offset, offset + len(words))
            start = gap.end() if gap else end


def _gaps(line: str) -> list[re.Match[str]]:
    """Where a line falls into columns: at wide gaps or, when a scanner flattened them, where another must begin."""
    wide = [gap for gap in GAP.finditer(line) if not BLANK_LEFT.search(line, 0, gap.start())]
    if wide:
        return wide
    names_a_body = UNIT_LINE.match(view(line)) or LEVEL_LINE.match(line)
    flattened = FLATTENED_HEAD.search(line) if names_a_body else None
    if not flattened and line.lstrip().startswith(("Nơi nhận", "-", "–", "—")):
        flattened = FLATTENED_TAIL.search(line)
    return [flattened] if flattened else []
