"""Two offices of the commune are to be merged: agreed, and carried out by the timetable on its day."""

from datetime import date, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.extensions import db
from tracker.people.models import Unit, User
from tracker.tasks import successions
from tracker.tasks.succession_models import SuccessionKind


def load(people: dict[str, User], today: date) -> None:
    """Prepare the merger of two offices of the commune for a day to come; the administrator has agreed to it."""
    found = {unit.name: unit for unit in db.session.scalars(select(Unit))}
    on, at = office_day(today + timedelta(days=25)), clock.now()
    given = successions.prepare(
        SuccessionKind.MERGER, on, [found["Ban Xây dựng Đảng"]], [found["Văn phòng Đảng ủy"]], [],
        basis="Đề án sắp xếp các cơ quan tham mưu của Đảng ủy xã", by=people["quantri"], at=at,
    )  # fmt: skip
    successions.agree(
        given, given.heir.id, moves_people=True, version=given.version, by=people["quantri"], at=at, on=today
    )
