"""The units side by side: every number equals a plain recount and the list it opens."""

from datetime import timedelta
from io import BytesIO
from statistics import median

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.office import Office, sign_in
from tests.review.charts.plenty import judged, plenty, reach
from tests.review.world import TODAY, World
from tracker import clock
from tracker.extensions import db
from tracker.review.charts.counted import Counted, Kind
from tracker.review.units import FARTHEST, Order, UnitFilters, UnitRow, side_by_side
from tracker.tasks.models import Stage, Task


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def beside(world: World, **words: str) -> list[UnitRow]:
    units = side_by_side(UnitFilters(**words), world.office.committee.id, reach(world), TODAY)
    return [*units.rows, units.together]


def is_silent(task: Task) -> bool:
    if not task.is_awaited or task.comes_round:
        return False
    said = task.updated_on
    return said < TODAY - timedelta(30) if said else task.opened_on < TODAY - timedelta(30)


def test_every_number_of_a_unit_equals_a_plain_recount_and_the_list_it_opens(world: World) -> None:
    found = plenty(world, 200)
    world.task("của ban khác", due_on=TODAY, committee=world.office.other_committee)
    rows = beside(world)
    for row in rows:
        of = [task for task in found if task.stage != Stage.DROPPED]
        if row is not rows[-1]:
            of = [task for task in of if task.lead_unit_id == (row.unit and row.unit.id)]
        days = [days for _task, days in judged(of)]
        plainly = {
            Kind.ALL: len(of),
            Kind.DONE: sum(task.stage == Stage.DONE for task in of),
            Kind.OPEN: sum(task.stage.is_open for task in of),
            Kind.OVERDUE: sum(task.is_overdue(TODAY) for task in of),
            Kind.JUDGED: len(days),
            Kind.ON_TIME: sum(each <= 0 for each in days),
            Kind.EXTENDED: sum(bool(task.times_extended) for task in of),
            Kind.SILENT: sum(is_silent(task) for task in of),
        }
        f = row.figures
        told = (f.total, f.done, f.open, f.open_overdue, row.rate.judged, row.rate.on_time, row.extended, row.silent)
        assert told == tuple(plainly.values())
        assert row.times_extended == sum(task.times_extended for task in of)
        assert row.median == median(days)
        for kind, many in plainly.items():
            listed = Counted(**row.counted.but(kind=kind)).listed(world.office.committee.id, reach(world), TODAY)
            assert len(db.session.scalars(listed).all()) == many > 0, kind


def test_the_rows_stand_by_name_or_by_the_column_asked_for(world: World) -> None:
    for _each in range(3):
        world.task(unit=world.office.culture, due_on=TODAY + timedelta(9))
    world.task(unit=world.office.economy, due_on=TODAY - timedelta(5))
    names = {sort: [row.unit.name for row in beside(world, sort=sort)[:-1] if row.unit] for sort in ("", *Order)}
    economy, culture = "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"
    assert names[""] == names[Order.NAME] == [economy, culture]
    assert names[Order.TOTAL] == [culture, economy]
    assert names[Order.OVERDUE] == [economy, culture]
    assert names[Order.RATE] == [economy, culture], "of fewer than ten there is no share to stand by"


def test_a_tick_stands_for_each_judged_task_and_none_leaves_the_strip(world: World) -> None:
    for days in (-400, -45, 0, 1, 400):
        due = TODAY - timedelta(500)
        world.task(due_on=due, stage=Stage.DONE, reported_on=due + timedelta(days))
    ticks = beside(world)[0].ticks
    assert [tick.x for tick in ticks] == [2, 26, 50, round(50 + 48 / FARTHEST, 2), 98]
    assert [tick.is_late for tick in ticks] == [False, False, False, True, True]


def test_the_year_narrows_to_what_was_given_in_it(world: World) -> None:
    world.task(opened_on=TODAY)
    world.task(opened_on=TODAY - timedelta(365))
    assert beside(world, year="2026")[-1].figures.total == 1


@pytest.mark.parametrize("address", ["/pictures", "/pictures/units", "/pictures/tasks?kind=judged"])
def test_the_pages_open_for_the_chair_with_no_task_and_with_nonsense(
    client: FlaskClient, office: Office, address: str
) -> None:
    sign_in(client, office.chair)
    nonsense = "year=0&unit=x&conclusion=-1&sort=;&kind=&since=31/02/2026"
    for tail in ("", ("&" if "?" in address else "?") + nonsense):
        assert client.get(address + tail).status_code == 200


def test_the_pages_say_the_numbers_in_words_and_keep_them_from_the_committee_next_door(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    world.task(due_on=TODAY - timedelta(12))
    db.session.commit()
    page = sign_in(client, world.office.chair).get("/pictures/units").text
    assert "chậm 12 ngày" in page
    assert '0</span> trong <a href="/pictures/tasks?kind=judged' in page
    assert "Phòng Kinh tế" not in sign_in(client, world.office.other_secretary).get("/pictures/units").text


def test_the_file_has_the_rows_and_numbers_of_the_page(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    plenty(world, 120)
    world.office.economy.name = "=1+1"
    db.session.commit()
    file = sign_in(client, world.office.chair).get("/pictures/units.xlsx?sort=overdue").data
    lines = list(load_workbook(BytesIO(file)).active.iter_rows(min_row=6, values_only=True))
    rows = beside(world, sort="overdue")
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        f, rate = row.figures, row.rate
        assert line[2:8] == (f.total, f.done, f.open, f.open_overdue, rate.judged, rate.on_time)
        assert line[9:] == (row.median, row.extended, row.times_extended, row.silent)
    assert "=1+1" in [line[1] for line in lines]
    assert lines[-1][1] == "Cộng"
