"""What was typed when a session ended is stored after all: sign in again, see it, send it; by the same person only."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select

from tests.office import PASSWORD, Office
from tracker import clock
from tracker.cli import main
from tracker.extensions import db
from tracker.people import sign_in as sessions
from tracker.people.models import KeptForm, SignIn, Unit

NAME = "Trung tâm Phục vụ hành chính công\u00a0“một cửa” <xã>"


def enter(client: FlaskClient, username: str) -> str:
    """Sign in with the token of the page, as a browser does; return where that leads."""
    client.post(
        "/sign-in", data={"username": username, "password": PASSWORD, "csrf_token": token_on(client, "/sign-in")}
    )
    return client.get("/kept").text


def token_on(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the first form that sends again."""
    import html

    form = re.search(r'<form action="/units/new"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form, page
    return {html.unescape(n): html.unescape(v) for n, v in re.findall(r'name="([^"]*)" value="([^"]*)"', form[1])}


@pytest.fixture
def ended(app: Flask, office: Office) -> FlaskClient:
    """A secretary who typed a unit while their session ran out, and pressed the button."""
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    enter(client, "chivtq")
    token = token_on(client, "/units/new")
    db.session.query(SignIn).update({"seen_at": clock.now() - timedelta(hours=9)})
    typed = {"name": NAME, "email": "motcua@dalam.local", "is_active": "y", "csrf_token": token}
    answer = client.post("/units/new", data=typed, headers={"Referer": "http://localhost/units/new"})
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/units/new"
    return client


def unit() -> Unit | None:
    return db.session.scalar(select(Unit).filter(Unit.email == "motcua@dalam.local"))


def test_what_was_typed_is_shown_sent_and_stored_and_then_forgotten(ended: FlaskClient):
    page = enter(ended, "chivtq")
    assert "một cửa” &lt;xã&gt;" in page
    answer = ended.post("/units/new", data=hidden(page))
    assert answer.status_code == 303
    assert unit().name == NAME
    assert db.session.query(KeptForm).count() == 0


def test_signing_in_leads_to_what_was_kept_first_and_then_on(ended: FlaskClient):
    token = token_on(ended, "/sign-in")
    answer = ended.post("/sign-in?next=/units", data={"username": "chivtq", "password": PASSWORD, "csrf_token": token})
    assert answer.location == "/kept?next=/units"
    page = ended.get(answer.location)
    assert page.status_code == 200
    assert 'href="/units"' in page.text


def test_nobody_else_sees_it_and_it_waits_for_its_owner(ended: FlaskClient):
    assert "một cửa" not in enter(ended, "nganltt")
    kept = db.session.scalars(select(KeptForm)).one()
    answer = ended.post("/kept", data={"id": kept.id, "csrf_token": token_on(ended, "/units")})
    assert answer.status_code == 404
    ended.post("/sign-out", data={"csrf_token": token_on(ended, "/units")})
    assert "một cửa" in enter(ended, "chivtq")


def test_refused_when_sent_again_it_stays_kept(ended: FlaskClient, office: Office):
    fields = hidden(enter(ended, "chivtq")) | {"email": "không phải địa chỉ"}
    assert ended.post("/units/new", data=fields).status_code == 422
    assert db.session.query(KeptForm).count() == 1


def test_turned_away_to_choose_a_password_it_stays_kept_and_is_shown_afterwards(ended: FlaskClient, office: Office):
    fields = hidden(enter(ended, "chivtq"))
    office.secretary.must_change_password = True
    assert ended.post("/units/new", data=fields).location == "/password"
    assert db.session.query(KeptForm).count() == 1
    new = {"old_password": PASSWORD, "new_password": "chin con trau gay", "new_password_again": "chin con trau gay"}
    answer = ended.post("/password", data={**new, "csrf_token": fields["csrf_token"]})
    assert NAME[:20] in ended.get(answer.location).text


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**31), str(2**70)])
def test_a_number_no_kept_text_has_forgets_nothing_and_breaks_nothing(ended: FlaskClient, number: str):
    fields = hidden(enter(ended, "chivtq")) | {"kept_form": number}
    assert ended.post("/units/new", data=fields).status_code == 303
    assert db.session.query(KeptForm).count() == 1


def test_it_can_be_given_up(ended: FlaskClient):
    page = enter(ended, "chivtq")
    kept = re.search(r'name="id" value="(\d+)"', page)[1]
    answer = ended.post("/kept", data={"id": kept, "csrf_token": token_on(ended, "/units"), "next": "/units"})
    assert answer.location == "/units"
    assert db.session.query(KeptForm).count() == 0
    assert ended.get("/kept").location == "/"


def test_an_htmx_request_is_led_to_sign_in_and_kept_too(app: Flask, office: Office):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = True
    enter(client, "chivtq")
    token = token_on(client, "/units/new")
    db.session.query(SignIn).update({"ended_at": clock.now()})
    headers = {"HX-Request": "true", "X-CSRFToken": token, "Referer": "http://localhost/units"}
    answer = client.post("/units/new", data={"name": NAME}, headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in?next=/units")
    assert db.session.query(KeptForm).count() == 1


def test_passwords_and_tokens_are_never_kept(app: Flask, office: Office):
    client = app.test_client()
    enter_plain(client)
    db.session.query(SignIn).update({"ended_at": clock.now()})
    client.post("/password", data={"old_password": "a", "new_password": "b", "new_password_again": "c"})
    assert db.session.query(KeptForm).count() == 0
    client.post("/units/new", data={"name": "x y", "password": "a", "csrf_token": "b"})
    assert db.session.scalars(select(KeptForm)).one().fields == [["name", "x y"]]


def enter_plain(client: FlaskClient) -> None:
    client.post("/sign-in", data={"username": "chivtq", "password": PASSWORD})


def test_only_what_a_person_would_know_again_is_shown():
    kept = KeptForm(fields=[["version", "3"], ["key", "9f-2"], ["stage", "in_progress"], ["result", "Đã xong"]])
    assert kept.texts == ["Đã xong"]


def test_strangers_cannot_fill_the_database_and_old_texts_make_room(app: Flask, office: Office):
    at = clock.now()
    assert not sessions.keep_form("a token nobody had", "/x", [("a", "b c")], at=at)
    _user, token = sessions.sign_in("chivtq", PASSWORD, at=at, address="")
    assert not sessions.keep_form(token, "/x", [("a", "b" * (sessions.LONGEST_KEPT_FORM + 1))], at=at)
    for number in range(sessions.MOST_KEPT_FORMS + 3):
        assert sessions.keep_form(token, f"/{number}", [("a", "b c")], at=at)
    paths = [row.path for row in db.session.scalars(sessions.kept_forms(office.secretary))]
    assert len(paths) == sessions.MOST_KEPT_FORMS
    assert paths[0] == f"/{sessions.MOST_KEPT_FORMS + 2}"
    assert sessions.keep_form(token, "/late", [("a", "b c")], at=at + sessions.KEPT_FOR + timedelta(days=1))
    assert [row.path for row in db.session.scalars(sessions.kept_forms(office.secretary))] == ["/late"]


def test_the_console_makes_the_first_administrator(app: Flask, runner: FlaskCliRunner):
    words = ["add-user", "lan.anh", "--name", "Nguyễn Lan Anh", "--admin", "--password", "hai bàn tay trắng"]
    assert runner.invoke(main, args=words).exit_code == 0
    client = app.test_client()
    client.post("/sign-in", data={"username": "lan.anh", "password": "hai bàn tay trắng"})
    assert client.get("/users").status_code == 200
