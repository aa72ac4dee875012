"""What the page of pictures is narrowed to, and what it offers to narrow it to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import defer

from tracker.asked import Asked
from tracker.documents import queries as documents
from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import read_id
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.review.charts.counted import Counted
from tracker.tasks import queries as tasks
from tracker.tasks.calendar_spans import FIRST_YEAR, LAST_YEAR
from tracker.tasks.models import Task

DOCUMENTS_OFFERED = 100
"""The newest documents; an older one shows its picture on its own page."""

BURNT = 3
"""The newest documents whose burn-down is shown; an older one has it on its own page."""


@dataclass(frozen=True)
class PictureFilters(Asked):
    """One lead unit, one document, the year that is looked at."""

    IDS = ("unit", "conclusion", "year")

    unit: str = ""
    conclusion: str = ""
    year: str = ""

    @property
    def counted(self) -> Counted:
        """The tasks the pictures are about."""
        return Counted(unit=self.unit, conclusion=self.conclusion)

    @property
    def year_asked(self) -> int | None:
        """The year that is asked for, None for none that a calendar has."""
        asked = read_id(self.year)
        return asked if asked and FIRST_YEAR <= asked <= LAST_YEAR else None


@dataclass(frozen=True)
class Offered:
    """The units, documents and years that occur among a committee's tasks, each with its word for the address."""

    units: Sequence[tuple[str, str]]
    conclusions: Sequence[tuple[str, str]]
    years: Sequence[tuple[str, str]]


def offered(committee_id: int, reach: Reach, on: date) -> Offered:
    """Return what occurs among a committee's tasks, in three questions."""
    mine = tasks.counted(reach).where(Task.committee_id == committee_id)
    units = select(Unit).where(Unit.id.in_(mine.with_only_columns(Task.lead_unit_id))).order_by(Unit.folded)
    given = exists().where(Item.conclusion_id == Conclusion.id, Task.item_id == Item.id)
    newest = documents.visible(reach).where(Conclusion.committee_id == committee_id, given)
    newest = newest.options(defer(Conclusion.text)).order_by(
        Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc()
    )
    ends: list[ColumnElement[Any]] = [
        func.min(Task.opened_on),
        func.min(Task.due_on),
        func.max(Task.opened_on),
        func.max(Task.due_on),
    ]
    days = [each for each in db.session.execute(mine.with_only_columns(*ends)).one() if each] or [on]
    return Offered(
        [(str(unit.id), unit.name) for unit in db.session.scalars(units)],
        [(str(each.id), name_of(each)) for each in db.session.scalars(newest.limit(DOCUMENTS_OFFERED))],
        [(str(year), str(year)) for year in range(max(days).year, min(days).year - 1, -1)],
    )


def shown_documents(filters: PictureFilters, committee_id: int, reach: Reach) -> Sequence[Conclusion]:
    """Return the document whose burn-down is asked for, else the newest ones that were published."""
    published = documents.visible(reach).where(
        Conclusion.committee_id == committee_id, Conclusion.published_at.is_not(None)
    )
    if filters.conclusion:
        published = published.where(Conclusion.id == read_id(filters.conclusion))
    newest = published.order_by(Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc()).limit(BURNT)
    return db.session.scalars(newest.options(defer(Conclusion.text))).all()


def named(counted: Counted, reach: Reach) -> tuple[Unit | None, Conclusion | None]:
    """Return the unit and the document that counted tasks are narrowed to."""
    wanted = Conclusion.id == (read_id(counted.conclusion) or 0)
    return db.session.get(Unit, read_id(counted.unit) or 0), db.session.scalar(documents.visible(reach).where(wanted))
