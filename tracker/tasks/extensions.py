"""Gia hạn: a later deadline is asked for with a reason and decided by the leader; the first one stays and counts.

On time keeps being judged against the first deadline, so that an extension mends no statistics.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.models import Committee, Role, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.moves import Verb, allowed, roles_for
from tracker.tasks.queries import AWAITED, UPDATERS, updatable, visible

# ------------------------------------------------------------------------------------------ what one asks


def visible_extensions(reach: Reach) -> Select[Extension]:
    """Select the requests on the tasks a member may read, with their tasks."""
    seen = visible(reach).with_only_columns(Task.id).order_by(None)
    query = select(Extension).join(Extension.task).where(Task.id.in_(seen))
    return query.options(
        contains_eager(Extension.task).joinedload(Task.lead_unit), joinedload(Extension.asked_by)
    ).order_by(Extension.id)


def decidable(reach: Reach) -> Select[Extension]:
    """Select the requests a person may decide: a chair's committees', and those of whoever the chair named."""
    return visible_extensions(reach).where(_decided_by(reach))


def withdrawable(reach: Reach) -> Select[Extension]:
    """Select the requests a person may take back: those on the tasks they report on."""
    mine = updatable(reach).with_only_columns(Task.id).order_by(None)
    return visible_extensions(reach).where(Task.id.in_(mine))


def waiting(committee_id: int, reach: Reach) -> Select[Extension]:
    """Select the requests of a committee that wait for their decision, the oldest first.

    One on a task that was reported or has ended waits for nothing: there is no deadline left to move.
    """
    mine = visible_extensions(reach).where(Task.committee_id == committee_id)
    return mine.where(Extension.state == ExtensionState.WAITING, Task.stage.in_(AWAITED))


def may_ask(task: Task, reach: Reach) -> bool:
    """Whether a person can ask for a later deadline: who reports on the task, while it is awaited and none waits.

    A part of a task has the deadline its giver set, who can set another: no case for the chair.
    """
    asked = task.asked_extension or not allowed(Verb.ASK, task, task.stage, reach)
    return bool(task.is_whole and task.due_on and not asked)


def may_decide(committee: Committee, reach: Reach) -> bool:
    """Whether a person decides on later deadlines here: a chair, or the member whom the chair named."""
    named = committee.extension_decider_id is not None and committee.extension_decider_id == reach.user_id
    return reach.has(Role.CHAIR, committee.id) or (named and committee.id in reach.committee_ids)


def _decided_by(reach: Reach) -> ColumnElement[bool]:
    chaired = Task.committee_id.in_(reach.limited_to(frozenset({Role.CHAIR})).committee_ids)
    named = select(Committee.id).where(Committee.extension_decider_id == reach.user_id)
    return or_(chaired, Task.committee_id.in_(named))


# ------------------------------------------------------------------------------------------ what one does


def ask(task: Task, until: date, reason: str, *, by: User, at: datetime, on: date, version: int, key: str) -> Extension:
    """Ask for a later deadline and say why. Asking after the deadline has passed is allowed, and is marked."""
    db.session.refresh(task, with_for_update={"of": Task})
    if asked := db.session.scalar(select(Extension).filter_by(task_id=task.id, key=key)):
        return asked
    if task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if task.asked_extension:
        raise RuleBroken(_("A later deadline was asked for already and waits for its decision."))
    if not may_ask(task, reach_of(by)) or task.due_on is None:
        raise RuleBroken(_("This task cannot be extended: it has no deadline, or is reported or ended."))
    _require_later(until, task.due_on, on)
    if not reason.strip():
        raise RuleBroken(_("Give the reason."), "reason")
    found = Extension(
        task=task,
        due_on=task.due_on,
        until=until,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
        asked_on=on,
        key=key,
    )
    db.session.add(found)
    history.record("asked_extension", task, by=by, at=at, changes={"until": until, "reason": found.reason})
    db.session.commit()
    return found


def grant(
    extension: Extension, until: date, words: str = "", *, by: User, at: datetime, on: date, version: int
) -> None:
    """Move the deadline to the day asked for, or to another one the leader chooses."""
    task = _opened(extension, by=by, version=version)
    before = task.due_on or extension.due_on
    if not task.is_awaited:
        raise RuleBroken(_("The task was reported or has ended meanwhile: there is nothing left to extend."))
    _require_later(until, before, on)
    extension.granted_until = until
    task.due_on = until
    changes = {"due_on": (before, until), "text": words.strip()}
    _close(extension, ExtensionState.GRANTED, words, "extended", changes, by=by, at=at, on=on)


def refuse(extension: Extension, words: str, *, by: User, at: datetime, on: date, version: int) -> None:
    """Let the deadline stand, and say why."""
    _opened(extension, by=by, version=version)
    if not words.strip():
        raise RuleBroken(_("Give the reason."), "words")
    _close(extension, ExtensionState.REFUSED, words, "refused_extension", {"text": words.strip()}, by=by, at=at, on=on)


def withdraw(extension: Extension, *, by: User, at: datetime, on: date, version: int) -> None:
    """Take a request back that nobody has decided on yet."""
    _require_waiting(extension, version)
    if not roles_for(extension.task, reach_of(by)) & UPDATERS:
        raise RuleBroken(_("Only who reports on the task can take its request back."))
    _close(extension, ExtensionState.WITHDRAWN, "", "withdrew_extension", {}, by=by, at=at, on=on)


def grant_at_the_table(
    task: Task, until: date, words: str, *, said_by: User, by: User, at: datetime, on: date, key: str
) -> Extension:
    """Move the deadline of a task by the word of who presides; a request that waits is answered by it.

    Does NOT commit, and holds no task: directions are composed of this (`tracker.meetings.directions`). `by` wrote it
    down. The first deadline stays and it counts as an extension like any other.
    """
    if task.due_on is None or not task.is_awaited:
        raise RuleBroken(_("This task cannot be extended: it has no deadline, or is reported or ended."))
    before = task.due_on
    _require_later(until, before, on)
    found = task.asked_extension
    if found is None:
        found = Extension(
            task=task, due_on=before, until=until, reason=words, asked_by=said_by, asked_at=at, asked_on=on, key=key
        )
        db.session.add(found)
    else:
        found.words = words
    found.state, found.granted_until = ExtensionState.GRANTED, until
    found.decided_by, found.decided_at, found.decided_on = said_by, at, on
    task.due_on = until
    history.record("extended", task, by=by, at=at, changes={"due_on": (before, until)})
    return found


def take_grant_back(extension: Extension) -> tuple[date | None, date]:
    """Undo what was granted at the table; return the deadline until now and the one in force again.

    Does NOT commit. A request it answered waits again. Raises RuleBroken when anything was built on it since.
    """
    task = extension.task
    newest = task.extensions[0] if task.extensions else None
    if newest is not extension or task.due_on != extension.granted_until or not task.is_awaited:
        raise RuleBroken(
            _("The later deadline has been built on since, so it stays. Say what is to change in a new direction.")
        )
    taken, task.due_on = extension.granted_until, extension.due_on
    extension.state = ExtensionState.WITHDRAWN if extension.was_unasked else ExtensionState.WAITING
    if extension.state == ExtensionState.WAITING:
        extension.words, extension.granted_until = "", None
        extension.decided_by = extension.decided_at = extension.decided_on = None
    return taken, extension.due_on


def _opened(extension: Extension, *, by: User, version: int) -> Task:
    """Return the task of a request that this person may decide and nobody has decided yet."""
    _require_waiting(extension, version)
    if not may_decide(extension.task.committee, reach_of(by)):
        raise RuleBroken(_("The chair decides on later deadlines, or whom the chair has named."))
    return extension.task


def _require_waiting(extension: Extension, version: int) -> None:
    db.session.refresh(extension.task, with_for_update={"of": Task})
    db.session.refresh(extension)
    if extension.version != version or extension.state != ExtensionState.WAITING:
        raise StaleVersion(_("This request was decided or taken back meanwhile. Nothing was overwritten."))


def _require_later(until: date, due_on: date, on: date) -> None:
    if until <= due_on:
        raise RuleBroken(_("The new day must come after the deadline, %(day)s.", day=day(due_on)), "until")
    if until < on:
        raise RuleBroken(_("The new day has passed already."), "until")


def _close(
    extension: Extension, state: ExtensionState, words: str, verb: str, changes: Mapping[str, object], *,
    by: User, at: datetime, on: date,
) -> None:  # fmt: skip
    extension.state, extension.words = state, words.strip()
    extension.decided_by, extension.decided_at, extension.decided_on = by, at, on
    kept = {name: value for name, value in changes.items() if value}
    history.record(verb, extension.task, by=by, at=at, changes=kept)
    db.session.commit()
