"""Taking back one's own last act on a task, when no letter has told anybody of what would then not be true.

What is safe about the task itself `tracker.tasks.undo` says. Letters are looked at here: one that was written or sent
since may have told of the act; and a letter of assignment that was held back because the task was dropped is not
written a second time, so the unit would never be told.
"""

from datetime import datetime

from sqlalchemy import and_, or_, select

from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Reminder
from tracker.tasks import undo as tasks
from tracker.tasks.models import Task, Update


def offered(task: Task, by: User, at: datetime) -> Update | None:
    """Return the act on a task that this person can take back now, None when there is none."""
    act = tasks.last_act(task, by, at)
    return act if act and not _is_told(act) else None


def undo(act: Update, *, version: int, by: User, at: datetime) -> None:
    """Put the task back to how it stood before a person's own last act; `version` is the task's.

    Raises StaleVersion when the task changed since the page that offered it, RuleBroken when too much time has passed,
    something was done since, or a letter went out. What one had written returns to one's draft.
    """
    tasks.hold(act, version=version, by=by, at=at)
    if _is_told(act):
        raise RuleBroken(_("A letter about the task went out since. Correct it with a new update."))
    tasks.put_back(act, by=by, at=at)
    db.session.commit()


def _is_told(act: Update) -> bool:
    """Whether a letter about the task was written or sent since the act, or held back for good."""
    held_back = and_(
        Letter.kind == LetterKind.ASSIGNMENT, Letter.state == LetterState.CANCELLED, Letter.reason == Reason.SETTLED
    )
    moved = or_(Letter.created_at >= act.at, Letter.sent_at >= act.at, held_back)
    named = select(Letter.id).join(Letter.reminders).where(Reminder.task_id == act.task_id, moved)
    return db.session.scalar(named.limit(1)) is not None
