"""The chair's word in place: a form that keeps what was typed, says what a day means, and leaves a way back."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.meetings.table import LATER, commit, direct, meet, sit
from tests.office import Office, sign_in
from tests.tasks.desk import DUE, TODAY, Desk, fresh_key, moment
from tracker import clock
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.direction_models import Direction
from tracker.tasks.models import Task

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: moment(TODAY, 10))


def typed(task: Task, **words: object) -> dict[str, str]:
    facts = {"text": "Làm ngay.", "until": "", "version": task.version, "key": fresh_key(), **words}
    return {name: str(value) for name, value in facts.items()}


def test_the_chair_directs_in_place_and_takes_it_back(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    sign_in(client, office.chair)
    assert f'id="decide-{task.id}"' in client.get(f"/tasks/{task.id}/directions/new").text
    words = typed(task, until="chậm nhất Quý II/2026")
    answer = client.post(f"/tasks/{task.id}/directions", data=words, headers=HTMX)
    assert answer.text.lstrip().startswith(f'<div class="decide-here" id="decide-{task.id}">')
    assert "Làm ngay." in answer.text
    assert task.due_on == date(2026, 6, 30)
    given = db.session.query(Direction).one()
    assert f"/directions/{given.id}/withdrawal?version={given.version}" in answer.headers["HX-Trigger"]
    client.post(f"/directions/{given.id}/withdrawal?version={given.version}")
    assert db.session.get_one(Task, task.id, populate_existing=True).due_on == DUE


def test_on_the_tasks_own_page_the_whole_page_tells_of_it(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    headers = {**HTMX, "HX-Current-URL": f"http://localhost/tasks/{task.id}"}
    answer = sign_in(client, office.chair).post(f"/tasks/{task.id}/directions", data=typed(task), headers=headers)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_without_a_script_it_leads_back_where_its_link_stood(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    answer = sign_in(client, office.chair).post(f"/tasks/{task.id}/directions?back=/brief", data=typed(task))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/brief")


@pytest.mark.parametrize(
    ("words", "status", "named"),
    [({"until": "hôm nào đó"}, 422, "until"), ({"until": "1/4/2026"}, 422, "until"), ({"text": " "}, 422, "text")],
)
def test_what_was_typed_survives_what_cannot_be_read(
    client: FlaskClient, office: Office, desk: Desk, task: Task, words: dict[str, str], status: int, named: str
) -> None:
    sign_in(client, office.chair)
    data = typed(task, **{"text": "Giữ lời này.", **words})
    for headers in ({}, HTMX):
        answer = client.post(f"/tasks/{task.id}/directions", data=data, headers=headers)
        assert answer.status_code == status
        assert f'id="{named}-{task.id}-error"' in answer.text
        assert words.get("until", "Giữ lời này.") in answer.text or words.get("text")
        assert ("<html" in answer.text) is not bool(headers)


def test_who_was_slower_sees_what_was_done_and_keeps_their_words(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    data = typed(task, text="Giữ lời này.")
    desk.report(task)
    answer = sign_in(client, office.chair).post(f"/tasks/{task.id}/directions", data=data, headers=HTMX)
    assert answer.status_code == 409
    assert "Giữ lời này." in answer.text
    assert "Đã hoàn thành." in answer.text
    assert f'value="{task.version}"' in answer.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("31/5/2026", "gia hạn thêm 61 ngày"),
        ("20/3/2026", "Ngày này đã qua"),
        ("hôm nào đó", "Chưa đọc được"),
    ],
)
def test_beneath_the_field_stands_what_becomes_of_the_deadline(
    client: FlaskClient, office: Office, desk: Desk, task: Task, words: str, said: str
) -> None:
    address = f"/tasks/{task.id}/directions/day"
    assert said in sign_in(client, office.chair).get(address, query_string={"until": words}).text


def test_an_earlier_day_is_said_to_be_the_drafts_alone(client: FlaskClient, office: Office, desk: Desk) -> None:
    _plan, road, standing = desk.tasks
    sign_in(client, office.chair)
    told = client.get(f"/tasks/{road.id}/directions/day", query_string={"until": "18/4/2026"}).text
    assert "chỉ rút ngắn bằng kết luận mới" in told
    told = client.get(f"/tasks/{standing.id}/directions/day", query_string={"until": "18/4/2026"}).text
    assert "chỉ có thời hạn khi kết luận mới" in told


def test_a_secretary_is_offered_it_while_the_meeting_sits(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    link = f"/tasks/{task.id}/directions/new"
    sign_in(client, office.secretary)
    assert link not in client.get(f"/tasks/{task.id}").text
    assert "<textarea" not in client.get(link).text
    assert client.post(f"/tasks/{task.id}/directions", data=typed(task)).status_code == 422
    sit(meet(office), office.chair)
    assert link in client.get(f"/tasks/{task.id}").text
    assert client.post(f"/tasks/{task.id}/directions", data=typed(task)).status_code == 303
    assert db.session.query(Direction).one().said_by_id == office.chair.id


def test_a_new_matter_is_directed_and_corrected(client: FlaskClient, office: Office, desk: Desk) -> None:
    sign_in(client, office.chair)
    assert client.get("/directions/new").status_code == 200
    words = {"text": "Lập quy chế.", "until": "cuối tháng 6/2026", "lead_unit_id": office.culture.id}
    facts = {"committee": office.committee.id, "key": fresh_key()}
    assert client.post("/directions/new", data={**words, **facts}).status_code == 303
    given = db.session.query(Direction).one()
    assert (given.due_on, given.lead_unit_id, given.task_id) == (date(2026, 6, 30), office.culture.id, None)
    page = client.get(f"/directions/{given.id}").text
    assert 'value="cuối tháng 6/2026"' in page
    again = {**words, "text": "Lập quy chế làm việc.", "version": given.version, "key": fresh_key()}
    assert client.post(f"/directions/{given.id}", data=again).status_code == 303
    now = db.session.get_one(Direction, given.id, populate_existing=True)
    assert (now.text, now.due_on) == ("Lập quy chế làm việc.", date(2026, 6, 30))


def test_a_promise_is_written_down_in_place_and_stands_on_the_task(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    sign_in(client, office.secretary)
    words = {
        "person": "Đỗ Ngọc Lưỡng, Trưởng phòng", "unit_id": office.economy.id, "until": "20/5/2026",
        "promise": "Gửi hồ sơ", "document": "Số 12/CK ngày 10/4/2026", "made_on": "10/4/2026",
        "version": task.version, "key": fresh_key(),
    }  # fmt: skip
    refused = client.post(f"/tasks/{task.id}/commitments", data={**words, "until": "sớm thôi"}, headers=HTMX)
    assert refused.status_code == 422
    assert "Số 12/CK" in refused.text
    answer = client.post(f"/tasks/{task.id}/commitments", data=words, headers=HTMX)
    assert f'id="decide-{task.id}"' in answer.text
    made = db.session.query(Commitment).one()
    assert (made.due_on, made.made_on, made.is_of_completion) == (date(2026, 5, 20), date(2026, 4, 10), False)
    page = sign_in(client, office.official).get(f"/tasks/{task.id}").text
    assert "12/CK" in page
    assert f"/commitments/{made.id}/fulfilment" in page
    done = client.post(f"/commitments/{made.id}/fulfilment", data={"words": "Đã gửi.", "version": made.version})
    assert done.status_code == 303
    assert f"/commitments/{made.id}/fulfilment" not in client.get(f"/tasks/{task.id}").text


def test_a_release_asks_why(client: FlaskClient, office: Office, desk: Desk, task: Task) -> None:
    made = commit(office, task, LATER)
    sign_in(client, office.chair)
    address = f"/commitments/{made.id}/withdrawal"
    assert client.post(address, data={"reason": " ", "version": made.version}).status_code == 422
    assert client.post(address, data={"reason": "Đổi người.", "version": made.version}).status_code == 303
    assert client.get(address).status_code == 404


def test_a_member_reads_what_was_directed_and_is_offered_nothing(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    given = direct(office, "Không để chậm thêm.", task=task)
    sign_in(client, office.viewer)
    for address in (f"/tasks/{task.id}/directions", f"/directions/{given.id}", f"/tasks/{task.id}"):
        page = client.get(address).text
        assert "Không để chậm thêm." in page
        assert "/directions/new" not in page
        assert "withdrawal" not in page


def test_directions_are_listed_and_found_by_their_words(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    said = direct(office, "Khẩn trương bàn giao mốc giới.", task=task)
    matter = direct(office, "Lập quy chế phối hợp.")
    said.item_id = desk.conclusion.items[0].id
    db.session.commit()
    sign_in(client, office.viewer)
    every, waiting = client.get("/directions").text, client.get("/directions?state=waiting").text
    assert "mốc giới" in every
    assert "mốc giới" not in waiting
    assert "quy chế" in waiting
    assert "Tất cả <b>2</b>" in waiting
    assert "kết luận <b>1</b>" in waiting
    found = client.get("/search?q=quy+che").text
    assert f'href="/directions/{matter.id}"' in found
    assert "/directions/" not in sign_in(client, office.other_secretary).get("/search?q=quy+che").text
