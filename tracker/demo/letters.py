"""The letters of the invented commune: assignments and yesterday's reminders went out, one was refused."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from tracker import clock
from tracker.demo.words import office_day
from tracker.extensions import db
from tracker.reminders import schedule
from tracker.reminders.models import Letter, LetterState, Reason, Recipient

REFUSED = "550 5.1.1 User unknown"


def show(today: date) -> None:
    """Let the letters of assignment be sent, and write the reminders of the office day before this one."""
    day = office_day(today - timedelta(days=1))
    schedule.remind(on=day, at=datetime.combine(day, time(8), clock.OFFICE_ZONE).astimezone(UTC))
    for letter in db.session.scalars(select(Letter).where(Letter.state == LetterState.WAITING)):
        _send(letter)
    db.session.commit()
    mailbox = select(Letter).where(Letter.user_id.is_(None), Letter.state == LetterState.SENT, Letter.on == day)
    if refused := db.session.scalars(mailbox.order_by(Letter.id)).first():
        refused.state, refused.reason, refused.sent_at, refused.last_answer = (
            LetterState.DEAD, Reason.ANSWERED, None, REFUSED,
        )  # fmt: skip
        for recipient in refused.recipients:
            _fare(recipient, LetterState.DEAD, REFUSED)
    db.session.commit()


def _send(letter: Letter) -> None:
    letter.state, letter.sent_at, letter.attempts = LetterState.SENT, letter.created_at, 1
    for recipient in letter.recipients:
        _fare(recipient, LetterState.SENT, "")


def _fare(recipient: Recipient, state: LetterState, answer: str) -> None:
    recipient.state, recipient.answer = state, answer
