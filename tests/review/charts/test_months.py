"""Each month's column equals a plain recount of the tasks due in it, and the lists its numbers open."""

from datetime import date

import pytest

from tests.office import Office
from tests.review.charts.plenty import plenty, reach
from tests.review.world import TODAY, World
from tracker.extensions import db
from tracker.review.charts.counted import Counted, Kind
from tracker.review.charts.months import BOTTOM, GAP, TOP, months
from tracker.tasks.models import Stage, Task


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def plainly(found: list[Task], kind: Kind) -> list[Task]:
    return [
        task
        for task in found
        if {
            Kind.DONE_ON_TIME: task.stage == Stage.DONE and not task.is_done_late,
            Kind.DONE_LATE: task.is_done_late,
            Kind.OPEN_IN_TIME: task.stage.is_open and not task.is_overdue(TODAY),
            Kind.OVERDUE: task.is_overdue(TODAY),
        }[kind]
    ]


def test_a_month_counts_what_is_due_in_it_as_a_plain_recount_and_as_its_list_does(world: World) -> None:
    found, committee = plenty(world, 150), world.office.committee.id
    world.task("của ban khác", due_on=TODAY, committee=world.office.other_committee)
    told = months(Counted(), 2026, committee, reach(world), TODAY)
    for place, column in enumerate(told.columns, 1):
        due = [task for task in found if task.due_on and (task.due_on.year, task.due_on.month) == (2026, place)]
        for kind, many in column.many.items():
            assert many == len(plainly(due, kind)), (place, kind)
            listed = Counted(**column.counted.but(kind=kind)).listed(committee, reach(world), TODAY)
            assert many == len(db.session.scalars(listed).all()), (place, kind)
        assert column.total == sum(task.stage != Stage.DROPPED for task in due)
    assert told.year.total == sum(column.total for column in told.columns) > 40
    assert told.undated == sum(task.due_on is None and task.stage != Stage.DROPPED for task in found) > 0
    assert told.present == 3


def test_the_highest_column_fills_the_picture_and_the_others_stand_to_its_scale(world: World) -> None:
    for many, month in ((4, 3), (1, 5)):
        for day in range(many):
            world.task(due_on=date(2026, month, day + 1), stage=Stage.IN_PROGRESS)
    march, may = (
        months(Counted(), 2026, world.office.committee.id, reach(world), TODAY).columns[place] for place in (2, 4)
    )
    assert march.top == TOP
    assert march.pieces[0].height == BOTTOM - TOP - GAP
    assert may.pieces[0].height == (BOTTOM - TOP) / 4 - GAP
    assert march.pieces[0].kind is Kind.OVERDUE
    assert may.pieces[0].kind is Kind.OPEN_IN_TIME


def test_a_unit_and_a_document_narrow_the_months(world: World) -> None:
    mine = world.task(due_on=TODAY, unit=world.office.economy)
    world.task(due_on=TODAY, unit=world.office.culture)
    unit, committee = Counted(unit=str(world.office.economy.id)), world.office.committee.id
    assert months(unit, 2026, committee, reach(world), TODAY).year.total == 1
    document = Counted(conclusion=str(mine.item.conclusion_id))
    assert months(document, 2026, committee, reach(world), TODAY).year.total == 2
    assert months(Counted(conclusion="999"), 2026, committee, reach(world), TODAY).year.total == 0
