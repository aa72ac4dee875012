"""The long checks: processes killed in the middle of their writes, and many writers on one database."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks import finding, hostile, year
from benchmarks.figures import Figure, an_office
from tests.conftest import settings
from tests.hostile_words import hostile_words, is_wrong
from tests.housed import hurry
from tests.office import build
from tests.postgresql import fresh_database, server
from tests.reminders.fire import Fire, Plan
from tests.tasks.crowd import SQLITE, write_at_once
from tests.tasks.life import live
from tracker import history
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import Committee

KILL_ROUNDS = int(os.environ.get("TRACKER_SOAK_ROUNDS", "1000"))
CROWD_SECONDS = int(os.environ.get("TRACKER_CROWD_SECONDS", "60"))
LIVES = int(os.environ.get("TRACKER_LIVES", "20000"))
LIFE_STEPS = int(os.environ.get("TRACKER_LIFE_STEPS", "60"))

FIRE_LETTERS = int(os.environ.get("TRACKER_FIRE_LETTERS", "10000"))
FIRE_SECONDS = int(os.environ.get("TRACKER_FIRE_SECONDS", "3600"))
FIRE_KILLS = int(os.environ.get("TRACKER_FIRE_KILLS", "60"))

SUBJECTS = int(os.environ.get("TRACKER_SUBJECTS", "20000"))

WRITER = """
import sys
from pathlib import Path
from tests.conftest import settings
from tracker import history
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import Committee
app = create_app(settings(Path(sys.argv[1])))
with app.app_context():
    while True:
        row = db.session.get(Committee, 1)
        row.contact = str(int(row.contact or 0) + 1)
        history.record("counted", row, by=None)
        db.session.commit()
        print(row.contact, flush=True)
"""


def kill() -> Figure:
    """Acknowledged writes lost over many rounds of kill -9 in the middle of writing."""
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        for _ in range(KILL_ROUNDS):
            lost += _one_kill(Path(folder))
        app = create_app(settings(Path(folder)))
        with app.app_context():
            lost += history.first_broken_entry() is not None
            db.engine.dispose()
    return Figure(lost, f"nothing acknowledged is lost in {KILL_ROUNDS} rounds of kill -9", lost == 0)


def _one_kill(folder: Path) -> int:
    """Let a writer run for a moment, kill it, and return how many acknowledged writes are gone."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = int(writer.stdout.readline() or 0)
        time.sleep(random.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        for line in writer.stdout:
            acknowledged = int(line) if line.endswith("\n") else acknowledged
    app = create_app(settings(folder))
    with app.app_context():
        kept = int(db.session.scalar(select(Committee.contact).where(Committee.id == 1)) or 0)
        db.engine.dispose()
    return max(0, acknowledged - kept)


def _count_up(folder: str, times: int) -> None:
    app = create_app(settings(Path(folder)))
    with app.app_context():
        for _ in range(times):
            row = db.session.scalars(select(Committee).where(Committee.id == 1)).one()
            row.contact = str(int(row.contact or 0) + 1)
            db.session.commit()


def writers() -> Figure:
    """Updates lost when eight processes count up one row 250 times each."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        crowd = [multiprocessing.Process(target=_count_up, args=(folder, 250)) for _ in range(8)]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join()
        app = create_app(settings(Path(folder)))
        with app.app_context():
            counted = int(db.session.scalar(select(Committee.contact).where(Committee.id == 1)) or 0)
            db.engine.dispose()
    return Figure(2000 - counted, "no update of eight writers is lost", counted == 2000)


def crowd() -> Figure:
    """Seconds' worth of eight processes on one task, on each database: what they were told against what was kept."""
    lost = accepted = 0
    with tempfile.TemporaryDirectory() as place, server(_folder(place, "server")) as address:
        urls = {"sqlite": SQLITE, "postgresql": fresh_database(address)}
        for name, url in urls.items():
            folder = _folder(place, name)
            told, kept = write_at_once(url.format(folder=folder), folder, CROWD_SECONDS)
            print(name, dict(told), kept, file=sys.stderr)
            lost += sum(abs(kept[what] - told["accepted"]) for what in ("versions", "updates", "entries"))
            lost, accepted = lost + kept["broken"], accepted + told["accepted"]
    goal = f"accepted updates = versions = rows = entries in {CROWD_SECONDS} s of eight processes on each database"
    return Figure(lost, f"{goal} ({accepted} accepted)", lost == 0 < accepted)


def life() -> Figure:
    """Seconds it took tasks to live through their steps, the program and the plain model telling the same."""
    begun = time.monotonic()
    with an_office() as (_app, office):
        db.session.remove()
        db.engine.dispose()
        hurry(db.engine)
        live(office, LIVES, LIFE_STEPS)
        holds = history.first_broken_entry() is None
    return Figure(round(time.monotonic() - begun), f"no difference in {LIVES} lives of {LIFE_STEPS} steps", holds)


def reminders() -> Figure:
    """Letters lost, or sent twice without a kill or a cut in the hand-over, under every fault."""
    plan = Plan(letters=FIRE_LETTERS, seconds=FIRE_SECONDS, settle=300, kills=FIRE_KILLS, ends=FIRE_KILLS, outages=10)
    with an_office() as (app, office):
        told = Fire(app, office, plan, settings(Path(app.instance_path))).burn()
    print(told, file=sys.stderr)
    goal = f"{FIRE_LETTERS} letters: none lost, {told.doubles} seen twice, each by a cut or a kill in the hand-over"
    return Figure(len(told.lost) + len(told.strangers) + len(told.unexplained), goal, told.holds)


def subjects() -> Figure:
    """Hostile subjects and names that make another set of headers, by two readers."""
    wrong = sum(is_wrong(words) for words in hostile_words(SUBJECTS, seed=624))
    return Figure(wrong, f"0 wrong header sets in {SUBJECTS} letters with hostile words", wrong == 0)


def _folder(place: str, name: str) -> Path:
    folder = Path(place) / name
    folder.mkdir()
    return folder


def _prepare(folder: Path) -> None:
    app = create_app(settings(folder))
    with app.app_context():
        upgrade()
        office = build()
        office.committee.contact = "0"
        assert office.committee.id == 1
        db.session.commit()
        db.engine.dispose()


MEASURES: dict[str, Callable[[], Figure]] = {
    "kill": kill,
    "writers": writers,
    "hostile": hostile.files,
    **finding.LONG,
    **year.LONG,
    "crowd": crowd,
    "life": life,
    "reminders": reminders,
    "subjects": subjects,
}
