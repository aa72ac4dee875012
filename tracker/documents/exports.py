"""A document as a test case for the reader: its text, and the reading as a person corrected it."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from tracker.documents import actions, readings
from tracker.documents.drafts import name_of
from tracker.documents.models import Conclusion, Decision, Item, ItemUnit, Part
from tracker.documents.queries import units_of
from tracker.people.calendar import office_calendar
from tracker.people.queries import unit_named
from tracker.reading import results
from tracker.reading.calendar import in_force
from tracker.reading.export import as_json
from tracker.reading.parts import words_at
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.reader import distinct, read
from tracker.reading.results import Found, Header, ItemKind, Reading, Remark, Source, Span

NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


def packed(conclusion: Conclusion) -> BytesIO:
    """Return both files of a document in one ZIP archive, ready to be read."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(conclusion).items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def files(conclusion: Conclusion) -> dict[str, str]:
    """Return by file name the text as it is kept, and its reading in the form of `tracker read --json`."""
    name = plain_name(conclusion)
    told = as_json(reading(conclusion), file=f"{name}.txt")
    return {f"{name}.txt": conclusion.text, f"{name}.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n"}


def plain_name(conclusion: Conclusion) -> str:
    """Return a name for files of a document in letters every system takes: "14-KL-BCD-2026-04-10"."""
    said = f"{conclusion.number or ''} {conclusion.issued_on or ''}"
    letters = unicodedata.normalize("NFD", said.replace("Đ", "D").replace("đ", "d"))
    plain = NOT_PLAIN.sub("-", "".join(each for each in letters if not unicodedata.combining(each))).strip("-")
    return plain[:80].strip("-") or f"van-ban-{conclusion.id}"


def reading(conclusion: Conclusion) -> Reading:
    """Return what should have been read in a document: its head and its drafts as persons decided them.

    Money, progress and stage, which no draft keeps, are read in the passage again.
    """
    with in_force(office_calendar()):
        known = {(item.span, item.text): item for item in read(conclusion.text).items}
    items = (_item(draft, known.get((Span(draft.start, draft.end), draft.text))) for draft in conclusion.items)
    return Reading(conclusion.text, _header(conclusion), tuple(distinct(items)))


def _header(conclusion: Conclusion) -> Header:
    found = {name: _value(conclusion, name) for name in actions.HEADER}
    return Header(**found)  # type: ignore[arg-type]  # each value has its field's type


def _value(conclusion: Conclusion, name: str) -> Found[Any] | None:
    value, text = getattr(conclusion, name), conclusion.text
    if not value:
        return None
    if name in conclusion.header_spans:
        span = Span(*conclusion.header_spans[name])
    else:
        at = text.find(value) if isinstance(value, str) and not isinstance(value, results.DocumentType) else -1
        span = Span(at, at + len(value)) if at >= 0 else Span(0, 0)
    words = value.isoformat() if isinstance(value, date) and not span.of(text) else span.of(text) or str(value)
    return Found(value, words, span)


def _item(draft: Item, read_item: results.Item | None) -> results.Item:
    """Return a draft as the item that should have been read; what a person set aside asks for nothing."""
    item = replace(readings.item_of(draft), **_quantities(draft, read_item))
    if draft.decision == Decision.OPEN:
        item = replace(item, remarks=tuple(_remark(each) for each in draft.remarks))
    kind = draft.kind
    if draft.decision == Decision.NO_TASK and kind.is_actionable:
        kind = ItemKind.ASSESSMENT
    if not kind.is_actionable:
        return replace(
            item, kind=kind, action=None, leads=(), lead_source=Source.NONE, coordinating=(), persons=(),
            deadlines=(), recurrence=None, product=None,
        )  # fmt: skip
    leads = tuple(_named(draft, each) for each in units_of(draft, Part.LEAD))
    source = leads[0].source if leads else Source.NONE
    supports = tuple(_named(draft, each) for each in units_of(draft, Part.SUPPORT))
    return replace(item, leads=leads, lead_source=source, coordinating=supports)


def _quantities(draft: Item, read_item: results.Item | None) -> dict[str, Any]:
    """Return money, progress and stage: as the reader has them of this passage, else from its words alone."""
    if read_item is not None:
        return {"money": read_item.money, "progress": read_item.progress, "status": read_item.status}
    words = words_at(draft.conclusion.text, Span(draft.start, draft.end), draft.text)
    progress, status = find_progress(words.text), find_status(words.text)
    return {
        "money": tuple(map(words.placed, find_money(words.text))),
        "progress": words.placed(progress) if progress else None,
        "status": words.placed(status) if status else None,
    }


def _named(draft: Item, kept: ItemUnit) -> Found[str]:
    """Return a body in the words of the document, in the office's own where those name another body.

    A person who wrote the name gave it for this item.
    """
    value = kept.words if kept.unit is None or unit_named(kept.words) == kept.unit else name_of(kept)
    text = draft.conclusion.text
    if value == kept.words and kept.start is not None and kept.end is not None:
        return Found(value, text[kept.start : kept.end], Span(kept.start, kept.end), kept.source)
    at = text.find(value, draft.start, draft.end)
    span = Span(at, at + len(value)) if at >= 0 else Span(draft.start, draft.start)
    return Found(value, value, span, kept.source if kept.source != Source.NONE else Source.ITEM)


def _remark(kept: Mapping[str, Any]) -> Remark:
    return Remark(kept["code"], kept["words"], Span(*kept["span"]) if kept["span"] else None)
