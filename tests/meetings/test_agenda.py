"""Agendas: what follows from the open tasks, what a secretary writes beside, and what stands once the sitting began."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.meetings.full_table import TODAY, Table, set_table
from tests.office import Office, sign_in
from tracker import clock
from tracker.documents.models import Item
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import agenda_points
from tracker.meetings.agenda import Agenda, Facts, Why, agenda, reckon
from tracker.meetings.agenda_points import PointWords
from tracker.meetings.commitment_models import Promise
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import AgendaPoint
from tracker.people.models import Unit
from tracker.people.queries import reach_of
from tracker.tasks.models import Extension, ExtensionState, Stage, Task

ROADS, FIELDS = Unit(id=1, name="Phòng Giao thông", folded="giao thong"), Unit(id=2, name="Phòng Đất", folded="dat")


def task(
    number: int, unit: Unit | None = ROADS, due: date | None = None, stage: Stage = Stage.IN_PROGRESS, of: int = 9
):
    return Task(
        id=number, number=number, title=f"Việc {number}", lead_unit=unit, lead_unit_id=unit.id if unit else None,
        due_on=due, stage=stage, item=Item(conclusion_id=of),
    )  # fmt: skip


def reckoned(*tasks: Task, **facts: object) -> Agenda:
    return reckon(Facts(TODAY, tasks, **facts))  # type: ignore[arg-type]


def numbers(found: Agenda) -> list[list[int]]:
    return [[entry.task.number for entry in part.entries] for part in found.units]


# ------------------------------------------------------------------------------------------ what follows


def test_each_task_says_every_reason_it_stands_there_for_the_weightiest_first():
    late, reported = task(1, due=date(2026, 4, 1), of=3), task(2, stage=Stage.REPORTED)
    asking = task(3, due=date(2026, 5, 1))
    asking.extensions = [Extension(state=ExtensionState.WAITING)]
    found = reckoned(
        late, reported, asking, task(4), task(5), task(6, of=3), task(7),
        promised={1: Promise.BROKEN, 4: Promise.OPEN}, carried={3}, points=[AgendaPoint(task_id=7, is_taken_out=False)],
    )  # fmt: skip
    assert {entry.task.number: entry.whys for entry in found.entries} == {
        1: (Why.OVERDUE, Why.BROKEN, Why.CARRIED),
        2: (Why.REPORTED,),
        3: (Why.EXTENSION,),
        4: (Why.PROMISED,),
        6: (Why.CARRIED,),
        7: (Why.BROUGHT,),
    }


def test_units_stand_in_the_order_of_the_brief_and_their_tasks_by_weight():
    late, later = date(2026, 3, 1), date(2026, 4, 1)
    found = reckoned(
        task(1, ROADS, stage=Stage.REPORTED), task(2, FIELDS, later), task(3, ROADS, later), task(4, FIELDS, late),
        task(5, None, late),
    )  # fmt: skip
    assert [part.unit for part in found.units] == [FIELDS, None, ROADS]
    assert numbers(found) == [[4, 2], [5], [3, 1]]
    assert found.units[0].counted() == [(Why.OVERDUE, 2)]


def test_a_task_is_late_from_the_day_after_its_deadline():
    assert reckoned(task(1, due=TODAY)).entries == []


def test_what_is_taken_out_is_named_apart_and_is_there_no_more_when_it_has_no_reason_left():
    out = [AgendaPoint(task_id=1, is_taken_out=True), AgendaPoint(task_id=2, is_taken_out=True)]
    found = reckoned(task(1, due=date(2026, 4, 1)), task(2), points=out)
    assert found.entries == []
    assert [entry.task.number for entry in found.taken_out] == [1]


def test_points_of_its_own_stand_before_the_units_or_after_them():
    first, last = AgendaPoint(title="Khai mạc", place=-1), AgendaPoint(title="Việc khác", place=0)
    found = reckoned(points=[first, last])
    assert (found.first, found.last) == ([first], [last])


def test_once_the_sitting_began_a_task_stands_where_and_why_it_stood():
    done = task(1, stage=Stage.DONE)
    stood = [
        AgendaPoint(task_id=2, whys="", place=1, is_taken_out=False),
        AgendaPoint(task_id=1, whys="carried overdue", place=2, is_taken_out=False),
    ]
    found = reckoned(done, task(2, FIELDS), points=stood, has_begun=True)
    assert numbers(found) == [[2], [1]]
    assert found.entries[1].whys == (Why.OVERDUE, Why.CARRIED)
    assert found.entries[0].whys == (Why.BROUGHT,)


# ------------------------------------------------------------------------------------------ from the database


@pytest.fixture
def table(office: Office) -> Table:
    return set_table(office)


def shown(table: Table) -> Agenda:
    return agenda(table.meeting, reach_of(table.office.chair), TODAY)


def test_the_agenda_is_asked_of_the_open_tasks_of_its_committee(table: Table):
    assert {entry.task.title: entry.whys for entry in shown(table).entries} == {
        "Việc trễ": (Why.OVERDUE,),
        "Việc xin gia hạn": (Why.EXTENSION,),
        "Việc đã báo cáo": (Why.REPORTED,),
        "Việc cam kết": (Why.BROKEN,),
        "Việc kết luận trước": (Why.CARRIED,),
    }


def test_a_task_is_brought_in_by_its_number_once(table: Table):
    agenda_points.bring_in(table.meeting, str(table.quiet.number), shown(table), by=table.office.secretary)
    assert (Why.BROUGHT,) in [entry.whys for entry in shown(table).entries if entry.task == table.quiet]
    for number in (str(table.quiet.number), "999", "một"):
        with pytest.raises(RuleBroken) as broken:
            agenda_points.bring_in(table.meeting, number, shown(table), by=table.office.secretary)
        assert broken.value.field == "number"
        db.session.rollback()


def test_a_task_is_left_out_and_taken_up_again(table: Table):
    agenda_points.leave_out(table.meeting, str(table.late.number), by=table.office.secretary)
    assert [entry.task for entry in shown(table).taken_out] == [table.late]
    agenda_points.bring_in(table.meeting, str(table.late.number), shown(table), by=table.office.secretary)
    assert shown(table).taken_out == []
    assert [entry.whys for entry in shown(table).entries if entry.task == table.late] == [(Why.OVERDUE,)]
    assert db.session.query(AgendaPoint).count() == 0


def test_points_move_past_the_units_and_no_further(table: Table):
    meeting, by = table.meeting, table.office.secretary
    one = agenda_points.add_point(meeting, PointWords("Một", is_first=True), by=by)
    agenda_points.add_point(meeting, PointWords("Hai"), by=by)
    three = agenda_points.add_point(meeting, PointWords("Ba"), by=by)
    standing = lambda: ([p.title for p in shown(table).first], [p.title for p in shown(table).last])  # noqa: E731
    for _more in range(2):
        agenda_points.move_point(three, up=True, by=by)
    assert standing() == (["Một", "Ba"], ["Hai"])
    agenda_points.move_point(one, up=True, by=by)
    assert standing() == (["Một", "Ba"], ["Hai"])
    for _more in range(3):
        agenda_points.move_point(one, up=False, by=by)
    assert standing() == (["Ba"], ["Hai", "Một"])


def test_a_point_that_somebody_changed_is_not_overwritten(table: Table):
    point = agenda_points.add_point(table.meeting, PointWords("Một"), by=table.office.secretary)
    agenda_points.change_point(point, PointWords("Hai", is_first=True), version=1, by=table.office.secretary)
    assert shown(table).first[0].title == "Hai"
    with pytest.raises(StaleVersion):
        agenda_points.remove_point(point, version=1, by=table.office.secretary)


# ------------------------------------------------------------------------------------------ the page


def test_the_page_writes_what_was_typed_and_keeps_it_when_it_is_refused(
    table: Table, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    meeting: Meeting = table.meeting
    sign_in(client, table.office.secretary)
    refused = client.post(f"/meetings/{meeting.id}/points", data={"title": "", "note": "Tài liệu số 1"})
    assert refused.status_code == 422
    assert "Tài liệu số 1" in refused.text
    client.post(f"/meetings/{meeting.id}/points", data={"title": "Nghe báo cáo", "is_first": "y"})
    refused = client.post(f"/meetings/{meeting.id}/tasks", data={"number": "999"})
    assert refused.status_code == 422
    assert "999" in refused.text
    client.post(f"/meetings/{meeting.id}/omissions", data={"number": table.late.number})
    page = client.get(f"/meetings/{meeting.id}/agenda").text
    assert page.index("Nghe báo cáo") < page.index("Việc xin gia hạn") < page.index("Việc trễ")
    assert "Phiên họp thứ năm" in page


def test_only_secretary_and_chair_write_the_agenda(table: Table, client: FlaskClient):
    sign_in(client, table.office.official)
    assert client.get(f"/meetings/{table.meeting.id}/agenda").status_code == 200
    assert "points" not in client.get(f"/meetings/{table.meeting.id}/agenda").text
    assert client.post(f"/meetings/{table.meeting.id}/points", data={"title": "x"}).status_code == 403
