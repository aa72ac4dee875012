"""The sitting of a meeting: who presides, when it begins and is closed, what its screens show."""

from datetime import date, datetime

from sqlalchemy import Select, func, select, update

from tracker import history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.formats import day
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.meetings.agenda import points, proposed, reckon
from tracker.meetings.agenda_points import settle
from tracker.meetings.belonging import sitting_now
from tracker.meetings.models import Meeting
from tracker.meetings.queries import sitting_of
from tracker.meetings.sitting_models import Sitting
from tracker.people.models import Role, User
from tracker.people.queries import Reach, members, members_of, people


def sittings(reach: Reach) -> Select[Sitting]:
    """Select the sittings of the meetings within reach."""
    return select(Sitting).join(Sitting.meeting).where(Meeting.committee_id.in_(reach.committee_ids))


def presiders(committee_id: int) -> list[User]:
    """Return who may preside: the members, those who chair the committee first."""
    chairs = list(members(committee_id, Role.CHAIR))
    return chairs + [each for each in people(members_of(committee_id)) if each not in chairs]


def begin(meeting: Meeting, presider: User, *, reach: Reach, by: User, at: datetime, on: date) -> Sitting:
    """Begin the sitting: who presides is written down, and the agenda stands from now on as it is on this day.

    Raises RuleBroken before the day of the meeting, when it is called off, when it has begun already, another
    meeting of the committee is still open, or the presider is no member.
    """
    sitting = sitting_of(meeting.id)
    if meeting.is_cancelled:
        raise RuleBroken(_("This meeting is cancelled. Reinstate it first."))
    if meeting.held_on > on:
        planned = day(meeting.held_on)
        raise RuleBroken(_("The meeting is planned for %(day)s. If it sits today, move it first.", day=planned))
    if sitting is not None and sitting.begun_at is not None:
        raise RuleBroken(_("The sitting has begun already."))
    if (other := sitting_now(meeting.committee_id)) is not None:
        raise RuleBroken(_("%(title)s is still open. Close it first.", title=other.meeting.title))
    _require_member(meeting, presider)
    settle(meeting, reckon(proposed(meeting, reach, on, db.session.scalars(points(meeting.id)).all())))
    sitting = sitting or Sitting(meeting=meeting)
    sitting.presider, sitting.begun_at = presider, at
    db.session.add(sitting)
    history.record("began", sitting, by=by, at=at, changes={"presider_id": presider.id})
    db.session.commit()
    return sitting


def hand_over(sitting: Sitting, presider: User, *, by: User, at: datetime) -> None:
    """Let another member preside from now on; what was directed before stays the word of who presided then.

    Raises RuleBroken when the sitting is not open, or the presider is no member.
    """
    _require_open(sitting)
    _require_member(sitting.meeting, presider)
    before = sitting.presider_id
    if before == presider.id:
        return
    sitting.presider = presider
    history.record("changed", sitting, by=by, at=at, changes={"presider_id": (before, presider.id)})
    db.session.commit()


def close(sitting: Sitting, *, by: User, at: datetime) -> None:
    """Close the sitting: from now on nobody writes down a word of the presider's.

    Raises RuleBroken when it is not open.
    """
    _require_open(sitting)
    sitting.closed_at = at
    history.record("closed", sitting, by=by, at=at)
    db.session.commit()


def reopen(sitting: Sitting, *, by: User, at: datetime) -> None:
    """Go on with a sitting that was closed. Raises RuleBroken when it is not."""
    if sitting.closed_at is None:
        raise RuleBroken(_("The sitting is not closed."))
    sitting.closed_at = None
    history.record("resumed", sitting, by=by, at=at)
    db.session.commit()


def show(sitting: Sitting, spot: str) -> None:
    """Let the other screens show what the presenting one shows; who turned the page last is followed.

    No history is kept of it, and no verb on the sitting is refused because of it.
    """
    changed = update(Sitting).where(Sitting.id == sitting.id, Sitting.shown != spot)
    db.session.execute(changed.values(shown=spot, version=Sitting.version + 1))
    db.session.commit()


def stamp(meeting_id: int, reach: Reach) -> str | None:
    """Return a word that differs once anything a screen of the meeting shows has changed; None out of reach.

    Every change of the committee's data adds to its history; only what is shown does not, and has its own version. One
    question, for twenty screens ask it every two seconds.
    """
    last = select(func.max(HistoryEntry.id)).where(HistoryEntry.committee_id == Meeting.committee_id).scalar_subquery()
    version = select(Sitting.version).where(Sitting.meeting_id == Meeting.id).scalar_subquery()
    known = Meeting.committee_id.in_(reach.committee_ids)
    row = db.session.execute(select(last, version).where(Meeting.id == meeting_id, known)).one_or_none()
    return f"{row[0] or 0}-{row[1] or 0}" if row else None


def _require_open(sitting: Sitting) -> None:
    if not sitting.is_open:
        raise RuleBroken(_("The sitting is not open."))


def _require_member(meeting: Meeting, presider: User) -> None:
    query = members_of(meeting.committee_id).where(User.id == presider.id)
    if db.session.scalar(query) is None:
        raise RuleBroken(_("Who presides must be a member of the committee."), "presider_id")
