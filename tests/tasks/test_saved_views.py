"""Filters kept under a name: one's own or the committee's, opened as an address, changed and let go."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, Desk
from tracker import clock
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.people.models import User
from tracker.tasks.saved_views_models import SavedView


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def save(client: FlaskClient, person: User, name: str, query: str = "stage=not_started", **more: str) -> int:
    sign_in(client, person)
    return client.post(f"/tasks/views/new?{query}", data={"name": name, **more}).status_code


def beside_the_tabs(client: FlaskClient, person: User, address: str = "/tasks") -> list[str]:
    """The names of the saved filters a person is shown."""
    page = sign_in(client, person).get(address).text
    part = page[page.index("saved-views") :].split("</nav>")[0] if "saved-views" in page else ""
    return [each.split(">")[1].split("<")[0] for each in part.split("<a href")[1:] if 'class="pen"' not in each]


def only() -> SavedView:
    return db.session.scalars(select(SavedView)).one()


def test_a_person_saves_the_present_filters_and_sees_them_beside_the_tabs(desk: Desk, client: FlaskClient) -> None:
    query = f"unit={desk.office.economy.id}&part=any&period=month&tab=all&sort=unit"
    assert save(client, desk.office.official, "Việc tháng này", query) == 303
    assert beside_the_tabs(client, desk.office.official) == ["Việc tháng này"]
    assert beside_the_tabs(client, desk.office.culture_official) == []
    view = only()
    assert view.words == {
        "unit": str(desk.office.economy.id), "part": "any", "period": "month", "tab": "all", "sort": "unit"
    }  # fmt: skip
    page = client.get("/tasks", query_string=view.address).text
    assert "Phòng Kinh tế chủ trì hoặc phối hợp" in page
    assert db.session.scalars(select(HistoryEntry).filter_by(subject="saved_views")).one().verb == "added"


def test_the_one_that_is_open_is_marked(desk: Desk, client: FlaskClient) -> None:
    save(client, desk.office.viewer, "Chưa làm")
    assert 'aria-current="page">Chưa làm' in client.get("/tasks?stage=not_started").text
    assert 'aria-current="page">Chưa làm' not in client.get("/tasks?stage=paused").text


def test_only_the_secretary_shares_with_the_committee(desk: Desk, office: Office, client: FlaskClient) -> None:
    assert save(client, office.official, "Chung", is_shared="y") == 422
    assert save(client, office.secretary, "Chung", is_shared="y") == 303
    assert all(beside_the_tabs(client, each) == ["Chung"] for each in (office.official, office.chair, office.viewer))
    assert beside_the_tabs(client, office.other_secretary) == []
    view = only()
    for person in (office.official, office.chair, office.other_secretary):
        sign_in(client, person)
        assert client.get(f"/tasks/views/{view.id}").status_code == 404
        assert client.post(f"/tasks/views/{view.id}/removal").status_code == 404


def test_a_view_is_renamed_and_deleted(desk: Desk, office: Office, client: FlaskClient) -> None:
    save(client, office.viewer, "Cũ")
    view = only()
    answer = client.post(f"/tasks/views/{view.id}", data={"name": "  Tên   mới ", "version": view.version})
    assert (answer.status_code, only().name) == (303, "Tên mới")
    stale = client.post(f"/tasks/views/{view.id}", data={"name": "Khác", "version": "1"})
    assert stale.status_code == 409 and "Khác" in stale.text and "Tên mới" in stale.text
    assert client.post(f"/tasks/views/{view.id}/removal").status_code == 303
    assert db.session.query(SavedView).count() == 0
    verbs = [entry.verb for entry in db.session.scalars(select(HistoryEntry).filter_by(subject="saved_views"))]
    assert verbs == ["added", "changed", "discarded"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_view_needs_a_name_of_its_own(desk: Desk, office: Office, client: FlaskClient, name: str) -> None:
    assert save(client, office.viewer, "Một") == 303
    assert save(client, office.viewer, name) == save(client, office.viewer, "Một") == 422
    assert save(client, office.official, "Một") == 303


def test_a_view_with_a_unit_that_was_closed_still_opens(desk: Desk, office: Office, client: FlaskClient) -> None:
    save(client, office.viewer, "Phòng cũ", f"unit={office.economy.id}")
    office.economy.is_active = False
    db.session.commit()
    page = client.get("/tasks", query_string=only().address)
    assert page.status_code == 200
    assert "Phòng Kinh tế chủ trì" in page.text and page.text.count('<li id="task-') == 2


def test_a_period_of_a_view_moves_with_the_calendar(
    desk: Desk, office: Office, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(client, office.viewer, "Tháng này", "period=month")
    assert "tháng 4/2026" in client.get("/tasks", query_string=only().address).text
    monkeypatch.setattr(clock, "today", lambda: TODAY.replace(month=9))
    assert "Thời hạn: tháng 9/2026" in client.get("/tasks", query_string=only().address).text
