"""What escalation lacks: units that have nobody to tell, committees that follow up through nobody."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.people.models import Committee, Membership, Unit, User
from tracker.reminders import rules
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open


def units_without_head(committee_id: int | None = None) -> Sequence[Unit]:
    """Return the units with open tasks of a committee, or of any, that tells heads and finds none there; by name."""
    told = [each for each in _active() if rules.rules_of(each.id).head_after and committee_id in (None, each.id)]
    leads = select(Task.lead_unit_id).where(Task.committee_id.in_([each.id for each in told]), is_open())
    heads = select(User.id).where(User.is_enabled)
    lacking = select(Unit).where(Unit.id.in_(leads), Unit.head_id.is_(None) | Unit.head_id.not_in(heads))
    return db.session.scalars(lacking.order_by(Unit.folded)).all()


def committees_without_standing_member() -> list[Committee]:
    """Return the committees at work that tell their standing member and have named none who still is one; by name."""
    return [each for each in _active() if rules.rules_of(each.id).standing_after and not _has_standing_member(each.id)]


def _active() -> Sequence[Committee]:
    return db.session.scalars(select(Committee).where(Committee.is_active).order_by(Committee.name)).all()


def _has_standing_member(committee_id: int) -> bool:
    member_id = rules.rules_of(committee_id).standing_member_id
    held = (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.committee_id == committee_id, Membership.user_id == member_id, User.is_enabled)
    )
    return member_id is not None and db.session.scalar(held.limit(1)) is not None
