"""Parts of a task: given, reported and confirmed within the whole, which alone counts."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.tasks.desk import ISSUED, TODAY, Desk, moment
from tracker.extensions import db
from tracker.people.models import Unit
from tracker.people.queries import reach_of
from tracker.reminders.schedule import due_reminders
from tracker.review import brief, completions, since
from tracker.tasks import queries
from tracker.tasks.filters import Filters, Tab
from tracker.tasks.models import Stage, Task
from tracker.tasks.unit_work import unit_groups


def part(whole: Task, number: int, unit: Unit, **facts: object) -> Task:
    """Add a part of a task as it may stand."""
    row = Task(
        committee_id=whole.committee_id, item=whole.item, parent=whole, number=whole.number, subnumber=number,
        title=f"Phần thứ {number} của quy hoạch", lead_unit=unit, opened_on=ISSUED, **facts,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def ids(query) -> set[int]:
    return {task.id for task in db.session.scalars(query)}


# ------------------------------------------------------------------------------------------ what counts


@pytest.fixture
def parts(desk: Desk, task: Task) -> list[Task]:
    """Two parts of the economy unit's task: one that is overdue with culture, one reported by economy itself."""
    late = part(task, 1, desk.office.culture, due_on=date(2026, 3, 1), original_due_on=date(2026, 3, 1))
    reported = part(task, 2, desk.office.economy, stage=Stage.REPORTED, own_percent=100, reported_on=TODAY)
    return [late, reported]


def test_a_duty_counts_once_however_many_parts_it_has(desk: Desk, task: Task, parts: list[Task]) -> None:
    committee_id, reach = task.committee_id, reach_of(desk.office.chair)
    found = queries.figures(committee_id, TODAY)
    assert (found.total, found.open_overdue, found.reported) == (3, 1, 0)
    assert sum(each.total for each in queries.figures_by(Task.lead_unit_id, committee_id, TODAY).values()) == 3
    page = brief.brief(committee_id, TODAY, reach)
    assert (page.figures, page.waiting) == (found, [])
    assert [row.task for group in page.late for row in group.rows] == [task]
    assert ids(completions.waiting(committee_id, reach)) == set()
    span = since.span_of(committee_id, TODAY)
    for change in since.Change:
        assert not ids(brief.listed(change, span, committee_id, reach)) & {each.id for each in parts}


def test_a_unit_that_reports_on_a_part_is_not_silent_on_the_whole(desk: Desk, task: Task) -> None:
    span, reach = since.Span(ISSUED, TODAY), reach_of(desk.office.chair)
    assert task.id in ids(brief.listed(since.Change.SILENT, span, task.committee_id, reach))
    part(task, 1, desk.office.culture, updated_at=moment(TODAY))
    assert task.id not in ids(brief.listed(since.Change.SILENT, span, task.committee_id, reach))
    assert since.changes(span, task.committee_id, reach).silent == 2, "the two other tasks"


def test_the_register_shows_whole_tasks_and_on_demand_their_parts_and_counts_what_it_shows(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    seen = queries.visible(reach_of(desk.office.viewer))
    for filters, many in ((Filters(tab=Tab.ALL), 3), (Filters(tab=Tab.ALL, parts=True), 5)):
        counted = queries.figures(filters.narrowed(seen, TODAY), TODAY).total
        assert counted == len(ids(filters.chosen(seen, TODAY))) == many
    address = {name: str(value) for name, value in Filters(parts=True).but().items()}
    assert Filters.of(address) == Filters.of({"parts": "1"}) == Filters(parts=True)


def test_a_unit_finds_its_parts_among_its_own_tasks_and_is_reminded_of_them(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    groups = unit_groups(reach_of(desk.office.culture_official), TODAY)
    assert parts[0] in groups.overdue
    assert parts[1] in unit_groups(reach_of(desk.office.official), TODAY).reported
    everything = db.session.scalars(queries.of_committee(task.committee_id)).all()
    assert parts[0] in [each.task for each in due_reminders(everything, TODAY)]


def test_the_unit_that_leads_the_whole_decides_on_its_parts_and_on_nothing_else(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    office = desk.office
    assert ids(queries.confirmable(reach_of(office.official))) == {each.id for each in parts}
    for person in (office.culture_official, office.viewer, office.other_secretary):
        assert ids(queries.confirmable(reach_of(person))) == set()
    assert parts[0].id in ids(queries.updatable(reach_of(office.official)))
    assert task.id not in ids(queries.updatable(reach_of(office.culture_official)))


def test_the_share_of_the_whole_is_the_mean_of_its_parts(desk: Desk, task: Task) -> None:
    task.percent = 30
    assert task.percent == 30, "without parts as somebody wrote it"
    part(task, 1, desk.office.culture, own_percent=50)
    part(task, 2, desk.office.culture, own_percent=20, stage=Stage.DONE)
    dropped = part(task, 3, desk.office.culture, own_percent=90, stage=Stage.DROPPED)
    assert task.percent == 75, "50 and 100; what is not carried out is left out"
    dropped.stage = Stage.NOT_STARTED
    assert task.percent == 80


def test_one_item_has_one_whole_task(desk: Desk, task: Task) -> None:
    db.session.add(Task(committee_id=task.committee_id, item=task.item, number=99, title="Trùng", opened_on=ISSUED))
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalars(select(Task.id).where(Task.item_id == task.item_id)).all() == [task.id]
