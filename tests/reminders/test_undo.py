"""One's own last act is taken back while nobody can have built on it; the history tells of both."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, Desk, conclusion, moment
from tests.tasks.test_files import HTMX, PAPER, attach, typed
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.reminders import actions as letters
from tracker.reminders import undo
from tracker.tasks import actions, drafts, extensions, files, refusals
from tracker.tasks.course import course
from tracker.tasks.models import Stage, Task

NOW = moment(TODAY) + timedelta(minutes=5)
FACTS = ("stage", "percent", "reported_on", "closed_on", "updated_at")


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Desk(office, conclusion(office))


@pytest.fixture
def task(desk: Desk) -> Task:
    desk.update(desk.tasks[0], TODAY - timedelta(days=9), percent=30)
    return desk.tasks[0]


def facts(task: Task) -> tuple[object, ...]:
    return tuple(getattr(task, name) for name in FACTS)


def decide(verb: Callable[..., object], by: str, *words: str) -> Callable[[Desk, Task], object]:
    def act(desk: Desk, task: Task) -> object:
        at = moment(TODAY) + timedelta(minutes=1)
        return verb(task, *words, by=getattr(desk.office, by), at=at, on=TODAY, version=task.version)

    return act


def nothing(_desk: Desk, _task: Task) -> None:
    pass


def report(desk: Desk, task: Task) -> None:
    desk.report(task, TODAY - timedelta(days=1))


def confirm(desk: Desk, task: Task) -> None:
    report(desk, task)
    desk.confirm(task, TODAY - timedelta(days=1))


ACTS = {
    "update": (nothing, lambda desk, task: desk.update(task, percent=80), "official"),
    "report": (nothing, lambda desk, task: desk.report(task), "official"),
    "withdrawal": (report, decide(actions.withdraw_report, "official"), "official"),
    "confirmation": (report, decide(actions.confirm, "chair"), "chair"),
    "return": (report, decide(actions.return_task, "chair", "Thiếu biên bản."), "chair"),
    "taking up": (confirm, decide(actions.reopen, "secretary", "Hồ sơ bị trả."), "secretary"),
    "dropping": (nothing, decide(actions.drop, "secretary", "Đã dừng dự án."), "secretary"),
}


@pytest.mark.parametrize(("before", "act", "who"), ACTS.values(), ids=ACTS)
def test_the_task_stands_as_before_and_the_history_tells_of_both(
    desk: Desk, task: Task, before: Callable[..., object], act: Callable[..., object], who: str
) -> None:
    before(desk, task)
    stood, updates, entries = facts(task), len(task.updates), len(history.of(task))
    act(desk, task)
    person = getattr(desk.office, who)
    found = undo.offered(task, person, NOW)
    assert found is task.updates[0]
    undo.undo(found, version=task.version, by=person, at=NOW)
    assert facts(task) == stood
    assert len(task.updates) == updates
    assert history.of(task)[0].verb == "undid"
    assert len(history.of(task)) == entries + 2
    assert course(task, TODAY)[0].kind == "undone"
    assert history.first_broken_entry() is None


def test_words_and_files_return_to_the_draft(desk: Desk, task: Task) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    said = desk.update(task, result="Ghi nhầm nhiệm vụ", percent=80)
    undo.undo(said, version=task.version, by=desk.office.official, at=NOW)
    draft = drafts.of(task, desk.office.official)
    assert draft and draft.fields["result"] == "Ghi nhầm nhiệm vụ"
    assert [file.name for file in files.of_draft(task, desk.office.official)] == ["a.pdf"]


def test_it_is_ones_own_act_for_ten_minutes(desk: Desk, task: Task) -> None:
    said = desk.update(task, percent=80)
    for person, at in ((desk.office.secretary, NOW), (desk.office.official, moment(TODAY) + timedelta(minutes=11))):
        assert undo.offered(task, person, at) is None
        with pytest.raises(RuleBroken):
            undo.undo(said, version=task.version, by=person, at=at)
        db.session.rollback()
    assert task.percent == 80


def later_deadline(desk: Desk, task: Task) -> None:
    extensions.ask(
        task, TODAY + timedelta(days=30), "Mưa lũ", by=desk.office.official, at=NOW, on=TODAY, version=task.version,
        key="later",
    )  # fmt: skip


def reminder(desk: Desk, task: Task) -> None:
    letters.remind_of(task, "Đề nghị báo cáo.", key="reminder", by=desk.office.secretary, at=NOW, on=TODAY)


@pytest.mark.parametrize("since", [later_deadline, reminder])
def test_it_is_not_once_something_was_done_or_written_since(desk: Desk, task: Task, since: Callable[..., None]) -> None:
    said = desk.update(task, percent=80)
    since(desk, task)
    assert undo.offered(task, desk.office.official, NOW) is None
    with pytest.raises(RuleBroken):
        undo.undo(said, version=task.version, by=desk.office.official, at=NOW)


def test_it_is_not_when_the_act_answered_a_units_wish(desk: Desk, task: Task) -> None:
    refusals.refuse(
        task, "Không thuộc chức năng.", by=desk.office.official, at=moment(TODAY), version=task.version,
        key="refusal",
    )  # fmt: skip
    decide(actions.drop, "secretary", "Đã dừng dự án.")(desk, task)
    assert undo.offered(task, desk.office.secretary, NOW) is None


def test_a_page_of_before_takes_nothing_back(desk: Desk, task: Task) -> None:
    said, seen = desk.update(task, percent=80), task.version
    task.product = "Tờ trình"
    db.session.commit()
    with pytest.raises(StaleVersion):
        undo.undo(said, version=seen, by=desk.office.official, at=NOW)


def test_the_toast_offers_it_and_leads_back_to_the_list(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    headers = {**HTMX, "HX-Current-URL": "http://localhost/?view=unit"}
    answer = client.post(f"/tasks/{task.id}/updates", data=typed(task), headers=headers)
    offered = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert client.get(offered).status_code == 405
    answer = client.post(offered)
    assert answer.location == "/?view=unit"
    assert task.percent == 30
    assert client.post(offered).status_code in (404, 409)


def test_without_a_script_it_is_a_button_on_the_page_of_the_task(desk: Desk, task: Task, client: FlaskClient) -> None:
    desk.report(task)
    sign_in(client, desk.office.chair)
    words = {"version": task.version, "key": "confirming"}
    page = client.get(client.post(f"/tasks/{task.id}/confirmation", data=words).location).text
    address = f"/updates/{task.updates[0].id}/undo?version={task.version}"
    assert f'action="{address}"' in page
    assert client.post(address).status_code == 303
    assert task.stage == Stage.REPORTED
    assert "Đã hoàn lại lúc" in client.get(f"/tasks/{task.id}").text


def test_the_course_tells_of_one_day_what_was_done_last_first(desk: Desk, task: Task) -> None:
    said = desk.update(task, percent=80)
    undo.undo(said, version=task.version, by=desk.office.official, at=NOW)
    actions.update_task(
        task, by=desk.office.official, at=NOW + timedelta(minutes=1), on=TODAY, version=task.version,
        stage=Stage.IN_PROGRESS, percent=50, result="Ghi lại.", key="again",
    )  # fmt: skip
    assert [event.kind for event in course(task, TODAY)][:2] == ["plain", "undone"]
