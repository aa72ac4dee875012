"""A task as a letter names it: its title, where it was given, its deadline as written and as a day, what is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker import formats, mail
from tracker.documents.words import name_of, recurrence
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.mime import visible
from tracker.reminders.typesetting import Group, Line, Link, Part, Tone
from tracker.tasks.citations import place
from tracker.tasks.models import SOON_DAYS, Task


def due_line(task: Task, on: date, *, link: Link | None = None, notes: Sequence[str] = (), passage: str = "") -> Line:
    """Return a task with its deadline and how far off or late it is on a day."""
    left = task.days_left(on)
    awaited = left is not None and task.is_awaited
    return Line(
        visible(task.title), source_of(task), visible(task.due_words), label=_("Deadline") if task.due_on else "",
        day=formats.day(task.due_on) if task.due_on else _undated(task),
        standing=days_left(left) if left is not None and awaited else "", tone=tone_of(left) if awaited else Tone.PLAIN,
        link=link, notes=notes, passage=passage,
    )  # fmt: skip


def to_see(task: Task) -> Link:
    """Return the link to a task's own page, for those who only look on."""
    return Link(_("Open the task"), mail.link("tasks.task", task_id=task.id))


def source_of(task: Task) -> str:
    """Return where a task was given: Kết luận số 08-KL/BCĐ, điểm 3, ý 2."""
    return ", ".join(filter(None, [name_of(task.item.conclusion), place(task.item.path)]))


def days_left(days: int) -> str:
    """Return how far off a deadline is: còn 5 ngày, đến hạn hôm nay, trễ 12 ngày."""
    if days == 0:
        return str(_("due today"))
    if days < 0:
        return str(ngettext("%(num)s day late", "%(num)s days late", -days))
    return str(ngettext("%(num)s day left", "%(num)s days left", days))


def tone_of(left: int | None) -> Tone:
    """Return how pressing a deadline is, so many days off."""
    if left is None or left > SOON_DAYS:
        return Tone.PLAIN
    return Tone.LATE if left < 0 else Tone.SOON


def notes_of(task: Task) -> list[str]:
    """Return who supports a task and what is to come of it, as its first letter says."""
    supports = ", ".join(support.unit.name for support in task.supports)
    return [
        *([_("Supported by: %(units)s", units=supports)] if supports else []),
        *([_("Expected result: %(product)s", product=task.product)] if task.product else []),
    ]


def counted(name: str, lines: Sequence[Line], tone: Tone = Tone.PLAIN) -> Part:
    """Return a part that shows beside its name how many lines it has."""
    return Part(name, [Group(lines)], tone, count=len(lines))


def without_links(part: Part) -> Part:
    """Return a part of one task whose link is the letter's button."""
    groups = [replace(group, lines=[replace(line, link=None) for line in group.lines]) for group in part.groups]
    return replace(part, groups=groups)


def by_day(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks by deadline, those without one last."""
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.number, task.subnumber))


def _undated(task: Task) -> str:
    """Return what stands where a task has no day: how often it comes round, else that it has no deadline."""
    return recurrence(task.recurrence) if task.recurrence and not task.due_words else str(_("no deadline"))
