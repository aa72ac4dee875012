"""History: every change of anything, with who, when, from, to and through which door; append-only and chained.

Each entry carries the hash of the one before it, so an entry altered or taken out behind the program's back is found
by `tracker doctor`. Triggers laid by the first migration refuse UPDATE and DELETE.
"""

import hashlib
import json
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from tracker import clock, database
from tracker.extensions import Model, db

door: ContextVar[str] = ContextVar("door", default="command")
"""Through which door the change came: `web`, `letter` (the link in one, without signing in), `job` or `command`."""

ONE_WRITER = 7_421_001
"""The turn of those who add to the chain: each entry follows the one before it."""


class HistoryEntry(Model):
    """One change, as it happened."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_subject", "subject", "subject_id"), Index("ix_history_verb", "verb", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    door: Mapped[str] = mapped_column(String(20))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"), index=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    verb: Mapped[str] = mapped_column(String(40))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    def reckoned_hash(self) -> str:
        """Return the hash this entry must have, from its own words and the hash before it."""
        words = [
            self.previous_hash, self.at.isoformat(), self.by_id, self.by_name, self.door, self.committee_id,
            self.subject, self.subject_id, self.verb, self.changes,
        ]  # fmt: skip
        line = json.dumps(words, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(line.encode()).hexdigest()


def take_turn() -> None:
    """Wait until no other transaction is adding to the chain; `record` does so itself.

    A verb that also locks rows takes its turn first, so that two of them never wait for each other.
    """
    database.one_at_a_time(db.session(), ONE_WRITER)


def record(
    verb: str,
    subject: Any,
    *,
    by: Any | None,
    changes: Mapping[str, Any] | None = None,
    committee_id: int | None = None,
    at: datetime | None = None,
) -> HistoryEntry:
    """Add an entry about a row to the session; it is kept or lost with the transaction it belongs to.

    `changes` maps a field to what it became, or to a pair `(from, to)`. `by` is the user, None for the program itself.
    """
    db.session.flush()
    take_turn()
    last = db.session.scalar(select(HistoryEntry.hash).order_by(HistoryEntry.id.desc()).limit(1))
    entry = HistoryEntry(
        at=at or clock.now(),
        by_id=by.id if by else None,
        by_name=by.full_name if by else "",
        door=door.get(),
        committee_id=committee_id if committee_id is not None else getattr(subject, "committee_id", None),
        subject=subject.__tablename__,
        subject_id=subject.id,
        verb=verb,
        changes=_plain(dict(changes or {})),
        previous_hash=last or "",
    )
    entry.hash = entry.reckoned_hash()
    db.session.add(entry)
    db.session.flush()
    return entry


def of(subject: Any) -> list[HistoryEntry]:
    """Return the entries about a row, the newest first."""
    query = select(HistoryEntry).filter_by(subject=subject.__tablename__, subject_id=subject.id)
    return list(db.session.scalars(query.order_by(HistoryEntry.id.desc())))


def count() -> int:
    """Return how many entries there are."""
    return db.session.scalar(select(func.count()).select_from(HistoryEntry)) or 0


def first_broken_entry() -> HistoryEntry | None:
    """Return the first entry whose hash or link does not hold, None when the whole chain does."""
    previous = ""
    for entry in db.session.scalars(select(HistoryEntry).order_by(HistoryEntry.id)).yield_per(500):
        if entry.previous_hash != previous or entry.hash != entry.reckoned_hash():
            return entry
        previous = entry.hash
    return None


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it, so that the hash is the same after reading it back."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
