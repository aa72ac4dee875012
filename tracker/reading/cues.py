"""Cues: the words and marks without which a pattern matches nothing, so that most sentences need not be searched."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

LETTERS = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"\d")
DIGITS_PARTED = re.compile(
    r"[/.\-–](?:(?<=[\doOlLiI].)|(?<=[\doOlLiI]\s.)|(?<=[\doOlLiI]\s\s.))\s{0,2}[\doOlLiI]"
)  # a scanner gives O for 0, l for 1
MARKS = ("19", "20", "/", ":", "%", "(", "-", "–", "—")


class Cues:
    """What every match of a pattern holds: of each group one word or mark, or all the words of one phrase."""

    __slots__ = ("groups",)

    def __init__(self, table: str) -> None:
        self.groups = [_Group(group) for group in table.split("&")]

    def stand_in(self, present: frozenset[str]) -> bool:
        """Whether a text with these words and marks (see `cues_in`) is worth a search."""
        for group in self.groups:
            if group.words.isdisjoint(present) and not any(map(present.issuperset, group.phrases)):
                return False
        return True


class Catalogue(Generic[T]):
    """Patterns, or what goes with them, by their cues, so that those worth trying are found without asking each."""

    def __init__(self, entries: Iterable[tuple[T, Cues]]) -> None:
        self._entries = list(entries)
        self._by_word: dict[str, list[int]] = {}
        for number, (_, needed) in enumerate(self._entries):
            for word in needed.groups[-1].last_words:
                self._by_word.setdefault(word, []).append(number)
        self._words = frozenset(self._by_word)

    def worth_trying(self, present: frozenset[str]) -> list[T]:
        """Return those entries whose cues stand among the words and marks of a text, in their order."""
        numbers = {number for word in self._words & present for number in self._by_word[word]}
        chosen = (self._entries[number] for number in sorted(numbers))
        return [entry for entry, needed in chosen if needed.stand_in(present)]


class _Group:
    __slots__ = ("last_words", "phrases", "words")

    def __init__(self, table: str) -> None:
        self.last_words = {phrase.split()[-1] for phrase in table.split("|")}
        parted = [frozenset(phrase.split()) for phrase in table.split("|")]
        self.words = frozenset().union(*(phrase for phrase in parted if len(phrase) == 1))
        self.phrases = [phrase for phrase in parted if len(phrase) > 1]


@cache
def cues(table: str) -> Cues:
    """Return the cues of a table like "ngày|trung thu & #": "&" parts groups, "|" words and phrases."""
    return Cues(table)


@lru_cache(maxsize=64)
def cues_in(text: str) -> frozenset[str]:
    """Return the words of a text in small letters and the marks that stand in it.

    "#" stands for a digit and "#/#" for two that a mark parts. Words keep the place of their tone, so no cue should be
    one of those in oa, oe, uy. The readers of a sentence ask one after the other, hence only the latest are kept.
    """
    found = LETTERS.findall(text.lower())
    found += [mark for mark in MARKS if mark in text]
    if DIGIT.search(text):
        found += ("#", "#/#") if DIGITS_PARTED.search(text) else ("#",)
    return frozenset(found)
