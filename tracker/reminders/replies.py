"""Answering a letter: what stands in the way of an update, what of the letter is still open, how much is too much."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from tracker import formats
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.reminders.links import Link
from tracker.reminders.models import Letter, Recipient, Reminder
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.moves import Verb, offers

MOST_UPDATES = 12
"""Updates of one person on one task within an hour; a link is no place to write more."""
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Obstacle:
    """Why a task cannot be updated by a person: what happened, and what to do."""

    happened: str
    advice: str
    hides_task: bool = False
    """Whether the person may not even see the task any more."""


def obstacle(task: Task, user: User) -> Obstacle | None:
    """Return what stands in the way of a person's update, None when nothing does."""
    reach = reach_of(user)
    if task.committee_id not in reach.committee_ids:
        return Obstacle(
            _("You no longer work for this committee with this account."),
            _("Nothing is asked of you. If that is not right, call the committee's secretary."), hides_task=True,
        )  # fmt: skip
    if not task.is_awaited:
        return _ended(task)
    if Verb.UPDATE not in offers(task, reach):
        return Obstacle(
            _("This task is not for you to report on: another unit leads it, or your role is another."),
            _("Nothing is asked of you. If that is not right, call the committee's secretary."),
        )
    return None


def _ended(task: Task) -> Obstacle:
    reported = formats.day(task.reported_on) if task.reported_on else ""
    closed = formats.day(task.closed_on) if task.closed_on else ""
    nothing = _("Nothing more is asked of you.")
    if task.stage == Stage.REPORTED:
        return Obstacle(
            _("Completion was reported on %(day)s and waits for confirmation.", day=reported),
            _("Nothing more is asked of you. To put something right, sign in and withdraw the report."),
        )
    if task.stage == Stage.DONE:
        return Obstacle(_("The task was confirmed as done on %(day)s.", day=closed), nothing)
    return Obstacle(_("It was decided on %(day)s that this task will not be carried out.", day=closed), nothing)


# ------------------------------------------------------------------------------------------ the rest of the letter


def letter_of(link: Link) -> Letter | None:
    """Return the letter a link stood in."""
    return db.session.scalar(_about(link.task, link.user).where(Letter.on == link.written_on))


def letter_to(user: User, task: Task, letter_id: int) -> Letter | None:
    """Return the letter with this id when it told this person of this task."""
    return db.session.scalar(_about(task, user).where(Letter.id == letter_id))


def still_open(letter: Letter | None, user: User, *, but: Task) -> list[Task]:
    """Return what else of a letter its reader can still tell of, in its order, and has not since it was written."""
    if letter is None:
        return []
    tasks = dict.fromkeys(each.task for each in letter.reminders if each.task)
    told = select(Update.task_id).where(Update.by_id == user.id, Update.at >= letter.created_at)
    done = set(db.session.scalars(told.where(Update.task_id.in_([each.id for each in tasks]))))
    reach = reach_of(user)
    return [each for each in tasks if each != but and each.id not in done and Verb.UPDATE in offers(each, reach)]


def _about(task: Task, user: User) -> Select[Letter]:
    named = select(Reminder.letter_id).where(Reminder.task_id == task.id)
    to_them = select(Recipient.letter_id).where(Recipient.user_id == user.id)
    return select(Letter).where(Letter.id.in_(named), Letter.id.in_(to_them)).order_by(Letter.id.desc()).limit(1)


# ------------------------------------------------------------------------------------------ how much is too much


def is_too_much(task: Task, user: User, at: datetime) -> bool:
    """Whether a person wrote so many updates of a task within the hour that no more are taken by its link."""
    query = select(func.count()).where(Update.task_id == task.id, Update.by_id == user.id, Update.at > at - AN_HOUR)
    return (db.session.scalar(query) or 0) >= MOST_UPDATES


def last_of(task: Task, user: User) -> Update | None:
    """Return what a person wrote last of a task."""
    return next((each for each in task.updates if each.by_id == user.id), None)
