"""Eight people who write on one task at once, each in a process of their own, as fast as they can.

What they were told is counted and held against what the database kept: each accepted update is one version, one row
of the task's course and one entry of the history.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from tests.conftest import settings
from tests.office import build
from tests.processes import forking
from tests.tasks.desk import TODAY, Desk, conclusion, moment
from tracker import history
from tracker.app import create_app
from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.people.models import User
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task, Update

WRITERS = 8
SQLITE = "sqlite:///{folder}/tracker.db"


def write_at_once(url: str, folder: Path, seconds: float) -> tuple[Counter[str], dict[str, int]]:
    """Let the crowd write for so long on a fresh office; return what they were told, and what the database kept."""
    with _office(url, folder):
        upgrade()
        office = build()
        task_id = Desk(office, conclusion(office)).tasks[0].id
        people = [office.official.id, office.secretary.id]
    told = _crowd(url, folder, task_id, people, seconds)
    with _office(url, folder):
        return told, _kept(task_id)


def _kept(task_id: int) -> dict[str, int]:
    entries = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.subject == "tasks")
    return {
        "versions": db.session.get_one(Task, task_id).version - 1,
        "updates": db.session.scalar(select(func.count()).select_from(Update).filter_by(task_id=task_id)) or 0,
        "entries": db.session.scalar(entries.filter_by(subject_id=task_id, verb="updated")) or 0,
        "broken": int(history.first_broken_entry() is not None),
    }


def _crowd(url: str, folder: Path, task_id: int, people: list[int], seconds: float) -> Counter[str]:
    """Start the writers, let them begin together, and add up what each was told."""
    start = forking()
    gate, answers = start.Barrier(WRITERS), start.Queue()
    crowd = [
        start.Process(target=_write, args=(url, folder, task_id, people[n % 2], seconds, n, gate, answers))
        for n in range(WRITERS)
    ]
    for each in crowd:
        each.start()
    told = sum((answers.get(timeout=seconds + 120) for _ in crowd), Counter[str]())
    for each in crowd:
        each.join()
    return told


def _write(
    url: str, folder: Path, task_id: int, user_id: int, seconds: float, number: int, gate: Barrier, answers: Any
) -> None:  # fmt: skip
    """Update the task again and again from its version as last seen; now and then click twice or linger on a form."""
    told, chance = Counter[str](), random.Random(number)
    with _office(url, folder):
        gate.wait(timeout=120)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told["tried"] += 1
            try:
                _update(task_id, user_id, f"crowd {number} {told['tried']}", chance)
            except (StaleVersion, StaleDataError):
                db.session.rollback()
                told["stale"] += 1
            except OperationalError:  # SQLite let nobody in for ten seconds: the person is told, and nothing is kept
                db.session.rollback()
                told["busy"] += 1
            else:
                told["accepted"] += 1
    answers.put(told)


def _update(task_id: int, user_id: int, key: str, chance: random.Random) -> None:
    task = db.session.get_one(Task, task_id)
    seen, percent = task.version, chance.randrange(1, 100)
    db.session.rollback()
    time.sleep(chance.uniform(0, 0.03))
    for _click in range(2 if chance.random() < 0.1 else 1):
        actions.update_task(
            task, by=db.session.get_one(User, user_id), at=moment(TODAY), on=TODAY, version=seen, key=key,
            stage=Stage.IN_PROGRESS, percent=percent, result=key,
        )  # fmt: skip


@contextmanager
def _office(url: str, folder: Path) -> Iterator[None]:
    app = create_app(settings(folder) | {"SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()
