"""What is taken up in a meeting: what follows from the open tasks, and what its secretary wrote beside."""

from sqlalchemy import Select, select

from tracker.meetings.sitting_models import AgendaPoint


def points(meeting_id: int) -> Select[AgendaPoint]:
    """Select what was written into a meeting's agenda, in its order."""
    return select(AgendaPoint).filter_by(meeting_id=meeting_id).order_by(AgendaPoint.place, AgendaPoint.id)
