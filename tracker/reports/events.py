"""The iCalendar format (RFC 5545): events in, the text a calendar program reads out. Knows no database and no web.

Moments are written in UTC and not with a VTIMEZONE: Việt Nam has kept UTC+7 without summer time since 1975, a moment in
UTC means the same to every program, and there is no table of rules that one of them could misread.

DTSTAMP is when the event last changed, not when it was fetched, so that what did not change is the same to the byte.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, vDDDTypes, vInt, vText, vUri
from icalendar import Event as Component

from tracker.cleaning import clean_text

PRODUCT = "-//Tracker//Conclusions register//VI"
REFRESH = timedelta(hours=1)
"""How often a program is asked to look again."""
EVENTS_KEPT = 20_000
"""Events kept in written form: most of a feed is the same at the next fetch."""

LINE_BREAKERS = re.compile(r"[\x80-\x9f]")
"""What some programs take for the end of a line, beside what nobody can type."""

CONFIRMED, CANCELLED = vText("CONFIRMED"), vText("CANCELLED")
OPAQUE, TRANSPARENT = vText("OPAQUE"), vText("TRANSPARENT")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. Two with the same `uid` are the same entry, of which the higher `sequence` holds.

    `starts` and `ends` are both days, the end not counted, or both moments.
    """

    uid: str
    summary: str
    starts: date
    ends: date
    sequence: int
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    category: str = ""
    is_cancelled: bool = False
    is_busy: bool = False


def calendar_text(name: str, events: Iterable[Event]) -> bytes:
    """Return a calendar of this name as it is sent: UTF-8, lines folded at 75 octets and ended by CR LF."""
    head = Calendar()
    for key, value in (
        ("PRODID", PRODUCT), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"),
        ("NAME", name), ("X-WR-CALNAME", name), ("X-WR-TIMEZONE", "Asia/Ho_Chi_Minh"),
    ):  # fmt: skip
        head[key] = _text(value)
    head["REFRESH-INTERVAL"] = vDDDTypes(REFRESH)
    head["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    head["X-PUBLISHED-TTL"] = vDDDTypes(REFRESH)
    opening, closing = head.to_ical(sorted=False).split(b"END:VCALENDAR")
    return b"".join([opening, *map(_written, events), b"END:VCALENDAR", closing])


@lru_cache(maxsize=EVENTS_KEPT)
def _written(event: Event) -> bytes:
    component, changed = Component(), vDDDTypes(event.changed_at)
    component["UID"] = vText(event.uid)
    component["SUMMARY"] = _text(event.summary)
    component["DTSTART"], component["DTEND"] = vDDDTypes(event.starts), vDDDTypes(event.ends)
    component["DTSTAMP"] = component["LAST-MODIFIED"] = changed
    component["SEQUENCE"] = vInt(event.sequence)
    component["STATUS"] = CANCELLED if event.is_cancelled else CONFIRMED
    component["TRANSP"] = OPAQUE if event.is_busy and not event.is_cancelled else TRANSPARENT
    for key, words in (
        ("DESCRIPTION", event.description), ("LOCATION", event.location), ("CATEGORIES", event.category),
    ):  # fmt: skip
        if words:
            component[key] = _text(words)
    if event.url:
        component["URL"] = vUri(event.url)
    written: bytes = component.to_ical(sorted=False)
    return written


def _text(words: str) -> vText:
    """Return words as a TEXT value: the library escapes them; control signs, which no line may hold, are gone before.

    A backslash before N is a line's end to the library, so it is taken apart by a space.
    """
    return vText(LINE_BREAKERS.sub(" ", clean_text(words)).replace("\\N", "\\ N"))
