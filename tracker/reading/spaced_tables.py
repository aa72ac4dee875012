"""Tables whose cells only wide gaps part, as text laid out by hand or by a printer has them."""

import re
from collections.abc import Iterator, Sequence

from tracker.reading.line_tables import CORNER_WORDS, MOST_COLUMNS, placed
from tracker.reading.results import Span
from tracker.reading.table_heads import column_name, columns_of
from tracker.reading.text import fold

HEAD = re.compile(rf"^ *(?:{CORNER_WORDS}) {{2,}}\S.*$", re.MULTILINE | re.IGNORECASE)
CELL = re.compile(r"\S+(?: \S+)*")
LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[IVX]{1,5}|[A-HĐK])[.)]?(?=\s|\Z)")
ORDINALS = re.compile(r"\s*(?:\(?\d{1,2}\)?(?:\s+|\Z)){0,12}")
LEAST_COLUMNS = 3
LONGEST_HEAD = 4
"""A head is broken over at most so many lines."""
NEAR = 2
"""A cell stands in a column when it begins at most so many characters before or behind where that begins."""

Pieces = list[Span]
Row = tuple[int, tuple[tuple[Span, ...], ...], int]


def spaced_rows(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """Yield the rows of such tables: the line each begins on, its cells, and the line after it."""
    if not HEAD.search(text):
        return
    at = 0
    while at < len(lines):
        head = _head(text, lines, at) if HEAD.fullmatch(lines[at].of(text)) else None
        if head is None:
            at += 1
            continue
        top, (columns, below) = at, head
        below = _past_ordinals(text, lines, below)
        yield at, tuple(tuple(column) for column in columns), below
        at = below
        for row in _Rows(text, lines, columns, lines[top]).below(below):
            yield row
            at = row[2]


def _cells(text: str, line: Span) -> Pieces:
    """The cells of a line; a label that only one space parts from its words is a cell of its own."""
    cells = [Span(line.start + m.start(), line.start + m.end()) for m in CELL.finditer(line.of(text))]
    label = LABEL.match(cells[0].of(text)) if cells else None
    if label and label.end() < len(cells[0].of(text)):
        start = cells[0].start
        cells[:1] = [Span(start, start + label.end()), Span(start + label.end() + 1, cells[0].end)]
    return cells


def _head(text: str, lines: Sequence[Span], top: int) -> tuple[list[Pieces], int] | None:
    """The pieces of each head and the line below them; None when they name no table of tasks."""
    columns = [[cell] for cell in _cells(text, lines[top])[: MOST_COLUMNS + 1]]
    if len(columns) > MOST_COLUMNS:
        return None
    at = top + 1
    while at < min(top + LONGEST_HEAD, len(lines)):
        under = [(cell, _column_of(cell, lines[at], columns, lines[top])) for cell in _cells(text, lines[at])]
        if not under or any(column is None or column == 0 for _, column in under):
            break
        for cell, column in under:
            columns[column or 0].append(cell)
        at += 1
    names = columns_of([_words(text, column) for column in columns])
    return (columns, at) if len(names) >= LEAST_COLUMNS and "content" in names else None


def _column_of(cell: Span, line: Span, columns: list[Pieces], top: Span) -> int | None:
    """The head a cell in a line below stands under: the one with which it shares characters."""
    start, end = cell.start - line.start, cell.end - line.start
    for n, column in enumerate(columns):
        if start < column[0].end - top.start and end > column[0].start - top.start:
            return n
    return None


def _past_ordinals(text: str, lines: Sequence[Span], at: int) -> int:
    """Pass over blank lines and the numbers of the columns: '(1)   (2)   (3)'."""
    while at < len(lines) and ORDINALS.fullmatch(lines[at].of(text)):
        at += 1
    return at


def _words(text: str, pieces: Pieces) -> str:
    return fold(" ".join(piece.of(text) for piece in pieces))


class _Rows:
    """The rows under one head, and where the columns were last seen to begin."""

    def __init__(self, text: str, lines: Sequence[Span], heads: list[Pieces], top: Span) -> None:
        self.text, self.lines = text, lines
        self.names = tuple(column_name(_words(text, head)) for head in heads)
        self.starts = [head[0].start - top.start for head in heads]

    def below(self, at: int) -> Iterator[Row]:
        while (begin := self._next(at)) is not None:
            row = self._placed(_cells(self.text, self.lines[begin]), self.lines[begin])
            at = begin + 1
            while at < len(self.lines) and (more := self._continuing(at)):
                for cell, column in more:
                    row[column].append(cell)
                at += 1
            yield begin, tuple(tuple(cell) for cell in row), at

    def _next(self, at: int) -> int | None:
        """The line on which the next row begins, blank lines passed over; None when the table ends here."""
        at = _past_ordinals(self.text, self.lines, at)
        cells = _cells(self.text, self.lines[at]) if at < len(self.lines) else []
        if len(cells) < 2 or not LABEL.fullmatch(cells[0].of(self.text)):
            return None
        return at if len(cells) >= LEAST_COLUMNS or self._is_group(cells, at) else None

    def _is_group(self, cells: Pieces, at: int) -> bool:
        """Whether a line only names the rows below it: 'A  NẠO VÉT', and the next one begins a row."""
        below = _past_ordinals(self.text, self.lines, at + 1)
        following = _cells(self.text, self.lines[below]) if below < len(self.lines) else []
        is_lettered = not cells[0].of(self.text)[0].isdigit()
        return is_lettered and len(following) > 1 and LABEL.fullmatch(following[0].of(self.text)) is not None

    def _placed(self, cells: Pieces, line: Span) -> list[Pieces]:
        """The pieces of each column: in order when none is left out, else by where they begin or what they hold."""
        row: list[Pieces] = [[] for _ in self.names]
        starts = [cell.start - line.start for cell in cells]
        if len(cells) == len(self.names):
            self.starts = starts
            columns: Sequence[int | None] = range(len(cells))
        else:
            columns = [self._beginning(start) for start in starts]
            if None in columns:
                columns = placed(tuple(fold(cell.of(self.text)) for cell in cells), self.names)
        for cell, column in zip(cells, columns, strict=True):
            row[column or 0].append(cell)
        return row

    def _beginning(self, start: int) -> int | None:
        return next((n for n, column in enumerate(self.starts) if abs(start - column) <= NEAR), None)

    def _continuing(self, at: int) -> list[tuple[Span, int]]:
        """The cells of a line that goes on with the row above, each with its column; none when it does not."""
        line = self.lines[at]
        cells = [(cell, self._beginning(cell.start - line.start)) for cell in _cells(self.text, line)]
        return [(cell, column) for cell, column in cells if column] if all(column for _, column in cells) else []
