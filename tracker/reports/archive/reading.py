"""Reading a committee's archive: whether it is whole, and what taking it in would do."""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tracker import findable
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.reports.archive import shape
from tracker.reports.archive.values import read
from tracker.reports.archive.writing import FILES, MANIFEST, TABLES

MOST_ROWS_BYTES = 500_000_000
MOST_FILE_BYTES = 100_000_000


Row = dict[str, Any]
Rows = dict[str, list[Row]]


def damaged() -> str:
    """Return the sentence for a file that is not what it should be."""
    return str(_("This file is no archive of a committee, or it was damaged on its way."))


@dataclass(frozen=True)
class Archive:
    """An archive that was read and is whole: its rows with the values their columns take, numbered from 1."""

    path: Path
    rows: Rows
    digest: str
    files: frozenset[str]

    @property
    def name(self) -> str:
        """The committee's name."""
        return str(self.rows[shape.ROOT][0]["name"])


@dataclass(frozen=True)
class Met:
    """A row of the office that is known here already: what it is known by, its name there and its name here."""

    known_as: str
    there: str
    here: str

    @property
    def is_same(self) -> bool:
        return findable.fold(self.there) == findable.fold(self.here)


@dataclass(frozen=True)
class Preview:
    """What taking an archive in would do."""

    name: str
    counts: Mapping[str, int]
    files: int
    is_here: bool
    """A committee of this name is here already: nothing can be taken in beside it."""
    known_people: Sequence[Met]
    known_units: Sequence[Met]
    new_people: Sequence[str]
    new_units: Sequence[str]

    @property
    def strangers(self) -> list[Met]:
        """People whose account name belongs to somebody of another name here; they get an account of their own."""
        return [each for each in self.known_people if not each.is_same]


# ------------------------------------------------------------------------------------------ reading


def read_archive(path: Path) -> Archive:
    """Read an archive and check that it is whole and of a kind this version knows. Raises RuleBroken."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(member(archive, MANIFEST, MOST_FILE_BYTES))
            if manifest.get("format") != shape.FORMAT or manifest.get("version") != shape.VERSION:
                raise RuleBroken(_("This file is no archive of a committee that this version can read."), "file")
            rows = {name: _rows(archive, name, manifest) for name in shape.ALL}
            files = frozenset(each.removeprefix(FILES) for each in archive.namelist() if each.startswith(FILES))
            _require_whole(rows)
            return Archive(path, rows, str(manifest["digest"]), files)
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError, OSError) as odd:
        raise RuleBroken(damaged(), "file") from odd


def member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise RuleBroken(_("The archive is larger than any this program writes."), "file")
    return archive.read(name)


def _rows(archive: zipfile.ZipFile, name: str, manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    if name not in manifest["tables"]:  # written before this version knew the table
        return []
    words = member(archive, f"{TABLES}{name}.json", MOST_ROWS_BYTES)
    if hashlib.sha256(words).hexdigest() != manifest["tables"][name]["sha256"]:
        raise RuleBroken(damaged(), "file")
    return [_values(name, row) for row in json.loads(words)]


def _values(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the values its columns take; references stay numbers of the archive, a lacking column out."""
    columns = {each.name: each for each in shape.columns(name)}
    if unknown := row.keys() - columns.keys() - {"id"}:
        later = _("The archive was written by a later version: %(what)s is not known here. Upgrade first.",
                  what=f"{name}.{min(unknown)}")  # fmt: skip
        raise RuleBroken(later, "file")
    values: dict[str, Any] = {"id": int(row["id"])}
    for word, value in row.items():
        if word == "id":
            continue
        is_number = shape.target(columns[word]) is not None or (name, word) == ("reminders", "key")
        values[word] = value if is_number else read(columns[word], value)
    return values


def _require_whole(rows: Rows) -> None:
    """Refuse an archive of none or several committees, or one that refers to a row it does not hold."""
    if len(rows[shape.ROOT]) != 1:
        raise RuleBroken(damaged(), "file")
    numbers = {name: {row["id"] for row in held} for name, held in rows.items()}
    for name, held in rows.items():
        for column in shape.columns(name):
            to = shape.target(column)
            if to is None:
                continue
            named = {row.get(column.name) for row in held}
            if not named <= numbers[to] | {None} or (None in named and not column.nullable and held):
                raise RuleBroken(damaged(), "file")


# ------------------------------------------------------------------------------------------ looking


def preview(archive: Archive) -> Preview:
    """Return what taking an archive in would do here."""
    people, units = known("users", archive.rows), known("units", archive.rows)
    committees, root = shape.table(shape.ROOT), archive.rows[shape.ROOT][0]
    here = select(committees.c.id).where(committees.c.name == root["name"])
    return Preview(
        name=archive.name,
        counts={name: len(held) for name, held in archive.rows.items()},
        files=len(archive.files),
        is_here=db.session.scalar(here) is not None,
        known_people=[Met(row["username"], row["full_name"], people[row["username"]][1])
                      for row in archive.rows["users"] if row["username"] in people],
        known_units=[Met(row["folded"], row["name"], units[row["folded"]][1])
                     for row in archive.rows["units"] if row["folded"] in units],
        new_people=[row["full_name"] for row in archive.rows["users"] if row["username"] not in people],
        new_units=[row["name"] for row in archive.rows["units"] if row["folded"] not in units],
    )  # fmt: skip


def known(name: str, rows: Rows) -> dict[str, tuple[int, str]]:
    """Return the rows of the office that are here already: by what they are known by, their id and their name."""
    here, by = shape.table(name), shape.SHARED[name].through
    said = here.c.full_name if name == "users" else here.c.name
    known: dict[str, tuple[int, str]] = {}
    wanted = [row[by] for row in rows[name]]
    for start in range(0, len(wanted), 500):
        query = select(here.c[by], here.c.id, said).where(here.c[by].in_(wanted[start : start + 500]))
        known |= {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    return known
