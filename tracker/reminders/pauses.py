"""When the mail server refuses the office itself, nothing more is tried for an hour, or until somebody mends it.

Servers lock an account after a few wrong passwords; the timetable would try one each minute. Other settings, a test
letter that went out and a person who asks for a letter again end the pause at once.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete

from tracker.extensions import db
from tracker.mail import Outcome
from tracker.mail_settings import Settings
from tracker.reminders.models import Heartbeat
from tracker.reminders.pause_models import MailPause

PAUSE = timedelta(hours=1)


def trouble_of(outcome: Outcome) -> str:
    """Return what is wrong with the settings as a heartbeat keeps it: the code of the cause, and the server's words."""
    return f"mail_{outcome.cause}: {outcome.answer}"


def trouble_with(settings: Settings, at: datetime) -> str:
    """Return why these settings are not tried now; empty when they may be."""
    pause = db.session.get(MailPause, settings.mark)
    return pause.trouble if pause and at < pause.until else ""


def begin(settings: Settings, outcome: Outcome, at: datetime) -> None:
    """Leave these settings alone for a while. Commits."""
    db.session.execute(delete(MailPause))
    db.session.add(MailPause(settings_mark=settings.mark, until=at + PAUSE, trouble=trouble_of(outcome)))
    db.session.commit()


def end() -> None:
    """Let the next tick try again, and take back what was said of it; the caller commits."""
    db.session.execute(delete(MailPause))
    beat = db.session.get(Heartbeat, "outbox")
    if beat and beat.trouble.startswith("mail_"):
        beat.trouble = ""
