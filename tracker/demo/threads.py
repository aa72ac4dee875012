"""In the demo: a task in parts among two units, and a matter that came back in the second conclusion."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.people.models import Committee, User
from tracker.tasks import actions, subtasks, threads
from tracker.tasks.models import Stage, Task


def show(committee: Committee, people: dict[str, User], today: date) -> None:
    """Part the bridge among the unit that leads it and the works' board; link the canvassing of both conclusions."""
    secretary, economy, works = people["thuky"], people["canbo"], people["canbo.duan"]
    day = office_day(today - timedelta(days=25))
    bridge = _task(committee, "cầu Nậm Riêng")
    wanted = (
        ("Khảo sát thủy văn, địa chất tại vị trí xây cầu", works, 18),
        ("Lập báo cáo đề xuất chủ trương đầu tư cầu", economy, 38),
        ("Lấy ý kiến nhân dân hai thôn đầu cầu", economy, 5),
    )
    parts = [
        subtasks.give(
            bridge,
            subtasks.Wording(
                title, unit_id=person.unit_id, assignee_id=person.id,
                due_on=office_day(today + timedelta(days=away)), may_outlast=True,
            ),
            place=place, by=secretary, at=_hour(day, 8 + place), on=day,
        )
        for place, (title, person, away) in enumerate(wanted, 1)
    ]  # fmt: skip
    _report(parts[0], works, today - timedelta(days=10), Stage.IN_PROGRESS, 60, "Đã khoan xong hai trên ba hố.")
    _report(parts[2], economy, today - timedelta(days=6), Stage.REPORTED, 100, "Đã họp hai thôn, 94% hộ đồng thuận.")
    _report(parts[1], economy, today - timedelta(days=3), Stage.IN_PROGRESS, 20, "Đang thu thập số liệu lưu lượng xe.")
    _report(bridge, economy, today - timedelta(days=2), Stage.IN_PROGRESS, 0, "Đang đôn đốc các phần việc đã giao.")
    canvassed = _task(committee, "hồ Nậm Riêng đồng thuận"), _task(committee, "Phó Bí thư Thường trực")
    threads.link(*canvassed, by=secretary, at=_hour(day, 14))


def _task(committee: Committee, words: str) -> Task:
    query = select(Task).join(Item, Item.id == Task.item_id).where(Task.committee_id == committee.id)
    return db.session.scalars(query.where(Task.parent_id.is_(None), Item.text.contains(words))).one()


def _report(part: Task, by: User, on: date, stage: Stage, percent: int, result: str) -> None:
    day = office_day(on)
    actions.update_task(
        part, by=by, at=_hour(day, 15), on=day, version=part.version, stage=stage, percent=percent, result=result,
        key=f"demo-part-{part.id}",
    )  # fmt: skip


def _hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE).astimezone(UTC)
