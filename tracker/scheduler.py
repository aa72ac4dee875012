"""The timetable: a ticker in the serving process. Jobs recompute from the database, so a missed tick costs nothing.

APScheduler only says when. Nothing is kept in its job store, a late tick is never dropped, ticks that piled up become
one, and a second ticker in another process does no harm: letters are claimed in the database.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock, history
from tracker.documents import page_reading
from tracker.extensions import db
from tracker.reminders import heartbeat, outbox, schedule
from tracker.reminders.bulk import DEEDS
from tracker.tasks import bulk, files, succession_day

MORNING = time(7, 30)
"""Digests are written from this office hour on."""
LOOKING_SECONDS = 2
RUN = timedelta(minutes=1)

log = logging.getLogger(__name__)
one_reader, one_worker = threading.Lock(), threading.Lock()
"""Held by the reader of files and by who does deeds for many tasks: two of one kind at a time would gain nothing."""


def start(app: Flask) -> BackgroundScheduler:
    """Start the ticker of an application, once; it ends with the process."""
    if running := app.extensions.get("timetable"):
        found: BackgroundScheduler = running
        return found
    timetable = BackgroundScheduler(
        timezone=clock.OFFICE_ZONE,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for name, seconds, run, job, most in (
        ("outbox", 60, tick, send, 1), ("remind", 600, tick, remind, 1), ("sweep", 6 * 3600, tick, sweep, 1),
        ("read", LOOKING_SECONDS, look, read, 2),
        ("bulk", LOOKING_SECONDS, look, work, 2), ("succession", 600, tick, succeed, 1),
    ):  # fmt: skip
        every = IntervalTrigger(seconds=seconds, timezone=clock.OFFICE_ZONE)
        timetable.add_job(run, every, args=[app, name, job], id=name, next_run_time=clock.now(), max_instances=most)
    app.extensions["timetable"] = timetable
    timetable.start()
    return timetable


def tick(app: Flask, name: str, job: Callable[[datetime], None]) -> None:
    """Run one job in a context of its own; whatever goes wrong is logged and written into its heartbeat."""
    with app.app_context():
        history.door.set("job")
        try:
            at = clock.now()
            if trouble := heartbeat.clock_trouble(at):
                heartbeat.complain(name, trouble, at=at)
            else:
                job(at)
        except Exception as error:
            log.exception("The job %s failed", name)
            _complain(name, error)
        finally:
            db.session.remove()


def look(app: Flask, name: str, job: Callable[[datetime], None]) -> None:
    """Run a job when something waits for it and this process does none; so nobody waits a minute for the beginning.

    A look costs next to nothing.
    """
    turn, is_any_due = WAITING_FOR[name]
    if not turn.acquire(blocking=False):
        return
    try:
        if _asked(app, is_any_due):
            tick(app, name, job)
    finally:
        turn.release()


def _asked(app: Flask, is_any_due: Callable[[datetime], bool]) -> bool:
    with app.app_context():
        try:
            return is_any_due(clock.now())
        except SQLAlchemyError:  # the other jobs say so, once a minute
            return False
        finally:
            db.session.remove()


WAITING_FOR: dict[str, tuple[threading.Lock, Callable[[datetime], bool]]] = {
    "read": (one_reader, lambda at: page_reading.is_any_due(at)),
    "bulk": (one_worker, lambda _at: bulk.is_any_due()),
}
"""Whose turn it is and whether something waits, by job."""


def read(at: datetime) -> None:
    """Read files page by page until none waits, or the run is long enough for a beat."""
    begun = at
    while clock.now() - begun < RUN and page_reading.read_next(at=clock.now()):
        pass
    heartbeat.beat("read", at=clock.now())


def work(at: datetime) -> None:
    """Do what was ordered of many tasks at once until nothing waits, or the run is long enough for a beat."""
    begun = at
    while clock.now() - begun < RUN and bulk.run(DEEDS, at=clock.now()):
        pass
    heartbeat.beat("bulk", at=clock.now())


def succeed(at: datetime) -> None:
    """Carry out the successions of units whose day has come."""
    succession_day.carry_out_due(on=clock.local(at).date(), at=at)
    heartbeat.beat("succession", at=at)


def send(at: datetime) -> None:
    """Send what waits in the outbox, and say what is wrong with the settings if anything is."""
    heartbeat.beat("outbox", at=at, trouble=outbox.run(at=at).trouble)


def remind(at: datetime) -> None:
    """Write the digests of the day, once the office has opened."""
    there = clock.local(at)
    if there.time() >= MORNING:
        schedule.remind(on=there.date(), at=at)
    heartbeat.beat("remind", at=at)


def sweep(at: datetime) -> None:
    """Take away files whose rows are long gone."""
    files.sweep(at)
    heartbeat.beat("sweep", at=at)


def _complain(name: str, error: Exception) -> None:
    """Say in the heartbeat what went wrong, if the database still answers."""
    try:
        heartbeat.complain(name, f"error: {type(error).__name__}: {error}"[:500], at=clock.now())
    except Exception:
        log.exception("The trouble of the job %s could not be written down", name)
