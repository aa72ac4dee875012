"""Figures: what a page counts in SQL is what a row says of itself, and sums add up."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.office import Office
from tests.tasks.desk import TODAY, Desk, conclusion, item
from tracker.extensions import db
from tracker.people.models import Role
from tracker.people.queries import Reach, reach_of
from tracker.tasks import queries
from tracker.tasks.models import SOON_DAYS, Stage, Task, TimeClass
from tracker.tasks.unit_work import unit_groups

DAYS = st.none() | st.integers(-12, 12).map(lambda days: TODAY + timedelta(days=days))


@dataclass(frozen=True)
class Case:
    """What a task's standing depends on."""

    stage: Stage
    due_on: date | None
    original_due_on: date | None
    reported_on: date | None


CASES = st.builds(Case, st.sampled_from(Stage), DAYS, DAYS, DAYS)


@pytest.fixture
def rows(office: Office) -> list[Task]:
    """Thirty tasks to be given any standing."""
    parent, words = conclusion(office), "giải phóng mặt bằng"
    tasks = [
        Task(
            committee_id=parent.committee_id, item=item(parent, ["1"], words, words), number=number, title=words,
            lead_unit_id=(office.economy, office.culture)[number % 2].id, opened_on=TODAY,
        )
        for number in range(30)
    ]  # fmt: skip
    db.session.add_all(tasks)
    db.session.commit()
    return tasks


def stand(rows: list[Task], cases: list[Case]) -> list[Task]:
    """Give the rows these standings, and drop what is left over into another committee's number range."""
    for row, case in zip(rows, cases, strict=False):
        row.stage, row.due_on = case.stage, case.due_on
        row.original_due_on, row.reported_on = case.original_due_on, case.reported_on
    db.session.flush()
    return rows[: len(cases)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASES, min_size=30, max_size=30))
def test_a_row_and_the_database_say_the_same_of_every_task(app: Flask, rows: list[Task], cases: list[Case]) -> None:
    stand(rows, cases)
    for wanted in TimeClass:
        found = set(db.session.scalars(select(Task.id).where(queries.of_time_class(wanted, TODAY))))
        assert found == {row.id for row in rows if row.time_class(TODAY) is wanted}, wanted
    assert set(db.session.scalars(select(Task.id).where(queries.overdue(TODAY)))) == {
        row.id for row in rows if row.is_overdue(TODAY)
    }
    assert set(db.session.scalars(select(Task.id).where(queries.done_late()))) == {
        row.id for row in rows if row.is_done_late
    }
    assert set(db.session.scalars(select(Task.id).where(Task.stage.in_(queries.AWAITED)))) == {
        row.id for row in rows if row.is_awaited
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASES, min_size=30, max_size=30))
def test_figures_add_up_whatever_the_tasks(app: Flask, rows: list[Task], cases: list[Case]) -> None:
    stand(rows, cases)
    found = queries.figures(rows[0].committee_id, TODAY)
    assert found.total == sum(row.stage != Stage.DROPPED for row in rows) == found.done + found.open
    assert found.done == found.done_on_time + found.done_late
    assert found.open == found.open_in_time + found.open_overdue
    assert found.open_in_time == found.soon + found.in_time + found.no_deadline
    assert min(found.done_on_time, found.in_time, found.open_in_time) >= 0
    open_rows = [row for row in rows if row.stage.is_open]
    assert found.in_time == sum(row.time_class(TODAY) is TimeClass.IN_TIME for row in open_rows)
    parts = queries.figures_by(Task.lead_unit_id, rows[0].committee_id, TODAY).values()
    assert [sum(getattr(part, name) for part in parts) for name in ("total", "done_late", "open_overdue", "soon")] == [
        found.total, found.done_late, found.open_overdue, found.soon
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "wanted"),
    [(-1, TimeClass.OVERDUE), (0, TimeClass.SOON), (SOON_DAYS, TimeClass.SOON), (SOON_DAYS + 1, TimeClass.IN_TIME)],
)
def test_soon_begins_seven_days_before_and_ends_on_the_day(
    desk: Desk, task: Task, days: int, wanted: TimeClass
) -> None:
    task.due_on = TODAY + timedelta(days=days)
    assert task.time_class(TODAY) is wanted


def test_figures_of_nothing_are_noughts(office: Office) -> None:
    assert queries.figures(office.committee.id, TODAY) == queries.Figures()


def test_what_was_dropped_is_outside_the_total(desk: Desk, task: Task) -> None:
    task.stage = Stage.DROPPED
    found = queries.figures(desk.office.committee.id, TODAY)
    assert (found.total, found.dropped) == (2, 1)


# ------------------------------------------------------------------------------------------ scopes and groups


def ids(query) -> set[int]:
    return {task.id for task in db.session.scalars(query)}


def test_members_read_all_tasks_of_their_own_committees_and_no_others(desk: Desk) -> None:
    everything = {task.id for task in desk.tasks}
    for member in (desk.office.viewer, desk.office.official, desk.office.chair):
        assert ids(queries.visible(reach_of(member))) == everything
    assert ids(queries.visible(reach_of(desk.office.other_secretary))) == set()
    assert ids(queries.visible(reach_of(desk.office.admin))) == set()


def test_an_official_updates_what_their_own_unit_leads(desk: Desk) -> None:
    plan, road, standing = (task.id for task in desk.tasks)
    assert ids(queries.updatable(reach_of(desk.office.official))) == {plan, standing}
    assert ids(queries.updatable(reach_of(desk.office.culture_official))) == {road}
    assert ids(queries.updatable(reach_of(desk.office.secretary))) == {plan, road, standing}
    assert ids(queries.updatable(reach_of(desk.office.chair))) == set()


def test_a_chair_who_is_an_official_too_still_updates_their_own_unit_only(desk: Desk) -> None:
    reach = Reach(1, desk.office.culture.id, roles={desk.office.committee.id: frozenset({Role.CHAIR, Role.OFFICIAL})})
    assert ids(queries.updatable(reach)) == {desk.tasks[1].id}


def test_secretary_and_chair_confirm(desk: Desk, task: Task) -> None:
    for person in (desk.office.secretary, desk.office.chair):
        assert task.id in ids(queries.confirmable(reach_of(person)))
    for person in (desk.office.official, desk.office.viewer, desk.office.other_secretary):
        assert ids(queries.confirmable(reach_of(person))) == set()


def test_an_officials_open_tasks_stand_in_one_group_each(desk: Desk) -> None:
    plan, road, standing = desk.tasks
    groups = unit_groups(reach_of(desk.office.official), TODAY)
    assert (groups.overdue, groups.soon, groups.going, groups.reported) == ([plan], [], [standing], [])
    assert unit_groups(reach_of(desk.office.culture_official), TODAY).soon == [road]
    desk.report(plan)
    groups = unit_groups(reach_of(desk.office.official), TODAY)
    assert (groups.overdue, groups.reported, groups.total) == ([], [plan], 2)
    desk.confirm(plan)
    assert unit_groups(reach_of(desk.office.official), TODAY).total == 1
