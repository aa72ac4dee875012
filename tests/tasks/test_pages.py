"""The register, a task's page and the forms, as each role gets them."""

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.office import sign_in, unit, user
from tests.tasks.desk import TODAY, Desk, fresh_key, item
from tracker import clock
from tracker.extensions import db
from tracker.tasks import routes
from tracker.tasks.models import Stage, Task

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def piece(html: str, id: str) -> str:
    """Return the `li` with an id; rows hold no list of their own."""
    start = html.index(f'<li id="{id}"')
    return html[start : html.index("</li>", start) + len("</li>")]


def typed(task: Task, **words: object) -> dict[str, object]:
    """Return what a browser sends from the update form."""
    return {
        "version": task.version, "key": fresh_key(), "stage": "in_progress", "percent": "70%", "result": "Đã khảo sát.",
        "difficulty": "", "proposal": "", "evidence": "", **words,
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ reading


@pytest.mark.parametrize("role", ["secretary", "official", "chair", "viewer"])
def test_every_member_reads_register_and_task(desk: Desk, task: Task, client: FlaskClient, role: str) -> None:
    sign_in(client, getattr(desk.office, role))
    assert task.title in client.get("/tasks").text
    page = client.get(f"/tasks/{task.id}").text
    assert "<mark><u>chậm nhất" in page
    assert "điểm 3, ý 2" in page
    assert "Xong trước" not in page.split("hero-quote")[0]


def test_another_committee_finds_nothing(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.other_secretary)
    assert task.title not in client.get("/tasks").text
    for path in ("", "/updates", "/updates/new", "/returns"):
        assert client.get(f"/tasks/{task.id}{path}").status_code == 404
    assert client.post(f"/tasks/{task.id}/updates", data=typed(task)).status_code == 404
    assert client.post(f"/tasks/{task.id}/confirmation", data=typed(task)).status_code == 404


def test_the_register_finds_without_accents(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    page = client.get("/tasks?text=duong+tranh").text
    assert "đường tránh phía Tây" in page
    assert "Quy hoạch khu trung tâm" not in page
    assert "đường tránh phía Tây" in client.get("/tasks?text=Đường TRÁNH").text
    assert "đường tránh phía Tây" not in client.get("/tasks?text=%25").text


@pytest.mark.parametrize(
    ("tab", "shown"),
    [("overdue", [0]), ("soon", [1]), ("no_deadline", [2]), ("open", [0, 1, 2]), ("done", []), ("x", [0, 1, 2])],
)
def test_each_tab_shows_what_it_counts(desk: Desk, client: FlaskClient, tab: str, shown: list[int]) -> None:
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks?tab={tab}").text
    assert [n for n, task in enumerate(desk.tasks) if f'id="task-{task.id}"' in page] == shown


def test_filters_hold_together_in_the_address(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks?tab=all&unit={desk.office.economy.id}&stage=not_started&sort=number").text
    assert f'id="task-{desk.tasks[1].id}"' not in page
    assert f"unit={desk.office.economy.id}" in page.split("Quá hạn")[0]
    assert client.get("/tasks?unit=x&stage=y&page=99&person=-1&conclusion=99999999999").status_code == 200


def test_a_viewer_is_offered_nothing_to_do(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks/{task.id}").text
    assert "/updates/new" not in page
    assert client.get(f"/tasks/{task.id}/updates/new").status_code == 403


# ------------------------------------------------------------------------------------------ reporting


def test_an_official_reports_without_javascript(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    assert 'name="stage"' in client.get(f"/tasks/{task.id}/updates/new").text
    answer = client.post(f"/tasks/{task.id}/updates", data=typed(task))
    assert (answer.status_code, answer.location) == (303, f"/tasks/{task.id}")
    assert (task.stage, task.percent) == (Stage.IN_PROGRESS, 70)
    page = client.get(answer.location).text
    assert "Đã lưu cập nhật" in page
    assert "Đã khảo sát." in page


def test_the_official_of_another_unit_cannot(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.culture_official)
    assert client.get(f"/tasks/{task.id}/updates/new").status_code == 404
    assert client.post(f"/tasks/{task.id}/updates", data=typed(task)).status_code == 404
    assert task.updates == []


def test_the_row_that_answers_is_the_row_of_the_list(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    answer = client.post(f"/tasks/{task.id}/updates", data=typed(task), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.strip() == piece(client.get(f"/tasks/{task.id}/updates").text, f"task-{task.id}")
    assert json.loads(answer.headers["HX-Trigger"])["tasks-changed"] == {"id": task.id}


def test_a_button_finds_the_form_in_the_page_it_names(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    row = client.get(f"/tasks/{task.id}/updates").text
    assert f'hx-get="/tasks/{task.id}/updates/new" hx-select="#task-{task.id}"' in row
    form = piece(client.get(f"/tasks/{task.id}/updates/new", headers=HTMX).text, f"task-{task.id}")
    assert f'hx-post="/tasks/{task.id}/updates"' in form


def test_a_double_click_reports_once(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    words = typed(task)
    for _click in range(2):
        assert client.post(f"/tasks/{task.id}/updates", data=words).status_code == 303
    assert len(task.updates) == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"stage": "reported", "result": " "}, "result"),
        ({"percent": "rất nhiều"}, "percent"),
        ({"percent": "150"}, "percent"),
        ({"stage": "done"}, "stage"),
        ({"result": "", "percent": "", "stage": "not_started"}, "result"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refused_form_comes_back_filled(
    desk: Desk, task: Task, client: FlaskClient, words: dict[str, str], field: str, headers: dict[str, str]
) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, difficulty="Thiếu vốn đối ứng", **words)
    if field == "result" and words.get("stage") == "not_started":
        sent["difficulty"] = ""
    answer = client.post(f"/tasks/{task.id}/updates", data=sent, headers=headers)
    assert answer.status_code == 422
    assert f'id="{field}-{task.id}-error"' in answer.text
    assert str(sent["difficulty"]) in answer.text
    assert sent["key"] in answer.text
    assert answer.text.lstrip().startswith("<li" if headers else "<!doctype")
    assert task.updates == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_after_a_conflict_both_versions_stand_beside_each_other(
    desk: Desk, task: Task, client: FlaskClient, headers: dict[str, str]
) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, result="Lời của tôi.")
    desk.update(task, result="Lời của người khác.", by=desk.office.secretary)
    answer = client.post(f"/tasks/{task.id}/updates", data=sent, headers=headers)
    assert answer.status_code == 409
    assert "Lời của tôi." in answer.text
    assert "Lời của người khác." in answer.text
    assert len(task.updates) == 1
    assert f'name="version" type="hidden" value="{task.version}"' in answer.text
    again = client.post(f"/tasks/{task.id}/updates", data={**sent, "version": task.version})
    assert again.status_code == 303


def test_an_official_withdraws_their_report(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    sign_in(client, desk.office.official)
    words = {"version": task.version, "key": fresh_key()}
    assert client.post(f"/tasks/{task.id}/withdrawal", data=words).status_code == 303
    assert task.stage == Stage.IN_PROGRESS


# ------------------------------------------------------------------------------------------ deciding


@pytest.mark.parametrize("role", ["secretary", "chair"])
def test_secretary_and_chair_confirm_in_the_row_or_on_the_page(
    desk: Desk, task: Task, client: FlaskClient, role: str
) -> None:
    desk.report(task)
    sign_in(client, getattr(desk.office, role))
    assert f'action="/tasks/{task.id}/confirmation"' in client.get(f"/tasks/{task.id}").text
    words = {"version": task.version, "key": fresh_key()}
    answer = client.post(f"/tasks/{task.id}/confirmation", data=words, headers=HTMX)
    assert answer.text.startswith("<li") or answer.text.lstrip().startswith("<li")
    assert task.stage == Stage.DONE


def test_officials_and_viewers_do_not_confirm(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    for person, answer in ((desk.office.official, 404), (desk.office.viewer, 403)):
        sign_in(client, person)
        words = {"version": task.version, "key": fresh_key()}
        assert client.post(f"/tasks/{task.id}/confirmation", data=words).status_code == answer
    assert task.stage == Stage.REPORTED


def test_a_report_is_returned_with_its_reason_only(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    sign_in(client, desk.office.chair)
    assert 'name="reason"' in client.get(f"/tasks/{task.id}/returns").text
    words = {"version": task.version, "key": fresh_key()}
    refused = client.post(f"/tasks/{task.id}/returns", data={**words, "reason": " "})
    assert (refused.status_code, task.stage) == (422, Stage.REPORTED)
    assert 'id="reason-error"' in refused.text
    assert client.post(f"/tasks/{task.id}/returns", data={**words, "reason": "Thiếu biên bản."}).status_code == 303
    assert task.stage == Stage.IN_PROGRESS
    assert "Thiếu biên bản." in client.get(f"/tasks/{task.id}").text


def test_the_unit_sees_on_its_first_page_why_a_report_came_back(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    words = {"version": task.version, "key": fresh_key(), "reason": "Thiếu biên bản."}
    sign_in(client, desk.office.chair).post(f"/tasks/{task.id}/returns", data=words)
    assert "Thiếu biên bản." in sign_in(client, desk.office.official).get("/").text


def test_a_task_is_dropped_and_leaves_the_tabs(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.chair)
    words = {"version": task.version, "key": fresh_key(), "reason": "Cấp trên đã dừng dự án."}
    assert client.post(f"/tasks/{task.id}/drops", data=words).status_code == 303
    assert f'id="task-{task.id}"' not in client.get("/tasks?tab=all").text
    assert f'id="task-{task.id}"' in client.get("/tasks?tab=dropped").text


def test_a_finished_task_is_taken_up_again(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    desk.confirm(task)
    sign_in(client, desk.office.secretary)
    words = {"version": task.version, "key": fresh_key(), "reason": "Hồ sơ bị trả."}
    assert client.post(f"/tasks/{task.id}/reopenings", data=words).status_code == 303
    assert task.stage == Stage.IN_PROGRESS


def test_a_stale_decision_changes_nothing(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    sign_in(client, desk.office.chair)
    words = {"version": task.version - 1, "key": fresh_key()}
    assert client.post(f"/tasks/{task.id}/confirmation", data=words).status_code == 409
    db.session.refresh(task)
    assert task.stage == Stage.REPORTED


# ------------------------------------------------------------------------------------------ how much it asks


def questions(client: FlaskClient, path: str) -> int:
    """Return how many statements a page sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_the_register_asks_as_much_for_many_rows_as_for_few(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.viewer)
    few = questions(client, "/tasks?tab=all")
    for number in range(10, 40):
        row = item(desk.conclusion, ["5", str(number)], "4. Tiếp tục", f"Việc thứ {number}")
        person = user(f"nguoi{number}", f"Người {number}", desk.office.economy)
        db.session.add(Task(
            committee_id=desk.conclusion.committee_id, item=row, number=number, title=row.action,
            lead_unit=unit(f"Đơn vị {number}"), assignee=person, opened_on=TODAY,
        ))  # fmt: skip
    db.session.commit()
    assert questions(client, "/tasks?tab=all") == few
    assert "Người 39" in client.get("/tasks?tab=all").text


def test_a_long_register_is_cut_into_pages(desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "PAGE_ROWS", 2)
    sign_in(client, desk.office.viewer)
    first = client.get("/tasks").text
    second = client.get(turned(first, "next")).text
    assert [n for n, task in enumerate(desk.tasks) if f'id="task-{task.id}"' in second] == [2]
    assert ("1–2 trong 3" in first, "3–3 trong 3" in second, 'rel="next"' in second) == (True, True, False)
    assert client.get(turned(second, "prev")).text.count("1–2 trong 3") == 1


def turned(page: str, rel: str) -> str:
    """Return where a page's link to the page beside it leads."""
    found = re.search(rf'<a href="([^"]+)" rel="{rel}"', page)
    assert found
    return found[1].replace("&amp;", "&")
