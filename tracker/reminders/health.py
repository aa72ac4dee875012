"""Whether the program can do its work: the database answers, the timetable's pulse is fresh, the clock is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.reminders.heartbeat import CLOCKS, STALE
from tracker.reminders.models import Heartbeat

JOBS = ("outbox", "remind")
"""The jobs whose silence means that letters are held up; each beats at least every ten minutes."""


@dataclass(frozen=True)
class Health:
    """Each part with one word; the program is well when every word is `ok` or `off`."""

    parts: Mapping[str, str]

    @property
    def is_well(self) -> bool:
        return all(word in ("ok", "off") for word in self.parts.values())


@dataclass(frozen=True)
class Pulse:
    """How the timetable fares: whether it stands still, since when, and which trouble with the clock holds it up."""

    is_stalled: bool = False
    last: datetime | None = None
    clock: str = ""

    @property
    def word(self) -> str:
        return "clock" if self.clock else "stalled" if self.is_stalled else "ok"


def pulse(beats: Sequence[Heartbeat], at: datetime) -> Pulse:
    """Return how the timetable fares by what its jobs wrote down, whichever process they ran in."""
    last = {each.name: each.at for each in beats if each.name in JOBS}
    stalled = any(name not in last or abs(at - last[name]) > STALE for name in JOBS)
    clock = next((each.trouble for each in beats if each.trouble in CLOCKS), "")
    return Pulse(stalled, min(last.values(), default=None), clock)


def examine(at: datetime, *, timetable: bool) -> Health:
    """Return how database and timetable fare; says no more than anybody may know.

    `timetable` is whether this process keeps one. Where it does not, another may (`tracker worker`): once anything has
    beaten, silence is a stall here too.
    """
    try:
        db.session.execute(text("SELECT 1"))
        beats = db.session.scalars(select(Heartbeat)).all()
    except SQLAlchemyError:
        db.session.rollback()
        return Health({"database": "silent", "timetable": "unknown" if timetable else "off"})
    return Health({"database": "ok", "timetable": pulse(beats, at).word if timetable or beats else "off"})
