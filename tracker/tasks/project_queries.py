"""What one asks about works and projects: the register's rows, their sums, and how their volume grew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.reading.results import ItemKind
from tracker.reading.works import Fact, WorksStage
from tracker.tasks.models import Task, Update
from tracker.tasks.project_filters import Group, Tab
from tracker.tasks.project_models import Project, ToldFact, share_of
from tracker.tasks.project_words import works_stage
from tracker.tasks.queries import Figures, counted


def projects(reach: Reach, committee_id: int) -> Select[Task]:
    """Select the tasks of a committee that are followed as works, and that a member may read."""
    return counted(reach).where(Task.committee_id == committee_id, Task.kind == ItemKind.PROJECT)


def count_of(tab: Tab, figures: Figures) -> int:
    """Return how many works a tab shows."""
    return {Tab.OPEN: figures.open, Tab.LATE: figures.open_overdue, Tab.DONE: figures.done, Tab.ALL: figures.total}[tab]


def with_row(rows: Select[Project]) -> Select[Project]:
    """Load with the works what one row of the register shows, in a fixed number of questions."""
    source = selectinload(Task.item)
    return rows.options(
        contains_eager(Project.task).options(
            joinedload(Task.assignee),
            selectinload(Task.lead_unit),
            source.load_only(Item.path, Item.conclusion_id),
            source.joinedload(Item.conclusion).load_only(
                Conclusion.number, Conclusion.type, Conclusion.issued_on, Conclusion.committee_id
            ),
        )
    )


# ------------------------------------------------------------------------------------------ sums


@dataclass(frozen=True)
class Sums:
    """What works cost together, in đồng; a sum is None where none of them has the figure.

    The share disbursed counts the works of which both the capital allocated and what was paid out are known:
    `compared` of `many`.
    """

    many: int = 0
    total_investment: int | None = None
    allocated: int | None = None
    disbursed: int | None = None
    compared: int = 0
    compared_allocated: int | None = None
    compared_disbursed: int | None = None

    @property
    def share_disbursed(self) -> int | None:
        """Hundredths of a percent."""
        return share_of(self.compared_disbursed, self.compared_allocated)


def sums(rows: Select[Project]) -> Sums:
    """Add up a selection of works."""
    row = db.session.execute(select(*_added()).where(Project.id.in_(_ids(rows)))).one()
    return _sums(row._mapping)


def sums_by(group: Group, rows: Select[Project]) -> dict[Any, Sums]:
    """Add up a selection of works by stage or by the id of the lead unit; the parts add up to the whole."""
    column = Project.works_stage if group is Group.STAGE else Task.lead_unit_id
    query = select(column.label("part"), *_added()).join(Project.task).where(Project.id.in_(_ids(rows)))
    found = [dict(row._mapping) for row in db.session.execute(query.group_by(column))]
    return {row.pop("part"): _sums(row) for row in found}


def _added() -> list[ColumnElement[Any]]:
    both = (Project.allocated > 0) & Project.disbursed.is_not(None)
    return [
        func.count().label("many"),
        func.sum(Project.total_investment).label("total_investment"),
        func.sum(Project.allocated).label("allocated"),
        func.sum(Project.disbursed).label("disbursed"),
        func.count().filter(both).label("compared"),
        func.sum(Project.allocated).filter(both).label("compared_allocated"),
        func.sum(Project.disbursed).filter(both).label("compared_disbursed"),
    ]


def _sums(row: Mapping[Any, Any]) -> Sums:
    figures: dict[str, Any] = {name: value if value is None else int(value) for name, value in row.items()}
    return Sums(**figures)  # plain integers: PostgreSQL adds to Decimal


def _ids(rows: Select[Project]) -> Select[int]:
    return rows.with_only_columns(Project.id).order_by(None)


@dataclass(frozen=True)
class PartOfRegister:
    """The works of one stage or unit, by the register's order, and their sums; `of` is the stage or the unit's id."""

    of: Any
    rows: Sequence[Project]
    sums: Sums


def parts(group: Group | None, rows: Sequence[Project], chosen: Select[Project]) -> list[PartOfRegister]:
    """Part the rows of a register, which stand in the order of their parts; without a parting there is none."""
    if group is None:
        return []
    whole = sums_by(group, chosen)
    key = (lambda row: row.works_stage) if group is Group.STAGE else (lambda row: row.task.lead_unit_id)
    return [PartOfRegister(of, list(some), whole[of]) for of, some in groupby(rows, key=key)]


def part_name(group: Group, part: PartOfRegister) -> str:
    """Return what a part of the register is called."""
    if group is Group.STAGE:
        return works_stage(part.of) or str(_("Stage not known"))
    unit = part.rows[0].task.lead_unit
    return unit.name if unit else str(_("No lead unit"))


# ------------------------------------------------------------------------------------------ what goes with the rows


@dataclass(frozen=True)
class Obstacle:
    """What was last said to stand in the way, and when; it stays until something newer is said."""

    text: str
    on: date


def obstacles(rows: Sequence[Project]) -> dict[int, Obstacle]:
    """Return by task the difficulty that was written last."""
    ids = [row.task_id for row in rows]
    last = select(func.max(Update.id)).where(Update.task_id.in_(ids), Update.difficulty != "").group_by(Update.task_id)
    query = select(Update.task_id, Update.difficulty, Update.on).where(Update.id.in_(last))
    return {row.task_id: Obstacle(row.difficulty, row.on) for row in db.session.execute(query)}


def volumes(rows: Sequence[Project]) -> dict[int, list[tuple[date, int]]]:
    """Return by project how its volume grew: the share in hundredths of a percent by day, of one day the last."""
    query = select(ToldFact.project_id, ToldFact.on, ToldFact.number).where(
        ToldFact.project_id.in_([row.id for row in rows]), ToldFact.fact == Fact.VOLUME, ToldFact.number.is_not(None)
    )
    grown: dict[int, dict[date, int]] = {}
    for told in db.session.execute(query.order_by(ToldFact.on, ToldFact.id)):
        grown.setdefault(told.project_id, {})[told.on] = told.number
    return {project_id: list(by_day.items()) for project_id, by_day in grown.items()}


def units_of(tasks: Select[Task]) -> list[tuple[int, str]]:
    """Return the units that lead works of a selection, by name."""
    units = select(Unit).where(Unit.id.in_(tasks.with_only_columns(Task.lead_unit_id)))
    return [(unit.id, unit.name) for unit in db.session.scalars(units.order_by(Unit.folded))]


def stages_of(tasks: Select[Task]) -> list[WorksStage]:
    """Return the stages that works of a selection are in, in the order of the law."""
    ids = tasks.with_only_columns(Task.id)
    found = set(db.session.scalars(select(Project.works_stage).where(Project.task_id.in_(ids)).distinct()))
    return [stage for stage in WorksStage if stage in found]
