"""On time is told of what can be judged, by the original deadline, and never as a percentage of a few."""

from datetime import date, timedelta

import pytest

from tests.office import Office
from tests.review.charts.plenty import judged, plenty, reach
from tests.review.world import TODAY, World
from tracker.extensions import db
from tracker.review.charts.counted import Counted, Kind
from tracker.review.charts.rates import Rate, rates
from tracker.review.charts.words import days_words, rate_words
from tracker.tasks.models import Stage, Task

DUE = date(2026, 3, 20)


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def listed(world: World, counted: Counted, kind: Kind) -> list[Task]:
    query = Counted(**counted.but(kind=kind)).listed(world.office.committee.id, reach(world), TODAY)
    return list(db.session.scalars(query))


def test_each_quarter_of_each_unit_equals_a_plain_recount_and_the_lists_it_opens(world: World) -> None:
    known = judged(plenty(world, 200))
    told = rates(Counted(), None, world.office.committee.id, reach(world), TODAY)
    assert [row.unit and row.unit.name for row in told.rows] == ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội", None]
    for row in told.rows:
        for span, cell in zip(told.quarters, row.cells, strict=True):
            here = [
                days
                for task, days in known
                if task.lead_unit_id == (row.unit and row.unit.id) and span.first <= task.original_due_on <= span.last
            ]
            assert cell.rate == Rate(sum(days <= 0 for days in here), len(here))
            assert len(listed(world, cell.counted, Kind.JUDGED)) == cell.rate.judged
            assert len(listed(world, cell.counted, Kind.ON_TIME)) == cell.rate.on_time
    together = [sum(row.cells[place].rate.judged for row in told.rows) for place in range(len(told.quarters))]
    assert [cell.rate.judged for cell in told.total] == together
    assert sum(together) > 60
    assert told.quarters[-1].words.endswith("/2026")
    assert told.running == len(told.quarters) - 1


def test_an_extension_makes_nothing_punctual(world: World) -> None:
    later = DUE + timedelta(60)
    world.task("gia hạn, xong trong hạn mới", due_on=later, original_due_on=DUE, stage=Stage.DONE, reported_on=TODAY)
    world.task("gia hạn, chưa xong", due_on=later, original_due_on=DUE)
    told = rates(Counted(), 2026, world.office.committee.id, reach(world), TODAY)
    assert told.total[0].rate == Rate(0, 2)


@pytest.mark.parametrize(
    ("facts", "many"),
    [
        ({"due_on": DUE, "stage": Stage.REPORTED, "reported_on": DUE}, 1),
        ({"due_on": date(2026, 6, 20), "stage": Stage.DONE, "reported_on": DUE}, 1),
        ({"due_on": DUE, "stage": Stage.PAUSED}, 1),
        ({"due_on": TODAY}, 0),
        ({"due_on": DUE, "stage": Stage.DROPPED, "reported_on": DUE}, 0),
        ({"due_on": None, "stage": Stage.DONE}, 0),
    ],
)
def test_what_is_reported_or_past_its_day_is_judged(world: World, facts: dict[str, object], many: int) -> None:
    task = world.task(**facts)  # type: ignore[arg-type]
    assert listed(world, Counted(), Kind.JUDGED) == [task][:many]


def test_of_fewer_than_ten_no_percentage_is_told() -> None:
    assert [Rate(3, 4).percent, Rate(8, 9).percent, Rate(9, 10).percent, Rate(5, 11).percent] == [None, None, 90, 45]
    assert Rate(1, 200).percent == 1  # the half rounded up
    assert (rate_words(Rate(3, 4)), rate_words(Rate(9, 10)), rate_words(Rate())) == ("3 of 4", "90%", "none yet")


def test_days_are_told_as_late_as_early_and_as_the_day_itself() -> None:
    told = [days_words(days) for days in (12, 0.5, 0, -3, None)]
    assert told == ["12 days late", "0,5 days late", "on the day", "3 days early", ""]


def test_a_year_has_its_four_quarters_and_the_last_ones_begin_where_something_can_be_told(world: World) -> None:
    committee = world.office.committee.id
    world.task(due_on=date(2025, 8, 1), stage=Stage.DONE)
    of_year = rates(Counted(), 2025, committee, reach(world), TODAY)
    assert [span.first_month for span in of_year.quarters] == [1, 4, 7, 10]
    assert of_year.running is None
    last = rates(Counted(), None, committee, reach(world), TODAY)
    assert [(span.year, span.first_month) for span in last.quarters] == [(2025, 7), (2025, 10), (2026, 1), (2026, 4)]
    nothing = rates(Counted(unit="999"), None, committee, reach(world), TODAY)
    assert len(nothing.quarters) == 4
    assert nothing.points == []
