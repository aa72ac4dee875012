"""Letters are handed to a real server, and whatever it answers has one meaning."""

import socket
import threading
import time
from contextlib import suppress

import pytest

from tests.post_office import free_port, open_post_office
from tests.reminders.world import AT
from tests.test_mime import SENDER, TO, letter
from tracker.mail import Cause, Fate, Settings, send
from tracker.mime import Bearings, message_id


def settings(port, **values):
    return Settings(**{"host": "127.0.0.1", "port": port, "timeout": 3, "sender": SENDER, **values})


# ------------------------------------------------------------------------------------------ what arrives


def test_a_letter_arrives_in_vietnamese_with_its_headers():
    with open_post_office() as office:
        outcome = send(letter(bearings=Bearings(("<thread@dalam.local>",))), settings(office.port))
    assert outcome.fate == Fate.SENT
    [message] = office.taken
    assert office.envelopes == [(SENDER, ("vhxh@dalam.local", "hakb@vpub"))]
    assert message["Subject"] == "Phòng Kinh tế: 3 nhiệm vụ quá hạn"
    assert [(each.display_name, each.addr_spec) for each in message["To"].addresses] == TO
    assert message["From"].addresses[0].display_name == "BCĐ công trình trọng điểm"
    assert message["Date"].datetime == AT
    assert message["Message-ID"] == message_id("thư 1", SENDER)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["References"] == "<thread@dalam.local>"
    assert message.get_body(("plain",)).get_content().strip() == "Kính gửi: Phòng Kinh tế"
    assert "<b>Phòng Kinh tế</b>" in message.get_body(("html",)).get_content()


# ------------------------------------------------------------------------------------------ what servers do


def test_without_a_host_it_is_the_offices_own_error():
    assert send(letter(), settings(0, host="")).cause == Cause.NO_HOST


def test_a_server_that_is_down_may_be_up_later():
    outcome = send(letter(), settings(free_port()))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.CLOSED)


def test_a_server_that_never_answers_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcome = send(letter(), settings(silent.getsockname()[1], timeout=0.3))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.SILENT)


def test_a_connection_cut_after_the_letter_was_taken_counts_as_not_sent():
    with open_post_office(cut=True) as office:
        outcome = send(letter(), settings(office.port))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.BROKEN_OFF)


def test_busy_means_later():
    with open_post_office(rcpt={"*": ["451 hộp thư đang bận", "451 hộp thư đang bận"]}) as office:
        outcome = send(letter(), settings(office.port))
    assert outcome.fate == Fate.LATER
    assert set(outcome.later) == {"vhxh@dalam.local", "hakb@vpub"}


def test_an_address_that_does_not_exist_is_refused_for_good_and_the_other_one_served():
    with open_post_office(rcpt={"hakb@vpub": ["550 no such user"]}) as office:
        outcome = send(letter(), settings(office.port))
    assert outcome.fate == Fate.SENT
    assert outcome.refused == {"hakb@vpub": "550 no such user"}
    assert office.envelopes == [(SENDER, ("vhxh@dalam.local",))]


def test_when_nobody_is_taken_it_is_refused_for_good():
    with open_post_office(rcpt={"*": ["550 no such user", "550 no such user"]}) as office:
        outcome = send(letter(), settings(office.port))
    assert outcome.fate == Fate.REFUSED
    assert "550 no such user" in outcome.answer


@pytest.mark.parametrize(("answer", "fate"), [("452 full", Fate.LATER), ("554 spam", Fate.REFUSED)])
def test_a_refusal_of_the_words_themselves(answer, fate):
    with open_post_office(data=[answer]) as office:
        assert send(letter(), settings(office.port)).fate == fate


def test_a_letter_that_is_too_large_is_refused_and_not_the_sender():
    with open_post_office(sender_answer="552 5.3.4 message too big") as office:
        outcome = send(letter(), settings(office.port))
    assert (outcome.fate, set(outcome.refused.values())) == (Fate.REFUSED, {"552 5.3.4 message too big"})


def test_a_server_that_ends_its_service_in_the_middle_is_away():
    with open_post_office(rcpt={"hakb@vpub": ["421 closing"]}) as office:
        outcome = send(letter(), settings(office.port))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.UNREACHABLE)
    assert not office.taken


@pytest.mark.parametrize(("welcome", "cause"), [(b"", Cause.UNREACHABLE), (b"220 hi\r\n250 hi\r\n", Cause.BROKEN_OFF)])
def test_a_tar_pit_that_drips_its_answers_is_left_in_time(welcome, cause):
    """Each byte comes within the time for one answer; the whole is bounded all the same."""

    def drip(listener):
        connection, _address = listener.accept()
        with connection, suppress(OSError):
            connection.sendall(welcome)
            while True:
                connection.sendall(b"2")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        dripping = threading.Thread(target=drip, args=[listener])
        dripping.start()
        begun = time.monotonic()
        outcome = send(letter(), settings(listener.getsockname()[1], timeout=0.1))
        assert time.monotonic() - begun < 10
        dripping.join()
    assert (outcome.fate, outcome.cause) == (Fate.LATER, cause)


def test_a_server_that_is_reached_when_it_is_too_late_gets_no_letter(monkeypatch):
    """Nobody would end that conversation: the time for the whole ran out before there was anything to hang up."""
    connect = socket.create_connection
    monkeypatch.setattr("tracker.mail.LONGEST", 0.1)
    monkeypatch.setattr(socket, "create_connection", lambda *where, **how: time.sleep(0.3) or connect(*where, **how))
    with open_post_office() as office:
        outcome = send(letter(), settings(office.port))
        assert not office.taken
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.SILENT)


def test_a_sender_who_is_not_allowed_is_the_offices_own_error():
    with open_post_office(sender_answer="553 sender rejected") as office:
        outcome = send(letter(), settings(office.port))
    assert (outcome.fate, outcome.cause) == (Fate.MISCONFIGURED, Cause.SENDER)


def test_a_server_that_wants_a_sign_in_gets_it():
    with open_post_office(password="mat khau") as office:
        assert send(letter(), settings(office.port, user="so", password="mat khau")).fate == Fate.SENT


def test_a_wrong_password_is_the_offices_own_error():
    with open_post_office(password="mat khau") as office:
        outcome = send(letter(), settings(office.port, user="so", password="sai"))
    assert (outcome.fate, outcome.cause) == (Fate.MISCONFIGURED, Cause.SIGN_IN)


def test_a_server_without_the_wanted_safety_gets_no_letter():
    with open_post_office() as office:
        outcome = send(letter(), settings(office.port, security="starttls"))
        assert (outcome.fate, outcome.cause) == (Fate.MISCONFIGURED, Cause.SECURITY)
        assert not office.taken


def test_a_goodbye_that_fails_does_not_unsend_the_letter():
    def serve(listener):
        connection, _address = listener.accept()
        connection.settimeout(5)
        with connection:
            for answer in (b"220 hi", b"250 hi", b"250 sender", b"250 one", b"250 two", b"354 go"):
                connection.sendall(answer + b"\r\n")
                received = connection.recv(65536)
            while not received.endswith(b"\r\n.\r\n"):
                received = received[-5:] + connection.recv(65536)
            connection.sendall(b"250 taken\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = threading.Thread(target=serve, args=[listener])
        serving.start()
        outcome = send(letter(), settings(listener.getsockname()[1]))
        serving.join()
    assert outcome.fate == Fate.SENT


def test_a_password_is_never_shown():
    assert "bi mat" not in repr(Settings(password="bi mat"))
