"""The pulse of the regular jobs, and the guard against a clock that jumps."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tracker.extensions import db
from tracker.reminders.models import Heartbeat

BACK = timedelta(minutes=5)
AHEAD = timedelta(days=7)
STALE = timedelta(minutes=15)
CLOCKS = CLOCK_BACK, CLOCK_AHEAD = ("clock_back", "clock_ahead")


def beat(name: str, *, at: datetime, trouble: str = "") -> None:
    """Write down that a job ran to its end, and what stands in its way if anything does."""
    _write(name, {"at": at, "trouble": trouble})


def complain(name: str, trouble: str, *, at: datetime) -> None:
    """Write down why a job did not run; its last beat stays what it was, so the stall can be seen.

    A job that never ran is given the last beat of any other: the clock may be what is wrong.
    """
    last = db.session.scalar(select(func.max(Heartbeat.at)))
    _write(name, {"trouble": trouble}, last or at)


def _write(name: str, values: dict[str, object], at: datetime | None = None) -> None:
    db.session.rollback()
    change = update(Heartbeat).filter_by(name=name).values(**values)
    if not db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        try:
            with db.session.begin_nested():
                db.session.add(Heartbeat(name=name, **{"at": at, **values}))
        except IntegrityError:  # another process wrote the first one at the same moment
            db.session.execute(change)
    db.session.commit()


def clock_trouble(at: datetime) -> str:
    """Return what is wrong with the clock, measured by the last beat of any job: nothing, or that it jumped."""
    last = db.session.scalar(select(func.max(Heartbeat.at)))
    db.session.rollback()
    if last is None or last - BACK <= at <= last + AHEAD:
        return ""
    return CLOCK_BACK if at < last else CLOCK_AHEAD
