"""Rows of tables as text has them: cells parted by bars, tabs or wide gaps, broken over lines, or one to a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading.line_tables import lone_cells
from tracker.reading.results import Span
from tracker.reading.spaced_tables import spaced_rows
from tracker.reading.text import is_shouted

BAR = re.compile(r"(?<!\\)\|")
TAB = re.compile(r"\t")
CLOSED = re.compile(r"\s*\|.*\|\s*")  # '| 1 | Lập kế hoạch |'
NUMBERED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐK])?\s*[.)]?\s*[|\t]")  # '12 | …', ' | …'
GROUP = re.compile(r"\s*(?:[IVX]{1,5}|[A-HĐK]|\d{1,2}(?:\.\d{1,2}){0,2})\s*[-.):/|\t]\s*")  # 'II. Hạ tầng'
LONGEST_GROUP = 160
BROKEN_OVER = 6
"""A row goes on over at most so many lines."""

Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, each in one or more pieces of the text, and the index of the line after it."""

    cells: tuple[Cell, ...]
    after: int


def find_rows(text: str, lines: Sequence[Span]) -> dict[int, Row]:
    """Return the rows of tables by the index of the line on which they begin."""
    rows: dict[int, Row] = {}
    if "|" in text or "\t" in text:
        rows.update(_parted(text, lines))
    for at, cells, after in (*spaced_rows(text, lines), *lone_cells(text, lines)):
        rows[at] = Row(cells, after)
    return rows


def _parted(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, Row]]:
    """Rows whose cells a mark parts; one with fewer marks than the first of its table may go on over lines.

    A row that begins with a bar is taken for closed by bars only where no row before it was open.
    """
    at = full = 0
    while at < len(lines):
        line = lines[at].of(text)
        mark = BAR if "|" in line else TAB
        marks = len(mark.findall(line.strip("\t "))) if "|" in line or "\t" in line else 0
        least = 1 if full == 1 or (mark is BAR and _next_has_one(text, lines, at)) else 2
        if marks < least <= full and _names_group(text, lines, at, full):
            yield at, Row(_group(lines[at], line, mark), at + 1)
            at += 1
            continue
        if marks < least and not CLOSED.fullmatch(line):
            at, full = at + 1, full if not line.strip() else 0
            continue
        after = at + 1
        if mark is BAR and not full and CLOSED.fullmatch(line):
            cells = _inside(lines[at], line)
        else:
            full = full or marks
            if marks < full:
                after = _end_of_broken(text, lines, at, mark, full)
            cells = _joined([_between(lines[n], lines[n].of(text), mark) for n in range(at, after)])
        yield at, Row(cells, after)
        at = after


def _names_group(text: str, lines: Sequence[Span], at: int, full: int) -> bool:
    """Whether a line between two rows, whose other cells are blank or left out, only names those below it."""
    line = lines[at].of(text)
    if not line.strip() or len(line) > LONGEST_GROUP or at + 1 >= len(lines) or not lines[at - 1].of(text).strip():
        return False
    below = lines[at + 1].of(text)
    is_row = max(len(BAR.findall(below)), len(TAB.findall(below))) >= full and NUMBERED.match(below) is not None
    return is_row and (GROUP.match(line) is not None or is_shouted(line))


def _group(span: Span, line: str, mark: re.Pattern[str]) -> tuple[Cell, ...]:
    """The label and the name of a group: 'A | Công trình', 'I. Công tác chuẩn bị'."""
    if mark.search(line.strip("\t ")):
        return tuple((cell,) for cell in _between(span, line, mark))
    found = GROUP.match(line)
    start = found.end() if found else 0
    return (Span(span.start, span.start + start),), (Span(span.start + start, span.end),)


def _next_has_one(text: str, lines: Sequence[Span], at: int) -> bool:
    """Whether the next line has one bar too: a table of two columns."""
    return at + 1 < len(lines) and len(BAR.findall(lines[at + 1].of(text))) == 1


def _inside(span: Span, line: str) -> tuple[Cell, ...]:
    bars = [found.start() for found in BAR.finditer(line)]
    return tuple((Span(span.start + a + 1, span.start + b),) for a, b in pairwise(bars))


def _between(span: Span, line: str, mark: re.Pattern[str]) -> list[Span]:
    edges = [-1, *(found.start() for found in mark.finditer(line)), len(line)]
    return [Span(span.start + a + 1, span.start + b) for a, b in pairwise(edges)]


def _end_of_broken(text: str, lines: Sequence[Span], at: int, mark: re.Pattern[str], full: int) -> int:
    """The line after a row some cell of which is broken over lines; the next line when it is only short."""
    marks = len(mark.findall(lines[at].of(text)))
    for n in range(at + 1, min(at + BROKEN_OVER, len(lines))):
        line = lines[n].of(text)
        if not line.strip() or NUMBERED.match(line):
            break
        marks += len(mark.findall(line))
        if marks >= full:
            return n + 1 if marks == full else at + 1
    return at + 1


def _joined(parts: list[list[Span]]) -> tuple[Cell, ...]:
    """The cells of lines one after the other: the first of a line goes on with the last of the line before."""
    cells: list[Cell] = []
    for part in parts:
        for n, span in enumerate(part):
            if n == 0 and cells:
                cells[-1] = (*cells[-1], span)
            else:
                cells.append((span,))
    return tuple(cells)
