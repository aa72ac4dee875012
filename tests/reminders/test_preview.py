"""Who would get what on a day, by rules that are typed and not saved."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.office import Office, sign_in
from tests.reminders.test_rules_pages import typed
from tests.reminders.world import AT, task
from tracker import clock
from tracker.extensions import db
from tracker.reminders import rules
from tracker.reminders.models import Letter

DUE = "15/4/2026"
"""Wednesday: the day after the moment of these tests."""
TITLE = "Lắp biển báo tại ngã ba chợ"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def at_work(office: Office, client: FlaskClient) -> Office:
    task(office, TITLE, date(2026, 4, 15))
    sign_in(client, office.secretary)
    return office


def asked(office: Office, **words: object) -> dict[str, object]:
    """Return what the button sends that only looks."""
    return {**typed(office.committee), "summary_weekday": "", "on": DUE, "look": "1", **words}


def test_the_page_shows_the_next_office_day_by_the_rules_in_force(client: FlaskClient, at_work: Office) -> None:
    page = client.get("/reminder-rules").text
    assert f"Thứ Tư, {DUE}" in page
    assert at_work.official.email in page
    assert TITLE in page
    assert TITLE not in sign_in(client, at_work.other_secretary).get("/reminder-rules").text


def test_what_is_typed_is_looked_at_beside_what_is_saved_and_nothing_is_written(
    client: FlaskClient, at_work: Office
) -> None:
    saved = rules.rules_of(at_work.committee.id)
    page = client.post("/reminder-rules", data=asked(at_work, on_day="", days_before="")).text
    assert at_work.official.email not in page
    assert re.search(r"0 thư, 0 nội dung.*chưa lưu; theo lịch đang áp dụng là 1 thư, 1 nội dung", page, re.DOTALL)
    assert rules.rules_of(at_work.committee.id) == saved
    assert db.session.scalar(select(func.count(Letter.id))) == 0


def test_a_letter_reads_as_it_would_and_lends_nobody_its_links(client: FlaskClient, at_work: Office) -> None:
    page = client.post("/reminder-rules", data=asked(at_work, letter=at_work.official.email)).text
    letter = page[page.index('class="letter-text"') :]
    assert f"Kính gửi: Đồng chí {at_work.official.full_name}" in letter
    assert "/r/…" in letter
    assert not re.search(r"/r/\w", letter)


def test_an_address_without_a_letter_opens_nothing(client: FlaskClient, at_work: Office) -> None:
    answer = client.post("/reminder-rules", data=asked(at_work, letter=at_work.other_secretary.email))
    assert answer.status_code == 200
    assert 'class="letter-text"' not in answer.text


def test_who_gets_nothing_is_counted_and_who_cannot_be_reached_is_named(client: FlaskClient, at_work: Office) -> None:
    at_work.viewer.email = ""
    db.session.commit()
    page = client.get("/reminder-rules").text
    assert f"Chưa có địa chỉ thư dùng được: {at_work.viewer.full_name}." in page
    assert "3 thành viên không có thư" in page, "of five members one gets a letter and one cannot"


@pytest.mark.parametrize(
    ("day", "said"),
    [("18/4/2026", "là ngày nghỉ"), ("13/4/2026", 'id="on-error"'), ("31/2/2026", 'id="on-error"')],
)
def test_a_day_off_is_said_and_a_day_nobody_can_look_at_is_refused(
    client: FlaskClient, at_work: Office, day: str, said: str
) -> None:
    assert said in client.get(f"/reminder-rules?on={day}").text


def test_rules_that_cannot_be_are_said_at_their_field_before_one_looks(client: FlaskClient, at_work: Office) -> None:
    answer = client.post("/reminder-rules", data=asked(at_work, silent_after="1"))
    assert answer.status_code == 422
    assert 'id="silent_after-error"' in answer.text


def test_the_administrator_sees_how_much_and_not_what(client: FlaskClient, at_work: Office) -> None:
    address = f"/committees/{at_work.committee.id}/reminder-rules"
    words = asked(at_work, letter=at_work.official.email)
    page = sign_in(client, at_work.admin).post(address, data=words).text
    assert at_work.official.email in page
    assert TITLE not in page
    assert 'name="letter"' not in page
