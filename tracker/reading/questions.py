"""One phrase asked for its day: the exchange behind `tracker deadline --json`, a question and an answer a line."""

import unicodedata
from datetime import date
from typing import Any

from tracker.reading.deadlines import read_deadline
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Recurrence


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """The answer to {"id", "phrase", "context", "reference_date"}: {"id", "on", "from", "kind", "recurrence", "words"}.

    Days are ISO or null; `kind` is that of the deadline, "recurring" for a cadence, "none" for neither. A reference
    that is no day counts as unknown.
    """
    phrase, context = (_folded(question.get(key)) for key in ("phrase", "context"))
    reference = _day(question.get("reference_date"))
    deadline = read_deadline(phrase, context=context, reference=reference)
    recurrence = None if deadline else _recurrence(phrase, context)
    kind = deadline.kind.value if deadline else "recurring" if recurrence else "none"
    return {
        "id": question.get("id"),
        "on": _iso(deadline.on if deadline else None),
        "from": _iso(deadline.since if deadline else None),
        "kind": kind,
        "recurrence": recurrence.value if recurrence else None,
        "words": deadline.words if deadline else phrase,
    }


def _recurrence(phrase: str, context: str) -> Recurrence | None:
    """The cadence in the phrase, or in the words that follow it at once ("trước ngày 25" + "hằng tháng")."""
    at = context.find(phrase)
    tail = context[at + len(phrase) : at + len(phrase) + 16] if at >= 0 else ""
    found = find_recurrence(phrase) or find_recurrence(phrase + tail)
    return found.value if found else None


def _folded(text: Any) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()) if isinstance(text, str) else ""


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
