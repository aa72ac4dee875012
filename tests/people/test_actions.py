"""The administrator's verbs: one change, one entry, and the rules that stand in the way."""

import pytest
from sqlalchemy import func, select

from tests.office import Office
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people import actions, queries
from tracker.people.models import Committee, Membership, Role, SignIn, Unit, UnitAlias, User

UNIT = {"name": "Phòng Tài chính", "email": "tc@dalam.local", "is_active": True}


def latest() -> history.HistoryEntry:
    return db.session.scalars(select(history.HistoryEntry).order_by(history.HistoryEntry.id.desc()).limit(1)).one()


def entries() -> int:
    return db.session.scalar(select(func.count()).select_from(history.HistoryEntry)) or 0


def values_of(user: User, **changes: object) -> dict[str, object]:
    names = ("full_name", "post", "unit_id", "email", "phone", "language", "is_admin", "is_enabled")
    return {name: getattr(user, name) for name in names} | changes


def test_a_unit_is_added_with_its_trace(office: Office):
    unit = actions.add_unit(UNIT, by=office.admin)
    entry = latest()
    assert (entry.verb, entry.subject, entry.subject_id, entry.by_id) == ("added", "units", unit.id, office.admin.id)
    assert entry.changes["name"] == "Phòng Tài chính"
    assert queries.unit_named("PHÒNG TÀI CHÍNH") == unit


@pytest.mark.parametrize("name", ["phòng kinh tế", "PHÒNG  KINH TẾ", "Phong Kinh te"])
def test_two_units_never_bear_one_name_however_it_is_written(office: Office, name: str):
    with pytest.raises(RuleBroken, match="Phòng Kinh tế") as broken:
        actions.add_unit({"name": name, "email": ""}, by=office.admin)
    assert broken.value.field == "name"
    assert db.session.scalar(select(func.count()).select_from(Unit)) == 2


def test_a_name_of_signs_alone_is_no_name(office: Office):
    with pytest.raises(RuleBroken):
        actions.add_unit({"name": "— . —", "email": ""}, by=office.admin)


def test_a_change_says_from_what_to_what_and_nothing_when_nothing_changed(office: Office):
    unit = actions.add_unit(UNIT, by=office.admin)
    actions.change_unit(unit, {**UNIT, "name": "Phòng Tài chính - Kế hoạch"}, version=unit.version, by=office.admin)
    assert latest().changes == {"name": ["Phòng Tài chính", "Phòng Tài chính - Kế hoạch"]}
    assert queries.unit_named("Phòng TC-KH") == unit
    before = entries()
    actions.change_unit(unit, {**UNIT, "name": unit.name}, version=unit.version, by=office.admin)
    assert entries() == before


def test_whoever_opened_the_form_earlier_overwrites_nothing(office: Office):
    unit = actions.add_unit(UNIT, by=office.admin)
    opened = unit.version
    actions.change_unit(unit, {**UNIT, "email": "moi@dalam.local"}, version=opened, by=office.secretary)
    with pytest.raises(StaleVersion):
        actions.change_unit(unit, {**UNIT, "email": "cu@dalam.local"}, version=opened, by=office.admin)
    db.session.rollback()
    assert unit.email == "moi@dalam.local"


def test_an_alias_is_known_until_it_is_taken_back(office: Office):
    alias = actions.add_alias(office.economy, "Phòng Kinh tế - Hạ tầng", by=office.secretary, at=clock.now())
    assert queries.unit_named("phòng KT&HT") == office.economy
    assert (alias.created_by, latest().verb) == (office.secretary, "added_alias")
    with pytest.raises(RuleBroken):
        actions.add_alias(office.culture, "PHÒNG KINH TẾ HẠ TẦNG", by=office.secretary, at=clock.now())
    with pytest.raises(RuleBroken):
        actions.add_alias(office.culture, "Phòng Kinh tế", by=office.secretary, at=clock.now())
    actions.revoke_alias(alias, by=office.admin)
    assert queries.unit_named("phòng KT&HT") is None
    assert latest().changes == {"alias": ["Phòng Kinh tế - Hạ tầng", None]}
    assert db.session.scalar(select(func.count()).select_from(UnitAlias)) == 0


def test_an_account_gets_a_password_that_must_be_replaced(office: Office):
    user, password = actions.add_user(username=" Lan.Anh ", full_name="Lan Anh", by=office.admin, at=clock.now())
    assert user.username == "lan.anh"
    assert user.must_change_password
    assert len(password) == 17
    assert password not in str(latest().changes)
    assert password not in user.password_hash


@pytest.mark.parametrize("username", ["", "a", "có dấu", "hai tu", "-gach", "x" * 61, "a\nb", "<b>"])
def test_a_user_name_can_be_typed_anywhere(office: Office, username: str):
    with pytest.raises(RuleBroken) as broken:
        actions.add_user(username=username, full_name="X", by=office.admin, at=clock.now())
    assert broken.value.field == "username"


def test_a_user_name_is_taken_once_whatever_its_case(office: Office):
    with pytest.raises(RuleBroken):
        actions.add_user(username="ChiVTQ", full_name="X", by=office.admin, at=clock.now())


@pytest.mark.parametrize(
    "password",
    ["ngan", "1234567890", "aaaaaaaaaaaa", "password123", "matkhau12345", "lananh.lananh", "mật khẩu 123456"],
)
def test_what_is_guessed_first_is_no_password(office: Office, password: str):
    with pytest.raises(RuleBroken):
        actions.add_user(username="lananh", full_name="X", password=password, by=None, at=clock.now())


@pytest.mark.parametrize("password", ["ba con voi đi dạo", "xanh lá mạ non", "Trời hôm nay mưa", "k7#wPq9!zL"])
def test_a_few_words_are_a_password(office: Office, password: str):
    user, _password = actions.add_user(username="lananh", full_name="X", password=password, by=None, at=clock.now())
    assert not user.must_change_password


def test_the_administrator_cannot_lock_themself_out(office: Office):
    for change in ({"is_admin": False}, {"is_enabled": False}):
        with pytest.raises(RuleBroken):
            actions.change_user(
                office.admin, values_of(office.admin, **change), version=office.admin.version, by=office.admin,
                at=clock.now(),
            )  # fmt: skip


def test_a_new_name_or_telephone_signs_nobody_out(office: Office):
    db.session.add(SignIn(token_hash="x", user_id=office.chair.id, started_at=clock.now(), seen_at=clock.now()))
    db.session.commit()
    chair = office.chair
    actions.change_user(chair, values_of(chair, phone="104"), version=chair.version, by=office.admin, at=clock.now())
    assert db.session.scalar(select(SignIn.ended_at)) is None
    actions.change_user(
        chair, values_of(chair, unit_id=office.economy.id), version=chair.version, by=office.admin, at=clock.now()
    )
    assert db.session.scalar(select(SignIn.ended_at)) is not None


def test_a_role_is_given_once_and_taken_with_its_trace(office: Office):
    membership = actions.add_member(office.committee, office.chair, Role.VIEWER, by=office.admin, at=clock.now())
    assert (latest().verb, latest().committee_id) == ("added_member", office.committee.id)
    with pytest.raises(RuleBroken):
        actions.add_member(office.committee, office.chair, Role.VIEWER, by=office.admin, at=clock.now())
    actions.remove_member(membership, by=office.admin, at=clock.now())
    assert latest().changes == {"user": "Trần Quốc Thạch", "role": ["viewer", None]}
    assert db.session.get(Membership, membership.id) is None


def test_an_official_works_for_a_unit(office: Office):
    with pytest.raises(RuleBroken):
        actions.add_member(office.committee, office.viewer, Role.OFFICIAL, by=office.admin, at=clock.now())


def test_a_committee_keeps_a_secretary_who_may_sign_in(office: Office):
    only = db.session.scalars(select(Membership).filter_by(user_id=office.secretary.id)).one()
    with pytest.raises(RuleBroken):
        actions.remove_member(only, by=office.admin, at=clock.now())
    actions.add_member(office.committee, office.chair, Role.SECRETARY, by=office.admin, at=clock.now())
    actions.remove_member(only, by=office.admin, at=clock.now())


def test_two_committees_never_bear_one_name(office: Office):
    with pytest.raises(RuleBroken):
        actions.add_committee({"name": office.committee.name, "short_name": "x"}, by=office.admin)
    other = office.other_committee
    with pytest.raises(RuleBroken):
        actions.change_committee(other, {"name": office.committee.name}, version=other.version, by=office.admin)
    assert db.session.scalar(select(func.count()).select_from(Committee)) == 2


def test_the_chain_of_the_history_holds_after_all_of_it(office: Office):
    unit = actions.add_unit(UNIT, by=office.admin)
    actions.add_alias(unit, "Phòng TC", by=office.admin, at=clock.now())
    actions.reset_password(office.viewer, by=office.admin, at=clock.now())
    assert history.first_broken_entry() is None
