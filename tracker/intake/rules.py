"""The lines of a table on a picture of a page: found, so that its cells are known, and taken out before it is read."""

import re
from collections.abc import Iterator
from typing import Any

from pdfplumber.table import Table, cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from PIL import Image, ImageDraw

DARK, BLACK, WHITE = 160, 255, 255
PIECE = 24
"""How many points of a line are looked at together."""
SHORTEST = 4
"""Pieces; no stroke of a letter is as long and as straight."""
FULL = 200
"""Of 255: how dark a piece of a line must be, since scanning breaks and blurs it."""
THICK = 14
"""Points; a line is seen on as many rows as it is thick, and they are one line."""
BLUR = 2
"""Points; how far beside a line its shade reaches. A dot beneath a letter stands no nearer."""
NEAR = 12
"""Points by which two lines may miss one another and still meet."""
FEWEST_CELLS = 4

Box = tuple[float, float, float, float]
NO_PAGE: Any = None
"""The library's tables ask for a page, and never look at it for what is asked of them here."""
Run = tuple[int, int, int]
Edge = dict[str, Any]


def taken_out(page: Image.Image) -> tuple[Image.Image, list[Table]]:
    """Return a grey page without its level and upright lines, and the tables which they draw."""
    dark = page.point(lambda light: BLACK if light < DARK else 0)
    level, upright = [*_runs(dark)], [*_runs(dark.transpose(Image.Transpose.TRANSPOSE))]
    edges = merge_edges(
        [_edge("h", run) for run in level] + [_edge("v", run) for run in upright], THICK, THICK, PIECE, PIECE
    )
    cells = intersections_to_cells(edges_to_intersections(edges, NEAR, NEAR))
    tables = [Table(NO_PAGE, cells) for cells in cells_to_tables(cells) if len(cells) >= FEWEST_CELLS]
    return _painted_over(page, level, upright), tables


def _runs(dark: Image.Image) -> Iterator[Run]:
    """Yield the level lines of a page in black and white, row by row: where one begins and ends, how far down it is.

    A piece only partly covered is no part of a line, so each is taken to be longer by one at either end.
    """
    width, height = dark.width // PIECE, dark.height
    whole = dark.crop((0, 0, width * PIECE, height)).resize((width, height), Image.Resampling.BOX)
    rows = whole.point(lambda share: 1 if share >= FULL else 0).tobytes()
    for found in re.finditer(rb"\x01{%d,}" % SHORTEST, rows):
        down, begin = divmod(found.start(), width)
        end = min(begin + found.end() - found.start(), width)
        yield (begin - 1) * PIECE, (end + 1) * PIECE, down


def _edge(orientation: str, run: Run) -> Edge:
    begin, end, at = run
    if orientation == "h":
        return {"x0": begin, "x1": end, "top": at, "bottom": at, "width": end - begin, "height": 0, "orientation": "h"}
    return {"x0": at, "x1": at, "top": begin, "bottom": end, "width": 0, "height": end - begin, "orientation": "v"}


def _painted_over(page: Image.Image, level: list[Run], upright: list[Run]) -> Image.Image:
    clean = page.copy()
    brush = ImageDraw.Draw(clean)
    for begin, end, at in level:
        brush.rectangle((begin, at - BLUR, end, at + BLUR), fill=WHITE)
    for begin, end, at in upright:
        brush.rectangle((at - BLUR, begin, at + BLUR, end), fill=WHITE)
    return clean
