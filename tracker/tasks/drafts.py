"""The draft of an update: what its writer has typed and sent of files, until they send or discard it."""

from datetime import datetime
from typing import Any

from tracker import typed
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.tasks import files
from tracker.tasks.drafts_models import UpdateDraft
from tracker.tasks.models import Task, Update
from tracker.tasks.moves import Verb, offers


def of(task: Task, user: User) -> UpdateDraft | None:
    """Return the update a person is writing."""
    return typed.of(UpdateDraft, user, task_id=task.id)


def keep(
    task: Task, fields: dict[str, Any], *, task_version: int, version: int, by: User, at: datetime
) -> UpdateDraft | None:
    """Keep what a person has typed over a version of a task, as `tracker.typed.keep` does.

    What they have just saved is no draft any more: typed text is sent while the button is being pressed, and may come
    in after it.
    """
    if task_version < task.version and _was_just_saved(task, fields, by):
        return None
    if Verb.UPDATE not in offers(task, reach_of(by)):
        raise RuleBroken(_("The task was reported or has ended meanwhile: there is nothing to update."))
    over, about = {"task_version": task_version}, {"task_id": task.id}
    return typed.keep(UpdateDraft, fields, about=about, over=over, version=version, by=by, at=at)


def _was_just_saved(task: Task, fields: dict[str, Any], by: User) -> bool:
    """Whether the last update is this person's and says the same."""
    last = task.updates[0] if task.updates else None
    said = {name: str(fields.get(name, "")).strip() for name in Update.FOUND_BY}
    return last is not None and last.by_id == by.id and all(getattr(last, name) == said[name] for name in said)


def discard(task: Task, *, by: User) -> None:
    """Throw away what a person has typed of a task and sent of files, and not saved."""
    forget(task, by=by)
    stored = files.remove_all(task, by=by)
    db.session.commit()
    files.forget(stored)


def forget(task: Task, *, by: User) -> None:
    """Let go of what a person had typed, for it was saved or thrown away. Does NOT commit."""
    if found := of(task, by):
        db.session.delete(found)


def restore(task: Task, fields: dict[str, Any], *, by: User, at: datetime) -> None:
    """Give a person back as a draft what they had saved; a draft that is there already stands. Does NOT commit."""
    if of(task, by) is None:
        db.session.add(UpdateDraft(task=task, user=by, fields=fields, task_version=task.version, typed_at=at))
