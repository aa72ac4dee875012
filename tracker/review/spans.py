"""Which days the brief tells of: since the last meeting, between two meetings, a month, a quarter, a report period.

A meeting is prepared from the figures of that morning, so what happened on the day of the meeting itself counts as
happening since. A month ends with its last evening. The end of one span is the beginning of the next, so what is told
of two spans in a row leaves nothing out and tells nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tracker.extensions import db
from tracker.formats import read_id
from tracker.meetings.models import Meeting
from tracker.meetings.queries import last_meeting, last_meetings, takes_place
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.standing import Moment

NO_MEETING_DAYS = 30
"""How far back the brief looks while no past meeting is entered."""
MEETINGS_OFFERED = 24
MONTHS_OFFERED = 6
QUARTERS_OFFERED = 4


@dataclass(frozen=True)
class Span:
    """The days between two moments; what the address says of them is in `words`."""

    opening: Moment
    closing: Moment
    meeting: Meeting | None = None
    """The meeting it begins at."""
    until: Meeting | None = None
    """The meeting it ends at; None while it ends today or with a period."""
    period: CalendarSpan | None = None
    words: tuple[tuple[str, str], ...] = ()
    """How an address names it; the usual one, since the last meeting, needs no name."""

    @property
    def first(self) -> date:
        """The first day whose acts belong to it."""
        return self.opening.until + timedelta(1)

    @property
    def last(self) -> date:
        return self.closing.until

    @property
    def on(self) -> date:
        """The day on which lateness is judged at its end."""
        return self.closing.on

    @property
    def days(self) -> int:
        return (self.closing.on - self.opening.on).days

    @property
    def is_now(self) -> bool:
        return self.closing.is_now

    @property
    def is_usual(self) -> bool:
        """Whether it is the one the brief opens with."""
        return not self.words

    @property
    def address(self) -> dict[str, Any]:
        return dict(self.words)


def span_of(committee_id: int, on: date) -> Span:
    """Return the days since a committee's last meeting, or the last month while none is entered."""
    meeting = last_meeting(committee_id, on)
    begins = meeting.held_on if meeting else on - timedelta(NO_MEETING_DAYS)
    return Span(Moment.morning(begins), Moment.now(on), meeting)


def span_named(committee_id: int, on: date, asked: Mapping[str, str]) -> Span | None:
    """Return the days an address asks for, the usual ones when it names none; None when it names what is not there.

    `period` is a month, a quarter or a year of the calendar or of the official reports; `from` and `to` are meetings
    that were held, `to` left out for today.
    """
    period, begin, end = (asked.get(name, "").strip() for name in ("period", "from", "to"))
    if period:
        return _of_period(period, on)
    if begin:
        return _between(committee_id, on, begin, end)
    return None if end else span_of(committee_id, on)


def _of_period(word: str, on: date) -> Span | None:
    period = CalendarSpan.named(word, on)
    if period is None or period.first > on:
        return None
    closing = Moment.evening(period.last) if period.last < on else Moment.now(on)
    return Span(Moment.evening(period.first - timedelta(1)), closing, period=period, words=(("period", word),))


def _between(committee_id: int, on: date, begin: str, end: str) -> Span | None:
    first, last = _held(committee_id, on, begin), _held(committee_id, on, end)
    if first is None or (end and last is None):
        return None
    if last is None:
        return Span(Moment.morning(first.held_on), Moment.now(on), first, words=(("from", begin),))
    if last.held_on <= first.held_on:
        return None
    moments = Moment.morning(first.held_on), Moment.morning(last.held_on)
    return Span(*moments, first, until=last, words=(("from", begin), ("to", end)))


def _held(committee_id: int, on: date, word: str) -> Meeting | None:
    """Return the meeting of a committee that an address names, when it took place before a day."""
    query = select(Meeting).where(
        Meeting.id == read_id(word), Meeting.committee_id == committee_id, Meeting.held_on < on, takes_place()
    )
    return db.session.scalar(query) if read_id(word) else None


# ------------------------------------------------------------------------------------------ what is offered


@dataclass(frozen=True)
class Offered:
    """The spans one can choose: pairs of meetings, and periods by kind, each with its address word and its name."""

    meetings: Sequence[Meeting]
    months: Sequence[tuple[str, str]]
    quarters: Sequence[tuple[str, str]]
    official: Sequence[tuple[str, str]]


def offered(committee_id: int, on: date) -> Offered:
    """Return the meetings held, the newest first, and the periods up to the present one."""
    month = CalendarSpan.named("month", on)
    report = CalendarSpan.named("official-month", on)
    quarter = CalendarSpan.named("quarter", on)
    return Offered(
        last_meetings(committee_id, on, MEETINGS_OFFERED),
        [*_back(month, MONTHS_OFFERED)],
        [*_back(quarter, QUARTERS_OFFERED)],
        [*_back(report, MONTHS_OFFERED)],
    )


def _back(period: CalendarSpan | None, many: int) -> Sequence[tuple[str, str]]:
    """Return a period and those before it, each by its word and its name."""
    found: list[tuple[str, str]] = []
    while period and len(found) < many:
        found.append((period.word, period.words[:1].upper() + period.words[1:]))
        period = period.before
    return found
