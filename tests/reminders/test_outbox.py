"""No letter is lost, none goes out twice by the program, and every failure is said."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.post_office import free_port, open_post_office
from tests.reminders.world import AT, ON, conclusion, item, task
from tracker import mail
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import Membership, User
from tracker.reminders import outbox
from tracker.reminders.leases import LEASE
from tracker.reminders.letters import Words
from tracker.reminders.models import Heartbeat, Letter, LetterKind, LetterState, Reason
from tracker.reminders.publication import publish
from tracker.reminders.queries import Mailbox
from tracker.reminders.schedule import remind
from tracker.tasks.models import Stage

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def post_office(app):
    with open_post_office() as server:
        app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=server.port, SMTP_TIMEOUT=5, MAIL_FROM="so@dalam.local")
        yield server


@pytest.fixture
def owed(office):
    return task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))


def write(office, key, *people):
    """Put a letter about nothing in particular into the outbox."""
    boxes = [Mailbox(person.full_name, person.email, user=person) for person in people or (office.official,)]
    letter = outbox.write(
        Words(f"Thư {key}", "Nội dung\n", "<p>Nội dung</p>"), boxes, key=key, kind=LetterKind.MANUAL,
        committee=office.committee, to_name="Phòng Kinh tế", on=ON, at=AT, by=None,
    )  # fmt: skip
    db.session.commit()
    return letter


def the_letter():
    db.session.expire_all()
    return db.session.query(Letter).one()


# ------------------------------------------------------------------------------------------ sent and re-checked


def test_a_letter_that_cannot_be_brought_up_to_date_keeps_no_other_waiting(post_office, office, monkeypatch):
    broken, good = write(office, "hỏng").id, write(office, "tốt").id

    def refresh(letter, *, at):
        return 1 / 0 if letter.id == broken else True

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "refresh", refresh)
        assert outbox.send_waiting(at=AT) == 1
    waiting = db.session.get(Letter, broken)
    assert db.session.get(Letter, good).state == LetterState.SENT
    assert (waiting.state, waiting.reason, waiting.attempts) == (LetterState.WAITING, Reason.UNSAFE, 1)
    assert outbox.send_waiting(at=AT + 2 * MINUTE) == 1
    assert db.session.get(Letter, broken).state == LetterState.SENT


def test_a_letter_goes_out_once(post_office, office, owed):
    remind(on=ON, at=AT)
    assert outbox.send_waiting(at=AT) == 1
    assert outbox.send_waiting(at=AT + MINUTE) == 0
    letter = the_letter()
    assert (letter.state, letter.attempts) == (LetterState.SENT, 1)
    assert letter.sent_at - AT < MINUTE
    [message] = post_office.taken
    assert message["Message-ID"] == letter.message_id
    assert message["Subject"] == letter.subject
    sender = message["From"].addresses[0].display_name.replace(" ", "")  # Python's reader parts two encoded words
    assert sender == office.committee.short_name.replace(" ", "")


def test_letters_about_one_conclusion_hang_together(post_office, office):
    draft = conclusion(office)
    for unit in (office.economy, office.culture):
        item(draft, f"Việc của {unit.name}", unit, date(2026, 6, 30))
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert outbox.send_waiting(at=AT) == 2
    first, second = post_office.taken
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]


def test_a_task_reported_meanwhile_is_not_chased(post_office, office, owed):
    remind(on=ON, at=AT)
    owed.stage = Stage.REPORTED
    db.session.commit()
    assert outbox.send_waiting(at=AT) == 0
    assert (the_letter().state, the_letter().reason) == (LetterState.CANCELLED, Reason.SETTLED)
    assert not post_office.taken


def test_a_task_extended_meanwhile_is_not_chased(post_office, office, owed):
    remind(on=ON, at=AT)
    owed.due_on = date(2026, 6, 30)
    db.session.commit()
    outbox.send_waiting(at=AT)
    assert not post_office.taken


def test_of_several_tasks_only_the_settled_one_is_left_out(post_office, office, owed):
    done = task(office, "Hoàn thành hồ sơ đấu giá", date(2026, 4, 1))
    remind(on=ON, at=AT)
    done.stage = Stage.DONE
    db.session.commit()
    outbox.send_waiting(at=AT)
    [message] = post_office.taken
    assert message["Subject"] == "1 nhiệm vụ sắp đến hạn (tính đến ngày 14/4/2026)"
    assert "Hoàn thành hồ sơ" not in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize("leaving", ["switched off", "no longer a member"])
def test_somebody_who_left_gets_no_letter(post_office, office, owed, leaving):
    remind(on=ON, at=AT)
    if leaving == "switched off":
        db.session.get(User, office.official.id).is_enabled = False
    else:
        db.session.query(Membership).filter_by(user_id=office.official.id).delete()
    db.session.commit()
    outbox.send_waiting(at=AT)
    assert (the_letter().state, the_letter().reason) == (LetterState.CANCELLED, Reason.RECIPIENT_LEFT)
    assert not post_office.taken


def test_a_closed_committee_writes_to_nobody(post_office, office, owed):
    remind(on=ON, at=AT)
    office.committee.is_active = False
    db.session.commit()
    outbox.send_waiting(at=AT)
    assert post_office.taken == []
    assert {letter.reason for letter in db.session.query(Letter)} == {Reason.CLOSED}


@pytest.mark.parametrize(
    ("hours", "taken"), [(-1, 0), (1, 1), (12, 0), (4 * 24 + 1, 0)], ids=["early", "open", "evening", "Saturday"]
)
def test_what_the_program_writes_leaves_in_office_hours_and_what_a_person_sends_at_once(
    post_office, office, hours, taken
):
    by_hand, daily = write(office, "a"), write(office, "b")
    daily.kind, daily.next_try_at, by_hand.next_try_at = LetterKind.DIGEST, AT - DAY, AT - DAY
    db.session.commit()
    assert outbox.send_waiting(at=AT + timedelta(hours=hours)) == 1 + taken


def test_without_a_mail_server_letters_wait(office, owed):
    remind(on=ON, at=AT)
    assert outbox.send_waiting(at=AT) == 0
    assert (the_letter().state, the_letter().attempts) == (LetterState.WAITING, 0)


def test_a_letter_that_had_no_address_goes_out_once_there_is_one(post_office, office):
    office.economy.email = office.official.email = ""
    draft = conclusion(office)
    item(draft, "Trình phê duyệt quy hoạch", office.economy, date(2026, 6, 30))
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert outbox.send_waiting(at=AT) == 0
    assert (the_letter().state, the_letter().reason) == (LetterState.DEAD, Reason.NO_ADDRESS)
    office.economy.email = "kinhte@dalam.local"
    db.session.commit()
    assert outbox.send_waiting(at=AT + MINUTE) == 1
    assert post_office.envelopes == [("so@dalam.local", ("kinhte@dalam.local",))]


# ------------------------------------------------------------------------------------------ failures


def test_a_busy_server_is_asked_again_a_minute_later(post_office, office):
    post_office.rcpt["*"] = ["451 đang bận"]
    write(office, "a")
    assert outbox.send_waiting(at=AT) == 0
    letter = the_letter()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 1)
    assert MINUTE <= letter.next_try_at - AT < 2 * MINUTE
    assert outbox.send_waiting(at=AT) == 0
    assert outbox.send_waiting(at=AT + 2 * MINUTE) == 1
    assert the_letter().state == LetterState.SENT


def test_an_address_that_does_not_exist_is_dead_with_the_servers_answer(post_office, office):
    post_office.rcpt["*"] = ["550 5.1.1 no such user"]
    write(office, "a")
    outbox.send_waiting(at=AT)
    letter = the_letter()
    assert (letter.state, letter.last_answer) == (LetterState.DEAD, "550 5.1.1 no such user")
    assert outbox.send_waiting(at=AT + timedelta(days=1)) == 0


def test_a_retry_goes_only_to_those_who_do_not_have_it(post_office, office):
    post_office.rcpt[office.chair.email] = ["451 đang bận"]
    post_office.rcpt[office.viewer.email] = ["550 no such user"]
    write(office, "a", office.official, office.chair, office.viewer)
    outbox.send_waiting(at=AT)
    outbox.send_waiting(at=AT + 2 * MINUTE)
    sender = "so@dalam.local"
    assert post_office.envelopes == [(sender, (office.official.email,)), (sender, (office.chair.email,))]
    letter = the_letter()
    assert letter.state == LetterState.SENT
    assert [each.state for each in letter.recipients] == [LetterState.SENT, LetterState.SENT, LetterState.DEAD]


def test_a_server_that_was_down_gets_the_same_message_when_it_is_up(app, office):
    port = free_port()
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=port, SMTP_TIMEOUT=5)
    write(office, "a")
    outbox.send_waiting(at=AT)
    assert (the_letter().reason, the_letter().attempts) == (Reason.UNREACHABLE, 0)
    with open_post_office(port) as server:
        assert outbox.send_waiting(at=AT + 2 * MINUTE) == 1
    assert [message["Message-ID"] for message in server.taken] == [the_letter().message_id]


def test_a_resend_after_a_cut_connection_is_the_same_message(post_office, office):
    post_office.cut = True
    write(office, "a")
    assert outbox.send_waiting(at=AT) == 0
    post_office.cut = False
    assert outbox.send_waiting(at=AT + 2 * MINUTE) == 1
    assert len({message["Message-ID"] for message in post_office.taken}) == 1


def test_a_server_that_is_away_is_asked_once_a_run_and_costs_no_letter_a_try(app, office, monkeypatch):
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=free_port(), SMTP_TIMEOUT=5)
    asked, really = [], outbox.deliver
    monkeypatch.setattr(outbox, "deliver", lambda claim, settings: asked.append(claim) or really(claim, settings))
    for key in "abc":
        write(office, key)
    for minute in range(5):
        assert outbox.run(at=AT + MINUTE * minute).trouble.startswith("mail_closed")
    assert len(asked) == 5
    db.session.expire_all()
    assert {each.attempts for each in db.session.query(Letter)} == {0}


def test_after_days_without_a_server_everything_leaves_within_minutes(app, office):
    port = free_port()
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=port, SMTP_TIMEOUT=5)
    write(office, "a")
    for hour in range(0, 9 * 24, 8):
        outbox.run(at=AT + hour * 60 * MINUTE)
    with open_post_office(port) as server:
        outbox.run(at=AT + timedelta(days=9))
    assert len(server.taken) == 1


def test_a_conversation_that_breaks_off_keeps_no_other_letter_waiting(post_office, office):
    post_office.cut_for = {office.official.email}
    write(office, "a")
    write(office, "b", office.chair)
    assert outbox.send_waiting(at=AT) == 1
    first, second = db.session.query(Letter).order_by(Letter.id)
    assert (first.state, first.attempts, second.state) == (LetterState.WAITING, 1, LetterState.SENT)


def test_when_every_conversation_breaks_off_the_run_ends_and_says_so(post_office, office):
    post_office.cut = True
    for key in "abcde":
        write(office, key)
    assert outbox.run(at=AT).trouble.startswith("mail_broken_off")
    assert len(post_office.taken) == outbox.BROKEN_IN_A_ROW


def test_who_could_not_be_reached_in_five_days_is_not_left_waiting_in_a_letter_that_others_have(office):
    letter = write(office, "a", office.official, office.chair)
    busy = mail.Outcome(mail.Fate.LATER, mail.Cause.ANSWERED, "451 bận", later={office.chair.email: "451 bận"})
    letter.attempts = outbox.LAST_ATTEMPT
    db.session.commit()
    outbox.settle(outbox.take(AT), busy, AT)
    assert the_letter().state == LetterState.SENT
    assert [(each.state, each.answer) for each in the_letter().recipients] == [
        (LetterState.SENT, ""),
        (LetterState.DEAD, "451 bận"),
    ]


def test_a_wrong_password_stops_the_run_and_is_said(app, office):
    with open_post_office(password="dung") as server:
        app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=server.port, SMTP_USER="so", SMTP_PASSWORD="sai")
        write(office, "a")
        write(office, "b")
        assert outbox.send_waiting(at=AT) == 0
    db.session.expire_all()
    assert {(each.state, each.attempts) for each in db.session.query(Letter)} == {(LetterState.WAITING, 0)}
    assert db.session.get(Heartbeat, "outbox").trouble.startswith("mail_sign_in: 535")


def test_tries_end_after_five_days_of_two_hours_each(app, office, monkeypatch):
    busy = mail.Outcome(mail.Fate.LATER, mail.Cause.ANSWERED, "451 bận", later={office.official.email: "451 bận"})
    monkeypatch.setattr(outbox, "deliver", lambda claim, settings: busy)
    letter, at, tries = write(office, "a"), AT, []
    while letter.state == LetterState.WAITING:
        claim = outbox.take(at)
        assert claim is not None
        outbox.settle(claim, busy, at)
        tries.append(letter.next_try_at - at)
        at = letter.next_try_at
    assert [each // MINUTE for each in tries[:7]] == [1, 5, 15, 30, 60, 120, 120]
    assert timedelta(days=5) < at - AT < timedelta(days=5, hours=3)
    assert letter.state == LetterState.DEAD


def test_a_letter_that_cannot_be_written_safely_is_dead_not_stuck(post_office, office):
    write(office, "a").recipients[0].address = "a@mail\nBcc: b@mail"
    db.session.commit()
    outbox.send_waiting(at=AT)
    assert (the_letter().state, the_letter().reason) == (LetterState.DEAD, Reason.UNSAFE)


def test_a_database_that_does_not_answer_after_the_hand_over_makes_no_second_letter(post_office, office, monkeypatch):
    write(office, "a")
    really, asked = outbox.settle, []

    def settle(*words):
        asked.append(words)
        if len(asked) < 3:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        really(*words)

    monkeypatch.setattr(outbox, "settle", settle)
    monkeypatch.setattr(outbox, "SETTLE_AGAIN_SECONDS", 0)
    assert outbox.send_waiting(at=AT) == 1
    assert (the_letter().state, len(asked)) == (LetterState.SENT, 3)


# ------------------------------------------------------------------------------------------ several workers


@pytest.fixture
def wait(monkeypatch):
    """Let seconds pass for this process, whatever the clock shows."""
    counted = [0.0]
    monkeypatch.setattr("tracker.clock.steady", lambda: counted[0])
    return lambda passed: counted.append(counted.pop() + passed.total_seconds())


def test_a_letter_left_behind_is_taken_once_its_lease_was_seen_for_as_long_as_one_lasts(office, wait):
    write(office, "a")
    assert outbox.take(AT) is not None
    for _each in range(2):
        assert outbox.take(AT) is None
        wait(LEASE / 2)
    assert outbox.take(AT) is None
    wait(MINUTE)
    assert outbox.take(AT) is not None
    assert outbox.take(AT) is None


@pytest.mark.parametrize("leap", [DAY, 3652 * DAY], ids=["a day", "ten years"])
def test_a_clock_that_leaps_takes_no_letter_out_of_the_hands_it_is_in(office, wait, leap):
    """Neither for who begins to look after the leap, nor for who saw it leap ahead and does not know it is back."""
    for key in "ab":
        write(office, key)
    first = outbox.take(AT)
    second = outbox.take(AT + leap)
    assert {first.letter_id, second.letter_id} == {letter.id for letter in db.session.query(Letter)}
    for at in (AT + leap, AT, AT + leap + MINUTE):
        assert outbox.take(at) is None
        wait(MINUTE)


def test_who_lost_the_lease_changes_nothing(office, wait):
    write(office, "a")
    slow = outbox.take(AT)
    assert outbox.take(AT) is None
    wait(LEASE + MINUTE)
    fast = outbox.take(AT)
    outbox.settle(slow, mail.Outcome(mail.Fate.REFUSED, refused={office.official.email: "550"}), AT)
    assert the_letter().state == LetterState.SENDING
    outbox.settle(fast, mail.Outcome(mail.Fate.SENT), AT)
    assert the_letter().state == LetterState.SENT


def test_several_workers_send_each_letter_once(app, post_office, office):
    for number in range(20):
        write(office, f"thư {number}")
    together, sent = Barrier(3), []

    def work():
        with app.app_context():
            together.wait()
            sent.append(outbox.send_waiting(at=AT))
            db.session.remove()

    threads = [Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 20
    assert len({message["Message-ID"] for message in post_office.taken}) == len(post_office.taken) == 20


def test_the_same_letter_cannot_be_written_twice(office):
    write(office, "a")
    with pytest.raises(IntegrityError):
        write(office, "a")
    db.session.rollback()


def test_a_letter_that_is_being_sent_is_not_resent_by_hand(office):
    letter = write(office, "a")
    outbox.take(AT)
    with pytest.raises(RuleBroken):
        outbox.resend(letter, by=office.secretary, at=AT)
    db.session.rollback()
