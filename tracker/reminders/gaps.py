"""What escalation lacks: units that have nobody to tell, committees that follow up through nobody."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.people.models import Committee, Unit, User
from tracker.people.queries import members_of
from tracker.reminders import rules
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open


def units_without_head(committee_id: int | None = None) -> list[Unit]:
    """Return the units with open tasks of a committee, or of any, that tells heads and finds none there; by name.

    A head who is no member of the committee is told nothing of it.
    """
    found: dict[int, Unit] = {}
    for each in _active():
        if committee_id in (None, each.id) and rules.rules_of(each.id).head_after:
            leads = select(Task.lead_unit_id).where(Task.committee_id == each.id, is_open())
            members = members_of(each.id).with_only_columns(User.id)
            lacking = select(Unit).where(Unit.id.in_(leads), Unit.head_id.is_(None) | Unit.head_id.not_in(members))
            found |= {unit.id: unit for unit in db.session.scalars(lacking)}
    return sorted(found.values(), key=lambda unit: unit.folded)


def committees_without_standing_member() -> list[Committee]:
    """Return the committees at work that tell their standing member and have named none who still is one; by name."""
    return [each for each in _active() if rules.rules_of(each.id).standing_after and not _has_standing_member(each.id)]


def _active() -> Sequence[Committee]:
    return db.session.scalars(select(Committee).where(Committee.is_active).order_by(Committee.name)).all()


def _has_standing_member(committee_id: int) -> bool:
    member = members_of(committee_id).where(User.id == rules.rules_of(committee_id).standing_member_id)
    return db.session.scalar(member) is not None
