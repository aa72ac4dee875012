"""What one asks about meetings: those within reach, the next one and the last."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select

from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.queries import Reach


def meetings(reach: Reach) -> Select[Meeting]:
    """Select the meetings of the committees within reach."""
    return select(Meeting).where(Meeting.committee_id.in_(reach.committee_ids))


def next_meeting(committee_id: int, on: date) -> Meeting | None:
    """Return the meeting a committee prepares on a day: today's own, else the first to come."""
    query = select(Meeting).where(Meeting.committee_id == committee_id, Meeting.held_on >= on)
    return db.session.scalar(query.order_by(Meeting.held_on).limit(1))


def last_meeting(committee_id: int, on: date) -> Meeting | None:
    """Return the last meeting of a committee before a day; a meeting held on the day itself is not over."""
    return next(iter(last_meetings(committee_id, on, 1)), None)


def last_meetings(committee_id: int, on: date, many: int) -> Sequence[Meeting]:
    """Return so many of a committee's meetings before a day, the last first."""
    query = select(Meeting).where(Meeting.committee_id == committee_id, Meeting.held_on < on)
    return db.session.scalars(query.order_by(Meeting.held_on.desc()).limit(many)).all()


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
