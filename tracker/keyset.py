"""Pages of a long list cut by where their rows stand, not by counting off: quick on the last page as on the first.

A page is named by the keys of the row before or after it. Rows that come, go or change elsewhere in the list move no
row over the edge between two pages, so whoever turns the pages sees every row that keeps its place once. A row whose
own key changes meanwhile is seen where it then stands.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, literal, tuple_

from tracker.extensions import db

Row = TypeVar("Row")

LONGEST_CURSOR = 1000
"""Characters of an address that are read as a place in a list."""


@dataclass(frozen=True)
class Order:
    """A total order: keys that are never NULL, all rising or all falling, the last of them unique."""

    name: str
    keys: tuple[ColumnElement[Any], ...]
    falls: bool = False

    def on(self, rows: Select[Row]) -> Select[Row]:
        """Return the selection in this order."""
        return rows.order_by(None).order_by(*(key.desc() if self.falls else key.asc() for key in self.keys))

    def backwards(self) -> "Order":
        """Return the same order from its end."""
        return Order(self.name, self.keys, not self.falls)

    def beyond(self, values: Sequence[Any]) -> ColumnElement[bool]:
        """Whether a row stands after these keys."""
        place = tuple_(*(literal(value, key.type) for value, key in zip(values, self.keys, strict=True)))
        here = tuple_(*self.keys)
        return here < place if self.falls else here > place


@dataclass(frozen=True)
class Cursor:
    """A place in an order: the rows after the row with these keys, or those before it."""

    is_after: bool
    values: tuple[Any, ...]

    @classmethod
    def read(cls, text: str | None, order: Order) -> "Cursor | None":
        """Return the place a word of an address names in this order; None when it names none: one begins anew."""
        if not text or len(text) > LONGEST_CURSOR:
            return None
        try:
            name, side, *told = json.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
            values = tuple(_value(each, key) for each, key in zip(told, order.keys, strict=True))
        except (ValueError, TypeError):
            return None
        return cls(side == "after", values) if name == order.name and side in ("after", "before") else None

    def written(self, order: Order) -> str:
        """Return the word by which an address names this place."""
        told = [each.isoformat() if isinstance(each, date) else each for each in self.values]
        text = json.dumps([order.name, "after" if self.is_after else "before", *told], separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value(told: Any, key: ColumnElement[Any]) -> Any:
    """Return a key's value from what an address says of it; raises ValueError or TypeError for another kind."""
    kind = key.type.python_type
    if kind in (date, datetime):
        moment = kind.fromisoformat(told)
        if kind is datetime and moment.tzinfo is None:
            raise ValueError("a moment without its zone")
        return moment
    if type(told) is not kind or (kind is int and abs(told) > 2**31):
        raise TypeError(kind)
    return told


@dataclass(frozen=True)
class Window(Generic[Row]):
    """The rows one page shows, which of how many they are, and the words that name the pages beside it."""

    rows: Sequence[Row]
    first: int
    total: int
    previous: str | None
    next: str | None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def window(rows: Select[Any], order: Order, cursor: Cursor | None, size: int, total: int) -> Window[Any]:
    """Return the page of a list after or before a place, the first one without a place.

    `total` is how many rows the selection holds. Where nothing is left after a place the last page answers, and where
    less than a page is left before one, the first.
    """
    found = _cut(rows, order, cursor, size)
    if cursor and cursor.is_after and not found:
        found = _cut(rows, order.backwards(), None, size)[:size][::-1]
    elif cursor and not cursor.is_after and len(found) <= size:
        found = _cut(rows, order, None, size)
    elif cursor and not cursor.is_after:
        found = found[:size][::-1]
    shown = found[:size]
    if not shown:
        return Window([], 0, total, None, None)
    before = _count(rows.where(order.backwards().beyond(shown[0]))) if cursor else 0
    more = len(found) > size or before + len(shown) < total
    return Window(
        _loaded(rows, order, shown), before + 1, total,
        Cursor(False, shown[0]).written(order) if before else None,
        Cursor(True, shown[-1]).written(order) if more else None,
    )  # fmt: skip


def _cut(rows: Select[Any], order: Order, cursor: Cursor | None, size: int) -> list[tuple[Any, ...]]:
    """Return the keys of the rows on one side of a place, nearest first: one more than a page holds.

    Keys alone are put in order: sorting whole rows takes twice the time.
    """
    if cursor and not cursor.is_after:
        order = order.backwards()
    keys = (key.label(f"key_{place}") for place, key in enumerate(order.keys))
    query = order.on(rows.with_only_columns(*keys)).limit(size + 1)
    if cursor:
        query = query.where(order.beyond(cursor.values))
    return [tuple(row) for row in db.session.execute(query)]


def _loaded(rows: Select[Any], order: Order, shown: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Return the rows with these keys, in their order."""
    unique = order.keys[-1]
    query = rows.add_columns(unique.label("key")).where(unique.in_([keys[-1] for keys in shown]))
    found = {row.key: row[0] for row in db.session.execute(query).unique()}
    return [found[keys[-1]] for keys in shown]


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(rows.options().with_only_columns(func.count()).order_by(None)) or 0
