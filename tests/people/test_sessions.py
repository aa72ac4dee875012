"""Who is signed in from where: seen by the person and the administrator, and ended by them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.office import PASSWORD, Office, sign_in
from tracker import history
from tracker.extensions import db
from tracker.people.browsers import named
from tracker.people.models import FailedSignIn, SignIn

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.mark.parametrize(("agent", "words"), [
    (EDGE, ("Edge", "Windows")), (PHONE, ("Chrome", "Android")), ("", ("", "")), ("curl/8.1", ("", "")),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", ("Firefox", "Linux")),
    ("Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537.36 coc_coc_browser/126", ("Cốc Cốc", "Windows")),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604", ("Safari", "iPhone")),
])  # fmt: skip
def test_a_browser_is_told_in_words(agent: str, words: tuple[str, str]):
    assert named(agent) == words


def enter(app: Flask, username: str, password: str = PASSWORD, agent: str = EDGE) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": password}, headers={"User-Agent": agent})
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/sessions").status_code == 200


def test_a_person_sees_their_sessions_and_ends_another_one(app: Flask, office: Office):
    here, there, stranger = enter(app, "chivtq"), enter(app, "chivtq", agent=PHONE), enter(app, "luongdn")
    page = here.get("/sessions").text
    assert "Edge trên Windows" in page
    assert "Chrome trên Android" in page
    other = db.session.query(SignIn).filter(SignIn.agent == PHONE).one()
    stranger.post("/sessions/ends", data={"session": other.id})
    here.post("/sessions/ends", data={"session": "9" * 30})
    assert is_in(there)
    assert here.post("/sessions/ends", data={"session": other.id}).status_code == 303
    assert (is_in(there), is_in(here), is_in(stranger)) == (False, True, True)
    entry = db.session.query(history.HistoryEntry).filter_by(verb="ended_session").one()
    assert (entry.by_id, entry.changes["browser"]) == (office.secretary.id, "Chrome trên Android")


def test_all_other_sessions_are_ended_at_once(app: Flask, office: Office):
    here, others = enter(app, "chivtq"), [enter(app, "chivtq") for _ in range(3)]
    assert "Đã chấm dứt 3 phiên" in here.get(here.post("/sessions/others").location).text
    assert is_in(here)
    assert not any(is_in(each) for each in others)


def test_the_administrator_ends_anybodys_session(app: Flask, office: Office):
    person = enter(app, "chivtq")
    admin = sign_in(app.test_client(), office.admin)
    row = db.session.query(SignIn).filter_by(user_id=office.secretary.id).one()
    assert "Edge trên Windows" in admin.get(f"/sign-ins?person={office.secretary.id}").text
    assert admin.post(f"/sign-ins/{row.id}/ends").status_code == 303
    assert not is_in(person)
    assert "đã kết thúc" in admin.get("/sign-ins").text
    again = row.ended_at
    admin.post(f"/sign-ins/{row.id}/ends")
    assert row.ended_at == again


def test_wrong_passwords_stay_to_be_seen_after_the_right_one_and_count_no_more(app: Flask, office: Office):
    for _ in range(4):
        enter(app, "chivtq", "sai")
    assert is_in(enter(app, "chivtq"))
    assert [row.is_counted for row in db.session.query(FailedSignIn)] == [False] * 4
    for _ in range(4):
        enter(app, "chivtq", "sai")
    assert is_in(enter(app, "chivtq")), "the four before the right password count no more"
    page = sign_in(app.test_client(), office.admin).get("/sign-ins/failed").text
    assert page.count("chivtq") == 8


def test_what_was_typed_in_place_of_a_name_is_not_shown(app: Flask, office: Office):
    enter(app, "matkhaucuatoi", "x")
    page = sign_in(app.test_client(), office.admin).get("/sign-ins/failed").text
    assert "matkhaucuatoi" not in page
    assert "tên không có tài khoản" in page
