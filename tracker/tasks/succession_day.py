"""The day of a succession: everything handed over in one act, by a person or the timetable, and taken back untouched.

After that the program keeps an eye on what wakes later under a unit that has ended, such as a finished task taken up
again, and passes it on too.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import selectinload

from tracker import database, history
from tracker.documents.models import ItemUnit
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import DEFAULT, speaking
from tracker.languages import gettext as _
from tracker.people.models import Unit, UnitAlias, User
from tracker.tasks import passing
from tracker.tasks.models import Task, TaskSupport
from tracker.tasks.queries import is_open
from tracker.tasks.succession_models import (
    Handover,
    Side,
    Succession,
    SuccessionKind,
    SuccessionState,
    SuccessionUnit,
)

STANDING = (SuccessionState.PREPARED, SuccessionState.AGREED, SuccessionState.CARRIED_OUT)


def carry_out(given: Succession, *, by: User | None, at: datetime) -> None:
    """Hand over tasks, drafts, people and names in one transaction, open what begins and close what ends.

    Raises RuleBroken when it was carried out or given up already: whoever comes second does nothing.
    """
    db.session.refresh(given, with_for_update=True)
    require_ahead(given)
    for unit in given.successors:
        unit.is_active = True
    many = passing.pass_tasks(given, by=by, at=at)
    left = {
        "drafts": passing.pass_drafts(given),
        "people": passing.pass_people(given, by=by, at=at) if given.moves_people else [],
        **passing.pass_names(given, by=by, at=at),
    }
    if given.kind == SuccessionKind.RENAMING and not given.heir.email:
        given.heir.email = given.predecessors[0].email
    for unit in passing.departing(given):
        unit.is_active = False
        history.record("changed", unit, by=by, at=at, changes={"is_active": (True, False)})
    given.left, given.state, given.carried_out_at = left, SuccessionState.CARRIED_OUT, at
    history.record("succeeded", given, by=by, at=at, changes={**told(given), "tasks": many})
    db.session.commit()


def require_ahead(given: Succession) -> None:
    """Raise RuleBroken when a succession was carried out or given up."""
    if not given.state.is_ahead:
        raise RuleBroken(_("This succession is not ahead any more."))


def told(given: Succession) -> dict[str, object]:
    """Return what the history says of a succession."""
    return {
        "kind": given.kind, "on": given.on, "from_units": "; ".join(unit.name for unit in given.predecessors),
        "to_units": "; ".join(unit.name for unit in given.successors),
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ by the timetable


def carry_out_due(*, on: date, at: datetime) -> int:
    """Carry out what was agreed for this day or earlier, and pass on what woke under a closed unit; return how many.

    Done again, or in several processes at once, it adds nothing: the row of the succession is held meanwhile.
    """
    db.session.rollback()
    with database.reading():
        agreed = db.session.scalars(_agreed_by(on).with_only_columns(Succession.id)).all()
        awake = db.session.scalars(_awake().with_only_columns(Succession.id)).all()
        db.session.rollback()
    for succession_id in agreed:
        given = db.session.scalar(_agreed_by(on).where(Succession.id == succession_id).with_for_update())
        if given is not None:
            carry_out(given, by=None, at=at)
    for succession_id in awake:
        given = db.session.scalars(select(Succession).filter_by(id=succession_id).with_for_update()).one()
        if given.state == SuccessionState.CARRIED_OUT:
            passing.pass_tasks(given, by=None, at=at)
        db.session.commit()
    return len(agreed) + len(awake)


def _agreed_by(on: date) -> Select[Succession]:
    return select(Succession).where(Succession.state == SuccessionState.AGREED, Succession.on <= on)


def _awake() -> Select[Succession]:
    """Select the successions with an open task that is still led by a unit they closed."""
    stray = select(Unit.id).join(Task, Task.lead_unit_id == Unit.id).where(is_open(), Unit.is_active.is_(False))
    ended = select(SuccessionUnit.succession_id).where(
        SuccessionUnit.side == Side.PREDECESSOR, SuccessionUnit.unit_id.in_(stray)
    )
    return select(Succession).where(Succession.state == SuccessionState.CARRIED_OUT, Succession.id.in_(ended))


# ------------------------------------------------------------------------------------------ taking back


def take_back(given: Succession, *, by: User, at: datetime) -> None:
    """Undo a succession of which nothing was touched since.

    Once somebody has reported, decided or been given anything in a successor's name, going back would put words into
    another unit's mouth: then RuleBroken says so, and another succession or passing single tasks on is the way.
    """
    db.session.refresh(given, with_for_update=True)
    if given.state != SuccessionState.CARRIED_OUT or given.left is None:
        raise RuleBroken(_("Only a succession that was carried out can be taken back."))
    lines = list(given.handovers)
    tasks = _held([line.task_id for line in lines])
    _require_untouched(given, lines, tasks)
    for line in lines:
        _give_back(line, tasks[line.task_id])
    db.session.flush()
    with speaking(DEFAULT):
        words = _("Taken back: %(what)s", what=passing.reason(given))
    for line in lines:
        changes = {"lead_unit" if line.is_lead else "support": (line.to_unit.name, line.from_unit.name)}
        history.record("handed_over", tasks[line.task_id], by=by, at=at, changes={**changes, "reason": words})
    for unit in passing.departing(given):
        unit.is_active = True
    for party in given.parties:
        if party.is_new:
            party.unit.is_active = False
    _give_back_the_rest(given.left, by=by, at=at)
    given.state = SuccessionState.TAKEN_BACK
    history.record("took_back", given, by=by, at=at, changes=told(given))
    db.session.commit()


def _held(task_ids: list[int]) -> dict[int, Task]:
    query = select(Task).where(Task.id.in_(task_ids)).options(selectinload(Task.supports))
    query = query.order_by(Task.id).with_for_update(of=Task)
    return {task.id: task for task in db.session.scalars(query.execution_options(populate_existing=True))}


def _require_untouched(given: Succession, lines: list[Handover], tasks: Mapping[int, Task]) -> None:
    """Raise StaleVersion when a task, a person or a unit of the succession is not as it was left."""
    touched = {line.task_id for line in lines if tasks[line.task_id].version != line.left_version}
    new = [party.unit_id for party in given.parties if party.is_new]
    theirs = select(func.count()).select_from(Task).outerjoin(TaskSupport).where(
        or_(Task.lead_unit_id.in_(new), TaskSupport.unit_id.in_(new)), Task.id.not_in(tasks)
    )  # fmt: skip
    moved = [pair[0] for pair in (given.left or {})["people"]]
    people = select(func.count()).where(User.unit_id.in_(new), User.id.not_in(moved))
    settled = [pair[0] for pair in (given.left or {})["drafts"]]
    drafts = select(func.count()).where(ItemUnit.unit_id.in_(new), ItemUnit.id.not_in(settled))
    later = select(func.count()).select_from(SuccessionUnit).join(Succession).where(
        Succession.id > given.id, Succession.state.in_(STANDING),
        SuccessionUnit.unit_id.in_([party.unit_id for party in given.parties]),
    )  # fmt: skip
    if touched or any(db.session.scalar(query) for query in (theirs, people, drafts, later)):
        raise StaleVersion(
            _("Work has gone on since in the name of the successors (%(num)s tasks handed over were touched), so this "
              "cannot be taken back any more. Pass single tasks on, or record another succession.", num=len(touched))
        )  # fmt: skip


def _give_back(line: Handover, task: Task) -> None:
    kept = {each.unit_id: each for each in task.supports}
    task.supports = [kept.get(unit_id) or TaskSupport(unit_id=unit_id) for unit_id in line.supported_by]
    if line.is_lead:
        task.lead_unit, task.assignee_id = line.from_unit, line.assignee_id


def _give_back_the_rest(left: Mapping[str, list[list[int]]], *, by: User, at: datetime) -> None:
    """Give people, names and drafts back to the units they had."""
    with speaking(DEFAULT):
        words = str(_("Taken back"))
    for user_id, unit_id in left["people"]:
        user = db.session.get_one(User, user_id)
        passing.move(user, db.session.get_one(Unit, unit_id), by=by, at=at, reason=words)
    db.session.execute(delete(UnitAlias).where(UnitAlias.id.in_([pair[0] for pair in left["made"]])))
    for alias_id, unit_id in left["moved"]:
        if alias := db.session.get(UnitAlias, alias_id):
            alias.unit_id = unit_id
    for named_id, unit_id in left["drafts"]:
        if named := db.session.get(ItemUnit, named_id):
            named.unit_id = unit_id
