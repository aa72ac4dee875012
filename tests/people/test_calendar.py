"""The office's own calendar: what is entered counts from then on, wherever days are counted."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import Office, sign_in
from tests.reminders.world import task
from tracker import clock, history
from tracker.documents.drafts import read_term
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people import calendar
from tracker.people.calendar_models import DayKind, OfficeDay
from tracker.people.swap_lists import read_list
from tracker.reminders import schedule

FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 10)


@pytest.fixture
def admin(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.admin)


def days() -> dict[date, DayKind]:
    return {row.day: row.kind for row in db.session.scalars(calendar.entered())}


def test_a_swap_day_is_entered_with_its_trace_and_taken_back_with_its_trace(office: Office):
    row = calendar.add_day(FRIDAY, DayKind.OFF, "Quyết định hoán đổi", by=office.admin, at=clock.now())
    assert not calendar.office_calendar().is_working_day(FRIDAY)
    calendar.remove_day(row, by=office.admin, at=clock.now())
    assert calendar.office_calendar().is_working_day(FRIDAY)
    entries = db.session.scalars(select(history.HistoryEntry).filter_by(subject="office_days")).all()
    assert [(each.verb, each.changes["kind"]) for each in entries] == [("added", "off"), ("removed", ["off", None])]


@pytest.mark.parametrize(("day", "kind"), [
    (SATURDAY, DayKind.OFF), (FRIDAY, DayKind.WORKING), (date(2026, 4, 30), DayKind.OFF),
    (date(1989, 1, 2), DayKind.OFF),
])  # fmt: skip
def test_what_is_so_already_or_beyond_the_calendar_is_not_entered(office: Office, day: date, kind: DayKind):
    with pytest.raises(RuleBroken) as broken:
        calendar.add_day(day, kind, "", by=office.admin, at=clock.now())
    assert broken.value.field == "day"
    assert days() == {}


def test_terms_in_working_days_are_counted_by_it(office: Office):
    on = date(2025, 12, 31)
    assert read_term("trong 5 ngày làm việc", on, "words", context="").on == date(2026, 1, 8)
    calendar.add_day(FRIDAY, DayKind.OFF, "", by=office.admin, at=clock.now())
    assert read_term("trong 5 ngày làm việc", on, "words", context="").on == date(2026, 1, 9)
    calendar.add_day(SATURDAY, DayKind.WORKING, "", by=office.admin, at=clock.now())
    assert read_term("trong 7 ngày làm việc", on, "words", context="").on == date(2026, 1, 12)


def test_no_reminder_is_written_on_a_day_off_that_was_entered(office: Office):
    task(office, "Trình phê duyệt quy hoạch", SATURDAY, opened_on=date(2025, 12, 1))
    calendar.add_day(FRIDAY, DayKind.OFF, "", by=office.admin, at=clock.now())
    assert schedule.remind(on=FRIDAY, at=clock.now()) == 0
    calendar.add_day(SATURDAY, DayKind.WORKING, "", by=office.admin, at=clock.now())
    assert schedule.remind(on=SATURDAY, at=clock.now()) == 1


@pytest.mark.parametrize(("text", "found"), [
    ("Hoán đổi ngày làm việc từ thứ Sáu ngày 02/01/2026 sang thứ Bảy ngày 10/01/2026", {2: False, 10: True}),
    ("Nghỉ thứ Sáu 02/01, làm bù vào thứ Bảy 10/01/2026", {2: False, 10: True}),
    ("10/01/2026 làm bù cho ngày 02/01/2026", {2: False, 10: True}),
    ("02/01/2026 nghỉ; 10/01/2026 đi làm", {2: False, 10: True}),
    ("2/1", {2: False}),
    ("10.1.2026", {10: True}),
    ("Nghỉ từ 05/01/2026 đến hết 07/01/2026", {5: False, 6: False, 7: False}),
    ("Nghỉ ngày 05/01, 06/01/2026\n\n07/01/2026", {5: False, 6: False, 7: False}),
])  # fmt: skip
def test_a_list_is_read_as_decisions_write_it(text: str, found: dict[int, bool]):
    assert {each.day: each.is_worked for each in read_list(text, 2026)} == {
        date(2026, 1, number): worked for number, worked in found.items()
    }


@pytest.mark.parametrize("text", [
    "không có ngày nào", "31/02/2026", "02/01/2026\nchưa rõ", "02/01/2026 nghỉ\n02/01/2026 làm việc",
    "từ 01/01/2026 đến 31/12/2026", "\n" , "2/1\n" * 201,
])  # fmt: skip
def test_a_list_with_one_wrong_line_enters_nothing(admin: FlaskClient, text: str):
    answer = admin.post("/calendar/lists", data={"text": text, "year": "2026"})
    assert answer.status_code == 422
    assert days() == {}


def test_a_pasted_list_is_entered_whole_and_leaves_out_what_is_so_already(admin: FlaskClient):
    text = "Nghỉ Tết từ 14/02/2026 đến 23/02/2026\nhoán đổi từ 02/01/2026 sang 10/01/2026"
    answer = admin.post("/calendar/lists", data={"text": text, "year": "2026", "list_note": "Thông báo 2026"})
    assert (answer.status_code, answer.location) == (303, "/calendar?year=2026")
    assert days() == {FRIDAY: DayKind.OFF, SATURDAY: DayKind.WORKING, date(2026, 2, 23): DayKind.OFF}
    again = admin.post("/calendar/lists", data={"text": text, "year": "2026"})
    assert again.status_code == 422
    assert "Không nhập thêm gì" in again.text


def test_a_year_is_shown_with_its_holidays_and_what_was_entered(admin: FlaskClient):
    assert (
        admin.post("/calendar/days", data={"day": "02/01/2026", "kind": "off", "note": "Hoán đổi"}).status_code == 303
    )
    page = admin.get("/calendar?year=2026").text
    for shown in ("Giỗ Tổ Hùng Vương", "Hoán đổi", "Thứ Sáu, 02/01/2026", "Tháng 12"):
        assert shown in page, shown
    row = db.session.scalars(select(OfficeDay)).one()
    assert admin.post(f"/calendar/days/{row.id}/removals").location == "/calendar?year=2026"
    assert days() == {}


@pytest.mark.parametrize("year", ["", "x", "0", "-5", "99999", "2100", "1990"])
def test_any_year_in_the_address_shows_a_calendar(admin: FlaskClient, year: str):
    assert admin.get(f"/calendar?year={year}").status_code == 200


def test_a_wrong_day_is_said_at_its_field_and_stays_typed(admin: FlaskClient):
    answer = admin.post("/calendar/days", data={"day": "31/02/2026", "kind": "off", "note": "thử"})
    assert answer.status_code == 422
    assert 'id="day-error"' in answer.text
    assert 'value="31/02/2026"' in answer.text


def test_the_working_days_of_a_year_are_counted(office: Office):
    assert calendar.year(2026).working_days == sum(
        calendar.office_calendar().is_working_day(date.fromordinal(number))
        for number in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    )
