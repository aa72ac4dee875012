"""A figure with its goal, and the offices it is measured on."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from tests.conftest import OneRequest, settings
from tests.office import Office, build
from tracker.app import create_app
from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.reading.results import DocumentType, ItemKind
from tracker.tasks.models import Stage, Task


@dataclass(frozen=True)
class Figure:
    """What was measured, what it should be in words, and whether it is."""

    figure: float
    goal: str
    holds: bool


def cpu_seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the least processor time of a few rounds, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


@contextmanager
def an_empty_office() -> Iterator[Flask]:
    """An application on a fresh database without anybody in it."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(Path(folder)))
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def an_office(tasks: int = 0) -> Iterator[tuple[Flask, Office]]:
    """An application on a fresh database with the invented office and as many tasks as asked for."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(Path(folder)))
        app.test_client_class = OneRequest
        with app.app_context():
            upgrade()
            office = build()
            if tasks:
                _fill(office, tasks)
            yield app, office
            db.session.remove()
            db.engine.dispose()


def _fill(office: Office, tasks: int) -> None:
    """Write tasks in every stage, with deadlines from a year ago to a year ahead."""
    today = date(2026, 4, 14)
    conclusion = Conclusion(
        committee=office.committee, type=DocumentType.CONCLUSION, number="08-KL/BCĐ", issued_on=today, text="x",
        text_hash="x", created_at=_at(today), created_by=office.secretary, published_at=_at(today),
    )  # fmt: skip
    db.session.add(conclusion)
    db.session.flush()
    stages = list(Stage)
    for number in range(1, tasks + 1):
        stage = stages[number % len(stages)]
        due = today + timedelta(days=(number * 37) % 730 - 365)
        item = Item(
            conclusion_id=conclusion.id, position=number, path=[str(number)], start=0, end=1, text="x",
            kind=ItemKind.TASK,
        )  # fmt: skip
        db.session.add(item)
        db.session.flush()
        reported = due + timedelta(days=number % 9 - 4) if stage in (Stage.DONE, Stage.REPORTED) else None
        db.session.add(
            Task(
                committee=office.committee, item=item, number=number, title=f"Nhiệm vụ số {number}",
                lead_unit=(office.economy, office.culture)[number % 2],
                due_on=due, original_due_on=due, due_words=f"trước ngày {due:%d/%m/%Y}", stage=stage,
                percent=number % 100, opened_on=today - timedelta(days=400), reported_on=reported,
                closed_on=reported if stage == Stage.DONE else None,
            )
        )  # fmt: skip
    db.session.commit()


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
