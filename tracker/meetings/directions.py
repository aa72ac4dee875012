"""Chỉ đạo: the chair's word on a task or a new matter, history at once and a draft item of the next conclusion."""

from sqlalchemy import Select, select

from tracker.meetings.direction_models import Direction
from tracker.people.queries import Reach


def directions(reach: Reach) -> Select[Direction]:
    """Select the directions that stand in the committees within reach, in their order."""
    query = select(Direction).where(Direction.committee_id.in_(reach.committee_ids), Direction.withdrawn_at.is_(None))
    return query.order_by(Direction.place, Direction.id)
