"""Steps: what a person did to the drafts of a document, kept with what stood there before, so that it is taken back.

A step holds, by draft, the fields that changed: as they were and as the step left them. A draft that a step made was
nothing before; one that it took away is nothing after. Taking a step back needs every one of these fields still as the
step left it, so nobody's later work is ever overwritten, and steps of two people do not stand in each other's way.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import selectinload

from tracker.documents.models import Conclusion, Item, ItemDeadline, ItemUnit, Step, TypedDraft
from tracker.errors import StaleVersion
from tracker.extensions import Model, db
from tracker.languages import gettext as _
from tracker.people.models import User

FIELDS = (
    "path", "start", "end", "text", "kind", "action", "product", "recurrence", "assignee_words", "assignee_id",
    "confidence", "remarks", "works", "decision", "decided_at", "decided_by_id",
)  # fmt: skip
PARTS: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "deadlines": (ItemDeadline, ("words", "start", "end", "kind", "on", "since", "precision")),
    "units": (ItemUnit, ("part", "words", "start", "end", "source", "unit_id")),
}
WHOLE = ("text", "text_hash", "header_spans", "type", "number", "issued_on", "meeting_on", "issuer", "title", "place",
         "signer", "signer_role")  # fmt: skip
"""What a document itself may lose and get back: its text, and the values read from around its body."""

Seen = dict[str, Any]
"""The fields of a draft or of a document as plain data."""


class Done:
    """What one step does, while it is being done."""

    def __init__(self, drafts: Iterable[Item]) -> None:
        self.drafts = list(drafts)
        """The drafts it touches; those it makes are appended."""
        self.name: dict[str, Any] = {}
        """The name it taught the office, if any: what `tracker.documents.naming` takes back."""


@contextmanager
def step(
    conclusion: Conclusion, verb: str, drafts: Iterable[Item], *, by: User, at: datetime,
    about: Item | None = None, whole: bool = False,
) -> Iterator[Done]:  # fmt: skip
    """Keep what is done within to these drafts (and, if `whole`, to the document itself) as one step.

    `about` is the draft to go back to when the step is taken back, the first by default. Does NOT commit.
    """
    done = Done(drafts)
    first = (about or done.drafts[0]).id if about or done.drafts else None
    before = {draft.id: seen(draft) for draft in done.drafts}
    document = _plain(conclusion, WHOLE) if whole else {}
    yield done
    db.session.flush()
    changes: dict[str, Any] = {"drafts": _changed(before, done.drafts)}
    if whole:
        changes["document"] = _different(document, _plain(conclusion, WHOLE))
    if done.name:
        changes["name"] = done.name
    if any(changes.values()):
        db.session.add(Step(conclusion=conclusion, by=by, at=at, verb=verb, draft_id=first, changes=changes))


def seen(draft: Item) -> Seen:
    """Return the fields of a draft as plain data."""
    parts = {name: [_plain(each, fields) for each in getattr(draft, name)] for name, (_row, fields) in PARTS.items()}
    return {**_plain(draft, FIELDS), **parts}


def take_back(found: Step) -> list[Item]:
    """Put back what stood there before a step; return its drafts that are there now. Does NOT commit.

    Raises StaleVersion, and changes nothing, when something of it was changed since.
    """
    drafts = {int(key): pair for key, pair in found.changes.get("drafts", {}).items()}
    query = select(Item).where(Item.id.in_(drafts))
    query = query.options(selectinload(Item.deadlines), selectinload(Item.units))
    present = {each.id: each for each in db.session.scalars(query.execution_options(populate_existing=True))}
    for draft_id, (_was, left) in drafts.items():
        _require_unchanged(left, seen(present[draft_id]) if draft_id in present else None)
    if document := found.changes.get("document"):
        was, left = document
        _require_unchanged(left, _plain(found.conclusion, WHOLE))
        put(found.conclusion, was)
    for draft_id, (was, _left) in drafts.items():
        if was is None:
            remove(present.pop(draft_id))
        elif draft_id in present:
            put(present[draft_id], was)
        else:
            present[draft_id] = _made_again(found.conclusion, draft_id, was)
    order(found.conclusion)
    return list(present.values())


def remove(draft: Item) -> None:
    """Take a draft out of its document, with what anybody has typed into its form. Does NOT commit."""
    for typed in db.session.scalars(select(TypedDraft).filter_by(item_id=draft.id)):
        db.session.delete(typed)
    db.session.delete(draft)
    db.session.flush()


def order(conclusion: Conclusion) -> None:
    """Number the drafts of a document as their passages stand in it; no draft gets a new version by it.

    Does NOT commit.
    """
    db.session.flush()
    found = select(Item.id, Item.position).where(Item.conclusion_id == conclusion.id)
    rows = db.session.execute(found.order_by(Item.start, Item.position)).all()
    moved = [{"draft": key, "number": number} for number, (key, at) in enumerate(rows, 1) if at != number]
    if moved:
        by_id = Item.__table__.c.id == bindparam("draft")
        numbered = update(Item).where(by_id).values(position=bindparam("number"))
        db.session.connection().execute(numbered, moved)
    db.session.expire(conclusion, ["items"])


def _changed(before: Mapping[int, Seen], drafts: Iterable[Item]) -> dict[str, list[Seen | None]]:
    """Return by draft what was and what is; a draft that is gone or new stands there whole."""
    changed: dict[str, list[Seen | None]] = {}
    for draft in drafts:
        was = before.get(draft.id)
        left = None if _is_gone(draft) else seen(draft)
        if was and left:
            if pair := _different(was, left):
                changed[str(draft.id)] = pair
        else:
            changed[str(draft.id)] = [was, left]
    return changed


def _is_gone(draft: Item) -> bool:
    return draft not in db.session


def _different(was: Seen, left: Seen) -> list[Seen | None]:
    """Return the fields that differ as a pair, an empty list when none does."""
    names = [name for name in was if was[name] != left[name]]
    return [{name: was[name] for name in names}, {name: left[name] for name in names}] if names else []


def _require_unchanged(left: Seen | None, now: Seen | None) -> None:
    if left is None and now is None:
        return
    if left is None or now is None or any(now[name] != value for name, value in left.items()):
        raise StaleVersion(_("This was changed again since, so it was not taken back. Nothing was overwritten."))


def _made_again(conclusion: Conclusion, draft_id: int, was: Seen) -> Item:
    draft = Item(id=draft_id, conclusion_id=conclusion.id, position=0)
    put(draft, was)
    db.session.add(draft)
    return draft


def put(row: Conclusion | Item, values: Seen) -> None:
    """Write plain data into a row, its deadlines and units anew. Does NOT commit."""
    for name, value in values.items():
        if name in PARTS:
            kind, _fields = PARTS[name]
            setattr(row, name, [kind(**{key: _typed(kind, key, each[key]) for key in each}) for each in value])
        else:
            setattr(row, name, _typed(type(row), name, value))


def _typed(kind: type[Model], name: str, value: Any) -> Any:
    """Return plain data as the column keeps it."""
    wanted = kind.__table__.c[name].type.python_type
    if value is None or not issubclass(wanted, Enum | date):
        return value
    return wanted(value) if issubclass(wanted, Enum) else wanted.fromisoformat(value)


def _plain(row: Model, names: Iterable[str]) -> Seen:
    return {name: _plainly(getattr(row, name)) for name in names}


def _plainly(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
