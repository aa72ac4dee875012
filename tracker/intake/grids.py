"""Tables drawn with lines on a printed page: a line `| cell | cell |` for each row, across the turn of a page too."""

from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.text import extract_words

from tracker.intake.lines import lines_of
from tracker.intake.paragraphs import ENDED, joined

FEWEST_LINES = 5
MOST_LINES = 6_000
"""A page with more lines than this is a drawing; looking for cells in it would take minutes."""
BETWEEN_WORDS = 0.15

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Grid:
    """A table: its rows of cells and where it lies on its page."""

    rows: list[list[str]]
    box: Box

    def holds(self, char: dict[str, Any]) -> bool:
        """Whether a letter stands in the table."""
        return _within(char, self.box)


def grids_of(page: Page, chars: list[dict[str, Any]]) -> list[Grid]:
    """Return the tables of a page that have at least two columns, filled with these letters."""
    if not FEWEST_LINES <= len(page.lines) + len(page.rects) * 2 + len(page.curves) <= MOST_LINES:
        return []
    return [
        Grid(rows_of(table, _cells(table, chars)), table.bbox)
        for table in page.find_tables()
        if max(len([cell for cell in row.cells if cell]) for row in table.rows) > 1
    ]


def rows_of(table: Table, words: dict[Box, str]) -> list[list[str]]:
    """Return the rows of a table whose cells hold these words."""
    rows = []
    begins = _begins(table)
    for row in table.rows:
        cells = []
        for at, cell in enumerate(row.cells):
            if cell is not None:
                cells.append(words.get(cell, ""))
            elif not any(each and each[0] + 1 < begins[at] < each[2] - 1 for each in row.cells):
                cells.append("")  # it belongs to a cell that began in a row above
        if any(cells):
            rows.append(cells)
    return rows


def _begins(table: Table) -> list[float]:
    """Return where each column begins, read from the rows that have a cell there."""
    width = max(len(row.cells) for row in table.rows)
    cells = [[row.cells[at] if at < len(row.cells) else None for row in table.rows] for at in range(width)]
    return [min((cell[0] for cell in column if cell), default=0.0) for column in cells]


def _cells(table: Table, chars: list[dict[str, Any]]) -> dict[Box, str]:
    """Return the words which letters form in each cell."""
    inside = [char for char in chars if _within(char, table.bbox)]
    found = {}
    for row in table.rows:
        letters = [char for char in inside if _within(char, row.bbox)]
        for cell in row.cells:
            if cell is not None:
                within = [char for char in letters if _within(char, cell)]
                found[cell] = words_in(extract_words(within, x_tolerance_ratio=BETWEEN_WORDS) if within else [])
    return found


def words_in(words: list[dict[str, Any]]) -> str:
    """Return words with their places as the text of a cell, its lines joined."""
    return joined(" ".join(piece.words for piece in line.pieces) for line in lines_of(words))


def _within(char: dict[str, Any], box: Box) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def carried_over(above: list[list[str]], rows: list[list[str]]) -> list[list[str]]:
    """Return the rows of a table that goes on from the page before: its head printed once, a row cut in two made whole.

    What completes the last row above is added to it in place.
    """
    if rows and above and rows[0] == above[0]:
        rows = rows[1:]
    if rows and above and _completes(above, rows[0]):
        above[-1][:] = [" ".join(filter(None, pair)) for pair in zip(above[-1], rows[0], strict=True)]
        rows = rows[1:]
    return rows


def _completes(above: list[list[str]], first: list[str]) -> bool:
    """Whether a row is the rest of the last one above: no number of its own, and words that go on."""
    last = above[-1]
    if len(last) != len(first) or first[0]:
        return False
    unfinished = [after for before, after in zip(last, first, strict=True) if before and not ENDED.search(before)]
    every_row_is_numbered = all(row[0] for row in above)
    return any(words[:1].islower() or (words and every_row_is_numbered) for words in unfinished)


def written(rows: list[list[str]]) -> str:
    """Return rows as lines."""
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
