"""The signed conclusion beside the draft of its meeting: which item each of the draft became, in what they differ.

The program proposes, a secretary confirms or corrects. What is confirmed holds from then on: when the conclusion is
published, the task it gives continues the one the direction was about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker import history
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.conclusion_draft import Point, points_of
from tracker.meetings.direction_models import Direction
from tracker.meetings.matching import Difference, Entry, differences, propose
from tracker.meetings.models import Meeting
from tracker.meetings.queries import papers_of
from tracker.people.models import Unit, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import active_units
from tracker.tasks import threads
from tracker.tasks.models import Task
from tracker.tasks.queries import is_whole


@dataclass(frozen=True)
class Line:
    """An item of the draft beside the item of the signed conclusion it became, as far as anybody knows."""

    point: Point
    item: Item | None
    differences: tuple[Difference, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether a person confirmed the item, or that there is none."""
        return self.point.row.item_id is not None or self.point.row.is_unsigned


@dataclass(frozen=True)
class Matching:
    """A signed conclusion beside the draft of its meeting."""

    meeting: Meeting
    conclusion: Conclusion
    lines: Sequence[Line] = field(default_factory=list)
    items: Sequence[Item] = field(default_factory=list)
    """Everything the signed conclusion holds, to choose from."""
    new: Sequence[Item] = field(default_factory=list)
    """What the signed conclusion asks for and its draft did not."""

    @property
    def unsettled(self) -> Sequence[Line]:
        return [line for line in self.lines if not line.is_settled]

    @property
    def missing(self) -> Sequence[Line]:
        return [line for line in self.lines if line.item is None]

    def differing(self, difference: Difference) -> Sequence[Line]:
        return [line for line in self.lines if difference in line.differences]

    @property
    def alike(self) -> Sequence[Line]:
        return [line for line in self.lines if line.item is not None and not line.differences]


# ------------------------------------------------------------------------------------------ what one asks


def matching(meeting: Meeting, conclusion: Conclusion) -> Matching:
    """Return a signed conclusion beside the draft of its meeting.

    What became an item of another conclusion of the same meeting stands there. A fixed number of questions.
    """
    items, named = _items(conclusion), _units_by_name()
    found, entries = {item.id: item for item in items}, {item.id: _signed(item, named) for item in items}
    elsewhere = _items_elsewhere(meeting, conclusion)
    points = [each for each in points_of(meeting) if each.row.item_id not in elsewhere]
    taken = {each.row.item_id for each in points}
    unsettled = [_drafted(each) for each in points if each.row.item_id is None and not each.row.is_unsigned]
    free: list[Entry[str]] = [entry for key, entry in entries.items() if key not in taken]
    proposed = propose(unsettled, free)
    lines = []
    for point in points:
        item = found.get(point.row.item_id or int(proposed.get(point.key, 0)))
        lines.append(Line(point, item, differences(_drafted(point, item), entries[item.id]) if item else ()))
    given = {line.item.id for line in lines if line.item}
    new = [item for item in items if item.id not in given and item.decision != Decision.NO_TASK]
    return Matching(meeting, conclusion, lines, items, new)


def continued(conclusion: Conclusion) -> dict[int, Task]:
    """Return the tasks that items of a conclusion continue, for a direction of theirs became the item."""
    query = select(Direction).join(Item, Item.id == Direction.item_id).where(
        Item.conclusion_id == conclusion.id, Direction.task_id.is_not(None), Direction.withdrawn_at.is_(None)
    )  # fmt: skip
    found: dict[int, Task] = {}
    for direction in db.session.scalars(query.options(joinedload(Direction.task)).order_by(Direction.id)):
        if direction.item_id and direction.task:
            found.setdefault(direction.item_id, direction.task)
    return found


def _items_elsewhere(meeting: Meeting, conclusion: Conclusion) -> set[int]:
    """Return the items that the draft of a meeting became in its other conclusions."""
    others = [paper.id for paper in papers_of(meeting) if paper.id != conclusion.id]
    return set(db.session.scalars(select(Item.id).where(Item.conclusion_id.in_(others)))) if others else set()


def _items(conclusion: Conclusion) -> Sequence[Item]:
    query = select(Item).filter_by(conclusion_id=conclusion.id)
    return db.session.scalars(
        query.options(selectinload(Item.units), selectinload(Item.deadlines)).order_by(Item.position)
    ).all()


def _drafted(point: Point, item: Item | None = None) -> Entry[str]:
    """Return an item of the draft as it is compared; a deadline that stands in its words alone is the signed one's."""
    due = item.due if item else None
    in_words = due is not None and point.row.due_on is None and due.words in point.row.written
    units = frozenset([point.unit.id]) if point.unit else frozenset[int]()
    return Entry(point.key, point.row.written, units, due.on if due and in_words else point.row.due_on)


def _signed(item: Item, named: Mapping[str, int]) -> Entry[str]:
    """Return an item as it is compared; a unit nobody settled yet counts by its name."""
    leads = (each for each in item.units if each.part == Part.LEAD)
    units = (each.unit_id or named.get(folded_unit_name(each.words)) for each in leads)
    return Entry(str(item.id), item.text, frozenset(each for each in units if each), item.due.on if item.due else None)


def _units_by_name() -> dict[str, int]:
    units = db.session.scalars(active_units().options(selectinload(Unit.aliases))).all()
    aliases = {alias.folded: unit.id for unit in units for alias in unit.aliases}
    return aliases | {unit.folded: unit.id for unit in units}


# ------------------------------------------------------------------------------------------ what one does


def settle(
    meeting: Meeting, conclusion: Conclusion, chosen: Mapping[str, int | None], versions: Mapping[str, int], *,
    by: User, at: datetime,
) -> int:  # fmt: skip
    """Write down which item of a conclusion each of its draft's became, None where none; return how many changed.

    Both are named by their keys on the page. Of a published conclusion, the task an item gave then continues the one
    the direction was about, where its thread has room. Raises StaleVersion when somebody changed one of the draft's
    items meanwhile, RuleBroken for an item of another document.
    """
    items = {item.id: item for item in _items(conclusion)}
    points = [each for each in points_of(meeting) if each.key in chosen]
    for each in points:
        db.session.refresh(each.row, with_for_update={"of": type(each.row)})
    if any(versions.get(each.key) != each.row.version for each in points):
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if any(item_id is not None and item_id not in items for item_id in chosen.values()):
        raise RuleBroken(_("This item is not in the document any more. Look at the page again."))
    changed = [each for each in points if _settle(each, items.get(chosen[each.key] or 0), by=by, at=at)]
    if conclusion.is_published:
        _continue([each.row for each in changed if isinstance(each.row, Direction)], by=by, at=at)
    db.session.commit()
    return len(changed)


def _settle(point: Point, item: Item | None, *, by: User, at: datetime) -> bool:
    row = point.row
    if (row.item_id, row.is_unsigned) == (item.id if item else None, item is None):
        return False
    changes = {"item": (row.item.text if row.item else None, item.text)} if item else {}
    row.item, row.is_unsigned = item, item is None
    history.record("matched" if item else "found_unsigned", row, by=by, at=at, changes=changes)
    return True


def _continue(directions: Iterable[Direction], *, by: User, at: datetime) -> None:
    """Let the tasks that published items gave continue the tasks of their directions."""
    by_item = {each.item_id: each.task for each in directions if each.item_id and each.task}
    opened = select(Task).where(Task.item_id.in_(by_item), is_whole())
    for task in db.session.scalars(opened.order_by(Task.id)):
        earlier = by_item[task.item_id]
        if earlier is not None and threads.may_continue(task, earlier):
            threads.join(task, earlier, by=by, at=at)
