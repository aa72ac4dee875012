"""The register's filters: words in the address that become a selection of tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from tracker.documents.models import Item
from tracker.findable import printed
from tracker.formats import read_id
from tracker.reading.results import ItemKind
from tracker.tasks.calendar_spans import CalendarSpan, Dated, day_of, is_period
from tracker.tasks.models import Stage, Task, TaskSupport, TimeClass
from tracker.tasks.orders import Sort, order_of
from tracker.tasks.queries import Figures, is_open, is_whole, of_time_class, periodic

LONGEST_TEXT = 200
"""Characters of a filter text that are looked for."""
EVERY = "all"
"""The word that asks for all committees of a person at once."""

Word = TypeVar("Word", bound=StrEnum)


class Tab(StrEnum):
    """The register's tabs; the four time classes part the open ones, `all` leaves out what is not carried out."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    IN_TIME = "in_time"
    NO_DEADLINE = "no_deadline"
    DONE = "done"
    DROPPED = "dropped"
    ALL = "all"
    ANY = "any"


class Part(StrEnum):
    """In which part a unit takes part in a task."""

    LEAD = "lead"
    SUPPORT = "support"
    ANY = "any"


class Kind(StrEnum):
    """What a task asks for; what comes round is told apart by its recurrence, whatever else it is."""

    TASK = ItemKind.TASK.value
    PROJECT = ItemKind.PROJECT.value
    STANDING = ItemKind.STANDING.value
    RECOMMENDATION = ItemKind.RECOMMENDATION.value
    RECURRING = "recurring"


@dataclass(frozen=True)
class Filters:
    """What a reader asked the register for; `tab` stands apart, so that each tab can be counted under the rest.

    `since` and `until` are days, both counted; a period that is named and days of one's own exclude each other.
    """

    text: str = ""
    committee: int | str | None = None
    unit: int | None = None
    part: Part = Part.LEAD
    conclusion: int | None = None
    person: int | None = None
    stage: Stage | None = None
    parts: bool = False
    """Whether parts of tasks stand among the whole ones."""
    kind: Kind | None = None
    dated: Dated = Dated.DUE
    period: str = ""
    since: date | None = None
    until: date | None = None
    tab: Tab = Tab.OPEN
    sort: Sort | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Filters":
        """Read the filters from an address; what makes no sense is left out."""
        since, until = day_of(args.get("since")), day_of(args.get("until"))
        if since and until and since > until:
            since = until = None
        period = args.get("period", "") if not (since or until) else ""
        unit, committee = read_id(args.get("unit")), args.get("committee")
        return cls(
            text=printed(args.get("text", ""))[:LONGEST_TEXT],
            committee=EVERY if committee == EVERY else read_id(committee),
            unit=unit,
            part=(_word(Part, args.get("part")) if unit is not None else None) or Part.LEAD,
            conclusion=read_id(args.get("conclusion")),
            person=read_id(args.get("person")),
            stage=_word(Stage, args.get("stage")),
            parts=args.get("parts") in ("1", "True"),
            kind=_word(Kind, args.get("kind")),
            dated=_word(Dated, args.get("dated")) or Dated.DUE,
            period=period if is_period(period) else "",
            since=since,
            until=until,
            tab=_word(Tab, args.get("tab")) or Tab.OPEN,
            sort=_word(Sort, args.get("sort")),
        )

    def but(self, **changes: Any) -> dict[str, Any]:
        """Return the arguments of an address with these filters changed; what is as by default is left out."""
        changed = replace(self, **changes)
        return {each.name: value for each in fields(self) if (value := getattr(changed, each.name)) != each.default}

    def without(self, *names: str) -> dict[str, Any]:
        """Return the arguments of an address with these filters taken away."""
        plain = {each.name: each.default for each in fields(self) if each.name in names}
        return self.but(**plain)

    def is_as(self, words: Mapping[str, str]) -> bool:
        """Whether these are the filters that somebody kept, whichever single committee they are asked of."""
        kept, mine = Filters.of(words), self if self.committee == EVERY else replace(self, committee=None)
        return kept == mine

    def none(self) -> dict[str, Any]:
        """Return the arguments of an address with every filter taken away; tab, order and committee stay."""
        return Filters(committee=self.committee, parts=self.parts, tab=self.tab, sort=self.sort).but()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the committee, the tab and the order is asked for."""
        return bool(self.without("committee", "parts", "tab", "sort", "dated"))

    @property
    def order(self) -> Sort:
        """In which order the rows stand: as asked, else the best answer to a text first, else by deadline."""
        plain = Sort.FIT if self.text else Sort.DEADLINE
        return plain if self.sort is None or (self.sort is Sort.FIT and not self.text) else self.sort

    def narrowed(self, tasks: Select[Task], on: date) -> Select[Task]:
        """Return the selection under everything but the tab and the committee: what the tabs count."""
        if not self.parts:
            tasks = tasks.where(is_whole())
        if self.text:
            tasks = tasks.where(Task.fitting(self.text))
        if self.conclusion is not None:
            tasks = tasks.where(Task.item_id.in_(_items_of(self.conclusion)))
        if self.unit is not None:
            tasks = tasks.where(_of_unit(self.unit, self.part))
        if self.person is not None:
            tasks = tasks.where(Task.assignee_id == self.person)
        if self.kind:
            tasks = tasks.where(_of_kind(self.kind))
        if self.stage:
            tasks = tasks.where(Task.stage == self.stage)
        return tasks.where(*self._in_period(on))

    def chosen(self, tasks: Select[Task], on: date) -> Select[Task]:
        """Return the rows asked for, in their order."""
        return order_of(self.order, self.text).on(self.listed(tasks, on))

    def listed(self, tasks: Select[Task], on: date) -> Select[Task]:
        """Return the rows asked for, in no order."""
        return self.narrowed(tasks, on).where(self._of_tab(on))

    def _of_tab(self, on: date) -> ColumnElement[bool]:
        plain = {
            Tab.ALL: Task.stage != Stage.DROPPED,
            Tab.ANY: true(),
            Tab.DONE: Task.stage == Stage.DONE,
            Tab.DROPPED: Task.stage == Stage.DROPPED,
            Tab.OPEN: is_open(),
        }
        if self.tab in plain:
            return plain[self.tab]
        return and_(is_open(), of_time_class(TimeClass(self.tab.value), on))

    def _in_period(self, on: date) -> list[ColumnElement[bool]]:
        """The conditions a period sets; a day that is not known lies in no period."""
        period = CalendarSpan.named(self.period, on)
        first, last = (period.first, period.last) if period else (self.since, self.until)
        column = {Dated.DUE: Task.due_on, Dated.GIVEN: Task.opened_on, Dated.DONE: Task.closed_on}[self.dated]
        if first is None and last is None:
            return []
        done = [Task.stage == Stage.DONE] if self.dated is Dated.DONE else []
        return [*done, *([column >= first] if first else []), *([column <= last] if last else [])]


def count_of(tab: Tab, figures: Figures) -> int:
    """Return how many tasks a tab shows."""
    if tab is Tab.ANY:
        return figures.total + figures.dropped
    name = {Tab.ALL: "total", Tab.OVERDUE: "open_overdue"}.get(tab, tab.value)
    counted: int = getattr(figures, name)
    return counted


def _items_of(conclusion_id: int) -> Select[int]:
    return select(Item.id).where(Item.conclusion_id == conclusion_id)


def _of_unit(unit_id: int, part: Part) -> ColumnElement[bool]:
    leads = Task.lead_unit_id == unit_id
    supports = Task.id.in_(select(TaskSupport.task_id).where(TaskSupport.unit_id == unit_id))
    return {Part.LEAD: leads, Part.SUPPORT: supports, Part.ANY: or_(leads, supports)}[part]


def _of_kind(kind: Kind) -> ColumnElement[bool]:
    if kind is Kind.RECURRING:
        return periodic()
    return Task.kind == ItemKind(kind.value)


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text in list(words) else None
