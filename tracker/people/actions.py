"""What the administrator does with units and their aliases, accounts, committees and their members."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import Model, db
from tracker.languages import gettext as _
from tracker.people import passwords, sign_in
from tracker.people.models import Committee, LetterRhythm, Membership, Role, Unit, UnitAlias, User
from tracker.people.names import folded_unit_name

# ------------------------------------------------------------------------------------------ units and their names


def add_unit(values: Mapping[str, Any], *, by: User | None) -> Unit:
    """Add a unit; `values` holds its columns. Raises RuleBroken when a unit or alias bears the name already."""
    unit = Unit(**values, folded=_free_name(values["name"]))
    db.session.add(unit)
    history.record("added", unit, by=by, changes=values)
    db.session.commit()
    return unit


def change_unit(unit: Unit, values: Mapping[str, Any], *, version: int, by: User) -> None:
    """Rename a unit, change its address or head, close or reopen it. Its tasks stay where they are."""
    _require_version(unit, version)
    if values["is_active"] and not unit.is_active:
        _require_own_name(unit)
    folded = _free_name(values["name"], unit) if values["name"] != unit.name else unit.folded
    _change(unit, values, by=by)
    unit.folded = folded
    db.session.commit()


def add_alias(unit: Unit, name: str, *, by: User, at: datetime) -> UnitAlias:
    """Confirm another way of writing a unit's name; documents read from now on know it."""
    alias = UnitAlias(unit=unit, name=name, folded=_free_name(name), created_by_id=by.id, created_at=at)
    db.session.add(alias)
    history.record("added_alias", unit, by=by, changes={"alias": name})
    db.session.commit()
    return alias


def revoke_alias(alias: UnitAlias, *, by: User) -> None:
    """Take a confirmed alias back. What was read with it stays as it is."""
    history.record("revoked_alias", alias.unit, by=by, changes={"alias": (alias.name, None)})
    db.session.delete(alias)
    db.session.commit()


def _require_own_name(unit: Unit) -> None:
    """Raise RuleBroken when the name of a closed unit means the one that followed it."""
    heir = db.session.scalar(select(Unit).join(UnitAlias).where(UnitAlias.folded == unit.folded, Unit.id != unit.id))
    if heir:
        raise RuleBroken(_("This name means “%(unit)s” now, which followed this unit.", unit=heir.name), "is_active")


def _free_name(name: str, unit: Unit | None = None) -> str:
    """Return a name folded, having made sure that it says something and no other unit or alias bears it."""
    key = folded_unit_name(name)
    if not key:
        raise RuleBroken(_("Write the name in letters."), "name")
    alias = select(UnitAlias.unit_id).where(UnitAlias.folded == key)
    holder = db.session.scalar(select(Unit).where(or_(Unit.folded == key, Unit.id.in_(alias))))
    if holder and holder is not unit:
        raise RuleBroken(_("“%(unit)s” bears this name or alias already.", unit=holder.name), "name")
    return key


# ------------------------------------------------------------------------------------------ accounts


def add_user(
    *,
    username: str,
    full_name: str,
    by: User | None,
    at: datetime,
    password: str | None = None,
    unit: Unit | None = None,
    post: str = "",
    email: str = "",
    phone: str = "",
    language: str = "vi",
    is_admin: bool = False,
) -> tuple[User, str]:
    """Add a person who can sign in; return the account and its password.

    Without a password one is made up, to be handed over once and changed at the first sign-in.
    Raises RuleBroken for a name that is taken or misspelt and for a weak password.
    """
    username = username.strip().casefold()
    if not passwords.is_username(username):
        raise RuleBroken(_("Use 2 to 60 letters a–z, digits, dots, dashes or underscores."), "username")
    first = password or passwords.made_up()
    passwords.require_strong(first, username)
    db.session.rollback()  # the hash is reckoned outside any transaction
    hashed = sign_in.hash_password(first)
    if db.session.scalar(select(User.id).where(func.lower(User.username) == username)):
        raise RuleBroken(_("Somebody has this user name already."), "username")
    user = User(
        username=username, full_name=full_name, unit=unit, post=post, email=email, phone=phone, language=language,
        is_admin=is_admin, password_hash=hashed, must_change_password=password is None, created_at=at,
    )  # fmt: skip
    db.session.add(user)
    shown = {"username": username, "full_name": full_name, "email": email, "is_admin": is_admin}
    history.record("added", user, by=by, at=at, changes=shown)
    db.session.commit()
    return user, first


def change_user(user: User, values: Mapping[str, Any], *, version: int, by: User, at: datetime) -> None:
    """Change an account; whoever was signed in with it signs in again when its powers changed."""
    _require_version(user, version)
    if user.id == by.id and not (values["is_admin"] and values["is_enabled"]):
        raise RuleBroken(_("You cannot take your own administration away; another administrator can."), "is_admin")
    changed = _change(user, values, by=by)
    if changed & {"is_enabled", "is_admin", "unit_id"}:
        sign_in.end_sessions(user, at=at)
    db.session.commit()


def choose_rhythm(user: User, rhythm: LetterRhythm, *, version: int, by: User) -> None:
    """Set how often a person is written to."""
    _require_version(user, version)
    _change(user, {"rhythm": rhythm}, by=by)
    db.session.commit()


def reset_password(user: User, *, by: User, at: datetime) -> str:
    """Give an account a made-up password, ending its sessions; return it, to be handed over once."""
    password = passwords.made_up()
    db.session.rollback()  # the hash is reckoned outside any transaction
    user.password_hash = sign_in.hash_password(password)
    user.must_change_password = True
    sign_in.end_sessions(user, at=at)
    history.record("reset_password", user, by=by, at=at)
    db.session.commit()
    return password


# ------------------------------------------------------------------------------------------ committees and members


def add_committee(values: Mapping[str, Any], *, by: User | None) -> Committee:
    """Add a committee; `values` holds its columns. Raises RuleBroken when another bears the name."""
    _require_free_committee_name(values["name"])
    committee = Committee(**values)
    db.session.add(committee)
    db.session.flush()
    history.record("added", committee, by=by, changes=values, committee_id=committee.id)
    db.session.commit()
    return committee


def change_committee(committee: Committee, values: Mapping[str, Any], *, version: int, by: User) -> None:
    """Change what a committee is called and how it issues documents; close or reopen it."""
    _require_version(committee, version)
    if values["name"] != committee.name:
        _require_free_committee_name(values["name"])
    _change(committee, values, by=by, committee_id=committee.id)
    db.session.commit()


def name_decider(committee: Committee, user_id: int | None, *, version: int, by: User) -> None:
    """Let one member decide on later deadlines beside the chair, or nobody."""
    _require_version(committee, version)
    if user_id is not None and user_id not in {each.user_id for each in committee.memberships}:
        raise RuleBroken(_("Name a member of the committee."), "extension_decider_id")
    _change(committee, {"extension_decider_id": user_id}, by=by, committee_id=committee.id)
    db.session.commit()


def set_reporting(committee: Committee, values: Mapping[str, Any], *, version: int, by: User, on: date) -> None:
    """Set where periods part, how soon reports are due, and how often standing duties are reported on.

    A new rhythm holds from this day: no report is owed by it for the time before.
    """
    _require_version(committee, version)
    if values["standing_rhythm"] != committee.standing_rhythm:
        values = {**values, "standing_since": on}
    _change(committee, values, by=by, committee_id=committee.id)
    db.session.commit()


def add_member(committee: Committee, user: User, role: Role, *, by: User | None, at: datetime) -> Membership:
    """Give a person a role in a committee; they sign in again to use it."""
    if db.session.scalar(select(Membership).filter_by(committee_id=committee.id, user_id=user.id, role=role)):
        raise RuleBroken(_("This person has this role already."), "user")
    if role is Role.OFFICIAL and user.unit_id is None:
        raise RuleBroken(_("An official works for a unit: give the account its unit first."), "user")
    membership = Membership(committee=committee, user=user, role=role)
    db.session.add(membership)
    sign_in.end_sessions(user, at=at)
    shown = {"user": user.full_name, "role": role}
    history.record("added_member", committee, by=by, at=at, changes=shown, committee_id=committee.id)
    db.session.commit()
    return membership


def remove_member(membership: Membership, *, by: User, at: datetime) -> None:
    """Take a role in a committee away, and end the sessions that had it."""
    end_membership(membership, by=by, at=at)
    db.session.commit()


def end_membership(membership: Membership, *, by: User, at: datetime) -> None:
    """Take a role away within the caller's transaction. Does NOT commit; RuleBroken for the last secretary."""
    if membership.role is Role.SECRETARY and _is_last_secretary(membership):
        raise RuleBroken(_("A committee keeps at least one secretary: name the next one first."))
    committee, shown = membership.committee, {"user": membership.user.full_name, "role": (membership.role, None)}
    sign_in.end_sessions(membership.user, at=at)
    history.record("removed_member", committee, by=by, at=at, changes=shown, committee_id=committee.id)
    others = [each for each in committee.memberships if each.user_id == membership.user_id and each is not membership]
    if committee.extension_decider_id == membership.user_id and not others:
        committee.extension_decider_id = None
    db.session.delete(membership)
    db.session.flush()
    db.session.expire(committee, ["memberships"])


def _require_free_committee_name(name: str) -> None:
    if db.session.scalar(select(Committee.id).filter_by(name=name)):
        raise RuleBroken(_("Another committee has this name."), "name")


def _is_last_secretary(membership: Membership) -> bool:
    others = select(func.count()).select_from(Membership).join(User, User.id == Membership.user_id)
    others = others.where(Membership.committee_id == membership.committee_id, Membership.role == Role.SECRETARY)
    return not db.session.scalar(others.where(Membership.id != membership.id, User.is_enabled))


# ------------------------------------------------------------------------------------------ what all of them do


def _require_version(row: Unit | User | Committee, version: int) -> None:
    if row.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _change(row: Model, values: Mapping[str, Any], *, by: User, committee_id: int | None = None) -> set[str]:
    """Give a row its new values with an entry of those that differ; return their names."""
    changes = {key: (getattr(row, key), new) for key, new in values.items() if getattr(row, key) != new}
    for key, (_old, new) in changes.items():
        setattr(row, key, new)
    if changes:
        history.record("changed", row, by=by, changes=changes, committee_id=committee_id)
    return set(changes)
