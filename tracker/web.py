"""Where the program meets the web: who is asking, what they may, fragments, errors, headers and the words of pages."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)  # fmt: skip
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy import Select
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker import clock, database, formats, history, permissions
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db, htmx, login_manager
from tracker.languages import LANGUAGES, chosen_language
from tracker.languages import gettext as _
from tracker.people import queries, sign_in
from tracker.people.models import Committee, Role, User

Row = TypeVar("Row")

SIGN_IN_KEY = "sign_in"
KEPT_KEY = "kept"
COMMITTEE_KEY = "committee"

OWN_PATH = re.compile(r"/(?![/\\])[\w\-./?=&%+,~:;@!$'()*]*")
"""A path of this program: one slash, then nothing a browser could take for another host."""

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    """Hang the guards, filters and error pages on the application."""
    app.before_request(_begin)
    app.before_request(_guard)
    app.after_request(_headers)
    app.context_processor(_page_words)
    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(StaleDataError, _stale_data)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.jinja_env.filters.update(
        day=formats.day, short_day=formats.short_day, moment=formats.moment, clock_time=formats.clock_time,
        weekday=formats.weekday, number=formats.number, money=formats.money,
    )  # fmt: skip
    login_manager.user_loader(_load_user)


# ------------------------------------------------------------------------------------------ who asks, and what for


def _begin() -> None:
    """Say whether this request only reads, and through which door it comes."""
    database.set_read_only(request.method in ("GET", "HEAD", "OPTIONS"))
    history.door.set("web")


def _load_user(token: str) -> User | None:
    config, at = current_app.config, clock.now()
    idle, absolute = timedelta(hours=config["SESSION_IDLE_HOURS"]), timedelta(hours=config["SESSION_LONGEST_HOURS"])
    row = sign_in.live_sign_in(token, at=at, idle=idle, absolute=absolute)
    if row is None:
        return None
    if sign_in.is_stale(row, at=at):
        db.session.rollback()
        with database.writing():
            sign_in.touch(token, at=at)
    return row.user


def _guard() -> ResponseReturnValue | None:
    """Refuse what the table of permissions does not grant, before any route runs."""
    if request.endpoint is None:
        return None
    grant = permissions.grant(request.endpoint, request.method)
    if grant is None:
        abort(HTTPStatus.METHOD_NOT_ALLOWED if request.endpoint in permissions.DECLARED else HTTPStatus.FORBIDDEN)
    if grant.anyone:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    whole = queries.reach_of(current_user)
    g.reach = whole.limited_to(grant.roles) if grant.roles else whole
    allowed = grant.signed_in or (grant.admin and whole.is_admin) or (grant.roles and g.reach.roles)
    return None if allowed else abort(HTTPStatus.FORBIDDEN)


def reach() -> queries.Reach:
    """Return what this request may touch: the committees where the person has a role this endpoint asks for."""
    found: queries.Reach = g.reach
    return found


def whole_reach() -> queries.Reach:
    """Return all the signed-in person may touch, for what a page offers (never for fetching what it changes)."""
    if "whole_reach" not in g:
        g.whole_reach = queries.reach_of(current_user) if current_user.is_authenticated else queries.Reach()
    found: queries.Reach = g.whole_reach
    return found


def fetch(query: Select[tuple[Row]]) -> Row:
    """Return the one row of a scoped query, or answer 404: what is out of reach does not exist."""
    row = db.session.scalar(query)
    return row if row is not None else abort(HTTPStatus.NOT_FOUND)


def committee() -> Committee:
    """Return the committee this page is about: the one chosen last within reach, else the first by name."""
    found = list(db.session.scalars(queries.committees_in(reach())))
    if not found:
        abort(HTTPStatus.FORBIDDEN)
    chosen = request.args.get("committee", type=int) or session.get(COMMITTEE_KEY)
    return next((each for each in found if each.id == chosen), found[0])


def remote_address() -> str:
    """Return the caller's address as the outermost trusted proxy saw it."""
    return request.remote_addr or ""


# ------------------------------------------------------------------------------------------ fragments and redirects


def wants_fragment() -> bool:
    """Whether the answer goes into a page that is open, rather than being one."""
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def done(url: str, toast: str = "") -> ResponseReturnValue:
    """Answer a finished write by going elsewhere: HX-Redirect for HTMX, 303 for a plain form."""
    if toast:
        session["toast"] = toast
    if wants_fragment():
        return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})
    return redirect(url, code=HTTPStatus.SEE_OTHER)


def own_path(path: str | None) -> str | None:
    """Return a path to go to after signing in, when it surely is one of this program's."""
    return path if path and OWN_PATH.fullmatch(path) else None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send a person to the sign-in page, keeping what they had typed."""
    back = request.full_path.rstrip("?")
    if request.method != "GET":
        back = own_path(urlsplit(request.referrer or "").path) or url_for("review.home")
        token = session.get("_user_id")
        fields = [(n, v) for n, v in request.form.items(multi=True) if n != "csrf_token" and "password" not in n]
        if token and fields:
            session[KEPT_KEY] = sign_in.keep_form(token, request.full_path.rstrip("?"), fields, at=clock.now())
    target = url_for("people.sign_in", next=back)
    if wants_fragment():
        return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": target})
    return redirect(target, code=HTTPStatus.SEE_OTHER)


# ------------------------------------------------------------------------------------------ headers and errors


def _headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = CONTENT_SECURITY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
    return response


def _rule_broken(error: RuleBroken) -> ResponseReturnValue:
    db.session.rollback()
    status = HTTPStatus.CONFLICT if isinstance(error, StaleVersion) else HTTPStatus.UNPROCESSABLE_ENTITY
    return _error_page(status, error.sentence)


def _stale_data(_error: StaleDataError) -> ResponseReturnValue:
    db.session.rollback()
    return _error_page(HTTPStatus.CONFLICT, _("Somebody changed this while you were writing. Nothing was overwritten."))


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    if not current_user.is_authenticated and request.endpoint != "people.sign_in":
        return _ask_to_sign_in()
    return _error_page(HTTPStatus.BAD_REQUEST, _("This page is too old to be sent. Open it again; your text is kept."))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    db.session.rollback()
    return _error_page(HTTPStatus(error.code), "")


def _error_page(status: HTTPStatus, sentence: str) -> Response:
    template = "_error.html" if wants_fragment() else "errors.html"
    response = make_response(render_template(template, status=status, sentence=sentence), status)
    if wants_fragment():
        response.headers["HX-Retarget"] = "#errors"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


# ------------------------------------------------------------------------------------------ what every page says


def _page_words() -> dict[str, Any]:
    """Return the words every page needs: navigation, the committee, the day and the languages."""
    mine = whole_reach()
    found = list(db.session.scalars(queries.committees_in(mine))) if mine.roles else []
    chosen = session.get(COMMITTEE_KEY)
    return {
        "nav": _navigation(mine),
        "committees": found,
        "current_committee": next((each for each in found if each.id == chosen), found[0] if found else None),
        "now": clock.now(),
        "today": clock.today(),
        "languages": LANGUAGES,
        "language": chosen_language(),
        "theme": request.cookies.get("theme", ""),
        "toast": session.pop("toast", "") if not wants_fragment() else "",
        "may": may,
    }


def may(endpoint: str, method: str = "GET", committee_id: int | None = None) -> bool:
    """Whether the signed-in person could call an endpoint, in one committee or in any; for what a page offers."""
    grant, mine = permissions.grant(endpoint, method), whole_reach()
    if grant is None:
        return False
    if grant.anyone or grant.signed_in or (grant.admin and mine.is_admin):
        return True
    return any(mine.has(role, committee_id) for role in grant.roles)


def _navigation(mine: queries.Reach) -> list[tuple[str, str, bool]]:
    """Return the masthead's links for this person: address, word, whether it is where they are."""
    if not mine.roles and not mine.is_admin:
        return []
    first = {Role.SECRETARY: _("Waiting for me"), Role.CHAIR: _("Before the meeting")}
    home = next((word for role, word in first.items() if mine.has(role)), _("My unit's work"))
    pages = [
        ("review.home", home),
        ("documents.conclusions", _("Documents")),
        ("tasks.tasks", _("Tasks")),
        ("review.meetings", _("Meetings")),
        ("reminders.letters", _("Reminders")),
        ("people.units", _("Administration")),
    ]
    here = (request.blueprint, request.endpoint)
    return [
        (url_for(endpoint), word, _is_here(endpoint, here))
        for endpoint, word in pages
        if may(endpoint) and _exists(endpoint)
    ]


def _exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def _is_here(endpoint: str, here: tuple[str | None, str | None]) -> bool:
    if endpoint == "review.home" or here[1] == "review.home":
        return endpoint == here[1]
    return endpoint.split(".")[0] == here[0]
