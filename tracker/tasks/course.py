"""The course of a task: what was given, reported, decided and missed, the newest first; and its days on one axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tracker import clock, history
from tracker.documents.words import deadline_kind, name_of
from tracker.formats import day as written
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.people import chronicle
from tracker.people.queries import Reach
from tracker.reading.results import DeadlineKind
from tracker.tasks.models import Extension, ExtensionState, Milestone, Stage, Task, Update
from tracker.tasks.moves import Verb
from tracker.tasks.period_reports import rhythm_of
from tracker.tasks.period_words import period_name
from tracker.tasks.refusal_models import RefusalState
from tracker.tasks.voices import Event, voices

DAWN = datetime.min.replace(tzinfo=UTC)
"""Where in its day that stands which has no hour, such as the passing of a deadline."""


def course(task: Task, on: date) -> list[Event]:
    """Return what happened to a task up to a day, the newest first; of one day, what was written last stands first."""
    events = [
        *_told(task),
        *(_of_update(update) for update in reversed(task.updates)),
        *_extensions(task),
        *_refusals(task),
        *_missed(task, on),
    ]
    return sorted(events, key=lambda event: (event.on, event.at or DAWN))[::-1]


def _told(task: Task) -> Iterator[Event]:
    """Yield what only the history tells: the giving of the task, reminders, the chair's words."""
    heads = {
        "opened": _("Task given by %(document)s", document=name_of(task.item.conclusion)),
        "reminded": _("Reminded"),
        "excused": _("Report no longer asked for"),
    }
    if task.parent:
        heads["opened"] = _("Given as a part of task No. %(number)s", number=task.number)
    entries = history.of(task)[::-1]
    yield from voices(entries)
    for entry in entries:
        if entry.verb == "undid":
            yield _of_undo(entry)
        if entry.verb in (Verb.ASSIGN, Verb.TRANSFER, "handed_over"):
            yield _of_assignment(entry)
        if entry.verb == "divided":
            yield _of_giving(entry)
        if entry.verb == "reworded":
            yield _of_rewording(entry)
        if entry.verb in heads:
            yield _of_entry(entry, heads[entry.verb], task.opened_on if entry.verb == "opened" else None)


def _of_entry(entry: HistoryEntry, head: str, on: date | None) -> Event:
    text = str(entry.changes.get("text") or entry.changes.get("reason", ""))
    return Event(on or clock.local(entry.at).date(), head, text, entry.by_name, at=entry.at)


def _of_assignment(entry: HistoryEntry) -> Event:
    """Return who got the task: the unit it passed to, the person in charge; after a succession also who supports it."""
    unit, person, support = (entry.changes.get(name) for name in ("lead_unit", "assignee", "support"))
    heads = [_("Passed from %(old)s to %(new)s", old=unit[0] or _("no unit"), new=unit[1])] if unit else []
    heads += [_("Person in charge: %(name)s", name=person[1] or _("nobody yet"))] if person else []
    heads += [_("Supporting unit: %(new)s in place of %(old)s", old=support[0], new=support[1])] if support else []
    day_of_it = clock.local(entry.at).date()
    return Event(
        day_of_it, ". ".join(map(str, heads)), str(entry.changes.get("reason", "")), entry.by_name, at=entry.at
    )


def _of_undo(entry: HistoryEntry) -> Event:
    """Return that an act was taken back: which, from the stages between which the task went back."""
    left, before = (Stage(each) for each in entry.changes.get("stage") or ("in_progress", "in_progress"))
    percent, _before = entry.changes.get("percent") or (None, None)
    what = _act(before, left, percent, with_reason="reason" in entry.changes)
    hour, what = f"{clock.local(entry.at):%H:%M}", what[:1].lower() + what[1:]
    head = _("Taken back at %(hour)s: %(what)s", hour=hour, what=what)
    return Event(clock.local(entry.at).date(), head, by=entry.by_name, kind="undone", at=entry.at)


def latest(task: Task, reach: Reach) -> Event:
    """Return the last thing that was done to a task, whatever it was; for who was slower than its doer."""
    entry = history.of(task)[0]
    last = task.updates[0] if task.updates else None
    if last is not None and entry.at in (last.at, last.edited_at):
        return _of_update(last)
    rows = chronicle.changes(entry, reach)
    told = [f"{field}: {before} → {after}" if before else f"{field}: {after}" for field, before, after in rows]
    return Event(clock.local(entry.at).date(), chronicle.sentence(entry), "; ".join(told), chronicle.who(entry))


def _of_giving(entry: HistoryEntry) -> Event:
    """Return which part of the task went to whom."""
    number, unit = entry.changes.get("number"), entry.changes.get("lead_unit")
    head = _("Part %(number)s given to %(unit)s", number=number, unit=unit)
    return Event(clock.local(entry.at).date(), head, str(entry.changes.get("title", "")), entry.by_name)


def _of_rewording(entry: HistoryEntry) -> Event:
    """Return what changed in the words or the deadline of a part."""
    days = entry.changes.get("due_on")
    head = str(_("Wording changed"))
    if days:
        old, new = (written(date.fromisoformat(each)) if each else _("no deadline") for each in days)
        head = _("Deadline of the part changed from %(old)s to %(new)s", old=old, new=new)
    return Event(clock.local(entry.at).date(), head, str(entry.changes.get("reason", "")), entry.by_name)


def _of_update(update: Update) -> Event:
    said = update.reason or update.result
    return Event(update.on, word_of(update), said, update.by.full_name, update=update, at=update.at)


def word_of(update: Update) -> str:
    """Return what an update did: what it corrects, which period it reports on, else between which stages it led."""
    if update.corrects is not None:
        return str(_("Correction of the update of %(day)s", day=written(update.corrects.on)))
    if update.period_ends_on and (rhythm := rhythm_of(update.task)):
        return str(_("Report on %(period)s", period=period_name(rhythm.recurrence, update.period_ends_on)))
    percent = None if update.task.comes_round else update.percent
    return _act(update.from_stage, update.stage, percent, with_reason=bool(update.reason))


def _act(from_stage: Stage, stage: Stage, percent: int | None, *, with_reason: bool) -> str:
    again = {
        Stage.REPORTED: _("Returned") if with_reason else _("Report withdrawn"),
        Stage.DONE: _("Taken up again"),
    }
    if stage == Stage.IN_PROGRESS and from_stage in again:
        return str(again[from_stage])
    plain = {
        Stage.REPORTED: _("Completion reported"),
        Stage.DONE: _("Completion confirmed"),
        Stage.DROPPED: _("Not to be carried out"),
        Stage.PAUSED: _("Paused"),
    }
    if percent is None:
        return str(plain.get(stage) or _("Updated"))
    return str(plain.get(stage) or _("Updated, %(percent)s%%", percent=percent))


def _extensions(task: Task) -> Iterator[Event]:
    """Yield each later deadline asked for, and what was decided on it."""
    for each in reversed(task.extensions):
        if each.was_unasked and each.state == ExtensionState.WITHDRAWN:
            continue  # the direction that granted it is told as taken back
        asked = _("Asked for a later deadline, %(day)s", day=written(each.until))
        if not each.was_unasked:
            yield Event(each.asked_on, asked, each.reason, each.asked_by.full_name, at=each.asked_at)
        if each.decided_on and each.decided_by:
            yield Event(each.decided_on, _decision(each), each.words, each.decided_by.full_name, at=each.decided_at)


def _decision(extension: Extension) -> str:
    if extension.state == ExtensionState.GRANTED:
        return str(_("Deadline extended to %(day)s", day=written(extension.granted_until)))
    return str(_("Not extended") if extension.state == ExtensionState.REFUSED else _("Request taken back"))


def _refusals(task: Task) -> Iterator[Event]:
    """Yield each time a unit asked to be relieved, and the answer; one that was heeded shows in what came of it."""
    answers = {RefusalState.INSISTED: _("The task stays with the unit"), RefusalState.WITHDRAWN: _("Kept after all")}
    for each in reversed(task.refusals):
        head = _("%(unit)s asked to be relieved of it", unit=each.unit.name if each.unit else _("no unit"))
        yield Event(each.refused_on, head, each.reason, each.refused_by.full_name, at=each.refused_at)
        if each.state in answers and each.answered_on and each.answered_by:
            by = each.answered_by.full_name
            yield Event(each.answered_on, answers[each.state], each.words, by, at=each.answered_at)


def _missed(task: Task, on: date) -> Iterator[Event]:
    """Yield the day on which the deadline had passed, when nothing was reported by then."""
    if task.due_on and (task.is_overdue(on) or (task.reported_on and task.reported_on > task.due_on)):
        yield Event(task.due_on + timedelta(days=1), _("Overdue"), kind="late")


# ------------------------------------------------------------------------------------------ the axis


@dataclass(frozen=True)
class Point:
    """A day on the axis; kinds: done, due, late, asked (a hollow mark: still to come), today."""

    day: date
    label: str
    kind: str


@dataclass(frozen=True)
class Axis:
    """A task's days to scale; `until` is where the line, and what is late of it, ends."""

    points: tuple[Point, ...]
    until: date

    @property
    def start(self) -> date:
        return min(point.day for point in self.points)

    @property
    def end(self) -> date:
        return max(point.day for point in self.points)


def axis(task: Task, on: date) -> Axis | None:
    """Return a task's days from its giving to the last that is known; None when it has no deadline."""
    if task.due_on is None:
        return None
    points = [Point(task.opened_on, _("Given"), "done"), _due(task, on)]
    named = (task.due_on, task.original_due_on)
    points += [_milestone(each, task, on) for each in task.milestones if each.on not in named]
    if task.original_due_on and task.original_due_on != task.due_on:
        points.append(Point(task.original_due_on, _("Original deadline"), "done"))
    if task.reported_on:
        points.append(Point(task.reported_on, _("Completion reported"), "done"))
    if task.stage.is_open and on != task.reported_on:
        points.append(Point(on, _("Today"), "today"))
    return Axis(tuple(points), task.reported_on or (on if task.stage.is_open else task.closed_on or on))


def _due(task: Task, on: date) -> Point:
    due = task.due_on or on
    words = next((deadline_kind(each.kind) for each in task.milestones if each.on == due), _("deadline"))
    label = words[:1].upper() + words[1:]
    if task.is_overdue(on):
        return Point(due, _("%(what)s, not reached", what=label), "late")
    if task.reported_on and task.reported_on > due:
        return Point(due, label, "late")
    return Point(due, label, "due")


def _milestone(milestone: Milestone, task: Task, on: date) -> Point:
    words = deadline_kind(milestone.kind)
    label = words[:1].upper() + words[1:]
    if milestone.on >= on:
        return Point(milestone.on, label, "asked")
    not_begun = milestone.kind == DeadlineKind.START and task.stage == Stage.NOT_STARTED
    return Point(
        milestone.on, _("%(what)s, not reached", what=label) if not_begun else label, "late" if not_begun else "done"
    )
