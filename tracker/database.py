"""How connections behave: SQLite writes are taken at once, survive a power cut and keep their references.

Found by measurement: Python's default transactions lose updates among several writers, a deferred BEGIN answers
"locked" at once, and WAL is only sound from SQLite 3.51.3 on, so older libraries (Debian 12 has 3.40) keep the
rollback journal with synchronous=EXTRA, which lost nothing in a thousand simulated power cuts.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, event, func, select, text
from sqlalchemy.orm import Session

WAL_IS_SOUND = sqlite3.sqlite_version_info >= (3, 51, 3)
BUSY_MILLISECONDS = 10_000

_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


def set_read_only(read_only: bool) -> None:
    """Say whether the transactions begun from here on in this thread only read."""
    _read_only.set(read_only)


@contextmanager
def writing() -> Iterator[None]:
    """Let a short transaction write inside a request that otherwise only reads."""
    with _read_only_is(False):
        yield


@contextmanager
def reading() -> Iterator[None]:
    """Let a long look at the database keep no writer out."""
    with _read_only_is(True):
        yield


@contextmanager
def _read_only_is(read_only: bool) -> Iterator[None]:
    token = _read_only.set(read_only)
    try:
        yield
    finally:
        _read_only.reset(token)


def one_at_a_time(session: Session, turn: int) -> None:
    """Wait until no other transaction is past this point; SQLite's writers take turns from their first statement on.

    `turn` is the number of the PostgreSQL advisory lock, which ends with the transaction.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})


def prepare(engine: Engine) -> None:
    """Set up every connection of an engine; other databases than SQLite need nothing."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    journal, synchronous = ("WAL", "FULL") if WAL_IS_SOUND else ("DELETE", "EXTRA")
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _read_only.get() else "BEGIN IMMEDIATE")


def back_up(engine: Engine, target: Path) -> None:
    """Copy a SQLite database that may be in use into a new file, whole and at one moment.

    Raises FileExistsError when the target is there already, and ValueError for other databases: they bring their own
    tools (`pg_dump`).
    """
    if engine.dialect.name != "sqlite":
        raise ValueError(f"{engine.dialect.name} is backed up with its own tools")
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the dialect says so
        source.backup(copy)


def fresh_ids(session: Session, table: Table, many: int) -> list[int]:
    """Return so many ids no row of a table ever had, in their order, for rows that are inserted with theirs."""
    if not many:
        return []
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :many)")
        return sorted(session.scalars(drawn, {"name": table.name, "many": many}))
    last = session.scalar(select(func.max(table.c.id))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        counted = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = max(last, session.scalar(counted, {"name": table.name}) or 0)
    return list(range(last + 1, last + 1 + many))
