"""The words of letters: an assignment at publication, the letter of the day, and what a person asks for by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from tracker import formats, mail
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of, recurrence
from tracker.languages import gettext as _
from tracker.languages import ngettext, speaking
from tracker.people.models import Committee, Role, User
from tracker.people.queries import members
from tracker.reminders.bearings import answering
from tracker.reminders.queries import report_asked
from tracker.reminders.typesetting import Group, Line, Link, Part, Sheet, Tone, Words, set_letter
from tracker.tasks.citations import place
from tracker.tasks.models import SOON_DAYS, Task
from tracker.tasks.period_words import name_of as period_name


def assignment(
    conclusion: Conclusion, to_name: str, tasks: Sequence[Task], *, language: str, on: date, by: User
) -> Words:
    """Return the one letter that tells a unit what a published conclusion asks of it."""
    with speaking(language):
        document, committee = _dated(conclusion), conclusion.committee
        given = ngettext("%(num)s task for %(unit)s", "%(num)s tasks for %(unit)s", len(tasks), unit=to_name)
        return set_letter(Sheet(
            language, subject=f"{document}: {given}", title=_("Tasks given by %(document)s", document=document),
            head=_head(committee), to=to_name,
            opening=[
                _("%(document)s gives your unit the lead of the tasks below.", document=document),
                _("Please name who is responsible, begin, and report results in the register."),
            ],
            button=Link(_("Open the conclusion"), mail.link("documents.conclusion", conclusion_id=conclusion.id)),
            parts=[_part(_("Tasks to lead"), [line_of(each, on) for each in tasks])],
            closing=[_(
                "A task that cannot be finished in time: please report the difficulty and your proposal before the "
                "deadline."
            )],
            signature=_signed(by, committee),
            foot=[_("Each unit gets one letter for each conclusion."), whom_to_ask(committee)],
        ))  # fmt: skip


def digest(
    committee: Committee, to_name: str, tasks: Sequence[Task], *, to: User | None, language: str, on: date, at: datetime
) -> Words:
    """Return the one letter of a day that names all a recipient has overdue or due soon."""
    with speaking(language):
        lines = [line_of(each, on) for each in _by_day(tasks)]
        late = [each for each in lines if each.tone is Tone.LATE]
        reports = [line_of(each, on) for each in _by_day(tasks) if report_asked(each, on)]
        soon = [each for each in lines if each not in late and each not in reports]
        counted = [
            ngettext("%(num)s task overdue", "%(num)s tasks overdue", len(late)) if late else "",
            ngettext("%(num)s task due soon", "%(num)s tasks due soon", len(soon)) if soon else "",
            ngettext("%(num)s periodic report to send", "%(num)s periodic reports to send", len(reports))
            if reports else "",
        ]  # fmt: skip
        fact, as_of = ", ".join(filter(None, counted)), _("as of %(day)s", day=formats.day(on))
        return set_letter(Sheet(
            language, subject=f"{fact} ({as_of})", title=fact, under_title=f"{as_of[0].upper()}{as_of[1:]}",
            head=_head(committee), to=_salutation(to) if to else to_name,
            opening=[_("Please report results in the register, so that the secretary can inform the chair.")],
            button=Link(
                ngettext("Update %(num)s task", "Update %(num)s tasks", len(lines)),
                mail.link("review.home"),
            ),
            parts=[
                *([_part(_("Overdue"), late, Tone.LATE)] if late else []),
                *([_part(_("Due soon"), soon, Tone.SOON)] if soon else []),
                *([_part(_("Periodic reports"), reports, Tone.SOON)] if reports else []),
            ],
            closing=[_(
                "A task that is done: please report completion with its documents. A task that cannot be finished in "
                "time: please report the difficulty and your proposal."
            )],
            signature=_signed(_secretary(committee), committee),
            foot=[
                _("At most one letter a working day, and only when something is overdue or due soon."),
                _("Figures as of %(moment)s.", moment=formats.moment(at)), whom_to_ask(committee),
            ],
        ))  # fmt: skip


def manual(tasks: Sequence[Task], to_name: str, note: str, *, language: str, on: date, by: User) -> Words:
    """Return the letter by which a secretary or chair asks after tasks of one unit, in their own words."""
    with speaking(language):
        committee, lines = tasks[0].committee, [line_of(each, on) for each in _by_day(tasks)]
        fact, asked = _asked_by_hand(lines, to_name)
        title, only = f"{fact}: {asked}" if asked else fact, len(lines) == 1
        asks = ngettext(
            "%(name)s, %(post)s, asks you to report on the task below:",
            "%(name)s, %(post)s, asks you to report on the %(num)s tasks below:",
            len(lines), name=by.full_name, post=_post(by, committee),
        )  # fmt: skip
        part = _part(_("Task") if only else _("Tasks"), lines, is_counted=not only)
        return set_letter(Sheet(
            language, subject=title, title=fact, head=_head(committee), to=to_name, opening=[asks], note=note,
            button=lines[0].link if only else None, parts=[without_links(part) if only else part],
            signature=_signed(by, committee), foot=[whom_to_ask(committee)],
        ))  # fmt: skip


def _asked_by_hand(lines: Sequence[Line], to_name: str) -> tuple[str, str]:
    """Return the fact of a letter by hand, how late one task is or how many of whom are asked after, and which task."""
    late = [each for each in lines if each.tone is Tone.LATE]
    if len(lines) == 1:
        fact = _("Reminder of a task %(standing)s", standing=late[0].standing) if late else _("Reminder of a task")
        return str(fact), lines[0].title
    fact = _("Reminder: %(num)s tasks of %(unit)s", num=len(lines), unit=to_name)
    overdue = ngettext("%(num)s task overdue", "%(num)s tasks overdue", len(late))
    return (f"{fact}, {overdue}" if late else str(fact)), ""


# ------------------------------------------------------------------------------------------ a task in a letter


def line_of(task: Task, on: date) -> Line:
    """Return a task as a letter names it: for the report asked of it, else for its deadline."""
    asked = report_asked(task, on)
    due_on = asked.period.due_on if asked else task.due_on
    left = (due_on - on).days if due_on else None
    notes = []
    if supports := ", ".join(support.unit.name for support in task.supports):
        notes.append(_("Supported by: %(units)s", units=supports))
    if task.product:
        notes.append(_("Expected result: %(product)s", product=task.product))
    url = mail.link("tasks.new_update", task_id=task.id)
    return Line(
        task.title, source_of(task), task.due_words, notes=notes,
        label=_("Report on %(period)s", period=period_name(asked.period)) if asked else _("Deadline") if due_on else "",
        day=formats.day(due_on) if due_on else _undated(task),
        standing="" if left is None else _behind(left) if asked else days_left(left),
        tone=_tone(left, is_report=asked is not None),
        link=Link(_("Report") if asked else _("Update the result"), url),
    )  # fmt: skip


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


def _behind(days: int) -> str:
    """Return how far off a report is; one that is owed is behind, not late."""
    return days_left(days) if days >= 0 else str(ngettext("%(num)s day behind", "%(num)s days behind", -days))


def _tone(left: int | None, *, is_report: bool) -> Tone:
    if left is None or left > SOON_DAYS:
        return Tone.PLAIN
    return Tone.LATE if left < 0 and not is_report else Tone.SOON


def _undated(task: Task) -> str:
    """Return what stands where a task has no day: how often it comes round, else that it has no deadline."""
    return recurrence(task.recurrence) if task.recurrence and not task.due_words else str(_("no deadline"))


def _part(name: str, lines: Sequence[Line], tone: Tone = Tone.PLAIN, *, is_counted: bool = True) -> Part:
    return Part(name, [Group(lines)], tone, count=len(lines) if is_counted else None)


def without_links(part: Part) -> Part:
    """Return a part of one task whose link is the letter's button."""
    groups = [replace(group, lines=[replace(line, link=None) for line in group.lines]) for group in part.groups]
    return replace(part, groups=groups)


def _by_day(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.number))


# ------------------------------------------------------------------------------------------ the frame


def whom_to_ask(committee: Committee) -> str:
    """Return that nobody reads answers, or who does, and whom to turn to instead."""
    if address := answering(committee):
        return str(_("This letter was written by the program; an answer goes to %(address)s.", address=address))
    contact = committee.contact or _reachable(_secretary(committee))
    if contact:
        return str(_("Please do not reply to this letter; for questions turn to: %(contact)s.", contact=contact))
    return str(_("Please do not reply to this letter; for questions turn to the secretary of the committee."))


def _reachable(person: User | None) -> str:
    """Return a person with telephone and address, as far as they are known."""
    return ", ".join(filter(None, [person.full_name, person.phone, person.email])) if person else ""


def _head(committee: Committee) -> tuple[str, str]:
    return committee.parent_body, committee.name


def _signed(person: User | None, committee: Committee) -> list[str]:
    return [person.full_name, _post(person, committee)] if person else [committee.short_name]


def _post(person: User, committee: Committee) -> str:
    """Return what a person is: their own post, else what they do in the committee."""
    is_chair = person in members(committee.id, Role.CHAIR)
    return person.post or str(_("Chair of the committee") if is_chair else _("Secretary of the committee"))


def _dated(conclusion: Conclusion) -> str:
    """Return the citation with the day: Kết luận số 16-KL/BCĐ ngày 11/8/2023."""
    if conclusion.issued_on is None:
        return name_of(conclusion)
    return str(_("%(document)s of %(day)s", document=name_of(conclusion), day=formats.day(conclusion.issued_on)))


def _salutation(user: User) -> str:
    name = _("Comrade %(name)s", name=user.full_name)
    return f"{name}, {user.unit.name}" if user.unit else name


def _secretary(committee: Committee) -> User | None:
    return next(iter(members(committee.id, Role.SECRETARY)), None)
