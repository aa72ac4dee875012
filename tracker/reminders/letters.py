"""The letters there are: an assignment at publication, the letter of the day, and what a person asks for by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tracker import formats, mail
from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.languages import DEFAULT, ngettext, speaking
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reminders import letter_frame as frame
from tracker.reminders.addressees import Addressee
from tracker.reminders.assignment_parts import assignment_parts, given_to
from tracker.reminders.bearings import own_letters_page
from tracker.reminders.daily_parts import facts_of, task_parts
from tracker.reminders.letter_lines import by_day, counted, due_line, notes_of, without_links
from tracker.reminders.links import to_update
from tracker.reminders.models import LetterKind
from tracker.reminders.planned import Part as Kind
from tracker.reminders.planned import Planned
from tracker.reminders.summary_parts import summary_parts
from tracker.reminders.typesetting import Line, Link, Part, Sheet, Tone, Words, set_letter
from tracker.tasks.models import Task

OWED = (Kind.OVERDUE, Kind.SOON, Kind.REPORTS, Kind.SILENT)
"""The parts of the letter of the day that ask its reader for something."""
FACTS = 3
"""How many facts a subject says; the rest stand in the letter."""


def assignment(
    conclusion: Conclusion, to: Addressee, opened: Mapping[Item, Task], *, at: datetime, on: date, by: User
) -> Words:
    """Return the one letter that tells a unit, or a person, what a published conclusion asks of it.

    `opened` is the task each item became.
    """
    with speaking(to.user.language if to.user else DEFAULT):
        document, committee = _dated(conclusion), conclusion.committee
        owed = bool(to.leads or to.in_charge)
        return set_letter(Sheet(
            to.user.language if to.user else DEFAULT, subject=f"{document}: {given_to(to)}",
            title=_("Tasks given by %(document)s", document=document), under_title=frame.capital(given_to(to)),
            head=frame.head([committee]), to=frame.salutation(to.user) if to.user else to.name,
            opening=[
                _("Please begin, and report results in the register.") if to.user
                else _("Please name who is responsible, begin, and report results in the register.") if owed
                else _("Please work with the leading unit so that the tasks below are done in time."),
            ],
            button=Link(_("Open the conclusion"), mail.link("documents.conclusion", conclusion_id=conclusion.id)),
            parts=assignment_parts(to, opened, at=at, on=on),
            closing=[_(
                "A task that cannot be finished in time: please report the difficulty and your proposal before the "
                "deadline."
            )] if owed else [],
            signature=frame.signed(by, [committee]),
            foot=[_("Everybody gets one letter for each conclusion."), frame.whom_to_ask([committee])],
        ))  # fmt: skip


def daily(letter: Planned, *, at: datetime) -> Words:
    """Return the one letter of a day, or the news of one who wants to hear at once, as the planner found it."""
    with speaking(letter.mailbox.language):
        reader, facts, committees = letter.mailbox.user, facts_of(letter), letter.committees
        parts = [*task_parts(letter, at=at), *summary_parts(letter)]
        fact, as_of = frame.capital(", ".join(facts[:FACTS])), _("as of %(day)s", day=formats.day(letter.on))
        subject = f"{fact} ({as_of})"
        button = Link(_("Open the register"), mail.link("review.home"))
        lines = [line for part in parts for line in part.lines]
        if letter.kind is LetterKind.NEWS and len(lines) == 1:
            fact = lines[0].told.partition(" (")[0]
            subject = f"{fact}: {lines[0].title}"
        if len(lines) == 1 and len(parts) == 1 and lines[0].link:
            button, parts = lines[0].link, [without_links(parts[0])]
        return set_letter(Sheet(
            letter.mailbox.language, subject=subject, title=fact,
            under_title=frame.capital(as_of), head=frame.head(committees),
            to=frame.salutation(reader) if reader else letter.mailbox.name, standing_in=_standing_in(letter.away),
            opening=[_("Please report results in the register, so that the secretary can inform the chair.")]
            if any(letter.of(each) for each in OWED) else [],
            button=button, parts=parts, signature=frame.signed(_answering(letter), committees),
            foot=[
                _why(letter), _("Figures as of %(moment)s.", moment=formats.moment(at)), frame.whom_to_ask(committees),
            ],
            foot_links=_own_settings(reader),
        ))  # fmt: skip


def manual(
    tasks: Sequence[Task], to_name: str, note: str, *, language: str, at: datetime, on: date, by: User,
    to: User | None = None,
) -> Words:  # fmt: skip
    """Return the letter by which a secretary or chair asks after tasks of one unit, in their own words.

    `to` is the one person it goes to, where it goes to nobody else.
    """
    with speaking(language):
        committee = tasks[0].committee
        lines = [
            due_line(
                each,
                on,
                notes=notes_of(each),
                link=Link(_("Update the result"), to_update(each, to, at=at)),
            )
            for each in by_day(tasks)
        ]
        fact, asked = _asked_by_hand(lines, to_name)
        title, only = f"{fact}: {asked}" if asked else fact, len(lines) == 1
        who = {"name": by.full_name, "post": frame.post(by, committee)}
        asks = (
            _("%(name)s, %(post)s, asks you to report on the task below:", **who) if only
            else _("%(name)s, %(post)s, asks you to report on the %(num)s tasks below:", num=len(lines), **who)
        )  # fmt: skip
        part = without_links(Part(_("Task"), counted("", lines).groups)) if only else counted(_("Tasks"), lines)
        return set_letter(Sheet(
            language, subject=title, title=fact, head=frame.head([committee]),
            to=frame.salutation(to) if to else to_name, opening=[asks], note=note,
            button=lines[0].link if only else None, parts=[part],
            signature=frame.signed(by, [committee]), foot=[frame.whom_to_ask([committee])],
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


def _standing_in(away: Sequence[User]) -> str:
    """Return for whom the reader stands in, nothing when the letter is all their own."""
    names = ", ".join(each.full_name for each in away)
    return str(_("You read for %(names)s meanwhile, and find their tasks here too.", names=names)) if names else ""


def _answering(letter: Planned) -> User | None:
    return frame.secretary(letter.committees[0]) if len(letter.committees) == 1 else None


def _why(letter: Planned) -> str:
    """Return why such a letter comes, and how often at most."""
    if letter.kind is LetterKind.NEWS:
        return str(_("You chose to hear of news at once."))
    return str(_("At most one letter a working day, and only when there is something new to say."))


def _own_settings(reader: User | None) -> list[Link]:
    """Return where a person chooses how often they are written to; a unit's common mailbox has no such page."""
    return [Link(_("Choose how often, or say when you are away"), own_letters_page())] if reader else []


def _dated(conclusion: Conclusion) -> str:
    """Return the citation with the day: Kết luận số 16-KL/BCĐ ngày 11/8/2023."""
    if conclusion.issued_on is None:
        return name_of(conclusion)
    return str(_("%(document)s of %(day)s", document=name_of(conclusion), day=formats.day(conclusion.issued_on)))
