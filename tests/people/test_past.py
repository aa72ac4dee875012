"""Looking back: what is looked for is found, page by page, and an altered entry shows."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, text

from tests.office import Office, sign_in
from tracker import clock, history
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.people import actions, past


@pytest.fixture
def admin(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.admin)


@pytest.fixture
def busy(office: Office) -> Office:
    """The office with entries by three hands, through two doors, on two days."""
    at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    history.record("changed", office.economy, by=office.secretary, at=at, changes={"email": ("a@b", "c@d")})
    history.record("added_member", office.committee, by=office.admin, at=at + timedelta(days=1))
    token = history.door.set("job")
    history.record("wrote", office.other_committee, by=None, at=at + timedelta(days=1))
    history.door.reset(token)
    db.session.commit()
    return office


def found(**asked: str) -> list[str]:
    return [entry.verb for entry in past.page(past.Filters.of(asked), None).rows]


def test_entries_are_found_by_each_filter(busy: Office):
    assert found() == ["wrote", "added_member", "changed"]
    assert found(by=str(busy.secretary.id)) == ["changed"]
    assert found(by=past.THE_PROGRAM) == ["wrote"]
    assert found(subject="units") == ["changed"]
    assert found(subject="committees", subject_id=str(busy.other_committee.id)) == ["wrote"]
    assert found(verb="added_member") == ["added_member"]
    assert found(door="job") == ["wrote"]
    assert found(since="21/11/2026") == ["wrote", "added_member"]
    assert found(until="2026-11-20") == ["changed"]
    assert found(committee=str(busy.committee.id)) == []


@pytest.mark.parametrize("asked", [
    {"by": "x"}, {"by": "9" * 30}, {"subject": "secrets"}, {"verb": "'"}, {"since": "31/31/2026"}, {"place": "rác"},
    {"place": "x" * 5000}, {"door": "window"}, {"until": "9999-12-31"},
])  # fmt: skip
def test_an_odd_address_shows_a_page(admin: FlaskClient, busy: Office, asked: dict[str, str]):
    assert found(**asked) == ["wrote", "added_member", "changed"]
    assert admin.get("/history", query_string=asked).status_code == 200


def test_the_history_is_read_in_words_and_turned_page_by_page(admin: FlaskClient, office: Office):
    for number in range(past.PAGE + 1):
        actions.add_alias(office.economy, f"Tên khác {number}", by=office.secretary, at=clock.now())
    first = admin.get("/history").text
    assert "đã thêm cách viết tên của đơn vị" in first
    assert first.count('<tr id="history-') == past.PAGE
    assert past.page(past.Filters(), None).total == past.PAGE + 1
    later = first.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    second = admin.get(later).text
    assert second.count('<tr id="history-') == 1
    assert "Chuỗi các mục này nguyên vẹn" in second


def test_an_altered_entry_is_shown_on_its_page_and_on_that_of_the_chain(admin: FlaskClient, busy: Office):
    assert "còn nguyên như khi ghi" in admin.get("/history/chain").text
    db.session.execute(text("DROP TRIGGER history_no_UPDATE"))
    db.session.execute(text("UPDATE history SET by_name = 'người khác' WHERE verb = 'added_member'"))
    db.session.commit()
    db.session.expire_all()
    assert "bị sửa ngoài chương trình" in admin.get("/history").text
    broken = db.session.scalars(select(HistoryEntry).filter_by(verb="added_member")).one()
    assert f"Mục {broken.id}," in admin.get("/history/chain").text


def test_what_is_taken_out_is_what_the_page_shows_and_no_formula(admin: FlaskClient, busy: Office):
    history.record("changed", busy.economy, by=busy.secretary, changes={"name": ("=1+1", "Phòng Kinh tế")})
    db.session.commit()
    book = load_workbook(io.BytesIO(admin.get("/history.xlsx?subject=units").data))
    rows = list(book.active.iter_rows(min_row=2))
    assert [cells[3].value for cells in rows] == ["đã sửa đơn vị 1", "đã sửa đơn vị 1"]
    assert "=1+1" in rows[0][4].value
    assert {cell.data_type for cells in rows for cell in cells} == {"s"}
