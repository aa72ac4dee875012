"""Đối chiếu: which item of the signed conclusion says what the draft said, and in what the two differ.

Pure: words, units and days in, proposals out; a person confirms each. Who signs rewords, reorders, parts and puts
together, so words are compared by how telling they are: what many items say tells little, what only two say much. Unit,
deadline and order only help to choose among items whose words fit.
"""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from tracker.findable import WORD, fold
from tracker.tasks.likeness import MANNER

FITS = 0.5
"""From this score on (0 to about 1) an item is proposed."""
HOLDS = 0.85
"""An item that another direction has already holds this one too, when it has this share of its words."""
ENOUGH_WORDS = 4
"""Words of substance two texts share before their likeness counts in full: "khẩn trương thực hiện" fits everything."""
VERBATIM = 0.6
"""What a text scores at least when the other holds it word by word."""
SAME_UNIT, SAME_DAY, SAME_PLACE = 0.12, 0.06, 0.05

Key = TypeVar("Key", bound=Hashable)


class Difference(StrEnum):
    """In what a signed item differs from its draft."""

    WORDS = "words"
    UNIT = "unit"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Entry(Generic[Key]):
    """An item of the draft or of the signed document: its words, who leads it, its deadline."""

    key: Key
    text: str
    unit_ids: frozenset[int] = frozenset()
    due_on: date | None = None


def propose(drafted: Sequence[Entry[Key]], signed: Sequence[Entry[Key]]) -> dict[Key, Key]:
    """Return for each item of the draft the signed one that says the same, both in their order; what fits none is out.

    The best pair is settled first and each signed item given once; then an item nobody fitted goes to a settled one
    that holds its words too, for two may have been put together.
    """
    texts = [_Text(each.text) for each in (*drafted, *signed)]
    weights = _weights(texts)
    ours, theirs = texts[: len(drafted)], texts[len(drafted) :]
    scores = {
        (one, other): _score(drafted[one], signed[other], mine, text, weights) - _apart(one, other, drafted, signed)
        for one, mine in enumerate(ours)
        for other, text in enumerate(theirs)
        if mine.telling & text.telling or text.holds(mine)
    }
    settled: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), score in sorted(scores.items(), key=lambda each: (-round(each[1], 6), each[0])):
        if score >= FITS and one not in settled and other not in taken:
            settled[one] = other
            taken.add(other)
    for (one, other), score in sorted(scores.items(), key=lambda each: (-round(each[1], 6), each[0])):
        is_held = _share(ours[one], theirs[other], weights) >= HOLDS
        if one not in settled and score >= FITS and is_held:
            settled[one] = other
    return {drafted[one].key: signed[other].key for one, other in sorted(settled.items())}


def differences(drafted: Entry[Key], signed: Entry[Key]) -> tuple[Difference, ...]:
    """Return in what the two differ; a unit that one of them does not name is no other unit."""
    found = {
        Difference.WORDS: not _Text(signed.text).holds(_Text(drafted.text)),
        Difference.UNIT: bool(drafted.unit_ids and signed.unit_ids) and not drafted.unit_ids & signed.unit_ids,
        Difference.DEADLINE: drafted.due_on != signed.due_on,
    }
    return tuple(each for each, is_so in found.items() if is_so)


class _Text:
    """A text by its words without accents, and what of it tells: words of substance, pairs of neighbours."""

    def __init__(self, text: str) -> None:
        self.words = WORD.findall(fold(text))
        self.run = f" {' '.join(self.words)} "
        self.telling = frozenset(self.words) - MANNER
        pairs = (pair for pair in pairwise(self.words) if not (pair[0] in MANNER and pair[1] in MANNER))
        self.held: frozenset[object] = self.telling.union(pairs)

    def holds(self, other: "_Text") -> bool:
        """Whether it says the other word by word, with others before or behind."""
        return bool(other.words) and other.run in self.run


def _weights(texts: Iterable[_Text]) -> dict[object, float]:
    """Return how telling each word and pair is: the fewer of the texts hold it, the more."""
    texts = list(texts)
    many = Counter(held for text in texts for held in text.held)
    return {held: 1.0 + math.log((len(texts) + 1) / (count + 1)) for held, count in many.items()}


def _score(drafted: Entry[Key], signed: Entry[Key], ours: _Text, theirs: _Text, weights: dict[object, float]) -> float:
    """Return how likely the signed item says what the draft said: who signs shortens as well as adds."""
    less, more = sorted((_share(ours, theirs, weights), _share(theirs, ours, weights)))
    fits = 0.75 * more + 0.25 * less
    fits *= min(1.0, len(ours.telling & theirs.telling) / ENOUGH_WORDS)
    if theirs.holds(ours):
        fits = max(fits, VERBATIM)
    if drafted.unit_ids and signed.unit_ids:
        fits += SAME_UNIT if drafted.unit_ids & signed.unit_ids else -SAME_UNIT
    if drafted.due_on and drafted.due_on == signed.due_on:
        fits += SAME_DAY
    return fits


def _share(one: _Text, other: _Text, weights: dict[object, float]) -> float:
    """Return which share of what one text tells another tells too."""
    whole = sum(weights[held] for held in one.held)
    return sum(weights[held] for held in one.held & other.held) / whole if whole else 0.0


def _apart(one: int, other: int, drafted: Collection[object], signed: Collection[object]) -> float:
    """Return what two places in their documents take from a score: nothing where both stand equally far down."""
    return SAME_PLACE * abs(one / len(drafted) - other / len(signed))
