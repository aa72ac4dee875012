"""Where the first pages, the meetings and the chair's brief answer."""

from http import HTTPStatus

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker import clock, web
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.review import actions, queries
from tracker.review.forms import MeetingForm
from tracker.review.models import Meeting

bp = Blueprint("review", __name__)

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.route("/meetings")
def meetings() -> ResponseReturnValue:
    """List the committee's meetings: to come, then past."""
    committee, on = web.committee(), clock.today()
    found = db.session.scalars(queries.meetings(web.reach()).filter_by(committee_id=committee.id)).all()
    found = sorted(found, key=lambda meeting: meeting.held_on)
    return render_template(
        "review/meetings.html",
        committee=committee,
        coming=[each for each in found if each.held_on >= on],
        past=[each for each in reversed(found) if each.held_on < on],
        conclusions=queries.conclusions_of(found),
    )


@bp.route("/meetings/new", methods=["GET", "POST"])
def new_meeting() -> ResponseReturnValue:
    """Enter a meeting."""
    form = MeetingForm()
    if form.validate_on_submit():
        try:
            actions.plan_meeting(web.committee(), form.words, by=current_user)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return web.done(url_for("review.meetings"), _("The meeting is entered."))
    return render_template("review/meeting.html", form=form, meeting=None), REFUSED if form.is_submitted() else 200


@bp.route("/meetings/<int:id>", methods=["GET", "POST"])
def meeting(id: int) -> ResponseReturnValue:
    """Correct a meeting."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == id))
    form = MeetingForm(obj=found)
    if not form.validate_on_submit():
        return _meeting_page(form, found, REFUSED if form.is_submitted() else HTTPStatus.OK)
    try:
        actions.change_meeting(found, form.words, version=form.known_version, by=current_user)
    except RuleBroken as broken:
        return _refuse(form, found, broken)
    return web.done(url_for("review.meetings"), _("The meeting is changed."))


def _refuse(form: MeetingForm, found: Meeting, broken: RuleBroken) -> ResponseReturnValue:
    """Show the form again with the sentence; after a stale version, with what somebody else wrote beside it."""
    if not isinstance(broken, StaleVersion):
        form.refuse(broken)
        return _meeting_page(form, found, REFUSED)
    form.take_up(found)
    return _meeting_page(form, found, HTTPStatus.CONFLICT, theirs=MeetingForm(formdata=None, obj=found))


def _meeting_page(
    form: MeetingForm, found: Meeting, status: HTTPStatus, theirs: MeetingForm | None = None
) -> ResponseReturnValue:
    return render_template("review/meeting.html", form=form, meeting=found, theirs=theirs), status


@bp.route("/")
def home() -> ResponseReturnValue:
    return ""
