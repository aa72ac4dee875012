"""Where the meetings of a committee answer."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import actions, carry, queries
from tracker.meetings.forms import CancellationForm, MeetingForm
from tracker.meetings.models import Meeting

bp = Blueprint("meetings", __name__)


@bp.app_context_processor
def _carry_words() -> dict[str, Any]:
    """Return how a matter is said to come back meeting after meeting."""
    return {"meetings_in_a_row": carry.words}


@bp.route("/meetings")
def meetings() -> ResponseReturnValue:
    """List the committee's meetings: to come, then past."""
    committee, on = web.committee(), clock.today()
    found = db.session.scalars(queries.meetings(web.reach()).filter_by(committee_id=committee.id)).all()
    found = sorted(found, key=lambda meeting: meeting.held_on)
    return render_template(
        "meetings/meetings.html",
        committee=committee,
        coming=[each for each in found if each.held_on >= on],
        past=[each for each in reversed(found) if each.held_on < on],
        conclusions=queries.conclusions_of(found),
    )


@bp.route("/meetings/new", methods=["GET", "POST"])
def new_meeting() -> ResponseReturnValue:
    """Enter a meeting."""
    form, committee = MeetingForm(), web.committee()
    if form.validate_on_submit() and form.attempt(lambda: actions.plan_meeting(committee, form.words, by=web.me())):
        return web.done(url_for("meetings.meetings"), _("The meeting is entered."))
    return render_template("meetings/edit.html", form=form, meeting=None, committee=committee), form.status


@bp.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
def edit_meeting(meeting_id: int) -> ResponseReturnValue:
    """Correct a meeting."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    form = MeetingForm(obj=found)
    if form.validate_on_submit() and form.attempt(lambda: _change(found, form)):
        return web.done(url_for("meetings.meeting", meeting_id=found.id), _("The meeting is changed."))
    page = render_template(
        "meetings/edit.html", form=form, meeting=found, theirs=form.theirs(found), committee=found.committee
    )
    return page, form.status


@bp.route("/meetings/<int:meeting_id>/cancellation", methods=["GET", "POST"])
def cancellation(meeting_id: int) -> ResponseReturnValue:
    """Call a meeting off, with the reason."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id, queries.takes_place()))
    form = CancellationForm(obj=found)
    if form.validate_on_submit() and form.attempt(lambda: _cancel(found, form)):
        return web.done(url_for("meetings.meetings"), _("The meeting is cancelled."))
    form.theirs(found)
    return render_template("meetings/cancellation.html", form=form, meeting=found), form.status


@bp.route("/meetings/<int:meeting_id>/reinstatement", methods=["POST"])
def reinstatement(meeting_id: int) -> ResponseReturnValue:
    """Hold a meeting after all that was called off."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    version = request.form.get("version", 0, type=int)
    actions.reinstate_meeting(found, version=version, by=web.me(), at=clock.now())
    return web.done(url_for("meetings.meetings"), _("The meeting takes place after all."))


def _change(found: Meeting, form: MeetingForm) -> None:
    actions.change_meeting(found, form.words, version=form.known_version, by=web.me(), on=clock.today())


def _cancel(found: Meeting, form: CancellationForm) -> None:
    why = form.reason.data or ""
    actions.cancel_meeting(found, why, version=form.known_version, by=web.me(), at=clock.now())
