"""A person's calendar program: keeps a calendar, fetches a feed, and does what RFC 5546 asks of one that reads it.

The feed is read by `vobject`, which shares no line with the library that wrote it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import vobject
from flask.testing import FlaskClient


@dataclass
class Entry:
    """What the program keeps of an event."""

    sequence: int
    summary: str
    starts: date
    ends: date
    is_cancelled: bool
    is_busy: bool
    description: str = ""
    location: str = ""


@dataclass
class CalendarProgram:
    """One subscription. `entries` is what its user sees."""

    client: FlaskClient
    path: str
    entries: dict[str, Entry] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    """The last sequence of every event it ever saw."""
    name: str = ""
    validators: dict[str, str] = field(default_factory=dict)

    def fetch(self, *, forgets: bool = True) -> int:
        """Fetch the feed and apply it; return the status. `forgets`: what the feed names no more is taken out.

        One that does not forget works by updates and cancellations alone, as one that imports files does.
        """
        answer = self.client.get(self.path, headers=self.validators)
        if answer.status_code != 200:
            return answer.status_code
        self.validators = {"If-None-Match": answer.headers.get("ETag", "")}
        calendar = vobject.readOne(answer.data.decode())
        self.name = calendar.x_wr_calname.value
        named = {event.uid.value: event for event in calendar.contents.get("vevent", [])}
        assert len(named) == len(calendar.contents.get("vevent", [])), "a uid stands twice"
        for uid, event in named.items():
            self._apply(uid, entry_of(event))
        if forgets:
            self.entries = {uid: entry for uid, entry in self.entries.items() if uid in named}
        return answer.status_code

    def _apply(self, uid: str, new: Entry) -> None:
        assert new.sequence >= self.known.get(uid, 0), f"{uid} went back from {self.known[uid]} to {new.sequence}"
        if new.sequence == self.known.get(uid) and uid in self.entries:
            old = self.entries[uid]
            assert (old.starts, old.is_cancelled) == (new.starts, new.is_cancelled), f"{uid} moved without a sequence"
        self.known[uid] = new.sequence
        if new.is_cancelled:
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = new

    @property
    def shown(self) -> set[tuple[str, date]]:
        """What stands in the calendar, without the office's part of the uid."""
        return {(uid.partition("@")[0], entry.starts) for uid, entry in self.entries.items()}


def entry_of(event: Any) -> Entry:
    """Return what a program keeps of an event it read."""

    def words(name: str) -> str:
        found = getattr(event, name, None)
        return str(found.value) if found else ""

    return Entry(
        int(event.sequence.value), words("summary"), event.dtstart.value, event.dtend.value,
        words("status") == "CANCELLED", words("transp") == "OPAQUE", words("description"), words("location"),
    )  # fmt: skip
