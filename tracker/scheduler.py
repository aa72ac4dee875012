"""The timetable: a ticker. Jobs recompute from the database, so a missed tick costs nothing.

It runs in the serving process or in one of its own (`tracker.worker`). APScheduler only says when. Nothing is kept in
its job store, a late tick is never dropped, ticks that piled up become one, and a second ticker in another process does
no harm: letters are claimed in the database.

It reckons by the machine's clock, which jumps: after ten years ahead it would list every tick it missed, after an hour
back it would sleep that hour. So a tick is reckoned from the moment it is asked for (`Every`), and a watcher that
counts seconds of its own rouses a ticker that fell silent (`_rouse`).
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock, history
from tracker.documents import page_reading
from tracker.extensions import db
from tracker.reminders import bounce_mailbox, heartbeat, outbox, reconciliation, schedule
from tracker.reminders.bulk import DEEDS
from tracker.reminders.facts import in_office
from tracker.tasks import bulk, files, succession_day

LOOKING_SECONDS = 2
SILENT_SECONDS = 30
"""Two jobs look for work every two seconds; when none did for so long, the ticker sleeps or is dead."""
WATCH_SECONDS = 5
RUN = timedelta(minutes=1)

log = logging.getLogger(__name__)
one_reader, one_worker = threading.Lock(), threading.Lock()
"""Held by the reader of files and by who does deeds for many tasks: two of one kind at a time would gain nothing."""
stopping = threading.Event()
"""Set when the process is to end: a job then finishes what it has in hand and takes nothing new."""


class Every(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """At once, then so many seconds after each time it is asked: what was missed is missed."""

    def __init__(self, seconds: float) -> None:
        self.interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now + self.interval if previous else now


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
    for name, (seconds, job) in JOBS.items():
        run, most = (look, 2) if name in WAITING_FOR else (tick, 1)
        timetable.add_job(run, Every(seconds), args=[app, name, job], id=name, max_instances=most)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a long run is not begun a second time is no news
    app.extensions["timetable"] = timetable
    stopping.clear()
    _ticked()
    timetable.start()
    threading.Thread(target=_watch, args=[timetable], name="watcher", daemon=True).start()
    return timetable


def stop(app: Flask) -> None:
    """End an application's ticker once what its jobs have in hand is done: a letter, a page, a deed."""
    stopping.set()
    app.extensions.pop("timetable").shutdown(wait=True)


def _watch(timetable: BackgroundScheduler) -> None:
    while not stopping.wait(WATCH_SECONDS) and timetable.running:
        if silence() > SILENT_SECONDS:
            log.warning("No job ran for %.0f seconds: the ticker is roused", silence())
            _rouse(timetable)


def _rouse(timetable: BackgroundScheduler) -> None:
    """Let every job run now, whatever the machine's clock said when its next time was reckoned."""
    for job in timetable.get_jobs():
        timetable.reschedule_job(job.id, trigger=job.trigger)


_last_tick = [0.0]


def _ticked() -> None:
    _last_tick[0] = time.monotonic()


def silence() -> float:
    """Return the seconds since any job of this process last ran; its thread can die and still say that it runs."""
    return time.monotonic() - _last_tick[0]


def tick(app: Flask, name: str, job: Callable[[datetime], None]) -> None:
    """Run one job in a context of its own; whatever goes wrong is logged and written into its heartbeat."""
    _ticked()
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
    _ticked()
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
    while not stopping.is_set() and clock.now() - begun < RUN and page_reading.read_next(at=clock.now()):
        pass
    heartbeat.beat("read", at=clock.now())


def work(at: datetime) -> None:
    """Do what was ordered of many tasks at once until nothing waits, or the run is long enough for a beat."""
    begun = at
    while not stopping.is_set() and clock.now() - begun < RUN and bulk.run(DEEDS, at=clock.now()):
        pass
    heartbeat.beat("bulk", at=clock.now())


def succeed(at: datetime) -> None:
    """Carry out the successions of units whose day has come."""
    succession_day.carry_out_due(on=clock.local(at).date(), at=at)
    heartbeat.beat("succession", at=at)


def send(at: datetime) -> None:
    """Send what waits in the outbox, and say what is wrong with the settings if anything is."""
    done = outbox.run(at=at, is_stopping=stopping.is_set)
    if done.sent or done.trouble:
        log.info("%s letters sent. %s", done.sent, done.trouble)
    heartbeat.beat("outbox", at=at, trouble=done.trouble)


def remind(at: datetime) -> None:
    """Write the letters of the day, while the office is at work."""
    on = clock.local(at).date()
    if in_office(at) and (written := schedule.remind(on=on, at=at)):
        log.info("%s letters written for %s", written, on)
    heartbeat.beat("remind", at=at)


def tell(at: datetime) -> None:
    """Write to those who want to hear at once what others did, while the office is at work."""
    if in_office(at):
        schedule.tell_at_once(on=clock.local(at).date(), at=at)
    heartbeat.beat("news", at=at)


def sweep(at: datetime) -> None:
    """Take away files whose rows are long gone."""
    files.sweep(at)
    heartbeat.beat("sweep", at=at)


def fetch_returned(at: datetime) -> None:
    """Read the letters that came back, where somebody entered their mailbox."""
    trouble = ""
    try:
        bounce_mailbox.fetch(at=at)
    except bounce_mailbox.Unreadable as unreadable:
        trouble = str(unreadable)
    heartbeat.beat("bounces", at=at, trouble=trouble)


def reconcile(at: datetime) -> None:
    """Hold the register against itself and the plan."""
    trouble = reconciliation.trouble_of(reconciliation.mend(at))
    if trouble:
        log.error("The register does not agree: %s", trouble)
    heartbeat.beat("reconcile", at=at, trouble=trouble)


def _complain(name: str, error: Exception) -> None:
    """Say in the heartbeat what went wrong, if the database still answers."""
    try:
        heartbeat.complain(name, f"error: {type(error).__name__}: {error}"[:500], at=clock.now())
    except Exception:
        log.exception("The trouble of the job %s could not be written down", name)


JOBS: dict[str, tuple[float, Callable[[datetime], None]]] = {
    "outbox": (60, send), "remind": (600, remind), "news": (120, tell), "bounces": (300, fetch_returned),
    "reconcile": (24 * 3600, reconcile), "sweep": (6 * 3600, sweep), "succession": (600, succeed),
    "read": (LOOKING_SECONDS, read), "bulk": (LOOKING_SECONDS, work),
}  # fmt: skip
"""Each job, and the seconds between two of its ticks."""
