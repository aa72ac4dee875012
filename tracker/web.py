"""Where the program meets the web: who is asking, what they may, fragments and headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)  # fmt: skip
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, func, select
from sqlalchemy.exc import OperationalError
from werkzeug.routing import IntegerConverter, Map

from tracker import clock, database, formats, forms, history, permissions
from tracker.extensions import db, htmx, login_manager
from tracker.people import queries, sign_in
from tracker.people.models import Committee, KeptForm, User

Row = TypeVar("Row")

SIGNED_IN_KEY = "_user_id"
"""Where Flask-Login keeps what `SignedIn.get_id` says: the token of the session's row."""
KEPT_FIELD = "kept_form"
"""The field by which a text that was kept says, when it is sent again, which one it is."""
COMMITTEE_KEY = "committee"
LARGEST_ID = 2**31 - 1
"""What an INTEGER column holds."""

OWN_PATH = re.compile(r"/(?![/\\])[\w\-./?=&%+,~:;@!$'()*]*")
"""A path of this program: one slash, then nothing a browser could take for another host."""

WITHOUT_OWN_PASSWORD = ("people.password", "people.sign_out")
"""What a person may do before they have replaced a password that was handed to them."""

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

A_YEAR_OF_HTTPS = "max-age=31536000"
"""Said only over https: from then on a browser comes no other way. Names beneath the host are the office's own."""


class RowId(IntegerConverter):
    """A number in an address: what no column can hold is no address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_ID)


def init_app(app: Flask) -> None:
    """Hang the guards, filters and error pages on the application."""
    app.url_map.converters["int"] = RowId
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)  # before the token is looked at: refusals write too
    app.before_request(_guard)
    app.after_request(_forget_what_was_sent)
    app.after_request(_headers)
    app.teardown_request(_end)
    app.config["SESSION_COOKIE_SECURE"] |= app.config["BASE_URL"].startswith("https:")
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=app.config["SESSION_IDLE_HOURS"])
    app.jinja_env.filters.update(
        day=formats.day, short_day=formats.short_day, moment=formats.moment, clock_time=formats.clock_time,
        weekday=formats.weekday, hour=formats.hour, number=formats.number, money=formats.money,
        size=formats.size, when=formats.when,
        millions=formats.millions, share=formats.share,
    )  # fmt: skip
    login_manager.user_loader(_load_user)
    forms.set_up()


# ------------------------------------------------------------------------------------------ who asks, and what for


def _begin() -> None:
    """Say whether this request only reads, and through which door it comes."""
    database.set_read_only(request.method in ("GET", "HEAD", "OPTIONS"))
    history.door.set("web")


def _end(_error: BaseException | None) -> None:
    """Leave nothing of this request to the next work of the thread."""
    database.set_read_only(False)
    history.door.set("command")


def me() -> User:
    """Return the signed-in person themself, for the verbs' `by=`."""
    found: User = current_user._get_current_object()  # not the proxy: SQLAlchemy keeps what it is given
    return found


def _load_user(token: str) -> User | None:
    config, at = current_app.config, clock.now()
    idle, absolute = timedelta(hours=config["SESSION_IDLE_HOURS"]), timedelta(hours=config["SESSION_LONGEST_HOURS"])
    row = sign_in.live_sign_in(token, at=at, idle=idle, absolute=absolute)
    if row is None:
        return None
    if sign_in.is_stale(row, at=at):
        db.session.rollback()
        try:
            with database.writing():
                sign_in.touch(token, at=at)
        except OperationalError:  # a busy database: the next request notes it
            db.session.rollback()
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
        return ask_to_sign_in(keep=bool(grant.roles or grant.admin))
    if current_user.must_change_password and request.endpoint not in WITHOUT_OWN_PASSWORD:
        return _go(url_for("people.password"))
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


def may(endpoint: str, method: str = "GET", committee_id: int | None = None) -> bool:
    """Whether the signed-in person could call an endpoint, in one committee or in any; for what a page offers."""
    grant, mine = permissions.grant(endpoint, method), whole_reach()
    if grant is None:
        return False
    if grant.anyone or grant.signed_in or (grant.admin and mine.is_admin):
        return True
    return any(mine.has(role, committee_id) for role in grant.roles)


def fetch(query: Select[Row]) -> Row:
    """Return the one row of a scoped query, or answer 404: what is out of reach does not exist.

    The page is then about the row's committee, whichever was chosen last.
    """
    row = db.session.scalar(query)
    if row is None:
        abort(HTTPStatus.NOT_FOUND)
    if (committee_id := getattr(row, "committee_id", None)) in reach().committee_ids:
        g.committee = db.session.get_one(Committee, committee_id)
    return row


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of a long list that one page shows, and where in the list they stand."""

    rows: Sequence[Row]
    total: int
    number: int
    pages: int


def page_of(query: Select[Row], size: int) -> Page[Row]:
    """Return the page of a list that the address asks for, the last one when there are fewer."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // size))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return Page(db.session.scalars(query.limit(size).offset((number - 1) * size)).all(), total, number, pages)


def committee() -> Committee:
    """Return the committee this request is about: the one it names, else the one chosen last, else the first by name.

    A form that makes something new carries its committee in a field `committee`: what was chosen meanwhile in another
    window must not move it. One that is named and out of reach does not exist.
    """
    found = {each.id: each for each in reached_committees()}
    chosen = _committee_chosen(found)
    if "committee" in request.values:
        named = request.values.get("committee", type=int)
        chosen = found.get(named or 0) or abort(HTTPStatus.NOT_FOUND)
    g.committee = chosen
    return chosen


def committees() -> list[Committee]:
    """Return the committees a list is asked about: every one within reach for `committee=all`, else the one named.

    Where none within reach is named it is the one chosen last: a list only reads, so nonsense in its address is let be.
    """
    found = reached_committees()
    if request.args.get("committee") == "all":
        return found or abort(HTTPStatus.FORBIDDEN)
    named = [each for each in found if each.id == request.args.get("committee", type=int)]
    g.committee = next(iter(named), None) or _committee_chosen({each.id: each for each in found})
    return [g.committee]


def reached_committees() -> list[Committee]:
    """Return every committee within reach, by name."""
    return list(db.session.scalars(queries.committees_in(reach())))


def _committee_chosen(found: dict[int, Committee]) -> Committee:
    """Return the committee chosen last, else the first by name."""
    if not found:
        abort(HTTPStatus.FORBIDDEN)
    return found.get(session.get(COMMITTEE_KEY, 0)) or next(iter(found.values()))


def remote_address() -> str:
    """Return the caller's address as the outermost trusted proxy saw it."""
    return request.remote_addr or ""


# ------------------------------------------------------------------------------------------ fragments and redirects


def wants_fragment() -> bool:
    """Whether the answer goes into a page that is open, rather than being one."""
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def done(url: str, toast: str | dict[str, str] = "") -> ResponseReturnValue:
    """Answer a finished write by going elsewhere: HX-Redirect for HTMX, 303 for a plain form.

    `toast` is what is said there: a sentence, or {"text": sentence, "undo": address that takes it back}.
    """
    if toast:
        session["toast"] = toast
    return _go(url)


def _go(url: str) -> ResponseReturnValue:
    if not wants_fragment():
        return redirect(url, code=HTTPStatus.SEE_OTHER)
    here, there = urlsplit(htmx.current_url or ""), urlsplit(url)
    if (here.path, here.query) == (there.path, there.query):  # a browser would only go to the place on the page
        return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})


def own_path(path: str | None) -> str | None:
    """Return a path to go to after signing in, when it surely is one of this program's."""
    return path if path and OWN_PATH.fullmatch(path) else None


def here() -> str:
    """Return the address of the page a person is on; for a piece, of the page that asked for it."""
    if wants_fragment():
        page = urlsplit(htmx.current_url or "")
        return f"{page.path}?{page.query}" if page.query else page.path
    return request.full_path.rstrip("?")


def way_back(otherwise: str) -> str:
    """Return where a finished write leads: to the page its link stood on (`back` in the address), or elsewhere."""
    return own_path(request.args.get("back")) or otherwise


def ask_to_sign_in(*, keep: bool) -> ResponseReturnValue:
    """Send a person to the sign-in page, keeping what they had typed when it was work and came from their own page."""
    back = request.full_path.rstrip("?")
    if request.method != "GET":
        back = own_path(urlsplit(request.referrer or "").path) or url_for("review.home")
        fields = [(n, v) for n, v in request.form.items(multi=True) if n != "csrf_token" and "password" not in n]
        token = session.get(SIGNED_IN_KEY)
        if keep and token and fields:
            sign_in.keep_form(token, request.full_path.rstrip("?"), fields, at=clock.now())
    return _go(url_for("people.sign_in", next=back))


def _forget_what_was_sent(response: Response) -> Response:
    """Let go of a kept text once it was sent again and taken; refused or turned away, it stays kept."""
    if request.method != "POST" or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    kept_id = request.form.get(KEPT_FIELD, 0, type=int)
    if 0 < kept_id <= LARGEST_ID and isinstance(me(), User) and not me().must_change_password:
        found = db.session.scalar(sign_in.kept_forms(me()).where(KeptForm.id == kept_id))
        if found:
            sign_in.discard_kept_form(found)
    return response


# ------------------------------------------------------------------------------------------ headers


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)  # a file that is handed out brings a tighter one
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        headers["Strict-Transport-Security"] = A_YEAR_OF_HTTPS
    if request.endpoint != "static":
        if not response.cache_control.private:  # a calendar is asked for again and again: its program may keep its copy
            headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
    return response
