"""The filters of the register of works: words in the address that become a selection."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select

from tracker.formats import read_id
from tracker.people.models import Unit
from tracker.reading.works import WorksStage
from tracker.tasks.models import Stage, Task
from tracker.tasks.project_models import Project
from tracker.tasks.queries import is_open, overdue

LONGEST_TEXT = 200
"""Characters of a filter text that are looked for."""

Word = TypeVar("Word", bound=StrEnum)


class Tab(StrEnum):
    """The register's tabs."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    ALL = "all"


class Sort(StrEnum):
    """In which order the register stands."""

    NUMBER = "number"
    COMPLETION = "completion"
    TOTAL = "total"
    VOLUME = "volume"
    DISBURSED = "disbursed"


class Group(StrEnum):
    """By what the register is parted."""

    STAGE = "stage"
    UNIT = "unit"


@dataclass(frozen=True)
class ProjectFilters:
    """What a reader asked the register of works for."""

    text: str = ""
    unit: int | None = None
    stage: WorksStage | None = None
    tab: Tab = Tab.OPEN
    sort: Sort = Sort.NUMBER
    group: Group | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "ProjectFilters":
        """Read the filters from an address; what makes no sense is left out."""
        return cls(
            text=" ".join(args.get("text", "").split())[:LONGEST_TEXT],
            unit=read_id(args.get("unit")),
            stage=_word(WorksStage, args.get("stage")),
            tab=_word(Tab, args.get("tab")) or Tab.OPEN,
            sort=_word(Sort, args.get("sort")) or Sort.NUMBER,
            group=_word(Group, args.get("group")),
        )

    def but(self, **changes: Any) -> dict[str, Any]:
        """Return the arguments of an address with these filters changed; what is as by default is left out."""
        changed = replace(self, **changes)
        return {each.name: value for each in fields(self) if (value := getattr(changed, each.name)) != each.default}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab, the order and the parting is asked for."""
        return bool(self.text or self.unit is not None or self.stage)

    def narrowed(self, tasks: Select[Task]) -> Select[Task]:
        """Return the tasks under everything but the tab: what the tabs count."""
        if self.text:
            tasks = tasks.where(Task.fitting(self.text))
        if self.unit is not None:
            tasks = tasks.where(Task.lead_unit_id == self.unit)
        if self.stage:
            tasks = tasks.where(Task.id.in_(select(Project.task_id).filter_by(works_stage=self.stage)))
        return tasks

    def chosen(self, tasks: Select[Task], on: date) -> Select[Project]:
        """Return the works asked for, in their order; with a parting, part after part."""
        mine = self.narrowed(tasks).where(self._of_tab(on)).with_only_columns(Task.id).order_by(None)
        rows = select(Project).join(Project.task).where(Task.id.in_(mine))
        return rows.outerjoin(Unit, Task.lead_unit_id == Unit.id).order_by(*self._parts(), *self._order(), Task.number)

    def _of_tab(self, on: date) -> ColumnElement[bool]:
        return {
            Tab.OPEN: is_open(), Tab.LATE: overdue(on), Tab.DONE: Task.stage == Stage.DONE,
            Tab.ALL: Task.stage != Stage.DROPPED,
        }[self.tab]  # fmt: skip

    def _parts(self) -> list[ColumnElement[Any]]:
        if self.group is Group.STAGE:
            places = {stage.value: place for place, stage in enumerate(WorksStage)}
            return [case(places, value=Project.works_stage, else_=len(places))]
        if self.group is Group.UNIT:
            return [Unit.folded.is_(None), Unit.folded.expression]
        return []

    def _order(self) -> list[ColumnElement[Any]]:
        share = Project.disbursed * 1.0 / func.nullif(Project.allocated, 0)
        orders: dict[Sort, list[ColumnElement[Any]]] = {
            Sort.NUMBER: [],
            Sort.COMPLETION: [Project.completion_on.asc().nulls_last()],
            Sort.TOTAL: [Project.total_investment.desc().nulls_last()],
            Sort.VOLUME: [Project.volume.asc().nulls_last()],
            Sort.DISBURSED: [share.asc().nulls_last()],
        }
        return orders[self.sort]


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text in list(words) else None
