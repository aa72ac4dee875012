"""The mail server in the browser: entered, tried with a real server, and never hammered with a wrong password."""

import socket
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.office import Office, sign_in
from tests.post_office import free_port, open_post_office
from tests.reminders.test_outbox import write
from tests.reminders.world import AT
from tracker import config, mail, scheduler
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.mail_settings import MailSettings
from tracker.reminders import mail_server, outbox
from tracker.reminders.models import Heartbeat, Letter, LetterState
from tracker.reminders.pauses import PAUSE

PASSWORD = "bi-mat-cua-hop-thu"


@pytest.fixture
def admin(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.admin)


def typed(at_port: int, **values: str) -> dict[str, str]:
    row = db.session.get(MailSettings, 1)
    return {
        "version": str(row.version if row else 0), "host": "127.0.0.1", "port": str(at_port), "security": "none",
        "sender": "so@dalam.local", "base_url": "http://so.dalam.local", **values,
    }  # fmt: skip


def verdict_of(answer) -> str:
    return " ".join(answer.text.split('id="mail-verdict"')[1].split("</div>")[0].split())


def test_what_is_entered_counts_at_once_and_the_password_is_nowhere(admin: FlaskClient, app: Flask):
    with open_post_office(password=PASSWORD) as server:
        answer = admin.post("/mail", data=typed(server.port, user="so", new_password=PASSWORD))
        assert (answer.status_code, answer.location) == (303, "/mail")
        assert mail.settings().password == PASSWORD
        assert mail.link("review.home") == "http://so.dalam.local/"
        assert "Máy chủ thư đã nhận thư" in admin.post("/mail/tests", data={"to": "hop@dalam.local"}).text
        [message] = server.taken
    assert message["Subject"] == "Thư thử của Sổ theo dõi kết luận"
    assert PASSWORD not in admin.get("/mail").text
    rows = [
        *db.session.execute(text("SELECT * FROM mail_settings")),
        *db.session.execute(text("SELECT * FROM history")),
    ]
    assert PASSWORD not in repr(rows)
    said = db.session.query(HistoryEntry).filter_by(subject="mail_settings").one().changes
    assert said["mail_password"] == "đã nhập mới"
    assert said["host"] == ["", "127.0.0.1"]


def test_a_copy_of_the_database_does_not_open_the_password(admin: FlaskClient, app: Flask):
    admin.post("/mail", data=typed(25, user="so", new_password=PASSWORD))
    app.config["SECRET_KEY"] = "another office's"
    assert mail.settings().password is None
    assert mail.send(mail.EmailMessage(), mail.settings()).cause == mail.Cause.KEY


def test_a_kept_password_goes_to_no_other_server(admin: FlaskClient):
    admin.post("/mail", data=typed(25, user="so", new_password=PASSWORD))
    moved = admin.post("/mail", data=typed(25, user="so", host="mail.ke-gian.local"))
    assert moved.status_code == 422
    assert "hãy nhập lại mật khẩu" in moved.text
    assert mail.settings().host == "127.0.0.1"
    assert admin.post("/mail", data=typed(25, user="so", sender="khac@dalam.local")).status_code == 303
    assert mail.settings().password == PASSWORD
    assert admin.post("/mail", data=typed(25, user="")).status_code == 303
    assert mail.settings().password == ""


def test_settings_of_the_machine_win_and_are_shown_as_such(admin: FlaskClient, app: Flask):
    admin.post("/mail", data=typed(2525, user="so", new_password=PASSWORD))
    app.config.update(SMTP_HOST="mail.tinh.local", BASE_URL="http://so.tinh.local")
    now = mail.settings()
    assert (now.host, now.port, now.user, now.password) == ("mail.tinh.local", 25, "", "")
    page = admin.get("/mail").text
    assert "SMTP_HOST trong tracker.toml" in page
    assert 'value="mail.tinh.local"' in page
    assert admin.post("/mail", data={"version": "1", "sender": "khac@dalam.local"}).status_code == 303
    del app.config["SMTP_HOST"], app.config["BASE_URL"]
    app.config.from_object(config.Defaults)
    assert mail.settings().host == "127.0.0.1", "what was entered under them is still there"
    assert mail.settings().sender == "khac@dalam.local"


def test_a_password_of_the_machine_never_goes_to_a_server_entered_here(admin: FlaskClient, app: Flask):
    app.config["SMTP_PASSWORD"] = "của máy"
    admin.post("/mail", data=typed(25, user="so"))
    assert mail.settings().host == ""


@pytest.mark.parametrize(("values", "field"), [
    ({"host": "mail server"}, "host"), ({"host": "a@b"}, "host"), ({"port": "0"}, "port"), ({"port": "x"}, "port"),
    ({"security": "rot13"}, "security"), ({"sender": "không có a còng"}, "sender"),
    ({"base_url": "so.local"}, "base_url"),
    ({"base_url": "javascript:alert(1)"}, "base_url"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(admin: FlaskClient, values: dict[str, str], field: str):
    answer = admin.post("/mail", data=typed(25, **values))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.get(MailSettings, 1) is None


def test_two_administrators_do_not_overwrite_each_other(admin: FlaskClient):
    admin.post("/mail", data=typed(25))
    stale = typed(26) | {"version": "0"}
    answer = admin.post("/mail", data=stale)
    assert answer.status_code == 409
    assert "Không có gì bị ghi đè" in answer.text
    assert mail.settings().port == 25


# ------------------------------------------------------------------------------------------ the verdict in words


@pytest.mark.parametrize(("server", "values", "said"), [
    ({"password": "dung"}, {"user": "so", "new_password": "sai"}, "không nhận tên đăng nhập hoặc mật khẩu"),
    ({}, {"user": "so", "new_password": "x"}, "không cho đăng nhập trên kết nối này"),
    ({}, {"security": "starttls"}, "Không lập được kết nối bảo mật"),
    ({}, {"security": "tls"}, "Không lập được kết nối bảo mật"),
    ({"rcpt": {"*": ["554 Relay access denied"]}}, {}, "không chuyển thư cho máy này"),
    ({"rcpt": {"*": ["550 no such user"]}}, {}, "không nhận thư này"),
    ({"sender_answer": "553 sender rejected"}, {}, "không nhận địa chỉ người gửi"),
    ({}, {"host": "khong-co-may-nay.invalid"}, "Không có máy nào mang tên này"),
])  # fmt: skip
def test_a_test_letter_says_exactly_what_became_of_it(admin: FlaskClient, app: Flask, server, values, said):
    app.config["SMTP_TIMEOUT"] = 3
    with open_post_office(**server) as post:
        admin.post("/mail", data=typed(post.port, **values))
        shown = verdict_of(admin.post("/mail/tests", data={"to": "hop@dalam.local"}))
    assert said in shown
    assert not post.taken


def test_a_closed_port_and_a_silent_machine_are_told_apart(admin: FlaskClient, app: Flask):
    admin.post("/mail", data=typed(free_port()))
    assert "không nhận kết nối" in verdict_of(admin.post("/mail/tests", data={"to": "hop@dalam.local"}))
    app.config["SMTP_TIMEOUT"] = 0.3
    with socket.create_server(("127.0.0.1", 0)) as silent:
        admin.post("/mail", data=typed(silent.getsockname()[1]))
        assert "không trả lời" in verdict_of(admin.post("/mail/tests", data={"to": "hop@dalam.local"}))


def test_without_a_server_a_test_letter_says_so(admin: FlaskClient):
    assert "Chưa nhập máy chủ thư" in verdict_of(admin.post("/mail/tests", data={"to": "hop@dalam.local"}))
    assert admin.post("/mail/tests", data={"to": "không phải địa chỉ"}).status_code == 422


# ------------------------------------------------------------------------------------------ the pause


def test_a_wrong_password_is_tried_once_an_hour_and_not_each_minute(admin: FlaskClient, office: Office):
    with open_post_office(password="dung") as server:
        admin.post("/mail", data=typed(server.port, user="so", new_password="sai"))
        write(office, "a")
        outbox.run(at=AT)
        first = len(server.attempts)
        assert first > 0
        for minute in range(1, 60):
            run = outbox.run(at=AT + timedelta(minutes=minute))
            assert run.trouble.startswith("mail_sign_in: 535"), "the trouble stays said while nothing is tried"
        assert len(server.attempts) == first
        outbox.run(at=AT + PAUSE)
        assert len(server.attempts) == 2 * first


def test_other_settings_end_the_pause_and_the_running_ticker_uses_them(
    admin: FlaskClient, app: Flask, office: Office, monkeypatch
):
    monkeypatch.setattr("tracker.clock.now", lambda: AT)
    with open_post_office(password="dung") as server:
        admin.post("/mail", data=typed(server.port, user="so", new_password="sai"))
        write(office, "a")
        scheduler.tick(app, "outbox", scheduler.send)
        db.session.expire_all()
        assert db.session.get(Heartbeat, "outbox").trouble.startswith("mail_sign_in")
        assert "không nhận tên đăng nhập hoặc mật khẩu" in admin.get("/mail").text
        admin.post("/mail", data=typed(server.port, user="so", new_password="dung"))
        monkeypatch.setattr("tracker.clock.now", lambda: AT + timedelta(minutes=1))
        scheduler.tick(app, "outbox", scheduler.send)
        assert len(server.taken) == 1
    db.session.expire_all()
    assert db.session.query(Letter).one().state == LetterState.SENT
    assert db.session.get(Heartbeat, "outbox").trouble == ""


def test_a_test_letter_with_a_wrong_password_makes_the_timetable_wait_too(admin: FlaskClient, office: Office):
    with open_post_office(password="dung") as server:
        admin.post("/mail", data=typed(server.port, user="so", new_password="sai"))
        mail_server.send_test("hop@dalam.local", by=office.admin, at=AT)
        write(office, "a")
        before = len(server.attempts)
        outbox.run(at=AT + timedelta(minutes=1))
        assert len(server.attempts) == before
        letter = db.session.query(Letter).one()
        letter.user = office.official
        db.session.commit()
        outbox.resend(letter, by=office.secretary, at=AT)
        outbox.run(at=AT + timedelta(minutes=2))
        assert len(server.attempts) > before, "who asks for a letter again ends the pause"


def test_the_outcome_is_in_the_history(admin: FlaskClient):
    admin.post("/mail/tests", data={"to": "hop@dalam.local"})
    entry = db.session.query(HistoryEntry).filter_by(verb="tried_mail").one()
    assert entry.changes == {"to": "hop@dalam.local", "mail_fate": "misconfigured"}
