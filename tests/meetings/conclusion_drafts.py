"""A meeting of the invented office with what was directed at it."""

from datetime import date, time

from tests.office import Office
from tracker import clock
from tracker.extensions import db
from tracker.meetings import actions
from tracker.meetings.actions import MeetingWords
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Attendance, Presence, Sitting
from tracker.people.models import Unit

TODAY = date(2026, 4, 20)
FIFTH = MeetingWords("Phiên họp thứ năm", date(2026, 4, 17), time(14, 0), "Hội trường Đảng ủy xã")


def met(office: Office) -> Meeting:
    """Return a meeting that was held, its sitting and who was there."""
    meeting = actions.plan_meeting(office.committee, FIFTH, by=office.secretary)
    db.session.add(Sitting(meeting=meeting, presider=office.chair))
    for place, (person, presence) in enumerate(
        [(office.chair, Presence.PRESENT), (office.official, Presence.PRESENT), (office.viewer, Presence.EXCUSED)]
    ):
        db.session.add(
            Attendance(meeting=meeting, user=person, name=person.full_name, presence=presence, place=place,
                       office="Trưởng Ban Chỉ đạo" if person is office.chair else "Trưởng phòng")
        )  # fmt: skip
    db.session.commit()
    return meeting


def directed(
    office: Office,
    meeting: Meeting,
    text: str,
    unit: Unit | None = None,
    due: date | None = None,
    place: int = 0,
) -> Direction:
    """Return a direction given at a meeting."""
    given = Direction(
        committee_id=meeting.committee_id, meeting=meeting, text=text, lead_unit=unit, due_on=due, said_by=office.chair,
        by=office.secretary, at=clock.now(), on=meeting.held_on, place=place, key=f"{meeting.id} {text}",
    )  # fmt: skip
    db.session.add(given)
    db.session.commit()
    return given
