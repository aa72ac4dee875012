"""Finding among many: the slowest of forty phrases, whether any text is missed, and turning the register's pages."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from benchmarks.figures import Figure, an_office
from tests.conftest import OneRequest, settings
from tests.office import Office, build
from tests.plenty import PHRASES, fill
from tests.postgresql import fresh_database, server
from tests.tasks.test_finding_plenty import every_text, found, holding
from tracker import database
from tracker.app import create_app
from tracker.extensions import db
from tracker.keyset import Cursor, window
from tracker.people.queries import reach_of
from tracker.tasks.finding import find
from tracker.tasks.orders import Sort, order_of
from tracker.tasks.queries import is_whole, visible, with_row

FEW, MANY = 5_000, 100_000
SEARCH_FEW, SEARCH_MANY, PAGE_MANY = 50, 300, 100
"""Goals in milliseconds."""


@contextmanager
def on_postgresql() -> Iterator[tuple[Flask, Office]]:
    """An application on a fresh PostgreSQL database with the invented office."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as address:
        app = create_app(settings(Path(folder)) | {"SQLALCHEMY_DATABASE_URI": fresh_database(address)})
        app.test_client_class = OneRequest
        with app.app_context():
            upgrade()
            yield app, build()
            db.session.remove()
            db.engine.dispose()


def milliseconds(work: Callable[[], object], clock: Callable[[], float], rounds: int = 3) -> float:
    """Return the least time of a few rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = clock()
        work()
        best = min(best, (clock() - begun) * 1000)
    return best


def missing() -> int:
    """How many texts the forty phrases fail to find, against every text looked at."""
    texts = every_text()
    return sum(len(holding(phrase, texts) - found(phrase)) for phrase in PHRASES)


def slowest(office: Office, clock: Callable[[], float]) -> float:
    """Milliseconds of the slowest of the forty searches, over tasks, documents, updates and units."""
    reach = reach_of(office.viewer)
    spent = {phrase: milliseconds(lambda p=phrase: find(p, reach, 20), clock) for phrase in PHRASES}  # type: ignore[misc]
    worst = max(spent, key=lambda phrase: spent[phrase])
    print(f"  slowest “{worst}” {spent[worst]:.0f} ms, median {sorted(spent.values())[len(spent) // 2]:.0f} ms")
    return spent[worst]


def search() -> Figure:
    """Processor milliseconds of the slowest search over 5,000 tasks."""
    with an_office() as (_app, office):
        fill(office, FEW)
        with database.reading():
            lost, spent = missing(), slowest(office, time.process_time)
    goal = f"40 searches of 5,000 tasks, {lost} texts missing, each under {SEARCH_FEW} ms of processor time"
    return Figure(round(spent, 1), goal, not lost and spent < SEARCH_FEW)


@dataclass(frozen=True)
class Measured:
    """What was found out on one database with 100,000 tasks, in milliseconds."""

    missing: int
    search: float
    page: float


@cache
def measured(where: str) -> Measured:
    """Fill a database with 100,000 tasks and measure; PostgreSQL works in its own process, so by the wall."""
    opened, clock = (on_postgresql, time.perf_counter) if where == "PostgreSQL" else (an_office, time.process_time)
    with opened() as (_app, office):
        fill(office, MANY)
        if where == "PostgreSQL":
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.commit()
        with database.reading():
            return Measured(missing(), slowest(office, clock), turning(office, clock))


def turning(office: Office, clock: Callable[[], float]) -> float:
    """Milliseconds of the slowest page of the register, a thousand rows down the list, in the slowest order."""
    tasks = visible(reach_of(office.viewer)).where(is_whole())
    spent: dict[str, float] = {}
    for sort in set(Sort) - {Sort.FIT}:
        order, at = order_of(sort), None
        for _page in range(20):
            at = window(tasks, order, at and Cursor.read(at, order), 50, MANY).next
        place = Cursor.read(at, order)
        spent[sort] = milliseconds(lambda o=order, p=place: window(with_row(tasks), o, p, 50, MANY), clock)  # type: ignore[misc]
    print("  pages: " + ", ".join(f"{name} {took:.0f} ms" for name, took in sorted(spent.items())))
    return max(spent.values())


def _searches(where: str) -> Figure:
    found = measured(where)
    goal = f"40 searches of 100,000 tasks on {where}, {found.missing} texts missing, each under {SEARCH_MANY} ms"
    return Figure(round(found.search, 1), goal, not found.missing and found.search < SEARCH_MANY)


def _pages(where: str) -> Figure:
    spent = measured(where).page
    goal = f"any page of 100,000 tasks on {where} in any order in under {PAGE_MANY} ms"
    return Figure(round(spent, 1), goal, spent < PAGE_MANY)


MEASURES: dict[str, Callable[[], Figure]] = {"search": search}
LONG: dict[str, Callable[[], Figure]] = {
    "search_many": lambda: _searches("SQLite"),
    "pages_many": lambda: _pages("SQLite"),
    "search_postgresql": lambda: _searches("PostgreSQL"),
    "pages_postgresql": lambda: _pages("PostgreSQL"),
}
