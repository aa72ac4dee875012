"""A unit asks to be relieved of a task: it waits for the office, and no figure moves before it is answered."""

import pytest

from tests.office import sign_in
from tests.tasks.desk import DUE, TODAY, Desk, fresh_key, moment
from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.queries import reach_of
from tracker.review.queue import queue
from tracker.tasks import actions, assignments, refusals
from tracker.tasks.course import course
from tracker.tasks.models import Stage, Task
from tracker.tasks.moves import Verb, offers
from tracker.tasks.queries import figures
from tracker.tasks.refusal_models import Refusal, RefusalState

REASON = "Nhiệm vụ thuộc Phòng Văn hóa - Xã hội."


def refuse(desk: Desk, task: Task, reason: str = REASON, *, key: str = "", version: int | None = None) -> Refusal:
    return refusals.refuse(
        task, reason, by=desk.office.official, at=moment(TODAY), version=version or task.version, key=key or fresh_key()
    )


def insist(desk: Desk, refusal: Refusal, words: str = "Đúng chức năng của phòng.") -> None:
    refusals.insist(refusal, words, by=desk.office.secretary, at=moment(TODAY), version=refusal.version)


def waiting(desk: Desk) -> list[Refusal]:
    found = queue(desk.office.committee.id, reach_of(desk.office.secretary), TODAY).refusals
    assert found.total == len(found.rows)
    return list(found.rows)


def test_a_refusal_stands_in_the_secretarys_queue_and_moves_no_figure(desk: Desk, task: Task) -> None:
    before = figures(desk.office.committee.id, TODAY), task.stage, task.due_on, task.version
    found = refuse(desk, task)
    assert (figures(desk.office.committee.id, TODAY), task.stage, task.due_on, task.version) == before
    assert waiting(desk) == [found]
    assert (found.unit, found.reason, found.refused_on) == (desk.office.economy, REASON, TODAY)
    assert history.of(task)[0].verb == "refused"


def test_a_refusal_says_why(desk: Desk, task: Task) -> None:
    with pytest.raises(RuleBroken) as broken:
        refuse(desk, task, "  ")
    assert broken.value.field == "reason"


def test_the_same_key_refuses_once_and_a_second_refusal_waits_its_turn(desk: Desk, task: Task) -> None:
    assert refuse(desk, task, key="one") is refuse(desk, task, key="one")
    with pytest.raises(RuleBroken):
        refuse(desk, task)


def test_a_stale_form_refuses_nothing(desk: Desk, task: Task) -> None:
    seen = task.version
    desk.update(task)
    with pytest.raises(StaleVersion):
        refuse(desk, task, version=seen)


def test_the_secretary_insists_with_a_word_and_the_unit_may_ask_again(desk: Desk, task: Task) -> None:
    found = refuse(desk, task)
    with pytest.raises(RuleBroken):
        insist(desk, found, " ")
    db.session.rollback()
    insist(desk, found)
    assert (found.state, found.words, waiting(desk)) == (RefusalState.INSISTED, "Đúng chức năng của phòng.", [])
    assert Verb.REFUSE in offers(task, reach_of(desk.office.official))


def test_passing_the_task_on_heeds_the_refusal_which_keeps_the_unit_that_refused(desk: Desk, task: Task) -> None:
    found, office = refuse(desk, task), desk.office
    assignments.assign(
        task, office.culture.id, None, "Theo đề nghị.", by=office.secretary, at=moment(TODAY), version=task.version
    )
    assert (found.state, found.unit, task.lead_unit) == (RefusalState.HEEDED, office.economy, office.culture)
    assert found.answered_by == office.secretary


def test_naming_another_person_of_the_unit_answers_no_refusal(desk: Desk, task: Task) -> None:
    found, office = refuse(desk, task), desk.office
    assignments.assign(task, office.economy.id, None, "", by=office.secretary, at=moment(TODAY), version=task.version)
    assert found.is_waiting


def test_dropping_the_task_heeds_the_refusal(desk: Desk, task: Task) -> None:
    found = refuse(desk, task)
    words = {"by": desk.office.chair, "at": moment(TODAY), "on": TODAY, "version": task.version}
    actions.drop(task, "Trùng nhiệm vụ khác.", **words)
    assert (found.state, waiting(desk)) == (RefusalState.HEEDED, [])


def test_who_reports_the_task_done_has_taken_it_on(desk: Desk, task: Task) -> None:
    found = refuse(desk, task)
    desk.update(task)
    assert found.is_waiting
    desk.report(task)
    assert (found.state, found.answered_by) == (RefusalState.WITHDRAWN, desk.office.official)


def test_an_answered_refusal_is_answered_once(desk: Desk, task: Task) -> None:
    found = refuse(desk, task)
    seen = found.version
    refusals.take_back(found, by=desk.office.official, at=moment(TODAY), version=seen)
    with pytest.raises(StaleVersion):
        refusals.insist(found, "Giữ nguyên.", by=desk.office.secretary, at=moment(TODAY), version=seen)


def test_the_course_tells_the_refusal_and_its_answer(desk: Desk, task: Task) -> None:
    insist(desk, refuse(desk, task))
    told = [(event.head, event.text) for event in course(task, DUE)]
    assert ("Giữ nguyên phân công", "Đúng chức năng của phòng.") in told
    assert ("Phòng Kinh tế đề nghị giao lại", REASON) in told


def test_the_unit_asks_and_the_secretary_answers_on_their_pages(desk: Desk, task: Task, client) -> None:
    official = sign_in(client, desk.office.official)
    assert "Đề nghị giao lại" in official.get(f"/tasks/{task.id}").text
    words = {"reason": REASON, "version": task.version, "key": fresh_key()}
    assert official.post(f"/tasks/{task.id}/refusals", data=words | {"reason": ""}).status_code == 422
    assert official.post(f"/tasks/{task.id}/refusals", data=words).status_code == 303
    assert REASON in official.get(f"/tasks/{task.id}").text
    assert "Rút đề nghị" in official.get(f"/tasks/{task.id}").text
    [found] = task.refusals
    secretary = sign_in(client, desk.office.secretary)
    for page in ("/", "/refusals", f"/refusals/{found.id}"):
        assert REASON in secretary.get(page).text
    answer = {"words": "Đúng chức năng.", "version": found.version}
    assert secretary.post(f"/refusals/{found.id}/answer", data=answer).status_code == 303
    assert secretary.post(f"/refusals/{found.id}/answer", data=answer).status_code == 409
    assert "Đúng chức năng." in secretary.get(f"/tasks/{task.id}").text
    db.session.refresh(task)
    assert task.stage == Stage.NOT_STARTED
