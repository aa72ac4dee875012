"""One's own update is mended for ten minutes and corrected by a new one afterwards; the history keeps both wordings."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from tests.office import sign_in
from tests.tasks.desk import TODAY, Desk, fresh_key, moment
from tests.tasks.test_files import PAPER, attach, typed, upload
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.tasks import actions, editing
from tracker.tasks.course import course
from tracker.tasks.models import Stage, Task

SOON, LATER = moment(TODAY) + timedelta(minutes=9), moment(TODAY) + timedelta(minutes=11)
WORDS = {"result": "Đã gửi đủ hồ sơ.", "difficulty": "", "proposal": "", "evidence": ""}


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: SOON)


def test_words_and_percent_are_mended_and_the_history_keeps_both(desk: Desk, task: Task) -> None:
    said, version = desk.update(task, percent=60), task.version
    editing.mend(said, WORDS, 65, by=desk.office.official, at=SOON, version=version)
    assert (said.result, said.percent, task.percent, said.edited_at) == ("Đã gửi đủ hồ sơ.", 65, 65, SOON)
    entry = history.of(task)[0]
    assert entry.verb == "edited"
    assert entry.changes == {"result": ["Đã gửi hồ sơ.", "Đã gửi đủ hồ sơ."], "percent": [60, 65]}
    assert task.version == version + 1


def test_mending_twice_changes_nothing_twice(desk: Desk, task: Task) -> None:
    said, version = desk.update(task), task.version
    for _click in range(2):
        editing.mend(said, WORDS, None, by=desk.office.official, at=SOON, version=version)
    assert [entry.verb for entry in history.of(task)].count("edited") == 1


def test_after_ten_minutes_or_by_another_it_is_mended_no_more(desk: Desk, task: Task) -> None:
    said = desk.update(task)
    for by, at in ((desk.office.official, LATER), (desk.office.secretary, SOON)):
        with pytest.raises(RuleBroken):
            editing.mend(said, WORDS, None, by=by, at=at, version=task.version)
        db.session.rollback()
    assert said.result == "Đã gửi hồ sơ."


def test_what_somebody_acted_on_stays_what_they_read(desk: Desk, task: Task) -> None:
    said = desk.report(task)
    desk.confirm(task)
    with pytest.raises(RuleBroken):
        editing.mend(said, WORDS, None, by=desk.office.official, at=SOON, version=task.version)


def test_a_stale_form_mends_nothing(desk: Desk, task: Task) -> None:
    said, version = desk.update(task), task.version
    editing.mend(said, WORDS, None, by=desk.office.official, at=SOON, version=version)
    with pytest.raises(StaleVersion):
        editing.mend(said, {**WORDS, "result": "Khác"}, None, by=desk.office.official, at=SOON, version=version)


def test_a_report_keeps_its_result_and_its_hundred_per_cent(desk: Desk, task: Task) -> None:
    said = desk.report(task)
    with pytest.raises(RuleBroken):
        editing.mend(said, {**WORDS, "result": " "}, None, by=desk.office.official, at=SOON, version=task.version)
    db.session.rollback()
    editing.mend(said, WORDS, 40, by=desk.office.official, at=SOON, version=task.version)
    assert (said.percent, task.percent, task.stage) == (100, 100, Stage.REPORTED)


def test_it_is_mended_in_the_browser_with_a_file_and_shown_as_changed(
    desk: Desk, task: Task, client: FlaskClient
) -> None:
    said = desk.update(task)
    sign_in(client, desk.office.official)
    assert f'href="/updates/{said.id}"' in client.get(f"/tasks/{task.id}").text
    assert "Đã gửi hồ sơ.</textarea>" in client.get(f"/updates/{said.id}").text
    sent = {**typed(task, result="Đã gửi đủ hồ sơ."), "files": upload(("a.pdf", PAPER))}
    assert client.post(f"/updates/{said.id}", data=sent).status_code == HTTPStatus.SEE_OTHER
    assert (said.result, [file.name for file in said.files]) == ("Đã gửi đủ hồ sơ.", ["a.pdf"])
    page = client.get(f"/tasks/{task.id}").text
    assert "đã sửa lúc" in page
    client.post(f"/files/{said.files[0].id}/removal")
    db.session.refresh(said)
    assert said.files == []
    assert history.of(task)[0].changes == {"files": ["a.pdf", ""]}


def test_the_page_of_an_old_update_leads_to_a_correction(
    desk: Desk, task: Task, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = desk.update(task)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    sign_in(client, desk.office.official)
    assert f"corrects={said.id}" in client.get(f"/updates/{said.id}").text
    form = client.get(f"/tasks/{task.id}/updates/new?corrects={said.id}").text
    assert "Đã gửi hồ sơ.</textarea>" in form
    sent = typed(task, result="Mới gửi một nửa hồ sơ.", corrects=str(said.id))
    assert client.post(f"/tasks/{task.id}/updates", data=sent).status_code == HTTPStatus.SEE_OTHER
    assert task.updates[0].corrects is said
    heads = [event.head for event in course(task, TODAY)]
    assert any(head.startswith("Đính chính cập nhật ngày 14/4/2026") for head in heads)
    assert history.of(task)[0].changes["corrects"] == TODAY.isoformat()
    assert "đã đính chính ngày" in client.get(f"/tasks/{task.id}").text


def test_only_an_update_of_the_same_task_is_corrected(desk: Desk, task: Task, client: FlaskClient) -> None:
    said, other = desk.update(task), desk.tasks[2]
    with pytest.raises(RuleBroken):
        actions.update_task(
            other, by=desk.office.official, at=SOON, on=TODAY, version=other.version, stage=Stage.IN_PROGRESS,
            percent=10, result="x", key=fresh_key(), corrects=said,
        )  # fmt: skip
    db.session.rollback()
    sign_in(client, desk.office.official)
    assert client.get(f"/tasks/{other.id}/updates/new?corrects={said.id}").status_code == HTTPStatus.NOT_FOUND


def test_an_update_of_somebody_else_has_no_page_to_mend_it(desk: Desk, task: Task, client: FlaskClient) -> None:
    said = desk.update(task)
    attach(task, desk.office.official, ("a.pdf", PAPER))
    for person in (desk.office.secretary, desk.office.other_secretary):
        assert sign_in(client, person).get(f"/updates/{said.id}").status_code == HTTPStatus.NOT_FOUND
