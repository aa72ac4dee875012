"""Letters are handed to a real server, and whatever a subject holds, it never becomes another header."""

import random
import socket
import threading
from email import message_from_bytes, policy

import pytest

from tests.post_office import free_port, open_post_office
from tests.reminders.world import AT
from tracker.mail import Cause, Fate, Settings, UnsafeHeader, build, is_address, message_id, one_line, send

SENDER = "sotheodoi@dalam.local"
TO = [("Phòng Văn hóa - Xã hội", "vhxh@dalam.local"), ("K’Brơm Hà", "hakb@vpub")]


def letter(subject="Phòng Kinh tế: 3 nhiệm vụ quá hạn", *, to=TO, sender_name="BCĐ công trình trọng điểm", thread=""):
    return build(
        sender=SENDER, sender_name=sender_name, to=to, subject=subject, text="Kính gửi: Phòng Kinh tế\n", thread=thread,
        html="<p>Kính gửi: <b>Phòng Kinh tế</b></p>", message_id=message_id("thư 1", SENDER), at=AT,
    )  # fmt: skip


def settings(port, **values):
    return Settings(**{"host": "127.0.0.1", "port": port, "timeout": 3, "sender": SENDER, **values})


# ------------------------------------------------------------------------------------------ what arrives


def test_a_letter_arrives_in_vietnamese_with_its_headers():
    with open_post_office() as office:
        outcome = send(letter(thread="<thread@dalam.local>"), settings(office.port))
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


def test_a_letter_has_the_same_id_at_every_attempt_and_no_other_letter_has_it():
    assert message_id("a", SENDER) == message_id("a", SENDER) != message_id("b", SENDER)
    assert message_id("a", SENDER).endswith("@dalam.local>")


@pytest.mark.parametrize("good", ["x@vpub.local", "x@mail", "x.y+z@phong-kt.dalam.gov.vn", "o'brien@a.b"])
def test_addresses_of_intranets_are_addresses(good):
    assert is_address(good)


@pytest.mark.parametrize(
    "bad",
    ["", "x", "@mail", "x@", "x@@mail", "x y@mail", "x@mail\n", "x@-mail", "x@a..b", "x.@mail", "tên@mail", "a,b@mail",
     "x@mail>", "<x@mail", "x@mail, y@mail", "x" * 65 + "@mail", "x@" + "a" * 255],
)  # fmt: skip
def test_other_things_are_not_addresses(bad):
    assert not is_address(bad)


# ------------------------------------------------------------------------------------------ hostile headers

HOSTILE = [
    "Kết luận\r\nBcc: ke.gian@xa.local", "=?utf-8?q?a=0ABcc:_ke.gian@xa.local?=", "=?utf-8?B?QQpCY2M6IGFAYi5j?=",
    "\u2028Bcc: a@b.c", "a\x00b\x85c", "=?utf-8?q?=0D=0ABcc=3A?= =?utf-8?q?x?=", "=" * 500, "=?" * 200, "?=" * 200,
    "ậ" * 1000, "a@b.c, d@e.f", '"<a@b.c>" <d@e.f>', "\ud800", "\u202eevil", " ", "",
]  # fmt: skip
PIECES = [
    "=?", "?=", "utf-8", "?q?", "?b?", "=0A", "=0D", "\r", "\n", "\x00", "Bcc: a@b.c", "\u2028", "\u0085", "Kết luận",
    "\t", " ", ":", "<", ">", ",", '"', "\\", "(", ")", "đường tránh", "\u202e", "\ud800", "=", "?", "😀", "ẫ" * 30,
]  # fmt: skip
_DICE = random.Random(624)
HOSTILE += ["".join(_DICE.choices(PIECES, k=_DICE.randint(1, 40))) for _each in range(300)]


def test_no_hostile_subject_or_name_sets_another_header_or_reaches_another_person():
    plain = sorted(letter("Kết luận").keys())
    for words in HOSTILE:
        message = letter(
            words, to=[(words, "a@mail"), ("Phòng Kinh tế", "b@mail"), (words, "c@mail")], sender_name=words
        )
        read = message_from_bytes(message.as_bytes(), policy=policy.default)
        assert sorted(read.keys()) == plain, words
        assert [each.addr_spec for each in read["To"].addresses] == ["a@mail", "b@mail", "c@mail"], words
        assert [each.addr_spec for each in read["From"].addresses] == [SENDER], words
        assert str(read["Subject"]) == one_line(words, 180), words


def test_vietnamese_subjects_of_any_length_arrive_unchanged():
    text = "Phòng Kinh tế: 3 nhiệm vụ quá hạn, trình “chậm nhất Quý I/2024” – 1.200 triệu đồng (Đức Trọng)"
    words = text.split()
    for length in range(1, 60):
        subject = one_line(" ".join(words[each % len(words)] for each in range(length)), 180)
        read = message_from_bytes(letter(subject).as_bytes(), policy=policy.default)
        assert str(read["Subject"]) == subject


def test_a_letter_to_something_that_is_no_address_is_not_made():
    with pytest.raises(UnsafeHeader):
        letter(to=[("A", "a@mail\nBcc: b@mail")])


@pytest.mark.parametrize(
    ("wall", "gap"),
    [("one_line", lambda text, _limit: text), ("_encoded", lambda _text, _taken: "a\r\nBcc: ke.gian@xa.local")],
)
def test_what_slips_through_one_wall_is_stopped_by_the_next(monkeypatch, wall, gap):
    monkeypatch.setattr(f"tracker.mail.{wall}", gap)
    with pytest.raises(UnsafeHeader):
        letter("a\r\nBcc: ke.gian@xa.local")


# ------------------------------------------------------------------------------------------ what servers do


def test_without_a_host_it_is_the_offices_own_error():
    assert send(letter(), settings(0, host="")).cause == Cause.NO_HOST


def test_a_server_that_is_down_may_be_up_later():
    outcome = send(letter(), settings(free_port()))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.UNREACHABLE)


def test_a_server_that_never_answers_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcome = send(letter(), settings(silent.getsockname()[1], timeout=0.3))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.UNREACHABLE)


def test_a_connection_cut_after_the_letter_was_taken_counts_as_not_sent():
    with open_post_office(cut=True) as office:
        outcome = send(letter(), settings(office.port))
    assert (outcome.fate, outcome.cause) == (Fate.LATER, Cause.UNREACHABLE)


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
