"""The doctor: what of this installation holds, what is wrong, and which optional program would add what."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tracker import clock, database, filestore, history, mail
from tracker.extensions import db
from tracker.intake import old_word, tesseract
from tracker.reminders import reconciliation
from tracker.reminders.models import Heartbeat
from tracker.tasks.files import ORPHANS_STAY
from tracker.tasks.files_models import EvidenceFile

OPTIONAL = (
    ("tesseract-ocr-vie", tesseract.is_installed, "scans and pictures of pages (PDF, PNG, JPEG, TIFF), page by page"),
    ("tesseract-ocr-osd", tesseract.tells_turns, "scanned pages that lie on their side or upside down"),
    ("libreoffice-writer-nogui", old_word.has_office, "older Word files, .doc and .rtf, with their fonts and tables"),
    ("antiword", old_word.has_antiword, ".doc files where LibreOffice is not installed, without their fonts"),
)
"""Packages, by the names Debian and Ubuntu give them; whether each is here; what it lets the program read."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it holds, whether it matters, and a sentence for the administrator."""

    holds: bool
    sentence: str
    serious: bool = True


def examine() -> Iterator[Finding]:
    """Look at the database, the history, the mail and the optional programs, in that order."""
    try:
        yield from _database()
        tables = _tables()
    except DBAPIError as error:
        yield Finding(False, f"The database does not answer: {error.orig}.")
        return
    yield tables
    if tables.holds:
        yield from _history()
        yield from _files()
        yield from _mail()
    yield from _optional()


def unready() -> str:
    """Return what must be done before the program can work on this database, empty when nothing must."""
    tables = _tables()
    return "" if tables.holds else tables.sentence


def _database() -> Iterator[Finding]:
    with database.reading(), db.engine.connect() as connection:
        if db.engine.dialect.name != "sqlite":
            yield Finding(True, f"{db.engine.dialect.name} {connection.execute(text('SHOW server_version')).scalar()}.")
            return
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        kept = "WAL with synchronous=FULL" if database.WAL_IS_SOUND else "rollback journal with synchronous=EXTRA"
        yield Finding(True, f"SQLite {sqlite3.sqlite_version}, {kept} ({journal}): safe against power cuts.")
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        yield Finding(whole == "ok", f"The database file is whole: {whole}.")


def _tables() -> Finding:
    with database.reading(), db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory(str(Path(current_app.root_path).parent / "migrations")).get_current_head()
    if present == newest:
        return Finding(True, f"The tables are at revision {present}, the newest.")
    state = f"at revision {present}, the program needs {newest}" if present else "not made yet"
    return Finding(False, f"The tables are {state}: run `tracker db upgrade`.")


def _history() -> Iterator[Finding]:
    broken = history.first_broken_entry()
    told = "Every entry of the history holds." if broken is None else f"The history was altered at entry {broken.id}."
    yield Finding(broken is None, told)


def _files() -> Iterator[Finding]:
    """Hold the files that people sent against their rows: missing, changed, without a row."""
    rows = db.session.execute(select(EvidenceFile.stored, EvidenceFile.sha256, EvidenceFile.name)).all()
    there = set(filestore.names())
    missing = [f"{name} ({stored})" for stored, _digest, name in rows if stored not in there]
    changed = [
        f"{name} ({stored})"
        for stored, digest, name in rows
        if stored in there and hashlib.sha256(filestore.path_of(stored).read_bytes()).hexdigest() != digest
    ]
    if missing or changed:
        for what, found in (("are missing", missing), ("were changed", changed)):
            if found:
                yield Finding(False, f"{len(found)} files in {filestore.folder()} {what}: {'; '.join(found[:10])}.")
    else:
        yield Finding(True, f"All {len(rows)} files that people sent lie whole in {filestore.folder()}.")
    if orphans := len(there - {stored for stored, _digest, _name in rows}):
        told = (
            f"{orphans} files have no row; those older than {ORPHANS_STAY.days} days are taken away by the timetable."
        )
        yield Finding(False, told, serious=False)


def _mail() -> Iterator[Finding]:
    settings = mail.settings()
    told = (
        f"Letters go through {settings.host}."
        if settings.host
        else "No mail server is entered: letters wait in the outbox and can be read there."
    )
    yield Finding(bool(settings.host), told, serious=False)
    if settings.password is None:
        yield Finding(
            False, "The mail password was sealed with another secret key: enter it again on the page of mail."
        )
    found = reconciliation.trouble_of(reconciliation.differences(clock.now()))
    yield Finding(not found, f"The register of letters does not agree: {found}." if found else "The register agrees.")
    for beat in db.session.scalars(select(Heartbeat).order_by(Heartbeat.name)):
        yield Finding(not beat.trouble, f"{beat.name}: last ran {beat.at:%Y-%m-%d %H:%M} UTC. {beat.trouble}".strip())


def _optional() -> Iterator[Finding]:
    for package, is_here, use in OPTIONAL:
        here = is_here()
        told = f"{package} is installed: it reads {use}." if here else f"apt install {package} would let it read {use}."
        yield Finding(here, told, serious=False)
