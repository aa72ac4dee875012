"""Đề nghị giao lại: a unit says that a task is not its own, and the office passes it on, drops it or insists.

The task keeps its stage and its deadline meanwhile, so that no figure moves before somebody has decided.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import Reach, reach_of
from tracker.tasks.models import Task
from tracker.tasks.moves import Verb, allowed
from tracker.tasks.queries import confirmable, updatable, visible
from tracker.tasks.refusal_models import Refusal, RefusalState

# ------------------------------------------------------------------------------------------ what one asks


def visible_refusals(reach: Reach) -> Select[Refusal]:
    """Select the refusals of the tasks a member may read, with their tasks, the oldest first."""
    return _of(visible(reach))


def answerable(reach: Reach) -> Select[Refusal]:
    """Select the refusals a person may answer: in the secretary's and the chair's committees."""
    return _of(confirmable(reach))


def withdrawable(reach: Reach) -> Select[Refusal]:
    """Select the refusals a person may take back: those of the tasks they report on."""
    return _of(updatable(reach))


def waiting(committee_id: int, reach: Reach) -> Select[Refusal]:
    """Select the refusals of a committee that wait for their answer, the oldest first."""
    mine = visible_refusals(reach).where(Task.committee_id == committee_id)
    return mine.where(Refusal.state == RefusalState.WAITING)


def _of(tasks: Select[Task]) -> Select[Refusal]:
    query = select(Refusal).join(Refusal.task).where(Task.id.in_(tasks.with_only_columns(Task.id).order_by(None)))
    return query.options(
        contains_eager(Refusal.task).joinedload(Task.lead_unit),
        joinedload(Refusal.refused_by),
        joinedload(Refusal.unit),
    ).order_by(Refusal.id)


# ------------------------------------------------------------------------------------------ what one does


def refuse(task: Task, reason: str, *, by: User, at: datetime, version: int, key: str) -> Refusal:
    """Say for the unit why it should not have the task; it waits for the office. The same key refuses once."""
    db.session.refresh(task, with_for_update={"of": Task})
    if said := db.session.scalar(select(Refusal).filter_by(task_id=task.id, key=key)):
        return said
    if task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if task.waiting_refusal:
        raise RuleBroken(_("The unit has asked already to be relieved of this task and waits for an answer."))
    if not allowed(Verb.REFUSE, task, task.stage, reach_of(by)):
        raise RuleBroken(_("Only the unit that has the task can ask to be relieved of it, before it reports it done."))
    if not reason.strip():
        raise RuleBroken(_("Give the reason."), "reason")
    found = Refusal(task=task, unit_id=task.lead_unit_id, reason=reason.strip(), refused_by=by, refused_at=at, key=key)
    db.session.add(found)
    history.record(Verb.REFUSE.value, task, by=by, at=at, changes={"reason": found.reason})
    db.session.commit()
    return found


def insist(refusal: Refusal, words: str, *, by: User, at: datetime, version: int) -> None:
    """Leave the task with the unit, and say why."""
    task = _opened(refusal, Verb.INSIST, by=by, version=version)
    if not words.strip():
        raise RuleBroken(_("Tell the unit why it keeps the task."), "words")
    answer(task, RefusalState.INSISTED, by=by, at=at, words=words.strip())
    history.record(Verb.INSIST.value, task, by=by, at=at, changes={"text": words.strip()})
    db.session.commit()


def take_back(refusal: Refusal, *, by: User, at: datetime, version: int) -> None:
    """Take a refusal back that nobody has answered yet: the unit does the task after all."""
    task = _opened(refusal, Verb.TAKE_BACK, by=by, version=version)
    answer(task, RefusalState.WITHDRAWN, by=by, at=at)
    history.record(Verb.TAKE_BACK.value, task, by=by, at=at)
    db.session.commit()


def answer(task: Task, state: RefusalState, *, by: User, at: datetime, words: str = "") -> None:
    """Close the refusal that waits on a task, if one does. Does NOT commit: verbs that settle it are composed of this.

    Passing the task on or dropping it heeds the refusal; reporting it done takes it back.
    """
    if found := task.waiting_refusal:
        found.state, found.words = state, words
        found.answered_by, found.answered_at = by, at


def _opened(refusal: Refusal, verb: Verb, *, by: User, version: int) -> Task:
    """Return the task of a refusal that still waits as it was seen, when this person may do this to it."""
    db.session.refresh(refusal.task, with_for_update={"of": Task})
    db.session.refresh(refusal)
    if refusal.version != version or not refusal.is_waiting:
        raise StaleVersion(_("This request was answered or taken back meanwhile. Nothing was overwritten."))
    if not allowed(verb, refusal.task, refusal.task.stage, reach_of(by)):
        raise RuleBroken(_("This step is not open to you from the stage the task is in."))
    return refusal.task
