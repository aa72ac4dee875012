"""The timetable in a process of its own: begun, ended orderly by SIGTERM, given up when it stands still."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from tracker import scheduler, worker
from tracker.extensions import db
from tracker.reminders.models import Heartbeat

START = "from tracker.cli import main; main(['worker'])"


def has_beaten(name):
    """Ask, and let go of the database, which the process wants to write to."""
    found = db.session.get(Heartbeat, name, populate_existing=True) is not None
    db.session.rollback()
    return found


def test_the_command_keeps_the_timetable_until_it_is_asked_to_end(app, office):
    db.session.commit()
    address = {"TRACKER_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "TRACKER_TIMETABLE": "false"}
    command = [sys.executable, "-c", START]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **address}) as process:
        assert process.stdout
        assert "outbox" in process.stdout.readline()
        while not has_beaten("outbox") and process.poll() is None:
            threading.Event().wait(0.1)
        process.send_signal(signal.SIGTERM)
        told, _nothing = process.communicate(timeout=20)
        assert (process.returncode, told.splitlines()[-1]) == (0, "The timetable has ended.")


def test_a_ticker_that_stands_still_ends_the_process_so_that_it_is_started_anew(app, monkeypatch):
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0)
    monkeypatch.setattr(scheduler, "start", lambda _app: None)
    monkeypatch.setattr(scheduler, "silence", lambda: worker.SILENT_SECONDS + 1)
    try:
        assert worker.run(app, lambda _words: None) == 1
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)


@pytest.mark.parametrize("name", scheduler.JOBS)
def test_every_job_beats_under_its_own_name(app, name, monkeypatch):
    scheduler.tick(app, name, scheduler.JOBS[name][1])
    assert db.session.get(Heartbeat, name)
