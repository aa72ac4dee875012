"""Taking a committee's archive in: all of it in one transaction, or nothing."""

import hashlib
import secrets
import zipfile
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from tracker import database, filestore, findable, history
from tracker.documents.models import Conclusion
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.meetings.direction_models import Direction
from tracker.people.models import Committee
from tracker.reminders.models import Reminder
from tracker.reports.archive import shape
from tracker.reports.archive.reading import (
    MOST_FILE_BYTES,
    Archive,
    Row,
    Rows,
    damaged,
    known,
    member,
    preview,
)
from tracker.reports.archive.writing import AT_ONCE, FILES, Numbers, Tell
from tracker.tasks.models import Task, Update

NO_PASSWORD = "!"  # noqa: S105 - no password has this hash: who comes with an archive is given one by the administrator
FINDABLE: Sequence[Any] = (Conclusion, Task, Update, Direction)


def take_in(archive: Archive, *, by: Any | None, at: datetime, tell: Tell | None = None) -> int:
    """Take an archive in, and return the id of its committee here: all in one transaction, or nothing.

    People and units that are here stay as they are and get the committee's rows; others are made, people without a
    password. Raises RuleBroken when the committee is here already.
    """
    history.take_turn()
    if preview(archive).is_here:
        raise RuleBroken(_("The committee “%(name)s” is here already.", name=archive.name), "file")
    numbers: Numbers = {}
    try:
        for done, name in enumerate(shape.ALL, 1):
            numbers[name] = _SPECIAL.get(name, _put)(name, archive, numbers)
            if tell:
                tell(done, len(shape.ALL))
        _close_circles(archive.rows, numbers)
        _write_words(numbers)
        committee = db.session.get_one(Committee, numbers[shape.ROOT][1])
        told = {"name": archive.name, "digest": archive.digest}
        history.record("took_archive_in", committee, by=by, at=at, changes=told)
        db.session.commit()
    except IntegrityError as twice:
        db.session.rollback()
        raise RuleBroken(_("Part of this archive is here already, in a committee of another name."), "file") from twice
    return committee.id


def _put(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    """Insert the rows of a table, and return the ids they got by their numbers in the archive."""
    return _insert(name, archive.rows[name], numbers, lambda _row: {})


def _insert(name: str, rows: Sequence[Row], numbers: Numbers, more: Callable[[Row], Row]) -> dict[int, int]:
    given = dict(
        zip((row["id"] for row in rows), database.fresh_ids(db.session(), shape.table(name), len(rows)), strict=True)
    )
    numbers = numbers | {name: given}
    for start in range(0, len(rows), AT_ONCE):
        values = [_referring(name, row, numbers) | more(row) for row in rows[start : start + AT_ONCE]]
        db.session.execute(insert(shape.table(name)), values)
    return given


def _referring(name: str, row: Row, numbers: Numbers) -> Row:
    """Return the values of a row with the ids of this installation in place of the archive's numbers."""
    values = dict(row) | {"id": numbers[name][row["id"]]}
    for column in shape.columns(name):
        to = shape.target(column)
        if (name, column.name) in shape.LATER:
            values[column.name] = None
        elif to is not None and values.get(column.name) is not None:
            values[column.name] = numbers[to][values[column.name]]
    return values | shape.renumbered(name, values, numbers)


def _put_shared(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    """Insert the units, people and other names that are not here yet; those that are stay as they are."""
    here_already, by = known(name, archive.rows), shape.SHARED[name].through
    here: dict[int, int] = {}
    fresh: list[Row] = []
    for row in archive.rows[name]:
        id_here, name_here = here_already.get(row[by], (None, ""))
        if id_here is not None and (name != "users" or findable.fold(name_here) == findable.fold(row["full_name"])):
            here[row["id"]] = id_here
        else:
            fresh.append(row if id_here is None else row | {by: _free_username(row[by])})
    passwords = {"password_hash": NO_PASSWORD, "must_change_password": True, "is_admin": False}
    return here | _insert(name, fresh, numbers, lambda _row: passwords if name == "users" else {})


def _free_username(taken: str) -> str:
    """Return an account name nobody has: the one asked for with a number behind it."""
    users = shape.table("users")
    names = set(db.session.scalars(select(users.c.username).where(users.c.username.startswith(taken, autoescape=True))))
    return next(f"{taken}{number}" for number in range(2, len(names) + 3) if f"{taken}{number}" not in names)


def _put_letters(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    def as_here(row: Row) -> Row:
        return {"key": f"archive:{archive.digest}:{row['id']}", "next_try_at": row["created_at"]}

    return _insert(name, archive.rows[name], numbers, as_here)


def _put_reminders(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    """Insert the reminders; one that was told keeps what makes it the only one, so that nobody is told it twice."""

    def as_here(row: Row) -> Row:
        if not row["key"]:
            return {"key": None}
        here = _referring(name, row, numbers | {name: {row["id"]: 0}})
        words = (here["kind"], here["committee_id"], here["task_id"], here["recipient"], here["due_on"])
        return {"key": Reminder.key_of(*words, here["occasion"])}

    return _insert(name, archive.rows[name], numbers, as_here)


def _put_evidence(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    """Insert what is known of the files; their bytes are on the disk before the transaction commits."""
    with zipfile.ZipFile(archive.path) as packed:

        def as_here(row: Row) -> Row:
            return {"stored": _keep(packed, row["sha256"], archive.files)}

        return _insert(name, archive.rows[name], numbers, as_here)


def _keep(packed: zipfile.ZipFile, digest: str, files: Set[str]) -> str:
    """Keep a file of the archive and return its name here; a name without a file where it was lost before."""
    if digest not in files:
        return secrets.token_hex(16)
    data = member(packed, FILES + digest, MOST_FILE_BYTES)
    if hashlib.sha256(data).hexdigest() != digest:
        raise RuleBroken(damaged(), "file")
    return filestore.keep(data)


def _put_history(name: str, archive: Archive, numbers: Numbers) -> dict[int, int]:
    """Add the entries to the chain of this installation, with the moments and names they had."""
    last = db.session.scalar(select(HistoryEntry.hash).order_by(HistoryEntry.id.desc()).limit(1)) or ""
    rows = []
    for row in archive.rows[name]:
        told = _referring(name, row, numbers | {name: {row["id"]: 0}})
        entry = HistoryEntry(**{word: value for word, value in told.items() if word != "id"}, previous_hash=last)
        entry.hash = last = entry.reckoned_hash()
        rows.append(row | {"previous_hash": entry.previous_hash, "hash": entry.hash})
    return _insert(name, rows, numbers, lambda row: {word: row[word] for word in ("previous_hash", "hash")})


_SPECIAL: Mapping[str, Callable[[str, Archive, Numbers], dict[int, int]]] = {
    "units": _put_shared,
    "users": _put_shared,
    "unit_aliases": _put_shared,
    "letters": _put_letters,
    "reminders": _put_reminders,
    "evidence_files": _put_evidence,
    "history": _put_history,
}


def _close_circles(rows: Rows, numbers: Numbers) -> None:
    """Fill in the references that had to wait, of rows that were made here."""
    for name, word in shape.LATER:
        here, to = shape.table(name), str(shape.target(shape.table(name).c[word]))
        for row in rows[name]:
            if row.get(word) is not None:
                made = update(here).where(here.c.id == numbers[name][row["id"]], here.c[word].is_(None))
                db.session.execute(made.values({word: numbers[to][row[word]]}))


def _write_words(numbers: Numbers) -> None:
    """Write anew the words by which rows are found; their versions stay."""
    for model in FINDABLE:
        here = shape.table(model.__tablename__)
        words: Row = {"find_text": bindparam("written"), "find_folded": bindparam("folded")}
        if "changed_at" in here.c:
            words["changed_at"] = here.c.changed_at
        writing = update(here).where(here.c.id == bindparam("row_id")).values(words)
        ids = sorted(numbers[here.name].values())
        for start in range(0, len(ids), AT_ONCE):
            rows = db.session.scalars(select(model).where(model.id.in_(ids[start : start + AT_ONCE])))
            found = [
                {"row_id": row.id, **dict(zip(("written", "folded"), row.found_by(), strict=True))} for row in rows
            ]
            db.session.execute(writing, found)
