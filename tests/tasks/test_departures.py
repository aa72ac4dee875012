"""A person leaves or changes unit: one act, a line in the course of every task, nothing left in their name."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import sign_in, user
from tests.tasks.desk import TODAY, Desk, moment
from tracker.documents.models import Item
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.models import Committee, Membership, Role, SignIn, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks import departures
from tracker.tasks.course import course

AT = moment(TODAY)


@pytest.fixture
def colleague(desk: Desk) -> User:
    found = user("dongnghiep", "Trịnh Văn Bách", desk.office.economy)
    db.session.commit()
    return found


def leave(desk: Desk, person: User, heir: User | None = None, reason: str = "Nghỉ hưu.") -> int:
    return departures.leave(
        person, heir.id if heir else None, reason, version=person.version, by=desk.office.admin, at=AT
    )


def test_tasks_pass_on_roles_end_and_the_account_is_closed(desk: Desk, colleague: User, client: FlaskClient) -> None:
    office, plan = desk.office, desk.tasks[0]
    sign_in(client, office.official)
    assert leave(desk, office.official, colleague) == 1
    assert plan.assignee is colleague
    event = course(plan, TODAY)[0]
    assert (event.head, event.text) == ("Người phụ trách: Trịnh Văn Bách", "Nghỉ hưu.")
    assert not office.official.is_enabled and reach_of(office.official) == Reach()
    assert db.session.scalars(select(Membership).filter_by(user_id=office.official.id)).all() == []
    assert db.session.scalars(select(SignIn).filter_by(user_id=office.official.id)).one().ended_at == AT


def test_what_has_ended_keeps_the_name_and_with_nobody_it_waits(desk: Desk) -> None:
    office, plan = desk.office, desk.tasks[0]
    desk.tasks[2].assignee = office.official
    desk.report(plan)
    desk.confirm(plan)
    leave(desk, office.official)
    assert (plan.assignee, desk.tasks[2].assignee) == (office.official, None)


def test_drafts_that_name_the_person_name_the_heir(desk: Desk, colleague: User) -> None:
    desk.conclusion.published_at = None
    db.session.commit()
    leave(desk, desk.office.official, colleague)
    assert db.session.scalars(select(Item.assignee_id).where(Item.assignee_id.is_not(None))).all() == [colleague.id]


def test_an_heir_gets_no_task_of_a_committee_and_unit_that_are_not_theirs(desk: Desk, colleague: User) -> None:
    desk.tasks[1].assignee = desk.office.official  # a task of the culture unit
    db.session.commit()
    assert leave(desk, desk.office.official, colleague) == 1
    assert (desk.tasks[0].assignee, desk.tasks[1].assignee) == (colleague, None)


def test_who_changes_unit_keeps_roles_and_hands_over_the_old_units_tasks(desk: Desk, colleague: User) -> None:
    office = desk.office
    desk.tasks[1].assignee = office.official
    db.session.commit()
    departures.change_unit(
        office.official, office.culture.id, colleague.id, "Điều động.", version=office.official.version,
        by=office.admin, at=AT,
    )  # fmt: skip
    assert office.official.unit is office.culture
    assert office.official.is_enabled and [each.role for each in office.official.memberships] == [Role.OFFICIAL]
    assert (desk.tasks[0].assignee, desk.tasks[1].assignee) == (colleague, office.official)


def test_what_may_not_be_changes_nothing(desk: Desk, colleague: User) -> None:
    office = desk.office
    for person, heir, reason in (
        (office.secretary, None, "Nghỉ hưu."), (office.admin, None, "Nghỉ hưu."), (office.official, None, " "),
        (office.official, office.culture_official, "Nghỉ hưu."),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            leave(desk, person, heir, reason)
        db.session.rollback()
        assert person.is_enabled
    with pytest.raises(RuleBroken):
        departures.change_unit(
            office.official, office.economy.id, None, "Điều động.", version=office.official.version, by=office.admin,
            at=AT,
        )  # fmt: skip
    with pytest.raises(StaleVersion):
        departures.leave(office.official, None, "Nghỉ hưu.", version=99, by=office.admin, at=AT)
    db.session.rollback()
    assert desk.tasks[0].assignee is office.official


def test_who_also_decided_on_later_deadlines_decides_no_more(desk: Desk, colleague: User) -> None:
    office = desk.office
    db.session.add(Membership(committee=office.committee, user=office.official, role=Role.VIEWER))
    office.committee.extension_decider_id = office.official.id
    db.session.commit()
    leave(desk, office.official, colleague)
    assert db.session.get_one(Committee, office.committee.id).extension_decider_id is None


def test_the_page_names_titles_only_to_those_who_read_the_committee(desk: Desk, client: FlaskClient) -> None:
    office = desk.office
    sign_in(client, office.admin)
    page = client.get(f"/users/{office.official.id}/departure").text
    assert office.committee.name in page and "1 nhiệm vụ" in page and desk.tasks[0].title not in page
    db.session.add(Membership(committee=office.committee, user=office.admin, role=Role.VIEWER))
    db.session.commit()
    assert desk.tasks[0].title in client.get(f"/users/{office.official.id}/departure").text
    data = {"kind": "leaves", "unit_id": "", "heir_id": "", "reason": "", "version": office.official.version}
    assert client.post(f"/users/{office.official.id}/departure", data=data).status_code == 422
    done = client.post(f"/users/{office.official.id}/departure", data={**data, "reason": "Nghỉ hưu."})
    assert (done.status_code, done.location) == (303, f"/users/{office.official.id}")
    assert desk.tasks[0].assignee is None
