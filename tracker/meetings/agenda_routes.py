"""Where a meeting's agenda answers."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.meetings import agenda_points, queries
from tracker.meetings.agenda import Agenda, Why
from tracker.meetings.agenda import agenda as agenda_of
from tracker.meetings.models import Meeting
from tracker.meetings.routes import bp
from tracker.meetings.sitting_forms import BringForm, PointForm
from tracker.meetings.sitting_models import AgendaPoint


@bp.app_template_global()
def why_words(why: Why) -> str:
    """Say why a task stands on an agenda."""
    words: dict[Why, str] = {
        Why.OVERDUE: _("overdue"),
        Why.REPORTED: _("awaiting confirmation"),
        Why.EXTENSION: _("asks for a later deadline"),
        Why.BROKEN: _("commitment broken"),
        Why.PROMISED: _("commitment due"),
        Why.CARRIED: _("given by the last conclusion, still open"),
        Why.BROUGHT: _("brought in"),
    }
    return words[why]


@bp.route("/meetings/<int:meeting_id>/agenda")
def agenda(meeting_id: int) -> ResponseReturnValue:
    """Show what is taken up in a meeting, by unit and with the reasons; to be printed and set right."""
    return _shown(web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id)))


@bp.route("/meetings/<int:meeting_id>/points", methods=["POST"])
def add_point(meeting_id: int) -> ResponseReturnValue:
    """Write a point of its own into the agenda."""
    found, form = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id)), PointForm()
    if form.validate() and form.attempt(lambda: agenda_points.add_point(found, form.words, by=web.me())):
        return web.done(_page(found.id), _("The point is on the agenda."))
    return _shown(found, new=form)


@bp.route("/points/<int:point_id>", methods=["GET", "POST"])
def point(point_id: int) -> ResponseReturnValue:
    """Correct a point of its own."""
    found = web.fetch(_own(point_id))
    form = PointForm.of(found)
    if form.validate_on_submit() and form.attempt(lambda: _change(found, form)):
        return web.done(_page(found.meeting_id), _("The point is changed."))
    now = PointForm.of(found) if form.is_stale else None
    form.theirs(found)
    page = render_template("meetings/point.html", form=form, point=found, meeting=found.meeting, theirs=now)
    return page, form.status


@bp.route("/points/<int:point_id>/removal", methods=["POST"])
def remove_point(point_id: int) -> ResponseReturnValue:
    """Strike a point of its own."""
    found, form = web.fetch(_own(point_id)), PointForm()
    meeting_id = found.meeting_id
    agenda_points.remove_point(found, version=form.known_version, by=web.me())
    return web.done(_page(meeting_id), _("The point is struck."))


@bp.route("/points/<int:point_id>/moves/<way>", methods=["POST"])
def move_point(point_id: int, way: str) -> ResponseReturnValue:
    """Take a point of its own up earlier or later."""
    found = web.fetch(_own(point_id))
    agenda_points.move_point(found, up=way == "up", by=web.me())
    return web.done(_page(found.meeting_id))


@bp.route("/meetings/<int:meeting_id>/tasks", methods=["POST"])
def bring_in(meeting_id: int) -> ResponseReturnValue:
    """Bring a task into the agenda by its number."""
    found, form = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id)), BringForm()
    if form.validate() and form.attempt(lambda: _bring(found, form)):
        return web.done(_page(found.id), _("The task is on the agenda."))
    return _shown(found, bring=form)


@bp.route("/meetings/<int:meeting_id>/omissions", methods=["POST"])
def leave_out(meeting_id: int) -> ResponseReturnValue:
    """Leave a task out of the agenda."""
    found, number = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id)), BringForm().number.data
    agenda_points.leave_out(found, number or "", by=web.me())
    return web.done(_page(found.id), _("The task is left out."))


def _own(point_id: int) -> Select[AgendaPoint]:
    return agenda_points.agenda_points(web.reach()).where(AgendaPoint.id == point_id, AgendaPoint.task_id.is_(None))


def _agenda(found: Meeting) -> Agenda:
    return agenda_of(found, web.reach(), clock.today())


def _bring(found: Meeting, form: BringForm) -> None:
    agenda_points.bring_in(found, form.number.data or "", _agenda(found), by=web.me())


def _change(found: AgendaPoint, form: PointForm) -> None:
    agenda_points.change_point(found, form.words, version=form.known_version, by=web.me())


def _shown(found: Meeting, new: PointForm | None = None, bring: BringForm | None = None) -> ResponseReturnValue:
    refused = new or bring
    page = render_template(
        "meetings/agenda.html", meeting=found, agenda=_agenda(found), sitting=queries.sitting_of(found.id),
        new=new or PointForm(formdata=None), bring=bring or BringForm(formdata=None),
    )  # fmt: skip
    return page, refused.status if refused else 200


def _page(meeting_id: int) -> str:
    return url_for("meetings.agenda", meeting_id=meeting_id)
