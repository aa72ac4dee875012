"""Units that follow others from a day on: written down, shared out by the secretaries, agreed or given up.

What happens on the day itself is in `succession_day`.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime

from sqlalchemy import delete, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Unit, UnitAlias, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import Reach
from tracker.tasks import passing
from tracker.tasks.models import Task
from tracker.tasks.queries import visible
from tracker.tasks.succession_day import carry_out, require_ahead, told
from tracker.tasks.succession_models import (
    Side,
    Succession,
    SuccessionChoice,
    SuccessionKind,
    SuccessionState,
    SuccessionUnit,
)

LONGEST_NAME = 200
AHEAD = (SuccessionState.PREPARED, SuccessionState.AGREED)


# ------------------------------------------------------------------------------------------ preparing


def prepare(
    kind: SuccessionKind, on: date, predecessors: Sequence[Unit], successors: Sequence[Unit], new_names: Sequence[str],
    *, basis: str, by: User, at: datetime,
) -> Succession:  # fmt: skip
    """Write down which units follow which from a day on; nothing else changes until it is agreed.

    Raises RuleBroken when the kind does not fit the units, a new name is taken, or a unit's fate is settled already.
    """
    names = list(dict.fromkeys(" ".join(name.split()) for name in new_names if name.strip()))
    _require_sense(kind, predecessors, successors, names)
    given = Succession(kind=kind, on=on, basis=basis.strip(), created_by=by, created_at=at)
    db.session.add(given)
    given.parties = [SuccessionUnit(unit=unit, side=Side.PREDECESSOR) for unit in predecessors]
    given.parties += [SuccessionUnit(unit=unit, side=Side.SUCCESSOR) for unit in successors]
    given.parties += [SuccessionUnit(unit=_named(n, given), side=Side.SUCCESSOR, is_new=True) for n in names]
    next(each for each in given.parties if each.side == Side.SUCCESSOR).is_main = True
    history.record("prepared", given, by=by, at=at, changes=told(given))
    db.session.commit()
    return given


def _require_sense(
    kind: SuccessionKind, predecessors: Sequence[Unit], successors: Sequence[Unit], names: Sequence[str]
) -> None:
    many = len(successors) + len(names)
    stays = set(predecessors) & set(successors)
    if kind == SuccessionKind.MERGER and (not predecessors or many != 1 or stays):
        raise RuleBroken(_("In a merger one or more units are merged into exactly one other."), "successors")
    if kind == SuccessionKind.SPLIT and (len(predecessors) != 1 or many < 2):
        raise RuleBroken(_("In a split one unit becomes two or more."), "successors")
    if kind == SuccessionKind.RENAMING and (len(predecessors) != 1 or successors or len(names) != 1):
        raise RuleBroken(_("In a renaming one unit gets one new name."), "new_names")
    for unit in [*predecessors, *successors]:
        if not unit.is_active:
            raise RuleBroken(_("%(unit)s is closed by now.", unit=unit.name), "predecessors")
    ahead = select(SuccessionUnit.unit_id).join(Succession).where(Succession.state.in_(AHEAD))
    settled = set(db.session.scalars(ahead.where(SuccessionUnit.side == Side.PREDECESSOR)))
    for unit in [*predecessors, *successors]:
        if unit.id in settled:
            raise RuleBroken(_("Another succession of %(unit)s is being prepared.", unit=unit.name), "predecessors")


def _named(name: str, given: Succession) -> Unit:
    """Return a unit that begins with the succession: new, or left over from one that was given up."""
    key = folded_unit_name(name)
    if not key or len(name) > LONGEST_NAME:
        raise RuleBroken(_("The name of a unit has between 1 and 200 characters."), "new_names")
    old = {unit.id for unit in given.predecessors}
    alias = db.session.scalar(select(UnitAlias).where(UnitAlias.folded == key, UnitAlias.unit_id.not_in(old)))
    holder = db.session.scalar(select(Unit).where(Unit.folded == key))
    if holder and not holder.is_active and _was_given_up(holder):
        return holder
    if holder or alias:
        bearer = holder.name if holder else alias.unit.name if alias else ""
        raise RuleBroken(_("“%(unit)s” bears this name or alias already.", unit=bearer), "new_names")
    return Unit(name=name, folded=key, is_active=False)


def _was_given_up(unit: Unit) -> bool:
    """Whether a closed unit never began to work: it stood only in successions that were given up or taken back."""
    parts = select(SuccessionUnit).join(Succession).where(SuccessionUnit.unit_id == unit.id)
    states = db.session.scalars(parts).all()
    gone = (SuccessionState.CANCELLED, SuccessionState.TAKEN_BACK)
    return bool(states) and all(each.is_new and each.succession.state in gone for each in states)


def choose(
    given: Succession, wanted: Mapping[int, int], *, reach: Reach, committee_id: int, by: User, at: datetime
) -> None:
    """Keep to which successor a secretary gives each task of a unit that will be split; the heir gets the others."""
    require_ahead(given)
    passed = passing.open_tasks_of([unit.id for unit in given.predecessors]).with_only_columns(Task.id)
    mine = visible(reach).with_only_columns(Task.id).where(Task.committee_id == committee_id, Task.id.in_(passed))
    ids = set(db.session.scalars(mine))
    units = {unit.id for unit in given.successors}
    before = _choices(given, ids)
    db.session.execute(
        delete(SuccessionChoice).where(SuccessionChoice.succession_id == given.id, SuccessionChoice.task_id.in_(ids))
    )
    for task_id, unit_id in wanted.items():
        if task_id in ids and unit_id in units:
            db.session.add(SuccessionChoice(succession_id=given.id, task_id=task_id, unit_id=unit_id))
    db.session.flush()
    changes = {"choices": (before, _choices(given, ids))}
    history.record("chose_successors", given, by=by, at=at, changes=changes, committee_id=committee_id)
    db.session.commit()


def _choices(given: Succession, task_ids: Set[int]) -> list[str]:
    """Return which of these tasks goes where, each by its number and the unit's name."""
    query = (
        select(Task.number, Unit.name)
        .join(SuccessionChoice, SuccessionChoice.task_id == Task.id)
        .join(Unit, Unit.id == SuccessionChoice.unit_id)
        .where(SuccessionChoice.succession_id == given.id, Task.id.in_(task_ids))
        .order_by(Task.number, Task.id)
    )
    return [f"{number}: {name}" for number, name in db.session.execute(query)]


# ------------------------------------------------------------------------------------------ agreeing and giving up


def agree(
    given: Succession, heir_id: int | None, *, moves_people: bool, version: int, by: User, at: datetime, on: date
) -> None:
    """Settle who gets what nobody chose otherwise; carry out what has come due, else leave it to its day."""
    db.session.refresh(given, with_for_update=True)
    if given.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    require_ahead(given)
    for each in given.parties:
        if each.side == Side.SUCCESSOR and heir_id in {unit.id for unit in given.successors}:
            each.is_main = each.unit_id == heir_id
    given.moves_people, given.state = moves_people, SuccessionState.AGREED
    db.session.flush()
    if given.on <= on:
        carry_out(given, by=by, at=at)
        return
    history.record("agreed", given, by=by, at=at, changes=told(given))
    db.session.commit()


def cancel(given: Succession, *, by: User, at: datetime) -> None:
    """Give up what is prepared or agreed. A unit that was to begin stays closed, its name free to be used again."""
    db.session.refresh(given, with_for_update=True)
    require_ahead(given)
    given.state = SuccessionState.CANCELLED
    history.record("cancelled_succession", given, by=by, at=at)
    db.session.commit()
