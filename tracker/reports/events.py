"""The iCalendar format (RFC 5545): events in, the text a calendar program reads out. Knows no database and no web.

Moments are written in UTC and not with a VTIMEZONE: Việt Nam has kept UTC+7 without summer time since 1975, a moment in
UTC means the same to every program, and there is no table of rules that one of them could misread.

DTSTAMP is when the event last changed, not when it was fetched, so that what did not change is the same to the byte.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, vDDDTypes, vText

from tracker.cleaning import clean_line, clean_text

PRODUCT = "-//Tracker//Conclusions register//VI"
REFRESH = timedelta(hours=1)
"""How often a program is asked to look again."""
FOLD = 75
"""Octets a line may have without its end."""
LINE_BREAKERS = re.compile(r"[\x80-\x9f]")
"""What some programs take for the end of a line, beside what nobody can type."""


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
        head[key] = vText(_clean(value))
    head["REFRESH-INTERVAL"] = vDDDTypes(REFRESH)
    head["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    head["X-PUBLISHED-TTL"] = vDDDTypes(REFRESH)
    opening, end, closing = head.to_ical(sorted=False).rpartition(b"END:VCALENDAR")
    return b"".join([opening, *map(_written, events), end, closing])


def _written(event: Event) -> bytes:
    """Return one event, its lines put together here: the library's own way takes ten times as long."""
    changed = _moment(event.changed_at)
    lines = [
        b"BEGIN:VEVENT", b"UID:" + event.uid.encode(), b"SUMMARY:" + _text(event.summary),
        b"DTSTART" + _when(event.starts), b"DTEND" + _when(event.ends), b"DTSTAMP:" + changed,
        b"LAST-MODIFIED:" + changed, b"SEQUENCE:%d" % event.sequence,
        b"STATUS:CANCELLED" if event.is_cancelled else b"STATUS:CONFIRMED",
        b"TRANSP:OPAQUE" if event.is_busy and not event.is_cancelled else b"TRANSP:TRANSPARENT",
        *(name + _text(words) for name, words in (
            (b"DESCRIPTION:", event.description), (b"LOCATION:", event.location),
        ) if words),
        *([b"CATEGORIES:" + _common_text(event.category)] if event.category else []),
        *([b"URL:" + clean_line(event.url).encode()] if event.url else []), b"END:VEVENT", b"",
    ]  # fmt: skip
    return b"\r\n".join([line if len(line) <= FOLD else _folded(line) for line in lines])


def _text(words: str) -> bytes:
    """Return words as a TEXT value, escaped by the library."""
    escaped: bytes = vText(_clean(words)).to_ical()
    return escaped


_common_text = lru_cache(maxsize=200)(_text)
"""For what thousands of events share."""


def _clean(words: str) -> str:
    """Return words without the control signs that no line may hold.

    A backslash before N is a line's end to the library, so it is taken apart by a space.
    """
    return LINE_BREAKERS.sub(" ", str(clean_text(words))).replace("\\N", "\\ N")


def _when(value: date) -> bytes:
    """Return the end of a property that is a moment or a whole day, with the sign that parts it from its name."""
    return b":" + _moment(value) if isinstance(value, datetime) else b";VALUE=DATE:" + _day(value)


def _moment(value: datetime) -> bytes:
    there = value.astimezone(UTC)
    return _day(there) + b"T%02d%02d%02dZ" % (there.hour, there.minute, there.second)


def _day(value: date) -> bytes:
    return b"%04d%02d%02d" % (value.year, value.month, value.day)


def _folded(line: bytes) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which tears a letter."""
    pieces, start, room = [], 0, FOLD
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # within a letter of several octets
            end -= 1
        pieces.append(line[start:end])
        start, room = end, FOLD - 1  # what follows begins with a space
    return b"\r\n ".join([*pieces, line[start:]])
