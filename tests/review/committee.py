"""The invented committee of the year: its people, its units, its meetings, and what it has been given so far."""

import heapq
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tests.office import Office, build, unit, user
from tests.review.courses import Deed
from tracker import clock
from tracker.extensions import db
from tracker.meetings import actions as meetings
from tracker.meetings.models import Meeting
from tracker.people.models import Committee, Membership, Role, User
from tracker.tasks.models import Task

MEETINGS = (date(2026, 1, 15), date(2026, 4, 16), date(2026, 7, 16), date(2026, 10, 15), date(2027, 1, 14))
"""The last of them is planned only."""
DAY = timedelta(days=1)
UNITS = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Ban Quản lý dự án", "Ủy ban nhân dân xã", "Công an xã")


@dataclass
class Year:
    """The committee, its people, and what it has been given so far."""

    office: Office
    officials: dict[int, User]
    rnd: random.Random
    tasks: dict[int, int] = field(default_factory=dict)
    """Ids of the tasks by their number in the committee."""
    courses: dict[int, str] = field(default_factory=dict)
    """Which course each of them takes, by its number."""
    meetings: dict[date, int] = field(default_factory=dict)
    waiting: list[Deed] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    """How often each verb was done."""

    @property
    def committee(self) -> Committee:
        return self.office.committee

    def task(self, number: int) -> Task:
        return db.session.get_one(Task, self.tasks[number])

    def meeting(self, held_on: date) -> Meeting:
        return db.session.get_one(Meeting, self.meetings[held_on])

    def schedule(self, *deeds: Deed) -> None:
        """Have these done when their time comes."""
        for deed in deeds:
            heapq.heappush(self.waiting, deed)

    def official(self, task: Task) -> User:
        """Who reports on a task: the official of its lead unit."""
        return self.officials[task.lead_unit_id or 0]


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of a day in the office."""
    return datetime.combine(day, time(hour, minute), clock.OFFICE_ZONE).astimezone(UTC)


def settle() -> Year:
    """Write the office into the empty database, with its meetings planned."""
    office = build()
    units = {each.name: each for each in (office.economy, office.culture)}
    units |= {name: unit(name) for name in UNITS if name not in units}
    officials = {office.economy.id: office.official, office.culture.id: office.culture_official}
    db.session.flush()
    for place, name in enumerate(UNITS[2:], 3):
        official = user(f"canbo{place}", f"Cán bộ số {place}", units[name])
        db.session.add(Membership(committee_id=office.committee.id, user=official, role=Role.OFFICIAL))
        officials[units[name].id] = official
    neighbour = user("canboban", "Cán bộ ban bên", office.economy)
    db.session.add(Membership(committee_id=office.other_committee.id, user=neighbour, role=Role.OFFICIAL))
    db.session.commit()
    year = Year(office, officials, random.Random(5))
    for place, day in enumerate(MEETINGS, 1):
        words = meetings.MeetingWords(f"Phiên họp thứ {place}", day, time(14), "Hội trường Đảng ủy xã")
        year.meetings[day] = meetings.plan_meeting(office.committee, words, by=office.secretary).id
    return year
