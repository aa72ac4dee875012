"""Where the files lie that people send: outside the web root, each under a random name, whole or not at all.

A file is written beside its place, forced to the disk and renamed into place; only then does its row commit. A power
cut in between leaves a file without a row, which `sweep` takes away, and never a row without its file.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator, Set
from datetime import datetime
from pathlib import Path

from flask import current_app

from tracker.extensions import db

STORED = re.compile(r"[0-9a-f]{32}")
"""A name of ours: nothing of what the sender called the file is in it."""
UNFINISHED = ".part"


def folder() -> Path:
    """Return where files lie: the setting FILES_FOLDER, else `files` beside the database, else in the instance."""
    if chosen := current_app.config["FILES_FOLDER"]:
        return Path(chosen)
    url = db.engine.url
    kept = url.database if url.get_backend_name() == "sqlite" else None
    home = Path(kept).parent if kept and kept != ":memory:" else Path(current_app.instance_path)
    return home / "files"


def path_of(name: str) -> Path:
    """Return the place of a file; ValueError when the name is none of ours."""
    if not STORED.fullmatch(name):
        raise ValueError(name)
    return folder() / name[:2] / name


def keep(data: bytes) -> str:
    """Write a file, whole and on the disk when this returns, and return its random name. Raises OSError."""
    name = secrets.token_hex(16)
    put(name, data)
    return name


def put(name: str, data: bytes) -> None:
    """Write a file under a name of ours, as a backup gives it back. Raises OSError."""
    place = path_of(name)
    _make_folder(place.parent)
    fresh = place.with_name(name + UNFINISHED)
    fresh.touch(mode=0o600)
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
    _force(place.parent)


def remove(name: str) -> None:
    """Take a file away; one that is gone already is no fault."""
    path_of(name).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """Return the names of all files that lie whole in their place."""
    return (path.name for path in sorted(folder().glob("??/*")) if STORED.fullmatch(path.name))


def sweep(known: Set[str], *, before: datetime) -> list[str]:
    """Take away what no row names and was written before a moment; return the names. What is unfinished goes too."""
    swept = []
    for path in folder().glob("??/*"):
        name = path.name.removesuffix(UNFINISHED)
        if path.name in known or not STORED.fullmatch(name):
            continue
        with contextlib.suppress(FileNotFoundError):  # another machine's sweep was faster
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                swept.append(name)
    return swept


def _make_folder(place: Path) -> None:
    """Make a folder for the owner only, with those above it, each on the disk before what is in it."""
    if not place.is_dir():
        _make_folder(place.parent)
        place.mkdir(mode=0o700, exist_ok=True)
        _force(place.parent)


def _force(place: Path) -> None:
    """Force the names in a folder to the disk; where folders cannot be opened (Windows) the system does so itself."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
