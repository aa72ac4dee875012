"""Wrapped lines put back together: a line goes on in the next when the next one's first word had no room on it."""

import re
from collections.abc import Iterable
from itertools import pairwise

from tracker.intake.lines import Piece

ENDED = re.compile(r"[.:;!?…/][\s\"'”’»)]*\Z")
LABEL = re.compile(
    r"(?:[-–—+*•]\s|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])\s?[.),/]\s?|(?:Điều|Chương|Phần|Mục)\s+[\dIVX])"
)
INDENT = 6.0
FEW_CAPITALS = 6
LEADING = 1.75
"""Lines further apart than so many letter heights belong to two paragraphs."""


def right_edge(pieces: list[Piece]) -> float:
    """Return where lines end when they are full: the place furthest right which two of them reach."""
    ends = sorted((piece.right for piece in pieces), reverse=True)
    return next((end for end, after in pairwise(ends) if end - after < 3), max(ends, default=0.0))


def left_edge(pieces: list[Piece]) -> float:
    """Return where lines begin that are not set in: the place furthest left which two of them share."""
    begins = sorted(piece.left for piece in pieces)
    return next((begin for begin, after in pairwise(begins) if after - begin < 3), min(begins, default=0.0))


def joined(lines: Iterable[str]) -> str:
    """Return lines as one; a hyphen at the end of one is the hyphen of a number or name: 284/QĐ-UBND."""
    return re.sub(r"(?<=\w-)\n(?=\w)", "", "\n".join(lines)).replace("\n", " ")


def goes_on(before: Piece, line: Piece, left: float, right: float, *, same_page: bool = True) -> bool:
    """Whether a line continues the one before it."""
    fitted = before.right + 0.2 * line.size + line.first_word < right - 1
    if fitted or abs(before.size - line.size) > 1.5:
        return False
    if same_page and line.bottom - before.bottom > LEADING * line.size:
        return False
    ended = bool(ENDED.search(before.words))
    if LABEL.match(line.words) and (ended or line.left > left + INDENT):
        return False
    is_set_in = line.left > left + INDENT
    starts_small = line.words[:1].islower() or not line.words[:1].isalpha()
    if same_page and abs(line.left - before.left) < 2 and not ended:
        return not _is_shouted(line.words) or _is_shouted(before.words)
    if is_set_in:
        return starts_small or (not ended and line.left < before.left + INDENT and not _is_shouted(line.words))
    return True


def _is_shouted(words: str) -> bool:
    """Whether a line is a heading in capitals; a number like III/2026 is not."""
    return words.upper() == words and sum(char.isalpha() for char in words) > FEW_CAPITALS
