"""Tables whose cells stand one to a line, as text copied out of a table has them: 'STT', 'Nội dung', …, '1', …"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tracker.reading.results import Span
from tracker.reading.table_heads import column_name, columns_of
from tracker.reading.text import fold

CORNER_WORDS = r"S?TT|Số TT|Số thứ tự|No\.?|#"
CORNER = re.compile(rf"^[ \t]*(?:{CORNER_WORDS})[ \t]*$", re.MULTILINE | re.IGNORECASE)
FIRST = ("1", "01", "I", "A")
GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐK])[.)]?")
NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]?")
TOTAL = re.compile(r"(?:tổng(?: cộng| số| kinh phí)?|cộng|total)\s*[:.]?")
AFTER = re.compile(r"nơi nhận|(?:[ivx]{1,5}|\d{1,2})\. |trên đây|yêu cầu |(?:tm|kt|tl)\.")
TIMES = re.compile(r"\d{1,2}/\d|(?:quý|tháng|năm|tuần|ngày|trước|sau|trong|hằng|hàng|thường xuyên|cuối|đầu|giữa)(?!\w)")
AMOUNT = re.compile(r"[\d.,]+")
SAME = re.compile(r'\W*(?:nt|như trên|"|〃|″)\W*')
MOST_COLUMNS = 12
LONGEST_LAST = 100
"""A line longer than this does not belong to the last row, whose end nothing marks."""

Cells = tuple[tuple[Span, ...], ...]


def lone_cells(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, Cells, int]]:
    """Yield the rows of such tables: the line each begins on, its cells, and the line after it."""
    if not CORNER.search(text):
        return
    at = 0
    while at < len(lines):
        if not CORNER.fullmatch(lines[at].of(text)) or not (table := _Table.at(text, lines, at)):
            at += 1
            continue
        rows = list(table.rows())
        yield from rows
        at = rows[-1][2]


class _Table:
    """One table: the names of its columns and the lines of its rows."""

    def __init__(self, text: str, lines: Sequence[Span], head: list[int], is_spaced: bool, body: int) -> None:
        self.text, self.lines, self.head, self.is_spaced, self.body = text, lines, head, is_spaced, body
        self.keeps_blanks = False  # whether a blank line was seen, which then stands for a blank cell
        self.names = tuple(column_name(fold(self._words(n))) for n in head)

    @classmethod
    def at(cls, text: str, lines: Sequence[Span], corner: int) -> "_Table | None":
        """Return the table whose head begins on a line, or None when what follows is none."""
        head, at, blanks = [corner], corner + 1, 0
        while at < len(lines) and len(head) <= MOST_COLUMNS:
            words = lines[at].of(text).strip()
            if words.rstrip(".)") in FIRST or words == "(1)":
                break
            head += [at] if words else []
            blanks += not words
            at += 1
        names = columns_of([fold(lines[n].of(text).strip()) for n in head])
        if "content" not in names or len(names) < 3 or at >= len(lines) or len(head) > MOST_COLUMNS:
            return None
        table = cls(text, lines, _under_shared(text, lines, head), blanks >= len(head) - 1, at)
        table.body = table._past_ordinals(at)
        return table

    def rows(self) -> Iterator[tuple[int, Cells, int]]:
        yield self.head[0], tuple((self.lines[n],) for n in self.head), self.body
        at, number, group = self.body, 0, ""
        while at < len(self.lines):
            words = self._words(at)
            found = NUMBER.fullmatch(words)
            if found:
                number = int(found["number"])
            else:
                group = words
            after = self._next(at, number, group)
            is_last = after is None
            end = self._end_of_last(at) if after is None else after
            yield at, self._cells(at, end), end
            at = end
            if is_last:
                break
        total = self._total(at)
        if total > at:
            yield at, tuple((self.lines[n],) for n in range(at, total) if self._words(n)), total

    def _words(self, line: int) -> str:
        return self.lines[line].of(self.text).strip()

    def _past_ordinals(self, at: int) -> int:
        """Pass over the row that numbers the columns: '(1)', '(2)', …"""
        place = at
        for n in range(1, len(self.head) + 1):
            while place < len(self.lines) and not self._words(place):
                place += 1
            if place >= len(self.lines) or self._words(place).strip("()") != str(n):
                return at
            place += 1
        while place < len(self.lines) and not self._words(place):
            place += 1
        return place

    def _begins(self, line: int, number: int, group: str) -> bool:
        """Whether the next row begins on a line: the next number, the first again, or the next group."""
        words = self._words(line)
        found = NUMBER.fullmatch(words)
        if found:
            return int(found["number"]) in (number + 1, 1)
        return bool(GROUP.fullmatch(words)) and words != group

    def _next(self, at: int, number: int, group: str) -> int | None:
        """Where the next row begins, first sought as many lines on as there are columns."""
        whole = at + len(self.head)
        if not self.is_spaced and whole < len(self.lines) and self._begins(whole, number, group):
            return whole
        for n in range(at + 2, min(at + 3 * len(self.head) + 2, len(self.lines))):
            words = self._words(n)
            if AFTER.match(fold(words)) and len(words) > 3:
                return None
            if words and self._begins(n, number, group):
                return n
        return None

    def _end_of_last(self, at: int) -> int:
        cells = 0
        for n in range(at, len(self.lines)):
            words = self._words(n)
            if cells == len(self.head) or TOTAL.fullmatch(fold(words)) or len(words) > LONGEST_LAST:
                return n
            if cells and AFTER.match(fold(words)):
                return n
            cells += bool(words) or not self.is_spaced
        return len(self.lines)

    def _total(self, at: int) -> int:
        """The line after a row of totals; 0 when none stands there."""
        while at < len(self.lines) and not self._words(at):
            at += 1
        if at >= len(self.lines) or not TOTAL.fullmatch(fold(self._words(at))):
            return 0
        at += 1
        while at < len(self.lines) and (not self._words(at) or AMOUNT.fullmatch(self._words(at))):
            at += 1
        return at

    def _cells(self, at: int, end: int) -> Cells:
        """The cells of a row, by their number when none is left out, else by what each column holds."""
        written = [n for n in range(at, end) if self._words(n)]
        if end - at == len(self.head) and (self.keeps_blanks or len(written) == end - at) and not self.is_spaced:
            return tuple((self.lines[n],) for n in range(at, end))
        self.keeps_blanks = self.keeps_blanks or len(written) < end - at
        places = placed(tuple(fold(self._words(n)) for n in written), self.names)
        return tuple(
            tuple(self.lines[n] for n, place in zip(written, places, strict=True) if place == column)
            for column in range(len(self.names))
        )


def _under_shared(text: str, lines: Sequence[Span], head: list[int]) -> list[int]:
    """In a head of two rows 'Chủ trì', 'Phối hợp' at its end stand under a shared 'Cơ quan thực hiện'."""
    names = [column_name(fold(lines[n].of(text).strip())) for n in head]
    if names[-2:] == ["lead", "partners"] and "lead" in names[:-2]:
        shared = names.index("lead")
        return [*head[:shared], *head[-2:], *head[shared + 1 : -2]]
    return head


@lru_cache(maxsize=256)
def placed(cells: tuple[str, ...], names: tuple[str, ...]) -> tuple[int, ...]:
    """The column of each line of a row: never back to the left, where its words fit best."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))]
    for line in cells[1:]:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for score, places in best:
            for column in range(max(places[-1], 1), len(names)):
                joined = 1.5 if column == places[-1] else 0
                value = score + _fit(line, names[column]) - joined - 0.01 * column
                if column not in reached or value > reached[column][0]:
                    reached[column] = value, (*places, column)
        best = list(reached.values())
    return max(best)[1]


def _fit(cell: str, name: str) -> float:
    """How well the words of a line (folded) suit a column."""
    is_time, is_amount, is_same = bool(TIMES.search(cell)), bool(AMOUNT.fullmatch(cell)), bool(SAME.fullmatch(cell))
    if name == "content":
        return -3.0 if is_amount or is_same else 2.0
    if name == "time":
        return 2.0 if is_time and len(cell) < 80 else 0.0 if is_same else -2.0
    if name == "money":
        return 2.0 if is_amount else -3.0
    if name in ("lead", "partners"):
        return 1.5 if is_same else -2.0 if is_amount or (is_time and cell[:1].isdigit()) else 1.0
    return -0.5 if is_amount or is_time else 0.2
