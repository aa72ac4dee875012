"""What one does with tasks: open them from a conclusion, report on them, confirm, return, reopen, drop.

Whoever asks for the same thing twice with the same key gets it once: a double click reports nothing twice.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from tracker import history
from tracker.documents.models import Conclusion, Decision, Item, ItemUnit, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.reading.results import ItemKind, Recurrence
from tracker.reading.works import Fact
from tracker.tasks import drafts, files, period_reports, projects, refusals, undo
from tracker.tasks.models import Milestone, Stage, Task, TaskSupport, Update
from tracker.tasks.moves import Move, Verb, allowed
from tracker.tasks.project_values import Typed
from tracker.tasks.queries import AWAITED, is_open, next_number
from tracker.tasks.refusal_models import RefusalState

FULL = 100


# ------------------------------------------------------------------------------------------ opening


def open_tasks(conclusion: Conclusion, *, by: User, on: date) -> list[Task]:
    """Turn every accepted item of a conclusion into a task. Does NOT commit: publishing is composed of this verb."""
    number = next_number(conclusion.committee_id)
    accepted = [item for item in conclusion.items if item.decision == Decision.ACCEPTED]
    return [_open(item, number + n, by=by, on=on) for n, item in enumerate(accepted)]


def _open(item: Item, number: int, *, by: User, on: date) -> Task:
    conclusion, due, leads = item.conclusion, item.due, _units(item, Part.LEAD)
    term = due or next(iter(item.deadlines), None)
    until = due.on if due and not _stands(item) else None
    title = item.action or item.text
    task = Task(
        committee_id=conclusion.committee_id, item=item, number=number, title=title,
        lead_unit_id=leads[0] if leads else None, assignee_id=item.assignee_id, product=item.product, kind=item.kind,
        recurrence=item.recurrence, due_words=term.words if term else "", due_on=until, original_due_on=until,
        opened_on=on,
    )  # fmt: skip
    supports = dict.fromkeys([*leads[1:], *_units(item, Part.SUPPORT)])
    task.supports = [TaskSupport(unit_id=unit) for unit in supports if unit != task.lead_unit_id]
    task.milestones = [Milestone(kind=each.kind, words=each.words, on=each.on) for each in item.deadlines if each.on]
    db.session.add(task)
    if task.kind is ItemKind.PROJECT:
        projects.begin(task, by=by, at=conclusion.published_at or conclusion.created_at, on=on)
    changes = {"number": number, "title": title, "due_on": task.due_on}
    history.record("opened", task, by=by, at=conclusion.published_at, changes=changes)
    return task


def _stands(item: Item) -> bool:
    """Whether it is a standing duty, which has no deadline: a day its words name is kept as a milestone."""
    return item.kind == ItemKind.STANDING and item.recurrence in (None, Recurrence.STANDING)


def _units(item: Item, part: Part) -> list[int]:
    """Return the ids of the units settled for one part of an item, in their order, each once."""
    settled: list[ItemUnit] = [each for each in item.units if each.part == part and each.unit_id is not None]
    return list(dict.fromkeys(each.unit_id for each in settled if each.unit_id is not None))


# ------------------------------------------------------------------------------------------ the unit's own verbs


def update_task(
    task: Task, *, by: User, at: datetime, on: date, version: int, stage: Stage, percent: int | None, key: str,
    result: str = "", difficulty: str = "", proposal: str = "", evidence: str = "", period: date | None = None,
    corrects: Update | None = None, works: Typed | None = None, with_draft: bool = True,
) -> Update:  # fmt: skip
    """Write down what was done; stage `REPORTED` reports completion on this day, which needs a result.

    `period` says of which period of a duty it is the report, by the last day the period is named after; `corrects` is
    an earlier update whose words this one puts right; `works` what was typed of the works the task is followed as,
    whose volume is then the share done. The files sent with the writer's draft become the update's, and the draft is
    done with; without `with_draft` both stay, for they were written on another page than this update.

    Raises StaleVersion when the task changed since its form was opened, RuleBroken when the move is not allowed.
    """
    if done := _taken_up(task, key):
        return done
    _require_version(task, version)
    verb = _verb_of(task, stage)
    move = _require_move(task, verb, stage, by)
    if verb is Verb.REPORT:
        _require_parts_ended(task)
    words = {"result": result, "difficulty": difficulty, "proposal": proposal, "evidence": evidence}
    words = {name: text.strip() for name, text in words.items()}
    told = {fact: typed for fact, typed in (works or {}).items() if typed.strip()}
    percent = projects.share_done(told, on) if Fact.VOLUME in told else percent
    percent = _percent(task, stage, None if task.comes_round else percent)
    _require_words(move, words)
    if verb is Verb.REPORT:
        period_reports.require_end(task, on, by)
    period_reports.require_period(task, period, words["result"], on)
    is_silent = not any(words.values()) and not told and not (with_draft and files.of_draft(task, by))
    if stage == task.stage and percent == task.percent and is_silent:
        raise RuleBroken(_("Write what was done, or change the stage or the percentage."), "result")
    if corrects is not None and (corrects.task_id != task.id or not corrects.is_of_the_unit):
        raise RuleBroken(_("Only an update of this task can be corrected."))
    return _write(
        task, verb, stage, percent, by=by, at=at, on=on, key=key, period=period, corrects=corrects, works=told,
        with_draft=with_draft, commits=True, **words,
    )  # fmt: skip


def withdraw_report(task: Task, *, by: User, at: datetime, on: date, version: int, key: str | None = None) -> Update:
    """Take back the unit's own report of completion while nobody has confirmed it."""
    return _decide(task, Verb.WITHDRAW, Stage.IN_PROGRESS, "", by=by, at=at, on=on, version=version, key=key)


def _verb_of(task: Task, stage: Stage) -> Verb:
    """Return what an update that leads to a stage does: it reports completion, pauses the work, or tells of it."""
    if stage == Stage.REPORTED:
        return Verb.REPORT
    return Verb.PAUSE if stage == Stage.PAUSED != task.stage else Verb.UPDATE


def _percent(task: Task, stage: Stage, percent: int | None) -> int:
    if stage == Stage.REPORTED:
        return FULL
    if task.counting_subtasks:
        return task.percent
    if stage == Stage.NOT_STARTED:
        return 0
    percent = task.percent if percent is None else percent
    if not 0 <= percent <= FULL:
        raise RuleBroken(_("The percentage lies between 0 and 100."), "percent")
    return percent


# ------------------------------------------------------------------------------------------ the office's verbs


def confirm(task: Task, *, by: User, at: datetime, on: date, version: int, key: str | None = None) -> Update:
    """Agree that a reported task is done. On time is judged on the day it was reported, not on this day."""
    return _decide(task, Verb.CONFIRM, Stage.DONE, "", by=by, at=at, on=on, version=version, key=key)


def return_task(
    task: Task, reason: str, *, by: User, at: datetime, on: date, version: int, key: str | None = None
) -> Update:
    """Send a report of completion back to the unit, and say why."""
    return _decide(task, Verb.RETURN, Stage.IN_PROGRESS, reason, by=by, at=at, on=on, version=version, key=key)


def reopen(
    task: Task, reason: str, *, by: User, at: datetime, on: date, version: int, key: str | None = None
) -> Update:
    """Take up a task again that was confirmed as done or dropped, and say why."""
    return _decide(task, Verb.REOPEN, _stage_again(task), reason, by=by, at=at, on=on, version=version, key=key)


def drop(task: Task, reason: str, *, by: User, at: datetime, on: date, version: int, key: str | None = None) -> Update:
    """Decide that a task will not be carried out, and say why; it leaves every total."""
    return _decide(task, Verb.DROP, Stage.DROPPED, reason, by=by, at=at, on=on, version=version, key=key)


def _decide(
    task: Task,
    verb: Verb,
    stage: Stage,
    reason: str,
    *,
    by: User,
    at: datetime,
    on: date,
    version: int,
    key: str | None,
) -> Update:
    if done := _taken_up(task, key):
        return done
    _require_version(task, version)
    if verb is Verb.REOPEN and task.parent and not task.parent.is_awaited:
        raise RuleBroken(_("The whole task was reported or has ended. Take it up again first."))
    reason = reason.strip()
    _require_words(_require_move(task, verb, stage, by), {"reason": reason})
    percent = task.percent if stage in (Stage.DONE, Stage.DROPPED) else _percent_before_report(task)
    return _write(task, verb, stage, percent, by=by, at=at, on=on, key=key, reason=reason)


def _percent_before_report(task: Task) -> int:
    """Return the last percentage that was written while the work went on; of a task with parts what they make up."""
    if task.counting_subtasks:
        return task.percent
    query = select(Update.percent).where(Update.task_id == task.id, Update.stage.in_(AWAITED))
    return db.session.scalar(query.order_by(Update.id.desc()).limit(1)) or 0


def _stage_again(task: Task) -> Stage:
    """Return the stage at which a task is taken up: not started when it was dropped before anything had begun."""
    last = task.updates[0].from_stage if task.stage == Stage.DROPPED and task.updates else None
    return Stage.NOT_STARTED if last == Stage.NOT_STARTED else Stage.IN_PROGRESS


# ------------------------------------------------------------------------------------------ what they share


def _taken_up(task: Task, key: str | None) -> Update | None:
    """Hold the task against others until the end of the transaction; return what this key did to it already.

    A part is held after its whole: whether the whole may be reported hangs on its parts.
    """
    if task.parent:
        db.session.refresh(task.parent, with_for_update={"of": Task})
    db.session.refresh(task, with_for_update={"of": Task})
    return db.session.scalar(select(Update).filter_by(task_id=task.id, key=key)) if key else None


def _require_version(task: Task, version: int) -> None:
    if task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _require_move(task: Task, verb: Verb, stage: Stage, by: User) -> Move:
    move = allowed(verb, task, stage, reach_of(by))
    if move is None:
        raise RuleBroken(_("This step is not open to you from the stage the task is in."), "stage")
    return move


def _require_words(move: Move, words: Mapping[str, str]) -> None:
    if move.says and not words[move.says]:
        missing = {
            "result": _("Say what was achieved before reporting completion."),
            "difficulty": _("Say under difficulties why the work pauses."),
            "reason": _("Give the reason."),
        }
        raise RuleBroken(missing[move.says], move.says)


def _require_parts_ended(task: Task) -> None:
    """Refuse to report a task while parts of it are open, and name them."""
    query = select(Task.number, Task.subnumber, Task.title).where(Task.parent_id == task.id, is_open())
    if left := db.session.execute(query.order_by(Task.subnumber)).all():
        named = "; ".join(f"{row.number}.{row.subnumber} {row.title}" for row in left)
        raise RuleBroken(_("These parts are not finished yet: %(parts)s.", parts=named), "stage")


def _write(
    task: Task,
    verb: Verb,
    stage: Stage,
    percent: int,
    *,
    by: User,
    at: datetime,
    on: date,
    key: str | None,
    period: date | None = None,
    corrects: Update | None = None,
    works: Typed | None = None,
    with_draft: bool = True,
    commits: bool = True,
    **words: str,
) -> Update:
    """Add the update, move the task with it, leave the trace, and commit.

    The open parts of a task that will not be carried out end with it.
    """
    update = Update(
        before=undo.standing(task),
        corrects=corrects,
        task=task,
        by=by,
        at=at,
        on=on,
        from_stage=task.stage,
        stage=stage,
        percent=percent,
        period_ends_on=period,
        key=key or uuid4().hex,
        **words,
    )
    db.session.add(update)
    changes = {"stage": (task.stage, stage), "percent": (task.percent, percent)}
    kept: dict[str, Any] = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    kept |= {name: text for name, text in words.items() if text} | ({"period_ends_on": period} if period else {})
    kept |= projects.tell(update, works or {})
    if corrects is not None:
        kept["corrects"] = corrects.on
    if update.is_of_the_unit and with_draft:
        drafts.forget(task, by=by)
        if names := files.hand_over(update, by=by):
            kept["files"] = "; ".join(names)
    task.stage, task.percent, task.updated_at = stage, percent, at
    flag_modified(task, "updated_at")  # two updates of one instant are two versions
    task.reported_on = on if verb is Verb.REPORT else task.reported_on if stage in (Stage.DONE, Stage.DROPPED) else None
    task.closed_on = on if stage in (Stage.DONE, Stage.DROPPED) else None
    if stage not in AWAITED:
        state = RefusalState.HEEDED if verb is Verb.DROP else RefusalState.WITHDRAWN
        refusals.answer(task, state, by=by, at=at)
    history.record(verb.value, task, by=by, at=at, changes=kept)
    for part in task.subtasks if stage == Stage.DROPPED else ():
        if part.stage.is_open:
            _write(
                part, verb, stage, part.percent, by=by, at=at, on=on, key=None, period=None, corrects=None, works=None,
                with_draft=True, commits=False, **words,
            )  # fmt: skip
    if commits:
        db.session.commit()
    return update
