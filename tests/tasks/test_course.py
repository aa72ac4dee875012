"""What happened to a task, and its days to scale."""

from datetime import date, timedelta

from tests.tasks.desk import DUE, ISSUED, TODAY, Desk, moment
from tracker import history
from tracker.extensions import db
from tracker.reading.results import DeadlineKind
from tracker.tasks import actions
from tracker.tasks.course import axis, course
from tracker.tasks.models import Milestone, Stage, Task


def told(task: Task, on: date = TODAY) -> list[tuple[date, str, str]]:
    return [(event.on, event.head, event.text) for event in course(task, on)]


def test_the_course_runs_from_the_giving_to_the_last_word(desk: Desk, task: Task) -> None:
    desk.update(task, ISSUED + timedelta(days=30), percent=45, result="Gửi thẩm định.")
    desk.report(task, DUE + timedelta(days=3))
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY, "version": task.version}
    actions.return_task(task, "Thiếu biên bản.", **words)
    assert told(task) == [
        (TODAY, "Trả lại đơn vị", "Thiếu biên bản."),
        (DUE + timedelta(days=3), "Báo cáo hoàn thành", "Đã hoàn thành."),
        (DUE + timedelta(days=1), "Quá hạn", ""),
        (ISSUED + timedelta(days=30), "Cập nhật 45%", "Gửi thẩm định."),
        (ISSUED, "Giao nhiệm vụ theo Kết luận số 08-KL/BCĐ", ""),
    ]


def test_each_decision_has_its_word(desk: Desk, task: Task) -> None:
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY}
    desk.report(task, DUE)
    actions.withdraw_report(task, **{**words, "by": desk.office.official}, version=task.version)
    desk.report(task, DUE)
    desk.confirm(task)
    actions.reopen(task, "Sai.", **words, version=task.version)
    desk.update(task, stage=Stage.PAUSED, result="", difficulty="Chờ vốn.")
    actions.drop(task, "Dừng.", **words, version=task.version)
    heads = [event.head for event in course(task, TODAY) if event.update]
    assert heads == [
        "Không thực hiện", "Tạm dừng", "Mở lại", "Xác nhận hoàn thành", "Rút lại báo cáo hoàn thành",
        "Báo cáo hoàn thành", "Báo cáo hoàn thành",
    ]  # fmt: skip


def test_what_came_in_time_has_no_missed_day(desk: Desk, task: Task) -> None:
    desk.report(task, DUE)
    assert "Quá hạn" not in [head for _on, head, _text in told(task)]


def test_the_chairs_words_stand_as_a_quotation(desk: Desk, task: Task) -> None:
    history.record("directed", task, by=desk.office.chair, changes={"text": "Làm ngay trong tuần."}, at=moment(TODAY))
    event = course(task, TODAY)[0]
    assert (event.kind, event.text, event.by) == ("voice", "Làm ngay trong tuần.", "Trần Quốc Thạch")


# ------------------------------------------------------------------------------------------ the axis


def kinds(task: Task, on: date = TODAY) -> dict[date, str]:
    found = axis(task, on)
    assert found
    return {point.day: point.kind for point in found.points}


def test_a_late_task_is_late_from_its_day_to_today(task: Task) -> None:
    found = axis(task, TODAY)
    assert found
    assert kinds(task) == {ISSUED: "done", DUE: "late", TODAY: "today"}
    assert (found.start, found.end, found.until) == (ISSUED, TODAY, TODAY)


def test_a_task_in_time_runs_to_its_day(task: Task) -> None:
    found = axis(task, date(2026, 2, 1))
    assert found
    assert (found.end, found.until) == (DUE, date(2026, 2, 1))
    assert kinds(task, date(2026, 2, 1))[DUE] == "due"


def test_what_was_late_ends_with_its_report(desk: Desk, task: Task) -> None:
    reported = DUE + timedelta(days=5)
    desk.report(task, reported)
    desk.confirm(task)
    found = axis(task, TODAY)
    assert found
    assert found.until == reported
    assert kinds(task) == {ISSUED: "done", DUE: "late", reported: "done"}


def test_a_start_that_passed_with_nothing_begun_is_late(desk: Desk, task: Task) -> None:
    start, later = date(2026, 3, 1), date(2026, 5, 1)
    for on in (start, later):
        db.session.add(Milestone(task=task, kind=DeadlineKind.START, words="khởi công", on=on))
    db.session.commit()
    assert kinds(task)[start] == "late"
    assert kinds(task)[later] == "asked"
    desk.update(task)
    assert kinds(task)[start] == "done"


def test_an_extended_task_shows_its_original_day(task: Task) -> None:
    task.due_on = date(2026, 6, 30)
    assert kinds(task)[DUE] == "done"
    assert kinds(task)[date(2026, 6, 30)] == "due"


def test_without_a_deadline_there_is_no_axis(desk: Desk) -> None:
    assert axis(desk.tasks[2], TODAY) is None
