"""Pages as lines and tables with their places, put together into one text, whether they came printed or scanned."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tracker.intake import columns, doubts, grids, running_heads
from tracker.intake.lines import Line, Piece
from tracker.intake.paragraphs import goes_on, joined, left_edge, right_edge

LONG_COLUMN = 25


@dataclass(frozen=True)
class Sheet:
    """One page: its lines outside tables, its tables, its height in points."""

    lines: list[Line]
    grids: list[grids.Grid]
    height: float

    def kept(self) -> dict[str, Any]:
        """Return the page as JSON keeps it; `taken` undoes it."""
        lines = [[list(asdict(piece).values()) for piece in line.pieces] for line in self.lines]
        return {"lines": lines, "grids": [asdict(grid) for grid in self.grids], "height": self.height}

    @classmethod
    def taken(cls, kept: dict[str, Any]) -> "Sheet":
        """Return the page that was kept."""
        lines = [Line(tuple(Piece(*values) for values in pieces)) for pieces in kept["lines"]]
        tables = [grids.Grid(grid["rows"], tuple(grid["box"])) for grid in kept["grids"]]
        return cls(lines, tables, kept["height"])


@dataclass(frozen=True)
class Picture:
    """A page whose letters only eyes can read, and why: `scanned`, `unnamed letters` or `turned`.

    `otherwise` is what letters of little worth beneath the picture say, to be taken when nobody can look.
    """

    why: str
    otherwise: Sheet | None = None

    def kept(self) -> dict[str, Any]:
        """Return the page as JSON keeps it."""
        return {"why": self.why, "otherwise": self.otherwise.kept() if self.otherwise else None}


Page = Sheet | Picture


def taken(kept: dict[str, Any]) -> Page:
    """Return the page that was kept."""
    if "why" not in kept:
        return Sheet.taken(kept)
    return Picture(kept["why"], Sheet.taken(kept["otherwise"]) if kept["otherwise"] else None)


def what_is_unread(pages: Sequence[Page]) -> tuple[str, str]:
    """Return why the pictures among the pages cannot be read without eyes, and which they are, "" for all."""
    pictures = {number: page.why for number, page in enumerate(pages, 1) if isinstance(page, Picture)}
    why = next(why for why in ("scanned", "unnamed letters", "turned") if why in pictures.values())
    numbers = [number for number, each in pictures.items() if each == why]
    return why, ", ".join(map(str, numbers)) if len(numbers) < len(pages) or why == "turned" else ""


def text_of(sheets: Sequence[Sheet]) -> doubts.Text:
    """Return the text of pages, a blank line between paragraphs, without what is printed on every page."""
    lines = running_heads.without_them([sheet.lines for sheet in sheets], [sheet.height for sheet in sheets])
    blocks = _blocks(lines, [sheet.grids for sheet in sheets])
    return doubts.told(unicodedata.normalize("NFC", "\n\n".join(blocks)))


def _blocks(pages: list[list[Line]], tables: list[list[grids.Grid]]) -> Iterator[str]:
    """Yield paragraphs, columns and tables in the order they are read."""
    singles = [line.whole for lines in pages for line in lines if len(line.pieces) == 1]
    left, right = left_edge(singles), right_edge(singles)
    paragraph: list[Piece] = []
    rows: list[list[str]] = []

    def ended() -> Iterator[str]:
        if paragraph:
            yield joined(piece.words for piece in paragraph)
            paragraph.clear()
        if rows:
            yield grids.written(rows)
            rows.clear()

    for number, (lines, grids_here) in enumerate(zip(pages, tables, strict=True)):
        for at, part in enumerate(_in_order(lines, grids_here)):
            if isinstance(part, grids.Grid):
                more = grids.carried_over(rows, part.rows) if at == 0 else part.rows
                if paragraph:
                    yield from ended()
                rows.extend(more)
            elif isinstance(part, columns.Columns):
                yield from ended()
                yield from _side_by_side(part)
            else:
                turned = at == 0 and number > 0
                if rows or (paragraph and not goes_on(paragraph[-1], part, left, right, same_page=not turned)):
                    yield from ended()
                paragraph.append(part)
    yield from ended()


def _in_order(lines: list[Line], tables: list[grids.Grid]) -> Iterator[Piece | columns.Columns | grids.Grid]:
    """Yield what stands on a page from the top down; columns never reach across a table."""
    rest = lines
    for table in sorted(tables, key=lambda table: table.box[1]):
        yield from columns.parted([line for line in rest if line.top < table.box[1]])
        yield table
        rest = [line for line in rest if line.top >= table.box[1]]
    yield from columns.parted(rest)


def _side_by_side(part: columns.Columns) -> Iterator[str]:
    """Yield the left column, then the right: line by line in a head or a signature, as paragraphs on a page of text."""
    if max(len(part.left), len(part.right)) <= LONG_COLUMN:
        yield "\n".join(piece.words for piece in part.left + part.right)
        return
    for column in (part.left, part.right):
        left, right = left_edge(column), right_edge(column)
        paragraph: list[Piece] = []
        for piece in column:
            if paragraph and not goes_on(paragraph[-1], piece, left, right):
                yield joined(each.words for each in paragraph)
                paragraph = []
            paragraph.append(piece)
        yield joined(each.words for each in paragraph)
