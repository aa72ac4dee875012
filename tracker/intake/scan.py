"""One page of a scan read by eye: drawn, turned upright, its tables taken apart, its words told with their places.

Runs in a process of its own (`python -m tracker.intake.scan NUMBER`), which `tracker.intake.sandbox` starts and bounds;
tesseract, which it starts, inherits the bounds.
"""

import base64
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfplumber.table import Table
from PIL import Image, ImageDraw

from tracker.intake import doubts, misread, pictures, rules, sandbox, straight, tesseract
from tracker.intake.grids import Grid, rows_of, words_in
from tracker.intake.lines import lines_of
from tracker.intake.sheets import Sheet

POINTS = 72 / tesseract.DOTS
UNSURE = 70
"""In per cent; upside down or on its side a page is read with half of it, upright with nine tenths and more."""
DOUBTFUL = 70
USUAL = 0.25
"""By how much letters must be larger or smaller than most on the page to be of another size."""
SCRAP = 0.6
ASCENT, DESCENT = 0.75, 0.25
"""Of the size of letters, how much stands above the line and beneath."""
FEWEST_DOTS = 30
"""Dots of ink; a full stop has as many."""
MARGIN = 40
"""Dots of white around each cell when they are read one beneath the other."""
TALLEST = 12_000
SHOWN_WIDTH, SHOWN_QUALITY = 1_100, 55
MEMORY = 1_536 * 1024 * 1024
SECONDS = 60


@dataclass(frozen=True)
class Seen:
    """A page as it was read, and the picture of it, straight and upright."""

    sheet: Sheet
    picture: Image.Image
    sureness: float
    turn: int = 0


def seen(page: Image.Image) -> Seen:
    """Return what stands on a grey picture of a page, whichever side of it is up."""
    found = _seen(straight.straightened(page))
    if found.turn or found.sureness < UNSURE:
        turn = found.turn or tesseract.turn_of(page)
        if turn:
            other = _seen(straight.straightened(page.rotate(-turn, expand=True)))
            return max(found, other, key=lambda each: each.sureness)
    return found


def _seen(page: Image.Image) -> Seen:
    clean, tables = rules.taken_out(page)
    grids, words = [], []
    brush = ImageDraw.Draw(clean)
    for table in tables:
        cells, inside = _cells(clean, table)
        grids.append(Grid(rows_of(table, cells), _in_points(table.bbox)))
        words += inside
        brush.rectangle(table.bbox, fill=rules.WHITE)
    read = tesseract.Page() if _is_empty(clean) else tesseract.read(clean)
    lines = [line for line in lines_of(_placed(read.words)) if any(map(str.isalnum, line.whole.words))]
    sheet = Sheet(lines, grids, page.height * POINTS)
    return Seen(sheet, page, _sureness([*words, *read.words]), read.turn)


def _sureness(words: Sequence[tesseract.Word]) -> float:
    """Return how sure the program is on the whole, in per cent; long words count for more; an empty page is sure."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sureness * len(word.text) for word in words) / letters if letters else 100.0


def _is_empty(page: Image.Image) -> bool:
    """Whether hardly a dot of ink is on a picture."""
    return sum(page.histogram()[: rules.DARK]) < FEWEST_DOTS


def _cells(page: Image.Image, table: Table) -> tuple[dict[rules.Box, str], list[tesseract.Word]]:
    """Return the words of a table's cells, read one beneath the other: side by side they would run together."""
    found: dict[rules.Box, str] = {}
    words: list[tesseract.Word] = []
    for cells in _stacks(page, table.cells):
        width = max(round(box[2] - box[0]) for box in cells) + 2 * MARGIN
        height = sum(round(box[3] - box[1]) + MARGIN for box in cells) + MARGIN
        stack = Image.new("L", (width, height), rules.WHITE)
        down, ends = MARGIN, []
        for box in cells:
            stack.paste(_cut(page, box), (MARGIN, down))
            down += round(box[3] - box[1]) + MARGIN
            ends.append(down - MARGIN / 2)
        read = tesseract.read(stack, columns=1).words
        placed, begin = _placed(read), 0.0
        for box, end in zip(cells, ends, strict=True):
            found[box] = words_in([word for word in placed if begin <= _middle(word) / POINTS < end])
            begin = end
        words += read
    return found, words


def _middle(word: dict[str, Any]) -> float:
    return float(word["top"] + word["bottom"]) / 2


def _stacks(page: Image.Image, cells: Sequence[rules.Box]) -> Iterator[list[rules.Box]]:
    """Yield the cells that hold anything, as many at a time as one picture takes."""
    stack: list[rules.Box] = []
    height = 0.0
    for box in cells:
        if _is_empty(_cut(page, box)):
            continue
        if stack and height + box[3] - box[1] > TALLEST:
            yield stack
            stack, height = [], 0.0
        stack.append(box)
        height += box[3] - box[1] + MARGIN
    if stack:
        yield stack


def _cut(page: Image.Image, box: rules.Box) -> Image.Image:
    return page.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))


def _placed(words: Sequence[tesseract.Word]) -> list[dict[str, Any]]:
    """Return words with their places in points; letters of nearly one size are taken to be of one."""
    sizes = sorted(word.size for word in words for _letter in word.text)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    whole = [word for word in words if not _is_scrap(word, usual)]
    placed = []
    for word, right in zip(whole, misread.put_right([word.text for word in whole]), strict=True):
        size = usual if abs(word.size - usual) < USUAL * usual else word.size
        is_doubtful = word.sureness < DOUBTFUL or right != word.text
        placed.append({
            "text": doubts.marked(right) if is_doubtful else right,
            "x0": word.left * POINTS, "x1": word.right * POINTS,
            "top": (word.baseline - ASCENT * size) * POINTS, "bottom": (word.baseline + DESCENT * size) * POINTS,
        })  # fmt: skip
    return placed


def _is_scrap(word: tesseract.Word, usual: float) -> bool:
    """Whether this is a mark over a letter, torn off and taken for a word of its own."""
    return word.size < SCRAP * usual and sum(map(str.isalnum, word.text)) < 2


def _in_points(box: rules.Box) -> rules.Box:
    return (box[0] * POINTS, box[1] * POINTS, box[2] * POINTS, box[3] * POINTS)


def _shown(picture: Image.Image) -> str:
    """Return the picture as small as a person can still read it, as base64 of a JPEG."""
    file = BytesIO()
    height = picture.height * SHOWN_WIDTH // picture.width
    picture.resize((SHOWN_WIDTH, height), Image.Resampling.BOX).save(file, "JPEG", quality=SHOWN_QUALITY)
    return base64.b64encode(file.getvalue()).decode("ascii")


def _answer(data: bytes) -> dict[str, Any]:
    found = seen(pictures.page(data, int(sys.argv[1])))
    return {"sheet": found.sheet.kept(), "picture": _shown(found.picture)}


if __name__ == "__main__":
    sandbox.answer(_answer, memory=MEMORY, seconds=SECONDS)
