"""Between a reading and its drafts: what was read becomes a draft, and a draft becomes what should have been read."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tracker.documents.models import Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.people.names import folded_unit_name
from tracker.people.queries import unit_named
from tracker.reading import results
from tracker.reading.parts import words_at
from tracker.reading.results import Found, ItemKind, Span
from tracker.reading.works import facts_of, name_of_works

Kept = dict[tuple[Part, str], int | None]
"""The unit that words were settled to mean, by their part and their folded form."""


def draft_of(item: results.Item, position: int) -> Item:
    """Return the draft of a read item; what asks for nothing is decided already, and a person may reopen it."""
    return fill(Item(position=position), item)


def fill(draft: Item, item: results.Item, kept: Kept | None = None) -> Item:
    """Write a read item into a draft in place of all that stood there; `kept` are units already settled."""
    draft.path, draft.text, draft.kind = list(item.path), item.text, item.kind
    draft.start, draft.end = item.span.start, item.span.end
    draft.action, draft.product = _action(item), item.product.value if item.product else ""
    draft.recurrence = item.recurrence.value if item.recurrence else None
    draft.assignee_words = "; ".join(person.words for person in item.persons)[:500]
    draft.confidence, draft.remarks = item.confidence, [_remark(each) for each in item.remarks]
    draft.works = [asdict(each) for each in facts_of(item)]
    draft.decision = Decision.OPEN if item.kind.is_actionable else Decision.NO_TASK
    draft.decided_at, draft.decided_by_id = None, None
    draft.deadlines = [_deadline(each) for each in item.deadlines]
    draft.units = [*_named(item.leads, Part.LEAD, kept or {}), *_named(item.coordinating, Part.SUPPORT, kept or {})]
    return draft


def settled(draft: Item) -> Kept:
    """Return which units a draft's words are settled to mean."""
    return {(each.part, folded_unit_name(each.words)): each.unit_id for each in draft.units if each.unit_id}


def item_of(draft: Item) -> results.Item:
    """Return a draft as the item that should have been read; what a person typed has no place but the item's own."""
    leads, supports = _found_units(draft, Part.LEAD), _found_units(draft, Part.SUPPORT)
    nowhere = Span(draft.start, draft.start)
    return results.Item(
        path=tuple(draft.path), text=draft.text, span=Span(draft.start, draft.end), kind=draft.kind,
        start_line=_line(draft, draft.start), end_line=_line(draft, max(draft.end - 1, draft.start)),
        action=draft.action or None, leads=leads, lead_source=leads[0].source if leads else results.Source.NONE,
        coordinating=supports,
        persons=tuple(Found(words, words, _place(draft, words)) for words in draft.assignee_words.split("; ") if words),
        deadlines=tuple(_found_deadline(draft, each) for each in draft.deadlines),
        recurrence=Found(draft.recurrence, "", nowhere) if draft.recurrence else None,
        product=Found(draft.product, draft.product, _place(draft, draft.product)) if draft.product else None,
        confidence=draft.confidence,
    )  # fmt: skip


def place_of(text: str, span: Span, words: str, start: int, end: int) -> tuple[Span, str]:
    """Return where a part of an item's words stands in the text, and the part; `start` and `end` count in the words."""
    part = words_at(text, span, words).cut(start, end)
    return part.span, part.text


def _action(item: results.Item) -> str:
    """Return what is to be done; works go by their whole name."""
    name = name_of_works(item.text) if item.kind is ItemKind.PROJECT else None
    return name or item.action or ""


def _remark(remark: results.Remark) -> dict[str, Any]:
    return {**asdict(remark), "span": [remark.span.start, remark.span.end] if remark.span else None}


def _named(found: Iterable[Found[str]], part: Part, kept: Kept) -> list[ItemUnit]:
    """Return the named bodies of a part, each with the unit that was settled or surely bears this name."""
    return [
        ItemUnit(
            part=part, words=each.value[:300], start=each.span.start, end=each.span.end, source=each.source,
            unit_id=kept.get((part, folded_unit_name(each.value))) or _unit_id(each),
        )
        for each in found
    ]  # fmt: skip


def _unit_id(found: Found[str]) -> int | None:
    unit = unit_named(found.value) or unit_named(found.words)
    return unit.id if unit else None


def _deadline(found: results.Deadline) -> ItemDeadline:
    return ItemDeadline(
        words=found.words[:500], start=found.span.start, end=found.span.end, kind=found.kind, on=found.on,
        since=found.since, precision=found.precision,
    )  # fmt: skip


def _found_units(draft: Item, part: Part) -> tuple[Found[str], ...]:
    return tuple(
        Found(each.words, _words(draft, each) or each.words, _span(draft, each), each.source)
        for each in draft.units
        if each.part == part
    )


def _found_deadline(draft: Item, kept: ItemDeadline) -> results.Deadline:
    span = _span(draft, kept)
    is_own = draft.start <= span.start <= draft.end
    return results.Deadline(
        kept.words, span, kept.kind, kept.on, kept.since, kept.precision,
        results.Source.ITEM if is_own else results.Source.SECTION,
    )  # fmt: skip


def _words(draft: Item, kept: ItemUnit | ItemDeadline) -> str:
    return "" if kept.start is None or kept.end is None else draft.conclusion.text[kept.start : kept.end]


def _span(draft: Item, kept: ItemUnit | ItemDeadline) -> Span:
    return Span(draft.start, draft.start) if kept.start is None or kept.end is None else Span(kept.start, kept.end)


def _place(draft: Item, words: str) -> Span:
    at = draft.conclusion.text.find(words, draft.start, draft.end)
    return Span(at, at + len(words)) if at >= 0 else Span(draft.start, draft.start)


def _line(draft: Item, place: int) -> int:
    return draft.conclusion.text.count("\n", 0, place) + 1
