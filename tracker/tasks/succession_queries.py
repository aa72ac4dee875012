"""What one asks about successions: what would pass, for whoever prepares them, and the handover list of a committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.documents.models import Conclusion, Item, ItemUnit
from tracker.extensions import db
from tracker.people.models import Committee, Unit, UnitAlias, User
from tracker.people.queries import Reach
from tracker.tasks.models import Stage, Task, TaskSupport
from tracker.tasks.passing import chosen_units, departing, open_tasks_of
from tracker.tasks.queries import is_open, last_results, visible, with_row
from tracker.tasks.succession_models import Handover, Succession, SuccessionState


def successions() -> Select[Succession]:
    """Select the successions of the office with their units, those ahead first, the latest day first."""
    ahead = Succession.state.in_((SuccessionState.PREPARED, SuccessionState.AGREED))
    query = select(Succession).options(selectinload(Succession.parties))
    return query.order_by(ahead.desc(), Succession.on.desc(), Succession.id.desc())


def of_unit(unit: Unit) -> list[Succession]:
    """Return the successions a unit stands in, the latest first, without those given up."""
    gone = (SuccessionState.CANCELLED, SuccessionState.TAKEN_BACK)
    found = db.session.scalars(successions().where(Succession.state.not_in(gone)))
    return [each for each in found if unit in (*each.predecessors, *each.successors)]


# ------------------------------------------------------------------------------------------ before the day


@dataclass(frozen=True)
class Share:
    """What of one committee passes: numbers only, for who prepares a succession sees no committee's words by that."""

    committee: Committee
    led: int
    supported: int


@dataclass(frozen=True)
class Estate:
    """What passes from the predecessors: tasks by committee, people, names, and drafts not published yet."""

    shares: Sequence[Share]
    people: Sequence[User]
    names: Sequence[str]
    drafts: int

    @property
    def led(self) -> int:
        return sum(share.led for share in self.shares)

    @property
    def supported(self) -> int:
        return sum(share.supported for share in self.shares)


def estate(given: Succession, reach: Reach) -> Estate:
    """Return what would pass if a succession were carried out now, counted by the committees in reach.

    The administrator is told the numbers of all.
    """
    froms, ending = [unit.id for unit in given.predecessors], [unit.id for unit in departing(given)]
    led = _by_committee(select(Task.committee_id, func.count()).where(is_open(), Task.lead_unit_id.in_(froms)))
    supported = _by_committee(
        select(Task.committee_id, func.count(Task.id.distinct()))
        .join(TaskSupport, TaskSupport.task_id == Task.id)
        .where(is_open(), TaskSupport.unit_id.in_(froms))
    )
    there = {*led, *supported} if reach.is_admin else {*led, *supported} & reach.committee_ids
    committees = db.session.scalars(select(Committee).where(Committee.id.in_(there)).order_by(Committee.name))
    unpublished = select(Item.id).join(Conclusion).where(Conclusion.published_at.is_(None))
    drafts = select(func.count()).where(ItemUnit.unit_id.in_(ending), ItemUnit.item_id.in_(unpublished))
    aliases = db.session.scalars(select(UnitAlias.name).where(UnitAlias.unit_id.in_(ending)).order_by(UnitAlias.name))
    return Estate(
        [Share(each, led.get(each.id, 0), supported.get(each.id, 0)) for each in committees],
        db.session.scalars(select(User).where(User.unit_id.in_(ending)).order_by(User.full_name)).all(),
        [*(unit.name for unit in departing(given)), *aliases],
        db.session.scalar(drafts) or 0,
    )


def _by_committee(query: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Task.committee_id))}


# ------------------------------------------------------------------------------------------ the handover list


@dataclass(frozen=True)
class Line:
    """One task on the handover list, as it stands before the day or as it stood on it."""

    task: Task
    from_unit: Unit
    to_unit: Unit
    is_lead: bool
    stage: Stage
    percent: int
    due_on: date | None
    said: str

    @property
    def pair(self) -> str:
        """From which unit to which: the heading it stands under."""
        return f"{self.from_unit.folded} → {self.to_unit.folded}"


def handover_list(given: Succession, committee_id: int, reach: Reach) -> list[Line]:
    """Return what passes of one committee, by predecessor and successor, what is led before what is supported."""
    if given.state.is_ahead:
        lines = _expected(given, committee_id, reach)
    else:
        rows = select(Handover).where(Handover.succession_id == given.id, Handover.committee_id == committee_id)
        seen = visible(reach).with_only_columns(Task.id)
        loaded = rows.where(Handover.task_id.in_(seen)).options(
            joinedload(Handover.task).joinedload(Task.item).joinedload(Item.conclusion)
        )
        lines = [
            Line(row.task, row.from_unit, row.to_unit, row.is_lead, row.stage, row.percent, row.due_on, row.said)
            for row in db.session.scalars(loaded)
        ]
    return sorted(lines, key=_place)


def _expected(given: Succession, committee_id: int, reach: Reach) -> list[Line]:
    froms = {unit.id: unit for unit in given.predecessors}
    tos = {unit.id: unit for unit in given.successors}
    chosen = chosen_units(given)
    ids = open_tasks_of(froms).with_only_columns(Task.id)
    query = with_row(visible(reach)).where(Task.committee_id == committee_id, Task.id.in_(ids))
    tasks = db.session.scalars(query.options(selectinload(Task.supports))).unique().all()
    said = last_results([task.id for task in tasks])
    lines = []
    for task in tasks:
        to = tos.get(chosen.get(task.id, 0), given.heir)
        parts = [(froms[task.lead_unit_id], to, True)] if task.lead_unit_id in froms else []
        parts += [(each.unit, given.heir, False) for each in task.supports if each.unit_id in froms]
        lines += [
            Line(task, old, new, is_lead, task.stage, task.percent, task.due_on, said.get(task.id, ""))
            for old, new, is_lead in parts
            if old is not new or is_lead
        ]
    return lines


def _place(line: Line) -> tuple[str, str, bool, int, int]:
    return line.from_unit.folded, line.to_unit.folded, not line.is_lead, line.task.number, line.task.subnumber
