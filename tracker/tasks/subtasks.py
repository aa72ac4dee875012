"""Phần việc: parts of a task, given by the unit that leads it or by the secretary; one level, one count.

A part is a task to the unit that has it: it is updated, reminded of and reported like any other. Whoever gives parts
confirms them; the whole is reported only when none of them is open. Its share done is computed (`Task.percent`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.models import Role, Unit, User
from tracker.people.queries import Reach, active_units, reach_of
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.moves import roles_for
from tracker.tasks.queries import AWAITED, UPDATERS, confirmable, with_row

MOST = 30
"""Parts of one task; more make a task nobody oversees."""


@dataclass(frozen=True)
class Wording:
    """What a part asks, of whom, by when; `may_outlast` says that its deadline may come after the whole's."""

    title: str
    unit_id: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None
    product: str = ""
    may_outlast: bool = False


# ------------------------------------------------------------------------------------------ what one asks


def may_divide(task: Task, reach: Reach) -> bool:
    """Whether a person may give parts of a task: who reports on the whole, while it is awaited."""
    return task.is_whole and task.is_awaited and bool(roles_for(task, reach) & UPDATERS)


def may_reword(part: Task, reach: Reach) -> bool:
    """Whether a person may change what a part asks for and by when: who gives parts of its whole."""
    return not part.is_whole and part.is_awaited and Role.SECRETARY in roles_for(part, reach)


def units_for(whole: Task, reach: Reach) -> Select[Unit]:
    """Select whom parts may be given to: any unit by the secretary, lead and supporting ones by the lead's official."""
    if reach.has(Role.SECRETARY, whole.committee_id):
        return active_units(and_also=whole.lead_unit_id)
    own = [whole.lead_unit_id, *(each.unit_id for each in whole.supports)]
    return active_units().where(Unit.id.in_([unit_id for unit_id in own if unit_id]))


def people_for(whole: Task, reach: Reach) -> Select[User]:
    """Select who may be made responsible for a part: the people of the units it may be given to."""
    units = units_for(whole, reach).with_only_columns(Unit.id).order_by(None)
    return select(User).where(User.unit_id.in_(units), User.is_enabled)


def to_confirm(reach: Reach) -> Select[Task]:
    """Select the reported parts that wait for the officials of the unit that gave them, the oldest report first."""
    given = confirmable(reach.limited_to(frozenset({Role.OFFICIAL})))
    return with_row(given.where(Task.stage == Stage.REPORTED).order_by(Task.reported_on, Task.number, Task.subnumber))


def parts_of(task: Task) -> Sequence[Task]:
    """Return the parts of a task in their order, with what their rows show."""
    return db.session.scalars(with_row(select(Task).where(Task.parent_id == task.id).order_by(Task.subnumber))).all()


def may_be_taken_back(act: Update) -> bool:
    """Whether taking an act on a task back would leave its whole and its parts as their rules ask.

    Parts end with the whole that is dropped, no part goes on under a whole that was reported or has ended, and no whole
    becomes one again while a part of it is open.
    """
    task = act.task
    if task.parent:
        return task.parent.is_awaited
    left_awaited = act.from_stage in AWAITED or not any(each.stage.is_open for each in task.subtasks)
    return left_awaited and not (act.stage == Stage.DROPPED and task.subtasks)


def next_place(whole: Task) -> int:
    """Return the number under its whole that the next part gets."""
    return (db.session.scalar(select(func.max(Task.subnumber)).filter_by(parent_id=whole.id)) or 0) + 1


# ------------------------------------------------------------------------------------------ what one does


def give(whole: Task, wording: Wording, *, place: int, by: User, at: datetime, on: date) -> Task:
    """Give a part of a task to a unit; it becomes a task of that unit at once.

    `place` is the number the form was opened for: the same person sending the same words for it again gets the part
    that is there. Raises RuleBroken when the person may give no parts, or the words, unit or day do not fit.
    """
    db.session.refresh(whole, with_for_update={"of": Task})
    sent = select(Task).filter_by(parent_id=whole.id, subnumber=place, given_by_id=by.id, title=wording.title.strip())
    if there := db.session.scalar(sent):
        return there
    reach = reach_of(by)
    if not may_divide(whole, reach):
        raise RuleBroken(_("Parts are given while the task is under way, by the unit that leads it or the secretary."))
    _require_fitting(whole, wording, reach, on)
    number = next_place(whole)
    if number > MOST:
        raise RuleBroken(_("A task has at most %(most)s parts.", most=MOST))
    part = Task(
        committee_id=whole.committee_id, item=whole.item, parent=whole, number=whole.number, subnumber=number,
        given_by=by, title=wording.title.strip(), lead_unit_id=wording.unit_id, assignee_id=wording.assignee_id,
        product=wording.product.strip(), due_on=wording.due_on, original_due_on=wording.due_on, opened_on=on,
    )  # fmt: skip
    db.session.add(part)
    db.session.flush()
    unit = part.lead_unit.name if part.lead_unit else ""
    told = {"number": part.shown_number, "title": part.title, "lead_unit": unit, "due_on": part.due_on}
    history.record("opened", part, by=by, at=at, changes=told)
    history.record("divided", whole, by=by, at=at, changes=told)
    db.session.commit()
    return part


def reword(part: Task, wording: Wording, reason: str, *, by: User, at: datetime, on: date, version: int) -> None:
    """Change what a part asks for; another deadline needs a reason. Unit and person are passed on by assigning."""
    db.session.refresh(part, with_for_update={"of": Task})
    if part.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if part.parent is None or not may_reword(part, reach_of(by)):
        raise RuleBroken(_("Only who gave the part changes it, while it is awaited."))
    _require_words(part.parent, wording)
    if wording.due_on != part.due_on:
        _require_to_come(wording.due_on, on)
        if not reason.strip():
            raise RuleBroken(_("Say why the deadline changes."), "reason")
    new = {"title": wording.title.strip(), "product": wording.product.strip(), "due_on": wording.due_on}
    changes = {name: (getattr(part, name), value) for name, value in new.items() if getattr(part, name) != value}
    if changes:
        for name, value in new.items():
            setattr(part, name, value)
        part.original_due_on = part.original_due_on or part.due_on
        history.record("reworded", part, by=by, at=at, changes={**changes, "reason": reason.strip()})
    db.session.commit()


def _require_fitting(whole: Task, wording: Wording, reach: Reach, on: date) -> None:
    _require_words(whole, wording)
    _require_to_come(wording.due_on, on)
    unit = db.session.scalar(units_for(whole, reach).where(Unit.id == wording.unit_id)) if wording.unit_id else None
    if unit is None:
        raise RuleBroken(_("Choose the unit that does the part."), "unit_id")
    person = db.session.get(User, wording.assignee_id) if wording.assignee_id else None
    if wording.assignee_id and (person is None or not person.is_enabled or person.unit_id != unit.id):
        raise RuleBroken(_("Choose a person of that unit."), "assignee_id")


def _require_words(whole: Task, wording: Wording) -> None:
    if not wording.title.strip():
        raise RuleBroken(_("Write what is to be done."), "title")
    outlasts = wording.due_on and whole.due_on and wording.due_on > whole.due_on
    if outlasts and not wording.may_outlast:
        raise RuleBroken(
            _("The whole task is due on %(day)s. Choose an earlier day, or say below that the part may take longer.",
              day=day(whole.due_on)), "until"
        )  # fmt: skip


def _require_to_come(due_on: date | None, on: date) -> None:
    if due_on and due_on < on:
        raise RuleBroken(_("The new day has passed already."), "until")
