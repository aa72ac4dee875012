"""Who does a task: passed on with a reason by the secretary, handed to a colleague by the unit."""

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in, user
from tests.tasks.desk import TODAY, Desk, moment
from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.models import User
from tracker.tasks.assignments import assign
from tracker.tasks.course import course
from tracker.tasks.models import Task


def give(desk: Desk, task: Task, *, by: User, reason: str = "", **whom: int | None) -> None:
    wanted = {"unit_id": task.lead_unit_id, "assignee_id": task.assignee_id, **whom}
    assign(task, reason=reason, by=by, at=moment(TODAY), version=task.version, **wanted)


def test_the_secretary_passes_a_task_on_and_the_course_says_so(desk: Desk, task: Task) -> None:
    office = desk.office
    give(desk, task, by=office.secretary, unit_id=office.culture.id, assignee_id=None, reason="Đúng lĩnh vực.")
    assert (task.lead_unit, task.assignee) == (office.culture, None)
    assert [each.unit for each in task.supports] == [], "the new lead no longer supports itself"
    event = course(task, TODAY)[0]
    assert "Phòng Kinh tế" in event.head and "Phòng Văn hóa - Xã hội" in event.head
    assert (event.text, event.by) == ("Đúng lĩnh vực.", office.secretary.full_name)


def test_taking_a_task_from_a_unit_needs_a_reason_giving_it_its_first_does_not(desk: Desk, task: Task) -> None:
    office = desk.office
    with pytest.raises(RuleBroken) as broken:
        give(desk, task, by=office.secretary, unit_id=office.culture.id)
    assert broken.value.field == "reason"
    db.session.rollback()
    task.lead_unit_id = None
    db.session.commit()
    give(desk, task, by=office.secretary, unit_id=office.culture.id)
    assert task.lead_unit is office.culture


def test_an_official_hands_a_task_to_a_colleague_and_to_no_other_unit(desk: Desk, task: Task) -> None:
    office = desk.office
    colleague = user("dongnghiep", "Trịnh Văn Bách", office.economy)
    db.session.commit()
    give(desk, task, by=office.official, assignee_id=colleague.id)
    assert task.assignee is colleague
    for whom in ({"unit_id": office.culture.id}, {"assignee_id": office.culture_official.id}):
        with pytest.raises(RuleBroken):
            give(desk, task, by=office.official, reason="Vì bận.", **whom)
        db.session.rollback()
    assert (task.lead_unit, task.assignee) == (office.economy, colleague)


def test_nobody_else_assigns_and_nothing_that_has_ended(desk: Desk, task: Task) -> None:
    office = desk.office
    for person in (office.culture_official, office.chair, office.viewer, office.other_secretary):
        with pytest.raises(RuleBroken):
            give(desk, task, by=person, assignee_id=None)
        db.session.rollback()
    desk.report(task)
    desk.confirm(task)
    with pytest.raises(RuleBroken):
        give(desk, task, by=office.secretary, assignee_id=None)


def test_a_stale_form_assigns_nothing(desk: Desk, task: Task) -> None:
    seen = task.version
    desk.update(task)
    with pytest.raises(StaleVersion):
        assign(task, task.lead_unit_id, None, "", by=desk.office.secretary, at=moment(TODAY), version=seen)


def test_saving_without_a_change_leaves_no_trace(desk: Desk, task: Task) -> None:
    give(desk, task, by=desk.office.secretary)
    assert "assigned" not in [entry.verb for entry in history.of(task)]


def test_the_page_offers_units_to_the_secretary_and_colleagues_to_the_official(
    client: FlaskClient, office: Office, desk: Desk, task: Task
) -> None:
    sign_in(client, office.official)
    assert "Chỉ thư ký mới chuyển" in client.get(f"/tasks/{task.id}/assignment").text
    client.post("/sign-out")
    sign_in(client, office.secretary)
    page = client.get(f"/tasks/{task.id}/assignment").text
    assert '<option selected value="1">Phòng Kinh tế</option>' in page
    data = {"unit_id": office.culture.id, "assignee_id": "", "reason": "", "version": task.version}
    refused = client.post(f"/tasks/{task.id}/assignment", data=data)
    assert refused.status_code == 422 and "Nêu lý do" in refused.text
    done = client.post(f"/tasks/{task.id}/assignment", data={**data, "reason": "Đúng lĩnh vực."})
    assert done.status_code == 303
    assert db.session.get_one(Task, task.id).lead_unit_id == office.culture.id
