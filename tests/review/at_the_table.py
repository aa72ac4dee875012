"""The meetings of the year as they sit: what the chair directs, what the units promise, and what becomes of that."""

from tests.review.committee import DAY, Year, moment
from tests.review.courses import Deed
from tracker.extensions import db
from tracker.meetings import commitments, directions, sittings
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitments import Pledge
from tracker.meetings.direction_models import Direction
from tracker.people.queries import reach_of
from tracker.tasks.models import Task

FREE = frozenset({"silent", "slow", "late", "very late", "returned", "paused", "dropped", "duty"})
"""Courses in which nobody asks for a later deadline, so that one may be granted at the table."""


def sit(year: Year, deed: Deed) -> None:
    """Hold a meeting: the sitting begins, what is late is spoken of, a new matter is given, the sitting is closed."""
    meeting, secretary = year.meeting(deed.day), year.office.secretary
    at = moment(deed.day, 14)
    sitting = sittings.begin(meeting, year.office.chair, reach=reach_of(secretary), by=secretary, at=at, on=deed.day)
    awaited = [task for task in map(year.task, year.tasks) if task.is_awaited]
    for place, task in enumerate(each for each in awaited if each.is_overdue(deed.day)):
        (_direct, _extend, _leave)[place % 3](year, task, deed, place)
    for place, task in enumerate(awaited):
        dropped = year.courses[task.number] == "dropped"
        (_promise if dropped else (_promise, _promise_step, _leave)[place % 3])(year, task, deed, place)
    _new_matter(year, deed)
    sittings.close(sitting, by=secretary, at=moment(deed.day, 17))


def direct_between(year: Year, deed: Deed) -> None:
    """Let the chair direct something between two meetings."""
    task = year.task(deed.task)
    directions.give(
        year.committee, "Báo cáo tôi kết quả trong tuần.", task=task, by=year.office.chair, at=moment(deed.day, 16),
        on=deed.day, key=f"between {deed.task} {deed.day}", version=task.version,
    )  # fmt: skip


def promise_between(year: Year, deed: Deed) -> None:
    """Let units promise what is late in writing, days before the year ends."""
    late = [task for task in map(year.task, year.tasks) if task.is_overdue(deed.day)]
    for place, task in enumerate(late[:3]):
        _promise(year, task, deed, -place)


def fulfil(year: Year, deed: Deed) -> None:
    """Let the unit do a step it promised."""
    made = db.session.get_one(Commitment, deed.more["commitment"])
    commitments.fulfil(
        made, "Đã gửi văn bản.", by=year.official(made.task), at=moment(deed.day, 11), on=deed.day, version=made.version
    )


def release(year: Year, deed: Deed) -> None:
    """Release a unit from its promise."""
    made = db.session.get_one(Commitment, deed.more["commitment"])
    commitments.withdraw(
        made, "Ghi nhầm đơn vị", by=year.office.secretary, at=moment(deed.day, 11), version=made.version
    )


def _direct(year: Year, task: Task, deed: Deed, place: int) -> None:
    given = _give(year, task, deed, f"Tập trung nhân lực, không để chậm thêm ({place}).")
    if place == 3:
        directions.withdraw(given, by=year.office.chair, at=moment(deed.day, 15), version=given.version)


def _extend(year: Year, task: Task, deed: Deed, place: int) -> None:
    days = 25 if year.courses[task.number] in FREE else None
    _give(year, task, deed, f"Hoàn thành dứt điểm ({place}).", days)


def _promise(year: Year, task: Task, deed: Deed, place: int) -> None:
    pledge = Pledge("đồng chí Trưởng đơn vị", deed.day + (12 + place * 5) * DAY, document="03/CK")
    made = _made(year, task, deed, pledge)
    if place == 6:
        year.schedule(Deed(deed.day + 2 * DAY, 9, task.number, "release", {"commitment": made.id}))


def _promise_step(year: Year, task: Task, deed: Deed, place: int) -> None:
    pledge = Pledge("đồng chí Phó Trưởng đơn vị", deed.day + 15 * DAY, "Gửi hồ sơ thẩm định", is_of_completion=False)
    made = _made(year, task, deed, pledge)
    if away := (10, 25, 15, None)[place // 3 % 4]:
        year.schedule(Deed(deed.day + away * DAY, 9, task.number, "fulfil", {"commitment": made.id}))


def _leave(year: Year, task: Task, deed: Deed, place: int) -> None:
    """Nobody speaks of it."""


def _new_matter(year: Year, deed: Deed) -> None:
    directions.give(
        year.committee, "Rà soát hành lang thoát lũ suối Đạ Rin.", lead_unit=year.office.economy,
        due_on=deed.day + 60 * DAY, by=year.office.chair, at=moment(deed.day, 16), on=deed.day, key=f"new {deed.day}",
    )  # fmt: skip


def _give(year: Year, task: Task, deed: Deed, text: str, days: int | None = None) -> Direction:
    return directions.give(
        year.committee, text, task=task, due_on=deed.day + days * DAY if days else None, by=year.office.secretary,
        at=moment(deed.day, 14, 30), on=deed.day, key=f"direction {task.number} {deed.day}", version=task.version,
    )  # fmt: skip


def _made(year: Year, task: Task, deed: Deed, pledge: Pledge) -> Commitment:
    return commitments.promise(
        task, pledge, by=year.office.secretary, at=moment(deed.day, 15), on=deed.day,
        key=f"promise {task.number} {deed.day}", version=task.version,
    )  # fmt: skip
