"""The sentence a task came from, between its neighbours, with the words of its deadline: the evidence of every task."""

import re
from dataclasses import dataclass
from itertools import pairwise

from tracker.documents.models import Item
from tracker.reading.labels import find_label
from tracker.reading.quantities import find_money
from tracker.tasks.models import Task

MARKUP = re.compile(r"\*\*|__|\\(?=[*_.\-#|])")
"""Signs a converter from Word may have left."""
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ])")
CLAUSE_END = re.compile(r"[,;:.](?=\s|$)|[()]")
RECIPIENTS = re.compile(r"\W*nơi nhận\b", re.IGNORECASE)
"""The heading under which a document says who receives it: no sentence of it follows."""
RULE = re.compile(r"[\s|:*_~=\-–—.\\]*")

Place = tuple[int, int]


@dataclass(frozen=True)
class Words:
    """A run of the passage: highlighted or not, of the deadline or not."""

    text: str
    is_marked: bool = False
    is_deadline: bool = False


@dataclass(frozen=True)
class Evidence:
    """The passage and the sentence on each side of it, empty where there is none."""

    before: str
    passage: tuple[Words, ...]
    after: str


def evidence(item: Item) -> Evidence:
    """Return an item's passage as it stands in its document, its deadlines' clauses marked.

    A passage without the words of a deadline is marked whole.
    """
    text = item.conclusion.text
    spans = [(d.start, d.end) for d in item.deadlines if d.start is not None and d.end is not None]
    deadlines = [(a, b) for a, b in spans if item.start <= a < b <= item.end]
    marked = [_clause(text, span, item) for span in deadlines] or [(item.start, item.end)]
    edges = {item.start, item.end, *(edge for span in (*deadlines, *marked) for edge in span)}
    cuts = sorted(edges)
    runs = tuple(Words(_shown(text[a:b]), _inside(a, b, marked), _inside(a, b, deadlines)) for a, b in pairwise(cuts))
    before, after = _before(text, item.start), _after(text, item.end)
    return Evidence(before, runs, after)


def sums(task: Task) -> list[str]:
    """Return the sums of money a whole task's passage speaks of, as written, each once."""
    found = find_money(task.item.text) if task.is_whole else []
    return list(dict.fromkeys(each.words for each in found))


def _inside(start: int, end: int, places: list[Place]) -> bool:
    return any(a <= start and end <= b for a, b in places)


def _clause(text: str, span: Place, item: Item) -> Place:
    """Return the part of the sentence between commas, points or semicolons that holds the words."""
    ends = [found.end() for found in CLAUSE_END.finditer(text, item.start, span[0])]
    start = ends[-1] if ends else item.start
    start += len(text[start : span[0]]) - len(text[start : span[0]].lstrip())
    found = CLAUSE_END.search(text, span[1], item.end)
    return start, found.start() if found else item.end


def _before(text: str, start: int) -> str:
    """Return the sentence that ends before the passage, on its own line or the last one above."""
    line = text.rfind("\n", 0, start) + 1
    own = _unlabelled(text[line:start])
    above = next((found for found in map(_unlabelled, reversed(text[:line].split("\n"))) if found), "")
    return SENTENCE_END.split(own or above)[-1]


def _after(text: str, end: int) -> str:
    """Return the sentence that begins after the passage, on its own line or the next one below."""
    line = text.find("\n", end)
    own = _shown(text[end : line if line >= 0 else len(text)]).strip(" .;,")
    below = next((found for found in map(_unlabelled, text[line + 1 :].split("\n")) if found), "") if line >= 0 else ""
    return "" if RECIPIENTS.match(own or below) else SENTENCE_END.split(own or below)[0]


def _unlabelled(line: str) -> str:
    """Return a line without its label and markup; empty when it holds no words."""
    found = find_label(line)
    words = _shown(line[found[1] :] if found else line).strip()
    return "" if RULE.fullmatch(words) else words


def _shown(text: str) -> str:
    return MARKUP.sub("", text).replace("\n", " ")
