"""Doubts: what a person should settle about an item, and how sure the reading is of it."""

from tracker.reading.results import Item, ItemKind, Remark, Source


def doubts(item: Item, found: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """What a person should settle: no lead, no deadline, a lead handed down, and the doubts about terms."""
    if not item.kind.is_actionable:
        return ()
    remarks = list(found)
    if not item.leads:
        remarks.append(Remark("no_lead"))
    elif item.lead_source is not Source.ITEM:
        remarks.append(Remark("inherited_lead", item.leads[0].words, item.leads[0].span))
    if not item.deadlines and item.kind is ItemKind.TASK:
        remarks.append(Remark("no_deadline"))
    return tuple(remarks)


WEIGHTS = {
    "no_lead": 0.3,
    "no_deadline": 0.1,
    "inherited_lead": 0.1,
    "impossible_day": 0.3,
    "unknown_event": 0.1,
    "past_day": 0.1,
    "vague_term": 0.05,
}


def confidence(remarks: tuple[Remark, ...]) -> float:
    """How sure the reading is of an item, from 0.1 to 0.95: less for each doubt."""
    codes = {remark.code for remark in remarks}
    return round(max(0.1, 0.95 - sum(WEIGHTS.get(code, 0.05) for code in codes)), 2)
