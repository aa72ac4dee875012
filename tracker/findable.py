"""What is found by its words: kept beside each row as written and without accents, so that both databases agree.

SQLite's own search folds no đ, PostgreSQL's needs an extension many offices lack; two plain columns serve both.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, event, false, inspect, true
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

LONGEST_QUERY = 200
WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return text without accents and case, with đ as d: "Đường tránh" becomes "duong tranh"."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in bare if not unicodedata.combining(mark)).casefold()


def words_of(text: str) -> str:
    """Return the words of a text in small letters, one space before each: so a search finds beginnings of words."""
    return "".join(f" {word}" for word in WORD.findall(unicodedata.normalize("NFC", text).lower()))


def printed(query: str) -> str:
    """Return what was typed with one space between words and no character that cannot be seen."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in query).split())


class Findable:
    """A row that is found by its words; they are written anew whenever one of `FOUND_BY` changes."""

    FOUND_BY: ClassVar[tuple[str, ...]]

    @declared_attr
    def find_text(cls) -> Mapped[str]:  # noqa: N805 - SQLAlchemy hands the class
        """The words as written, accents kept."""
        return mapped_column(Text, default="", server_default="", deferred=True)

    @declared_attr
    def find_folded(cls) -> Mapped[str]:  # noqa: N805
        """The words without accents."""
        return mapped_column(Text, default="", server_default="", deferred=True)

    def told(self) -> Iterable[str | None]:
        """Return the texts this row is found by."""
        raise NotImplementedError

    def found_by(self) -> tuple[str, str]:
        """Return the words of the row as they are written and without accents."""
        text = words_of(" ".join(each for each in self.told() if each))
        return text, fold(text)

    @classmethod
    def fitting(cls, query: str) -> ColumnElement[bool]:
        """All words of the query begin some word of the row, with or without accents."""
        wanted = [cls.find_folded.contains(f" {word}", autoescape=True) for word in words_of(fold(query)).split()]
        return and_(*wanted) if wanted else false()

    @classmethod
    def likeness(cls, query: str) -> ColumnElement[int]:
        """How well a fitting row answers, 0 the best: the very words in a row, the very words, without accents."""
        phrase, bare = words_of(query), words_of(fold(query))
        every = and_(true(), *(cls.find_text.contains(f" {word}", autoescape=True) for word in phrase.split()))
        return case(
            (cls.find_text.contains(phrase, autoescape=True), 0), (every, 1),
            (cls.find_folded.contains(bare, autoescape=True), 2), else_=3,
        ).cast(Integer)  # fmt: skip

    @classmethod
    def found(cls, rows: Select[Any], query: str) -> Select[Any]:
        """Narrow a selection to what fits a query, the best answers first; the order given counts among equals."""
        before = rows._order_by_clauses
        return rows.where(cls.fitting(query)).order_by(None).order_by(cls.likeness(query), *before)


@event.listens_for(Session, "before_flush")
def _write_words(session: Session, *_rest: object) -> None:
    """Keep the words by which rows are found with every change of them."""
    for row in [*session.new, *session.dirty]:
        if isinstance(row, Findable) and any(_has_changed(row, name) for name in row.FOUND_BY):
            row.find_text, row.find_folded = row.found_by()


def _has_changed(row: Any, name: str) -> bool:
    state = inspect(row)
    return bool(state.attrs[name].history.has_changes()) or state.transient or state.pending


def is_called(name: str, query: str) -> bool:
    """Whether every word of a query begins some word of a name, with or without accents."""
    words = words_of(fold(name))
    return all(f" {word}" in words for word in words_of(fold(query)).split())


def shown(text: str, query: str, around: int = 90) -> list[tuple[str, bool]]:
    """Return the piece of a text that answers a query, cut into parts, each with whether it is what was looked for."""
    hits = _hits(text, words_of(fold(query)).split())
    first = max(hits, key=lambda hit: (hit[1] - hit[0], -hit[0]), default=(0, 0))
    start, end = _word_start(text, first[0] - around), min(len(text), first[1] + 2 * around)
    parts, at = [("… " if start else "", False)], start
    for left, right in (hit for hit in hits if start <= hit[0] and hit[1] <= end):
        parts += [(text[at:left], False), (text[left:right], True)]
        at = right
    tail = text[at:end] if end == len(text) else text[at:end].rpartition(" ")[0] + " …"
    return [part for part in [*parts, (tail, False)] if part[0]]


def _hits(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Return where words begin as wanted ones do; neighbours with nothing but a space between them are one place."""
    hits: list[tuple[int, int]] = []
    for found in WORD.finditer(text) if wanted else ():
        if fold(found[0]).startswith(tuple(wanted)):
            joined = bool(hits) and text[hits[-1][1] : found.start()].isspace()
            if joined:
                hits[-1] = (hits[-1][0], found.end())
            else:
                hits.append(found.span())
    return hits


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1
