"""A document as its page shows it: the letterhead, then paragraphs with the passages of their items marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part

Place = tuple[int, int]

RIGHT = re.compile(r"CỘNG\s+H\w+\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
"""Lines that stand in the right half of a letterhead, with that of place and day."""
RULE = re.compile(r"[\s|:*_~=\-–—.\\]*")
MARKUP = re.compile(r"\*\*|__|\\(?=[*_.\-#|])|\*(?=[^\s*])|(?<=[^\s*])\*")
HEADING_SIGN = re.compile(r"^\s*#{1,6}\s+")
HEAD = ("type", "number", "title")
BESIDE = ("issued_on", "place")


@dataclass(frozen=True)
class Words:
    """A run of the text: of an item or of none, a deadline's words or a doubtful name's or neither."""

    text: str
    item: Item | None = None
    is_deadline: bool = False
    is_doubtful: bool = False
    is_value: bool = False


@dataclass(frozen=True)
class Run:
    """Neighbouring words of one item (or of none), and the items whose passage ends with them."""

    item: Item | None
    words: tuple[Words, ...]
    ended: tuple[Item, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether the passage is highlighted: what asks for nothing is not."""
        return self.item is not None and (self.item.decision != Decision.NO_TASK or self.item.kind.is_actionable)


@dataclass(frozen=True)
class Row:
    """A paragraph and the items that begin in it."""

    runs: tuple[Run, ...]
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Head:
    """The letterhead in its two halves, and the heading beneath it."""

    left: tuple[tuple[Words, ...], ...] = ()
    right: tuple[tuple[Words, ...], ...] = ()
    heading: tuple[tuple[Words, ...], ...] = ()


@dataclass(frozen=True)
class Page:
    """The whole document, or the part of it that is shown, in order."""

    head: Head
    rows: tuple[Row, ...]


def page_of(conclusion: Conclusion, shown: Container[int] | None = None) -> Page:
    """Return the document laid out, each passage where it stands.

    With `shown`, the ids of drafts, only the paragraphs in which one of these begins, and only these drafts.
    """
    lines = list(_lines(conclusion.text))
    body = _end_of_head(conclusion)
    layout = _Layout(conclusion)
    head = _head(conclusion, [line for line in lines if line[0] < body])
    return Page(head, tuple(layout.rows([line for line in lines if line[0] >= body], shown)))


def row_of(item: Item) -> Row:
    """Return the paragraphs of one item alone."""
    lines = [line for line in _lines(item.conclusion.text) if line[0] < item.end and line[1] > item.start]
    return Row(_Layout(item.conclusion).runs(_joined(lines)), (item,)) if lines else Row(())


def _lines(text: str) -> Iterator[Place]:
    start = 0
    for line in text.split("\n"):
        if not RULE.fullmatch(line) or line.strip() in ("*", "\\*"):
            yield start, start + len(line)
        start += len(line) + 1


def _end_of_head(conclusion: Conclusion) -> int:
    """Return where the heading ends; place and day belong to it unless they stand in the text or at the signature."""
    body = min((item.start for item in conclusion.items), default=len(conclusion.text))
    spans = {name: span for name, span in conclusion.header_spans.items() if span[1] <= body}
    heading = max((spans[name][1] for name in HEAD if name in spans), default=0)
    above = [spans[name][1] for name in BESIDE if name in spans and (not heading or spans[name][1] <= heading)]
    return max([heading, *above])


def _head(conclusion: Conclusion, lines: list[Place]) -> Head:
    spans = conclusion.header_spans
    day = spans.get("issued_on", [-1, -1])
    title = min((spans[name][0] for name in ("type", "title") if name in spans), default=len(conclusion.text))
    left, right, heading = [], [], []
    for start, end in lines:
        words = _values(conclusion, start, end)
        if end > title:
            heading.append(words)
        elif RIGHT.search(conclusion.text, start, end) or start <= day[0] < end:
            right.append(words)
        else:
            left.append(words)
    return Head(tuple(left), tuple(right), tuple(heading))


def _values(conclusion: Conclusion, start: int, end: int) -> tuple[Words, ...]:
    """Cut a line of the letterhead where values were read out of it."""
    spans = [tuple(span) for name, span in conclusion.header_spans.items() if name in ("number", "issued_on")]
    cuts = sorted({start, end, *(place for span in spans for place in span if start < place < end)})
    return tuple(
        Words(_shown(conclusion.text, a, b, start), is_value=any(s[0] <= a and b <= s[1] for s in spans))
        for a, b in pairwise(cuts)
    )


class _Layout:
    """The items of a document by their places, so that those of one paragraph are found at once."""

    def __init__(self, conclusion: Conclusion) -> None:
        self.text = conclusion.text
        self.items = sorted(((item.start, item.end, item) for item in conclusion.items), key=lambda each: each[0])
        self.starts = [start for start, _end, _item in self.items]
        self.reach = list(accumulate((end for _start, end, _item in self.items), max))

    def begun(self, start: int, end: int) -> list[tuple[int, int, Item]]:
        """The items whose passage begins between two places."""
        return self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def within(self, start: int, end: int) -> list[tuple[int, int, Item]]:
        """The items whose passage has words between two places."""
        near = self.items[bisect_right(self.reach, start) : bisect_left(self.starts, end)]
        return [each for each in near if each[1] > start]

    def rows(self, lines: list[Place], shown: Container[int] | None) -> Iterator[Row]:
        """Put the lines of one item into one row, others each into their own."""
        group: list[Place] = []
        until = -1
        for line in [*lines, (len(self.text) + 1, len(self.text) + 1)]:
            if group and line[0] >= until:
                begun = [item for place in group for _start, _end, item in self.begun(*place)]
                kept = tuple(item for item in begun if shown is None or item.id in shown)
                if kept or shown is None:
                    yield Row(self.runs(_joined(group)), kept)
                group = []
            group.append(line)
            until = max([until, line[1], *(end for _start, end, _item in self.begun(*line))])

    def runs(self, place: Place) -> tuple[Run, ...]:
        start, end = place
        items = self.within(start, end)
        deadlines = _places(each for _start, _end, item in items for each in item.deadlines)
        doubts = _places(
            named
            for _start, _end, item in items if item.decision == Decision.OPEN
            for named in item.units if named.part == Part.LEAD and named.unit_id is None
        )  # fmt: skip
        edges = {edge for a, b, _item in items for edge in (a, b)}
        edges |= {edge for span in (*deadlines, *doubts) for edge in span}
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        runs: list[Run] = []
        for a, b in pairwise(cuts):
            around = [each for each in items if each[0] <= a and b <= each[1]]
            inner = min(around, key=lambda each: each[1] - each[0])[2] if around else None
            words = Words(
                _shown(self.text, a, b, start), inner,
                is_deadline=any(s <= a and b <= e for s, e in deadlines),
                is_doubtful=any(s <= a and b <= e for s, e in doubts),
            )  # fmt: skip
            ended = tuple(item for _start, last, item in items if last == b)
            if runs and runs[-1].item is inner and not runs[-1].ended:
                runs[-1] = Run(inner, (*runs[-1].words, words), ended)
            else:
                runs.append(Run(inner, (words,), ended))
        return tuple(runs)


def _places(found: Iterable[ItemDeadline | ItemUnit]) -> list[Place]:
    return [(each.start, each.end) for each in found if each.start is not None and each.end is not None]


def _joined(lines: list[Place]) -> Place:
    return lines[0][0], lines[-1][1]


def _shown(text: str, start: int, end: int, line: int) -> str:
    """Return words without the signs of markup a converter left in them."""
    words = HEADING_SIGN.sub("", text[start:end]) if start == line else text[start:end]
    return MARKUP.sub("", words).replace("\n", " ")
