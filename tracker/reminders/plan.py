"""What every mailbox of the office is to hear on a day, over all committees: one letter each, or none.

Three steps. `facts.gather` asks the database, in bulk. `matters.of_day` reckons from the facts alone what could be said
to whom, each under the key that makes its reminder unique. What was told under its key already is taken out; a mailbox
for which nothing is left gets no letter. For the others tasks and figures are loaded, as `Planned`, for whoever writes
the words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock
from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.people import office_settings
from tracker.people.models import LetterRhythm, User
from tracker.reminders import committee_matters, matters, news, occasions
from tracker.reminders.facts import Facts, chunks, gather
from tracker.reminders.matters import BRIEF, ESCALATED, SUMMARY, Matter
from tracker.reminders.models import Letter, LetterKind, LetterState, Reminder
from tracker.reminders.planned import Line, Part, Planned, digest_key
from tracker.reminders.queries import Mailbox
from tracker.reminders.readers import Readers
from tracker.reminders.rules import Rules
from tracker.tasks.models import Task, TaskSupport

SETTLES = timedelta(minutes=2)
"""How old news must be to be told at once: what is done in a row goes in one letter."""
ORDER = list(Part)


# ------------------------------------------------------------------------------------------ the letters of a day


def plan(on: date, *, at: datetime, failures: list[Exception]) -> list[Planned]:
    """Return the letters to be written on a day as everything stands at a moment; on a day off none.

    Nothing is written. What went wrong with one committee is added to `failures`, and keeps no other waiting.
    """
    facts = gather(on, at=at)
    if not facts.calendar.is_working_day(on):
        return []
    return _letters(LetterKind.DIGEST, _due_today(facts, failures), facts)


def plan_news(on: date, *, at: datetime) -> list[Planned]:
    """Return what people who want to hear at once are to be told now: what was done today since the office opened.

    What was done before stands in the letter of the day.
    """
    if db.session.scalar(_hasty()) is None:
        return []
    opened = datetime.combine(on, office_settings.current().opens_at, clock.OFFICE_ZONE)
    told = news.between(opened, at - SETTLES)
    if not told:
        return []
    facts = gather(on, at=at, of={each.task_id for each in told})
    told = [each for each in told if each.task_id in facts.duties]
    found = matters.of_news(replace(facts, news=told), Readers(facts))
    return _letters(
        LetterKind.NEWS, [each for each in found if each.reader.mailbox.rhythm is LetterRhythm.AT_ONCE], facts
    )


def preview(committee_id: int, on: date, *, at: datetime, rules: Rules) -> list[Planned]:
    """Return who would get what of a committee on a day to come by such rules, if nothing changed until then.

    What falls due on the office days between now and then is taken as told by the letters of those days.
    """
    facts = gather(on, at=at)
    facts = replace(facts, rules={**facts.rules, committee_id: rules})
    if not facts.calendar.is_working_day(on):
        return []
    today = clock.local(at).date()
    found = [each for each in _due_today(facts, []) if each.committee_id == committee_id]
    return _letters(LetterKind.DIGEST, [each for each in found if not _is_told_before(each, today, facts)], facts)


def _is_told_before(matter: Matter, today: date, facts: Facts) -> bool:
    """Whether a letter between today and the day looked at will have told it."""
    before = facts.calendar.working_day_on_or_before(facts.on - timedelta(days=1))
    if matters.is_weekly(matter.reader):
        before = occasions.first_of_week(facts.on - timedelta(days=7), facts.calendar) or before
    return today < matter.day <= before


def _hasty() -> Select[int]:
    return select(User.id).where(User.rhythm == LetterRhythm.AT_ONCE, User.is_enabled).limit(1)


def _due_today(facts: Facts, failures: list[Exception]) -> list[Matter]:
    """Return what could be said on a day: to who wants one letter a week only on its first office day.

    The brief waits for nobody's rhythm: after the meeting it is worth nothing.
    """
    is_first = facts.on == occasions.first_of_week(facts.on, facts.calendar)
    return [
        each for each in matters.of_day(facts, failures)
        if is_first or each.part == BRIEF or not matters.is_weekly(each.reader)
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------ what is new of it


@dataclass
class _Draft:
    """What goes in one letter: what is new, and what is named along."""

    new: list[Matter]
    along: list[Matter]


def _letters(kind: LetterKind, found: Sequence[Matter], facts: Facts) -> list[Planned]:
    """Return the letters in which something is new, in the order of their addresses."""
    told, waiting = _known({key for each in found if each.code for key in each.keys}, facts.on)
    by_address: dict[str, list[Matter]] = {}
    for each in found:
        by_address.setdefault(each.reader.address, []).append(each)
    if kind is LetterKind.DIGEST:
        for address in _written(by_address, facts.on):
            del by_address[address]
    drafts = {address: draft for address, some in by_address.items() if (draft := _draft(some, told, waiting, facts))}
    tasks = _tasks({each.task_id for draft in drafts.values() for each in (*draft.new, *draft.along) if each.task_id})
    wide = committee_matters.of(
        {each.committee_id for draft in drafts.values() for each in draft.new if each.part in (SUMMARY, BRIEF)}, facts
    )
    return [
        _planned(kind, draft.new[0].reader.mailbox, draft, tasks, wide, facts)
        for _address, draft in sorted(drafts.items())
    ]


def _known(keys: Iterable[str], on: date) -> tuple[set[str], set[str]]:
    """Return which of these reminders were told, and which of them stand in an earlier letter that still waits.

    Those go into the new letter: after an outage there is one, not five.
    """
    told, waiting = set[str](), set[str]()
    query = select(func.coalesce(Reminder.key, ""), Letter.kind, Letter.state, Letter.on).join(
        Letter, Letter.id == Reminder.letter_id
    )
    for some in chunks(keys):
        for key, kind, state, day in db.session.execute(query.where(Reminder.key.in_(some))):
            told.add(key)
            if kind is LetterKind.DIGEST and state is LetterState.WAITING and day < on:
                waiting.add(key)
    return told, waiting


def _written(addresses: Iterable[str], on: date) -> list[str]:
    """Return the addresses that have their letter of the day."""
    by_key = {digest_key(each, on): each for each in addresses}
    found = (db.session.scalars(select(Letter.key).where(Letter.key.in_(some))) for some in chunks(by_key))
    return [by_key[key] for keys in found for key in keys]


def _draft(found: Sequence[Matter], told: set[str], waiting: set[str], facts: Facts) -> _Draft | None:
    """Return one mailbox's letter, None when nothing is new for it."""
    new = [each for each in found if each.code and told.isdisjoint(each.keys)]
    if not new:
        return None
    carried = [each for each in found if each.code and each.keys[0] in waiting]
    fresh = _once([*new, *carried])
    named = {(each.task_id, each.part == Part.NEWS) for each in fresh}
    rest = [each for each in found if _is_pressing(each, facts) and (each.task_id, False) not in named]
    return _Draft(fresh, _once(rest))


def _is_pressing(matter: Matter, facts: Facts) -> bool:
    """Whether a task is named in every letter that goes out: it is late, or due soon."""
    if matter.part == Part.ESCALATED:
        return True
    duty = facts.duties.get(matter.task_id or 0)
    return matter.part in (Part.OVERDUE, Part.SOON) and bool(
        duty and (duty.is_overdue(facts.on) or duty.is_soon(facts.on))
    )


def _once(found: Iterable[Matter]) -> list[Matter]:
    """Return each matter once; what is said for the reader's own sake is not said again for another's."""
    kept: dict[tuple[object, ...], Matter] = {}
    for each in found:
        what = (each.part == Part.NEWS, each.task_id or each.committee_id, each.due_on, each.code)
        if what not in kept or (kept[what].reader.for_user and not each.reader.for_user):
            kept[what] = each
    return list(kept.values())


# ------------------------------------------------------------------------------------------ a letter that waited


def again(letter: Letter, *, at: datetime) -> tuple[Planned, list[Reminder]]:
    """Return what a digest, or news told at once, would say if it were written now, and which reminders it would leave.

    Nothing is added to it: what is settled, due on another day, no longer the reader's or read by another is left out.
    """
    kept = [each for each in letter.reminders if each.key]
    facts = gather(clock.local(at).date(), at=at, of={each.task_id for each in kept if each.task_id})
    address = kept[0].recipient if kept else ""
    due = {_trace(each): each for each in matters.of_day(facts, []) if each.reader.address == address}
    still = {each: due[_trace_of(each)] for each in kept if _trace_of(each) in due}
    said = [replace(matter, code=each.occasion) for each, matter in still.items()]
    tasks = _tasks({each.task_id for each in said if each.task_id})
    wide = committee_matters.of({each.committee_id for each in said if each.part in (SUMMARY, BRIEF)}, facts)
    mailbox = said[0].reader.mailbox if said else Mailbox(letter.to_name, address, letter.user, letter.unit)
    planned = _planned(letter.kind, mailbox, _Draft(said, []), tasks, wide, facts)
    return planned, [each for each in letter.reminders if each not in still]


def _trace(matter: Matter) -> tuple[object, ...]:
    """Return what a matter is, whatever occasion of it has come by now; news and weeks by their code."""
    if matter.part in (Part.NEWS, SUMMARY, BRIEF):
        return matter.committee_id, matter.task_id, matter.due_on, matter.code
    return matter.task_id, matter.due_on, matter.part == Part.ESCALATED


def _trace_of(reminder: Reminder) -> tuple[object, ...]:
    code = reminder.occasion
    if reminder.task_id is None or code.split("-")[0] in news.CODES:
        return reminder.committee_id, reminder.task_id, reminder.due_on, code
    return reminder.task_id, reminder.due_on, code == ESCALATED


# ------------------------------------------------------------------------------------------ what the words need


def _tasks(ids: Iterable[int]) -> dict[int, Task]:
    """Load tasks with all that a letter says of them, in a fixed number of questions for some hundreds."""
    options = (
        joinedload(Task.committee),
        joinedload(Task.lead_unit),
        selectinload(Task.item).load_only(Item.path, Item.conclusion_id, Item.text),
        selectinload(Task.item)
        .joinedload(Item.conclusion)
        .load_only(
            Conclusion.number, Conclusion.type, Conclusion.issued_on, Conclusion.committee_id, Conclusion.created_at
        ),
        selectinload(Task.supports).joinedload(TaskSupport.unit),
        selectinload(Task.parent),
    )
    found: dict[int, Task] = {}
    for some in chunks(ids):
        query = select(Task).where(Task.id.in_(some)).options(*options)
        found |= {task.id: task for task in db.session.scalars(query).unique()}
    return found


def _planned(
    kind: LetterKind,
    mailbox: Mailbox,
    draft: _Draft,
    tasks: Mapping[int, Task],
    wide: committee_matters.Wide,
    facts: Facts,
) -> Planned:
    along = f"with-{facts.on}"
    lines = [_line(each, tasks[each.task_id], facts) for each in draft.new if each.task_id]
    lines += [_line(replace(each, code=along), tasks[each.task_id], facts) for each in draft.along if each.task_id]
    return Planned(
        kind=kind, mailbox=mailbox, on=facts.on, lines=sorted(lines, key=_place),
        summaries=[wide.summary(each) for each in draft.new if each.part == SUMMARY],
        briefs=[wide.brief(each) for each in draft.new if each.part == BRIEF],
    )  # fmt: skip


def _line(matter: Matter, task: Task, facts: Facts) -> Line:
    day = matter.due_on
    return Line(
        part=Part(matter.part), task=task, occasion=matter.code, due_on=day,
        days_left=(day - facts.on).days if day else None,
        period=facts.asked.get(task.id) if matter.part == Part.REPORTS else None, news=matter.news,
        for_user=matter.reader.for_user,
    )  # fmt: skip


def _place(line: Line) -> tuple[object, ...]:
    """Order the lines of a letter: by part, the reader's own first, the longest due first; news as they came."""
    at = line.news.at if line.news else datetime.combine(date.min, time(), clock.OFFICE_ZONE)
    for_whom = line.for_user.full_name if line.for_user else ""
    return (ORDER.index(line.part), for_whom, line.due_on or date.max, at, line.task.number, line.task.subnumber)
