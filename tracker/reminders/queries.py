"""What one asks about letters: who is written to for a unit or a task, what became of letters, how the jobs fare."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select

from tracker import mime
from tracker.extensions import db
from tracker.people.models import LetterRhythm, Membership, Role, Unit, User
from tracker.people.queries import Reach, officials_of
from tracker.reminders.missed import standing
from tracker.reminders.models import Heartbeat, Letter, LetterKind, LetterState, Recipient, Reminder
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open

READERS = frozenset({Role.SECRETARY, Role.CHAIR})


@dataclass(frozen=True)
class Mailbox:
    """Where a letter can be put, and whose it is: a person's, or a unit's common one."""

    name: str
    address: str
    user: User | None = None
    unit: Unit | None = None

    @property
    def language(self) -> str:
        return self.user.language if self.user else "vi"

    @property
    def rhythm(self) -> LetterRhythm:
        return self.user.rhythm if self.user else LetterRhythm.DAILY


# ------------------------------------------------------------------------------------------ who is written to


def mailboxes_of_unit(unit: Unit, committee_id: int) -> list[Mailbox]:
    """Return where a letter to a unit goes: its own mailbox and those of its officials in this committee."""
    own = Mailbox(unit.name, unit.email, unit=unit)
    return _usable([own, *_people(officials_of(unit.id, committee_id))])


def mailboxes_of_person(user: User) -> list[Mailbox]:
    """Return where a letter to one person goes: to their own address, if it is good and their account is on."""
    return _usable(_people([user]))


def mailboxes_of_task(task: Task) -> list[Mailbox]:
    """Return who is reminded of a task: the assignee, else the lead unit's officials, else the unit's mailbox."""
    if task.assignee and is_member(task.assignee, task.committee_id):
        found = _usable(_people([task.assignee]))
        if found:
            return found
    if task.lead_unit is None:
        return []
    people = _usable(_people(officials_of(task.lead_unit.id, task.committee_id)))
    return people or _usable([Mailbox(task.lead_unit.name, task.lead_unit.email, unit=task.lead_unit)])


def mailboxes_of_letter(letter: Letter) -> list[Mailbox]:
    """Return where a letter would go if it were written today."""
    if letter.user:
        return _usable(_people([letter.user] if is_member(letter.user, letter.committee_id) else []))
    if letter.unit is None:
        return []
    if letter.kind.is_to_whole_unit and letter.committee_id:
        told = _told_in_person(letter) if letter.kind is LetterKind.ASSIGNMENT else set()
        return [box for box in mailboxes_of_unit(letter.unit, letter.committee_id) if box.user not in told]
    return _usable([Mailbox(letter.unit.name, letter.unit.email, unit=letter.unit)])


def _told_in_person(letter: Letter) -> set[User | None]:
    """Return who got a letter of their own when a conclusion was published: nobody gets two of one publication."""
    query = select(Letter).filter_by(kind=LetterKind.ASSIGNMENT, conclusion_id=letter.conclusion_id)
    return {each.user for each in db.session.scalars(query.where(Letter.user_id.is_not(None)))}


def is_member(user: User, committee_id: int | None) -> bool:
    """Whether a person still works for a committee, or for any, with an account that is switched on."""
    query = select(Membership.id).where(Membership.user_id == user.id).limit(1)
    query = query if committee_id is None else query.where(Membership.committee_id == committee_id)
    return user.is_enabled and db.session.scalar(query) is not None


def unreachable_units(committee_id: int) -> Sequence[Unit]:
    """Return the units with open tasks to whom no letter can go, by name."""
    leads = select(Task.lead_unit_id).where(Task.committee_id == committee_id, is_open())
    units = db.session.scalars(select(Unit).where(Unit.id.in_(leads)).order_by(Unit.name))
    return [unit for unit in units if not mailboxes_of_unit(unit, committee_id)]


def _people(users: Iterable[User]) -> list[Mailbox]:
    return [Mailbox(user.full_name, user.email, user=user, unit=user.unit) for user in users if user.is_enabled]


def _usable(mailboxes: Iterable[Mailbox]) -> list[Mailbox]:
    """Return the mailboxes with a good address, each address once."""
    found: dict[str, Mailbox] = {}
    for mailbox in mailboxes:
        if mime.is_address(mailbox.address):
            found.setdefault(mailbox.address.casefold(), mailbox)
    return list(found.values())


# ------------------------------------------------------------------------------------------ the register


def visible(reach: Reach) -> Select[Letter]:
    """Select the letters a person may read: those that speak of a committee they are secretary or chair of.

    Of a letter that speaks of others too they see their own committees' reminders (`register.reminders_of`).
    """
    return select(Letter).where(speaks_of(reach.limited_to(READERS).committee_ids))


def speaks_of(committee_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a letter is of one of these committees, or of several of the office with one of these among them."""
    named = select(Reminder.letter_id).where(Reminder.committee_id.in_(committee_ids))
    return or_(Letter.committee_id.in_(committee_ids), and_(Letter.committee_id.is_(None), Letter.id.in_(named)))


def register(reach: Reach, committee_id: int, state: LetterState | None = None) -> Select[Letter]:
    """Select the letters that speak of a committee, all or of one state, the newest first."""
    query = visible(reach).where(speaks_of([committee_id]))
    if state is not None:
        query = query.where(standing() == state)
    return query.order_by(Letter.id.desc())


def letters_about(task: Task) -> Sequence[Letter]:
    """Return the letters that named a task, the newest first."""
    named = select(Reminder.letter_id).where(Reminder.task_id == task.id)
    return db.session.scalars(select(Letter).where(Letter.id.in_(named)).order_by(Letter.id.desc())).all()


def letters_to(user: User, reach: Reach, since: datetime) -> Sequence[Letter]:
    """Return what a person was written since a moment, by the committees they still work for; the newest first."""
    got = select(Recipient.letter_id).where(Recipient.user_id == user.id)
    of_theirs = or_(Letter.committee_id.is_(None), Letter.committee_id.in_(reach.committee_ids))
    query = select(Letter).where(or_(Letter.user_id == user.id, Letter.id.in_(got)), of_theirs)
    return db.session.scalars(query.where(Letter.created_at >= since).order_by(Letter.id.desc())).all()


def letter_with(key: str) -> Letter | None:
    """Return the letter that has this key."""
    return db.session.scalar(select(Letter).filter_by(key=key))


def heartbeats() -> Sequence[Heartbeat]:
    """Return when each job last ran, and what troubles it."""
    return db.session.scalars(select(Heartbeat).order_by(Heartbeat.name)).all()
