"""What one does with meetings: plan one, and correct what was written of it."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.meetings.models import Meeting
from tracker.people.models import Committee, User

FIELDS = ("title", "held_on", "starts_at", "place")


@dataclass(frozen=True)
class MeetingWords:
    """What is written of a meeting."""

    title: str
    held_on: date
    starts_at: time | None = None
    place: str = ""


def plan_meeting(committee: Committee, words: MeetingWords, *, by: User) -> Meeting:
    """Enter a meeting of a committee, past or to come.

    Raises RuleBroken when the committee already meets on that day: "since the last meeting" must name one meeting.
    """
    _refuse_taken_day(committee.id, words.held_on)
    meeting = Meeting(committee_id=committee.id, **_values(words))
    db.session.add(meeting)
    _flush(words.held_on)
    history.record("planned", meeting, by=by, changes={name: str(value) for name, value in _values(words).items()})
    db.session.commit()
    return meeting


def change_meeting(meeting: Meeting, words: MeetingWords, *, version: int, by: User) -> Meeting:
    """Correct a meeting as it stood in the given version; nothing is written when nothing differs.

    Raises StaleVersion when somebody changed it meanwhile, RuleBroken when the new day is taken.
    """
    if meeting.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    new = _values(words)
    changes = {
        name: (str(getattr(meeting, name)), str(new[name])) for name in FIELDS if getattr(meeting, name) != new[name]
    }
    if not changes:
        return meeting
    _refuse_taken_day(meeting.committee_id, words.held_on, but=meeting)
    for name, value in new.items():
        setattr(meeting, name, value)
    _flush(words.held_on)
    history.record("changed", meeting, by=by, changes=changes)
    db.session.commit()
    return meeting


def _values(words: MeetingWords) -> dict[str, str | date | time | None]:
    return {name: getattr(words, name) for name in FIELDS}


def _refuse_taken_day(committee_id: int, held_on: date, but: Meeting | None = None) -> None:
    query = select(Meeting).filter_by(committee_id=committee_id, held_on=held_on)
    with db.session.no_autoflush:
        taken = db.session.scalar(query)
    if taken is not None and taken is not but:
        raise _taken(held_on)


def _flush(held_on: date) -> None:
    try:
        db.session.flush()
    except IntegrityError as twice:
        db.session.rollback()
        raise _taken(held_on) from twice


def _taken(held_on: date) -> RuleBroken:
    return RuleBroken(_("The committee already meets on %(day)s.", day=day(held_on)), "held_on")
