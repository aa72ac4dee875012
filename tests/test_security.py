"""What a hostile browser, page or guesser tries, and does not get."""

import re
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import Type, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from tests.conftest import settings
from tests.office import AS_SHIPPED, PASSWORD, Office, sign_in
from tests.world import fingerprint
from tracker import clock, web
from tracker.app import create_app
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people import actions
from tracker.people import sign_in as sessions
from tracker.people.models import FailedSignIn, KeptForm, Role, SignIn, User

TEMPLATES = Path(__file__).parent.parent / "templates"
NOON = datetime(2026, 4, 14, 5, 0, tzinfo=UTC)


def enter(client: FlaskClient, username: str, password: str = PASSWORD, **more: object):
    return client.post("/sign-in", data={"username": username, "password": password}, **more)


def is_in(client: FlaskClient) -> bool:
    return client.get("/password").status_code == 200


ITS_OWN_TOKEN = ("/r/x",)
"""Addresses that hold a signed word, which is the authority: no session is looked at, none can be borrowed."""


def addresses(app: Flask, method: str) -> list[str]:
    """Every address that takes a method, with 1 for every number and `x` for every word."""
    with app.test_request_context():
        return [
            re.sub(r"<int:\w+>", "1", re.sub(r"<(path:)?\w+>", "x", rule.rule))
            for rule in app.url_map.iter_rules()
            if method in (rule.methods or ())
        ]


# ------------------------------------------------------------------------------------------ forged requests


def test_every_post_without_a_token_is_refused_and_changes_nothing(app: Flask, office: Office, tmp_path: Path):
    people = [None, office.secretary, office.admin, office.official]
    clients = [sign_in(app.test_client(), person) if person else app.test_client() for person in people]
    app.config["WTF_CSRF_ENABLED"] = True
    db.session.commit()
    before = fingerprint(tmp_path / "tracker.db")
    for client in clients:
        for address in addresses(app, "POST"):
            answer = client.post(address, data={"name": "forged", "csrf_token": "wrong"})
            if address in ITS_OWN_TOKEN:
                assert answer.status_code == 404, address
                continue
            assert answer.status_code in (400, 303), f"{address} answered {answer.status_code}"
            assert answer.status_code == 400 or answer.location.startswith("/sign-in?next="), address
    assert fingerprint(tmp_path / "tracker.db") == before


def test_the_token_of_another_session_is_refused(app: Flask, office: Office):
    app.config["WTF_CSRF_ENABLED"] = True
    theirs = re.search(r'name="csrf_token" value="([^"]+)"', app.test_client().get("/sign-in").text)[1]
    mine = sign_in(app.test_client(), office.secretary)
    own = re.search(r'name="csrf_token" value="([^"]+)"', mine.get("/units/new").text)[1]
    assert mine.post("/units/new", data={"name": "Phòng A", "csrf_token": theirs}).status_code == 400
    assert mine.post("/units/new", data={"name": "Phòng A", "csrf_token": own}).status_code == 303


def test_a_forged_form_is_not_kept_for_somebody_whose_session_ended(app: Flask, office: Office):
    client = sign_in(app.test_client(), office.secretary)
    app.config["WTF_CSRF_ENABLED"] = True
    db.session.query(SignIn).update({"ended_at": clock.now()})
    answer = client.post("/units/new", data={"name": "từ trang lạ"})
    assert answer.location.startswith("/sign-in?next=")
    assert db.session.query(KeptForm).count() == 0


# ------------------------------------------------------------------------------------------ headers


def test_every_answer_carries_the_policy(app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "people.users", lambda: 1 / 0)
    strangers, admin, secretary = app.test_client(), app.test_client(), app.test_client()
    sign_in(admin, office.admin)
    sign_in(secretary, office.secretary)
    seen = set()
    for client in (strangers, admin, secretary):
        for address in [*addresses(app, "GET"), "/nowhere", "/static/tracker.css"]:
            answer = client.get(address)
            answer.close()
            seen.add(answer.status_code)
            headers = answer.headers
            assert headers["Content-Security-Policy"] == web.CONTENT_SECURITY, address
            assert headers["X-Content-Type-Options"] == "nosniff", address
            assert headers["Referrer-Policy"] == ("no-referrer" if address in ITS_OWN_TOKEN else "same-origin"), address
            if not address.startswith("/static"):
                assert headers["Cache-Control"] == "no-store", address
                assert "HX-Request" in headers["Vary"], address
    assert seen >= {200, 303, 403, 404, 500}


def test_the_policy_allows_nothing_inline_and_nothing_foreign():
    assert "default-src 'none'" in web.CONTENT_SECURITY
    for word in ("unsafe", "*", "http:", "https:", "data:"):
        assert word not in web.CONTENT_SECURITY


def test_a_mistake_of_the_program_shows_no_traceback(app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "people.users", lambda: 1 / 0)
    answer = sign_in(app.test_client(), office.admin).get("/users")
    assert answer.status_code == 500
    assert "Chương trình gặp lỗi" in answer.text
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [(IntegrityError, 409), (StaleDataError, 409), (DataError, 404), (OverflowError, 404)],
)
def test_what_only_the_database_refuses_is_no_mistake_of_the_program(
    app: Flask, office: Office, error, status: int, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> None:
        raise error("INSERT", {}, Exception("refused")) if issubclass(error, DBAPIError) else error("refused")

    monkeypatch.setitem(app.view_functions, "people.users", refuse)
    answer = sign_in(app.test_client(), office.admin).get("/users")
    assert answer.status_code == status
    assert "refused" not in answer.text


def test_the_error_page_stands_even_without_a_database(app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch):
    client = app.test_client()
    monkeypatch.setitem(app.template_context_processors, None, [lambda: 1 / 0])
    assert (client.get("/nowhere").status_code, client.get("/nowhere").text) == (404, "404 Not Found")


def test_the_cookie_is_for_this_program_only(app: Flask, office: Office, tmp_path: Path):
    cookie = enter(app.test_client(), "chivtq").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Secure" not in cookie
    secure = create_app({**settings(tmp_path), "BASE_URL": "https://sotheodoi.dalam.vn"})
    assert "Secure" in enter(secure.test_client(), "chivtq").headers["Set-Cookie"]


# ------------------------------------------------------------------------------------------ going elsewhere

BYPASSES = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "\t//evil.example", " //evil.example", "https://evil.example", "https:evil.example", "http:///x",
    "javascript:alert(1)", "data:text/html,x", "/\x00/evil.example", "/\u3000/evil", "/ /evil.example", "/\r\nX: y",
    "evil.example", ".evil.example", "@evil.example", "", "/<script>", '/"onmouseover=', "/\u2028/evil.example",
    "//[::1]", "/\u200b/evil", "///\\evil.example", "/%0a\n/evil",
]  # fmt: skip


@pytest.mark.parametrize("target", BYPASSES)
def test_signing_in_never_leads_out_of_the_program(client: FlaskClient, office: Office, target: str):
    assert web.own_path(target) is None
    answer = client.post(
        "/sign-in",
        query_string={"next": target},
        data={"username": "chivtq", "password": PASSWORD},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert re.match(r"/(?![/\\])", answer.location)
    assert "evil" not in client.get(answer.location).location


@pytest.mark.parametrize("target", ["/", "/tasks", "/tasks/12?page=2&q=%C4%91", "/brief/overdue", "/tasks.xlsx?unit=3"])
def test_signing_in_leads_back_to_where_one_wanted(target: str):
    assert web.own_path(target) == target


# ------------------------------------------------------------------------------------------ sessions


def test_a_cookie_replayed_after_signing_out_is_dead(app: Flask, office: Office):
    client, thief = app.test_client(), app.test_client()
    enter(client, "chivtq")
    stolen = client.get_cookie("tracker").value
    thief.set_cookie("tracker", stolen)
    assert is_in(thief)
    client.post("/sign-out")
    assert not is_in(thief)
    assert not is_in(client)


def test_signing_in_begins_a_new_session(app: Flask, office: Office):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = True
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)[1]
    client.post("/language", data={"language": "vi", "csrf_token": token})
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = dict(session)
    assert enter(client, "chivtq", PASSWORD).status_code == 400, "without a token nobody signs in"
    client.post("/sign-in", data={"username": "chivtq", "password": PASSWORD, "csrf_token": token})
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before["csrf_token"]
        first = session["_user_id"]
    again = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    enter(again, "chivtq")
    with again.session_transaction() as session:
        assert session["_user_id"] != first
    assert db.session.scalar(select(SignIn.token_hash)) not in (first, "")


@pytest.mark.parametrize(("hours", "lives"), [([7.9], True), ([8.1], False), ([6, 11.9], True), ([6, 12.1], False)])
def test_a_session_ends_by_idleness_and_by_age(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch, hours: list[float], lives: bool
):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    enter(client, "chivtq")
    for hour in hours:
        monkeypatch.setattr(clock, "now", lambda later=hour: NOON + timedelta(hours=later))
        found = is_in(client)
    assert found is lives


def test_a_session_that_is_used_stays_awake(client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    enter(client, "chivtq")
    for hour in (4, 8, 11):
        monkeypatch.setattr(clock, "now", lambda later=hour: NOON + timedelta(hours=later))
        assert is_in(client)


def _reset(office: Office) -> None:
    actions.reset_password(office.secretary, by=office.admin, at=clock.now())


def _disable(office: Office) -> None:
    user = office.secretary
    values = {"is_admin": False, "is_enabled": False}
    actions.change_user(user, values, version=user.version, by=office.admin, at=clock.now())


def _promote(office: Office) -> None:
    actions.add_member(office.committee, office.secretary, Role.CHAIR, by=office.admin, at=clock.now())


def _change_password(office: Office) -> None:
    sessions.change_password(office.secretary, PASSWORD, "mot mat khau khac han", at=clock.now(), token="elsewhere")


@pytest.mark.parametrize("verb", [_reset, _disable, _promote, _change_password])
def test_sessions_end_when_password_account_or_role_change(client: FlaskClient, office: Office, verb):
    enter(client, "chivtq")
    assert is_in(client)
    verb(office)
    assert not is_in(client)


def test_changing_ones_own_password_keeps_this_session_and_ends_the_others(app: Flask, office: Office):
    here, there = app.test_client(), app.test_client()
    enter(here, "chivtq")
    enter(there, "chivtq")
    new = {"new_password": "ba con voi đi dạo", "new_password_again": "ba con voi đi dạo"}
    assert here.post("/password", data={"old_password": PASSWORD, **new}).status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert enter(app.test_client(), "chivtq").status_code == 422
    assert enter(app.test_client(), "chivtq", "ba con voi đi dạo").status_code == 303


def test_a_password_the_office_gave_meanwhile_stands(office: Office, monkeypatch: pytest.MonkeyPatch):
    reckon, given = sessions.hash_password, []

    def meanwhile(password: str) -> str:
        if not given:
            given.append("")
            given[0] = actions.reset_password(office.secretary, by=office.admin, at=clock.now())
        return reckon(password)

    monkeypatch.setattr(sessions, "hash_password", meanwhile)
    with pytest.raises(RuleBroken):
        sessions.change_password(office.secretary, PASSWORD, "mot mat khau khac han", at=clock.now(), token="elsewhere")
    sessions.sign_in("chivtq", given[0], at=clock.now(), address="")


def test_a_password_that_was_handed_over_is_replaced_before_anything_else(app: Flask, office: Office):
    password = actions.reset_password(office.secretary, by=office.admin, at=clock.now())
    client = app.test_client()
    enter(client, "chivtq", password)
    assert client.get("/units").location == "/password"
    assert client.post("/units/new", data={"name": "Phòng A"}).location == "/password"
    client.post("/password", data={
        "old_password": password, "new_password": "ba con voi đi dạo", "new_password_again": "ba con voi đi dạo",
    })  # fmt: skip
    assert client.get("/units").status_code == 200


# ------------------------------------------------------------------------------------------ guessing


def test_guessing_is_paused_whoever_guesses_and_counted_in_the_database(app: Flask, office: Office, tmp_path: Path):
    second = create_app(settings(tmp_path))
    for number in range(5):
        door = (app if number % 2 else second).test_client()
        assert enter(door, "chivtq", "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code == 422
    right = enter(app.test_client(), "chivtq")
    assert right.status_code == 422
    assert "Quá nhiều lần thử" in right.text
    assert enter(app.test_client(), "luongdn").status_code == 303, "others still sign in"


def test_the_pause_ends_and_success_forgets_the_attempts(client: FlaskClient, office: Office, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    for _number in range(4):
        enter(client, "chivtq", "wrong")
    assert enter(client, "chivtq").status_code == 303
    client.post("/sign-out")
    for _number in range(5):
        enter(client, "chivtq", "wrong")
    assert enter(client, "chivtq").status_code == 422
    monkeypatch.setattr(clock, "now", lambda: NOON + sessions.PAUSE + timedelta(seconds=1))
    assert enter(client, "chivtq").status_code == 303


def test_one_address_cannot_try_many_names(client: FlaskClient, office: Office):
    at = clock.now()
    db.session.add_all([FailedSignIn(username=f"name{n}", address="127.0.0.1", at=at) for n in range(50)])
    db.session.commit()
    assert "Quá nhiều lần thử" in enter(client, "chivtq").text


def test_guesses_sent_at_once_are_counted_before_they_are_checked(app: Flask, office: Office, monkeypatch):
    checked: list[str] = []
    monkeypatch.setattr(sessions, "_verifies", lambda _stored, password: bool(checked.append(password)))
    db.session.commit()

    def guess(number: int) -> None:
        with app.app_context(), pytest.raises(RuleBroken):
            sessions.sign_in("chivtq", f"guess {number}", at=clock.now(), address="10.0.0.1")

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(checked) == sessions.ATTEMPTS


def test_an_unknown_name_is_hashed_like_a_known_one_and_told_the_same(client: FlaskClient, office: Office, monkeypatch):
    hashes: list[str] = []
    verify = sessions._verifies
    monkeypatch.setattr(sessions, "_verifies", lambda stored, given: hashes.append(stored) or verify(stored, given))
    office.viewer.is_enabled = False
    said = {
        re.sub(r'name="csrf_token" value="[^"]*"', "", enter(client, name, "wrong").text.replace(name, ""))
        for name in ("chivtq", "khongco", "ngocpt")
    }
    assert len(said) == 1
    assert len(hashes) == 3
    assert all(stored.startswith("$argon2id$") for stored in hashes)
    assert len({stored.split("$")[3] for stored in hashes}) == 1, "the same cost for all"


def test_a_stolen_hash_is_slow_to_guess():
    cost = extract_parameters(AS_SHIPPED)
    assert (cost.type, cost.memory_cost >= 65_536, cost.time_cost >= 3) == (Type.ID, True, True)


def test_an_open_session_is_no_place_to_guess_the_password_either(client: FlaskClient, office: Office):
    enter(client, "chivtq")
    new = {"new_password": "ba con voi đi dạo", "new_password_again": "ba con voi đi dạo"}
    for _number in range(5):
        assert "chưa đúng" in client.post("/password", data={"old_password": "wrong", **new}).text
    assert "Quá nhiều lần thử" in client.post("/password", data={"old_password": PASSWORD, **new}).text


def test_nothing_secret_is_stored_as_it_is(client: FlaskClient, office: Office):
    enter(client, "chivtq")
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert db.session.scalar(select(func.count()).select_from(SignIn).filter_by(token_hash=token)) == 0
    assert all(row.password_hash.startswith("$argon2id$") for row in db.session.scalars(select(User)))


# ------------------------------------------------------------------------------------------ script in text

XSS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", "<iframe srcdoc=x>",
    '" autofocus onfocus="alert(1)', "{{7*7}}<b>", "<a href=javascript:alert(1)>", "<x hx-post=/out hx-trigger=load>",
    "</textarea><script>1</script>", "<!--<img title=--><b>", "<math><mi//xlink:href=data:x>",
]  # fmt: skip


@pytest.mark.parametrize("text", XSS)
def test_text_stays_text_on_every_page_about_people(app: Flask, office: Office, text: str):
    at, by = clock.now(), office.admin
    unit = actions.add_unit({"name": f"Phòng {text}", "email": text}, by=by)
    actions.add_alias(unit, f"Ban {text}", by=by, at=at)
    committee = actions.add_committee({"name": text, "short_name": text, "parent_body": text, "contact": text}, by=by)
    user, _password = actions.add_user(
        username="thu.nghiem", full_name=text, post=text, phone=text, email=text, unit=unit, by=by, at=at
    )
    actions.add_member(committee, user, Role.SECRETARY, by=by, at=at)
    sessions.keep_form("token of quantri", "/units/new", [("name", text), (text, text)], at=at)
    admin, member = app.test_client(), app.test_client()
    sign_in(admin, by)
    sessions.keep_form("token of quantri", f"/units/new?x={text}", [("name", text), (text, f"{text} x")], at=at)
    user.must_change_password = False
    sign_in(member, user)
    pages = ["/sign-in", "/units", f"/units/{unit.id}", "/users", f"/users/{user.id}", "/committees", "/history",
             f"/committees/{committee.id}", "/kept", "/units/new"]  # fmt: skip
    for client in (admin, member, app.test_client()):
        for page in pages:
            assert text not in client.get(page).text, page
        for page, data in (
            ("/units/new", {"name": text * 30, "email": text}), ("/users/new", {"username": text, "full_name": text}),
            ("/sign-in", {"username": text, "password": "x"}), (f"/committees/{committee.id}", {"name": text}),
        ):  # fmt: skip
            assert text not in client.post(page, data=data).text, page
    assert "49<b>" not in admin.get("/units").text


RISKS = {
    "escaping switched off": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=|hx-on|javascript:", re.IGNORECASE),
    "foreign host": re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""", re.IGNORECASE),
    "unquoted attribute": re.compile(r"=\{\{"),
}


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*.html")) if "letters" not in path.parts],
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_templates_switch_no_wall_off(path: Path):
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [name for name, risk in RISKS.items() if risk.search(text)] == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "letters").glob("*")), ids=lambda path: path.name)
def test_letters_switch_no_escaping_off(path: Path):
    assert not RISKS["escaping switched off"].search(path.read_text(encoding="utf-8"))


def test_the_code_marks_no_text_as_markup():
    marked = [
        str(path)
        for path in (TEMPLATES.parent / "tracker").rglob("*.py")
        if re.search(
            r"\bMarkup\(|autoescape\s*=\s*False|render_template_string|\|safe", path.read_text(encoding="utf-8")
        )
    ]
    assert marked == []
