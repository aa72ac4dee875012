"""Letters that come back: whom they did not reach is told; what is none of ours or no failure changes nothing."""

import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.office import sign_in
from tests.reminders import returned
from tests.reminders.returned import ANSWERED, AWAY, EXCHANGE, POSTFIX, QMAIL, VIETNAMESE, message
from tests.reminders.test_outbox import write
from tests.reminders.world import AT
from tracker import history, scheduler
from tracker.cli import main
from tracker.extensions import db
from tracker.reminders import bounce_mailbox, bounces, dsn, outbox
from tracker.reminders.bounce_models import Bounce, Finding
from tracker.reminders.models import Heartbeat, Letter, LetterState, Reason, Recipient

PASSWORD = "mat khau hop thu"


@pytest.fixture
def sent(office):
    """A letter that two people have."""
    letter = write(office, "a", office.official, office.chair)
    letter.state, letter.sent_at = LetterState.SENT, AT
    for each in letter.recipients:
        each.state = LetterState.SENT
    db.session.commit()
    return letter


def states(letter):
    db.session.expire_all()
    return [each.state for each in letter.recipients]


@pytest.mark.parametrize("sample", [POSTFIX, EXCHANGE, QMAIL, VIETNAMESE])
def test_whom_a_letter_did_not_reach_is_marked_with_the_servers_answer(sent, sample):
    assert bounces.receive(message(sample, sent), at=AT) == Finding.RETURNED
    assert states(sent) == [LetterState.DEAD, LetterState.SENT]
    assert "5.1.1 no such user" in sent.recipients[0].answer
    assert sent.recipients[0].answered_at == AT
    assert sent.state == LetterState.SENT, "the other one has it"
    assert [entry.verb for entry in history.of(sent)] == ["bounced"]


def test_a_letter_that_nobody_has_is_dead(sent):
    for each in ("luongdn@dalam.local", "thachtq@dalam.local"):
        bounces.receive(message(POSTFIX, sent, address=each), at=AT)
    assert states(sent) == [LetterState.DEAD, LetterState.DEAD]
    assert (sent.state, sent.reason) == (LetterState.DEAD, Reason.BOUNCED)


@pytest.mark.parametrize(
    ("sample", "said", "finding"),
    [
        (POSTFIX, {"action": "delayed", "status": "4.4.1"}, Finding.DELAYED),
        (EXCHANGE, {"action": "delayed", "status": "4.4.7"}, Finding.DELAYED),
        (POSTFIX, {"action": "delivered", "status": "2.0.0"}, Finding.AUTOMATIC),
        (VIETNAMESE, {"answer": "451 4.3.0 sẽ thử lại"}, Finding.DELAYED),
        (AWAY, {}, Finding.AUTOMATIC),
        (ANSWERED, {}, Finding.OTHER),
        (POSTFIX, {"address": "ai-do@xa.local"}, Finding.STRANGE),
    ],
)
def test_what_is_no_failure_of_ours_changes_nothing(sent, sample, said, finding):
    assert bounces.receive(message(sample, sent, **said), at=AT) == finding
    assert states(sent) == [LetterState.SENT, LetterState.SENT]
    assert bounces.counts(AT)[finding] == 1


def test_a_forged_notice_with_a_message_id_of_nobodys_is_counted_and_ignored(sent):
    forged = message(POSTFIX, sent).replace(sent.message_id.encode(), b"<00000000-0000-5000-8000-000000000000@dalam>")
    assert bounces.receive(forged, at=AT) == Finding.STRANGE
    assert states(sent) == [LetterState.SENT, LetterState.SENT]


def test_a_delayed_letter_that_expired_has_failed(sent):
    expired = message(POSTFIX, sent, status="4.4.7", answer="451 4.4.7 expired")
    assert bounces.receive(expired, at=AT) == Finding.RETURNED


def test_the_same_message_counts_once(sent):
    for _time in range(2):
        assert bounces.receive(message(POSTFIX, sent), at=AT) == Finding.RETURNED
    assert db.session.query(Bounce).count() == 1


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report; boundary=x\n\n--x", b"<@" * 5000]
)
def test_what_is_no_message_is_something_else(raw):
    assert dsn.read(raw).kind in (dsn.Kind.OTHER, dsn.Kind.AUTOMATIC)


def test_the_console_reads_a_message_from_a_pipe(runner, sent):
    told = runner.invoke(main, ["bounce"], input=message(QMAIL, sent))
    assert (told.exit_code, told.output.strip()) == (0, "returned")
    assert states(sent) == [LetterState.DEAD, LetterState.SENT]


def test_the_secretary_is_told_on_the_first_page_and_sends_it_again_once_the_address_is_mended(client, office, sent):
    bounces.receive(message(POSTFIX, sent), at=AT)
    page = sign_in(client, office.secretary).get("/").text
    assert "Địa chỉ sai hoặc không còn dùng." in page
    assert client.get("/letters?state=dead").text.count('class="case-row letter-row"') == 1


# ------------------------------------------------------------------------------------------ the mailbox


class Post(socketserver.StreamRequestHandler):
    """The commands imaplib uses of a server, and no more (RFC 3501)."""

    def handle(self):
        box = self.server
        self.say("* OK ready")
        for line in self.rfile:
            tag, command, *rest = line.decode().strip().split(" ", 2)
            words = rest[0] if rest else ""
            box.heard.append(f"{command} {words}")
            if command == "CAPABILITY":
                self.say("* CAPABILITY IMAP4REV1")
            elif command == "LOGIN" and PASSWORD not in words:
                self.say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")
                continue
            elif command == "SELECT":
                self.say(f"* {len(box.messages)} EXISTS")
            elif command == "UID" and words.startswith("SEARCH"):
                self.say("* SEARCH " + " ".join(str(n) for n in box.messages if n not in box.seen))
            elif command == "UID" and words.startswith("FETCH"):
                raw = box.messages[int(words.split()[1])]
                self.wfile.write(b"* 1 FETCH (BODY[]<0> {%d}\r\n%s)\r\n" % (len(raw), raw))
            elif command == "UID" and words.startswith("STORE"):
                if box.breaks_on_store:
                    return
                box.seen.add(int(words.split()[1]))
            self.say(f"{tag} OK done")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mailbox(*messages):
    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Post) as server:
        server.messages, server.seen = dict(enumerate(messages, 1)), set()
        server.heard, server.breaks_on_store = [], False
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def entered(server, **values):
    return {
        "version": "0", "host": "127.0.0.1", "port": str(server.server_address[1]), "security": "none",
        "user": "tra-lai", "new_password": PASSWORD, **values,
    }  # fmt: skip


def test_the_mailbox_is_entered_tried_and_read_by_the_timetable(app, client, office, sent, monkeypatch):
    monkeypatch.setattr("tracker.clock.now", lambda: AT)
    sign_in(client, office.admin)
    with mailbox(message(POSTFIX, sent), message(ANSWERED, sent)) as server:
        assert client.post("/mail/returned", data=entered(server)).status_code == 303
        assert "2 thư mới" in client.post("/mail/returned/tests").text
        assert not server.seen
        scheduler.tick(app, "bounces", scheduler.fetch_returned)
        assert server.seen == {1, 2}
        heard = len(server.heard)
        scheduler.tick(app, "bounces", scheduler.fetch_returned)
        assert not [each for each in server.heard[heard:] if "FETCH" in each]
    assert states(sent) == [LetterState.DEAD, LetterState.SENT]
    assert not db.session.get(Heartbeat, "bounces").trouble
    db.session.commit()
    page = client.get("/mail/returned").text
    assert "thư bị trả lại" in page
    assert PASSWORD not in page


def test_a_message_is_marked_only_after_it_is_kept_and_read_again_otherwise(office, sent):
    with mailbox(message(POSTFIX, sent)) as server:
        bounce_mailbox.change(
            {"host": "127.0.0.1", "port": server.server_address[1], "security": "none", "user": "tra-lai"}, PASSWORD,
            version=0, by=office.admin, at=AT,
        )  # fmt: skip
        server.breaks_on_store = True
        with pytest.raises(bounce_mailbox.Unreadable):
            bounce_mailbox.fetch(at=AT)
        assert states(sent) == [LetterState.DEAD, LetterState.SENT]
        server.breaks_on_store = False
        assert bounce_mailbox.fetch(at=AT) == 1
    assert db.session.query(Bounce).count() == 1


def test_a_wrong_password_is_said_and_tried_once_an_hour(client, office, sent):
    sign_in(client, office.admin)
    with mailbox() as server:
        client.post("/mail/returned", data=entered(server, new_password="sai"))
        assert "không nhận tên đăng nhập hoặc mật khẩu" in client.post("/mail/returned/tests").text
        with pytest.raises(bounce_mailbox.Unreadable):
            bounce_mailbox.fetch(at=AT)
        tried = len(server.heard)
        assert bounce_mailbox.fetch(at=AT + timedelta(minutes=59)) == 0
        assert len(server.heard) == tried
        moved = client.post("/mail/returned", data=entered(server, version="2", host="khac.local", new_password=""))
        assert moved.status_code == 422, "a kept password goes to no other server"


# ------------------------------------------------------------------------------------------ until the list is empty


def test_a_letter_goes_out_by_itself_to_the_corrected_address(office, sent):
    sent.user = office.official
    db.session.commit()
    bounces.receive(message(POSTFIX, sent), at=AT)
    assert outbox.address_anew(at=AT) == 0
    office.official.email = "moi@dalam.local"
    db.session.commit()
    assert outbox.address_anew(at=AT) == 1
    db.session.expire_all()
    letter = db.session.query(Letter).one()
    assert letter.state == LetterState.WAITING
    assert {each.address: each.state for each in letter.recipients} == {
        "moi@dalam.local": LetterState.WAITING, "thachtq@dalam.local": LetterState.SENT,
    }  # fmt: skip


def test_a_letter_is_given_up_with_a_reason_and_the_list_is_empty(client, office, sent):
    bounces.receive(message(POSTFIX, sent), at=AT)
    sign_in(client, office.secretary)
    assert client.post(f"/letters/{sent.id}/giving-up", data={"why": " "}).status_code == 422
    assert client.post(f"/letters/{sent.id}/giving-up", data={"why": "Đã báo qua điện thoại"}).status_code == 303
    assert states(sent) == [LetterState.CANCELLED, LetterState.SENT]
    assert "Địa chỉ sai hoặc không còn dùng." not in client.get("/").text
    assert client.get("/letters?state=dead").text.count('class="case-row letter-row"') == 0
    assert history.of(sent)[0].changes == {"reason": "Đã báo qua điện thoại"}
    assert client.post(f"/letters/{sent.id}/giving-up", data={"why": "lần nữa"}).status_code == 422


def test_another_committees_secretary_gives_nothing_up(client, office, sent):
    assert sign_in(client, office.other_secretary).post(f"/letters/{sent.id}/giving-up").status_code == 404
    assert db.session.query(Recipient).filter_by(state=LetterState.CANCELLED).count() == 0


def test_the_samples_are_all_looked_at():
    named = {name for name, value in vars(returned).items() if name.isupper() and isinstance(value, str)}
    assert named == {"POSTFIX", "EXCHANGE", "QMAIL", "VIETNAMESE", "AWAY", "ANSWERED"}
