"""What was said of a task at the chair's table, as its history tells it: directions and commitments.

Both belong to the meetings, which stand to the right of the tasks; each leaves its trace on the task with its words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker import clock
from tracker.formats import day as written
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.tasks.models import Update


@dataclass(frozen=True)
class Event:
    """One line of the course. `kind` is plain, late, undone (taken back) or voice (the chair's words, quoted)."""

    on: date
    head: str
    text: str = ""
    by: str = ""
    kind: str = "plain"
    update: Update | None = None
    at: datetime | None = None


def voices(entries: Iterable[HistoryEntry]) -> Iterator[Event]:
    """Yield what was directed and promised, from a task's history, the oldest entry first.

    A direction reads as it was corrected last, and one that was taken back is told as that.
    """
    told = list(entries)
    later = {each.changes.get("direction"): each for each in told if each.verb == "reworded_direction"}
    taken = {each.changes.get("direction") for each in told if each.verb == "withdrew_direction"}
    for entry in told:
        known = entry.changes.get("direction")
        if entry.verb == "directed":
            yield _of_direction(entry, later.get(known) if known else None, known is not None and known in taken)
        elif entry.verb == "promised":
            yield _of_promise(entry)
        elif entry.verb == "fulfilled":
            yield _plain(entry, _("Promised step done"), str(entry.changes.get("text", "")))
        elif entry.verb == "withdrew_commitment":
            yield _plain(entry, _("Released from the commitment"), str(entry.changes.get("reason", "")))


def _of_direction(entry: HistoryEntry, later: HistoryEntry | None, is_taken: bool) -> Event:
    text = (later.changes.get("text") if later else None) or ["", entry.changes.get("text", "")]
    said_by = str(entry.changes.get("said_by") or entry.by_name)
    if is_taken:
        return Event(_day(entry), _("Direction taken back"), str(text[1]), said_by, "undone", at=entry.at)
    meeting = entry.changes.get("meeting")
    head = _("Direction at %(meeting)s", meeting=meeting) if meeting else _("Direction of the chair")
    return Event(_day(entry), head, str(text[1]), said_by, "voice", at=entry.at)


def _of_promise(entry: HistoryEntry) -> Event:
    until = _shown(entry.changes.get("day_named"))
    if words := entry.changes.get("text"):
        head = _("Commitment until %(day)s", day=until)
    else:
        head, words = _("Commitment to complete the task by %(day)s", day=until), ""
    return Event(_day(entry), head, str(words), str(entry.changes.get("person", "")), at=entry.at)


def _plain(entry: HistoryEntry, head: str, text: str) -> Event:
    return Event(_day(entry), head, text, entry.by_name, at=entry.at)


def _shown(day: Any) -> str:
    return written(date.fromisoformat(day)) if day else ""


def _day(entry: HistoryEntry) -> date:
    return clock.local(entry.at).date()
