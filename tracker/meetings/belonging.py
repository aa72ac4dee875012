"""To which meeting a direction belongs: the one that sits, else the first to come, whose conclusion will hold it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select

from tracker.extensions import db
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.queries import takes_place
from tracker.meetings.sitting_models import Sitting


def sitting_now(committee_id: int) -> Sitting | None:
    """Return the sitting of a committee that has begun and is not closed, the one begun last."""
    query = select(Sitting).join(Sitting.meeting).where(Meeting.committee_id == committee_id, takes_place())
    query = query.where(Sitting.begun_at.is_not(None), Sitting.closed_at.is_(None))
    return db.session.scalar(query.order_by(Sitting.begun_at.desc()).limit(1))


def meeting_to_come(committee_id: int, on: date) -> Meeting | None:
    """Return the first meeting from a day on that has not begun; None while none is entered."""
    return _first(_to_come(committee_id), on)


def gather(committee_id: int) -> None:
    """Let every direction that waits for a meeting belong to the first to come. Does NOT commit.

    Asked whenever a meeting is entered, moved, called off or held after all. What was said at a meeting that has begun
    stays with it.
    """
    db.session.flush()
    waiting = select(Direction).outerjoin(Direction.meeting).where(
        Direction.committee_id == committee_id, Direction.withdrawn_at.is_(None), or_(
            Direction.meeting_id.is_(None), ~takes_place(), and_(_has_not_begun(), Meeting.held_on >= Direction.on)
        )
    )  # fmt: skip
    coming = _to_come(committee_id)
    for direction in db.session.scalars(waiting):
        direction.meeting = _first(coming, direction.on)


def _first(coming: Sequence[Meeting], on: date) -> Meeting | None:
    return next((each for each in coming if each.held_on >= on), None)


def _to_come(committee_id: int) -> Sequence[Meeting]:
    query: Select[Meeting] = select(Meeting).where(Meeting.committee_id == committee_id, takes_place())
    return db.session.scalars(query.where(_has_not_begun()).order_by(Meeting.held_on)).all()


def _has_not_begun() -> ColumnElement[bool]:
    return ~select(Sitting.id).where(Sitting.meeting_id == Meeting.id, Sitting.begun_at.is_not(None)).exists()
