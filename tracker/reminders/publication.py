"""Publishing a conclusion: it is locked, its items become tasks, each leading unit gets one letter with its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.documents import actions as documents
from tracker.documents.models import Conclusion, Decision, Item
from tracker.documents.queries import Lacking, lacking, lead_of, twins
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Unit, User
from tracker.reminders import letters, outbox
from tracker.reminders.models import Letter, LetterKind, Reminder
from tracker.reminders.queries import Mailbox, mailboxes_of_unit
from tracker.tasks.actions import open_tasks
from tracker.tasks.models import Task
from tracker.tasks.queries import is_whole


@dataclass(frozen=True)
class PlannedLetter:
    """Which unit will be told what, and where its letter goes; without a mailbox it will wait for an address."""

    unit: Unit
    items: Sequence[Item]
    mailboxes: Sequence[Mailbox]


@dataclass(frozen=True)
class Plan:
    """What publishing a conclusion would do, and what forbids it."""

    lacking: Lacking
    letters: Sequence[PlannedLetter]
    tasks: int
    twins: Sequence[Conclusion] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether something must be settled first: an item nobody decided, a task nobody leads, nothing at all."""
        return bool(self.lacking.undecided or self.lacking.without_lead)


def plan(conclusion: Conclusion) -> Plan:
    """Return what publishing this draft would do."""
    accepted = [item for item in conclusion.items if item.decision == Decision.ACCEPTED]
    by_unit: dict[Unit, list[Item]] = {}
    for item in accepted:
        lead = lead_of(item)
        if lead and lead.unit:
            by_unit.setdefault(lead.unit, []).append(item)
    planned = [
        PlannedLetter(unit, items, mailboxes_of_unit(unit, conclusion.committee_id)) for unit, items in by_unit.items()
    ]
    return Plan(lacking(conclusion), planned, len(accepted), twins(conclusion))


def publish(conclusion: Conclusion, *, by: User, at: datetime, on: date) -> list[Task]:
    """Lock a conclusion, open its tasks and write one letter to each leading unit, all in one transaction.

    Done again it changes nothing and returns the tasks that are there. Raises RuleBroken when items are undecided or
    an accepted one has no leading unit; a missing deadline is for the secretary to accept.
    """
    db.session.refresh(conclusion, with_for_update=True)
    if conclusion.is_published:
        return opened_tasks(conclusion)
    documents.lock(conclusion, by=by, at=at)  # first: from here on the drafts are as they are published
    if ownerless := len(lacking(conclusion).without_lead):
        db.session.rollback()
        raise RuleBroken(_("%(count)s accepted items have no leading unit. Name one for each first.", count=ownerless))
    tasks = open_tasks(conclusion, by=by, on=on)
    by_unit: dict[Unit, list[Task]] = {}
    for task in tasks:
        if task.lead_unit:
            by_unit.setdefault(task.lead_unit, []).append(task)
    for unit, given in by_unit.items():
        _write_assignment(conclusion, unit, given, by=by, at=at, on=on)
    db.session.commit()
    return tasks


def opened_tasks(conclusion: Conclusion) -> list[Task]:
    """Return the tasks a published conclusion gave, in its order."""
    query = select(Task).join(Item, Task.item_id == Item.id).where(Item.conclusion_id == conclusion.id, is_whole())
    return list(db.session.scalars(query.order_by(Item.position)))


def _write_assignment(
    conclusion: Conclusion, unit: Unit, tasks: Sequence[Task], *, by: User, at: datetime, on: date
) -> Letter:
    """Put a unit's one letter into the outbox: to its own mailbox and to its officials in this committee."""
    words = letters.assignment(conclusion, unit.name, tasks, language="vi", on=on, by=by)
    letter = outbox.write(
        words, mailboxes_of_unit(unit, conclusion.committee_id), key=f"assignment:{conclusion.id}:{unit.id}",
        kind=LetterKind.ASSIGNMENT, committee=conclusion.committee, to_name=unit.name, on=on, at=at, by=by,
    )  # fmt: skip
    letter.conclusion, letter.unit = conclusion, unit
    letter.reminders = [
        Reminder.of(task, kind=LetterKind.ASSIGNMENT, recipient=f"unit-{unit.id}", due_on=task.due_on,
                    occasion="assignment", on=on)
        for task in tasks
    ]  # fmt: skip
    return letter
