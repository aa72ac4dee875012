"""Where the list of who is at a meeting answers."""

import json

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from tracker import clock, web
from tracker.cleaning import clean_line
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import attendance as lists
from tracker.meetings import queries
from tracker.meetings.agenda import agenda
from tracker.meetings.attendance import Guest
from tracker.meetings.models import Meeting
from tracker.meetings.routes import bp
from tracker.meetings.sitting_forms import GuestForm
from tracker.meetings.sitting_models import Attendance, Presence
from tracker.people.models import Unit
from tracker.people.queries import active_units

LONGEST_WORDS = 300


@bp.route("/meetings/<int:meeting_id>/attendance")
def attendance(meeting_id: int) -> ResponseReturnValue:
    """Show who is invited to a meeting and who is there."""
    return _shown(web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id)))


@bp.route("/meetings/<int:meeting_id>/invitations", methods=["POST"])
def invite(meeting_id: int) -> ResponseReturnValue:
    """Put on the list whom the program proposes and the secretary left ticked."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    ticked = set(request.form.getlist("guest"))
    lists.invite(found, [each for each in _proposed(found) if each.key in ticked], by=web.me())
    return web.done(_page(found.id))


@bp.route("/meetings/<int:meeting_id>/guests", methods=["POST"])
def add_guest(meeting_id: int) -> ResponseReturnValue:
    """Put somebody on the list who has no account."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    form = GuestForm().offer(_units())
    if form.validate() and form.attempt(lambda: lists.invite(found, [form.guest()], by=web.me())):
        return web.done(_page(found.id))
    return _shown(found, form)


@bp.route("/attendances/<int:attendance_id>", methods=["GET", "POST"])
def guest(attendance_id: int) -> ResponseReturnValue:
    """Correct the name or the office of somebody on the list."""
    row = web.fetch(_row(attendance_id))
    form = GuestForm(obj=row).offer(_units(row.unit_id))
    if form.validate_on_submit() and form.attempt(lambda: _change(row, form)):
        return web.done(_page(row.meeting_id))
    theirs = GuestForm(formdata=None, obj=row).offer(_units(row.unit_id)) if form.is_stale else None
    form.theirs(row)
    return render_template("meetings/guest.html", form=form, row=row, meeting=row.meeting, theirs=theirs), form.status


@bp.route("/attendances/<int:attendance_id>/presence", methods=["POST"])
def note_presence(attendance_id: int) -> ResponseReturnValue:
    """Write down whether somebody is there."""
    row, chosen = web.fetch(_row(attendance_id)), request.form.get("presence", "")
    words = clean_line(request.form.get("note", ""))[:LONGEST_WORDS]
    lists.note(row, Presence(chosen) if chosen in list(Presence) else abort(400), words, by=web.me())
    if not web.wants_fragment():
        return web.done(_page(row.meeting_id) + f"#attendance-{row.id}")
    answer = make_response(render_template("meetings/_presence.html", row=row))
    answer.headers["HX-Trigger"] = json.dumps({"attendance-changed": {}})
    return answer


@bp.route("/meetings/<int:meeting_id>/presences", methods=["POST"])
def note_all(meeting_id: int) -> ResponseReturnValue:
    """Write down that everybody is there of whom nothing was noted."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    lists.note_all(found, by=web.me())
    return web.done(_page(found.id))


@bp.route("/attendances/<int:attendance_id>/removal", methods=["POST"])
def strike_guest(attendance_id: int) -> ResponseReturnValue:
    """Take somebody off the list."""
    row = web.fetch(_row(attendance_id))
    meeting_id, name = row.meeting_id, row.name
    lists.strike(row, by=web.me())
    return web.done(_page(meeting_id), _("%(name)s is off the list.", name=name))


def _row(attendance_id: int) -> Select[Attendance]:
    return lists.attendances(web.reach()).where(Attendance.id == attendance_id)


def _units(and_also: int | None = None) -> list[Unit]:
    return list(db.session.scalars(active_units(and_also)))


def _proposed(found: Meeting) -> list[Guest]:
    return lists.proposed(found, agenda(found, web.reach(), clock.today()))


def _change(row: Attendance, form: GuestForm) -> None:
    lists.change_guest(row, form.guest(row), version=form.known_version, by=web.me())


def _shown(found: Meeting, form: GuestForm | None = None) -> ResponseReturnValue:
    rows, may_note = lists.at(found), web.may("meetings.invite", "POST", found.committee_id)
    page = render_template(
        "meetings/attendance.html", meeting=found, rows=rows, count=lists.count(rows), may_note=may_note,
        proposed=_proposed(found) if may_note else [],
        form=form or GuestForm(formdata=None).offer(_units()),
    )  # fmt: skip
    return page, form.status if form else 200


def _page(meeting_id: int) -> str:
    return url_for("meetings.attendance", meeting_id=meeting_id)
