"""Reporting on a task, and deciding on what was reported."""

from datetime import timedelta

import pytest

from tests.tasks.desk import DUE, TODAY, Desk, fresh_key, moment
from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task


def test_an_update_keeps_all_that_was_said_and_moves_the_task(desk: Desk, task: Task) -> None:
    desk.update(
        task, percent=75, result=" Đã khảo sát. ", difficulty="Thiếu vốn", proposal="Bổ sung vốn", evidence="58/PKT"
    )
    (said,) = task.updates
    assert (said.from_stage, said.stage, said.percent, said.on) == (Stage.NOT_STARTED, Stage.IN_PROGRESS, 75, TODAY)
    assert (said.result, said.difficulty, said.proposal, said.evidence) == (
        "Đã khảo sát.", "Thiếu vốn", "Bổ sung vốn", "58/PKT"
    )  # fmt: skip
    assert (task.stage, task.percent, task.updated_at) == (Stage.IN_PROGRESS, 75, moment(TODAY))


def test_an_update_leaves_its_trace(desk: Desk, task: Task) -> None:
    desk.update(task, percent=75)
    entry = history.of(task)[0]
    assert (entry.verb, entry.by_id) == ("updated", desk.office.official.id)
    assert entry.changes["percent"] == [0, 75]
    assert entry.changes["stage"] == ["not_started", "in_progress"]


def test_the_same_key_reports_once(desk: Desk, task: Task) -> None:
    version = task.version
    first = desk.update(task, key="one", version=version)
    again = desk.update(task, key="one", version=version)
    assert again.id == first.id
    assert len(task.updates) == 1
    assert len(history.of(task)) == 2


def test_the_same_key_decides_once(desk: Desk, task: Task) -> None:
    desk.report(task)
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY, "version": task.version, "key": "one"}
    assert actions.confirm(task, **words).id == actions.confirm(task, **words).id


def test_a_stale_form_overwrites_nothing(desk: Desk, task: Task) -> None:
    seen = task.version
    desk.update(task, percent=80)
    with pytest.raises(StaleVersion):
        desk.update(task, percent=10, version=seen)
    db.session.rollback()
    assert (task.percent, len(task.updates)) == (80, 1)


def test_reporting_completion_needs_a_result(desk: Desk, task: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.update(task, stage=Stage.REPORTED, result="  ")
    assert broken.value.field == "result"


def test_a_report_of_completion_is_a_hundred_per_cent_on_its_day(desk: Desk, task: Task) -> None:
    desk.update(task, stage=Stage.REPORTED, percent=40)
    assert (task.stage, task.percent, task.reported_on, task.closed_on) == (Stage.REPORTED, 100, TODAY, None)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_lies_between_0_and_100(desk: Desk, task: Task, percent: int) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.update(task, percent=percent)
    assert broken.value.field == "percent"


def test_an_update_says_something(desk: Desk, task: Task) -> None:
    with pytest.raises(RuleBroken):
        desk.update(task, stage=Stage.NOT_STARTED, percent=0, result="")


def test_what_has_not_begun_has_no_percentage(desk: Desk, task: Task) -> None:
    desk.update(task, percent=30)
    desk.update(task, stage=Stage.NOT_STARTED, percent=30)
    assert task.percent == 0


def test_a_withdrawn_report_was_never_one(desk: Desk, task: Task) -> None:
    desk.update(task, percent=60)
    desk.report(task)
    words = {"by": desk.office.official, "at": moment(TODAY), "on": TODAY, "version": task.version}
    actions.withdraw_report(task, **words)
    assert (task.stage, task.percent, task.reported_on) == (Stage.IN_PROGRESS, 60, None)


def test_a_returned_report_goes_back_with_its_reason(desk: Desk, task: Task) -> None:
    desk.update(task, percent=60)
    desk.report(task)
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY, "version": task.version}
    actions.return_task(task, " Thiếu biên bản. ", **words)
    assert (task.stage, task.percent, task.reported_on) == (Stage.IN_PROGRESS, 60, None)
    assert task.updates[0].reason == "Thiếu biên bản."
    assert history.of(task)[0].verb == "returned"


@pytest.mark.parametrize("verb", [actions.return_task, actions.reopen, actions.drop])
def test_what_goes_against_the_unit_has_a_reason(desk: Desk, task: Task, verb) -> None:
    task.stage = Stage.DONE if verb is actions.reopen else Stage.REPORTED
    db.session.commit()
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY, "version": task.version, "key": fresh_key()}
    with pytest.raises(RuleBroken) as broken:
        verb(task, "  ", **words)
    assert broken.value.field == "reason"


def test_a_reopened_task_is_neither_reported_nor_closed(desk: Desk, task: Task) -> None:
    desk.report(task)
    desk.confirm(task)
    words = {"by": desk.office.secretary, "at": moment(TODAY), "on": TODAY, "version": task.version}
    actions.reopen(task, "Hồ sơ bị trả lại.", **words)
    assert (task.stage, task.reported_on, task.closed_on) == (Stage.IN_PROGRESS, None, None)


def decided(desk: Desk, task: Task, verb, reason: str = "Lý do.", *, on=TODAY):
    """Let the secretary decide something with a reason."""
    return verb(task, reason, by=desk.office.secretary, at=moment(on), on=on, version=task.version)


def test_a_dropped_task_is_taken_up_where_the_work_stood(desk: Desk, task: Task) -> None:
    decided(desk, task, actions.drop)
    decided(desk, task, actions.reopen)
    assert (task.stage, task.percent, task.closed_on) == (Stage.NOT_STARTED, 0, None)
    desk.update(task, percent=60)
    desk.report(task)
    decided(desk, task, actions.drop)
    decided(desk, task, actions.reopen)
    assert (task.stage, task.percent, task.reported_on) == (Stage.IN_PROGRESS, 60, None)


def test_pausing_says_why_and_staying_paused_need_not(desk: Desk, task: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.update(task, stage=Stage.PAUSED)
    assert broken.value.field == "difficulty"
    db.session.rollback()
    desk.update(task, stage=Stage.PAUSED, difficulty="Chờ vốn.")
    assert history.of(task)[0].verb == "paused"
    desk.update(task, stage=Stage.PAUSED, percent=65)
    assert (task.stage, task.percent) == (Stage.PAUSED, 65)


def test_two_updates_of_one_instant_are_two_versions(desk: Desk, task: Task) -> None:
    desk.update(task, percent=60, result="Một.")
    seen = task.version
    desk.update(task, percent=60, result="Hai.")
    assert task.version == seen + 1


@pytest.mark.parametrize("verb", [actions.return_task, actions.withdraw_report])
def test_the_day_that_counts_is_that_of_the_report_that_was_confirmed(desk: Desk, task: Task, verb) -> None:
    desk.report(task, DUE)
    if verb is actions.return_task:
        decided(desk, task, verb)
    else:
        verb(task, by=desk.office.official, at=moment(TODAY), on=TODAY, version=task.version)
    assert task.was_on_time is None
    desk.report(task, TODAY)
    desk.confirm(task)
    assert (task.reported_on, task.was_on_time, task.is_done_late) == (TODAY, False, True)


def test_on_time_is_judged_on_the_day_reported_however_late_it_is_confirmed(desk: Desk, task: Task) -> None:
    desk.report(task, DUE)
    desk.confirm(task, DUE + timedelta(days=20))
    assert task.was_on_time is True
    assert (task.reported_on, task.closed_on) == (DUE, DUE + timedelta(days=20))


def test_on_time_is_judged_against_the_original_deadline_whatever_was_granted_since(desk: Desk, task: Task) -> None:
    task.due_on = DUE + timedelta(days=90)
    db.session.commit()
    desk.report(task, DUE + timedelta(days=1))
    desk.confirm(task, DUE + timedelta(days=2))
    assert task.was_on_time is False
    assert task.is_done_late


def test_a_task_without_a_deadline_is_never_done_late(desk: Desk) -> None:
    standing = desk.tasks[2]
    desk.report(standing)
    desk.confirm(standing)
    assert standing.was_on_time is None
    assert not standing.is_done_late
