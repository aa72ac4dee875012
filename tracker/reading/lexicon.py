"""A lexicon: finds the longest phrase of a sort that begins at a token."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tracker.reading.text import fold, lower
from tracker.reading.vocabulary import TABLES, Sort

__all__ = ["LEXICON", "Lexicon", "Sort", "Token", "tokens"]

TOKEN = re.compile(r"[^\W_]++(?:[&/’'][^\W_]++)*+|\.{2,}|[^\w\s]")


class Token(NamedTuple):
    """A word or mark, where it stands, and how it reads in lower case."""

    words: str
    fold: str
    start: int
    end: int

    @property
    def is_large(self) -> bool:
        return self.words[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.words[0].isalnum()


_new = tuple.__new__  # a tuple by itself: the constructor of a named one takes longer than finding the word


def tokens(view: str) -> list[Token]:
    """Return the words and marks of a text in one tone placement (see `text.view`)."""
    folded = lower(view)
    places = [found.span() for found in TOKEN.finditer(view)]
    return [_new(Token, (view[start:end], folded[start:end], start, end)) for start, end in places]


class Lexicon:
    """Phrases by their first word, so that the longest one standing at a token is found at once."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[Sort, list[tuple[str, ...]]]] = {}

    def add(self, sort: Sort, table: str) -> None:
        """Add the phrases of a table, parted by `|` or line ends."""
        for phrase in re.split(r"[|\n]", table):
            parts = tuple(token.fold for token in tokens(fold(phrase)))
            if parts:
                same = self._entries.setdefault(parts[0], {}).setdefault(sort, [])
                same.append(parts)
                same.sort(key=len, reverse=True)

    def first_words(self, sorts: Collection[Sort]) -> frozenset[str]:
        """Return the words with which the phrases of some sorts begin."""
        return frozenset(word for word, found in self._entries.items() if not set(sorts).isdisjoint(found))

    def sorts(self, token: Token) -> Collection[Sort] | None:
        """Return the sorts of which some phrase begins with this token."""
        return self._entries.get(token.fold)

    def length(self, sort: Sort, sequence: Sequence[Token], at: int) -> int:
        """Return how many tokens from `at` on form the longest phrase under `sort`; 0 when none does."""
        sorts = self._entries.get(sequence[at].fold) if at < len(sequence) else None
        for parts in sorts.get(sort, ()) if sorts else ():
            if len(parts) == 1 or (len(parts) <= len(sequence) - at and _stands(parts, sequence, at)):
                return len(parts)
        return 0


def _stands(parts: tuple[str, ...], sequence: Sequence[Token], at: int) -> bool:
    for n, part in enumerate(parts[1:], at + 1):
        told = sequence[n].fold
        if told != part and not (part == "-" and told in "–—"):
            return False
    return True


LEXICON = Lexicon()
for sort, table in TABLES.items():
    LEXICON.add(sort, table)
