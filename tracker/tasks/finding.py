"""One search over tasks, documents, what was reported and the units: with accents or without, the very words first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, undefer

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
    DIRECTION = "direction"
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


Seeker = Callable[[str, Reach, int], Group]

ELSEWHERE: list[Seeker] = []
"""What rooms to the right of the tasks find; each adds its own here when it is opened."""


def find(query: str, reach: Reach, most: int) -> list[Group]:
    """Return what answers a query within reach, at most so many of each kind; groups without an answer are left out."""
    if len(words_of(query).replace(" ", "")) < SHORTEST:
        return []
    groups = [_tasks(query, reach, most), _conclusions(query, reach, most), _updates(query, reach, most)]
    groups += [seek(query, reach, most) for seek in ELSEWHERE]
    return [group for group in [*groups, _units(query, most)] if group.total]


def _tasks(query: str, reach: Reach, most: int) -> Group:
    rows = Task.found(visible(reach).order_by(Task.due_on.is_(None), Task.due_on.desc(), Task.id.desc()), query)
    best, total = best_of(rows, with_row(select(Task)), Task.id, most)
    hits = [Hit(task, shown(task.title, query), piece_of(task.item.text, query)) for task in best]
    return Group(Kind.TASK, total, hits)


def _conclusions(query: str, reach: Reach, most: int) -> Group:
    newest = documents.visible(reach).order_by(Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc())
    whole = select(Conclusion).options(undefer(Conclusion.text))
    best, total = best_of(Conclusion.found(newest, query), whole, Conclusion.id, most)
    return Group(
        Kind.CONCLUSION, total, [Hit(each, shown(name_of(each), query), piece_of(each.text, query)) for each in best]
    )


def _updates(query: str, reach: Reach, most: int) -> Group:
    seen = visible(reach).with_only_columns(Task.id).order_by(None)
    said = select(Update).where(Update.task_id.in_(seen)).order_by(Update.id.desc())
    whole = select(Update).options(joinedload(Update.task).joinedload(Task.lead_unit), joinedload(Update.by))
    best, total = best_of(Update.found(said, query), whole, Update.id, most)
    hits = [
        Hit(each, shown(each.task.title, query), piece_of(" ".join(text for text in each.told() if text), query))
        for each in best
    ]
    return Group(Kind.UPDATE, total, hits)


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


def piece_of(text: str, query: str) -> Parts:
    """Return the piece of a text that answers a query."""
    return shown(" ".join(text.split()), query)


def best_of(
    rows: Select[Any], whole: Select[Any], key: InstrumentedAttribute[int], most: int
) -> tuple[Sequence[Any], int]:
    """Return the first rows of a selection, loaded as `whole` says, and how many it holds.

    The words of all rows are looked through once for both: that is what takes the time.
    """
    found = db.session.execute(rows.with_only_columns(key, func.count().over().label("total")).limit(most)).all()
    ids = [row[0] for row in found]
    loaded = {row.id: row for row in db.session.scalars(whole.where(key.in_(ids))).unique()} if ids else {}
    return [loaded[each] for each in ids], found[0].total if found else 0
