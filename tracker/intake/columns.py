"""Letterheads, signatures and pages in two columns: the left column is read to its end before the right one."""

from dataclasses import dataclass

from tracker.intake.lines import Line, Piece

NARROWEST = 8.0
"""How many points must stay white between two columns."""
NEAR, ROUGHLY = 10.0, 40.0
"""How far from the middle of its column a line may stand; a signer's name is often set by hand, with spaces."""


@dataclass(frozen=True)
class Columns:
    """Lines that stand side by side, each column from the top down."""

    left: list[Piece]
    right: list[Piece]


def parted(lines: list[Line]) -> list[Columns | Piece]:
    """Return the lines of a page in the order they are read: single lines, and columns side by side."""
    found: list[Columns | Piece] = []
    at = 0
    while at < len(lines):
        end, gutter = _extent(lines, at) if len(lines[at].pieces) == 2 else (at, (0.0, 0.0))
        if end > at:
            found.append(_split(lines[at:end], gutter))
            at = end
        else:
            found.append(lines[at].whole)
            at += 1
    return found


def _extent(lines: list[Line], start: int) -> tuple[int, tuple[float, float]]:
    """Return where columns that begin at a line end, and the white between them; `start` when they are none."""
    left, right = lines[start].pieces
    gutter, sure, end, more = (left.right, right.left), 1, start + 1, start + 1
    while more < len(lines) and (narrower := _beside(lines[more], gutter)) is not None:
        if len(lines[more].pieces) == 2:
            sure, end, gutter = sure + 1, more + 1, narrower
        elif _goes_on(lines[more].whole, lines[start:more], gutter):
            end, gutter = (more + 1, narrower) if more == end else (end, narrower)
        more += 1
    return (end if sure > 1 or end > start + 1 else start), gutter


def _beside(line: Line, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """Return the white that remains when a line is added, None when the line runs across it."""
    begin, finish = gutter
    for piece in line.pieces:
        if piece.middle < (gutter[0] + gutter[1]) / 2:
            begin = max(begin, piece.right)
        else:
            finish = min(finish, piece.left)
    return (begin, finish) if finish - begin >= NARROWEST and len(line.pieces) <= 2 else None


def _goes_on(piece: Piece, above: list[Line], gutter: tuple[float, float]) -> bool:
    """Whether a line on one side alone still belongs to its column: centred in it, begun where it begins, or small."""
    side = [each for line in above for each in line.pieces if (each.middle < gutter[1]) == (piece.middle < gutter[1])]
    if not side:
        return False
    last = side[-1]
    if piece.top - above[-1].whole.bottom > 6 * piece.size:
        return False
    begin, finish = min(each.left for each in side), max(each.right for each in side)
    centred = abs(piece.middle - last.middle) < (NEAR if piece.middle < gutter[1] else ROUGHLY)
    within = piece.left > begin - 3 and piece.right < finish + NEAR and piece.top - last.bottom < piece.size
    return centred or within


def _split(lines: list[Line], gutter: tuple[float, float]) -> Columns:
    middle = (gutter[0] + gutter[1]) / 2
    pieces = [piece for line in lines for piece in line.pieces]
    return Columns(
        [each for each in pieces if each.middle < middle], [each for each in pieces if each.middle >= middle]
    )
