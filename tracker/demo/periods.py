"""What the demo's units reported of the duties that come round: mostly in time, one late, one owed, one excused."""

from datetime import UTC, date, datetime, time

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.people.models import Committee, User
from tracker.tasks import actions, period_reports
from tracker.tasks.models import Stage, Task
from tracker.tasks.periods import Standing

MONTHS_LATE = 4
"""Days by which one of the monthly reports came late."""


def report_periods(committee: Committee, people: dict[str, User], today: date) -> None:
    """Report on the duties of the first conclusion, period by period, up to a day."""
    works, economy, culture = people["canbo.duan"], people["canbo"], people["canbo.vanhoa"]
    monthly = _due(task := _task(committee, "giải ngân vốn"), today)
    for number, each in enumerate(monthly):
        late = MONTHS_LATE if number == 1 else 0
        _report(task, works, each, late, f"Giải ngân đạt {24 + 9 * number}% kế hoạch vốn năm.", today)
    quarterly = _due(task := _task(committee, "vướng mắc trong bồi thường"), today)
    for each in quarterly[1:-1]:
        _report(task, economy, each, 0, "Đã tổng hợp vướng mắc của ba dự án, kiến nghị xử lý hai trường hợp.", today)
    if len(quarterly) > 1:
        _excuse(task, people["thuky"], quarterly[0], today)
    for each in _due(task := _task(committee, "hệ thống truyền thanh"), today):
        _report(task, culture, each, 0, "Phát thanh 12 buổi, cấp 300 tờ rơi cho các thôn.", today)


def _task(committee: Committee, words: str) -> Task:
    query = select(Task).join(Item, Item.id == Task.item_id).where(Task.committee_id == committee.id)
    return db.session.scalars(query.where(Item.text.contains(words))).one()


def _due(task: Task, today: date) -> list[Standing]:
    """The periods whose reports were due by a day."""
    return [each for each in period_reports.standings_of(task, today) if each.period.due_on < today]


def _report(task: Task, by: User, each: Standing, days_late: int, result: str, today: date) -> None:
    day = min(office_day(date.fromordinal(each.period.due_on.toordinal() + days_late)), today)
    actions.update_task(
        task, by=by, at=_nine(day), on=day, version=task.version, stage=Stage.IN_PROGRESS, percent=None, result=result,
        period=each.period.ends_on, key=f"demo-{task.id}-{each.period.ends_on}",
    )  # fmt: skip


def _excuse(task: Task, by: User, each: Standing, today: date) -> None:
    day = min(office_day(date.fromordinal(each.period.due_on.toordinal() + 9)), today)
    reason = "Kỳ đầu trùng đợt kiểm kê đất đai, số liệu gộp vào kỳ sau."
    period_reports.excuse(task, each.period.ends_on, reason, by=by, at=_nine(day), on=day)


def _nine(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.OFFICE_ZONE).astimezone(UTC)
