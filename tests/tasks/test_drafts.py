"""What is typed into the form of an update is there again on any machine, until it is sent or thrown away."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from tests.office import sign_in
from tests.tasks.desk import Desk
from tests.tasks.test_files import HTMX, PAPER, typed, upload
from tracker import clock, history
from tracker.errors import RuleBroken
from tracker.tasks import drafts, files
from tracker.tasks.models import Stage, Task


def test_what_is_typed_returns_on_any_machine_and_to_its_writer_alone(
    desk: Desk, task: Task, client: FlaskClient
) -> None:
    sign_in(client, desk.office.official)
    entries, version = len(history.of(task)), task.version
    words = typed(task, result="Đang ghi dở", proposal="Bổ sung vốn", stage="reported")
    answer = client.post(f"/tasks/{task.id}/updates/draft", data=words, headers=HTMX)
    assert "Đã lưu nháp" in answer.text
    assert 'name="typed_version" value="1"' in answer.text
    elsewhere = sign_in(client.application.test_client(), desk.office.official)
    page = elsewhere.get(f"/tasks/{task.id}/updates/new").text
    assert "Bản nháp lưu lúc" in page
    assert "Đang ghi dở</textarea>" in page
    assert "Bổ sung vốn</textarea>" in page
    assert 'checked class="form-check-input" id="stage-' in page or 'value="reported"' in page
    secretary = sign_in(client.application.test_client(), desk.office.secretary)
    assert "Đang ghi dở" not in secretary.get(f"/tasks/{task.id}/updates/new").text
    assert (len(history.of(task)), task.version, task.stage) == (entries, version, Stage.NOT_STARTED)


def test_two_windows_never_overwrite_each_other(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    address = f"/tasks/{task.id}/updates/draft"
    client.post(address, data=typed(task, result="Cửa sổ một"), headers=HTMX)
    answer = client.post(address, data=typed(task, result="Cửa sổ hai"), headers=HTMX)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "cửa sổ khác" in answer.text
    kept = drafts.of(task, desk.office.official)
    assert kept and kept.fields["result"] == "Cửa sổ một"


def test_without_a_script_a_button_keeps_words_and_files(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    assert "Lưu nháp</button></noscript>" in client.get(f"/tasks/{task.id}/updates/new").text
    sent = typed(task, result="Đang ghi dở", files=upload(("a.pdf", PAPER)))
    answer = client.post(f"/tasks/{task.id}/updates/draft", data=sent)
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/tasks/{task.id}/updates/new")
    page = client.get(answer.location).text
    assert "Đang ghi dở</textarea>" in page
    assert "a.pdf</a>" in page


def test_a_draft_is_thrown_away_with_its_files(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, result="Đang ghi dở", files=upload(("a.pdf", PAPER)))
    client.post(f"/tasks/{task.id}/updates/draft", data=sent)
    answer = client.post(f"/tasks/{task.id}/updates/draft/discard")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert drafts.of(task, desk.office.official) is None
    assert files.of_draft(task, desk.office.official) == []
    assert "Đang ghi dở" not in client.get(f"/tasks/{task.id}/updates/new").text


def test_sending_the_update_ends_its_draft_and_leaves_others_theirs(desk: Desk, task: Task) -> None:
    for person in (desk.office.official, desk.office.secretary):
        drafts.keep(task, {"result": "x"}, task_version=task.version, version=0, by=person, at=clock.now())
    desk.update(task)
    assert drafts.of(task, desk.office.official) is None
    assert drafts.of(task, desk.office.secretary) is not None


def test_a_draft_over_an_older_task_says_so(desk: Desk, task: Task, client: FlaskClient) -> None:
    drafts.keep(
        task, {"result": "x"}, task_version=task.version, version=0, by=desk.office.official, at=clock.now()
    )  # fmt: skip
    desk.update(task, by=desk.office.secretary)
    page = sign_in(client, desk.office.official).get(f"/tasks/{task.id}/updates/new").text
    assert "hãy đối chiếu trước khi lưu" in page


def test_nothing_is_kept_of_a_task_that_waits_for_its_confirmation(desk: Desk, task: Task) -> None:
    desk.report(task)
    with pytest.raises(RuleBroken):
        drafts.keep(task, {"result": "x"}, task_version=1, version=0, by=desk.office.official, at=clock.now())


def test_what_comes_in_after_it_was_saved_is_no_draft(desk: Desk, task: Task) -> None:
    """The form sends what is typed while its button is being pressed."""
    before, official = task.version, desk.office.official
    desk.update(task, result="Đã trình hồ sơ")
    for words, is_kept in (("Đã trình hồ sơ ", False), ("Đã trình hồ sơ, chờ thẩm tra", True)):
        drafts.keep(task, {"result": words}, task_version=before, version=0, by=official, at=clock.now())
        assert (drafts.of(task, official) is not None) is is_kept
