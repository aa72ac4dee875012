"""Writing a committee's archive: its rows, what of the office they name, and the files of its evidence."""

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from tracker import filestore
from tracker.extensions import db
from tracker.reports.archive import shape
from tracker.reports.archive.values import written

MANIFEST, TABLES, FILES = "manifest.json", "tables/", "files/"
AT_ONCE = 500
SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every member, so that the same work gives the same bytes."""

UNSENT = ("waiting", "sending")
"""Letters in these states travel as cancelled: no other installation sends what this one has in hand."""

Numbers = dict[str, dict[int, int]]
Tell = Callable[[int, int], None]
"""Told how many steps of how many are done."""


@dataclass
class Written:
    """What an archive holds: rows by table, files, those missing on the disk, and the digest of it all."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)
    digest: str = ""


def write(committee_id: int, target: Path, *, at: datetime, tell: Tell | None = None) -> Written:
    """Write everything of a committee into a new file, as it stands at one moment, and return what it holds.

    `tell` is told how many members of how many are written. Raises FileExistsError when the target is there.
    """
    numbers = _numbered(committee_id)
    told = Written()
    stored = _stored(numbers["evidence_files"])
    steps = len(shape.ALL) + len(stored)
    digests: dict[str, str] = {}
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        for done, name in enumerate(shape.ALL):
            rows = _rows(name, numbers, committee_id)
            words = json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=0).encode()
            digests[name], told.rows[name] = hashlib.sha256(words).hexdigest(), len(rows)
            archive.writestr(_member(f"{TABLES}{name}.json"), words)
            if tell:
                tell(done + 1, steps)
        for done, (place, digest) in enumerate(stored):
            if not _add(archive, place, digest):
                told.missing.append(digest)
            if tell:
                tell(len(shape.ALL) + done + 1, steps)
        told.files = len(stored) - len(told.missing)
        told.digest = hashlib.sha256("".join(digests[name] for name in sorted(digests)).encode()).hexdigest()
        manifest = {
            "format": shape.FORMAT, "version": shape.VERSION, "written_at": at.isoformat(), "digest": told.digest,
            "tables": {name: {"rows": told.rows[name], "sha256": digests[name]} for name in sorted(digests)},
        }  # fmt: skip
        archive.writestr(_member(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1))
    return told


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, SAME_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


# ------------------------------------------------------------------------------------------ which rows


def _numbered(committee_id: int) -> Numbers:
    """Return for every table the ids of the rows that travel, each with its number in the archive.

    The committee's rows keep the order of their ids. Those of the office stand in the order of what they are known by,
    so that they get the same numbers wherever they live.
    """
    numbers: Numbers = {}
    for name in shape.KEPT:
        ids: list[int] = sorted(db.session.scalars(shape.rows_of(name, committee_id)))
        numbers[name] = {row_id: number for number, row_id in enumerate(ids, 1)}
    named = _named(numbers)
    for name, kept in shape.SHARED.items():
        here = shape.table(name)
        known = select(here.c.id).where(here.c.id.in_(named[name])).order_by(here.c[kept.through], here.c.id)
        numbers[name] = {row_id: number for number, row_id in enumerate(db.session.scalars(known), 1)}
    return numbers


def _named(numbers: Numbers) -> Mapping[str, set[int]]:
    """Return the rows of the office that the committee's name, and those that these name in turn."""
    named: dict[str, set[int]] = defaultdict(set)
    for name in shape.KEPT:
        _look(shape.table(name), name, set(numbers[name]), named)
    seen: dict[str, set[int]] = defaultdict(set)
    while fresh := {name: named[name] - seen[name] for name in shape.SHARED if named[name] - seen[name]}:
        for name, ids in fresh.items():
            seen[name] |= ids
            _look(shape.table(name), name, ids, named)
            _look_after(name, ids, named)
    return named


def _look(here: Table, name: str, ids: set[int], named: dict[str, set[int]]) -> None:
    """Note what rows refer to; who heads a unit travels only when somebody else names them."""
    for column in shape.columns(name):
        to = shape.target(column)
        if to in shape.SHARED and (name, column.name) not in shape.LATER:
            for part in _parts(ids):
                query = select(column).where(here.c.id.in_(part), column.is_not(None)).distinct()
                named[str(to)] |= set(db.session.scalars(query))
    if name == "handovers":
        for part in _parts(ids):
            for supported_by in db.session.scalars(select(here.c.supported_by).where(here.c.id.in_(part))):
                named["units"] |= set(supported_by)


def _look_after(name: str, ids: set[int], named: dict[str, set[int]]) -> None:
    """Note what hangs on a row of the office: the other names of a unit, the sides of a succession."""
    for child, parent in (("unit_aliases", "unit_id"), ("succession_units", "succession_id")):
        here = shape.table(child)
        if shape.target(here.c[parent]) == name:
            for part in _parts(ids):
                named[child] |= set(db.session.scalars(select(here.c.id).where(here.c[parent].in_(part))))


def _parts(ids: set[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


# ------------------------------------------------------------------------------------------ what they say


def _rows(name: str, numbers: Numbers, committee_id: int) -> list[dict[str, Any]]:
    """Return the rows of a table in the order of their numbers."""
    here, columns, rows = shape.table(name), shape.columns(name), []
    for part in _parts(set(numbers[name])):
        query = select(here.c.id, *columns).where(here.c.id.in_(part))
        rows += [_said(name, row, numbers, committee_id) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: int(row["id"]))


def _said(name: str, row: Row[Any], numbers: Numbers, committee_id: int) -> dict[str, Any]:
    values = dict(row._mapping)
    said: dict[str, Any] = {"id": numbers[name][values["id"]]}
    for column in shape.columns(name):
        to, value = shape.target(column), values[column.name]
        said[column.name] = written(value) if to is None else numbers[to].get(value)
    said |= shape.renumbered(name, values, numbers)
    return said | _as_it_travels(name, values, committee_id)


def _as_it_travels(name: str, values: Mapping[str, Any], committee_id: int) -> dict[str, Any]:
    """Return what an archive says otherwise than the row: see `docs/archive.md`."""
    if name == "reminders":
        return {"key": values["key"] is not None}
    if name == "letters":
        stopped = {"state": "cancelled"} if written(values["state"]) in UNSENT else {}
        several = values["committee_id"] != committee_id
        return stopped | ({"subject": "", "text": "", "html": "", "note": ""} if several else {})
    if name == "letter_recipients" and written(values["state"]) in UNSENT:
        return {"state": "cancelled"}
    return {}


# ------------------------------------------------------------------------------------------ files


def _stored(numbers: Mapping[int, int]) -> list[tuple[str, str]]:
    """Return where the evidence lies and its SHA-256, each content once."""
    here = shape.table("evidence_files")
    found: dict[str, str] = {}
    for part in _parts(set(numbers)):
        for row in db.session.execute(select(here.c.stored, here.c.sha256).where(here.c.id.in_(part))):
            found.setdefault(row.sha256, row.stored)
    return sorted((stored, digest) for digest, stored in found.items())


def _add(archive: zipfile.ZipFile, stored: str, digest: str) -> bool:
    """Add a file that is as its row says."""
    place = filestore.path_of(stored)
    data = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        return False
    archive.writestr(_member(FILES + digest), data)
    return True
