"""A clock that jumped, and the person who says that it is right."""

from datetime import datetime

from sqlalchemy import delete, select

from tracker import history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reminders import outbox
from tracker.reminders.models import Heartbeat
from tracker.reminders.pause_models import MailPause


def confirm(*, by: User, at: datetime) -> None:
    """Take the clock as right after a person looked at it; the jobs go on from this moment.

    What the wrong clock put off comes back. Days that were jumped over are caught up as one letter a person: only the
    latest occasion of a task counts. Raises RuleBroken when no job ever ran.
    """
    history.take_turn()
    beats = db.session.scalars(select(Heartbeat)).all()
    if not beats:
        raise RuleBroken(_("The timetable has not run yet."))
    for each in beats:
        each.at, each.trouble = at, ""
    db.session.execute(delete(MailPause))
    outbox.bring_forward(at)
    history.record("accepted_clock", by, by=by, at=at, changes={"clock": at})
    db.session.commit()
