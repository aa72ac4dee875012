"""What one does with works and projects: follow a task as one, say how they stand, correct what is known of them.

Nothing is overwritten: each fact told is a row with its day, its words and who told it, and `Project` holds what was
told last.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Role, User
from tracker.people.queries import Reach, reach_of
from tracker.reading.results import ItemKind
from tracker.reading.works import Fact
from tracker.tasks.models import Task, Update
from tracker.tasks.moves import roles_for
from tracker.tasks.project_models import Project, ToldFact
from tracker.tasks.project_values import Typed, Value, known_value, read, shown, told_value
from tracker.tasks.queries import UPDATERS, is_whole, updatable


def of(task: Task) -> Project | None:
    """Return the works a task is followed as, None when it is none."""
    if task.kind is not ItemKind.PROJECT:
        return None
    return db.session.scalar(select(Project).filter_by(task_id=task.id))


def may_follow(task: Task, reach: Reach) -> bool:
    """Whether a person may say that a task is works, or is not: its committee's secretary, of a whole task."""
    return task.is_whole and Role.SECRETARY in roles_for(task, reach)


def may_correct(task: Task, reach: Reach) -> bool:
    """Whether a person may correct what is known of works: who reports on the task."""
    return bool(roles_for(task, reach) & UPDATERS)


def describable(reach: Reach) -> Select[Task]:
    """Select the tasks of which a person may say what is known of their works: those they report on.

    A task that is none yet is its secretary's to follow.
    """
    own = Task.committee_id.in_(reach.limited_to(frozenset({Role.SECRETARY})).committee_ids)
    return updatable(reach).where(is_whole(), or_(Task.kind == ItemKind.PROJECT, own))


# ------------------------------------------------------------------------------------------ opening


def begin(task: Task, *, by: User, at: datetime, on: date) -> Project:
    """Follow a task that was just opened as works, with what its document tells of them. Does NOT commit.

    The facts are of the day of the document, of the day of opening when it has none.
    """
    project = Project(task=task, facts=[])
    told_on = min(task.item.conclusion.reference_date or on, on)
    for told in task.item.works:
        value = told_value(Fact(told["fact"]), told["value"], told["words"])
        _tell(project, Fact(told["fact"]), value, told["words"], by=by, at=at, on=told_on, is_read=True)
    db.session.add(project)
    return project


# ------------------------------------------------------------------------------------------ telling


def follow(task: Task, typed: Typed, *, by: User, at: datetime, on: date, version: int) -> Project:
    """Follow a task as works, or correct what is known of works that are followed; only what changed is told anew.

    An emptied field says that the fact is no longer known. Raises StaleVersion when the task's works, or the task
    while it had none, changed since the form was opened; RuleBroken for words no value can be read from.
    """
    db.session.refresh(task, with_for_update={"of": Task})
    project, reach = of(task), reach_of(by)
    if version != (project or task).version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not (may_correct if project else may_follow)(task, reach):
        raise RuleBroken(_("Only the secretary, or the unit that leads the task, says this of works."))
    changes: dict[str, Any] = {}
    if project is None:
        changes["kind"] = (task.kind, ItemKind.PROJECT)
        task.kind = ItemKind.PROJECT
        project = of(task) or begin(task, by=by, at=at, on=on)
        db.session.flush()
    changes |= _tell_all(project, typed, by=by, at=at, on=on)
    if changes:
        history.record("described", task, by=by, at=at, changes=changes)
    db.session.commit()
    return project


def unfollow(task: Task, *, by: User, at: datetime, version: int) -> None:
    """Follow works as a plain task again. What was told of them stays, should they be followed once more."""
    db.session.refresh(task, with_for_update={"of": Task})
    project = of(task)
    if project is None or project.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not may_follow(task, reach_of(by)):
        raise RuleBroken(_("Only the secretary says that a task is no longer followed as works."))
    history.record("described", task, by=by, at=at, changes={"kind": (task.kind, ItemKind.TASK)})
    task.kind = ItemKind.TASK
    db.session.commit()


def tell(update: Update, typed: Typed) -> dict[str, Any]:
    """Write down what an update tells of its task's works; return the changes for the history. Does NOT commit.

    What was typed empty is not told. A task that is no works tells nothing.
    """
    project = of(update.task)
    said = {fact: words for fact, words in typed.items() if words.strip()}
    if project is None or not said:
        return {}
    return _tell_all(project, said, by=update.by, at=update.at, on=update.on, update=update)


def share_done(typed: Typed, on: date) -> int:
    """Return the whole percent of the volume somebody typed: the share done of a task that is works."""
    return (read(Fact.VOLUME, typed[Fact.VOLUME], on).number or 0) // 100


def told_by(update: Update) -> dict[str, str]:
    """Return what an update told of its task's works, by fact, as it was typed."""
    project = of(update.task)
    told = [each for each in project.facts if each.update_id == update.id] if project else []
    return {each.fact.value: each.words for each in told}


def take_back(update: Update) -> None:
    """Let what an update told of works go with it: what was told before counts again. Does NOT commit."""
    project = of(update.task)
    if project is not None:
        project.facts = [each for each in project.facts if each.update_id != update.id]
        for fact in Fact:
            _settle(project, fact)


def form_values(task: Task) -> dict[str, Any]:
    """Return what a form on a task's works holds when it is opened: what is known, else what the document tells."""
    project = of(task)
    if project is not None:
        known = {fact: known_value(project, fact) for fact in Fact}
    else:
        known = {
            Fact(told["fact"]): told_value(Fact(told["fact"]), told["value"], told["words"]) for told in task.item.works
        }
    return {"version": (project or task).version, **{fact.value: shown(fact, value) for fact, value in known.items()}}


# ------------------------------------------------------------------------------------------ what they share


def _tell_all(
    project: Project, typed: Typed, *, by: User, at: datetime, on: date, update: Update | None = None
) -> dict[str, Any]:
    """Tell each fact that differs from what is known; return the changes as the history keeps them."""
    values = {fact: read(fact, words, on) for fact, words in typed.items()}
    changes: dict[str, Any] = {}
    for fact, value in values.items():
        if value != (known := known_value(project, fact)):
            changes[fact.value] = (shown(fact, known), shown(fact, value))
        if value != known or (update is not None and fact is Fact.VOLUME):  # an unmoved share is news of its day too
            _tell(project, fact, value, " ".join(typed[fact].split()), by=by, at=at, on=on, update=update)
    return changes


def _tell(
    project: Project, fact: Fact, value: Value, words: str, *, by: User, at: datetime, on: date,
    update: Update | None = None, is_read: bool = False,
) -> None:  # fmt: skip
    project.facts.append(
        ToldFact(
            fact=fact, number=value.number, day=value.day, text=value.text, words=words[:500], on=on, at=at, by=by,
            update=update, is_read=is_read,
        )
    )  # fmt: skip
    _settle(project, fact)


def _settle(project: Project, fact: Fact) -> None:
    """Let a project's column say what was told last of a fact: on the latest day, of one day the last."""
    told = sorted((each for each in project.facts if each.fact is fact), key=lambda each: each.on)
    last = told[-1] if told else ToldFact(fact=fact, text="")
    for name, value in last.columns.items():
        setattr(project, name, value)
