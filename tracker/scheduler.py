"""The timetable: a ticker in the serving process. Jobs recompute from the database, so a missed tick costs nothing.

APScheduler only says when. Nothing is kept in its job store, a late tick is never dropped, ticks that piled up become
one, and a second ticker in another process does no harm: letters are claimed in the database.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from tracker import clock, history
from tracker.extensions import db
from tracker.reminders import heartbeat, outbox, schedule

MORNING = time(7, 30)
"""Digests are written from this office hour on."""

log = logging.getLogger(__name__)


def start(app: Flask) -> BackgroundScheduler:
    """Start the ticker of an application, once; it ends with the process."""
    if running := app.extensions.get("timetable"):
        found: BackgroundScheduler = running
        return found
    timetable = BackgroundScheduler(
        timezone=clock.OFFICE_ZONE,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(2)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for name, minutes, job in (("outbox", 1, send), ("remind", 10, remind)):
        every = IntervalTrigger(minutes=minutes, timezone=clock.OFFICE_ZONE)
        timetable.add_job(tick, every, args=[app, name, job], id=name, next_run_time=clock.now())
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


def send(at: datetime) -> None:
    """Send what waits in the outbox, and say what is wrong with the settings if anything is."""
    heartbeat.beat("outbox", at=at, trouble=outbox.run(at=at).trouble)


def remind(at: datetime) -> None:
    """Write the digests of the day, once the office has opened."""
    there = clock.local(at)
    if there.time() >= MORNING:
        schedule.remind(on=there.date(), at=at)
    heartbeat.beat("remind", at=at)


def _complain(name: str, error: Exception) -> None:
    """Say in the heartbeat what went wrong, if the database still answers."""
    try:
        heartbeat.complain(name, f"error: {type(error).__name__}: {error}"[:500], at=clock.now())
    except Exception:
        log.exception("The trouble of the job %s could not be written down", name)
