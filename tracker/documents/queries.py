"""What one asks about documents: which can be seen, what of a draft is still lacking, how far its check has come."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased, selectinload

from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part, Step
from tracker.extensions import db
from tracker.people.models import Role, UnitAlias, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import Reach
from tracker.reading.results import DeadlineKind

CHECKERS = frozenset({Role.SECRETARY, Role.CHAIR})
"""Who sees a document before it is published."""

AUTHORITY = re.compile(
    r"\b(?:trình|báo cáo|phê duyệt|thẩm định|thẩm quyền|quyết định|thông qua|cho ý kiến)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Lacking:
    """What a draft still lacks before it is published; only undecided items forbid it, the rest is for a person."""

    undecided: Sequence[Item] = ()
    without_lead: Sequence[Item] = ()
    without_deadline: Sequence[Item] = ()
    unmatched: Sequence[ItemUnit] = ()

    def __bool__(self) -> bool:
        return bool(self.undecided or self.without_lead or self.without_deadline or self.unmatched)


@dataclass(frozen=True)
class Terms:
    """The deadlines of an item as its form shows them: the one it is judged by, a start of works, and the rest."""

    main: ItemDeadline | None = None
    start: ItemDeadline | None = None
    others: Sequence[ItemDeadline] = ()


@dataclass(frozen=True)
class Counts:
    """How many items of a published document became tasks, and how many there are."""

    tasks: int = 0
    items: int = 0


@dataclass(frozen=True)
class Place:
    """A draft as a link names it."""

    id: int
    position: int


def visible(reach: Reach) -> Select[Conclusion]:
    """Select what may be read: published documents, and for secretary and chair the drafts too."""
    drafts = reach.limited_to(CHECKERS).committee_ids
    published = and_(Conclusion.committee_id.in_(reach.committee_ids), Conclusion.published_at.is_not(None))
    return select(Conclusion).where(or_(published, Conclusion.committee_id.in_(drafts)))


def editable(reach: Reach) -> Select[Conclusion]:
    """Select the drafts, which alone may still be changed."""
    return visible(reach).where(Conclusion.published_at.is_(None))


def visible_items(reach: Reach) -> Select[Item]:
    """Select the items of the documents that may be read."""
    return select(Item).where(Item.conclusion_id.in_(visible(reach).with_only_columns(Conclusion.id)))


def whole(query: Select[Conclusion]) -> Select[Conclusion]:
    """Bring the items with their deadlines and units along: a few questions, however many items there are."""
    items = selectinload(Conclusion.items)
    units = items.selectinload(Item.units).selectinload(ItemUnit.unit)
    return query.options(items.selectinload(Item.deadlines), units)


def same_text(committee_id: int, text_hash: str) -> Conclusion | None:
    """Return the document of a committee that has this text already."""
    return db.session.scalar(select(Conclusion).filter_by(committee_id=committee_id, text_hash=text_hash))


def twins(conclusion: Conclusion) -> Sequence[Conclusion]:
    """Return the committee's other documents of the same number and day: most likely this one, recorded before."""
    if conclusion.number is None:
        return []
    same = select(Conclusion).filter_by(
        committee_id=conclusion.committee_id, number=conclusion.number, issued_on=conclusion.issued_on
    )
    return db.session.scalars(same.where(Conclusion.id != conclusion.id).order_by(Conclusion.id)).all()


def drafts(reach: Reach, committee_id: int) -> Sequence[Conclusion]:
    """Return a committee's documents that wait for publication, the newest first."""
    query = editable(reach).where(Conclusion.committee_id == committee_id)
    return db.session.scalars(query.order_by(Conclusion.id.desc())).all()


def published(committee_id: int, reach: Reach) -> Select[Conclusion]:
    """Select a committee's published documents, the newest first."""
    query = visible(reach).where(Conclusion.committee_id == committee_id, Conclusion.published_at.is_not(None))
    return query.order_by(Conclusion.published_at.desc(), Conclusion.id.desc())


def lacking(conclusion: Conclusion) -> Lacking:
    """Return what publishing this document would leave unclear."""
    accepted = [item for item in conclusion.items if item.decision == Decision.ACCEPTED]
    return Lacking(
        undecided=[item for item in conclusion.items if item.decision == Decision.OPEN],
        without_lead=[item for item in accepted if lead_of(item) is None],
        without_deadline=[item for item in accepted if item.due is None and item.recurrence is None],
        unmatched=[named for item in accepted for named in item.units if named.unit_id is None],
    )


def named_in(item: Item, named_id: int) -> Select[ItemUnit]:
    """Select one body named for this item and for no other."""
    return select(ItemUnit).filter_by(item_id=item.id, id=named_id)


def lead_of(item: Item) -> ItemUnit | None:
    """Return the first leading unit of an item whose words a person or a confirmed name has settled."""
    return next((each for each in item.units if each.part == Part.LEAD and each.unit_id is not None), None)


def units_of(item: Item, part: Part) -> list[ItemUnit]:
    """Return the bodies named for one part of the work, in their order."""
    return [each for each in item.units if each.part == part]


def parts_of(item: Item) -> tuple[list[ItemUnit], list[ItemUnit]]:
    """Return the bodies that lead and those that support, each in their order."""
    return units_of(item, Part.LEAD), units_of(item, Part.SUPPORT)


def previous(item: Item) -> Item | None:
    """Return the draft before this one in its document."""
    query = select(Item).where(Item.conclusion_id == item.conclusion_id, Item.position < item.position)
    return db.session.scalar(query.order_by(Item.position.desc()).limit(1))


def terms_of(item: Item) -> Terms:
    """Return the deadlines of an item sorted for its form; a start of works alone is the one it is judged by."""
    ends = [each for each in item.deadlines if each.kind != DeadlineKind.START]
    starts = [each for each in item.deadlines if each.kind == DeadlineKind.START]
    main = max(ends or starts, key=lambda each: each.on or date.min, default=None)
    start = next((each for each in starts if each is not main), None)
    return Terms(main, start, [each for each in item.deadlines if each is not main and each is not start])


def clear_of(item: Item) -> list[tuple[str, bool]]:
    """Return the six things an assignment makes clear ("6 rõ"), each with whether this draft does."""
    return [
        ("person", bool(item.assignee_id or item.assignee_words)),
        ("work", bool(item.action)),
        ("time", item.due is not None or item.recurrence is not None),
        ("responsibility", lead_of(item) is not None),
        ("product", bool(item.product)),
        ("authority", bool(AUTHORITY.search(item.text))),
    ]


def counts(conclusions: Iterable[Conclusion]) -> dict[int, Counts]:
    """Return by document how many of its items became tasks, with one question for all of them."""
    ids = [conclusion.id for conclusion in conclusions]
    found: dict[int, Counts] = {}
    for key, decision in db.session.execute(
        select(Item.conclusion_id, Item.decision).where(Item.conclusion_id.in_(ids))
    ):
        before = found.get(key, Counts())
        found[key] = Counts(before.tasks + (decision == Decision.ACCEPTED), before.items + 1)
    return found


def step_to_undo(conclusion: Conclusion, user: User, step_id: int | None = None) -> Step | None:
    """Return the last step a person took in a document and has not taken back, or the named step, whoever took it."""
    query = select(Step).where(Step.conclusion_id == conclusion.id, Step.undone_at.is_(None))
    query = query.where(Step.id == step_id) if step_id is not None else query.where(Step.by_id == user.id)
    return db.session.scalar(query.order_by(Step.id.desc()).limit(1))


class Learnt:
    """The names people taught the office while they checked a document, asked for once, by the draft it was done at."""

    def __init__(self) -> None:
        self._found: dict[int, dict[int, list[Step]]] = {}

    def at(self, item: Item) -> list[Step]:
        """Return the steps at this draft whose name is still known."""
        if item.conclusion_id not in self._found:
            self._found[item.conclusion_id] = _learnt(item.conclusion_id)
        return self._found[item.conclusion_id].get(item.id, [])


def _learnt(conclusion_id: int) -> dict[int, list[Step]]:
    taken = select(Step).filter_by(conclusion_id=conclusion_id, verb="confirmed", undone_at=None).order_by(Step.id)
    found = [step for step in db.session.scalars(taken) if step.changes["name"]["was_learnt"]]
    keys = {step.changes["name"]["key"] for step in found}
    names = select(UnitAlias.folded, UnitAlias.unit_id).where(UnitAlias.folded.in_(keys))
    known = {(key, unit_id) for key, unit_id in db.session.execute(names)}
    steps: dict[int, list[Step]] = {}
    for step in found:
        if step.draft_id and (step.changes["name"]["key"], step.changes["name"]["unit_id"]) in known:
            steps.setdefault(step.draft_id, []).append(step)
    return steps


class Waiting:
    """Where in a document words wait for their unit first: choosing it there settles all. Asked for once a document."""

    def __init__(self) -> None:
        self._first: dict[int, dict[tuple[Part, str], Place]] = {}

    def first_with(self, named: ItemUnit) -> Place:
        """Return the first draft in which the same words wait; the draft itself when none does before it."""
        item = named.item
        if item.conclusion_id not in self._first:
            self._first[item.conclusion_id] = _first_waiting(item.conclusion_id)
        key = named.part, folded_unit_name(named.words)
        return self._first[item.conclusion_id].get(key, Place(item.id, item.position))


def _first_waiting(conclusion_id: int) -> dict[tuple[Part, str], Place]:
    query = select(ItemUnit.part, ItemUnit.words, Item.id, Item.position).join(Item, ItemUnit.item_id == Item.id)
    query = query.where(Item.conclusion_id == conclusion_id, ItemUnit.unit_id.is_(None))
    query = query.where(Item.decision != Decision.NO_TASK).order_by(Item.position, ItemUnit.id)
    first: dict[tuple[Part, str], Place] = {}
    for part, words, item_id, position in db.session.execute(query):
        first.setdefault((part, folded_unit_name(words)), Place(item_id, position))
    return first


@dataclass(frozen=True)
class Unmatched:
    """Words written for a leading unit that nobody knows yet: how many drafts wait for them, and the first."""

    words: str
    drafts: int
    first: Place


def unmatched_leads(conclusion_id: int) -> list[Unmatched]:
    """Return the words that undecided drafts without a leading unit name as their lead, those of most drafts first."""
    query = select(ItemUnit.words, Item.id, Item.position).join(Item, ItemUnit.item_id == Item.id)
    query = query.where(Item.conclusion_id == conclusion_id, Item.decision == Decision.OPEN)
    query = query.where(ItemUnit.unit_id.is_(None), ItemUnit.part == Part.LEAD).order_by(Item.position, ItemUnit.id)
    settled = aliased(ItemUnit)
    led = exists().where(settled.item_id == Item.id, settled.part == Part.LEAD, settled.unit_id.is_not(None))
    query = query.where(~led)
    found: dict[str, tuple[str, list[Place]]] = {}
    for words, item_id, position in db.session.execute(query):
        found.setdefault(folded_unit_name(words), (words, []))[1].append(Place(item_id, position))
    rows = [Unmatched(words, len(places), places[0]) for words, places in found.values()]
    return sorted(rows, key=lambda row: -row.drafts)


def named_in_document(conclusion_id: int) -> Sequence[ItemUnit]:
    """Return every body named in a document, in the order of its drafts."""
    query = select(ItemUnit).join(Item, ItemUnit.item_id == Item.id).where(Item.conclusion_id == conclusion_id)
    return db.session.scalars(query.order_by(Item.position, ItemUnit.id)).all()
