"""The words of a printed page as lines of pieces: words that stand close together, parted by wide gaps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

WIDE = 1.6
"""A gap of so many letter heights parts two columns; justified words never stand so far apart for long."""
RAISED = 0.75
MOST_COLUMNS = 3
HELD = re.compile(
    r"(?:\bsố\s?:?|\bngày|\btháng|\bnăm|^(?:[-–—+•]|(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|[a-zđ])[.)/]?))\Z",
    re.IGNORECASE,
)
"""After these words a gap is a blank to be filled in, or the space behind a label; the line goes on."""


@dataclass(frozen=True)
class Piece:
    """Words side by side on one line, with their place on the page in points."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_word: float = 0.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Line:
    """One line of a page, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> Piece:
        """Return the line as one piece; a gap within it stays three spaces wide, by which a reader knows it."""
        return Piece(
            "   ".join(piece.words for piece in self.pieces), self.pieces[0].left, self.pieces[-1].right, self.top,
            max(piece.bottom for piece in self.pieces), max(piece.size for piece in self.pieces),
            self.pieces[0].first_word,
        )  # fmt: skip

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)


def lines_of(words: list[dict[str, Any]]) -> list[Line]:
    """Return the lines which words with their places form, from the top down."""
    rows: list[list[dict[str, Any]]] = []
    heights = sorted(_height(word) for word in words)
    usual = heights[len(heights) // 2] if heights else 0.0
    raised = [word for word in words if _height(word) < usual * RAISED]
    for word in sorted((word for word in words if _height(word) >= usual * RAISED), key=_middle):
        if rows and _middle(word) - _middle(rows[-1][-1]) < 0.4 * _height(word):
            rows[-1].append(word)
        else:
            rows.append([word])
    for word in raised:
        _raise(word, rows)
    found = [Line(tuple(_pieces(sorted(row, key=lambda word: float(word["x0"]))))) for row in rows]
    return sorted(found, key=lambda line: line.whole.bottom)


def _raise(word: dict[str, Any], rows: list[list[dict[str, Any]]]) -> None:
    """Put a small word (m², a note's number) into the line it stands in, else into a line of small words."""
    for row in rows:
        if row[0]["top"] <= _middle(word) <= row[0]["bottom"]:
            row.append(word)
            return
    rows.append([word])


def _pieces(row: list[dict[str, Any]]) -> Iterator[Piece]:
    parts: list[list[dict[str, Any]]] = [[row[0]]]
    for word in row[1:]:
        before = parts[-1]
        gap = float(word["x0"]) - float(before[-1]["x1"])
        if gap > WIDE * min(_height(word), 16) and not HELD.search(" ".join(each["text"] for each in before)):
            parts.append([word])
        else:
            before.append(word)
    if len(parts) > MOST_COLUMNS:  # a line pulled apart to fill its width
        parts = [row]
    for part in parts:
        yield Piece(
            _written(part), float(part[0]["x0"]), float(part[-1]["x1"]),
            min(float(word["top"]) for word in part), max(float(word["bottom"]) for word in part),
            max(_height(word) for word in part), float(part[0]["x1"]) - float(part[0]["x0"]),
        )  # fmt: skip


def _written(words: list[dict[str, Any]]) -> str:
    """Join words by spaces, a raised figure to what it stands at: m²."""
    written = ""
    for before, word in zip([None, *words], words, strict=False):
        close = before is not None and _height(word) < _height(before) * RAISED
        touching = close and float(word["x0"]) - float(before["x1"]) < 1.5 if before is not None else True
        written += ("" if touching else " ") + str(word["text"])
    return written


def _height(word: dict[str, Any]) -> float:
    return float(word["bottom"]) - float(word["top"])


def _middle(word: dict[str, Any]) -> float:
    return (float(word["top"]) + float(word["bottom"])) / 2
