"""A committee at its table: a meeting that sits, and the verbs of directions and commitments with their usual words."""

from datetime import date

from tests.office import Office
from tests.tasks.desk import TODAY, fresh_key, moment
from tracker.extensions import db
from tracker.meetings import commitments, directions
from tracker.meetings.actions import MeetingWords, plan_meeting
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitments import Pledge
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Sitting
from tracker.people.models import User
from tracker.tasks.models import Task

LATER = date(2026, 5, 31)


def meet(office: Office, on: date = TODAY, title: str = "Phiên họp thứ năm") -> Meeting:
    """Plan a meeting."""
    return plan_meeting(office.committee, MeetingWords(title, on), by=office.secretary)


def sit(meeting: Meeting, presider: User) -> Sitting:
    """Let a meeting begin."""
    sitting = Sitting(meeting=meeting, presider=presider, begun_at=moment(meeting.held_on, 8))
    db.session.add(sitting)
    db.session.commit()
    return sitting


def direct(
    office: Office, text: str = "Khẩn trương hoàn thành.", *, by: User | None = None, on: date = TODAY, **words: object
) -> Direction:
    """Direct as the chair would."""
    facts = {"by": by or office.chair, "at": moment(on), "on": on, "key": fresh_key(), **words}
    return directions.give(office.committee, text, **facts)


def commit(
    office: Office, task: Task, due_on: date = LATER, *, by: User | None = None, on: date = TODAY, **words: object
) -> Commitment:
    """Write down that the economy unit's official promised the task."""
    pledge = Pledge("Đỗ Ngọc Lưỡng, Trưởng phòng Kinh tế", due_on, **words)
    return commitments.promise(task, pledge, by=by or office.secretary, at=moment(on), on=on, key=fresh_key())
