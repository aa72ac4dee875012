"""The register of reminders (sổ nhắc việc): who was written to, of which tasks, when, and what became of it.

A letter of the day may speak of several committees. Each committee's register has it, with that committee's reminders;
its words and its subject are for those who reach all of them.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from tracker.asked import Asked
from tracker.extensions import db
from tracker.findable import LONGEST_QUERY, fold, printed
from tracker.formats import read_day, read_id
from tracker.keyset import Cursor, Order, Window, window
from tracker.people.models import Unit, User
from tracker.people.queries import Reach, people
from tracker.reminders.missed import standing
from tracker.reminders.models import Letter, LetterKind, LetterState, Recipient, Reminder
from tracker.reminders.queries import speaks_of, visible
from tracker.tasks.models import Task

PAGE = 30
NEWEST_FIRST = Order("letters", (Letter.__table__.c.id,), falls=True)


@dataclass(frozen=True)
class Filters(Asked):
    """What is looked for among the letters."""

    IDS = ("unit", "person", "task")
    DAYS = ("since", "until")

    q: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    task: str = ""
    committee: str = ""
    """Which committee's register, or `all`; empty for the one chosen last."""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Return the filters an address asks for; words that mean nothing are left out."""
        found = super().of(asked)
        named = found.committee == "all" or read_id(found.committee) is not None
        return replace(found, q=printed(found.q)[:LONGEST_QUERY], committee=found.committee if named else "")

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        return {"kind": list(LetterKind), "state": list(LetterState)}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is looked for beside what became of the letters."""
        return bool(self.but(state="", committee=""))

    def chosen(self, reach: Reach, committee_ids: Sequence[int]) -> Select[Letter]:
        """Select the letters that fit, among those a person may read of these committees."""
        query = visible(reach).where(speaks_of(committee_ids))
        if self.kind:
            query = query.where(Letter.kind == LetterKind(self.kind))
        if self.state:
            query = query.where(standing() == LetterState(self.state))
        if since := read_day(self.since):
            query = query.where(Letter.on >= since)
        if until := read_day(self.until):
            query = query.where(Letter.on <= until)
        if self.task:
            query = query.where(_names(committee_ids, Reminder.task_id == int(self.task)))
        if self.unit:
            query = query.where(_to_unit(int(self.unit)))
        if self.person:
            query = query.where(_to_users(select(User.id).where(User.id == int(self.person))))
        return query.where(_fits(self.q, committee_ids)) if self.q else query


def _names(committee_ids: Sequence[int], of_reminder: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a letter holds such a reminder of these committees."""
    return Letter.id.in_(select(Reminder.letter_id).where(Reminder.committee_id.in_(committee_ids), of_reminder))


def _to_unit(unit_id: int) -> ColumnElement[bool]:
    """Whether a letter went to a unit or to one of its people."""
    return or_(Letter.unit_id == unit_id, _to_users(select(User.id).where(User.unit_id == unit_id)))


def _to_users(users: Select[int]) -> ColumnElement[bool]:
    return or_(
        Letter.user_id.in_(users), Letter.id.in_(select(Recipient.letter_id).where(Recipient.user_id.in_(users)))
    )


def _fits(typed: str, committee_ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether a letter names a task that is found by these words, or went to somebody who is; accents may be left out.

    Units and people are few: their names are looked at here, where accents fold alike on every database.
    """
    wanted = fold(typed).split()
    units = [row.id for row in db.session.execute(select(Unit.id, Unit.name)) if _has(wanted, row.name)]
    users = [
        row.id for row in db.session.execute(select(User.id, User.full_name, User.email))
        if _has(wanted, f"{row.full_name} {row.email}")
    ]  # fmt: skip
    tasks = select(Task.id).where(Task.committee_id.in_(committee_ids), Task.fitting(typed))
    return or_(
        _names(committee_ids, Reminder.task_id.in_(tasks)), Letter.unit_id.in_(units), Letter.user_id.in_(users),
        Letter.id.in_(select(Recipient.letter_id).where(Recipient.user_id.in_(users))),
    )  # fmt: skip


def _has(wanted: Sequence[str], name: str) -> bool:
    words = fold(name).split()
    return all(any(word.startswith(each) for word in words) for each in wanted)


# ------------------------------------------------------------------------------------------ pages


def with_row(letters: Select[Letter]) -> Select[Letter]:
    """Load with the letters what one row of the register shows, in a fixed number of questions."""
    task = selectinload(Letter.reminders).joinedload(Reminder.task)
    return letters.options(
        defer(Letter.text), defer(Letter.html), selectinload(Letter.recipients), joinedload(Letter.unit),
        task.selectinload(Task.period_updates), task.selectinload(Task.excuses), task.joinedload(Task.committee),
    )  # fmt: skip


def counts(filters: Filters, reach: Reach, committee_ids: Sequence[int]) -> dict[LetterState, int]:
    """Return how many letters under the other filters stand how."""
    chosen = replace(filters, state="").chosen(reach, committee_ids)
    stands = chosen.with_only_columns(standing().label("stands")).order_by(None).subquery()
    query = select(stands.c.stands, func.count()).group_by(stands.c.stands)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in LetterState}


def page(filters: Filters, reach: Reach, committee_ids: Sequence[int], place: str | None, total: int) -> Window[Letter]:
    """Return the page of the register at a place of the address, the newest letters without one."""
    query = with_row(filters.chosen(reach, committee_ids))
    return window(query, NEWEST_FIRST, Cursor.read(place, NEWEST_FIRST), PAGE, total)


def recipients_known(reach: Reach, committee_ids: Sequence[int]) -> tuple[Sequence[Unit], list[User]]:
    """Return the units and the people the register knows, for its filters."""
    letters = visible(reach).where(speaks_of(committee_ids)).with_only_columns(Letter.id)
    to_users = select(Recipient.user_id).where(Recipient.letter_id.in_(letters), Recipient.user_id.is_not(None))
    users = people(select(User).where(User.id.in_(to_users)))
    to_units = select(Letter.unit_id).where(Letter.id.in_(letters), Letter.unit_id.is_not(None))
    ids = {each.unit_id for each in users if each.unit_id}
    units = select(Unit).where(or_(Unit.id.in_(to_units), Unit.id.in_(ids))).order_by(Unit.folded)
    return db.session.scalars(units).all(), users


# ------------------------------------------------------------------------------------------ what of a letter is shown


def reminders_of(letter: Letter, committee_ids: Sequence[int] | frozenset[int]) -> list[Reminder]:
    """Return the reminders of a letter that are of these committees."""
    return [each for each in letter.reminders if each.committee_id in committee_ids]


def is_whole(letter: Letter, reach: Reach) -> bool:
    """Whether a person reaches every committee a letter speaks of, and so may read its words."""
    spoken_of = {each.committee_id for each in letter.reminders}
    return letter.committee_id in reach.committee_ids or (bool(spoken_of) and spoken_of <= reach.committee_ids)


def last_told(task: Task) -> Reminder | None:
    """Return the newest reminder of a task whose letter went out or is about to."""
    gone = (LetterState.CANCELLED, LetterState.DEAD)
    query = select(Reminder).join(Reminder.letter).where(Reminder.task_id == task.id, Letter.state.not_in(gone))
    return db.session.scalar(query.order_by(Reminder.id.desc()).limit(1))


def days_told(tasks: Sequence[Task], on: date) -> set[int]:
    """Return which of these tasks were brought to mind on a day already."""
    query = select(Reminder.task_id).where(Reminder.task_id.in_([each.id for each in tasks]), Reminder.on == on)
    return {each for each in db.session.scalars(query) if each}
