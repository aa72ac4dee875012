"""Cam kết: who promised what of a task by when, kept or broken as the days tell; what one does with promises.

A promise of the task's completion is kept by the report of completion and by nothing else; a promised step by a person
who writes down that it was done. A task that is not to be carried out releases from its promises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.belonging import sitting_now
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitment_queries import commitments as commitments
from tracker.people.models import Role, Unit, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks.models import Task
from tracker.tasks.moves import roles_for
from tracker.tasks.queries import CONFIRMERS


@dataclass(frozen=True)
class Pledge:
    """What is written of a promise. Without words of its own it is the completion of the task."""

    person: str
    due_on: date
    promise: str = ""
    is_of_completion: bool = True
    document: str = ""
    made_on: date | None = None
    """None: today."""


def may_note(committee_id: int, reach: Reach) -> bool:
    """Whether a person writes promises down: the secretary and the chair."""
    return any(reach.has(role, committee_id) for role in CONFIRMERS)


def may_fulfil(commitment: Commitment, reach: Reach) -> bool:
    """Whether a person can say that a promised step was done: the unit that promised or has the task, the secretary."""
    if commitment.is_of_completion or commitment.fulfilled_on or commitment.withdrawn_at:
        return False
    own = reach.unit_id is not None and reach.unit_id == commitment.unit_id
    official = own and reach.has(Role.OFFICIAL, commitment.committee_id)
    return official or bool(roles_for(commitment.task, reach) & {Role.OFFICIAL, Role.SECRETARY})


def promise(
    task: Task, pledge: Pledge, *, unit: Unit | None = None, by: User, at: datetime, on: date, key: str,
    version: int | None = None,
) -> Commitment:  # fmt: skip
    """Write down a promise of a task as it stood in the given version; while a meeting sits, it is of that meeting.

    The same key writes it once. Raises RuleBroken for a task that has ended or days that cannot be, StaleVersion when
    the task changed meanwhile.
    """
    db.session.refresh(task, with_for_update={"of": Task})
    if made := db.session.scalar(select(Commitment).filter_by(task_id=task.id, key=key)):
        return made
    if version is not None and task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not may_note(task.committee_id, reach_of(by)):
        raise RuleBroken(_("Commitments are written down by the secretary and the chair."))
    if not task.is_awaited:
        raise RuleBroken(_("The task is reported or has ended: there is nothing left to promise."))
    made_on = pledge.made_on or on
    _require_sound(pledge, made_on, on)
    sitting = sitting_now(task.committee_id)
    found = Commitment(
        committee_id=task.committee_id, task=task, meeting=sitting.meeting if sitting else None,
        unit=unit or task.lead_unit, person=pledge.person.strip(), promise=pledge.promise.strip(),
        is_of_completion=pledge.is_of_completion, document=pledge.document.strip(), made_on=made_on,
        due_on=pledge.due_on, by=by, at=at, key=key,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    told = {"person": found.person, "text": found.promise, "day_named": found.due_on, "document": found.document}
    _tell("promised", found, told, by=by, at=at)
    db.session.commit()
    return found


def fulfil(commitment: Commitment, words: str = "", *, by: User, at: datetime, on: date, version: int) -> None:
    """Write down that a promised step was done today, in words where there are some.

    Raises RuleBroken for the promise of a completion, which the report of the task keeps.
    """
    _require_open(commitment, version)
    if commitment.is_of_completion:
        raise RuleBroken(_("The task itself was promised: reporting its completion keeps this commitment."))
    if not may_fulfil(commitment, reach_of(by)):
        raise RuleBroken(_("Only the unit that promised it or the secretary can write this down."))
    commitment.fulfilled_on, commitment.fulfilled_words, commitment.fulfilled_by = on, words.strip(), by
    _tell("fulfilled", commitment, {"text": words.strip()}, by=by, at=at)
    db.session.commit()


def withdraw(commitment: Commitment, reason: str, *, by: User, at: datetime, version: int) -> None:
    """Release from a promise, or take back one that was written down by mistake, and say why."""
    _require_open(commitment, version)
    if not may_note(commitment.committee_id, reach_of(by)):
        raise RuleBroken(_("Commitments are written down by the secretary and the chair."))
    if not reason.strip():
        raise RuleBroken(_("Give the reason."), "reason")
    commitment.withdrawn_at, commitment.withdrawn_why = at, reason.strip()
    _tell("withdrew_commitment", commitment, {"reason": commitment.withdrawn_why}, by=by, at=at)
    db.session.commit()


def _require_sound(pledge: Pledge, made_on: date, on: date) -> None:
    if not pledge.person.strip():
        raise RuleBroken(_("Write who promised it."), "person")
    if not pledge.is_of_completion and not pledge.promise.strip():
        raise RuleBroken(_("Write what was promised."), "promise")
    if made_on > on:
        raise RuleBroken(_("This day is still to come."), "made_on")
    if pledge.due_on < made_on:
        raise RuleBroken(_("It was promised for a day before it was made."), "until")


def _require_open(commitment: Commitment, version: int) -> None:
    db.session.refresh(commitment.task, with_for_update={"of": Task})
    db.session.refresh(commitment)
    if commitment.version != version or commitment.withdrawn_at or commitment.fulfilled_on:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _tell(verb: str, commitment: Commitment, changes: Mapping[str, object], *, by: User, at: datetime) -> None:
    told = {"commitment": commitment.id} | {name: value for name, value in changes.items() if value}
    history.record(verb, commitment.task, by=by, at=at, changes=told)
