"""Mending one's own update: words, percentage and files, for ten minutes; afterwards a correcting one (đính chính).

The stage is not mended: what moved the task is taken back (`tasks.undo`) or moved again, in the open. Nor is anything
mended once somebody acted on the task since: what they read stays what it was. The history keeps both wordings.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import Reach
from tracker.reading.results import ItemKind
from tracker.tasks import files, projects
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.queries import updatable
from tracker.tasks.undo import GRACE, WORDS

FULL = 100
Changes = dict[str, tuple[Any, Any]]
"""Old and new, by field."""


def mendable(reach: Reach) -> Select[Update]:
    """Select a person's own updates on the tasks they report on; `is_open` says which can be mended still."""
    mine = updatable(reach).with_only_columns(Task.id).order_by(None)
    return select(Update).where(Update.by_id == reach.user_id, Update.task_id.in_(mine))


def is_open(update: Update, by: User, at: datetime) -> bool:
    """Whether a person can mend an update still: their own, the task's newest, at most ten minutes old."""
    newest = bool(update.task.updates) and update.task.updates[0] is update
    return update.is_of_the_unit and newest and update.by_id == by.id and at - update.at <= GRACE


def has_percent(update: Update) -> bool:
    """Whether its percentage is chosen: what has not begun or comes round has none, what is reported has all.

    That of works is their volume, which was told in its own field.
    """
    is_works = update.task.kind is ItemKind.PROJECT
    return update.stage in (Stage.IN_PROGRESS, Stage.PAUSED) and not update.task.comes_round and not is_works


def mend(
    update: Update, words: Mapping[str, str], percent: int | None, *, by: User, at: datetime, version: int
) -> Update:
    """Put right what one has just written, and give it the files sent with the draft; `version` is the task's.

    Sent twice it changes nothing twice. Raises StaleVersion when the task changed since the form was opened,
    RuleBroken when the update can be mended no more.
    """
    task = _held(update)
    changes = _changes(update, words, percent)
    if not changes and not files.of_draft(task, by):
        return update
    _require_open(update, version, by=by, at=at)
    wording = {name: getattr(update, name) for name in WORDS} | {name: new for name, (_old, new) in changes.items()}
    _require_words(update, wording)
    if names := files.hand_over(update, by=by):
        changes["files"] = ("", "; ".join(names))
    with db.session.no_autoflush:  # all of it is one version of the task
        for name, new in wording.items():
            setattr(update, name, new)
        if "percent" in wording:
            task.percent = update.percent
    return _leave_trace(update, changes, by=by, at=at)


def _changes(update: Update, words: Mapping[str, str], percent: int | None) -> Changes:
    """Return what differs from what was written, as pairs of old and new."""
    new: dict[str, Any] = {name: text.strip() for name, text in words.items()}
    if percent is not None and has_percent(update):
        if not 0 <= percent <= FULL:
            raise RuleBroken(_("The percentage lies between 0 and 100."), "percent")
        new["percent"] = percent
    return {name: (getattr(update, name), value) for name, value in new.items() if getattr(update, name) != value}


def remove_file(file: EvidenceFile, *, by: User, at: datetime) -> None:
    """Take a file out of what one has just written, or out of one's draft."""
    if file.update is None:
        return files.remove(file, by=by)
    update, stored, name = file.update, file.stored, file.name
    _require_open(update, _held(update).version, by=by, at=at)
    db.session.delete(file)
    db.session.flush()
    _leave_trace(update, {"files": (name, "")}, by=by, at=at)
    return files.forget([stored])


def _require_words(update: Update, wording: Mapping[str, Any]) -> None:
    """Refuse a wording that leaves out what the act itself had to say."""
    if update.stage == Stage.REPORTED and not wording["result"]:
        raise RuleBroken(_("Say what was achieved before reporting completion."), "result")
    if update.stage == Stage.PAUSED != update.from_stage and not wording["difficulty"]:
        raise RuleBroken(_("Say under difficulties why the work pauses."), "difficulty")
    was_said = any(getattr(update, name) for name in WORDS)
    if was_said and not any(wording[name] for name in WORDS) and not projects.told_by(update):
        raise RuleBroken(_("Write what was done, or change the stage or the percentage."), "result")


def _held(update: Update) -> Task:
    """Return the task of an update, held against others until the end of the transaction."""
    db.session.refresh(update.task, with_for_update={"of": Task})
    return update.task


def _require_open(update: Update, version: int, *, by: User, at: datetime) -> None:
    if update.task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not is_open(update, by, at):
        raise RuleBroken(_("This update can no longer be changed. Correct it with a new update."))


def _leave_trace(update: Update, changes: Changes, *, by: User, at: datetime) -> Update:
    update.edited_at = update.task.updated_at = at
    history.record("edited", update.task, by=by, at=at, changes=changes)
    db.session.commit()
    return update
