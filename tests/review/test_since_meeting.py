"""What changed since the last meeting follows from days and stages alone."""

from datetime import date, timedelta

import pytest

from tests.office import Office
from tests.review.world import TODAY, World
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.review import brief, since
from tracker.review.since import Change, Changes
from tracker.tasks.models import Stage, Task

LAST = date(2026, 3, 6)
DAY = timedelta(days=1)


@pytest.fixture
def world(office: Office) -> World:
    db.session.add(Meeting(committee_id=office.committee.id, title="Phiên họp thứ tư", held_on=LAST))
    return World(office)


def reach(office: Office) -> Reach:
    return Reach(roles={office.committee.id: frozenset({Role.CHAIR})})


def found(world: World, change: Change, on: date = TODAY) -> list[Task]:
    committee = world.office.committee.id
    query = brief.listed(change, since.span_of(committee, on), committee, reach(world.office))
    return list(db.session.scalars(query))


def counted(world: World, on: date = TODAY) -> Changes:
    committee = world.office.committee.id
    return since.changes(since.span_of(committee, on), committee, reach(world.office))


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
    assert (told.newly_done, told.done_on_time, told.done_late) == (3, 2, 1)


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
    reported = world.task(due_on=TODAY, stage=Stage.REPORTED, opened_on=TODAY - 90 * DAY)
    assert set(found(world, Change.SILENT)) == {never, long_ago}
    assert (counted(world).silent, counted(world).never_updated) == (2, 1)
    assert reported.updated_at is None


def test_without_a_past_meeting_a_month_is_looked_back_on(office: Office) -> None:
    world = World(office)
    world.task(due_on=TODAY - 30 * DAY)
    world.task(due_on=TODAY - 31 * DAY)
    assert counted(world).newly_overdue == 1
    assert since.span_of(office.committee.id, TODAY).meeting is None


def test_each_count_is_the_length_of_its_list_whatever_the_tasks(world: World) -> None:
    for number in range(120):
        world.task(
            due_on=None if number % 7 == 0 else TODAY + (number - 60) * DAY,
            stage=list(Stage)[number % 6],
            opened_on=LAST + (number % 40 - 20) * DAY,
            committee=world.office.other_committee if number % 5 == 0 else None,
        )
    told = counted(world)
    lists = {change: len(found(world, change)) for change in Change}
    assert lists == {
        Change.NEWLY_OVERDUE: told.newly_overdue, Change.NEWLY_DONE: told.newly_done,
        Change.NEWLY_ASSIGNED: told.newly_assigned, Change.SILENT: told.silent,
    }  # fmt: skip
    assert all(lists.values())


def test_a_past_morning_counts_what_was_overdue_then(world: World) -> None:
    committee = world.office.committee.id
    world.task("vẫn quá hạn", due_on=LAST - DAY)
    world.task("báo cáo đúng hôm họp", due_on=LAST - DAY, stage=Stage.DONE, reported_on=LAST, closed_on=LAST)
    world.task("báo cáo trước phiên họp", due_on=LAST - 5 * DAY, stage=Stage.DONE, reported_on=LAST - DAY)
    world.task("đến hạn hôm họp", due_on=LAST)
    world.task("giao sau phiên họp", due_on=LAST - DAY, opened_on=LAST + DAY)
    world.task("thôi làm trước phiên họp", due_on=LAST - 9 * DAY, stage=Stage.DROPPED, closed_on=LAST - DAY)
    assert since.overdue_at([LAST - 30 * DAY, LAST], committee) == [0, 2]
