"""Where one task ends and the next begins: a draft is cut in two, or joined to the one before it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from tracker import history
from tracker.documents import readings, steps, typed
from tracker.documents.drafts import require_version
from tracker.documents.models import Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.documents.queries import previous, units_of
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.names import folded_unit_name
from tracker.reading.parts import halves, places_to_cut, read_halves, words_at
from tracker.reading.results import Span
from tracker.reading.text import Lines, Passage

Row = TypeVar("Row", ItemUnit, ItemDeadline)


def passage(item: Item) -> Passage:
    """Return the passage of a draft, in whose words a place to cut is counted."""
    return words_at(item.conclusion.text, Span(item.start, item.end), item.text)


def places(item: Item) -> list[tuple[int, str, str]]:
    """Return where a draft may well be cut: the place in its words, and the words on both sides of it."""
    words = passage(item)
    return [(place, words.text[:place].rstrip(), words.text[place:].lstrip(" ,")) for place in places_to_cut(words)]


def split(item: Item, place: int, *, version: int, by: User, at: datetime) -> Item:
    """Cut a draft at a place of its words, read both parts again, and return the second, a new draft.

    What nobody leads in its part keeps the lead of the whole; both are undecided again.
    """
    require_version(item, version)
    conclusion, words = item.conclusion, passage(item)
    if halves(words, place) is None:
        raise RuleBroken(_("Choose a place between the words: both parts must say something."), "place")
    whole, kept = readings.item_of(item), readings.settled(item)
    one, two = read_halves(whole, words, place, Lines(conclusion.text), reference=conclusion.reference_date)
    with steps.step(conclusion, "split", [item], by=by, at=at) as done:
        second = Item(conclusion_id=conclusion.id, position=item.position, assignee_id=item.assignee_id)
        readings.fill(second, two, kept)
        readings.fill(item, one, kept)
        db.session.add(second)
        done.drafts.append(second)
    typed.forget([item], by=by)
    steps.order(conclusion)
    history.record("split", item, by=by, at=at, changes={"passage": (whole.text, item.text), "rest": second.text})
    db.session.commit()
    return second


def merge(item: Item, *, version: int, by: User, at: datetime) -> Item:
    """Join a draft to the one before it, and return that: passages joined, leads and deadlines united, undecided."""
    require_version(item, version)
    conclusion, before = item.conclusion, previous(item)
    if before is None:
        raise RuleBroken(_("There is no draft before this one."))
    text = f"{before.text} {item.text}"
    change = {"passage": (before.text, text)}
    with steps.step(conclusion, "merged", [before, item], by=by, at=at):
        _unite(before, item)
        before.text, before.end = text, max(before.end, item.end)
        steps.remove(item)
    typed.forget([before], by=by)
    steps.order(conclusion)
    history.record("merged", before, by=by, at=at, changes=change)
    db.session.commit()
    return before


def _unite(before: Item, item: Item) -> None:
    """Give a draft what the one after it has and it has not."""
    wordless = before.decision == item.decision == Decision.NO_TASK
    before.action = "; ".join(filter(None, [before.action, _small(item.action) if before.action else item.action]))
    before.product = "; ".join(_once([before.product, item.product]))
    before.assignee_words = "; ".join(_once([before.assignee_words, item.assignee_words]))[:500]
    before.assignee_id = before.assignee_id or item.assignee_id
    before.recurrence = before.recurrence or item.recurrence
    before.kind = before.kind if before.kind.is_actionable else item.kind
    before.confidence = min(before.confidence, item.confidence)
    told = {each["fact"] for each in before.works}
    before.works = [*before.works, *(each for each in item.works if each["fact"] not in told)]
    before.remarks = [*before.remarks, *(each for each in item.remarks if each not in before.remarks)]
    before.deadlines += [_copy(each) for each in item.deadlines if not _has(before, each)]
    leads = {_key(each) for each in (*units_of(before, Part.LEAD), *units_of(item, Part.LEAD))}
    named = [*before.units, *(_copy(each) for each in item.units)]
    kept: dict[Any, ItemUnit] = {}
    for each in named:
        if each.part == Part.LEAD or _key(each) not in leads:
            kept.setdefault(_key(each), each)
    before.units = list(kept.values())
    before.decision = Decision.NO_TASK if wordless else Decision.OPEN
    before.decided_at, before.decided_by_id = None, None


def _key(named: ItemUnit) -> Any:
    return named.unit_id or folded_unit_name(named.words)


def _has(draft: Item, deadline: ItemDeadline) -> bool:
    return any(
        (each.words, each.on, each.kind) == (deadline.words, deadline.on, deadline.kind) for each in draft.deadlines
    )


def _copy(row: Row) -> Row:
    names = (column.key for column in type(row).__table__.columns)
    return type(row)(**{name: getattr(row, name) for name in names if name not in ("id", "item_id")})


def _small(action: str) -> str:
    """Return what follows a semicolon: small at its head, unless it opens with an abbreviation."""
    return action[:1].lower() + action[1:] if action[1:2].islower() else action


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))
