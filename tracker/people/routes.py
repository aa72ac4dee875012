"""Where people sign in and out, choose what they see, and find again what they had typed."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import LANGUAGES, OWN_CHOICE
from tracker.languages import gettext as _
from tracker.people import actions, queries
from tracker.people import sign_in as sessions
from tracker.people.forms import (
    DeciderForm,
    PasswordForm,
    SignInForm,
)
from tracker.people.models import KeptForm

bp = Blueprint("people", __name__)
"""The administrator's pages, in `office_routes`, hang on it too."""


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
    """Let a person in, back to where they wanted to go, or first to what was kept for them."""
    form = SignInForm()
    target = web.own_path(request.args.get("next")) or url_for("review.home")
    if current_user.is_authenticated:
        return redirect(target)
    if form.validate_on_submit() and form.attempt(lambda: _open_session(form)):
        return web.done(url_for("people.kept", next=target))
    committee, body, contact = queries.letterhead()
    return render_template("people/sign_in.html", form=form, only=committee, body=body, contact=contact), form.status


def _open_session(form: SignInForm) -> None:
    """Check the form's name and password and begin a session with a new identity."""
    _user, token = sessions.sign_in(
        form.username.data or "", form.password.data or "",
        at=clock.now(), address=web.remote_address(), agent=request.user_agent.string,
    )  # fmt: skip
    chosen = session.get("language")
    session.clear()
    session.permanent = bool(form.stay.data)
    if chosen:
        session["language"] = chosen
    login_user(SignedIn(token))


@bp.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """End the session here and on the server; who changes to another person for a page comes to it after signing in."""
    sessions.sign_out(session.get(web.SIGNED_IN_KEY, ""), at=clock.now())
    logout_user()
    session.clear()
    return web.done(url_for("people.sign_in", next=web.own_path(request.form.get("next"))))


@bp.route("/language", methods=["POST"])
def language() -> ResponseReturnValue:
    """Choose the language of this session; a visitor's choice gives way to the own language of who signs in."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session[OWN_CHOICE if current_user.is_authenticated else "language"] = chosen
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
    """Show what was typed when the session ended, to be sent again; a POST gives one up."""
    if request.method == "POST":
        mine = sessions.kept_forms(web.me()).where(KeptForm.id == request.form.get("id", type=int))
        sessions.discard_kept_form(web.fetch(mine))
    found = db.session.scalars(sessions.kept_forms(web.me())).all()
    target = web.own_path(request.values.get("next")) or url_for("review.home")
    return render_template("people/kept.html", found=found, target=target) if found else web.done(target)


@bp.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password, which ends the other sessions."""
    form = PasswordForm()
    if form.validate_on_submit() and form.attempt(lambda: _change_password(form)):
        return web.done(url_for("people.kept"), _("Your password is changed. Other computers are signed out."))
    return render_template("people/password.html", form=form), form.status


def _change_password(form: PasswordForm) -> None:
    sessions.change_password(
        web.me(), form.old_password.data or "", form.new_password.data or "",
        at=clock.now(), token=session[web.SIGNED_IN_KEY], address=web.remote_address(),
    )  # fmt: skip


@bp.route("/decider", methods=["GET", "POST"])
def decider() -> ResponseReturnValue:
    """Let the chair name who decides on later deadlines beside them."""
    row = web.committee()
    members = queries.people(queries.members_of(row.id))
    form = DeciderForm(obj=row).offer(members)
    if form.validate_on_submit() and form.attempt(
        lambda: actions.name_decider(row, form.extension_decider_id.data, version=form.known_version, by=web.me())
    ):
        return web.done(url_for("tasks.waiting_extensions"), _("It is noted who decides."))
    return render_template("people/decider.html", form=form, row=row, theirs=form.theirs(row)), form.status
