"""Where the administrator looks after units, accounts and committees."""

from datetime import timedelta

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import actions, queries
from tracker.people.forms import (
    ROLES,
    AliasForm,
    CommitteeForm,
    MemberForm,
    NewUserForm,
    UnitForm,
    UserForm,
)
from tracker.people.models import Committee, Unit, User
from tracker.people.overview import overview
from tracker.people.routes import bp


@bp.route("/administration")
def administration() -> ResponseReturnValue:
    """Show what there is to look after, and what wants looking at."""
    idle = timedelta(hours=current_app.config["SESSION_IDLE_HOURS"])
    return render_template("people/administration.html", seen=overview(clock.now(), clock.today(), idle))


# ------------------------------------------------------------------------------------------ units and their names


@bp.route("/units")
def units() -> ResponseReturnValue:
    """List the units with the ways their names are written."""
    return render_template("people/units.html", units=db.session.scalars(queries.units_with_names()).all())


@bp.route("/units/new", methods=["GET", "POST"])
def new_unit() -> ResponseReturnValue:
    """Add a unit."""
    form = UnitForm().offer(queries.people(queries.enabled_users()))
    if form.validate_on_submit() and form.attempt(lambda: actions.add_unit(form.values, by=web.me())):
        return web.done(url_for("people.units"), _("The unit is added."))
    return render_template("people/unit.html", form=form, unit=None), form.status


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
def unit(unit_id: int) -> ResponseReturnValue:
    """Change a unit."""
    row = web.fetch(queries.units_with_names().where(Unit.id == unit_id))
    form = UnitForm(obj=row).offer(queries.people(queries.enabled_users()), row)
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
    return _unit_page(row, UnitForm(formdata=None, obj=row).offer(queries.people(queries.enabled_users()), row), form)


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
