"""What one asks about people: units by any of their names, members, and how far a person's hand reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.extensions import db
from tracker.people.models import Committee, Membership, Role, Unit, UnitAlias, User
from tracker.people.names import folded_unit_name, given_name_first


@dataclass(frozen=True)
class Reach:
    """The committees one person may touch in one request, and as what.

    Every query for an object takes a reach, so that what is out of reach cannot be found.
    """

    user_id: int | None = None
    unit_id: int | None = None
    is_admin: bool = False
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    @property
    def committee_ids(self) -> frozenset[int]:
        return frozenset(self.roles)

    @property
    def own_unit_committee_ids(self) -> frozenset[int]:
        """The committees reached as an official only, where a person's hand ends at their own unit's tasks."""
        return frozenset(key for key, roles in self.roles.items() if roles <= {Role.OFFICIAL})

    @property
    def whole_committee_ids(self) -> frozenset[int]:
        return self.committee_ids - self.own_unit_committee_ids

    def has(self, role: Role, committee_id: int | None = None) -> bool:
        """Whether the person holds a role, in one committee or in any."""
        if committee_id is not None:
            return role in self.roles.get(committee_id, frozenset())
        return any(role in roles for roles in self.roles.values())

    def limited_to(self, roles: frozenset[Role]) -> "Reach":
        """Return the part of the reach held through these roles."""
        kept = {key: own & roles for key, own in self.roles.items() if own & roles}
        return Reach(self.user_id, self.unit_id, self.is_admin, kept)


def reach_of(user: User) -> Reach:
    """Return all a person may touch: nothing once the account is switched off, and no closed committee."""
    if not user.is_enabled:
        return Reach()
    roles: dict[int, frozenset[Role]] = {}
    held = select(Membership).join(Committee).where(Membership.user_id == user.id, Committee.is_active)
    for membership in db.session.scalars(held):
        roles[membership.committee_id] = roles.get(membership.committee_id, frozenset()) | {membership.role}
    return Reach(user.id, user.unit_id, user.is_admin, roles)


def committees_in(reach: Reach) -> Select[Committee]:
    """Select the active committees within reach, by name."""
    query = select(Committee).where(Committee.id.in_(reach.committee_ids), Committee.is_active)
    return query.order_by(Committee.name)


def active_units(and_also: int | None = None) -> Select[Unit]:
    """Select the units tasks can be given to, by name, and one more by its id."""
    return select(Unit).where(or_(Unit.is_active, Unit.id == and_also)).order_by(Unit.folded)


def enabled_users() -> Select[User]:
    """Select the people who may sign in."""
    return select(User).where(User.is_enabled)


def people(query: Select[User]) -> list[User]:
    """Return people as an office lists them: those who may sign in first, by given name."""
    found = db.session.scalars(query).unique().all()
    return sorted(found, key=lambda each: (not each.is_enabled, given_name_first(each.full_name)))


def unit_named(name: str) -> Unit | None:
    """Return the unit that bears this name or a confirmed alias of it, however it is accented or abbreviated."""
    key = folded_unit_name(name)
    alias = select(UnitAlias.unit_id).where(UnitAlias.folded == key)
    return db.session.scalar(select(Unit).where(or_(Unit.folded == key, Unit.id.in_(alias)), Unit.is_active))


def members(committee_id: int, role: Role) -> Sequence[User]:
    """Return the enabled holders of a role in a committee, by name."""
    query = select(User).join(Membership, Membership.user_id == User.id)
    query = query.where(Membership.committee_id == committee_id, Membership.role == role, User.is_enabled)
    return db.session.scalars(query.order_by(User.full_name)).all()


def members_of(committee_id: int) -> Select[User]:
    """Select the enabled members of a committee, whatever their roles."""
    held = select(Membership.user_id).where(Membership.committee_id == committee_id)
    return select(User).where(User.id.in_(held), User.is_enabled)


def units_with_names() -> Select[Unit]:
    """Select all units of the office with their aliases and who confirmed them, the active ones first, by name."""
    aliases = selectinload(Unit.aliases).joinedload(UnitAlias.created_by)
    return select(Unit).options(aliases).order_by(Unit.is_active.desc(), Unit.folded)


def users_with_roles() -> Select[User]:
    """Select all accounts with their units and roles."""
    roles = selectinload(User.memberships).joinedload(Membership.committee)
    return select(User).options(joinedload(User.unit), roles)


def all_committees() -> Select[Committee]:
    """Select all committees with their members, the active ones first, by name."""
    held = selectinload(Committee.memberships).joinedload(Membership.user).joinedload(User.unit)
    return select(Committee).options(held).order_by(Committee.is_active.desc(), Committee.name)


def letterhead() -> tuple[Committee | None, str, str]:
    """Return what the sign-in page may say to strangers: the only committee, the body above, whom to call.

    With several committees only what all of them share is said.
    """
    active = db.session.scalars(select(Committee).where(Committee.is_active).order_by(Committee.name)).all()
    bodies, contacts = {each.parent_body for each in active}, {each.contact for each in active}
    only = active[0] if len(active) == 1 else None
    return only, bodies.pop() if len(bodies) == 1 else "", contacts.pop() if len(contacts) == 1 else ""


def officials_of(unit_id: int, committee_id: int) -> Sequence[User]:
    """Return the officials of a unit who work for a committee, by name."""
    return [user for user in members(committee_id, Role.OFFICIAL) if user.unit_id == unit_id]


def alias(alias_id: int) -> Select[UnitAlias]:
    """Select one other name of a unit; names belong to the office, not to a committee."""
    return select(UnitAlias).where(UnitAlias.id == alias_id)


def membership(membership_id: int) -> Select[Membership]:
    """Select one role of one person, for the administrator, who gives and takes them in every committee."""
    return select(Membership).where(Membership.id == membership_id)
