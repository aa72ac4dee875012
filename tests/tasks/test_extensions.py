"""Gia hạn: asked with a reason, decided by the leader, the first deadline kept and counted."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tests.tasks.desk import DUE, TODAY, Desk, fresh_key, moment
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people import actions as people
from tracker.people.queries import reach_of
from tracker.tasks import extensions
from tracker.tasks.models import Extension, ExtensionState, Task, TimeClass

LATER = date(2026, 5, 31)
BEFORE = DUE - timedelta(days=10)


def ask(desk: Desk, task: Task, until: date = LATER, on: date = BEFORE, **words: object) -> Extension:
    facts: dict[str, object] = {
        "reason": "Chờ ý kiến Sở Xây dựng.", "by": desk.office.official, "at": moment(on), "on": on,
        "version": task.version, "key": fresh_key(), **words,
    }  # fmt: skip
    return extensions.ask(task, until, **facts)


def grant(desk: Desk, asked: Extension, until: date = LATER, on: date = TODAY, **words: object) -> None:
    facts = {"by": desk.office.chair, "at": moment(on), "on": on, "version": asked.version, **words}
    extensions.grant(asked, until, **facts)


def test_asking_moves_nothing_and_waits_for_the_leader(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    assert (task.due_on, asked.state, asked.was_asked_late) == (DUE, ExtensionState.WAITING, False)
    assert history.of(task)[0].verb == "asked_extension"


def test_granting_moves_the_deadline_keeps_the_first_and_counts(desk: Desk, task: Task) -> None:
    grant(desk, ask(desk, task), words="Lần cuối.")
    assert (task.due_on, task.original_due_on, task.times_extended) == (LATER, DUE, 1)
    assert task.time_class(TODAY) is TimeClass.IN_TIME
    entry = history.of(task)[0]
    assert (entry.verb, entry.changes["due_on"]) == ("extended", [DUE.isoformat(), LATER.isoformat()])


def test_on_time_is_still_judged_by_the_first_deadline(desk: Desk, task: Task) -> None:
    grant(desk, ask(desk, task))
    desk.report(task, TODAY)
    desk.confirm(task, TODAY)
    assert task.was_on_time is False
    assert task.is_done_late


def test_the_leader_may_grant_another_day(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    grant(desk, asked, until=date(2026, 4, 30))
    assert (task.due_on, asked.was_altered, asked.until) == (date(2026, 4, 30), True, LATER)


def test_a_refusal_says_why_and_lets_the_deadline_stand(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    facts = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY}
    with pytest.raises(RuleBroken) as broken:
        extensions.refuse(asked, " ", version=asked.version, **facts)
    assert broken.value.field == "words"
    db.session.rollback()
    extensions.refuse(asked, "Làm cho kịp.", version=asked.version, **facts)
    assert (task.due_on, asked.state, task.times_extended) == (DUE, ExtensionState.REFUSED, 0)


def test_asking_after_the_deadline_is_marked(desk: Desk, task: Task) -> None:
    assert ask(desk, task, on=TODAY).was_asked_late


def test_one_request_waits_at_a_time_and_a_second_is_possible_afterwards(desk: Desk, task: Task) -> None:
    first = ask(desk, task)
    with pytest.raises(RuleBroken):
        ask(desk, task, until=date(2026, 7, 1))
    db.session.rollback()
    grant(desk, first)
    ask(desk, task, until=date(2026, 7, 1), on=TODAY)
    assert len(task.extensions) == 2


def test_the_same_key_asks_once(desk: Desk, task: Task) -> None:
    assert ask(desk, task, key="one").id == ask(desk, task, key="one").id


@pytest.mark.parametrize(
    ("until", "on", "field"),
    [(DUE, BEFORE, "until"), (DUE - timedelta(1), BEFORE, "until"), (DUE + timedelta(1), TODAY, "until")],
)
def test_a_day_that_is_not_later_is_refused(desk: Desk, task: Task, until: date, on: date, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask(desk, task, until=until, on=on)
    assert broken.value.field == field


def test_asking_needs_a_reason(desk: Desk, task: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask(desk, task, reason="  ")
    assert broken.value.field == "reason"


def test_what_is_reported_has_no_deadline_or_belongs_to_another_unit_is_not_extended(desk: Desk, task: Task) -> None:
    desk.report(task)
    for each, by in [(task, desk.office.official), (desk.tasks[2], desk.office.official),
                     (desk.tasks[1], desk.office.official), (desk.tasks[1], desk.office.chair)]:  # fmt: skip
        with pytest.raises(RuleBroken):
            ask(desk, each, by=by)
        db.session.rollback()


def test_nobody_but_the_chair_decides_until_the_chair_names_somebody(desk: Desk, task: Task) -> None:
    asked, office = ask(desk, task), desk.office
    for person in (office.secretary, office.official, office.viewer):
        with pytest.raises(RuleBroken):
            grant(desk, asked, by=person)
        db.session.rollback()
    people.name_decider(office.committee, office.viewer.id, version=office.committee.version, by=office.chair)
    grant(desk, asked, by=office.viewer)
    assert task.due_on == LATER


def test_only_a_member_is_named_and_who_leaves_decides_no_more(desk: Desk) -> None:
    office = desk.office
    with pytest.raises(RuleBroken):
        people.name_decider(
            office.committee, office.other_secretary.id, version=office.committee.version, by=office.chair
        )
    db.session.rollback()
    people.name_decider(office.committee, office.viewer.id, version=office.committee.version, by=office.chair)
    [held] = [each for each in office.committee.memberships if each.user_id == office.viewer.id]
    people.remove_member(held, by=office.admin, at=moment(TODAY))
    assert office.committee.extension_decider_id is None


def test_a_request_decided_meanwhile_is_not_decided_again(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    seen = asked.version
    grant(desk, asked)
    with pytest.raises(StaleVersion):
        grant(desk, asked, until=date(2026, 8, 1), version=seen)
    db.session.rollback()
    assert task.due_on == LATER


def test_what_was_reported_meanwhile_is_not_extended(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    desk.report(task)
    with pytest.raises(RuleBroken):
        grant(desk, asked)


def test_the_unit_takes_its_request_back(desk: Desk, task: Task) -> None:
    asked = ask(desk, task)
    facts = {"at": moment(TODAY), "on": TODAY, "version": asked.version}
    with pytest.raises(RuleBroken):
        extensions.withdraw(asked, by=desk.office.culture_official, **facts)
    db.session.rollback()
    extensions.withdraw(asked, by=desk.office.official, **facts)
    assert (asked.state, task.due_on) == (ExtensionState.WITHDRAWN, DUE)


def test_the_next_office_sees_and_decides_nothing(desk: Desk, task: Task) -> None:
    ask(desk, task)
    foreign = reach_of(desk.office.other_secretary)
    assert db.session.scalars(extensions.visible_extensions(foreign)).all() == []
    assert db.session.scalars(extensions.decidable(reach_of(desk.office.secretary))).all() == []
    assert len(db.session.scalars(extensions.decidable(reach_of(desk.office.chair))).all()) == 1


# ------------------------------------------------------------------------------------------ on the pages


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: BEFORE)


def test_a_unit_asks_in_words_and_the_chair_grants_from_the_brief(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    sign_in(client, office.official)
    asked = client.post(
        f"/tasks/{task.id}/extensions",
        data={"until": "cuối tháng 5/2026", "reason": "Chờ ý kiến.", "version": task.version, "key": "k"},
    )
    assert asked.status_code == 303
    [request] = db.session.scalars(extensions.waiting(office.committee.id, reach_of(office.chair))).all()
    assert request.until == LATER
    client.post("/sign-out")
    sign_in(client, office.chair)
    assert f"/extensions/{request.id}" in client.get("/").text
    page = client.get(f"/extensions/{request.id}").text
    assert "31/5/2026" in page and "Đồng ý gia hạn" in page
    client.post(f"/extensions/{request.id}/decision", data={"until": "31/5/2026", "version": request.version})
    assert db.session.get_one(Task, task.id).due_on == LATER
    shown = client.get(f"/tasks/{task.id}").text
    assert "<s>31/3/2026</s>" in shown and "đã gia hạn 1 lần" in shown


def test_words_without_a_day_are_refused_and_nothing_typed_is_lost(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    sign_in(client, office.official)
    data = {"until": "khi nào xong", "reason": "Chờ vốn của tỉnh.", "version": task.version, "key": "k"}
    answer = client.post(f"/tasks/{task.id}/extensions", data=data)
    assert answer.status_code == 422
    assert "khi nào xong" in answer.text and "Chờ vốn của tỉnh." in answer.text and "Quý I/2027" in answer.text


def test_the_secretary_sees_the_request_without_the_decision(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    asked = ask(desk, task)
    sign_in(client, office.secretary)
    page = client.get(f"/extensions/{asked.id}").text
    assert "Đang chờ Trưởng ban quyết định" in page and "Đồng ý gia hạn" not in page
    answer = client.post(f"/extensions/{asked.id}/decision", data={"until": "31/5/2026", "version": asked.version})
    assert answer.status_code == 404


def test_the_chair_names_who_decides(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.chair)
    page = client.get("/decider")
    assert page.status_code == 200 and "Phạm Thị Ngọc" in page.text
    committee = office.committee
    data = {"extension_decider_id": office.viewer.id, "version": committee.version, "committee": committee.id}
    assert client.post("/decider", data=data).status_code == 303
    assert committee.extension_decider_id == office.viewer.id
