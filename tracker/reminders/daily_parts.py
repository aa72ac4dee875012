"""The parts of the letter of the day that name tasks, in words; `summary_parts` has those of figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker import clock, formats, mail, mime
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people.models import Committee, User
from tracker.reminders import planned as plan
from tracker.reminders.letter_lines import days_left, due_line, source_of, to_see
from tracker.reminders.links import to_update
from tracker.reminders.planned import NewsKind, Planned
from tracker.reminders.typesetting import Group, Line, Link, Part, Tone
from tracker.tasks.models import Stage
from tracker.tasks.period_words import name_of as period_name

MOST = 20
"""Lines a part spells out; the rest is counted, and one link away."""
LONGEST_WORDS = 300
"""Characters of another person's words that a letter quotes."""
REPLIED_TO = frozenset({NewsKind.DIRECTED, NewsKind.RETURNED, NewsKind.EXTENSION_REFUSED, NewsKind.REFUSAL_INSISTED})
"""The news after which the next word is the reader's."""


@dataclass(frozen=True)
class Setting:
    """What every line of a letter needs to know of it."""

    on: date
    at: datetime
    reader: User | None
    names_committees: bool


def task_parts(letter: Planned, *, at: datetime) -> list[Part]:
    """Return the parts that name tasks, those that are not empty; `at` is the moment the letter is written."""
    setting = Setting(letter.on, at, letter.mailbox.user, len(letter.committees) > 1)
    return [_part(letter, part, setting) for part in plan.Part if letter.of(part)]


def facts_of(letter: Planned) -> list[str]:
    """Return what a letter says, in the words of its subject, the most pressing first."""
    counts = {part: len({line.task.id for line in letter.of(part)}) for part in plan.Part}
    words: dict[plan.Part, Callable[[int], str]] = {
        plan.Part.OVERDUE: lambda n: ngettext("%(num)s task overdue", "%(num)s tasks overdue", n),
        plan.Part.SOON: lambda n: ngettext("%(num)s task due soon", "%(num)s tasks due soon", n),
        plan.Part.REPORTS: lambda n: ngettext(
            "%(num)s periodic report to send", "%(num)s periodic reports to send", n
        ),
        plan.Part.SILENT: lambda n: ngettext("%(num)s task without an update", "%(num)s tasks without an update", n),
        plan.Part.ESCALATED: lambda n: ngettext(
            "%(num)s late task for your direction", "%(num)s late tasks for your direction", n
        ),
        plan.Part.NEWS: lambda n: ngettext("news of %(num)s task", "news of %(num)s tasks", n),
    }  # fmt: skip
    facts = [str(say(counts[part])) for part, say in words.items() if counts[part]]
    if letter.summaries:
        late = sum(each.figures.open_overdue for each in letter.summaries)
        overdue = ngettext("%(num)s task overdue", "%(num)s tasks overdue", late)
        facts.append(str(_("summary of the week: %(overdue)s", overdue=overdue)))
    return facts + [
        str(_("%(meeting)s on %(day)s", meeting=each.title, day=formats.day(each.held_on))) for each in letter.briefs
    ]


# ------------------------------------------------------------------------------------------ tasks


def _part(letter: Planned, part: plan.Part, setting: Setting) -> Part:
    """Return one part, its lines under their committee and under whom the reader stands in for."""
    lines = letter.of(part)
    groups: dict[tuple[Committee, User | None], list[Line]] = {}
    for each in lines:
        groups.setdefault((each.task.committee, each.for_user), []).append(_line(each, setting))
    in_order = sorted(groups.items(), key=lambda pair: (pair[0][1] is not None, pair[0][0].name))
    name, ask, tone = _heading(part)
    whole = Part(
        name, [Group(own, _name_of_group(*key, setting)) for key, own in in_order], tone, [ask] if ask else [],
        count=len(lines),
        rest=_list_of(part, letter.committees),
    )  # fmt: skip
    return whole.cut_to(MOST)


def _heading(part: plan.Part) -> tuple[str, str, Tone]:
    """Return a part's name, what is asked for all of it, and its tone."""
    headings: dict[plan.Part, tuple[str, str, Tone]] = {
        plan.Part.OVERDUE: (
            _("Overdue"),
            _("Please report the result, or what stands in the way and when it will be done."), Tone.LATE,
        ),
        plan.Part.SOON: (
            _("Due soon"), _("Please finish in time; if that is hard, say so before the deadline."), Tone.SOON,
        ),
        plan.Part.REPORTS: (_("Periodic reports"), _("Please send the report of the period."), Tone.SOON),
        plan.Part.SILENT: (_("No update for long"), _("Please tell how far the work is."), Tone.PLAIN),
        plan.Part.ESCALATED: (
            _("Late for long, for your direction"), _("The units have been reminded before."), Tone.LATE,
        ),
        plan.Part.NEWS: (_("News"), "", Tone.PLAIN),
    }  # fmt: skip
    return headings[part]


def _name_of_group(committee: Committee, for_user: User | None, setting: Setting) -> str:
    """Return the heading over lines: their committee where there are several, the person who is away."""
    instead = _("For %(name)s, who is away", name=for_user.full_name) if for_user else ""
    return ". ".join(filter(None, [committee.short_name if setting.names_committees else "", instead]))


def _line(of: plan.Line, setting: Setting) -> Line:
    if of.part is plan.Part.REPORTS and of.period:
        return _report(of, setting)
    if of.part is plan.Part.SILENT:
        return _silent(of, setting)
    if of.part is plan.Part.ESCALATED:
        return due_line(of.task, setting.on, link=to_see(of.task), notes=[_led_by(of)])
    if of.part is plan.Part.NEWS and of.news:
        link = _to_update(of, setting) if of.news.kind in REPLIED_TO and of.task.is_awaited else to_see(of.task)
        return replace(due_line(of.task, setting.on, link=link), told=_told(of.news))
    return due_line(of.task, setting.on, link=_to_update(of, setting))


def _report(of: plan.Line, setting: Setting) -> Line:
    """Return the report of a period that is asked for; one that is owed is behind, not late."""
    left = of.days_left or 0
    behind = ngettext("%(num)s day behind", "%(num)s days behind", -left)
    period = period_name(of.period) if of.period else ""
    return Line(
        mime.visible(of.task.title), source_of(of.task), label=_("Report on %(period)s", period=period),
        day=formats.day(of.due_on), standing=days_left(left) if left >= 0 else behind, tone=Tone.SOON,
        link=Link(_("Send the report"), to_update(of.task, setting.reader, at=setting.at)),
    )  # fmt: skip


def _silent(of: plan.Line, setting: Setting) -> Line:
    days = -(of.days_left or 0)
    return replace(
        due_line(of.task, setting.on, link=_to_update(of, setting)),
        told=ngettext("%(num)s day without an update", "%(num)s days without an update", days),
    )


def _to_update(of: plan.Line, setting: Setting) -> Link:
    return Link(_("Update the result"), to_update(of.task, setting.reader, at=setting.at))


def _led_by(of: plan.Line) -> str:
    """Return the unit and the person whose task it is."""
    unit, person = of.task.lead_unit, of.task.assignee
    names = [unit.name if unit else "", person.full_name if person else ""]
    return str(_("Led by: %(who)s", who=", ".join(filter(None, names))))


def _list_of(part: plan.Part, committees: Sequence[Committee]) -> Link:
    """Return the page that names all of a part."""
    among = committees[0].id if len(committees) == 1 else "all"
    tabs = {plan.Part.OVERDUE: "overdue", plan.Part.SOON: "soon", plan.Part.ESCALATED: "overdue"}
    return Link(_("Open the list"), mail.link("tasks.tasks", tab=tabs.get(part, "open"), committee=among))


# ------------------------------------------------------------------------------------------ news


def _told(news: plan.News) -> str:
    """Return what somebody did to a task, who and when, and their words."""
    who_and_when = ", ".join(filter(None, [news.by_name, formats.day(clock.local(news.at).date())]))
    what = f"{_what_happened(news)} ({who_and_when})"
    return f"{what}: “{mime.one_line(news.words, LONGEST_WORDS)}”" if news.words else f"{what}."


def _what_happened(news: plan.News) -> str:
    if news.kind is NewsKind.CHANGED:
        return _stage_set(news.stage)
    until = formats.day(news.until) if news.until else ""
    happened: dict[NewsKind, str] = {
        NewsKind.DIRECTED: _("The chair directed"),
        NewsKind.DIRECTION_TAKEN_BACK: _("The direction was taken back"),
        NewsKind.GIVEN: _("Given to you"),
        NewsKind.PART_GIVEN: _("A part of the task was given to you"),
        NewsKind.RETURNED: _("The report of completion was sent back"),
        NewsKind.CONFIRMED: _("Completion was confirmed"),
        NewsKind.EXTENSION_GRANTED: _("The deadline was moved to %(day)s", day=until),
        NewsKind.EXTENSION_REFUSED: _("A later deadline was not granted"),
        NewsKind.REFUSAL_HEEDED: _("Your unit was relieved of the task"),
        NewsKind.REFUSAL_INSISTED: _("The task stays with your unit"),
    }
    if news.until and news.kind is NewsKind.DIRECTED:
        return str(_("The chair directed; the deadline is %(day)s now", day=until))
    if news.until and news.kind is NewsKind.DIRECTION_TAKEN_BACK:
        return str(_("The direction was taken back; the deadline is %(day)s again", day=until))
    return str(happened[news.kind])


def _stage_set(stage: str) -> str:
    """Return what it means that the office set a stage."""
    set_to: dict[str, str] = {
        Stage.PAUSED.value: _("The task was paused"),
        Stage.DROPPED.value: _("The task will not be carried out"),
        Stage.DONE.value: _("Completion was confirmed"),
    }
    return str(set_to.get(stage) or _("The task was taken up again"))
