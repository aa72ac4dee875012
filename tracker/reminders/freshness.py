"""Whether a letter that waited is still wanted: asked again right before it is sent."""

from collections.abc import Iterable
from datetime import datetime

from tracker import clock
from tracker.people.absences import is_away
from tracker.reminders import letters, plan
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Reminder
from tracker.reminders.queries import is_member
from tracker.reminders.typesetting import Words
from tracker.tasks.models import Stage


def refresh(letter: Letter, *, at: datetime) -> bool:
    """Bring a letter up to date before it is sent; False, and cancelled with the reason, when nobody needs it now.

    What it was to say and does not is told again by a later letter if it falls due for somebody. Runs inside the
    transaction that claims the letter.
    """
    if letter.committee and not letter.committee.is_active:
        return _cancel(letter, Reason.CLOSED)
    for recipient in letter.outstanding:
        if recipient.user and not is_member(recipient.user, letter.committee_id):
            recipient.state = LetterState.CANCELLED
    if not letter.outstanding:
        return _cancel(letter, Reason.RECIPIENT_LEFT)
    if letter.kind in (LetterKind.DIGEST, LetterKind.NEWS):
        return _refresh_planned(letter, at)
    wanted = [each for each in letter.reminders if _is_wanted(letter.kind, each)]
    if letter.reminders and not wanted:
        return _cancel(letter, Reason.SETTLED)
    if letter.kind is LetterKind.MANUAL and letter.created_by and len(wanted) < len(letter.reminders):
        tasks = [each.task for each in wanted if each.task]
        _reword(letter, letters.manual(
            tasks, letter.to_name, letter.note, language=letter.language, at=letter.created_at, on=letter.on,
            by=letter.created_by, to=letter.user,
        ))  # fmt: skip
    return True


def _refresh_planned(letter: Letter, at: datetime) -> bool:
    """Ask the plan again: what it would not say to this reader today is left out, and its occasion is free again."""
    if letter.user and is_away(letter.user, clock.local(at).date()):
        _give_up(letter.reminders)
        return _cancel(letter, Reason.AWAY)
    planned, dropped = plan.again(letter, at=at)
    if planned.is_empty and letter.reminders:
        _give_up(dropped)
        return _cancel(letter, Reason.SETTLED)
    if any(each.key for each in dropped):
        _give_up(dropped)
        _reword(letter, letters.daily(planned, at=letter.created_at))
    return True


def _is_wanted(kind: LetterKind, reminder: Reminder) -> bool:
    """Whether a task somebody wrote about by hand, or gave, is still to be done."""
    task = reminder.task
    if task is None:
        return True
    return task.stage != Stage.DROPPED if kind == LetterKind.ASSIGNMENT else task.is_awaited


def _give_up(reminders: Iterable[Reminder]) -> None:
    for each in reminders:
        each.key = None


def _reword(letter: Letter, words: Words) -> None:
    letter.subject, letter.text, letter.html = words.subject, words.text, words.html


def _cancel(letter: Letter, reason: Reason) -> bool:
    letter.state, letter.reason = LetterState.CANCELLED, reason
    letter.lease = letter.leased_until = None
    return False
