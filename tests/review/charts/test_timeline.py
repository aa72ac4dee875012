"""Works on one axis: their days to scale, what is overdue of them, and the marks of the months."""

from datetime import date, timedelta

import pytest

from tests.office import Office
from tests.review.world import TODAY, World
from tracker.extensions import db
from tracker.reading.results import DeadlineKind
from tracker.review.charts.timeline import Timeline, timeline
from tracker.tasks.models import Milestone, Stage
from tracker.tasks.project_models import Project


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def works(world: World, completion_on: date | None = None, **facts: object) -> Project:
    project = Project(task=world.task(**facts), completion_on=completion_on)  # type: ignore[arg-type]
    db.session.add(project)
    db.session.flush()
    return project


def drawn(*projects: Project, on: date = TODAY) -> Timeline:
    found = timeline(projects, on)
    assert found
    return found


def test_the_days_of_works_stand_in_order_and_to_scale_from_one_month_to_another(world: World) -> None:
    one = works(world, opened_on=date(2026, 1, 11), due_on=date(2026, 6, 30), completion_on=date(2026, 12, 20))
    one.task.milestones.append(Milestone(kind=DeadlineKind.START, words="khởi công", on=date(2026, 3, 1)))
    found = drawn(one)
    marks = found.lanes[0].marks
    assert [mark.day for mark in marks] == [date(2026, 1, 11), date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 20)]
    assert [mark.kind for mark in marks] == ["done", "done", "due", "asked"]
    days = (date(2027, 1, 1) - date(2026, 1, 1)).days
    assert marks[0].x == round(10 * 100 / days, 2)
    assert found.today == round((TODAY - date(2026, 1, 1)).days * 100 / days, 2)
    assert [tick.word for tick in found.ticks] == ["1/2026", *map(str, range(2, 13))]
    assert found.lanes[0].gone == (marks[0].x, found.today)
    assert found.lanes[0].ahead == (found.today, marks[-1].x)
    assert found.lanes[0].overdue is None


def test_what_is_overdue_reaches_from_the_deadline_to_today_or_to_the_report(world: World) -> None:
    due = TODAY - timedelta(30)
    late = works(world, due_on=due)
    reported = works(world, due_on=due, stage=Stage.DONE, reported_on=due + timedelta(10))
    dropped = works(world, due_on=due, stage=Stage.DROPPED)
    found = drawn(late, reported, dropped)
    per_day = 100 / (date(2026, 7, 1) - date(2026, 1, 1)).days
    ends = [lane.overdue and round((lane.overdue[1] - lane.overdue[0]) / per_day) for lane in found.lanes]
    assert ends == [30, 10, None]
    assert [lane.ahead for lane in found.lanes] == [None, None, None]


def test_works_without_a_deadline_have_the_day_they_were_given_and_long_axes_fewer_marks(world: World) -> None:
    endless = works(world, opened_on=date(2026, 4, 1))
    assert [(mark.day, mark.kind) for mark in drawn(endless).lanes[0].marks] == [(date(2026, 4, 1), "done")]
    years = [drawn(works(world, opened_on=date(2026, 4, 1), due_on=date(year, 5, 1))).ticks for year in (2028, 2033)]
    assert [tick.word for tick in years[0]][:4] == ["4/2026", "7", "10", "1/2027"]
    assert [tick.word for tick in years[1]] == [str(year) for year in range(2027, 2034)]
    assert timeline([], TODAY) is None
