"""Whether a letter that waited is still wanted: asked again right before it is sent."""

from tracker.reminders import letters
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Reminder
from tracker.reminders.queries import is_member
from tracker.tasks.models import Stage
from tracker.tasks.period_reports import asked_of


def refresh(letter: Letter) -> bool:
    """Bring a letter up to date before it is sent; False, and cancelled with the reason, when nobody needs it now.

    Runs inside the transaction that claims the letter.
    """
    if letter.committee and not letter.committee.is_active:
        return _cancel(letter, Reason.CLOSED)
    wanted = [reminder for reminder in letter.reminders if _is_wanted(letter.kind, reminder)]
    if letter.reminders and not wanted:
        return _cancel(letter, Reason.SETTLED)
    for recipient in letter.outstanding:
        if recipient.user and not is_member(recipient.user, letter.committee_id):
            recipient.state = LetterState.CANCELLED
    if not letter.outstanding:
        return _cancel(letter, Reason.RECIPIENT_LEFT)
    if letter.kind != LetterKind.ASSIGNMENT and len(wanted) < len(letter.reminders):
        _leave_out_the_settled(letter, wanted)
    return True


def _is_wanted(kind: LetterKind, reminder: Reminder) -> bool:
    """Whether the task, or the report of a period, is still owed and, for what a date set off, by the same day."""
    task = reminder.task
    if task is None:
        return True
    if kind == LetterKind.ASSIGNMENT:
        return task.stage != Stage.DROPPED
    if kind == LetterKind.MANUAL or task.due_on == reminder.due_on:
        return task.is_awaited
    return reminder.due_on in {each.period.due_on for each in asked_of(task, reminder.on)}


def _leave_out_the_settled(letter: Letter, wanted: list[Reminder]) -> None:
    """Write a digest, or a letter that asks after several tasks, again without what was done or dropped since."""
    tasks = [reminder.task for reminder in wanted if reminder.task]
    if letter.kind == LetterKind.MANUAL and letter.created_by:
        words = letters.manual(
            tasks, letter.to_name, letter.note, language=letter.language, on=letter.on, by=letter.created_by
        )
    elif letter.committee:
        words = letters.digest(
            letter.committee, letter.to_name, tasks, to=letter.user, language=letter.language, on=letter.on,
            at=letter.created_at,
        )  # fmt: skip
    else:
        return
    letter.subject, letter.text, letter.html = words.subject, words.text, words.html


def _cancel(letter: Letter, reason: Reason) -> bool:
    letter.state, letter.reason = LetterState.CANCELLED, reason
    letter.lease = letter.leased_until = None
    return False
