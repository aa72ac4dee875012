"""A person leaves the office, or changes unit: what is in their hands passes on in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, update

from tracker import history
from tracker.documents.models import Conclusion, Item
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import sign_in
from tracker.people.actions import end_membership
from tracker.people.models import Committee, Membership, Role, Unit, User
from tracker.people.queries import Reach, active_units
from tracker.tasks.models import Task
from tracker.tasks.queries import by_deadline, is_open, visible, with_row


@dataclass(frozen=True)
class Holding:
    """What a person has in one committee: roles, open tasks by number, and their titles for those who may read them."""

    committee: Committee
    roles: Sequence[Role]
    many: int
    tasks: Sequence[Task]


def holdings(user: User, reach: Reach) -> list[Holding]:
    """Return by committee what a person holds; the tasks themselves only where the asker reads the committee."""
    counted = select(Task.committee_id, func.count()).where(_in_hand(user)).group_by(Task.committee_id)
    many = {row[0]: row[1] for row in db.session.execute(counted)}
    roles: dict[int, list[Role]] = {}
    for held in user.memberships:
        roles.setdefault(held.committee_id, []).append(held.role)
    tasks = db.session.scalars(by_deadline(with_row(visible(reach).where(_in_hand(user))))).unique().all()
    committees = select(Committee).where(Committee.id.in_({*many, *roles})).order_by(Committee.name)
    return [
        Holding(each, roles.get(each.id, []), many.get(each.id, 0), [t for t in tasks if t.committee_id == each.id])
        for each in db.session.scalars(committees)
    ]


def colleagues(user: User) -> Select[User]:
    """Select who may take over: the people of the same unit, or of the same committees for one without a unit."""
    others = select(User).where(User.is_enabled, User.id != user.id)
    if user.unit_id is not None:
        return others.where(User.unit_id == user.unit_id)
    mine = select(Membership.committee_id).where(Membership.user_id == user.id)
    return others.where(User.id.in_(select(Membership.user_id).where(Membership.committee_id.in_(mine))))


def leave(user: User, heir_id: int | None, reason: str, *, version: int, by: User, at: datetime) -> int:
    """Let a person go: their open tasks pass on or wait for somebody, their roles end, their account is switched off.

    Returns how many tasks passed to the heir. Raises RuleBroken for oneself, the last secretary of a committee, a
    missing reason; nothing is done then.
    """
    heir = _ready(user, heir_id, reason, version=version, by=by)
    passed = _pass_on(user, _in_hand(user), heir, reason, by=by, at=at)
    for membership in list(user.memberships):
        end_membership(membership, by=by, at=at)
    user.is_enabled = False
    sign_in.end_sessions(user, at=at)
    history.record("departed", user, by=by, at=at, changes={"is_enabled": (True, False), "reason": reason.strip()})
    db.session.commit()
    return passed


def change_unit(
    user: User, unit_id: int | None, heir_id: int | None, reason: str, *, version: int, by: User, at: datetime
) -> int:
    """Let a person work at another unit: tasks of the unit they leave pass on, roles stay; they sign in anew.

    Returns how many tasks passed to the heir; raises RuleBroken as `leave` does, and for a unit that makes no sense.
    """
    heir = _ready(user, heir_id, reason, version=version, by=by)
    unit = db.session.scalar(active_units().where(Unit.id == unit_id)) if unit_id else None
    if unit is None or unit is user.unit:
        raise RuleBroken(_("Choose the unit the person goes to."), "unit_id")
    passed = _pass_on(user, Task.lead_unit_id == user.unit_id, heir, reason, by=by, at=at)
    changes = {"unit": (user.unit.name if user.unit else "", unit.name), "reason": reason.strip()}
    user.unit = unit
    sign_in.end_sessions(user, at=at)
    history.record("departed", user, by=by, at=at, changes=changes)
    db.session.commit()
    return passed


def _ready(user: User, heir_id: int | None, reason: str, *, version: int, by: User) -> User | None:
    """Return who takes over, None for nobody yet, having made sure that the person may go."""
    if user.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if user.id == by.id:
        raise RuleBroken(_("You cannot record your own departure; another administrator can."))
    if not reason.strip():
        raise RuleBroken(_("Give the reason."), "reason")
    heir = db.session.scalar(colleagues(user).where(User.id == heir_id)) if heir_id else None
    if heir_id and heir is None:
        raise RuleBroken(_("Choose a colleague of the list."), "heir_id")
    return heir


def _pass_on(user: User, which: ColumnElement[bool], heir: User | None, reason: str, *, by: User, at: datetime) -> int:
    """Give a person's open tasks to the heir where the heir belongs, else to nobody; drafts that name them too."""
    query = select(Task).where(_in_hand(user), which).order_by(Task.id).with_for_update(of=Task)
    theirs = set(db.session.scalars(select(Membership.committee_id).filter_by(user_id=heir.id))) if heir else set()
    passed = 0
    for task in db.session.scalars(query).all():
        fits = heir is not None and (task.lead_unit_id == heir.unit_id or task.committee_id in theirs)
        task.assignee = heir if fits else None
        name = heir.full_name if heir and fits else ""
        changes = {"assignee": (user.full_name, name), "reason": reason.strip()}
        history.record("assigned", task, by=by, at=at, changes=changes)
        passed += fits
    open_drafts = select(Item.id).join(Conclusion).where(Conclusion.published_at.is_(None), Item.assignee_id == user.id)
    heir_id = heir.id if heir else None
    db.session.execute(update(Item).where(Item.id.in_(open_drafts)).values(assignee_id=heir_id))
    return passed


def _in_hand(user: User) -> ColumnElement[bool]:
    """Open, with this person in charge."""
    return and_(is_open(), Task.assignee_id == user.id)
