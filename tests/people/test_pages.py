"""The administrator's pages: what is wrong is said at its field, and what was typed stays."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.office import Office, sign_in
from tracker import forms
from tracker.extensions import db
from tracker.people import actions
from tracker.people.models import Committee, Membership, Role, Unit, User
from tracker.people.names import folded_unit_name, given_name_first


@pytest.fixture
def admin(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.admin)


def test_a_unit_is_added_and_listed(admin: FlaskClient):
    answer = admin.post("/units/new", data={"name": "  Phòng   Tài chính ", "email": "tc@vanphong", "is_active": "y"})
    assert (answer.status_code, answer.location) == (303, "/units")
    page = admin.get("/units").text
    assert "tc@vanphong" in page
    assert "Đã thêm đơn vị." in page
    assert "Đã thêm đơn vị." not in admin.get("/units").text


def test_what_is_wrong_is_said_at_its_field_and_the_typed_text_stays(admin: FlaskClient):
    answer = admin.post("/units/new", data={"name": "   ", "email": "không có a còng"})
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert 'id="email-error"' in answer.text
    assert "không có a còng" in answer.text
    taken = admin.post("/units/new", data={"name": "Phong kinh te", "email": "a@b"})
    assert "“Phòng Kinh tế” đã có tên" in taken.text
    assert 'value="Phong kinh te"' in taken.text


def test_after_somebody_else_was_faster_both_versions_are_shown(admin: FlaskClient, office: Office):
    unit = office.economy
    opened = {"version": unit.version, "name": "Phòng Kinh tế mới", "email": unit.email, "is_active": "y"}
    values = {"name": unit.name, "email": "nguoikhac@dalam.local", "is_active": True}
    actions.change_unit(unit, values, version=unit.version, by=office.secretary)
    answer = admin.post(f"/units/{unit.id}", data=opened)
    assert answer.status_code == 409
    for shown in ("nguoikhac@dalam.local", "Phòng Kinh tế mới", "Không có gì bị ghi đè"):
        assert shown in answer.text
    assert db.session.get_one(Unit, unit.id).name == "Phòng Kinh tế"
    again = admin.post(f"/units/{unit.id}", data={**opened, "version": unit.version})
    assert again.status_code == 303
    assert db.session.get_one(Unit, unit.id).name == "Phòng Kinh tế mới"


@pytest.mark.parametrize("version", ["", "x", "-1", "９", "99999999999999999999"])
def test_a_version_that_was_tampered_with_is_a_stale_one(admin: FlaskClient, office: Office, version: str):
    data = {"version": version, "name": "Khác", "email": "", "is_active": "y"}
    assert admin.post(f"/units/{office.economy.id}", data=data).status_code == 409
    assert db.session.get_one(Unit, office.economy.id).name == "Phòng Kinh tế"


def test_a_name_taken_between_the_look_and_the_write_is_refused_in_the_form(
    admin: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "_free_name", lambda name, unit=None: folded_unit_name(name))
    answer = admin.post("/units/new", data={"name": "phong kinh te", "email": "a@b", "is_active": "y"})
    assert answer.status_code == 409
    assert "Không có gì bị ghi đè" in answer.text
    assert 'value="phong kinh te"' in answer.text


def test_a_row_changed_between_the_look_and_the_write_is_shown_beside_what_was_typed(
    admin: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
):
    def overtaken(_row: Unit, _version: int) -> None:
        db.session.execute(update(Unit.__table__).values(version=99))  # as by another transaction

    monkeypatch.setattr(actions, "_require_version", overtaken)
    data = {"version": office.economy.version, "name": "Phòng Kinh tế mới", "email": "", "is_active": "y"}
    answer = admin.post(f"/units/{office.economy.id}", data=data)
    assert answer.status_code == 409
    assert 'class="differs"' in answer.text
    assert 'value="Phòng Kinh tế mới"' in answer.text


def test_an_alias_is_confirmed_shown_with_its_confirmer_and_taken_back(client: FlaskClient, office: Office):
    secretary = sign_in(client, office.secretary)
    secretary.post(f"/units/{office.economy.id}/aliases", data={"name": "Phòng Kinh tế huyện"})
    page = secretary.get(f"/units/{office.economy.id}").text
    assert "Phòng Kinh tế huyện" in page
    assert "Vũ Thị Quế Chi" in page
    secretary.post("/aliases/1/revocations")
    assert "Phòng Kinh tế huyện" not in secretary.get("/units").text
    refused = secretary.post(f"/units/{office.economy.id}/aliases", data={"name": "Phòng Văn hóa và Xã hội"})
    assert refused.status_code == 422
    assert "đã có tên hoặc cách viết này" in refused.text


def test_a_new_account_shows_its_password_once(admin: FlaskClient, client: FlaskClient, office: Office):
    data = {"username": "lan.anh", "full_name": "Nguyễn Lan Anh", "unit_id": str(office.economy.id), "language": "vi"}
    page = admin.post("/users/new", data=data)
    user = db.session.scalars(select(User).filter_by(username="lan.anh")).one()
    assert user.unit == office.economy
    assert page.headers["Cache-Control"] == "no-store"
    password = page.text.split('id="password-once">')[1].split("<")[0]
    assert password not in admin.get(f"/users/{user.id}").text
    stranger = admin.application.test_client()
    stranger.post("/sign-in", data={"username": "lan.anh", "password": password})
    assert stranger.get("/tasks").location == "/password"


def test_a_password_is_given_anew(admin: FlaskClient, office: Office):
    before = office.viewer.password_hash
    page = admin.post(f"/users/{office.viewer.id}/passwords")
    assert page.status_code == 200
    assert office.viewer.password_hash != before


def test_an_account_is_changed_and_a_unit_nobody_offered_is_refused(admin: FlaskClient, office: Office):
    data = {
        "version": office.chair.version,
        "full_name": "Trần Quốc Thạch",
        "unit_id": "999",
        "language": "vi",
        "is_enabled": "y",
    }
    assert admin.post(f"/users/{office.chair.id}", data=data).status_code == 422
    data["unit_id"] = str(office.culture.id)
    assert admin.post(f"/users/{office.chair.id}", data=data).status_code == 303
    assert office.chair.unit == office.culture
    assert admin.post(f"/users/{office.chair.id}", data={**data, "unit_id": "rác"}).status_code == 422


def test_a_committee_gets_its_members(admin: FlaskClient, office: Office):
    data = {"name": "Ban Chỉ đạo 35", "short_name": "BCĐ 35", "layout": "state", "is_active": "y"}
    assert admin.post("/committees/new", data=data).status_code == 303
    committee = db.session.scalars(select(Committee).filter_by(name="Ban Chỉ đạo 35")).one()
    member = {"user": str(office.chair.id), "role": "chair"}
    assert admin.post(f"/committees/{committee.id}/members", data=member).status_code == 303
    assert admin.post(f"/committees/{committee.id}/members", data=member).status_code == 422
    assert admin.post(f"/committees/{committee.id}/members", data={"user": "x", "role": "king"}).status_code == 422
    membership = db.session.scalars(select(Membership).filter_by(committee_id=committee.id)).one()
    assert membership.role is Role.CHAIR
    assert "Trần Quốc Thạch" in admin.get("/committees").text
    assert admin.post(f"/memberships/{membership.id}/removals").status_code == 303
    assert "Chưa có thành viên" in admin.get(f"/committees/{committee.id}").text


def test_empty_lists_say_what_to_do_first(admin: FlaskClient, office: Office):
    unit = actions.add_unit({"name": "Đơn vị mới", "email": ""}, by=office.admin)
    assert "Chưa biết cách viết nào khác" in admin.get(f"/units/{unit.id}").text
    assert "Chưa có vai trò" in admin.get(f"/users/{office.admin.id}").text


@pytest.mark.parametrize(("address", "good"), [
    ("a@b", True), ("van.phong+1@ubnd.dalam.local", True), ("x@192.168.1.4", True), ("", True), ("a@b.", False),
    ("a b@c", False), ("a@@b", False), ("a@b\r\nBcc: c@d", False), ("a@b,c@d", False), ("ă@b", False),
    ("a..b@c", False), ("<a@b>", False), ("@b", False), ("a@-b", False), ("a@" + "b" * 260, False),
])  # fmt: skip
def test_addresses_of_an_intranet_are_addresses(admin: FlaskClient, address: str, good: bool):
    answer = admin.post("/units/new", data={"name": "Phòng Tài chính", "email": address, "is_active": "y"})
    assert answer.status_code == (303 if good else 422)


def test_what_is_typed_is_cleaned_but_not_changed():
    assert forms.clean_line(" Kế  hoạch\t số 1\n\x00 ") == "Kế  hoạch  số 1"
    assert forms.clean_text("dòng 1\r\n\tdòng 2\x0b\x1b") == "dòng 1\n\tdòng 2"
    assert forms.clean_text("Ho\u0300a") == "Hòa"
    assert forms.clean_line(None) is None


def test_people_are_listed_by_their_given_names():
    names = ["Đỗ Ngọc Lưỡng", "Vũ Thị Quế Chi", "Trần Văn Ân", "Trần Quốc Thạch"]
    assert sorted(names, key=given_name_first) == [
        "Trần Văn Ân", "Vũ Thị Quế Chi", "Đỗ Ngọc Lưỡng", "Trần Quốc Thạch",
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [
    ("UBND huyện Đức Trọng", "Ủy ban nhân dân huyện Đức Trọng"), ("Phòng TN&MT", "Phòng Tài nguyên và Môi trường"),
    ("BQLDA huyện", "Ban Quản lý dự án huyện"), ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
    ("Phòng TC-KH", "phòng tài chính - kế hoạch"),
])  # fmt: skip
def test_one_body_has_one_folded_name(one: str, other: str):
    assert folded_unit_name(one) == folded_unit_name(other)


def test_the_sign_in_page_tells_strangers_only_what_all_committees_share(client: FlaskClient, office: Office):
    page = client.get("/sign-in").text
    assert "TRỌNG ĐIỂM" not in page
    assert "gọi văn phòng" in page
    office.other_committee.is_active = False
    page = client.get("/sign-in").text
    assert "BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM XÃ ĐẠ LÂM" in page
    assert "ĐẢNG ỦY XÃ ĐẠ LÂM" in page
    assert "gọi Văn phòng Đảng ủy xã Đạ Lâm, máy lẻ 104." in page
