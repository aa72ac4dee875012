"""A lexicon: finds the longest phrase of a sort that begins at a token."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading.text import fold
from tracker.reading.vocabulary import TABLES, Sort

__all__ = ["LEXICON", "Lexicon", "Sort", "Token", "tokens"]

TOKEN = re.compile(r"[^\W_]+(?:[&/’'][^\W_]+)*|\.{2,}|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
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


def tokens(view: str) -> list[Token]:
    """Return the words and marks of a text (see `text.view`)."""
    return [Token(m[0], fold(m[0]), m.start(), m.end()) for m in TOKEN.finditer(view)]


class Lexicon:
    """Phrases by their first word, so that the longest one standing at a token is found at once."""

    def __init__(self) -> None:
        self._entries: dict[tuple[Sort, str], list[tuple[str, ...]]] = defaultdict(list)

    def add(self, sort: Sort, table: str) -> None:
        """Add the phrases of a table, parted by `|` or line ends."""
        for phrase in re.split(r"[|\n]", table):
            parts = tuple(token.fold for token in tokens(phrase))
            if parts:
                self._entries[sort, parts[0]].append(parts)
                self._entries[sort, parts[0]].sort(key=len, reverse=True)

    def length(self, sort: Sort, sequence: Sequence[Token], at: int) -> int:
        """Return how many tokens from `at` on form the longest phrase under `sort`; 0 when none does."""
        if at >= len(sequence):
            return 0
        for parts in self._entries.get((sort, sequence[at].fold), ()):
            if len(parts) <= len(sequence) - at and all(
                sequence[at + n].fold == part or (part == "-" and sequence[at + n].fold in "–—")
                for n, part in enumerate(parts)
            ):
                return len(parts)
        return 0


LEXICON = Lexicon()
for sort, table in TABLES.items():
    LEXICON.add(sort, table)
