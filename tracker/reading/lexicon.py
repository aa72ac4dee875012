"""A lexicon: finds the longest phrase of a sort that begins at a token."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tracker.reading.text import fold, lower
from tracker.reading.vocabulary import TABLES, Sort

__all__ = ["LEXICON", "Lexicon", "Sort", "Token", "tokens"]

TOKEN = re.compile(r"[^\W_]++(?:[&/’'][^\W_]++)*+|\.{2,}|[^\w\s]")
DASHES = ("-", "–", "—")


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


class _Branch:
    """What phrases have in common from their first word on: the sorts of those that end here, and how others go on."""

    __slots__ = ("ends", "further", "sorts")

    def __init__(self) -> None:
        self.sorts: set[Sort] = set()  # of all phrases that come through here
        self.ends: set[Sort] = set()
        self.further: dict[str, _Branch] = {}


NONE: Mapping[Sort, int] = {}


class Lexicon:
    """Phrases grown into one tree, word by word, so that a single walk tells the longest of every sort."""

    def __init__(self) -> None:
        self._root = _Branch()

    def add(self, sort: Sort, table: str) -> None:
        """Add the phrases of a table, parted by `|` or line ends; a dash in them may be of any length."""
        for phrase in re.split(r"[|\n]", table):
            branch = self._root
            for token in tokens(fold(phrase)):
                following = branch.further.get(token.fold) or _Branch()
                branch.further.update(dict.fromkeys(DASHES if token.fold in DASHES else (token.fold,), following))
                branch = following
                branch.sorts.add(sort)
            branch.ends.add(sort)

    def first_words(self, sorts: Collection[Sort]) -> frozenset[str]:
        """Return the words with which the phrases of some sorts begin."""
        return frozenset(word for word, branch in self._root.further.items() if not branch.sorts.isdisjoint(sorts))

    def sorts(self, token: Token) -> Collection[Sort]:
        """Return the sorts of which some phrase begins with this token."""
        branch = self._root.further.get(token.fold)
        return branch.sorts if branch else ()

    def lengths(self, sequence: Sequence[Token], at: int) -> Mapping[Sort, int]:
        """Return, by its sort, how many tokens from `at` on form the longest phrase."""
        branch = self._root.further.get(sequence[at].fold) if at < len(sequence) else None
        if not branch:
            return NONE
        found = dict.fromkeys(branch.ends, 1)
        for n in range(at + 1, len(sequence)):
            if not (branch := branch.further.get(sequence[n].fold)):
                break
            for sort in branch.ends:
                found[sort] = n - at + 1
        return found

    def length(self, sort: Sort, sequence: Sequence[Token], at: int) -> int:
        """Return how many tokens from `at` on form the longest phrase under `sort`; 0 when none does."""
        return self.lengths(sequence, at).get(sort, 0)


LEXICON = Lexicon()
for sort, table in TABLES.items():
    LEXICON.add(sort, table)
