"""The parts of the letter of the day that are of figures: a secretary's week, and a chair's word before a meeting."""

from collections.abc import Callable
from datetime import date

from tracker import formats, mail
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people.models import Committee
from tracker.reminders.daily_parts import MOST
from tracker.reminders.letter_lines import due_line, to_see
from tracker.reminders.planned import Brief, Planned, Summary
from tracker.reminders.typesetting import Group, Link, Part, Tone
from tracker.tasks.official import official_sentence


def summary_parts(letter: Planned) -> list[Part]:
    """Return the parts for the secretaries and chairs of committees; several committees are each named."""
    is_named = len(letter.committees) > 1
    weeks = [part for each in letter.summaries for part in _summary(each, letter.on, is_named=is_named)]
    return weeks + [_brief(each, letter.on, is_named=is_named) for each in letter.briefs]


def _summary(of: Summary, on: date, *, is_named: bool) -> list[Part]:
    """Return a secretary's week: the official sentence with what waits for them, then what became late."""
    name = _of_committee(_("Summary of the week"), of.committee, is_named=is_named)
    week = Part(
        name, said=[official_sentence(of.figures, on)],
        figures=[
            *_waiting(of, of.committee.id, home=mail.link("review.home", committee=of.committee.id)),
            *_counted(
                of.dead_letters, _letters, mail.link("reminders.letters", state="dead", committee=of.committee.id)
            ),
        ],
    )  # fmt: skip
    late = [due_line(each, on, link=to_see(each)) for each in of.newly_late]
    if not late:
        return [week]
    rest = Link(_("Open the list"), mail.link("tasks.tasks", tab="overdue", committee=of.committee.id))
    newly = _of_committee(_("Became overdue this week"), of.committee, is_named=is_named)
    return [week, Part(newly, [Group(late)], Tone.LATE, count=len(late), rest=rest).cut_to(MOST)]


def _brief(of: Brief, on: date, *, is_named: bool) -> Part:
    """Return a chair's word before a meeting: when and where, the official sentence, what waits for a decision."""
    hour = formats.hour(of.starts_at) if of.starts_at else ""
    when = ", ".join(filter(None, [hour, f"{formats.weekday(of.held_on)} {formats.day(of.held_on)}", of.place]))
    return Part(
        _of_committee(_("Before the meeting: %(title)s", title=of.title), of.committee, is_named=is_named),
        said=[f"{when}.", official_sentence(of.figures, on)],
        figures=_waiting(of, of.committee.id, home=mail.link("review.home", committee=of.committee.id)),
        rest=Link(_("Open the brief"), mail.link("review.brief", committee=of.committee.id)),
    )  # fmt: skip


def _waiting(of: Summary | Brief, committee_id: int, *, home: str) -> list[Link]:
    """Return what waits for a decision, each with the page where it is taken."""
    return [
        *_counted(of.to_confirm, _completions, home),
        *_counted(of.extensions, _extensions, mail.link("tasks.waiting_extensions", committee=committee_id)),
        *_counted(of.refusals, _refusals, mail.link("tasks.waiting_refusals", committee=committee_id)),
    ]


def _counted(many: int, say: Callable[[int], str], url: str) -> list[Link]:
    return [Link(say(many), url)] if many else []


def _completions(many: int) -> str:
    return str(ngettext("%(num)s completion to confirm", "%(num)s completions to confirm", many))


def _extensions(many: int) -> str:
    return str(ngettext("%(num)s later deadline to decide on", "%(num)s later deadlines to decide on", many))


def _refusals(many: int) -> str:
    return str(ngettext("%(num)s refusal to answer", "%(num)s refusals to answer", many))


def _letters(many: int) -> str:
    return str(ngettext("%(num)s letter not delivered", "%(num)s letters not delivered", many))


def _of_committee(name: str, committee: Committee, *, is_named: bool) -> str:
    return f"{name}, {committee.short_name}" if is_named else str(name)
