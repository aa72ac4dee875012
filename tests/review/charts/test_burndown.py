"""What is left of a conclusion day by day: as its updates tell it, and as single past days are told elsewhere."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.office import Office
from tests.review.charts.plenty import reach
from tests.review.world import TODAY, World
from tracker.extensions import db
from tracker.review.charts.burndown import BOTTOM, TOP, BurnDown, Course, burn_down
from tracker.tasks import standing
from tracker.tasks.models import Stage, Task

DAY = timedelta(days=1)
GIVEN = date(2026, 1, 12)


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def moved(world: World, task: Task, on: date, to: Stage) -> None:
    world.update(task, on, stage=to)
    task.stage = to
    task.closed_on = on if not to.is_open else None


def burnt(world: World, on: date = TODAY) -> BurnDown:
    found = burn_down(world.conclusion().id, reach(world), on)
    assert found
    return found


def test_a_task_leaves_on_the_day_it_ends_and_comes_back_when_it_is_taken_up_again(world: World) -> None:
    done, back, dropped = (world.task(due_on=GIVEN + 30 * DAY) for _each in range(3))
    world.task("không thời hạn")
    moved(world, done, GIVEN + 10 * DAY, Stage.DONE)
    moved(world, dropped, GIVEN + 20 * DAY, Stage.DROPPED)
    moved(world, back, GIVEN + 20 * DAY, Stage.DONE)
    moved(world, back, GIVEN + 40 * DAY, Stage.IN_PROGRESS)
    found = burnt(world)
    steps = [((step.day - GIVEN).days, step.many) for step in found.left]
    assert steps == [(0, 4), (10, 3), (20, 1), (40, 2), ((TODAY - GIVEN).days, 2)]
    assert [((step.day - GIVEN).days, step.many) for step in found.planned if step.day <= GIVEN + 30 * DAY][-1] == (
        30,
        1,
    )
    assert found.undated == 1
    assert found.planned_now == 1


def test_two_changes_on_one_day_leave_what_the_evening_found() -> None:
    course = Course(GIVEN, None, Stage.IN_PROGRESS, [(GIVEN, Stage.REPORTED), (GIVEN, Stage.DONE)])
    assert course.is_left(GIVEN)
    course = Course(GIVEN, None, Stage.DONE, [(GIVEN, Stage.REPORTED), (GIVEN + DAY, Stage.IN_PROGRESS)])
    assert [course.is_left(GIVEN + place * DAY) for place in (-1, 0, 1)] == [False, True, False]


def test_the_line_equals_what_standing_tells_of_each_past_evening_and_of_today(world: World) -> None:
    for place in range(30):
        task = world.task(due_on=GIVEN + place * 4 * DAY, opened_on=GIVEN + place % 3 * DAY)
        for step, to in enumerate([Stage.REPORTED, Stage.DONE, Stage.IN_PROGRESS, Stage.DROPPED][: place % 5]):
            moved(world, task, GIVEN + (place + 5 * step + 3) * DAY, to)
    found, tasks = burnt(world), select(Task).where(Task.parent_id.is_(None))
    for step in found.left:
        assert step.many == standing.figures(tasks, standing.Moment.evening(step.day)).open, step.day
    assert found.now.many == standing.figures(tasks, standing.Moment.now(TODAY)).open
    listed = found.counted.select(world.office.committee.id, reach(world), TODAY).where(Task.stage.not_in(["done"]))
    assert found.now.many == len(db.session.scalars(listed).all())


def test_the_table_has_the_ends_of_the_months_and_leaves_the_days_to_come_open(world: World) -> None:
    world.task(due_on=date(2026, 6, 10))
    found = burnt(world)
    assert [line.day for line in found.lines] == [
        GIVEN, date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), TODAY, date(2026, 4, 30), date(2026, 5, 31),
        date(2026, 6, 10),
    ]  # fmt: skip
    assert [line.left for line in found.lines] == [1, 1, 1, 1, 1, None, None, None]
    assert [line.planned for line in found.lines] == [1] * 7 + [0]


def test_the_picture_is_to_scale(world: World) -> None:
    first, _second = world.task(due_on=TODAY + (TODAY - GIVEN)), world.task()
    moved(world, first, GIVEN + DAY, Stage.DONE)
    found = burnt(world)
    assert (found.today, found.planned[-1].x) == (50, 100)
    assert (found.start.y, found.now.y) == (TOP, (TOP + BOTTOM) / 2)


def test_a_document_without_tasks_has_no_burn_down(world: World) -> None:
    world.task(stage=Stage.DROPPED)
    assert burn_down(world.conclusion().id, reach(world), TODAY) is None
    assert burn_down(999, reach(world), TODAY) is None
