"""What is printed on every page and belongs to none: page numbers, running heads and feet."""

import re
from collections import Counter

from tracker.intake import doubts
from tracker.intake.letterhead import LETTERHEAD
from tracker.intake.lines import Line

PAGE_NUMBER = re.compile(r"\W*(?:(?:trang|page)\s*)?\d{1,3}(?:\s*[/|]\s*\d{1,3})?\W*", re.IGNORECASE)
EDGE = 0.12
"""How much of a page's height, above and below, running heads and page numbers keep to."""
SHARE = 0.6
FEWEST_PAGES = 3


def without_them(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Return the lines of each page without those; a letterhead repeated on every page is kept once."""
    counted = Counter(
        key for lines, height in zip(pages, heights, strict=True)
        for key in {_key(line) for line in lines if _is_at_edge(line, height)}
    )  # fmt: skip
    repeated = {
        key for key, times in counted.items() if len(pages) >= FEWEST_PAGES and times >= max(2, len(pages) * SHARE)
    }
    kept: set[str] = set()
    result = []
    for lines, height in zip(pages, heights, strict=True):
        left = []
        for line in lines:
            key = _key(line)
            if _is_at_edge(line, height):
                if PAGE_NUMBER.fullmatch(line.whole.words):
                    continue
                if key in repeated and (key in kept or not LETTERHEAD.search(line.whole.words)):
                    continue
                kept.add(key)
            left.append(line)
        result.append(left)
    return result


def _key(line: Line) -> str:
    """Return the words of a line with its figures made alike, so that "Trang 2" is "Trang 3"."""
    return re.sub(r"\d+", "#", doubts.unmarked(line.whole.words))


def _is_at_edge(line: Line, height: float) -> bool:
    whole = line.whole
    return whole.bottom < height * EDGE or whole.top > height * (1 - EDGE)
