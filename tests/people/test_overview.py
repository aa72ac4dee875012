"""The administrator's first page says what there is and what wants looking at; a secretary sees only their part."""

from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tracker.extensions import db
from tracker.people.models import Membership


def test_what_wants_looking_at_is_said_and_every_part_is_a_click_away(client: FlaskClient, office: Office):
    office.economy.email = office.viewer.email = ""
    db.session.delete(db.session.query(Membership).filter_by(user_id=office.other_secretary.id).one())
    db.session.commit()
    admin = sign_in(client, office.admin)
    page = admin.get("/administration").text
    for said in (
        "1 đơn vị chưa có địa chỉ nhận thư", "1 người chưa có thư điện tử", "1 ban chỉ đạo chưa có thư ký",
        "Chưa nhập máy chủ thư",
    ):  # fmt: skip
        assert said in page, said
    for address in ("/units", "/users", "/committees", "/calendar", "/mail", "/sign-ins", "/history"):
        assert f'href="{address}"' in page
        assert admin.get(address).status_code == 200


def test_a_secretary_is_shown_the_units_alone(client: FlaskClient, office: Office):
    page = sign_in(client, office.secretary).get("/administration").text
    assert 'href="/units"' in page
    assert 'href="/users"' not in page
    assert "máy chủ thư" not in page


def test_over_https_browsers_are_asked_to_stay(client: FlaskClient, office: Office):
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
    safe = client.get("/sign-in", base_url="https://localhost")
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000"
