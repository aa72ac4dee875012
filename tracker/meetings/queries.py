"""What one asks about meetings: those within reach, the next one and the last."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, select

from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Sitting
from tracker.people.queries import Reach


def meetings(reach: Reach) -> Select[Meeting]:
    """Select the meetings of the committees within reach, those that were called off among them."""
    return select(Meeting).where(Meeting.committee_id.in_(reach.committee_ids))


def takes_place() -> ColumnElement[bool]:
    """Return the condition by which a meeting was not called off."""
    return Meeting.cancelled_at.is_(None)


def next_meeting(committee_id: int, on: date) -> Meeting | None:
    """Return the meeting a committee prepares on a day: today's own, else the first to come."""
    query = select(Meeting).where(Meeting.committee_id == committee_id, Meeting.held_on >= on, takes_place())
    return db.session.scalar(query.order_by(Meeting.held_on).limit(1))


def last_meeting(committee_id: int, on: date) -> Meeting | None:
    """Return the last meeting of a committee before a day; a meeting held on the day itself is not over."""
    return next(iter(last_meetings(committee_id, on, 1)), None)


def last_meetings(committee_id: int, on: date, many: int) -> Sequence[Meeting]:
    """Return so many of a committee's meetings before a day, the last first."""
    query = select(Meeting).where(Meeting.committee_id == committee_id, Meeting.held_on < on, takes_place())
    return db.session.scalars(query.order_by(Meeting.held_on.desc()).limit(many)).all()


def meetings_between(committee_ids: Collection[int], first: date, last: date) -> Sequence[Meeting]:
    """Return the meetings of some committees that take place from one day to another, both counted, in order."""
    within = (Meeting.committee_id.in_(committee_ids), Meeting.held_on.between(first, last), takes_place())
    return db.session.scalars(select(Meeting).where(*within).order_by(Meeting.held_on, Meeting.id)).all()


def sitting_of(meeting_id: int) -> Sitting | None:
    """Return how a meeting sits, None before anything of it was prepared."""
    return db.session.scalar(select(Sitting).filter_by(meeting_id=meeting_id))


def conclusions_of(found: Iterable[Meeting]) -> dict[tuple[int, date], list[Conclusion]]:
    """Return the published conclusions of meetings, by committee and day."""
    days: dict[tuple[int, date], list[Conclusion]] = {(each.committee_id, each.held_on): [] for each in found}
    query = select(Conclusion).where(
        Conclusion.published_at.is_not(None),
        Conclusion.committee_id.in_({committee for committee, _day in days}),
        Conclusion.meeting_on.in_({held_on for _committee, held_on in days}),
    )
    for conclusion in db.session.scalars(query.order_by(Conclusion.issued_on, Conclusion.id)):
        if conclusion.meeting_on and (conclusion.committee_id, conclusion.meeting_on) in days:
            days[conclusion.committee_id, conclusion.meeting_on].append(conclusion)
    return days


def papers_of(meeting: Meeting) -> Sequence[Conclusion]:
    """Return the documents recorded as concluded at a meeting, drafts among them, the first recorded first."""
    query = select(Conclusion).filter_by(committee_id=meeting.committee_id, meeting_on=meeting.held_on)
    return db.session.scalars(query.order_by(Conclusion.id)).all()


def meeting_of(conclusion: Conclusion) -> Meeting | None:
    """Return the meeting at which a document was concluded, as its head says."""
    query = select(Meeting).filter_by(committee_id=conclusion.committee_id, held_on=conclusion.meeting_on)
    return db.session.scalar(query.where(takes_place())) if conclusion.meeting_on else None
