"""Whether the program can do its work: the database answers, the timetable's pulse is fresh."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.reminders.heartbeat import STALE
from tracker.reminders.models import Heartbeat

JOBS = ("outbox", "remind")


@dataclass(frozen=True)
class Health:
    """Each part with one word; the program is well when every word is `ok` or `off`."""

    parts: Mapping[str, str]

    @property
    def is_well(self) -> bool:
        return all(word in ("ok", "off") for word in self.parts.values())


def examine(at: datetime, *, timetable: bool) -> Health:
    """Return how database and timetable fare; says no more than anybody may know."""
    try:
        db.session.execute(text("SELECT 1"))
        beats = {each.name: each.at for each in db.session.scalars(select(Heartbeat))}
    except SQLAlchemyError:
        db.session.rollback()
        return Health({"database": "silent", "timetable": "unknown" if timetable else "off"})
    stale = any(name not in beats or at - beats[name] > STALE or beats[name] - at > STALE for name in JOBS)
    return Health({"database": "ok", "timetable": "off" if not timetable else "stalled" if stale else "ok"})
