"""Publishing a conclusion: it is locked, its items become tasks, each unit gets one letter with what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from tracker.documents import actions as documents
from tracker.documents.models import Conclusion, Decision, Item
from tracker.documents.queries import Lacking, lacking, twins
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import DEFAULT
from tracker.languages import gettext as _
from tracker.meetings import signed
from tracker.meetings.queries import meeting_of
from tracker.meetings.signed import Matching
from tracker.people.models import User
from tracker.reminders import letters, outbox
from tracker.reminders.addressees import Addressee, addressees_of
from tracker.reminders.models import Letter, LetterKind, Reminder
from tracker.tasks import threads
from tracker.tasks.actions import open_tasks
from tracker.tasks.continuations import Continuation, carry_on, continuations
from tracker.tasks.models import Task
from tracker.tasks.queries import is_whole


@dataclass(frozen=True)
class Plan:
    """What publishing a conclusion would do, and what forbids it."""

    lacking: Lacking
    letters: Sequence[Addressee]
    tasks: int
    twins: Sequence[Conclusion] = ()
    matching: Matching | None = None
    """What its meeting directed beside what it says, when the meeting directed anything."""
    carried: Mapping[int, Task] = field(default_factory=dict)
    """The tasks that items continue because a direction on them became the item."""
    continuations: Sequence[Continuation] = ()
    """The other items that may continue an earlier task."""

    @property
    def is_blocked(self) -> bool:
        """Whether something must be settled first: an item nobody decided, a task nobody leads, nothing at all."""
        return bool(self.lacking.undecided or self.lacking.without_lead)


def plan(conclusion: Conclusion, on: date) -> Plan:
    """Return what publishing this draft on a day would do."""
    accepted = [item.id for item in conclusion.items if item.decision == Decision.ACCEPTED]
    meeting, carried = meeting_of(conclusion), signed.continued(conclusion)
    beside = signed.matching(meeting, conclusion) if meeting else None
    return Plan(
        lacking(conclusion), addressees_of(conclusion), len(accepted), twins(conclusion),
        matching=beside if beside and beside.lines else None,
        carried={item_id: task for item_id, task in carried.items() if item_id in accepted},
        continuations=continuations(conclusion, on, but=carried),
    )  # fmt: skip


def publish(
    conclusion: Conclusion, *, by: User, at: datetime, on: date, continues: Mapping[int, int] | None = None
) -> list[Task]:
    """Lock a conclusion, open its tasks and write one letter to each unit and person, all in one transaction.

    A task whose item a direction became continues the direction's task; `continues` says by item which earlier task
    another one continues. Done again it changes nothing and returns the tasks that are there. Raises RuleBroken when
    items are undecided or an accepted one has no leading unit; a missing deadline is for the secretary to accept.
    """
    db.session.refresh(conclusion, with_for_update=True)
    if conclusion.is_published:
        return opened_tasks(conclusion)
    documents.lock(conclusion, by=by, at=at)  # first: from here on the drafts are as they are published
    if ownerless := len(lacking(conclusion).without_lead):
        db.session.rollback()
        raise RuleBroken(_("%(count)s accepted items have no leading unit. Name one for each first.", count=ownerless))
    tasks = open_tasks(conclusion, by=by, on=on)
    _carry_on(conclusion, tasks, continues or {}, by=by, at=at)
    opened = {task.item: task for task in tasks}
    for addressee in addressees_of(conclusion):
        _write_assignment(conclusion, addressee, opened, by=by, at=at, on=on)
    db.session.commit()
    return tasks


def opened_tasks(conclusion: Conclusion) -> list[Task]:
    """Return the tasks a published conclusion gave, in its order."""
    query = select(Task).join(Item, Task.item_id == Item.id).where(Item.conclusion_id == conclusion.id, is_whole())
    return list(db.session.scalars(query.order_by(Item.position)))


def _carry_on(
    conclusion: Conclusion, tasks: Sequence[Task], continues: Mapping[int, int], *, by: User, at: datetime
) -> None:
    """Link the new tasks to what they continue: by the chair's word where the thread has room, else as was chosen."""
    db.session.flush()
    directed = signed.continued(conclusion)
    for task in tasks:
        earlier = directed.get(task.item_id)
        if earlier is not None and threads.may_continue(task, earlier):
            threads.join(task, earlier, by=by, at=at)
    carry_on(tasks, {item: earlier for item, earlier in continues.items() if item not in directed}, by=by, at=at)


def _write_assignment(
    conclusion: Conclusion, to: Addressee, opened: Mapping[Item, Task], *, by: User, at: datetime, on: date
) -> Letter:
    """Put one letter into the outbox: to a unit's mailbox and its officials in this committee, or to a person."""
    words = letters.assignment(conclusion, to, opened, at=at, on=on, by=by)
    recipient = f"user-{to.user.id}" if to.user else f"unit-{to.unit.id if to.unit else 0}"
    letter = outbox.write(
        words, to.mailboxes, key=f"assignment:{conclusion.id}:{recipient.removeprefix('unit-')}",
        kind=LetterKind.ASSIGNMENT, committee=conclusion.committee, to_name=to.name, on=on, at=at, by=by,
    )  # fmt: skip
    letter.conclusion, letter.unit, letter.user = conclusion, to.unit, to.user
    letter.language = to.user.language if to.user else DEFAULT
    letter.reminders = [
        Reminder.of(opened[item], kind=LetterKind.ASSIGNMENT, recipient=recipient, due_on=opened[item].due_on,
                    occasion="support" if item in to.supports else "assignment", on=on)
        for item in to.items
    ]  # fmt: skip
    return letter
