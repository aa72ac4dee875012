"""The register's filters: words in the address that become a selection of tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import defer

from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.people.models import Unit, User
from tracker.tasks.models import Stage, Task, TimeClass
from tracker.tasks.queries import Figures, by_deadline, is_open, is_whole, of_time_class

LONGEST_TEXT = 200
"""Characters of a filter text that are looked for."""

Word = TypeVar("Word", bound=StrEnum)


class Tab(StrEnum):
    """The register's tabs; the four time classes part the open ones."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    IN_TIME = "in_time"
    NO_DEADLINE = "no_deadline"
    DONE = "done"
    DROPPED = "dropped"
    ALL = "all"


class Sort(StrEnum):
    """In which order the register stands."""

    DEADLINE = "deadline"
    SILENT = "silent"
    NUMBER = "number"


@dataclass(frozen=True)
class Filters:
    """What a reader asked the register for; `tab` stands apart, so that each tab can be counted under the rest."""

    text: str = ""
    unit: int | None = None
    conclusion: int | None = None
    person: int | None = None
    stage: Stage | None = None
    parts: bool = False
    """Whether parts of tasks stand among the whole ones."""
    tab: Tab = Tab.OPEN
    sort: Sort = Sort.DEADLINE

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Filters":
        """Read the filters from an address; what makes no sense is left out."""
        return cls(
            text=" ".join(args.get("text", "").split())[:LONGEST_TEXT],
            unit=_id(args.get("unit")),
            conclusion=_id(args.get("conclusion")),
            person=_id(args.get("person")),
            stage=_word(Stage, args.get("stage")),
            parts=args.get("parts") in ("1", "True"),
            tab=_word(Tab, args.get("tab")) or Tab.OPEN,
            sort=_word(Sort, args.get("sort")) or Sort.DEADLINE,
        )

    def but(self, **changes: Any) -> dict[str, Any]:
        """Return the arguments of an address with these filters changed; what is as by default is left out."""
        changed, plain = asdict(replace(self, **changes)), asdict(Filters())
        return {name: value for name, value in changed.items() if value != plain[name]}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab and the order is asked for."""
        return replace(self, tab=Tab.OPEN, sort=Sort.DEADLINE) != Filters()

    def narrowed(self, tasks: Select[Task]) -> Select[Task]:
        """Return the selection under everything but the tab: what the tabs count."""
        if not self.parts:
            tasks = tasks.where(is_whole())
        if self.text:
            tasks = tasks.where(Task.fitting(self.text))
        if self.conclusion is not None:
            tasks = tasks.where(Task.item_id.in_(_items_of(self.conclusion)))
        for column, wanted in ((Task.lead_unit_id, self.unit), (Task.assignee_id, self.person)):
            if wanted is not None:
                tasks = tasks.where(column == wanted)
        return tasks.where(Task.stage == self.stage) if self.stage else tasks

    def chosen(self, tasks: Select[Task], on: date) -> Select[Task]:
        """Return the rows asked for, in their order."""
        return self._sorted(self.narrowed(tasks).where(self._of_tab(on)))

    def page(self, number: int, figures: Figures, rows: int) -> "Page":
        """Return the wanted page of this tab, the last one when there are fewer."""
        many = count_of(self.tab, figures)
        pages = max(1, -(-many // rows))
        return Page(min(max(number, 1), pages), pages, many)

    def _of_tab(self, on: date) -> ColumnElement[bool]:
        plain = {
            Tab.ALL: Task.stage != Stage.DROPPED,
            Tab.DONE: Task.stage == Stage.DONE,
            Tab.DROPPED: Task.stage == Stage.DROPPED,
            Tab.OPEN: is_open(),
        }
        if self.tab in plain:
            return plain[self.tab]
        return and_(is_open(), of_time_class(TimeClass(self.tab.value), on))

    def _sorted(self, tasks: Select[Task]) -> Select[Task]:
        if self.sort is Sort.SILENT:
            return tasks.order_by(
                Task.updated_at.is_not(None), Task.updated_at, Task.opened_on, Task.number, Task.subnumber
            )
        if self.sort is Sort.NUMBER:
            return tasks.order_by(Task.number.desc(), Task.subnumber)
        return by_deadline(tasks)


@dataclass(frozen=True)
class Page:
    """Which page of how many, and how many rows there are in all."""

    number: int
    pages: int
    rows: int


def count_of(tab: Tab, figures: Figures) -> int:
    """Return how many tasks a tab shows."""
    name = {Tab.ALL: "total", Tab.OVERDUE: "open_overdue"}.get(tab, tab.value)
    counted: int = getattr(figures, name)
    return counted


@dataclass(frozen=True)
class Choices:
    """What the filters offer, each with its id: only what occurs among the tasks."""

    units: Sequence[tuple[int, str]]
    conclusions: Sequence[tuple[int, str]]
    people: Sequence[tuple[int, str]]


def choices(tasks: Select[Task]) -> Choices:
    """Return the units, documents and people that occur in a selection."""
    units = select(Unit).where(Unit.id.in_(tasks.with_only_columns(Task.lead_unit_id)))
    items = select(Item.conclusion_id).where(Item.id.in_(tasks.with_only_columns(Task.item_id)))
    conclusions = select(Conclusion).where(Conclusion.id.in_(items)).options(defer(Conclusion.text))
    people = select(User).where(User.id.in_(tasks.with_only_columns(Task.assignee_id)))
    newest = conclusions.order_by(Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc())
    return Choices(
        [(unit.id, unit.name) for unit in db.session.scalars(units.order_by(Unit.folded))],
        [(conclusion.id, name_of(conclusion)) for conclusion in db.session.scalars(newest)],
        [(person.id, person.full_name) for person in db.session.scalars(people.order_by(User.full_name))],
    )


def _items_of(conclusion_id: int) -> Select[int]:
    return select(Item.id).where(Item.conclusion_id == conclusion_id)


def _id(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text in list(words) else None
