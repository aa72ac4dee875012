"""Cam kết: who promised what of a task by when; whether it was kept is computed."""

from sqlalchemy import Select, select

from tracker.meetings.commitment_models import Commitment
from tracker.people.queries import Reach


def commitments(reach: Reach) -> Select[Commitment]:
    """Select the commitments that stand in the committees within reach, the earliest day first."""
    query = select(Commitment).where(
        Commitment.committee_id.in_(reach.committee_ids), Commitment.withdrawn_at.is_(None)
    )
    return query.order_by(Commitment.due_on, Commitment.id)
