"""Which tasks a number of a picture counts: words of an address, and the condition they stand for.

A picture counts and its list selects by the same condition, so the two cannot differ.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from tracker.asked import Asked
from tracker.documents.models import Item
from tracker.formats import read_day, read_id
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review import listings, since
from tracker.review.listings import Listed
from tracker.tasks import queries as tasks
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.filters import Tab
from tracker.tasks.models import Extension, ExtensionState, Stage, Task
from tracker.tasks.standing import Moment

NO_UNIT = "0"
"""The word of an address for tasks without a lead unit."""


class Kind(StrEnum):
    """How the counted tasks stand; none of these names takes in what is not carried out."""

    ALL = "all"
    DONE = "done"
    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    OPEN = "open"
    OPEN_IN_TIME = "open-in-time"
    OVERDUE = "overdue"
    JUDGED = "judged"
    ON_TIME = "on-time"
    EXTENDED = "extended"
    SILENT = "silent"


class By(StrEnum):
    """Which day of a task lies between `since` and `until`."""

    DUE = "due"
    ORIGINAL = "original"


REGISTER_TABS = {Kind.ALL: Tab.ALL, Kind.DONE: Tab.DONE, Kind.OPEN: Tab.OPEN, Kind.OVERDUE: Tab.OVERDUE}
"""The kinds that are tabs of the register, where one can act on them and take them away as a file."""


@dataclass(frozen=True)
class Counted(Asked):
    """What is counted: how it stands, whose it is, from which document, given in which year, due between two days."""

    IDS = ("unit", "conclusion", "given")
    DAYS = ("since", "until")

    kind: str = ""
    unit: str = ""
    conclusion: str = ""
    given: str = ""
    by: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        return {"kind": list(Kind), "by": list(By)}

    def within(self, span: CalendarSpan, by: By) -> "Counted":
        """Return the same tasks as far as they are due in a span of the calendar."""
        return Counted(**self.but(by=by, since=span.first.isoformat(), until=span.last.isoformat()))

    def of_unit(self, unit_id: int | None) -> "Counted":
        """Return the same tasks as far as a unit leads them; None: no unit does."""
        return Counted(**self.but(unit=NO_UNIT if unit_id is None else str(unit_id)))

    def select(self, committee_id: int, reach: Reach, on: date) -> Select[Task]:
        """Select the tasks as they stand on a day, in no order."""
        query = self.narrowed(tasks.counted(reach).where(Task.committee_id == committee_id))
        return query.where(condition(Kind(self.kind or Kind.ALL), on))

    def narrowed(self, rows: Select[Task]) -> Select[Task]:
        """Return a selection under everything but how its tasks stand."""
        return rows.where(*self._narrowing())

    def listed(self, committee_id: int, reach: Reach, on: date) -> Select[Task]:
        """Select the same tasks unit after unit, the earliest deadline first."""
        unit = select(Unit.folded).where(Unit.id == Task.lead_unit_id).scalar_subquery()
        query = self.select(committee_id, reach, on)
        return tasks.by_deadline(query.order_by(Task.lead_unit_id.is_(None), unit))

    def register_words(self) -> dict[str, Any] | None:
        """Return the register's own filters for these tasks, None where it has none."""
        tab = REGISTER_TABS.get(Kind(self.kind or Kind.ALL))
        if tab is None or self.by == By.ORIGINAL or self.unit == NO_UNIT or (self.given and self.since):
            return None
        words = {name: value for name, value in self.words.items() if name in ("unit", "conclusion", "since", "until")}
        if self.given:
            words |= {"dated": "given", "period": self.given}
        return words | {"tab": tab.value}

    def _narrowing(self) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if (unit := read_id(self.unit)) is not None:
            conditions.append(Task.lead_unit_id == unit if unit else Task.lead_unit_id.is_(None))
        if (conclusion := read_id(self.conclusion)) is not None:
            conditions.append(Task.item_id.in_(select(Item.id).where(Item.conclusion_id == conclusion)))
        if given := CalendarSpan.named(self.given, date.min):
            conditions.append(Task.opened_on.between(given.first, given.last))
        column = Task.original_due_on if self.by == By.ORIGINAL else Task.due_on
        if first := read_day(self.since):
            conditions.append(column >= first)
        if last := read_day(self.until):
            conditions.append(column <= last)
        return conditions


def condition(kind: Kind, on: date) -> ColumnElement[bool]:
    """Return the condition by which a task stands so on a day."""
    if told := next((each for each in Listed if each.value == kind.value), None):
        return listings.condition(told, on, tasks.NOW)
    conditions = {
        Kind.JUDGED: judged(on),
        Kind.ON_TIME: and_(judged(on), Task.reported_on <= Task.original_due_on),
        Kind.EXTENDED: and_(Task.stage != Stage.DROPPED, was_extended()),
        Kind.SILENT: since.silent(Moment.now(on)),
    }
    return conditions[kind]


def judged(on: date) -> ColumnElement[bool]:
    """Said to be on time or not: reported done, or its ORIGINAL deadline has passed; what has none is not judged.

    A later deadline that was granted changes nothing here, so no extension makes a unit look punctual.
    """
    told = or_(Task.reported_on.is_not(None), Task.original_due_on < on)
    return and_(Task.stage != Stage.DROPPED, Task.original_due_on.is_not(None), told)


def was_extended() -> ColumnElement[bool]:
    """A later deadline was granted, once at least."""
    return exists().where(Extension.task_id == Task.id, Extension.state == ExtensionState.GRANTED)
