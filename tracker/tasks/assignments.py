"""Who does a task: passed to another unit with a reason, or to another person of the unit that has it."""

from datetime import datetime

from sqlalchemy import Select, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import DEFAULT, speaking
from tracker.languages import gettext as _
from tracker.people.models import Membership, Role, Unit, User
from tracker.people.queries import Reach, active_units, reach_of
from tracker.tasks import refusals
from tracker.tasks.models import Task, TaskSupport
from tracker.tasks.moves import Verb, allowed
from tracker.tasks.refusal_models import RefusalState


def may_pass_on(task: Task, reach: Reach) -> bool:
    """Whether a person may give an open task, or a part of one, to another unit: the secretary."""
    mine = reach.has(Role.SECRETARY, task.committee_id)
    return mine and allowed(Verb.TRANSFER, task, task.stage, reach) is not None


def may_assign(task: Task, reach: Reach) -> bool:
    """Whether a person may say who of the lead unit does an open task: who reports on it."""
    return allowed(Verb.ASSIGN, task, task.stage, reach) is not None


def units_for(task: Task) -> Select[Unit]:
    """Select the units a task can be passed to, and the one that has it."""
    return active_units(and_also=task.lead_unit_id)


def people_for(task: Task, reach: Reach) -> Select[User]:
    """Select who can be made responsible: all in the committee to its secretary, to an official those of the unit."""
    members = select(Membership.user_id).where(Membership.committee_id == task.committee_id)
    own = User.unit_id == task.lead_unit_id
    whom = (User.id.in_(members) | own) if may_pass_on(task, reach) else own
    return select(User).where(whom, User.is_enabled)


def people_for_many(tasks: Select[Task], committee_id: int, reach: Reach) -> Select[User]:
    """Select who can be made responsible for at least one of many tasks of a committee; each is judged by itself."""
    if Role.SECRETARY not in reach.roles.get(committee_id, frozenset()):
        return select(User).where(User.unit_id == reach.unit_id, User.is_enabled)
    members = select(Membership.user_id).where(Membership.committee_id == committee_id)
    leads = tasks.with_only_columns(Task.lead_unit_id).order_by(None)
    return select(User).where(User.id.in_(members) | User.unit_id.in_(leads), User.is_enabled)


def assign(
    task: Task, unit_id: int | None, assignee_id: int | None, reason: str, *, by: User, at: datetime, version: int
) -> None:
    """Give a task its lead unit and the person in charge. Taking it from a unit needs a reason; history keeps both."""
    hand(task, unit_id, assignee_id, reason, by=by, at=at, version=version)
    db.session.commit()


def hand(
    task: Task, unit_id: int | None, assignee_id: int | None, reason: str, *, by: User, at: datetime, version: int
) -> bool:
    """Assign within the caller's transaction; return whether anything changed. Does NOT commit."""
    require_held(task, version)
    reach = reach_of(by)
    if not may_assign(task, reach):
        raise RuleBroken(_("The task has ended, or is another unit's."))
    unit = _unit(task, unit_id, reach)
    person = _person(task, assignee_id, reach)
    if task.lead_unit and unit is not task.lead_unit and not reason.strip():
        raise RuleBroken(_("Say why the task passes to another unit."), "reason")
    supports = [each for each in task.supports if each.unit is not unit]
    return _write(task, unit, person, supports, reason.strip(), by=by, at=at)


def put_back(
    task: Task, unit_id: int | None, assignee_id: int | None, supports: list[TaskSupport], *, by: User, at: datetime
) -> None:
    """Give a held task back to those it was taken from. Does NOT commit."""
    if not may_assign(task, reach_of(by)):
        raise RuleBroken(_("The task has ended, or is another unit's."))
    unit, person = (db.session.get(Unit, unit_id or 0), db.session.get(User, assignee_id or 0))
    if unit and not unit.is_active:
        raise RuleBroken(_("%(unit)s is closed by now.", unit=unit.name))
    kept = {each.unit_id: each for each in task.supports}
    before = [kept.get(each.unit_id, each) for each in supports]
    with speaking(DEFAULT):
        _write(task, unit, person, before, _("Taken back"), by=by, at=at)


def _write(
    task: Task, unit: Unit | None, person: User | None, supports: list[TaskSupport], reason: str, *,
    by: User, at: datetime,
) -> bool:  # fmt: skip
    """Give a held task to these, heed the refusal of the unit it is taken from, and leave the trace."""
    changes: dict[str, object] = {}
    if unit is not task.lead_unit:
        changes["lead_unit"] = (_name(task.lead_unit), _name(unit))
        refusals.answer(task, RefusalState.HEEDED, by=by, at=at)
    if person is not task.assignee:
        changes["assignee"] = (_full_name(task.assignee), _full_name(person))
    if changes:
        task.lead_unit, task.assignee, task.supports = unit, person, supports
        verb = Verb.TRANSFER if "lead_unit" in changes else Verb.ASSIGN
        history.record(verb.value, task, by=by, at=at, changes={**changes, "reason": reason})
    return bool(changes)


def require_held(task: Task, version: int) -> None:
    """Hold a task against others until the end of the transaction; raise StaleVersion when it is not as it was seen."""
    db.session.refresh(task, with_for_update={"of": Task})
    if task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _unit(task: Task, unit_id: int | None, reach: Reach) -> Unit | None:
    if unit_id == task.lead_unit_id:
        return task.lead_unit
    if not may_pass_on(task, reach):
        raise RuleBroken(_("Only the secretary passes a task to another unit."), "unit_id")
    found = db.session.scalar(active_units().where(Unit.id == unit_id)) if unit_id else None
    if found is None:
        raise RuleBroken(_("Choose a unit that receives tasks."), "unit_id")
    return found


def _person(task: Task, assignee_id: int | None, reach: Reach) -> User | None:
    if assignee_id is None or assignee_id == task.assignee_id:
        return task.assignee if assignee_id else None
    found = db.session.scalar(people_for(task, reach).where(User.id == assignee_id))
    if found is None:
        raise RuleBroken(_("Choose a person of the unit or of the committee."), "assignee_id")
    return found


def _name(unit: Unit | None) -> str:
    return unit.name if unit else ""


def _full_name(person: User | None) -> str:
    return person.full_name if person else ""
