"""Attendance: proposed from members and from the units on the agenda, noted at a press, counted."""

import pytest
from flask.testing import FlaskClient

from tests.meetings.full_table import TODAY, Table, set_table
from tests.office import Office, sign_in
from tests.tasks.desk import moment
from tracker import clock, history
from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.meetings import attendance
from tracker.meetings.agenda import agenda
from tracker.meetings.attendance import Guest
from tracker.meetings.sitting_models import Attendance, Presence
from tracker.people.models import Membership
from tracker.people.queries import reach_of


@pytest.fixture
def table(office: Office, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setattr(clock, "now", lambda: moment(TODAY))
    return set_table(office)


def proposed(table: Table) -> list[Guest]:
    return attendance.proposed(table.meeting, agenda(table.meeting, reach_of(table.office.chair), TODAY))


def invited(table: Table) -> list[Attendance]:
    return attendance.invite(table.meeting, proposed(table), by=table.office.secretary)


def test_members_are_proposed_as_they_sit_and_then_the_units_nobody_sits_for(table: Table):
    db.session.query(Membership).filter_by(user_id=table.office.culture_official.id).delete()
    table.office.chair.post = "Bí thư Đảng ủy, Trưởng Ban Chỉ đạo"
    assert [(guest.name, guest.office) for guest in proposed(table)] == [
        ("Trần Quốc Thạch", "Bí thư Đảng ủy, Trưởng Ban Chỉ đạo"),
        ("Phạm Thị Ngọc", ""),
        ("Đỗ Ngọc Lưỡng", "Phòng Kinh tế"),
        ("Vũ Thị Quế Chi", ""),
        ("Lãnh đạo Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội"),
    ]


def test_who_is_listed_is_not_proposed_again(table: Table):
    invited(table)
    assert proposed(table) == []


def test_so_many_of_so_many_are_there(table: Table):
    chair, viewer, official, culture, secretary = invited(table)
    by = table.office.secretary
    attendance.note(official, Presence.REPRESENTED, "đồng chí Lê Văn Bảy dự thay", by=by)
    attendance.note(viewer, Presence.EXCUSED, "đi công tác", by=by)
    attendance.note(culture, Presence.ABSENT, "", by=by)
    assert attendance.note_all(table.meeting, by=by) == 2
    counted = attendance.count(attendance.at(table.meeting))
    assert (counted.came, counted.invited, counted.excused, counted.absent) == (3, 5, 1, 1)
    assert history.of(viewer)[0].changes["presence"] == ["invited", "excused"]
    assert not counted.is_awaited
    assert {chair.presence, secretary.presence} == {Presence.PRESENT}


def test_a_name_that_somebody_corrected_is_not_overwritten(table: Table):
    row = attendance.invite(table.meeting, [Guest("Khách")], by=table.office.secretary)[0]
    attendance.change_guest(row, Guest("Khách mời"), version=1, by=table.office.secretary)
    with pytest.raises(StaleVersion):
        attendance.change_guest(row, Guest("Ai đó"), version=1, by=table.office.secretary)


def test_the_page_takes_those_who_are_ticked_notes_one_at_a_press_and_adds_a_stranger(
    table: Table, client: FlaskClient
):
    sign_in(client, table.office.secretary)
    address = f"/meetings/{table.meeting.id}"
    ticked = [f"user-{table.office.chair.id}", f"user-{table.office.official.id}"]
    client.post(f"{address}/invitations", data={"guest": ticked})
    client.post(f"{address}/guests", data={"name": "Lý Văn Sáng", "office": "Phó Giám đốc Sở Tài chính", "unit_id": ""})
    rows = attendance.at(table.meeting)
    assert [row.name for row in rows] == ["Trần Quốc Thạch", "Đỗ Ngọc Lưỡng", "Lý Văn Sáng"]
    pressed = {"presence": "represented", "note": "Bà Hoa dự thay"}
    answer = client.post(f"/attendances/{rows[1].id}/presence", data=pressed, headers={"HX-Request": "true"})
    assert "Bà Hoa dự thay" in answer.text
    assert 'value="represented" aria-pressed="true"' in answer.text
    assert "attendance-changed" in answer.headers["HX-Trigger"]
    assert "Có mặt 1/3" in client.get(f"{address}/attendance").text
    assert "Có mặt 1/3" in client.get(address).text
    assert client.post(f"/attendances/{rows[1].id}/presence", data={"presence": "asleep"}).status_code == 400
    client.post(f"/attendances/{rows[2].id}/removal")
    assert len(attendance.at(table.meeting)) == 2


def test_a_stranger_without_a_name_is_refused_and_keeps_their_office(table: Table, client: FlaskClient):
    sign_in(client, table.office.secretary)
    answer = client.post(
        f"/meetings/{table.meeting.id}/guests", data={"name": "", "office": "Sở Tài chính", "unit_id": ""}
    )
    assert answer.status_code == 422
    assert "Sở Tài chính" in answer.text
