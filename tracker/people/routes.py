"""Where people sign in, and where the administrator looks after units, users and committees."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from tracker import clock, web
from tracker.errors import RuleBroken
from tracker.languages import LANGUAGES
from tracker.people import sign_in as sessions
from tracker.people.forms import SignInForm

bp = Blueprint("people", __name__)


class SignedIn:
    """What Flask-Login remembers: the token of the session row, never the user's id."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        return self.token


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Let a person in, back to where they wanted to go."""
    form = SignInForm()
    target = web.own_path(request.args.get("next")) or url_for("review.home")
    if current_user.is_authenticated:
        return redirect(target)
    if form.validate_on_submit():
        try:
            _open_session(form)
        except RuleBroken as broken:
            form.form_errors.append(broken.sentence)
        else:
            return web.done(url_for("people.kept") if session.get(web.KEPT_KEY) else target)
    return render_template("people/sign_in.html", form=form), 422 if form.is_submitted() else 200


def _open_session(form: SignInForm) -> None:
    """Check the form's name and password and begin a session with a new identity."""
    _user, token = sessions.sign_in(
        form.username.data or "", form.password.data or "",
        at=clock.now(), address=web.remote_address(), agent=request.user_agent.string,
    )  # fmt: skip
    kept = {key: session[key] for key in (web.KEPT_KEY, "language") if key in session}
    session.clear()
    session.update(kept)
    login_user(SignedIn(token))


@bp.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """End the session here and on the server."""
    sessions.sign_out(session.get("_user_id", ""), at=clock.now())
    logout_user()
    session.clear()
    return web.done(url_for("people.sign_in"))


@bp.route("/language", methods=["POST"])
def language() -> ResponseReturnValue:
    """Choose the language of this session."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return web.done(web.own_path(request.form.get("back")) or url_for("review.home"))


@bp.route("/committee", methods=["POST"])
def committee() -> ResponseReturnValue:
    """Choose the committee the pages are about, among one's own."""
    chosen = request.form.get("committee", type=int)
    if chosen in web.whole_reach().committee_ids:
        session[web.COMMITTEE_KEY] = chosen
    return web.done(url_for("review.home"))


@bp.route("/kept", methods=["GET", "POST"])
def kept() -> ResponseReturnValue:
    """Show what was typed when the session ended, to be sent again or given up."""
    form = sessions.kept_form(session.get(web.KEPT_KEY, ""), current_user)
    if form is None or request.method == "POST":
        if form is not None:
            sessions.discard_kept_form(form)
        session.pop(web.KEPT_KEY, None)
        return web.done(url_for("review.home"))
    return render_template("people/kept.html", kept=form)
