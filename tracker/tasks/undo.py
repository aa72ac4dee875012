"""Hoàn lại: one's own last act on a task is taken back, as if it had not been done; the history tells of both.

An update, a report of completion, its withdrawal, confirmation, return, taking up again and dropping only move the
task's own row, so taking one back puts that row back. That is safe while nobody can have built on it:

- it was one's own act, at most ten minutes ago, and it answered nobody's wish to be relieved of the task;
- its whole and its parts allow it: none goes on under a whole that was reported or has ended;
- nothing was done to the task since: no other act, no assignment, no later deadline asked for, no reminder;
- no letter about the task was written, sent or held back since (`tracker.reminders.undo` looks).

Not taken back: a decision on a later deadline, which is the leader's word to a unit, and giving a task to another unit:
these are answered by a new decision. The words and files of an update that is taken back return to its writer's draft.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import Reach, reach_of
from tracker.tasks import drafts, files, projects
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.moves import roles_for
from tracker.tasks.queries import CONFIRMERS, UPDATERS, visible
from tracker.tasks.subtasks import may_be_taken_back

GRACE = timedelta(minutes=10)
"""For how long one's own act can be taken back, and one's own words be mended."""

WORDS = ("result", "difficulty", "proposal", "evidence")


def standing(task: Task) -> dict[str, Any]:
    """Return how a task stands, as plain data, to be put back."""
    return {
        "stage": task.stage.value,
        "percent": task.percent,
        "reported_on": task.reported_on.isoformat() if task.reported_on else None,
        "closed_on": task.closed_on.isoformat() if task.closed_on else None,
        "updated_at": task.updated_at.isoformat() if task.updated_at else None,
    }


def own_acts(reach: Reach) -> Select[Update]:
    """Select a person's own acts on the tasks within reach; `hold` says which can be taken back still."""
    seen = visible(reach).with_only_columns(Task.id)
    return select(Update).where(Update.by_id == reach.user_id, Update.task_id.in_(seen))


def last_act(task: Task, by: User, at: datetime) -> Update | None:
    """Return the act on a task that this person could take back now, as far as the task itself tells."""
    last = task.updates[0] if task.updates else None
    if last is None or last.before is None or last.by_id != by.id or at - last.at > GRACE:
        return None
    mine = roles_for(task, reach_of(by)) & (UPDATERS | CONFIRMERS)
    return last if mine and _is_untouched(last) else None


def _is_untouched(update: Update) -> bool:
    """Whether the newest entry of the history about the task is the act itself, or the mending of its words.

    An act that answered a unit's wish to be relieved of the task settled more than the task's own row.
    """
    if any(each.answered_at == update.at for each in update.task.refusals) or not may_be_taken_back(update):
        return False
    of_task = select(HistoryEntry).filter_by(subject=Task.__tablename__, subject_id=update.task_id)
    entry = db.session.scalars(of_task.order_by(HistoryEntry.id.desc()).limit(1)).one()
    return entry.by_id == update.by_id and entry.at in (update.at, update.edited_at)


def hold(update: Update, *, version: int, by: User, at: datetime) -> Task:
    """Hold the task of an act until the end of the transaction; raise when the act can be taken back no more.

    StaleVersion when the task changed since the page that offered it, RuleBroken when too much time has passed.
    """
    task = update.task
    db.session.refresh(task, with_for_update={"of": Task})
    if task.version != version:
        raise StaleVersion(_("Something was done to the task since, so nothing was taken back."))
    if last_act(task, by, at) is not update:
        raise RuleBroken(_("This can no longer be taken back. Correct it with a new update."))
    return task


def put_back(update: Update, *, by: User, at: datetime) -> None:
    """Put a task back to how it stood before an act, and leave the trace. Does NOT commit."""
    task, before = update.task, update.before or {}
    typed: dict[str, Any] = {}
    pairs: dict[str, Any] = {
        "stage": (task.stage, Stage(before["stage"])), "percent": (task.percent, before["percent"])
    }  # fmt: skip
    if update.is_of_the_unit:
        fields = {name: getattr(update, name) for name in WORDS}
        period = update.period_ends_on.isoformat() if update.period_ends_on else ""
        works = projects.told_by(update)
        typed = {**fields, **works, "stage": update.stage.value, "percent": f"{update.percent}%", "period": period}
        files.take_back(update)
        projects.take_back(update)
        pairs |= {name: (text, "") for name, text in {**fields, **works}.items() if text}
    elif update.reason:
        pairs["reason"] = (update.reason, "")
    task.stage, task.percent = Stage(before["stage"]), before["percent"]
    task.reported_on = _day(before["reported_on"])
    task.closed_on = _day(before["closed_on"])
    task.updated_at = datetime.fromisoformat(before["updated_at"]) if before["updated_at"] else None
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    db.session.flush()
    if typed:
        drafts.restore(task, typed, by=by, at=at)
    db.session.delete(update)
    db.session.flush()
    db.session.expire(task, ["updates"])
    history.record("undid", task, by=by, at=at, changes=changes)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
