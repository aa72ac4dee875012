"""What a person does by hand: ask after one task, or after several of one unit in one letter, with a note."""

from collections.abc import Sequence
from datetime import date, datetime

from tracker import history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reminders import letters, outbox
from tracker.reminders.models import Letter, LetterKind, Reminder
from tracker.reminders.queries import letter_with, mailboxes_of_task
from tracker.tasks.models import Task


def remind_of(task: Task, note: str, *, key: str, by: User, at: datetime, on: date) -> Letter:
    """Write a letter about one task to whoever is responsible for it (đôn đốc), at once and beside the timetable.

    The same key twice writes one letter. Raises RuleBroken when the unit owes nothing or nobody can be reached.
    """
    db.session.refresh(task, with_for_update=True)
    key = f"manual:{task.id}:{key}"
    if existing := letter_with(key):
        return existing
    letter = ask_after([task], note, key=key, by=by, at=at, on=on)
    db.session.commit()
    return letter


def ask_after(tasks: Sequence[Task], note: str, *, key: str, by: User, at: datetime, on: date) -> Letter:
    """Write one letter about tasks that have the same unit and person. Does NOT commit.

    Raises RuleBroken when the first of them is not owed any more or nobody can be reached.
    """
    task, note = tasks[0], note.strip()
    if not task.is_awaited:
        raise RuleBroken(_("This task was reported or has ended; there is nothing to remind of."))
    if not note:
        raise RuleBroken(_("Write what you ask for."), "note")
    mailboxes = mailboxes_of_task(task)
    if not mailboxes:
        raise RuleBroken(_("Neither the leading unit nor its officials have an e-mail address."))
    to = mailboxes[0].user if len(mailboxes) == 1 else None
    to_name = task.lead_unit.name if task.lead_unit else mailboxes[0].name
    words = letters.manual(tasks, to_name, note, language=mailboxes[0].language, at=at, on=on, by=by, to=to)
    letter = outbox.write(
        words,
        mailboxes,
        key=key,
        kind=LetterKind.MANUAL,
        committee=task.committee,
        to_name=to_name,
        on=on,
        at=at,
        by=by,
    )
    letter.unit, letter.user = task.lead_unit, to
    sources = {each.item.conclusion for each in tasks}
    letter.conclusion, letter.note = sources.pop() if len(sources) == 1 else None, note
    letter.language = mailboxes[0].language
    for each in tasks:
        letter.reminders.append(
            Reminder.of(each, kind=LetterKind.MANUAL, recipient=mailboxes[0].address.casefold(), due_on=each.due_on,
                        occasion=f"manual-{key}"[:80], on=on)
        )  # fmt: skip
        history.record("reminded", each, by=by, at=at, changes={"text": note, "to": letter.to_address})
    return letter
