"""Where the meeting's screens answer: the presenting one, those that follow it, and what they ask every two seconds."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.meetings import attendance, carry, queries, sittings
from tracker.meetings import projector as screens
from tracker.meetings.agenda import agenda
from tracker.meetings.models import Meeting
from tracker.meetings.projector import Kind
from tracker.meetings.routes import bp
from tracker.meetings.sitting_models import Sitting
from tracker.tasks import queries as tasks
from tracker.tasks.citations import citation
from tracker.tasks.official import official_clauses


@bp.route("/meetings/<int:meeting_id>/projector")
def projector(meeting_id: int) -> ResponseReturnValue:
    """Go to what the meeting's screens show, or to the first stop."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    sitting = queries.sitting_of(found.id)
    spot = sitting.shown if sitting and sitting.shown else "start"
    return redirect(url_for("meetings.projected", meeting_id=found.id, spot=spot))


@bp.route("/meetings/<int:meeting_id>/projector/<spot>")
def projected(meeting_id: int, spot: str) -> ResponseReturnValue:
    """Show one stop of the meeting as large as the wall; one that is no longer on the agenda leads to the first."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    shown = _screen(found, spot)
    if shown["stand"].spot.name != spot:
        return redirect(url_for("meetings.projected", meeting_id=found.id, spot="start"))
    return render_template("meetings/projector.html", **shown)


@bp.route("/meetings/<int:meeting_id>/shown", methods=["POST"])
def show(meeting_id: int) -> ResponseReturnValue:
    """Let the other screens follow to a stop."""
    sitting = web.fetch(sittings.sittings(web.reach()).where(Sitting.meeting_id == meeting_id))
    spot = request.form.get("spot", "")
    if screens.place_of(screens.spots(agenda(sitting.meeting, web.reach(), clock.today())), spot) is not None:
        sittings.show(sitting, spot)
    if web.wants_fragment():
        return Response(status=HTTPStatus.NO_CONTENT)
    return web.done(url_for("meetings.projector", meeting_id=meeting_id))


@bp.route("/meetings/<int:meeting_id>/room")
def room(meeting_id: int) -> ResponseReturnValue:
    """Show what the meeting's presenting screen shows, for everybody who sits at the table or elsewhere."""
    found = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id))
    sitting = queries.sitting_of(found.id)
    return render_template("meetings/room.html", **_screen(found, sitting.shown if sitting else ""))


@bp.route("/meetings/<int:meeting_id>/pulse")
def pulse(meeting_id: int) -> ResponseReturnValue:
    """Say whether anything a screen of the meeting shows has changed since it was last told: 204 when nothing has."""
    stamp = sittings.stamp(meeting_id, web.reach()) or abort(HTTPStatus.NOT_FOUND)
    if request.args.get("seen") == stamp:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(stamp, mimetype="text/plain")


def _screen(found: Meeting, spot: str) -> dict[str, Any]:
    """Return what a stop shows, the first where none has this name; the stamp is no younger than what is shown."""
    on, stamp, sitting = clock.today(), sittings.stamp(found.id, web.reach()), queries.sitting_of(found.id)
    stops = screens.spots(agenda(found, web.reach(), on))
    stand = screens.stand(stops, screens.place_of(stops, spot) or 0)
    kind, entry = stand.spot.kind, stand.spot.entry
    figures = tasks.figures(found.committee_id, on) if kind is Kind.START else None
    return {
        "meeting": found, "sitting": sitting, "stops": stops, "stand": stand, "stamp": stamp,
        "theme": "light", "is_screen": True,
        "is_followed": screens.is_followed(found, sitting, on),
        "figures": figures, "sentence": official_clauses(figures, on) if figures else [],
        "count": attendance.count(attendance.at(found)) if kind is Kind.START else None,
        "facts": screens.task_facts(entry.task, found) if entry else None,
        "citation_of": citation,
        "row": carry.words(carry.in_a_row([entry.task.id], found.committee_id, on)[entry.task.id]) if entry else "",
        "outcome": screens.outcome(found, sitting) if kind is Kind.END else None,
    }  # fmt: skip
