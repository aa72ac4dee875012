"""Where a person sees their own sessions, and the administrator everybody's."""

from datetime import timedelta
from typing import Any

from flask import current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people import queries, sessions
from tracker.people.models import SignIn, User
from tracker.people.routes import bp
from tracker.people.sign_in import hashed


@bp.route("/sessions")
def own_sessions() -> ResponseReturnValue:
    """Show where one is and was signed in."""
    found = sessions.recent(web.me(), clock.now())
    return render_template("people/own_sessions.html", rows=found, here=_here(), **_words())


@bp.route("/sessions/ends", methods=["POST"])
def end_own_session() -> ResponseReturnValue:
    """End the one of one's own sessions that the form names; another's is not there to be ended."""
    named = request.form.get("session", 0, type=int)
    row = db.session.scalar(sessions.of(web.me().id).where(SignIn.id == named)) if 0 < named <= web.LARGEST_ID else None
    if row is None:
        return web.done(url_for("people.own_sessions"))
    sessions.end(row, by=web.me(), at=clock.now())
    return web.done(url_for("people.own_sessions"), _("The session is ended."))


@bp.route("/sessions/others", methods=["POST"])
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's own sessions but this one."""
    many = sessions.end_others(web.me(), session[web.SIGNED_IN_KEY], at=clock.now())
    told = ngettext("%(num)s session is ended.", "%(num)s sessions are ended.", many)
    return web.done(url_for("people.own_sessions"), told)


@bp.route("/sign-ins")
def sign_ins() -> ResponseReturnValue:
    """Show who signed in from where, and who is in now."""
    person = request.args.get("person", type=int)
    page = sessions.page(person, request.args.get("place"))
    return render_template(
        "people/sign_ins.html", page=page, person=person, people=queries.people(select(User)), here=_here(),
        page_url=lambda place: url_for("people.sign_ins", person=person, place=place), **_words(),
    )  # fmt: skip


@bp.route("/sign-ins/failed")
def failed_sign_ins() -> ResponseReturnValue:
    """Show the wrong passwords of the last month."""
    page = sessions.failed(request.args.get("place"))
    return render_template(
        "people/failed_sign_ins.html", page=page, known=sessions.names_of_accounts(),
        page_url=lambda place: url_for("people.failed_sign_ins", place=place),
    )  # fmt: skip


@bp.route("/sign-ins/<int:session_id>/ends", methods=["POST"])
def end_session(session_id: int) -> ResponseReturnValue:
    """End anybody's session."""
    row = web.fetch(sessions.every().where(SignIn.id == session_id))
    sessions.end(row, by=web.me(), at=clock.now())
    return web.done(url_for("people.sign_ins"), _("The session is ended."))


def _here() -> str:
    return hashed(session[web.SIGNED_IN_KEY])


def _words() -> dict[str, Any]:
    """Return what the pages tell of a session: its browser, and whether it still lives."""
    config, at = current_app.config, clock.now()
    limits = sessions.Limits(
        timedelta(hours=config["SESSION_IDLE_HOURS"]), timedelta(hours=config["SESSION_LONGEST_HOURS"])
    )
    return {"browser": sessions.browser, "is_live": lambda row: limits.is_live(row, at)}
