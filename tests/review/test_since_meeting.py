"""What changed since the last meeting follows from days and stages alone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.office import Office
from tests.review.world import TODAY, World, at
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.reading.results import Recurrence
from tracker.review import since
from tracker.review.listings import Listed, listed
from tracker.review.since import Change, Changes
from tracker.review.spans import Span, offered, span_named, span_of
from tracker.tasks.models import Extension, ExtensionState, Stage, Task

FIRST, LAST = date(2026, 1, 15), date(2026, 3, 6)
DAY = timedelta(days=1)


@pytest.fixture
def world(office: Office) -> World:
    db.session.add(Meeting(committee_id=office.committee.id, title="Phiên họp thứ tư", held_on=LAST))
    return World(office)


def reach(office: Office) -> Reach:
    return Reach(roles={office.committee.id: frozenset({Role.CHAIR})})


def found(world: World, change: Change, on: date = TODAY) -> list[Task]:
    committee = world.office.committee.id
    return lists_of(world, change, span_of(committee, on))


def lists_of(world: World, part: Change | Listed, span: Span | None) -> list[Task]:
    assert span
    return list(db.session.scalars(listed(part, span, world.office.committee.id, reach(world.office))))


def extend(world: World, task: Task, *, on: date, state: ExtensionState = ExtensionState.GRANTED) -> None:
    assert task.original_due_on and task.due_on
    db.session.add(Extension(
        task_id=task.id, due_on=task.original_due_on, until=task.due_on, reason="Thiếu hồ sơ", state=state,
        asked_by_id=world.office.official.id, asked_at=at(on), asked_on=on, granted_until=task.due_on,
        decided_by_id=world.office.chair.id, decided_at=at(on), decided_on=on, key=f"{task.id} {on}",
    ))  # fmt: skip
    db.session.flush()


def act(world: World, task: Task, on: date, before: Stage, after: Stage, reason: str = "") -> None:
    row = world.update(task, on, by=world.office.secretary, stage=after, reason=reason)
    row.from_stage = before
    db.session.flush()


def meeting_on(day: date) -> int:
    return db.session.scalars(select(Meeting.id).where(Meeting.held_on == day)).one()


def counted(world: World, on: date = TODAY) -> Changes:
    committee = world.office.committee.id
    return since.changes(span_of(committee, on), committee, reach(world.office))


def test_a_deadline_that_passed_since_the_meeting_is_newly_overdue(world: World) -> None:
    on_the_day = world.task(due_on=LAST)
    yesterday = world.task(due_on=TODAY - DAY)
    world.task("đã quá hạn từ trước phiên họp", due_on=LAST - DAY)
    world.task("đến hạn hôm nay", due_on=TODAY)
    assert found(world, Change.NEWLY_OVERDUE) == [on_the_day, yesterday]
    assert counted(world).newly_overdue == 2


@pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.DONE, Stage.DROPPED])
def test_what_is_reported_or_ended_is_not_newly_overdue(world: World, stage: Stage) -> None:
    world.task(due_on=TODAY - DAY, stage=stage)
    assert found(world, Change.NEWLY_OVERDUE) == []


def test_a_paused_task_can_become_overdue(world: World) -> None:
    task = world.task(due_on=TODAY - DAY, stage=Stage.PAUSED)
    assert found(world, Change.NEWLY_OVERDUE) == [task]


def test_done_is_counted_by_the_day_it_was_confirmed_and_judged_by_the_original_deadline(world: World) -> None:
    due = date(2026, 3, 20)
    in_time = world.task(due_on=due, stage=Stage.DONE, reported_on=due, closed_on=due + 9 * DAY)
    late = world.task(due_on=TODAY, original_due_on=due, stage=Stage.DONE, reported_on=due + DAY, closed_on=due + DAY)
    confirmed = world.task(due_on=due, stage=Stage.DONE, reported_on=LAST - DAY, closed_on=LAST + DAY)
    world.task("xong trước phiên họp", due_on=LAST - DAY, stage=Stage.DONE)
    world.task("chờ xác nhận", due_on=due, stage=Stage.REPORTED)
    world.task("không thực hiện", due_on=due, stage=Stage.DROPPED)
    assert set(found(world, Change.NEWLY_DONE)) == {in_time, late, confirmed}
    told = counted(world)
    assert (told.newly_done, told.newly_done_on_time, told.newly_done_late) == (3, 2, 1)


def test_a_task_opened_since_is_newly_assigned_unless_it_was_dropped(world: World) -> None:
    opened = world.task(opened_on=LAST)
    world.task(opened_on=LAST - DAY)
    world.task(opened_on=TODAY, stage=Stage.DROPPED)
    assert found(world, Change.NEWLY_ASSIGNED) == [opened]
    assert counted(world).newly_assigned == 1


def test_a_unit_is_silent_after_more_than_thirty_days_without_a_word(world: World) -> None:
    never = world.task(opened_on=TODAY - 31 * DAY)
    long_ago = world.task()
    world.update(long_ago, TODAY - 31 * DAY)
    thirty_days_ago = world.task()
    world.update(thirty_days_ago, TODAY - 30 * DAY)
    world.task("mới giao", opened_on=TODAY - 30 * DAY)
    world.task("chờ xác nhận", due_on=TODAY, stage=Stage.REPORTED, opened_on=TODAY - 90 * DAY)
    assert set(found(world, Change.SILENT)) == {never, long_ago}
    assert counted(world).silent == 2


def test_without_a_past_meeting_a_month_is_looked_back_on(office: Office) -> None:
    world = World(office)
    world.task(due_on=TODAY - 30 * DAY)
    world.task(due_on=TODAY - 31 * DAY)
    assert counted(world).newly_overdue == 1
    assert span_of(office.committee.id, TODAY).meeting is None


def test_what_was_overdue_at_the_meeting_and_is_again_is_not_newly_so(world: World) -> None:
    extended = world.task("quá hạn, gia hạn rồi lại quá hạn", due_on=TODAY - DAY, original_due_on=LAST - 9 * DAY)
    extend(world, extended, on=LAST + DAY)
    returned = world.task("báo cáo trước phiên họp, sau đó bị trả lại", due_on=LAST - 9 * DAY)
    act(world, returned, LAST - DAY, Stage.IN_PROGRESS, Stage.REPORTED)
    act(world, returned, LAST + DAY, Stage.REPORTED, Stage.IN_PROGRESS, reason="Thiếu hồ sơ")
    assert found(world, Change.NEWLY_OVERDUE) == [returned]
    assert found(world, Change.EXTENDED) == [extended]
    assert found(world, Change.RETURNED) == [returned]


def test_what_was_done_is_told_by_the_original_deadline_in_lists_too(world: World) -> None:
    due = date(2026, 3, 20)
    in_time = world.task(due_on=due, stage=Stage.DONE)
    late = world.task(due_on=TODAY, original_due_on=due, stage=Stage.DONE, reported_on=due + DAY)
    undated = world.task(stage=Stage.DONE, reported_on=due)
    assert set(found(world, Change.NEWLY_DONE_ON_TIME)) == {in_time, undated}
    assert found(world, Change.NEWLY_DONE_LATE) == [late]


def test_extensions_and_returns_count_by_their_own_day_and_a_report_taken_back_is_no_return(world: World) -> None:
    before, since_then, refused = (world.task(due_on=TODAY + DAY, original_due_on=LAST) for _one in range(3))
    extend(world, before, on=LAST - DAY)
    extend(world, since_then, on=LAST)
    extend(world, refused, on=LAST, state=ExtensionState.REFUSED)
    assert found(world, Change.EXTENDED) == [since_then]
    act(world, before, LAST - DAY, Stage.REPORTED, Stage.IN_PROGRESS, reason="Thiếu hồ sơ")
    act(world, since_then, TODAY, Stage.REPORTED, Stage.IN_PROGRESS)
    act(world, refused, TODAY, Stage.REPORTED, Stage.IN_PROGRESS, reason="Thiếu hồ sơ")
    assert found(world, Change.RETURNED) == [refused]


def test_unchanged_is_what_nobody_spoke_of_nor_moved_between_the_two_mornings(world: World) -> None:
    still = world.task("không ai nói gì")
    world.update(still, LAST - DAY, result="Nói trước phiên họp")
    told = world.task("có cập nhật")
    world.update(told, LAST, result="Đã làm")
    extend(world, world.task("được gia hạn", due_on=TODAY, original_due_on=LAST), on=TODAY)
    world.task("mới giao", opened_on=LAST)
    world.task("chờ xác nhận", stage=Stage.REPORTED, reported_on=LAST - DAY)
    world.task("thường xuyên", recurrence=Recurrence.STANDING)
    assert found(world, Change.UNCHANGED) == [still]


# ------------------------------------------------------------------------------------------ spans that have passed


def test_a_past_span_is_told_as_of_its_end(world: World) -> None:
    """What happened after it changes nothing in it."""
    late_then = world.task("quá hạn khi đó, nay đã xong", due_on=LAST - 5 * DAY, stage=Stage.DONE, reported_on=TODAY)
    extended = world.task("khi đó quá hạn, nay được gia hạn", due_on=TODAY + DAY, original_due_on=LAST - 5 * DAY)
    extend(world, extended, on=LAST + DAY)
    done = world.task("xong trong kỳ", due_on=LAST, stage=Stage.DONE, reported_on=LAST - 3 * DAY)
    world.task("giao sau kỳ", opened_on=LAST)
    db.session.add(Meeting(committee_id=world.office.committee.id, title="Phiên họp thứ ba", held_on=FIRST))
    db.session.flush()
    committee = world.office.committee.id
    asked = {"from": str(meeting_on(FIRST)), "to": str(meeting_on(LAST))}
    span = span_named(committee, TODAY, asked)
    assert span and not span.is_now
    lists = {change: set(lists_of(world, change, span)) for change in (*Change, *Listed)}
    assert lists[Change.NEWLY_OVERDUE] == {late_then, extended} == lists[Listed.OVERDUE]
    assert lists[Change.NEWLY_DONE] == lists[Listed.DONE] == lists[Listed.DONE_ON_TIME] == {done}
    assert lists[Listed.ALL] == {late_then, extended, done}
    told = since.changes(span, committee, reach(world.office))
    assert all(len(lists[change]) == getattr(told, change.figure) for change in Change)


def test_two_spans_in_a_row_leave_nothing_out_and_tell_nothing_twice(world: World) -> None:
    """Each day something falls due; the months' lists of what became overdue part the whole."""
    tasks = {world.task(due_on=date(2026, 1, 20) + days * DAY) for days in range(70)}
    months = [
        span_named(world.office.committee.id, TODAY, {"period": word}) for word in ("2026-02", "2026-03", "2026-04")
    ]
    found = [lists_of(world, Change.NEWLY_OVERDUE, span) for span in months if span]
    assert [len(each) for each in found] == [28, 31, 0]
    assert len({*found[0], *found[1]}) == 59
    before = lists_of(world, Listed.OVERDUE, span_named(world.office.committee.id, TODAY, {"period": "2026-01"}))
    assert {*found[0], *found[1], *before} == tasks


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "2026-05"}, {"period": "mai"}, {"period": "next-month"}, {"from": "99"}, {"from": "x"}, {"to": "1"},
        {"from": "1", "to": "99"}, {"from": "1", "to": "1"},
    ],
)  # fmt: skip
def test_a_span_that_is_not_there_is_none(world: World, asked: dict[str, str]) -> None:
    assert span_named(world.office.committee.id, TODAY, asked) is None


def test_another_committees_meeting_begins_no_span_here(world: World) -> None:
    here = str(meeting_on(LAST))
    assert span_named(world.office.committee.id, TODAY, {"from": here})
    assert span_named(world.office.other_committee.id, TODAY, {"from": here}) is None


def test_the_report_period_runs_from_the_15th_to_the_14th(world: World) -> None:
    span = span_named(world.office.committee.id, TODAY, {"period": "official-2026-03"})
    assert span
    assert (span.first, span.last, span.is_now) == (date(2026, 2, 15), date(2026, 3, 14), False)
    present = span_named(world.office.committee.id, TODAY, {"period": "official-month"})
    assert present
    assert (present.first, present.last, present.is_now) == (date(2026, 3, 15), TODAY, True)


def test_what_is_offered_can_be_asked_for(world: World) -> None:
    committee = world.office.committee.id
    choice = offered(committee, TODAY)
    assert [each.held_on for each in choice.meetings] == [LAST]
    for word, _name in (*choice.months, *choice.quarters, *choice.official):
        assert span_named(committee, TODAY, {"period": word}), word
    assert [word for word, _name in choice.months][:2] == ["2026-04", "2026-03"]
    assert [word for word, _name in choice.quarters] == ["2026-q2", "2026-q1", "2025-q4", "2025-q3"]


def test_each_count_is_the_length_of_its_list_whatever_the_tasks(world: World) -> None:
    for number in range(120):
        task = world.task(
            due_on=None if number % 7 == 0 else TODAY + (number - 60) * DAY,
            stage=list(Stage)[number % 6],
            opened_on=LAST + (number % 40 - 20) * DAY,
            committee=world.office.other_committee if number % 5 == 0 else None,
            **({"reported_on": TODAY} if number % 9 == 3 else {}),
        )
        if task.due_on and number % 11 == 0:
            extend(world, task, on=LAST + (number % 3 - 1) * DAY)
        if number % 13 == 0:
            act(world, task, LAST + DAY, Stage.REPORTED, Stage.IN_PROGRESS, reason="Thiếu hồ sơ")
    told = counted(world)
    lists = {change: len(found(world, change)) for change in Change}
    assert lists == {change: getattr(told, change.figure) for change in Change}
    assert all(lists.values())
