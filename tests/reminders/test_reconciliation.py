"""The register held against itself: what does not agree is said, and put right where no guess is needed."""

from datetime import date, timedelta

import pytest

from tests.office import sign_in
from tests.reminders.test_outbox import write
from tests.reminders.world import AT, ON, task
from tracker import history, scheduler
from tracker.extensions import db
from tracker.reminders import heartbeat
from tracker.reminders.models import LetterState, Reason
from tracker.reminders.reconciliation import Difference, differences, mend
from tracker.reminders.schedule import remind

LATER = AT + timedelta(hours=3)


def test_a_register_in_order_shows_nothing(app, office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    remind(on=ON, at=AT)
    heartbeat.beat("remind", at=AT)
    assert differences(LATER) == []


@pytest.mark.parametrize(
    ("values", "found", "becomes"),
    [
        ({"state": LetterState.SENT}, "unreceived", LetterState.SENT),
        ({"state": LetterState.SENDING, "lease": "a", "leased_until": AT}, "held", LetterState.SENDING),
        ({"state": LetterState.SENDING, "lease": None}, "held", LetterState.WAITING),
        ({"state": LetterState.WAITING}, "behind", LetterState.WAITING),
    ],
)
def test_what_does_not_agree_is_said_and_put_right_where_it_is_safe(app, office, values, found, becomes):
    app.config["SMTP_HOST"] = "127.0.0.1"
    letter = write(office, "a")
    for name, value in values.items():
        setattr(letter, name, value)
    db.session.commit()
    assert mend(LATER) == [Difference(found, 1)]
    assert letter.state == becomes


def test_a_letter_that_everybody_sent_back_is_not_delivered(app, office):
    letter = write(office, "a")
    letter.state, letter.recipients[0].state = LetterState.SENT, LetterState.DEAD
    db.session.commit()
    mend(LATER)
    assert (letter.state, letter.reason) == (LetterState.DEAD, Reason.BOUNCED)
    assert history.of(letter)[0].verb == "mended"


def test_a_letter_of_the_day_that_was_not_written_is_told_on_the_page_of_mail(app, client, office, monkeypatch):
    monkeypatch.setattr("tracker.clock.now", lambda: AT + timedelta(hours=1))
    heartbeat.beat("remind", at=AT)
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    scheduler.tick(app, "reconcile", scheduler.reconcile)
    assert "1 thư của hôm nay chưa được lập" in sign_in(client, office.admin).get("/mail").text
