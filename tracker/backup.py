"""A whole backup in one file: the database of one moment and every file its rows name; and the way back.

The file is a tar: `tracker.db`, then `files/NAME`. The database is copied first: a file lies on the disk before its row
commits, so each row of the copy finds its file, whatever is sent meanwhile. What has no row is left out.
"""

import hashlib
import io
import os
import secrets
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from tracker import database, filestore
from tracker.extensions import db

DATABASE, FILES = "tracker.db", "files/"
PIECE = 1024 * 1024


class NotRestored(Exception):
    """A backup cannot be put in place; the sentence says why. Nothing was changed."""


@dataclass(frozen=True)
class Copied:
    """What a backup holds: its size, how many files, and the names of those that were not as their rows say."""

    size: int
    files: int
    wrong: tuple[str, ...] = ()


def back_up(target: Path) -> Copied:
    """Write a whole backup into a new file, also while the program works; a file that is not as it was is told.

    Raises FileExistsError when the target is there, ValueError for other databases than SQLite: they bring their own
    tools, and the folder of files is then copied after the database.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / DATABASE
            database.back_up(db.engine, copy)
            with tarfile.open(fresh, "x", format=tarfile.PAX_FORMAT) as archive:
                archive.add(copy, DATABASE)
                wanted = _files_of(copy)
                wrong = tuple(stored for stored, digest in wanted if not _add(archive, stored, digest))
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        os.link(fresh, target)  # fails when somebody was faster; a rename would overwrite theirs
    finally:
        fresh.unlink(missing_ok=True)
    return Copied(target.stat().st_size, len(wanted) - len(wrong), wrong)


def restore(source: Path) -> int:
    """Put a backup in place of nothing: the database and its files; return how many files. Raises NotRestored.

    Refuses when there is a database: it must be moved away first, by hand, so that nothing is ever overwritten.
    """
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotRestored("Only SQLite is restored so; other databases bring their own tools")
    place = Path(url.database)
    if place.exists():
        raise NotRestored(f"{place} is there. Stop the program and move it away first")
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
    try:
        with tarfile.open(source, "r:") as archive:
            _unpack(archive, DATABASE, fresh)
            _require_whole(fresh)
            wanted = _files_of(fresh)
            for stored, digest in wanted:
                _put_in_place(archive, stored, digest)
        fresh.replace(place)
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise NotRestored(f"{source} is no whole backup of this program: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return len(wanted)


def _files_of(copy: Path) -> list[tuple[str, str]]:
    """Return the stored names and digests that the rows of a copied database name; none before there were files."""
    with closing(sqlite3.connect(copy)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence_files'").fetchone():
            return []
        return [(str(name), str(digest)) for name, digest in connection.execute(
            "SELECT stored, sha256 FROM evidence_files ORDER BY id"
        )]  # fmt: skip


def _add(archive: tarfile.TarFile, stored: str, digest: str) -> bool:
    """Add a file to the archive as it is; return whether it is there and is what its row says."""
    try:
        data = filestore.path_of(stored).read_bytes()
    except OSError:
        return False
    entry = tarfile.TarInfo(FILES + stored)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest() == digest


def _unpack(archive: tarfile.TarFile, name: str, target: Path) -> None:
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(name)
    with found, target.open("xb") as file:
        _copy(found, file)
        file.flush()
        os.fsync(file.fileno())


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := source.read(PIECE):
        target.write(piece)


def _require_whole(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise NotRestored(f"The database in the backup is broken: {error}") from error
    if found != "ok":
        raise NotRestored(f"The database in the backup is broken: {found}")


def _put_in_place(archive: tarfile.TarFile, stored: str, digest: str) -> None:
    """Write one file under its old name, unless it lies there; one the backup lacks is left for the doctor to name."""
    try:
        found = archive.extractfile(FILES + stored)
    except KeyError:
        return
    data = found.read() if found else b""
    place = filestore.path_of(stored)
    if not place.exists() or hashlib.sha256(place.read_bytes()).hexdigest() != digest:
        filestore.put(stored, data)
