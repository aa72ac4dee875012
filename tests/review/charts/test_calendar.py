"""A month on its weeks: what falls due, where the committee meets, what was promised."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.office import Office, sign_in
from tests.review.charts.plenty import reach
from tests.review.world import TODAY, World, at
from tracker import clock
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.models import Meeting
from tracker.reading.calendar import OfficeCalendar
from tracker.review.charts.calendar import Day, MonthPage, month_page
from tracker.review.charts.counted import Counted
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.models import Stage, Task


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def april(world: World, counted: Counted = Counted()) -> MonthPage:  # noqa: B008 - it is frozen
    span = CalendarSpan(2026, 4, 1)
    return month_page(counted, span, world.office.committee.id, reach(world), TODAY, OfficeCalendar())


def on(page: MonthPage, day: int) -> Day:
    return next(each for week in page.weeks for each in week if each and each.day.day == day)


def promised(world: World, task: Task, due_on: date, **facts: object) -> None:
    row = Commitment(
        committee_id=task.committee_id, task_id=task.id, person="Trưởng phòng Kinh tế", promise="Trình xong hồ sơ",
        made_on=TODAY, due_on=due_on, by_id=world.office.secretary.id, at=at(TODAY), key=str(due_on), **facts,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def test_the_weeks_begin_on_monday_and_days_off_are_told(world: World) -> None:
    page = april(world)
    assert [each and each.day.day for each in page.weeks[0]] == [None, None, 1, 2, 3, 4, 5]
    assert [each and each.day.day for each in page.weeks[-1]] == [27, 28, 29, 30, None, None, None]
    assert [each.is_off for each in (on(page, 3), on(page, 4), on(page, 30))] == [False, True, True]
    assert (page.before, page.after) == ("2026-03", "2026-05")


def test_each_day_has_its_deadlines_meetings_and_promises_and_nothing_of_others(world: World) -> None:
    due = [world.task(f"Việc {place}", due_on=date(2026, 4, 20)) for place in range(6)]
    world.task("không thực hiện", due_on=date(2026, 4, 20), stage=Stage.DROPPED)
    world.task("của ban khác", due_on=date(2026, 4, 20), committee=world.office.other_committee)
    world.task("tháng sau", due_on=date(2026, 5, 1))
    committee = world.office.committee.id
    db.session.add(Meeting(committee_id=committee, title="Phiên họp thứ năm", held_on=date(2026, 4, 20)))
    promised(world, due[0], date(2026, 4, 21))
    promised(world, due[0], date(2026, 4, 22), withdrawn_at=at(TODAY))
    page = april(world)
    day = on(page, 20)
    assert [task.id for task in day.tasks] == [task.id for task in due]
    assert (len(day.named), day.hidden, page.due) == (3, 3, 6)
    assert [each.title for each in day.meetings] == ["Phiên họp thứ năm"]
    assert [each.promise for each in on(page, 21).promised] == ["Trình xong hồ sơ"]
    assert on(page, 22).is_empty
    listed = day.counted.listed(committee, reach(world), TODAY)
    assert len(db.session.scalars(listed).all()) == 6


def test_a_unit_narrows_deadlines_and_promises_but_not_the_meetings(world: World) -> None:
    mine = world.task(due_on=date(2026, 4, 20), unit=world.office.economy)
    other = world.task(due_on=date(2026, 4, 20), unit=world.office.culture)
    promised(world, mine, date(2026, 4, 21))
    promised(world, other, date(2026, 4, 22))
    db.session.add(Meeting(committee_id=mine.committee_id, title="Phiên họp", held_on=date(2026, 4, 23)))
    page = april(world, Counted(unit=str(world.office.economy.id)))
    filled = [each.day.day for week in page.weeks for each in week if each and not each.is_empty]
    assert filled == [20, 21, 23]


def test_the_page_turns_month_by_month_and_knows_no_other_words(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    for _each in range(5):
        world.task(due_on=TODAY - timedelta(1))
    db.session.commit()
    page = html.fromstring(sign_in(client, world.office.official).get("/pictures/calendar?unit=1").text)
    assert page.xpath("//a[@rel='prev']/@href") == ["/pictures/calendar/2026-03?unit=1"]
    assert page.xpath("//a[@rel='next']/@data-key") == ["ArrowRight"]
    whole = html.fromstring(client.get("/pictures/calendar/2026-04").text)
    assert whole.xpath("//td//a[@data-count]/@data-count") == ["5", "5"]
    assert "Quá hạn" in whole.xpath("//td")[14].text_content()
    for word in ("2026-13", "2026", "2026-q1", "official-2026-04", "next-month", "x"):
        assert client.get(f"/pictures/calendar/{word}").status_code == (200 if word == "next-month" else 404), word
