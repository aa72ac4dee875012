"""What passes from a unit to its successor: open tasks, drafts, people, names. Nothing here commits.

What has ended keeps the unit it had, so a finished task shows the name of its day; words of documents never change.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from tracker import history
from tracker.documents.models import Conclusion, Item, ItemUnit
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import DEFAULT, speaking
from tracker.languages import gettext as _
from tracker.people import sign_in
from tracker.people.models import Unit, UnitAlias, User
from tracker.tasks.models import Task, TaskSupport
from tracker.tasks.queries import is_open, last_results
from tracker.tasks.succession_models import Handover, Succession, SuccessionChoice, SuccessionKind


def reason(given: Succession) -> str:
    """Return the words every entry about a succession carries, in the office's language."""
    with speaking(DEFAULT):
        words = {
            SuccessionKind.MERGER: _("Units merged from %(day)s", day=day(given.on)),
            SuccessionKind.SPLIT: _("Unit split from %(day)s", day=day(given.on)),
            SuccessionKind.RENAMING: _("Unit renamed from %(day)s", day=day(given.on)),
        }[given.kind]
    return f"{words}; {given.basis}" if given.basis else str(words)


def departing(given: Succession) -> list[Unit]:
    """Return the predecessors that end: in a split one may go on beside those it is split into."""
    return [unit for unit in given.predecessors if unit not in given.successors]


def open_tasks_of(unit_ids: Collection[int]) -> Select[Task]:
    """Select the open tasks these units lead or support."""
    supported = select(TaskSupport.task_id).where(TaskSupport.unit_id.in_(unit_ids))
    return select(Task).where(is_open(), or_(Task.lead_unit_id.in_(unit_ids), Task.id.in_(supported)))


def chosen_units(given: Succession) -> dict[int, int]:
    """Return by task the successor a secretary chose for it."""
    rows = select(SuccessionChoice.task_id, SuccessionChoice.unit_id).filter_by(succession_id=given.id)
    return {row.task_id: row.unit_id for row in db.session.execute(rows)}


# ------------------------------------------------------------------------------------------ tasks


def pass_tasks(given: Succession, *, by: User | None, at: datetime) -> int:
    """Hand every open task of the predecessors over, with its line on the handover list; return how many."""
    froms, tos = ({unit.id: unit for unit in side} for side in (given.predecessors, given.successors))
    query = open_tasks_of(froms).options(selectinload(Task.supports), selectinload(Task.subtasks))
    tasks = db.session.scalars(query.order_by(Task.id).with_for_update(of=Task)).all()
    chosen, said = chosen_units(given), last_results([task.id for task in tasks])
    lines: list[Handover] = []
    for task in tasks:
        to, supported_by = tos.get(chosen.get(task.id, 0), given.heir), [each.unit_id for each in task.supports]
        for line in [*_pass_lead(given, task, froms, to, at=at), *_pass_supports(given, task, froms, at=at)]:
            line.said, line.supported_by = said.get(task.id, ""), supported_by
            lines.append(line)
    db.session.flush()
    for line in lines:
        line.left_version = line.task.version
    words = reason(given)
    for line in lines:
        _tell(line, words, by=by, at=at)
    return len({line.task_id for line in lines})


def _tell(line: Handover, words: str, *, by: User | None, at: datetime) -> None:
    """Leave the trace of a task handed over."""
    key = "lead_unit" if line.is_lead else "support"
    changes: dict[str, object] = {key: (line.from_unit.name, line.to_unit.name)}
    if line.is_lead and line.assignee_id and line.task.assignee_id != line.assignee_id:
        changes["assignee"] = (db.session.get_one(User, line.assignee_id).full_name, "")
    history.record("handed_over", line.task, by=by, at=at, changes={**changes, "reason": words})


def _pass_lead(given: Succession, task: Task, froms: Mapping[int, Unit], to: Unit, *, at: datetime) -> list[Handover]:
    old = froms.get(task.lead_unit_id or 0)
    if old is None or old is to:
        return []
    line = _line(given, task, old, to, is_lead=True, at=at)
    task.lead_unit = to
    if task.assignee and task.assignee.unit_id in froms and not (given.moves_people and to is given.heir):
        task.assignee = None
    task.supports = [each for each in task.supports if each.unit is not to]
    return [line]


def _pass_supports(given: Succession, task: Task, froms: Mapping[int, Unit], *, at: datetime) -> list[Handover]:
    to = given.heir
    lines: list[Handover] = []
    for each in [each for each in task.supports if each.unit_id in froms and each.unit is not to]:
        lines.append(_line(given, task, each.unit, to, is_lead=False, at=at))
        if to is task.lead_unit or any(other.unit is to for other in task.supports):
            task.supports.remove(each)
        else:
            each.unit = to
    return lines


def _line(given: Succession, task: Task, old: Unit, to: Unit, *, is_lead: bool, at: datetime) -> Handover:
    """Return the task's line on the handover list, as it stands before it is handed over."""
    with db.session.no_autoflush:
        line = next((e for e in given.handovers if (e.task_id, e.from_unit_id) == (task.id, old.id)), None)
    line = line or Handover(succession_id=given.id, task_id=task.id, from_unit_id=old.id)
    line.committee_id, line.to_unit_id, line.is_lead, line.at = task.committee_id, to.id, is_lead, at
    line.stage, line.percent, line.due_on, line.assignee_id = task.stage, task.percent, task.due_on, task.assignee_id
    line.supported_by, line.left_version = [], task.version
    db.session.add(line)
    return line


# ------------------------------------------------------------------------------------------ drafts, people, names


def pass_drafts(given: Succession) -> list[list[int]]:
    """Let drafts that are not published yet mean the successor; return which meant whom before."""
    open_items = select(Item.id).join(Conclusion).where(Conclusion.published_at.is_(None))
    froms = [unit.id for unit in departing(given)]
    query = select(ItemUnit).where(ItemUnit.unit_id.in_(froms), ItemUnit.item_id.in_(open_items))
    left = []
    for named in db.session.scalars(query).all():
        left.append([named.id, named.unit_id or 0])
        named.unit = given.heir
    return left


def pass_people(given: Succession, *, by: User | None, at: datetime) -> list[list[int]]:
    """Let the people of the units that end work at the heir, signing in anew; return who worked where before."""
    left: list[list[int]] = []
    froms = [unit.id for unit in departing(given)]
    for user in db.session.scalars(select(User).where(User.unit_id.in_(froms)).order_by(User.id)).all():
        left.append([user.id, user.unit_id or 0])
        move(user, given.heir, by=by, at=at, reason=reason(given))
    return left


def move(user: User, unit: Unit, *, by: User | None, at: datetime, reason: str) -> None:
    """Let a person work at another unit; they sign in anew."""
    changes = {"unit": (user.unit.name if user.unit else "", unit.name), "reason": reason}
    user.unit = unit
    sign_in.end_sessions(user, at=at)
    history.record("changed", user, by=by, at=at, changes=changes)


def pass_names(given: Succession, *, by: User | None, at: datetime) -> dict[str, list[list[int]]]:
    """Let the names of the units that end mean the heir from now on; return whose they were and which are new."""
    heir, made = given.heir, list[list[int]]()
    ending = {unit.id: unit for unit in departing(given)}
    aliases = db.session.scalars(select(UnitAlias).where(UnitAlias.unit_id.in_(ending))).all()
    moved = [[alias.id, alias.unit_id] for alias in aliases if alias.folded != heir.folded]
    for alias in aliases:
        if alias.folded == heir.folded:  # what was another name is the name now
            db.session.delete(alias)
        else:
            alias.unit = heir
    for unit in ending.values():
        creator = by.id if by else None
        name = UnitAlias(unit=heir, name=unit.name, folded=unit.folded, created_by_id=creator, created_at=at)
        db.session.add(name)
        history.record("added_alias", heir, by=by, at=at, changes={"alias": unit.name})
        made.append([name.id, unit.id])
    return {"moved": moved, "made": made}
