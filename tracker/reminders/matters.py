"""What could be said to whom on a day, told already or not: reckoned from the facts alone, nothing is asked."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.people.models import LetterRhythm, Role
from tracker.reminders import occasions
from tracker.reminders.facts import Duty, Facts
from tracker.reminders.models import LetterKind, Reminder
from tracker.reminders.occasions import Occasion
from tracker.reminders.planned import News, Part
from tracker.reminders.readers import Reader, Readers

log = logging.getLogger(__name__)
SUMMARY, BRIEF = "summary", "brief"
ESCALATED = "escalated"


@dataclass(frozen=True)
class Matter:
    """One thing to be said to one reader; `part` is a part of the letter, or SUMMARY or BRIEF.

    `day` is the office day since which it is due. Without an occasion of its own (`code` empty) a task is only named
    along when the letter goes out anyway.
    """

    reader: Reader
    part: str
    committee_id: int
    code: str
    day: date
    task_id: int | None = None
    due_on: date | None = None
    news: News | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of its reminder, and that of the person stood in for: who heard it need not hear it by another."""
        own = self._key(self.reader.address)
        away = self.reader.for_user
        return (own, self._key(away.email.casefold())) if away else (own,)

    def _key(self, address: str) -> str:
        return Reminder.key_of(LetterKind.DIGEST, self.committee_id, self.task_id, address, self.due_on, self.code)


def of_day(facts: Facts, failures: list[Exception]) -> Iterator[Matter]:
    """Yield all that could be said on a day.

    What goes wrong with one committee's tasks keeps no other waiting; it is added to `failures`.
    """
    readers, broken = Readers(facts), set[int]()
    for duty in facts.duties.values():
        if duty.is_worked_on and duty.committee_id not in broken:
            try:
                yield from of_task(duty, facts, readers)
            except Exception as failure:
                log.exception("The tasks of committee %s could not be looked through", duty.committee_id)
                failures.append(failure)
                broken.add(duty.committee_id)
    yield from of_news(facts, readers)
    for committee_id in facts.committees:
        yield from of_committee(committee_id, facts, readers)


def of_task(duty: Duty, facts: Facts, readers: Readers) -> Iterator[Matter]:
    """Yield what is to be said of a task that is worked on: to its owners in one part, and to those above them."""
    on = facts.on
    part, occasion, due_on = _standing(duty, facts)
    owners = readers.of_task(duty) if part else []
    for reader in owners:
        code = occasion.code if occasion else ""
        day = occasion.day if occasion else on
        yield Matter(reader, str(part), duty.committee_id, code, day, duty.task_id, due_on)
    if duty.is_overdue(on):
        known = {each.address for each in owners}
        for reader, day in readers.above(duty, on):
            if reader.address not in known:
                yield Matter(reader, Part.ESCALATED, duty.committee_id, ESCALATED, day, duty.task_id, duty.due_on)


def _standing(duty: Duty, facts: Facts) -> tuple[Part | None, Occasion | None, date | None]:
    """Return in which part a task is named to its owners, the occasion that has come, and the day it is about.

    Its own deadline goes before the report of a period, and that before its silence. An occasion from before the task
    was given, or on that very day, is none.
    """
    on, calendar, rules = facts.on, facts.calendar, facts.rules_of(duty.committee_id)

    def since_given(occasion: Occasion | None) -> Occasion | None:
        return occasion if occasion and occasion.day > duty.opened_on else None

    if duty.due_on:
        occasion = since_given(occasions.of_deadline(duty.due_on, on, calendar, rules))
        if duty.is_overdue(on):
            return Part.OVERDUE, occasion, duty.due_on
        if occasion or duty.is_soon(on):
            return Part.SOON, occasion, duty.due_on
    if period := facts.asked.get(duty.task_id):
        occasion = since_given(occasions.of_report(period.due_on, on, calendar, rules))
        return Part.REPORTS, occasion, period.due_on
    heard_on = facts.silent_since.get(duty.task_id)
    if heard_on and not duty.comes_round:
        silence = occasions.of_silence(heard_on, on, calendar, rules.silent_after)
        return (Part.SILENT, silence, heard_on) if silence else (None, None, None)
    return None, None, None


def of_news(facts: Facts, readers: Readers) -> Iterator[Matter]:
    """Yield what others did to tasks, to their owners but who did it."""
    for told in facts.news:
        duty = facts.duties[told.task_id]
        if told.to_id:
            owners = readers.of_person(facts.users.get(told.to_id), duty.committee_id)
        else:
            owners = readers.of_task(duty)
        for reader in owners:
            meant = reader.for_user or reader.mailbox.user
            if meant is None or meant.id != told.by_id:
                yield Matter(reader, Part.NEWS, duty.committee_id, told.news.code, facts.on, duty.task_id,
                             news=told.news)  # fmt: skip


def of_committee(committee_id: int, facts: Facts, readers: Readers) -> Iterator[Matter]:
    """Yield the secretaries' weekly summary and the chairs' brief before a meeting, once their days have come."""
    rules, on, calendar = facts.rules_of(committee_id), facts.on, facts.calendar
    if rules.summary_weekday is not None and committee_id in facts.busy:
        for reader in readers.with_role(Role.SECRETARY, committee_id):
            weekday = 0 if is_weekly(reader) else rules.summary_weekday
            if occasion := occasions.of_summary(on, weekday, calendar):
                yield Matter(reader, SUMMARY, committee_id, occasion.code, occasion.day)
    for meeting in facts.meetings:
        if meeting.committee_id == committee_id and rules.brief_days is not None and meeting.held_on > on:
            day = occasions.day_of_brief(meeting.held_on, rules.brief_days, calendar)
            if day <= on:
                for reader in readers.with_role(Role.CHAIR, committee_id):
                    code = f"brief-{meeting.id}"
                    yield Matter(reader, BRIEF, committee_id, code, day, due_on=meeting.held_on)


def is_weekly(reader: Reader) -> bool:
    """Whether a mailbox wants its letter once a week."""
    return reader.mailbox.rhythm is LetterRhythm.WEEKLY
