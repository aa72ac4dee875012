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
from tracker.meetings.models import Meeting
from tracker.reading.results import DocumentType, ItemKind
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update


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
    """Write tasks in every stage with the acts that led them there, deadlines from a year ago to a year ahead, and
    a meeting every six weeks."""
    today = date(2026, 4, 14)
    db.session.add_all(
        Meeting(
            committee=office.committee, title=f"Phiên họp thứ {8 - number}", held_on=today + timedelta(3 - 42 * number)
        )
        for number in range(8)
    )
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
        reported = min(due + timedelta(number % 9 - 4), today) if stage in (Stage.DONE, Stage.REPORTED) else None
        task = Task(
                committee=office.committee, item=item, number=number, title=f"Nhiệm vụ số {number}",
                lead_unit=(office.economy, office.culture)[number % 2],
                due_on=due, original_due_on=due - timedelta(40) * (number % 8 == 0), stage=stage,
                due_words=f"trước ngày {due:%d/%m/%Y}",
                percent=number % 100, opened_on=today - timedelta(days=400), reported_on=reported,
                closed_on=reported if stage == Stage.DONE else None,
            )  # fmt: skip
        db.session.add(task)
        db.session.flush()
        _acts(office, task, today)
    db.session.commit()


def _acts(office: Office, task: Task, today: date) -> None:
    """Write how a task came to its stage: two updates, its report and confirmation, and for some a later deadline."""
    days = [task.opened_on + timedelta(50), today - timedelta(task.number % 120)]
    course = [(Stage.NOT_STARTED, Stage.IN_PROGRESS, days[0]), (Stage.IN_PROGRESS, Stage.IN_PROGRESS, days[1])]
    if task.stage == Stage.NOT_STARTED:
        course = []
    elif task.reported_on:
        course = [course[0], (Stage.IN_PROGRESS, Stage.REPORTED, task.reported_on)]
        course += [(Stage.REPORTED, Stage.DONE, task.reported_on)] * (task.stage == Stage.DONE)
    elif task.stage != Stage.IN_PROGRESS:
        course.append((Stage.IN_PROGRESS, task.stage, days[1]))
    for place, (before, stage, on) in enumerate(course):
        task.updated_at = _at(on)
        db.session.add(
            Update(
                task=task, by=office.official, at=_at(on), on=on, from_stage=before, stage=stage, percent=50,
                result="Đã gửi hồ sơ đến các sở, ngành; còn chờ ý kiến thẩm định.", key=f"bench {task.number} {place}",
            )
        )  # fmt: skip
    if task.original_due_on != task.due_on:
        decided = min(task.original_due_on or today, today)
        db.session.add(
            Extension(
                task=task, due_on=task.original_due_on, until=task.due_on, reason="Thiếu hồ sơ",
                asked_by=office.official, asked_at=_at(decided), asked_on=decided, state=ExtensionState.GRANTED,
                granted_until=task.due_on,
                decided_by=office.chair, decided_at=_at(decided), decided_on=decided, key=f"bench {task.number}",
            )
        )  # fmt: skip


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
