"""What the plan of a day is made from: everything it needs, asked for in a fixed number of questions.

Tasks come as plain rows, for there are thousands of them and most are in nobody's letter; people, units and committees
as they are. Nothing is asked for one task or one person.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import String, func, or_, select, type_coerce
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker import clock, mime
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import meetings_between
from tracker.people import office_settings
from tracker.people.absences_models import Absence
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee, Membership, Role, Unit, User
from tracker.reading.calendar import OfficeCalendar
from tracker.reading.results import ItemKind, Recurrence
from tracker.reminders import news, rules
from tracker.reminders.news import Told
from tracker.reminders.rules import Rules
from tracker.tasks.models import SOON_DAYS, Stage, Task
from tracker.tasks.period_reports import asked_of
from tracker.tasks.periods import Period
from tracker.tasks.queries import comes_round, is_open

WORKED_ON = (Stage.NOT_STARTED, Stage.IN_PROGRESS)
"""Only such tasks are brought to mind: not what is reported, done, paused or dropped."""
FURTHEST_MEETING = timedelta(days=40)
"""How far ahead meetings are looked for: beyond the most office days before one, with any holidays between."""
T = TypeVar("T")
AT_ONCE = 500
"""Values of one question; SQLite takes no more than some thousands."""


class Duty(NamedTuple):
    """A task as the plan sees it."""

    task_id: int
    committee_id: int
    parent_id: int | None
    stage: str
    due_on: date | None
    opened_on: date
    lead_unit_id: int | None
    assignee_id: int | None
    kind: str
    recurrence: str | None

    @property
    def is_worked_on(self) -> bool:
        return self.stage in WORKED_ON

    @property
    def comes_round(self) -> bool:
        """As `Task.comes_round`."""
        if self.recurrence not in (None, Recurrence.STANDING):
            return True
        standing = self.recurrence == Recurrence.STANDING or self.kind == ItemKind.STANDING
        return standing and self.due_on is None

    def is_overdue(self, on: date) -> bool:
        return bool(self.due_on and self.due_on < on)

    def is_soon(self, on: date) -> bool:
        return bool(self.due_on and 0 <= (self.due_on - on).days <= SOON_DAYS)


@dataclass(frozen=True)
class Facts:
    """How everything stands on a day; `duties` also holds tasks that ended, where news tell of them."""

    on: date
    calendar: OfficeCalendar
    rules: Mapping[int, Rules]
    committees: Mapping[int, Committee]
    users: Mapping[int, User]
    units: Mapping[int, Unit]
    roles: Mapping[int, Mapping[int, frozenset[Role]]]
    """By committee and user; only those who may sign in."""
    officials: Mapping[tuple[int, int], Sequence[User]]
    """By committee and unit, by name."""
    absences: Mapping[int, Absence]
    """Who is away on the day."""
    duties: Mapping[int, Duty]
    silent_since: Mapping[int, date]
    """Of tasks nothing was written of for long: the day something last was, of one of its parts too, or it was given.
    """
    asked: Mapping[int, Period]
    """The newest report asked of a duty that comes round."""
    news: Sequence[Told]
    meetings: Sequence[Meeting]
    busy: frozenset[int]
    """The committees with open tasks; of the others there is nothing to sum up."""
    addresses: Mapping[str, bool] = field(default_factory=dict)

    def rules_of(self, committee_id: int) -> Rules:
        return self.rules.get(committee_id, rules.DEFAULTS)

    def is_usable(self, address: str) -> bool:
        """Whether a letter can go to an address."""
        return self.addresses.get(address, False)


def gather(on: date, *, at: datetime, of: Collection[int] | None = None) -> Facts:
    """Return how everything stands; `of` limits it to some tasks, as the recheck of one letter needs it.

    `at` is the moment up to which news are told.
    """
    calendar = office_calendar()
    committees = {each.id: each for each in db.session.scalars(select(Committee).where(Committee.is_active))}
    users = {each.id: each for each in db.session.scalars(select(User))}
    units = {each.id: each for each in db.session.scalars(select(Unit))}
    roles, officials = _members(committees, users)
    told = news.before(on, until=at, of=of)
    duties = _duties(committees, [each.task_id for each in told], of)
    found = {each.email for each in users.values()} | {each.email for each in units.values()}
    return Facts(
        on=on, calendar=calendar, rules=rules.every_committees(), committees=committees, users=users, units=units,
        roles=roles, officials=officials, absences=_away(on), duties=duties,
        silent_since=_silent(on, set(committees), of),
        asked=_asked(on, calendar, committees, of), news=[each for each in told if each.task_id in duties],
        meetings=meetings_between(list(committees), on, on + FURTHEST_MEETING),
        busy=frozenset(db.session.scalars(select(Task.committee_id).where(is_open()).distinct())),
        addresses={address: mime.is_address(address) for address in found},
    )  # fmt: skip


def in_office(at: datetime, calendar: OfficeCalendar | None = None) -> bool:
    """Whether the office is at work at a moment: an office day, within its hours."""
    open_now = office_settings.current().is_open(at)
    return open_now and (calendar or office_calendar()).is_working_day(clock.local(at).date())


def _members(
    committees: Mapping[int, Committee], users: Mapping[int, User]
) -> tuple[dict[int, dict[int, frozenset[Role]]], dict[tuple[int, int], list[User]]]:
    roles: dict[int, dict[int, frozenset[Role]]] = {each: {} for each in committees}
    officials: dict[tuple[int, int], list[User]] = {}
    for committee_id, user_id, role in db.session.execute(
        select(Membership.committee_id, Membership.user_id, Membership.role).order_by(Membership.id)
    ):
        user = users[user_id]
        if committee_id in committees and user.is_enabled:
            held = roles[committee_id]
            held[user_id] = held.get(user_id, frozenset()) | {role}
            if role is Role.OFFICIAL and user.unit_id:
                officials.setdefault((committee_id, user.unit_id), []).append(user)
    return roles, {key: sorted(found, key=lambda each: each.full_name) for key, found in officials.items()}


def _away(on: date) -> dict[int, Absence]:
    query = select(Absence).where(Absence.first_on <= on, Absence.last_on >= on).order_by(Absence.id)
    return {each.user_id: each for each in db.session.scalars(query)}


def _duties(committees: Collection[int], told_of: Sequence[int], of: Collection[int] | None) -> dict[int, Duty]:
    columns = (
        Task.id, Task.committee_id, Task.parent_id, type_coerce(Task.stage, String), Task.due_on, Task.opened_on,
        Task.lead_unit_id, Task.assignee_id, type_coerce(Task.kind, String), type_coerce(Task.recurrence, String),
    )  # fmt: skip
    mine = select(*columns).where(Task.committee_id.in_(committees))
    if of is not None:
        return _by_id([row for some in chunks(of) for row in db.session.execute(mine.where(Task.id.in_(some)))])
    found = _by_id(db.session.execute(mine.where(Task.stage.in_(WORKED_ON))))
    ended = {each for each in told_of if each not in found}
    for some in chunks(ended):
        found |= _by_id(db.session.execute(mine.where(Task.id.in_(some))))
    return found


def _by_id(rows: object) -> dict[int, Duty]:
    return {row[0]: Duty._make(row) for row in rows}  # type: ignore[attr-defined]


def _silent(on: date, committees: Collection[int], of: Collection[int] | None) -> dict[int, date]:
    """Return the tasks nothing was written of for as long as a committee may wait at the least, and since when.

    A word about a part is a word about its whole.
    """
    before = datetime.combine(on - timedelta(days=rules.LEAST_SILENT), time(), clock.OFFICE_ZONE)
    part = aliased(Task)
    of_parts = select(func.max(part.updated_at)).where(part.parent_id == Task.id).scalar_subquery()
    query = select(Task.id, Task.opened_on, Task.updated_at, of_parts).where(
        Task.committee_id.in_(committees), Task.stage.in_(WORKED_ON), Task.opened_on < before.date(),
        or_(Task.updated_at.is_(None), Task.updated_at < before),
    )  # fmt: skip
    query = query if of is None else query.where(Task.id.in_(of))
    found = {}
    for task_id, opened_on, *moments in db.session.execute(query):
        last = max((moment for moment in moments if moment), default=None)
        found[task_id] = clock.local(last).date() if last else opened_on
    return found


def _asked(
    on: date, calendar: OfficeCalendar, committees: Collection[int], of: Collection[int] | None
) -> dict[int, Period]:
    query = select(Task).where(Task.committee_id.in_(committees), comes_round(), Task.stage.in_(WORKED_ON))
    if of is not None:
        query = query.where(Task.id.in_(of))
    query = query.options(
        selectinload(Task.item).load_only(Item.text), joinedload(Task.committee), selectinload(Task.period_updates),
        selectinload(Task.excuses),
    )  # fmt: skip
    found = {}
    for task in db.session.scalars(query).unique():
        if standings := asked_of(task, on, calendar):
            found[task.id] = standings[-1].period
    return found


def chunks(values: Iterable[T]) -> list[list[T]]:
    """Return values in parts small enough for one question each."""
    ordered = list(values)
    return [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]
