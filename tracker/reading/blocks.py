"""From text to blocks: paragraphs with their label and rows of tables, as a reader's eye puts them together."""

import re
from dataclasses import dataclass, field, replace

from tracker.reading.labels import Label, Rank, find_label
from tracker.reading.results import Span
from tracker.reading.rows import Cell, find_rows
from tracker.reading.text import LOWER, Lines, Passage, is_shouted, passage

PAGE = re.compile(r"[-–—~]*\s*(?:Trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—~]*")  # '- 2 -', 'Trang 3/5'
NOISE = re.compile(
    r"""
    \s* (?:
      [-_=*~.–—…\s\\]{3,}                                           # a rule: '-----', '* * *'
    | \\?\*+\s*                                                     # the star under the name of a Party body
    | \*[^\s*]{1,4}\*                                               # a clerk's mark read by the scanner: '*Bm*'
    | \[\^?\w{1,3}\]:?\s*
    | (?:Ký\ bởi|Người\ ký|Thời\ gian\ ký|Ngày\ ký|Signature|Cơ\ quan:)\b.*   # the print of a digital signature
    ) \s*""",
    re.VERBOSE,
)
PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*")
ENDED = re.compile(r"""[.:;!?…/][\s"'”’»*)\]_|]*\Z""")
HANGING = re.compile(
    r"""(?:,|(?<!\w)(?:và|của|các|những|với|cho|tại|về|theo|do|để|từ|đến|trước|sau|ngày|tháng|quý|năm|số|trong))\s*\Z"""
)  # what cannot end a paragraph
DAY_OF_DATE = re.compile(r"[\dlIO]{1,2}[/.-][\dlIO]{1,4}")  # '… trước ngày | 31/3/2025'
LOWER_START = re.compile(rf"\s*[\"“(*]?[{LOWER}]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (its words without label and markup) or, when it has cells, a row of a table."""

    words: Passage
    label: Label | None = None
    cells: tuple[Passage, ...] = ()
    pieces: tuple[Span, ...] = field(default=(), repr=False)
    bold: bool = False
    after_blank: bool = False

    @property
    def is_row(self) -> bool:
        return bool(self.cells)

    @property
    def is_open(self) -> bool:
        """Whether the paragraph ends in a colon, announcing what follows."""
        return self.words.text.rstrip(' "”*_').endswith(":")

    @property
    def is_shouted(self) -> bool:
        """Whether it is written in capitals, as the headings of sections are."""
        return is_shouted(self.words.text, share=0.9)


def find_blocks(text: str) -> list[Block]:
    """Return the blocks of a normalised text in order; every character of a block's words has its place in `text`."""
    lines = Lines(text)
    width = wrap_width(text)
    rows = find_rows(text, lines.spans)
    blocks: list[Block] = []
    blank, turned, row_ends = True, False, 0
    for at, span in enumerate(lines.spans):
        if at < row_ends:
            continue
        line, row = span.of(text), rows.get(at)
        is_page = row is None and PAGE.fullmatch(line.strip()) is not None
        if is_page or (row is None and (not line.strip() or NOISE.fullmatch(line))):
            blank, turned = True, turned or is_page
            continue
        if row and PIPE_RULE.fullmatch(line):
            continue
        if row:
            row_ends = row.after
            block = _row(text, row.cells, Span(span.start, lines.spans[row_ends - 1].end))
        else:
            block = _paragraph(text, span, blank)
        if blocks and continues(text, blocks[-1], block, blank, width, turned):
            blocks[-1] = _joined(text, blocks[-1], block)
        else:
            blocks.append(block)
        blank, turned = False, False
    return _with_ones(blocks)


def _with_ones(blocks: list[Block]) -> list[Block]:
    """Take 'l.' for 1 where a scanner must have misread it: no 'k.' stands before it, and '2.' follows."""
    following = ""
    for at in range(len(blocks) - 1, -1, -1):
        label = blocks[at].label
        is_l = label is not None and label.words == "l" and label.rank is Rank.LETTER
        if (
            is_l
            and following == "2"
            and "k" not in {one.label.words for one in blocks[max(0, at - 40) : at] if one.label}
        ):
            blocks[at] = replace(blocks[at], label=Label(Rank.ARABIC, "1"))
        if label and label.rank <= Rank.ARABIC:
            following = label.words
    return blocks


def wrap_width(text: str) -> int:
    """Return the width at which the lines of a text were broken, or 0 when each paragraph is one line."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip() and "|" not in line)
    if len(lengths) < 8 or lengths[-1] > 180:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(length >= 0.85 * width for length in lengths)
    return width if width >= 45 and full >= 0.3 * len(lengths) and lengths[-1] <= 1.3 * width else 0


def continues(text: str, block: Block, following: Block, blank: bool, width: int, turned: bool = False) -> bool:
    """Tell whether a line goes on with the paragraph before it: a broken line, or a page turned (reading rule 2)."""
    if block.is_row or following.is_row or not block.words.text:
        return False
    before = block.words.text
    full = bool(width) and _is_full(text, block, following, width)
    if following.label:
        return (
            full
            and not blank
            and not ENDED.search(before)
            and bool(re.match(r"\s*(?:[-–]\s*\d|\d{1,3},)", _source(text, following)))
        ) or (
            not blank
            and DAY_OF_DATE.match(_source(text, following)) is not None
            and before.endswith((" ngày", " tháng", " quý"))
        )
    if ENDED.search(before) and (blank or not full):
        return False
    if LOWER_START.match(_source(text, following)):
        return not (blank and block.is_shouted)
    if HANGING.search(before) and not block.is_shouted:
        return True
    if blank and not (turned and full):
        return False
    return full and block.is_shouted == following.is_shouted


def _is_full(text: str, block: Block, following: Block, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on the last line of the block."""
    last = block.pieces[-1]
    start = text.rfind("\n", 0, last.start) + 1
    first_word = _source(text, following).split(" ", 1)[0]
    return last.end - start + 1 + len(first_word) >= 0.9 * width


def _source(text: str, block: Block) -> str:
    return text[block.pieces[0].start : block.pieces[-1].end]


def _paragraph(text: str, span: Span, blank: bool) -> Block:
    line = span.of(text)
    found = find_label(line)
    label, start = found if found else (None, 0)
    words = _without_markup(text, Span(span.start + start, span.end))
    bold = line.strip(" #").startswith(("**", "__"))
    return Block(
        passage(text, [words]),
        label,
        pieces=(Span(span.start + _indent(line), words.end),),
        bold=bold,
        after_blank=blank,
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_markup(text: str, span: Span) -> Span:
    """Drop the marks of bold, italics and headings at the ends of a line; those inside it stay."""
    words = span.of(text)
    start, end = 0, len(words)
    while start < end and words[start] in "#* \t_>\\" and not (words[start] == "*" and _pairs_inside(words, start)):
        start += 1
    while (
        end > start and words[end - 1] in "*_ \t\\" and not (words[end - 1] == "*" and _opens_inside(words, start, end))
    ):
        end -= 1
    return Span(span.start + start, span.start + end)


def _pairs_inside(words: str, place: int) -> bool:
    """Whether the star at `place` opens an emphasis that closes before the end of the line."""
    if words[place : place + 2] == "**" or words[place + 1 : place + 2] in ("", " "):
        return False
    closing = words.find("*", place + 1)
    return closing != -1 and bool(words[closing + 1 :].strip(" *_."))


def _opens_inside(words: str, start: int, end: int) -> bool:
    """Whether the star that ends the line closes an emphasis opened inside it."""
    return words[max(start, end - 2) : end] != "**" and words.count("*", start, end - 1) % 2 == 1


def _joined(text: str, block: Block, following: Block) -> Block:
    label = following.label
    more = following.words if not label else passage(text, following.pieces)
    words = Passage(
        f"{block.words.text} {more.text}", (*block.words.at, max(more.at[0] - 1, 0) if more.at else 0, *more.at)
    )
    return replace(block, words=words, pieces=block.pieces + following.pieces)


def _row(text: str, cells: tuple[Cell, ...], span: Span) -> Block:
    passages = tuple(passage(text, [_without_markup(text, piece) for piece in cell]) for cell in cells)
    return Block(passage(text, [span]), cells=passages, pieces=(span,))
