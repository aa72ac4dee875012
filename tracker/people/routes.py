"""Where people sign in, and where the administrator looks after units, users and committees."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import LANGUAGES, OWN_CHOICE
from tracker.languages import gettext as _
from tracker.people import actions, chronicle, queries
from tracker.people import sign_in as sessions
from tracker.people.forms import (
    ROLES,
    AliasForm,
    CommitteeForm,
    MemberForm,
    NewUserForm,
    PasswordForm,
    SignInForm,
    UnitForm,
    UserForm,
)
from tracker.people.models import Committee, KeptForm, Unit, User

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
    """End the session here and on the server."""
    sessions.sign_out(session.get(web.SIGNED_IN_KEY, ""), at=clock.now())
    logout_user()
    session.clear()
    return web.done(url_for("people.sign_in"))


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


# ------------------------------------------------------------------------------------------ units and their names


@bp.route("/units")
def units() -> ResponseReturnValue:
    """List the units with the ways their names are written."""
    return render_template("people/units.html", units=db.session.scalars(queries.units_with_names()).all())


@bp.route("/units/new", methods=["GET", "POST"])
def new_unit() -> ResponseReturnValue:
    """Add a unit."""
    form = UnitForm()
    if form.validate_on_submit() and form.attempt(lambda: actions.add_unit(form.values, by=web.me())):
        return web.done(url_for("people.units"), _("The unit is added."))
    return render_template("people/unit.html", form=form, unit=None), form.status


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
def unit(unit_id: int) -> ResponseReturnValue:
    """Change a unit."""
    row = web.fetch(queries.units_with_names().where(Unit.id == unit_id))
    form = UnitForm(obj=row)
    if form.validate_on_submit() and form.attempt(
        lambda: actions.change_unit(row, form.values, version=form.known_version, by=web.me())
    ):
        return web.done(url_for("people.units"), _("The unit is changed."))
    return _unit_page(row, form, AliasForm(formdata=None))


@bp.route("/units/<int:unit_id>/aliases", methods=["POST"])
def aliases(unit_id: int) -> ResponseReturnValue:
    """Confirm another way of writing a unit's name."""
    row, form = web.fetch(queries.units_with_names().where(Unit.id == unit_id)), AliasForm()
    if form.validate_on_submit() and form.attempt(
        lambda: actions.add_alias(row, form.name.data or "", by=web.me(), at=clock.now())
    ):
        return web.done(url_for("people.unit", unit_id=unit_id), _("The name is known from now on."))
    return _unit_page(row, UnitForm(formdata=None, obj=row), form)


@bp.route("/aliases/<int:alias_id>/revocations", methods=["POST"])
def revoke_alias(alias_id: int) -> ResponseReturnValue:
    """Take an alias back."""
    alias = web.fetch(queries.alias(alias_id))
    back = url_for("people.unit", unit_id=alias.unit_id)
    actions.revoke_alias(alias, by=web.me())
    return web.done(back, _("The name is taken back."))


def _unit_page(unit: Unit, form: UnitForm, alias_form: AliasForm) -> ResponseReturnValue:
    page = render_template("people/unit.html", form=form, unit=unit, theirs=form.theirs(unit), alias_form=alias_form)
    return page, max(form.status, alias_form.status)


# ------------------------------------------------------------------------------------------ accounts


@bp.route("/users")
def users() -> ResponseReturnValue:
    """List the accounts with their units and roles."""
    return render_template("people/users.html", users=queries.people(queries.users_with_roles()), roles=ROLES)


@bp.route("/users/new", methods=["GET", "POST"])
def new_user() -> ResponseReturnValue:
    """Make an account and show its password, once."""
    form = NewUserForm().offer(db.session.scalars(queries.active_units()))
    made: list[tuple[User, str]] = []
    if form.validate_on_submit() and form.attempt(lambda: made.append(_add_user(form))):
        return _password_once(*made[0])
    return render_template("people/user.html", form=form, user=None), form.status


def _add_user(form: NewUserForm) -> tuple[User, str]:
    values = {name: value for name, value in form.values.items() if name not in ("unit_id", "is_enabled")}
    unit = db.session.get(Unit, form.unit_id.data) if form.unit_id.data else None
    return actions.add_user(**values, unit=unit, by=web.me(), at=clock.now())


@bp.route("/users/<int:user_id>", methods=["GET", "POST"])
def user(user_id: int) -> ResponseReturnValue:
    """Change an account."""
    row = web.fetch(queries.users_with_roles().where(User.id == user_id))
    form = UserForm(obj=row).offer(db.session.scalars(queries.active_units(and_also=row.unit_id)))
    if form.validate_on_submit() and form.attempt(
        lambda: actions.change_user(row, form.values, version=form.known_version, by=web.me(), at=clock.now())
    ):
        return web.done(url_for("people.users"), _("The account is changed."))
    return render_template("people/user.html", form=form, user=row, theirs=form.theirs(row), roles=ROLES), form.status


@bp.route("/users/<int:user_id>/passwords", methods=["POST"])
def reset_password(user_id: int) -> ResponseReturnValue:
    """Give an account a new password and show it, once."""
    row = web.fetch(queries.users_with_roles().where(User.id == user_id))
    return _password_once(row, actions.reset_password(row, by=web.me(), at=clock.now()))


def _password_once(user: User, password: str) -> ResponseReturnValue:
    """Show a made-up password in the answer itself: it stands in no address, cookie or log."""
    return render_template("people/password_once.html", user=user, password=password)


# ------------------------------------------------------------------------------------------ committees and members


@bp.route("/committees")
def committees() -> ResponseReturnValue:
    """List the committees with their members."""
    found = db.session.scalars(queries.all_committees()).all()
    return render_template("people/committees.html", all_committees=found, roles=ROLES)


@bp.route("/committees/new", methods=["GET", "POST"])
def new_committee() -> ResponseReturnValue:
    """Add a committee."""
    form = CommitteeForm()
    if form.validate_on_submit() and form.attempt(lambda: actions.add_committee(form.values, by=web.me())):
        return web.done(url_for("people.committees"), _("The committee is added. Name its members now."))
    return render_template("people/committee.html", form=form, row=None), form.status


@bp.route("/committees/<int:committee_id>", methods=["GET", "POST"])
def edit_committee(committee_id: int) -> ResponseReturnValue:
    """Change a committee."""
    row = web.fetch(queries.all_committees().where(Committee.id == committee_id))
    form = CommitteeForm(obj=row)
    if form.validate_on_submit() and form.attempt(
        lambda: actions.change_committee(row, form.values, version=form.known_version, by=web.me())
    ):
        return web.done(url_for("people.committees"), _("The committee is changed."))
    return _committee_page(row, form, MemberForm(formdata=None))


@bp.route("/committees/<int:committee_id>/members", methods=["POST"])
def members(committee_id: int) -> ResponseReturnValue:
    """Give a person a role in a committee."""
    row = web.fetch(queries.all_committees().where(Committee.id == committee_id))
    form = MemberForm().offer(queries.people(queries.enabled_users()))
    if form.validate_on_submit() and form.attempt(lambda: _add_member(row, form)):
        return web.done(url_for("people.edit_committee", committee_id=committee_id), _("The member is added."))
    return _committee_page(row, CommitteeForm(formdata=None, obj=row), form)


def _add_member(row: Committee, form: MemberForm) -> None:
    person = web.fetch(queries.enabled_users().where(User.id == form.user.data))
    actions.add_member(row, person, form.role.data, by=web.me(), at=clock.now())


@bp.route("/memberships/<int:membership_id>/removals", methods=["POST"])
def remove_member(membership_id: int) -> ResponseReturnValue:
    """Take a role in a committee away."""
    membership = web.fetch(queries.membership(membership_id))
    back = url_for("people.edit_committee", committee_id=membership.committee_id)
    actions.remove_member(membership, by=web.me(), at=clock.now())
    return web.done(back, _("The member is removed."))


def _committee_page(row: Committee, form: CommitteeForm, member_form: MemberForm) -> ResponseReturnValue:
    member_form.offer(queries.people(queries.enabled_users()))
    page = render_template(
        "people/committee.html", form=form, row=row, theirs=form.theirs(row), member_form=member_form, roles=ROLES
    )
    return page, max(form.status, member_form.status)


# ------------------------------------------------------------------------------------------ history


@bp.route("/history")
def history() -> ResponseReturnValue:
    """Show what was done in the office: who, when, what, from what to what."""
    page = max(1, request.args.get("page", 1, type=int))
    entries, pages = queries.history_page(page)
    return render_template(
        "people/history.html", entries=entries, page=min(page, pages), pages=pages, words=chronicle, reach=web.reach()
    )
