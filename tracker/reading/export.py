"""A reading as plain data, in the form other programs and the checks on reading expect."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from tracker.reading.results import Deadline, Found, Header, Item, Reading, Remark, Span


def as_json(reading: Reading, file: str = "") -> dict[str, Any]:
    """Return the document and its items as dictionaries ready for `json.dumps`.

    `file` is the name the text came under. `spans` give places in `reading.text`, not in the text before it was read.
    """
    return {"document": _document(reading.header, file), "items": [_item(item, reading) for item in reading.items]}


def _document(header: Header, file: str) -> dict[str, Any]:
    found = {f.name: getattr(header, f.name) for f in fields(header) if f.name not in ("remarks", "month")}
    document: dict[str, Any] = {"file": file}
    for name, value in found.items():
        plain = value.value if value else None
        document[name] = plain.isoformat() if isinstance(plain, date) else plain
    document["note"] = _note(header.remarks)
    document["spans"] = {name: _span(value.span) for name, value in found.items() if value}
    return document


def _item(item: Item, reading: Reading) -> dict[str, Any]:
    return {
        "id": item.id,
        "path": list(item.path),
        "text": item.text,
        "start_line": item.start_line,
        "end_line": item.end_line,
        "kind": item.kind.value,
        "action": item.action,
        "leads": [found.value for found in item.leads],
        "lead_source": item.lead_source.value,
        "coordinating": [found.value for found in item.coordinating],
        "persons": [found.value for found in item.persons],
        "deadlines": [_deadline(deadline, item, reading) for deadline in item.deadlines],
        "recurrence": item.recurrence.value.value if item.recurrence else None,
        "money": [{"phrase": found.words, "vnd": found.value} for found in item.money],
        "progress": {"percent": item.progress.value, "phrase": item.progress.words} if item.progress else None,
        "status": item.status.value.value if item.status else None,
        "note": _note(item.remarks),
        "spans": _spans(item),
    }


def _note(remarks: Iterable[Remark]) -> str:
    """Return the doubts as the free text of a note."""
    return "; ".join(f"{remark.code}: {remark.words}" if remark.words else remark.code for remark in remarks)


def _deadline(deadline: Deadline, item: Item, reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {
        "phrase": deadline.words,
        "kind": deadline.kind.value,
        "on": deadline.on.isoformat() if deadline.on else None,
        "from": deadline.since.isoformat() if deadline.since else None,
        "precision": deadline.precision.value,
    }
    if deadline.source.value != "item":
        data["source"] = deadline.source.value
        data["source_line"] = reading.text.count("\n", 0, deadline.span.start) + 1
    return data


def _spans(item: Item) -> dict[str, Any]:
    spans: dict[str, Any] = {"text": _span(item.span)}
    for name in ("leads", "coordinating", "persons", "deadlines", "money"):
        spans[name] = [_span(found.span) for found in getattr(item, name)]
    for name in ("recurrence", "progress", "status", "product"):
        found: Found[Any] | None = getattr(item, name)
        spans[name] = _span(found.span) if found else None
    return spans


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
