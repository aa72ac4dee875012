"""The signed conclusion beside the draft of its meeting: which item each direction became, and in what they differ.

The program proposes, a secretary confirms or corrects. What is confirmed holds from then on: when the conclusion is
published, the task it gives continues the one the direction was about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import history
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.direction_models import Direction
from tracker.meetings.matching import Difference, Entry, differences, propose
from tracker.meetings.models import Meeting
from tracker.people.models import Unit, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import active_units
from tracker.tasks import threads
from tracker.tasks.models import Task
from tracker.tasks.queries import is_whole


@dataclass(frozen=True)
class Line:
    """A direction beside the item of the signed conclusion it became, as far as anybody knows."""

    direction: Direction
    item: Item | None
    differences: tuple[Difference, ...] = ()
    is_settled: bool = False
    """A person confirmed the item, or that there is none."""

    @property
    def unit(self) -> Unit | None:
        """Who was to carry it out."""
        return self.direction.lead_unit or (self.direction.task.lead_unit if self.direction.task else None)


@dataclass(frozen=True)
class Matching:
    """A signed conclusion beside what its meeting's draft asked for."""

    meeting: Meeting
    conclusion: Conclusion
    lines: Sequence[Line] = field(default_factory=list)
    items: Sequence[Item] = field(default_factory=list)
    """Everything the signed conclusion holds, to choose from."""
    new: Sequence[Item] = field(default_factory=list)
    """What the signed conclusion asks for and no direction does."""

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


def papers_of(meeting: Meeting) -> Sequence[Conclusion]:
    """Return the documents recorded as concluded at a meeting, drafts among them, the first recorded first."""
    query = select(Conclusion).filter_by(committee_id=meeting.committee_id, meeting_on=meeting.held_on)
    return db.session.scalars(query.order_by(Conclusion.id)).all()


def meeting_of(conclusion: Conclusion) -> Meeting | None:
    """Return the meeting at which a document was concluded, as its head says."""
    query = select(Meeting).filter_by(committee_id=conclusion.committee_id, held_on=conclusion.meeting_on)
    return db.session.scalar(query.where(Meeting.cancelled_at.is_(None))) if conclusion.meeting_on else None


def matching(meeting: Meeting, conclusion: Conclusion) -> Matching:
    """Return a signed conclusion beside the directions of its meeting that were to stand in it.

    What became an item of another conclusion of the same meeting stands there. A fixed number of questions.
    """
    directions, items, named = _directions(meeting, conclusion), _items(conclusion), _units_by_name()
    entries = {item.id: _signed(item, named) for item in items}
    taken = {direction.item_id for direction in directions}
    unsettled = [_drafted(each) for each in directions if each.item_id is None and not each.is_unsigned]
    proposed = propose(unsettled, [entry for key, entry in entries.items() if key not in taken])
    found = {item.id: item for item in items}
    lines = []
    for direction in directions:
        item = found.get(direction.item_id or proposed.get(direction.id, 0))
        differ = differences(_drafted(direction), entries[item.id]) if item else ()
        lines.append(Line(direction, item, differ, direction.item_id is not None or direction.is_unsigned))
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


def _directions(meeting: Meeting, conclusion: Conclusion) -> Sequence[Direction]:
    """Return the directions that were to stand in the conclusion, in the order of the draft."""
    elsewhere = select(Item.id).where(Item.conclusion_id != conclusion.id)
    query = select(Direction).where(
        Direction.meeting_id == meeting.id, Direction.withdrawn_at.is_(None), Direction.is_left_out.is_(False),
        or_(Direction.item_id.is_(None), Direction.item_id.not_in(elsewhere)),
    )  # fmt: skip
    task = joinedload(Direction.task)
    query = query.options(joinedload(Direction.lead_unit), task.joinedload(Task.lead_unit))
    return db.session.scalars(query.order_by(Direction.place, Direction.id)).all()


def _items(conclusion: Conclusion) -> Sequence[Item]:
    query = select(Item).filter_by(conclusion_id=conclusion.id)
    return db.session.scalars(
        query.options(selectinload(Item.units), selectinload(Item.deadlines)).order_by(Item.position)
    ).all()


def _drafted(direction: Direction) -> Entry[int]:
    line = Line(direction, None)
    units = frozenset([line.unit.id]) if line.unit else frozenset[int]()
    return Entry(direction.id, direction.written, units, direction.due_on)


def _signed(item: Item, named: Mapping[str, int]) -> Entry[int]:
    """Return an item as it is compared; a unit nobody settled yet counts by its name."""
    leads = (each for each in item.units if each.part == Part.LEAD)
    units = (each.unit_id or named.get(folded_unit_name(each.words)) for each in leads)
    return Entry(item.id, item.text, frozenset(each for each in units if each), item.due.on if item.due else None)


def _units_by_name() -> dict[str, int]:
    units = db.session.scalars(active_units().options(selectinload(Unit.aliases))).all()
    aliases = {alias.folded: unit.id for unit in units for alias in unit.aliases}
    return aliases | {unit.folded: unit.id for unit in units}


# ------------------------------------------------------------------------------------------ what one does


def settle(
    conclusion: Conclusion, chosen: Mapping[int, int | None], versions: Mapping[int, int], *, by: User, at: datetime
) -> int:
    """Write down which item of a conclusion each direction became, None where it has none; return how many changed.

    Of a published conclusion, the task an item gave then continues the one the direction was about, where its thread
    has room. Raises StaleVersion when somebody changed one of the directions meanwhile, RuleBroken for an item of
    another document.
    """
    items = {item.id: item for item in _items(conclusion)}
    rows = select(Direction).where(Direction.id.in_(chosen), Direction.committee_id == conclusion.committee_id)
    directions = db.session.scalars(rows.order_by(Direction.id).with_for_update(of=Direction)).all()
    if any(versions.get(each.id) != each.version for each in directions):
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if any(item_id is not None and item_id not in items for item_id in chosen.values()):
        raise RuleBroken(_("This item is not in the document any more. Look at the page again."))
    changed = [each for each in directions if _settle(each, items.get(chosen[each.id] or 0), by=by, at=at)]
    if conclusion.is_published:
        _continue(changed, by=by, at=at)
    db.session.commit()
    return len(changed)


def _settle(direction: Direction, item: Item | None, *, by: User, at: datetime) -> bool:
    if (direction.item_id, direction.is_unsigned) == (item.id if item else None, item is None):
        return False
    changes = {"item": (direction.item.text if direction.item else None, item.text if item else None)}
    direction.item, direction.is_unsigned = item, item is None
    history.record("matched" if item else "found_unsigned", direction, by=by, at=at, changes=changes if item else {})
    return True


def _continue(directions: Iterable[Direction], *, by: User, at: datetime) -> None:
    """Let the tasks that published items gave continue the tasks of their directions."""
    by_item = {each.item_id: each.task for each in directions if each.item_id and each.task}
    opened = select(Task).where(Task.item_id.in_(by_item), is_whole())
    for task in db.session.scalars(opened.order_by(Task.id)):
        earlier = by_item[task.item_id]
        if earlier is not None and threads.may_continue(task, earlier):
            threads.join(task, earlier, by=by, at=at)
