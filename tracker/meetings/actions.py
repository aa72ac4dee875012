"""What one does with meetings: plan one, correct or move it, call it off and hold it after all."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.meetings.belonging import gather
from tracker.meetings.models import Meeting
from tracker.meetings.queries import sitting_of
from tracker.people.models import Committee, User

WHEN = {"held_on", "starts_at", "ends_at"}
"""The fields by which a meeting is moved, rather than described."""


@dataclass(frozen=True)
class MeetingWords:
    """What is written of a meeting."""

    title: str
    held_on: date
    starts_at: time | None = None
    place: str = ""
    ends_at: time | None = None
    note: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The words by column."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def plan_meeting(committee: Committee, words: MeetingWords, *, by: User) -> Meeting:
    """Enter a meeting of a committee, past or to come.

    Raises RuleBroken when the committee already meets on that day ("since the last meeting" must name one meeting) or
    when the end does not follow the beginning.
    """
    _refuse_odd_hours(words)
    _refuse_taken_day(committee.id, words.held_on)
    meeting = Meeting(committee_id=committee.id, **words.values)
    db.session.add(meeting)
    _flush(words.held_on)
    gather(committee.id)
    history.record("planned", meeting, by=by, changes={n: str(v) for n, v in words.values.items() if v})
    db.session.commit()
    return meeting


def change_meeting(meeting: Meeting, words: MeetingWords, *, version: int, by: User, on: date) -> Meeting:
    """Correct a meeting as it stood in the given version, or move it; nothing is written when nothing differs.

    A meeting whose day has not passed by `on` is moved and keeps the day it was first planned for; of one that was
    held the day is merely corrected. Raises StaleVersion when somebody changed it meanwhile, RuleBroken when the new
    day is taken, the hours are odd or the meeting is called off.
    """
    _refuse_stale(meeting, version)
    if meeting.is_cancelled:
        raise RuleBroken(_("This meeting is cancelled. Reinstate it first."))
    _refuse_odd_hours(words)
    changes = _differences(meeting, words.values)
    if not changes:
        return meeting
    if "held_on" in changes:
        _refuse_taken_day(meeting.committee_id, words.held_on)
        if meeting.held_on >= on:
            first = meeting.moved_from or meeting.held_on
            meeting.moved_from = first if first != words.held_on else None
    for name, value in words.values.items():
        setattr(meeting, name, value)
    _flush(words.held_on)
    gather(meeting.committee_id)
    history.record("moved" if WHEN & changes.keys() else "changed", meeting, by=by, changes=changes)
    db.session.commit()
    return meeting


def cancel_meeting(meeting: Meeting, why: str, *, version: int, by: User, at: datetime) -> Meeting:
    """Call a meeting off and say why; it stays in the list, and its day is free for another.

    Raises StaleVersion when somebody changed it meanwhile, RuleBroken when it is called off already or has sat.
    """
    _refuse_stale(meeting, version)
    if meeting.is_cancelled:
        raise RuleBroken(_("This meeting is cancelled already."))
    sitting = sitting_of(meeting.id)
    if sitting is not None and sitting.begun_at is not None:
        raise RuleBroken(_("This meeting has sat; it cannot be called off any more."))
    meeting.cancelled_at, meeting.cancelled_why = at, why
    gather(meeting.committee_id)
    history.record("cancelled", meeting, by=by, at=at, changes={"reason": why})
    db.session.commit()
    return meeting


def reinstate_meeting(meeting: Meeting, *, version: int, by: User, at: datetime) -> Meeting:
    """Hold a meeting after all that was called off.

    Raises StaleVersion when somebody changed it meanwhile, RuleBroken when another meeting has taken its day.
    """
    _refuse_stale(meeting, version)
    if not meeting.is_cancelled:
        return meeting
    _refuse_taken_day(meeting.committee_id, meeting.held_on)
    meeting.cancelled_at, meeting.cancelled_why = None, ""
    _flush(meeting.held_on)
    gather(meeting.committee_id)
    history.record("reinstated", meeting, by=by, at=at)
    db.session.commit()
    return meeting


def _differences(meeting: Meeting, new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    old = {name: getattr(meeting, name) for name in new}
    return {name: (_said(old[name]), _said(value)) for name, value in new.items() if old[name] != value}


def _said(value: date | time | str | None) -> str:
    return "" if value is None else str(value)


def _refuse_stale(meeting: Meeting, version: int) -> None:
    if meeting.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _refuse_odd_hours(words: MeetingWords) -> None:
    if words.ends_at is None:
        return
    if words.starts_at is None:
        raise RuleBroken(_("Write when the meeting begins, too."), "starts_at")
    if words.ends_at <= words.starts_at:
        raise RuleBroken(_("A meeting ends after it begins."), "ends_at")


def _refuse_taken_day(committee_id: int, held_on: date) -> None:
    query = select(Meeting.id).filter_by(committee_id=committee_id, held_on=held_on, cancelled_at=None)
    with db.session.no_autoflush:
        if db.session.scalar(query) is not None:
            raise _taken(held_on)


def _flush(held_on: date) -> None:
    try:
        db.session.flush()
    except IntegrityError as twice:
        db.session.rollback()
        raise _taken(held_on) from twice


def _taken(held_on: date) -> RuleBroken:
    return RuleBroken(_("The committee already meets on %(day)s.", day=day(held_on)), "held_on")
