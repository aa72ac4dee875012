"""One search over tasks, documents, what was reported and the units: with accents or without, the very words first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from tracker.documents import queries as documents
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.findable import is_called, shown, words_of
from tracker.people.queries import Reach, units_with_names
from tracker.tasks.models import Task, Update
from tracker.tasks.queries import visible, with_row

SHORTEST = 2
"""Letters from which on a query is looked for."""

Parts = list[tuple[str, bool]]


class Kind(StrEnum):
    """What can be found."""

    TASK = "task"
    CONCLUSION = "conclusion"
    UPDATE = "update"
    UNIT = "unit"


@dataclass(frozen=True)
class Hit:
    """One answer: the row, its name and the piece of its words that answers, each with what was looked for marked."""

    row: Any
    name: Parts
    piece: Parts


@dataclass(frozen=True)
class Group:
    """The best answers of one kind, and how many there are."""

    kind: Kind
    total: int
    hits: Sequence[Hit]


def find(query: str, reach: Reach, most: int) -> list[Group]:
    """Return what answers a query within reach, at most so many of each kind; groups without an answer are left out."""
    if len(words_of(query).replace(" ", "")) < SHORTEST:
        return []
    groups = [_tasks(query, reach, most), _conclusions(query, reach, most), _updates(query, reach, most)]
    return [group for group in [*groups, _units(query, most)] if group.total]


def _tasks(query: str, reach: Reach, most: int) -> Group:
    rows = Task.found(visible(reach).order_by(Task.due_on.is_(None), Task.due_on.desc(), Task.id.desc()), query)
    hits = [Hit(task, shown(task.title, query), _piece(task.item.text, query)) for task in _best(with_row(rows), most)]
    return Group(Kind.TASK, _count(rows), hits)


def _conclusions(query: str, reach: Reach, most: int) -> Group:
    newest = documents.visible(reach).order_by(Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc())
    rows = Conclusion.found(newest, query)
    hits = [
        Hit(each, shown(name_of(each), query), _piece(each.text, query))
        for each in _best(rows.options(undefer(Conclusion.text)), most)
    ]
    return Group(Kind.CONCLUSION, _count(rows), hits)


def _updates(query: str, reach: Reach, most: int) -> Group:
    seen = visible(reach).with_only_columns(Task.id).order_by(None)
    said = select(Update).join(Update.task).where(Task.id.in_(seen)).order_by(Update.id.desc())
    rows = Update.found(said, query)
    loaded = rows.options(contains_eager(Update.task).joinedload(Task.lead_unit), joinedload(Update.by))
    hits = [
        Hit(each, shown(each.task.title, query), _piece(" ".join(text for text in each.told() if text), query))
        for each in _best(loaded, most)
    ]
    return Group(Kind.UPDATE, _count(rows), hits)


def _units(query: str, most: int) -> Group:
    """The units a name or an alias of which holds every word; an office has few, so they are looked through."""
    exact = words_of(query)
    found: list[tuple[bool, str, Hit]] = []
    for unit in db.session.scalars(units_with_names()).unique():
        names = [unit.name, *(alias.name for alias in unit.aliases)]
        fitting = [name for name in names if is_called(name, query)]
        if fitting:
            alias = [] if fitting[0] == unit.name else shown(fitting[0], query)
            is_exact = any(exact in words_of(name) for name in fitting)
            found.append((not is_exact, unit.folded, Hit(unit, shown(unit.name, query), alias)))
    return Group(Kind.UNIT, len(found), [hit for _other, _name, hit in sorted(found, key=lambda each: each[:2])[:most]])


def _piece(text: str, query: str) -> Parts:
    return shown(" ".join(text.split()), query)


def _best(rows: Select[Any], most: int) -> Sequence[Any]:
    return db.session.scalars(rows.limit(most)).unique().all()


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
