"""What one does with the draft of a conclusion: write it, word its items, order them, add some, leave some out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.conclusion_draft import Draft, Point, draft_of
from tracker.meetings.conclusion_draft_models import ConclusionDraft, DraftItem
from tracker.meetings.direction_models import Direction
from tracker.meetings.directions import is_granting
from tracker.meetings.models import Meeting
from tracker.people.calendar import office_calendar
from tracker.people.models import Unit, User
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline


@dataclass(frozen=True)
class ItemWords:
    """What is written of an item."""

    text: str
    lead_unit: Unit | None = None
    due_words: str = ""


def write_draft(
    meeting: Meeting,
    values: Mapping[str, Any],
    *,
    restored: Collection[str] = (),
    version: int,
    by: User,
    at: datetime,
    on: date,
) -> None:
    """Write some of a draft's words; what reads as proposed is not kept, so that it goes on following the facts.

    `restored` are names of words to read as proposed again. Raises StaleVersion when somebody wrote meanwhile.
    """  # fmt: skip
    draft = _open(meeting, on)
    if draft.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    row, changes = draft.row or ConclusionDraft(meeting=meeting), {}
    for name, value in values.items():
        proposed, before = getattr(draft.proposed, name), getattr(draft.words, name)
        now = proposed if name in restored else value
        setattr(row, name, None if now == proposed else now)
        if now != before:
            changes[name] = (before, now)
    if not changes:
        db.session.rollback()
        return
    db.session.add(row)
    history.record("wrote", row, by=by, at=at, changes=changes)
    db.session.commit()


def word_direction(direction: Direction, words: ItemWords, *, version: int, by: User, at: datetime, on: date) -> None:
    """Say how the conclusion is to word what the chair directed; what was said stays as it was said.

    A later deadline for its task is granted with the direction itself, and is not changed here.
    """
    draft = _open_of(direction, on)
    _refuse_stale(direction, version)
    due_words, due_on = _due(words.due_words, draft)
    if due_on != direction.due_on and (direction.extension_id or _grants(direction, due_on)):
        raise RuleBroken(
            _("A later deadline is granted with the direction itself. Correct the direction."), "due_words"
        )
    wording = "" if words.text == direction.text else words.text
    unit_id = words.lead_unit.id if words.lead_unit else None
    new = {"wording": wording, "lead_unit_id": unit_id, "due_words": due_words, "due_on": due_on}
    _set(direction, new, by, at)


def _grants(direction: Direction, due_on: date | None) -> bool:
    return direction.task is not None and is_granting(direction.task, due_on)


def leave_out(direction: Direction, is_left_out: bool, *, version: int, by: User, at: datetime, on: date) -> None:
    """Leave a direction out of the conclusion, or take it in again; it binds all the same."""
    _open_of(direction, on)
    _refuse_stale(direction, version)
    if direction.is_left_out == is_left_out:
        return
    direction.is_left_out = is_left_out
    history.record("left_out" if is_left_out else "took_in", direction, by=by, at=at)
    db.session.commit()


def add_item(meeting: Meeting, words: ItemWords, *, by: User, at: datetime, on: date) -> DraftItem:
    """Add an item of one's own at the end of a draft."""
    draft = _open(meeting, on)
    due_words, due_on = _due(words.due_words, draft)
    place = max((point.row.place for point in draft.points), default=0) + 1
    item = DraftItem(
        meeting=meeting, text=words.text, lead_unit=words.lead_unit, due_words=due_words, due_on=due_on, place=place,
        by=by, at=at,
    )  # fmt: skip
    db.session.add(item)
    history.record("added", item, by=by, at=at, changes={"text": words.text, "due_on": due_on})
    db.session.commit()
    return item


def change_item(item: DraftItem, words: ItemWords, *, version: int, by: User, at: datetime, on: date) -> None:
    """Change an item of one's own."""
    draft = _open(item.meeting, on)
    _refuse_stale(item, version)
    due_words, due_on = _due(words.due_words, draft)
    unit_id = words.lead_unit.id if words.lead_unit else None
    _set(item, {"text": words.text, "lead_unit_id": unit_id, "due_words": due_words, "due_on": due_on}, by, at)


def remove_item(item: DraftItem, *, version: int, by: User, at: datetime, on: date) -> None:
    """Take an item of one's own out of the draft; the history keeps its words."""
    _open(item.meeting, on)
    _refuse_stale(item, version)
    history.record("discarded", item, by=by, at=at, changes={"text": item.text})
    db.session.delete(item)
    db.session.commit()


def move(meeting: Meeting, key: str, *, past: str, by: User, at: datetime, on: date) -> None:
    """Let an item and its neighbour `past` change places; the page names both, for the order may have moved on."""
    draft = _open(meeting, on)
    keys = [point.key for point in draft.points]
    if key not in keys or past not in keys or abs(keys.index(key) - keys.index(past)) != 1:
        raise StaleVersion(_("Somebody changed the order meanwhile. Look at it again."))
    one, other = keys.index(key), keys.index(past)
    ordered = list(draft.points)
    ordered[one], ordered[other] = ordered[other], ordered[one]
    _lay(draft, ordered, by, at)


def order_by_unit(meeting: Meeting, *, by: User, at: datetime, on: date) -> None:
    """Bring the items of each unit together, the units in the order they come up in."""
    draft = _open(meeting, on)
    units = list(dict.fromkeys(point.unit for point in draft.points))
    _lay(draft, sorted(draft.points, key=lambda point: units.index(point.unit)), by, at)


def _lay(draft: Draft, ordered: list[Point], by: User, at: datetime) -> None:
    """Number the items anew; their own versions stay, for nobody's words change."""
    for place, point in enumerate(ordered, 1):
        table = type(point.row)
        db.session.execute(update(table).where(table.id == point.row.id).values(place=place))
    words = [" ".join(point.row.written.split())[:60] for point in ordered]
    history.record("ordered", draft.meeting, by=by, at=at, changes={"items": words})
    db.session.commit()


def _open(meeting: Meeting, on: date) -> Draft:
    """Return the draft of a meeting that may still be written; other writers of it wait until this one is done."""
    db.session.refresh(meeting, with_for_update=True)
    draft = draft_of(meeting, on)
    if draft.is_closed:
        raise RuleBroken(_("The conclusion of this meeting is published. Its draft does not change any more."))
    return draft


def _open_of(direction: Direction, on: date) -> Draft:
    if direction.meeting is None or direction.is_withdrawn:
        raise RuleBroken(_("This direction belongs to no draft."))
    return _open(direction.meeting, on)


def _refuse_stale(row: Direction | DraftItem, version: int) -> None:
    db.session.refresh(row)
    if row.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))


def _due(typed: str, draft: Draft) -> tuple[str, date | None]:
    """Return a deadline as typed and the day it means; raise RuleBroken when it means none."""
    words = " ".join(typed.split())
    if not words:
        return "", None
    with in_force(office_calendar()):
        read = read_deadline(words, reference=draft.reference)
    if read is None or read.on is None:
        raise RuleBroken(
            _("No day could be read. Write it like 30/9/2026, Quý I/2027 or cuối tháng 10/2026."), "due_words"
        )
    return words, read.on


def _set(row: Direction | DraftItem, values: Mapping[str, Any], by: User, at: datetime) -> None:
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, (_before, value) in changes.items():
        setattr(row, name, value)
    if changes:
        history.record("reworded", row, by=by, at=at, changes=changes)
    db.session.commit()
