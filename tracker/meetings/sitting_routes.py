"""Where a meeting's own page and its sitting answer."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import attendance, projector, queries, sittings
from tracker.meetings.agenda import agenda
from tracker.meetings.models import Meeting
from tracker.meetings.routes import bp
from tracker.meetings.sitting_forms import PresiderForm
from tracker.meetings.sitting_models import Sitting
from tracker.people.models import User


@bp.route("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """Show a meeting: when and where, how it sits, its agenda, who is there, what it decided."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    sitting, on = queries.sitting_of(found.id), clock.today()
    return render_template(
        "meetings/meeting.html", meeting=found, sitting=sitting, agenda=agenda(found, web.reach(), on),
        outcome=projector.outcome(found, sitting), count=attendance.count(attendance.at(found)),
        form=PresiderForm(presider_id=sitting.presider_id if sitting else None).offer(_presiders(found)),
        papers=queries.conclusions_of([found])[found.committee_id, found.held_on],
        before=queries.last_meeting(found.committee_id, found.held_on),
    )  # fmt: skip


@bp.route("/meetings/<int:meeting_id>/sitting", methods=["POST"])
def begin(meeting_id: int) -> ResponseReturnValue:
    """Begin the sitting under who presides."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    sittings.begin(
        found, _presider(found), reach=web.reach(), by=web.me(), at=clock.now(), on=clock.today()
    )  # fmt: skip
    return web.done(_page(found), _("The sitting has begun."))


@bp.route("/meetings/<int:meeting_id>/presider", methods=["POST"])
def change_presider(meeting_id: int) -> ResponseReturnValue:
    """Let another member preside from now on."""
    sitting = web.fetch(_sitting(meeting_id))
    sittings.hand_over(sitting, _presider(sitting.meeting), by=web.me(), at=clock.now())
    return web.done(_page(sitting.meeting), _("Who presides is changed."))


@bp.route("/meetings/<int:meeting_id>/closing", methods=["POST"])
def close(meeting_id: int) -> ResponseReturnValue:
    """Close the sitting."""
    sitting = web.fetch(_sitting(meeting_id))
    sittings.close(sitting, by=web.me(), at=clock.now())
    return web.done(_page(sitting.meeting), _("The sitting is closed."))


@bp.route("/meetings/<int:meeting_id>/resumption", methods=["POST"])
def reopen(meeting_id: int) -> ResponseReturnValue:
    """Go on with a sitting that was closed."""
    sitting = web.fetch(_sitting(meeting_id))
    sittings.reopen(sitting, by=web.me(), at=clock.now())
    return web.done(_page(sitting.meeting), _("The sitting goes on."))


def _sitting(meeting_id: int) -> Select[Sitting]:
    return sittings.sittings(web.reach()).where(Sitting.meeting_id == meeting_id)


def _presiders(found: Meeting) -> list[User]:
    return sittings.presiders(found.committee_id) if web.may("meetings.begin", "POST", found.committee_id) else []


def _presider(found: Meeting) -> User:
    """Return the member whom the form names; the verb looks whether they may preside."""
    form = PresiderForm().offer(sittings.presiders(found.committee_id))
    chosen = form.presider_id.data if form.validate() else None
    return db.session.get(User, chosen or 0) or abort(400)


def _page(found: Meeting) -> str:
    return url_for("meetings.meeting", meeting_id=found.id)
