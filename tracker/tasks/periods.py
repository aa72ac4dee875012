"""The periods of a duty that comes round, reckoned from its rule and never stored: what they cover, when each is due.

A period is known by the last day of the week, month, quarter, half-year or year it is named after (Quý I/2026 by
31/3/2026), whatever days its figures cover; so a report stays with its period when a committee changes its rule.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from tracker.people.models import Cutoff
from tracker.reading.calendar import DEFAULT, OfficeCalendar
from tracker.reading.moments import sunday_of_week
from tracker.reading.report_days import TURN_MONTHS, ReportDay
from tracker.reading.results import Recurrence
from tracker.tasks.models import SOON_DAYS

CLOSING_DAY = 14
DAY = timedelta(days=1)
PERIODIC = frozenset({Recurrence.WEEKLY, *TURN_MONTHS})
"""The cadences that have periods; what is `standing` is asked for at the rhythm of its committee."""


@dataclass(frozen=True)
class Rhythm:
    """By which rule reports come round.

    Official figures of a month run from the 15th of the month before to the 14th, those of a quarter, half-year and
    year up to the 14th of their last month (Nghị định 09/2019/NĐ-CP, Điều 12); a committee may keep to the calendar
    instead. A week runs from Monday to Sunday under both. When the words name the day of the report it holds; else
    the report is due so many office days after its figures closed, which the decree leaves to whoever asks for it.
    """

    recurrence: Recurrence
    cutoff: Cutoff = Cutoff.OFFICIAL
    office_days: int = 2
    stated: ReportDay | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One turn: named after the days up to `ends_on`, covering `since` to `until`, reported by `due_on`."""

    recurrence: Recurrence
    ends_on: date
    since: date
    until: date
    due_on: date


class PeriodState(StrEnum):
    """How a period stands on a day."""

    WAITING = "waiting"
    SOON = "soon"
    OWED = "owed"
    SKIPPED = "skipped"
    IN_TIME = "in_time"
    LATE = "late"
    EXCUSED = "excused"
    RESTED = "rested"

    @property
    def is_debt(self) -> bool:
        """Whether the unit owes this report."""
        return self in (PeriodState.OWED, PeriodState.SKIPPED)

    @property
    def is_asked(self) -> bool:
        """Whether the unit is to report now: what it owes, and what falls due within the days that count as soon."""
        return self.is_debt or self is PeriodState.SOON


@dataclass(frozen=True, slots=True)
class Standing:
    """A period, how it stands, and the day it was reported on or the reason it was excused with."""

    period: Period
    state: PeriodState
    reported_on: date | None = None
    reason: str = ""

    @property
    def days_late(self) -> int:
        """Days from the day the report was due to the day it came; 0 in time or without one."""
        return max((self.reported_on - self.period.due_on).days, 0) if self.reported_on else 0


Spans = Sequence[tuple[date, date | None]]
"""Days of rest, each from its first to the one on which the work went on; None while it still rests."""


# ------------------------------------------------------------------------------------------ which periods there are


def ends_on(recurrence: Recurrence, day: date) -> date:
    """Return the last day of the week, month, quarter, half-year or year a day lies in: every day lies in one."""
    if recurrence is Recurrence.WEEKLY:
        return sunday_of_week(day)
    months = TURN_MONTHS[recurrence]
    month = -(-day.month // months) * months
    return date(day.year, month, monthrange(day.year, month)[1])


@lru_cache(maxsize=4096)
def period_named(rhythm: Rhythm, last: date, calendar: OfficeCalendar = DEFAULT) -> Period:
    """Return the period that is named after the days up to `last`.

    A term that ends on a day off runs to the end of the next office day (Bộ luật Dân sự 2015, Điều 148 khoản 5).
    """
    before = ends_on(rhythm.recurrence, _first(rhythm.recurrence, last) - DAY)
    since, until = _closing(rhythm, before) + DAY, _closing(rhythm, last)
    stated = rhythm.stated.of(_first(rhythm.recurrence, last), last) if rhythm.stated else None
    due = calendar.working_day_on_or_after(stated) if stated else calendar.working_days_after(until, rhythm.office_days)
    return Period(rhythm.recurrence, last, since, until, due)


def period_of(rhythm: Rhythm, day: date, calendar: OfficeCalendar = DEFAULT) -> Period:
    """Return the period whose figures cover a day; periods cover every day once."""
    found = period_named(rhythm, ends_on(rhythm.recurrence, day), calendar)
    return found if day <= found.until else _following(rhythm, found, calendar)


def periods(
    rhythm: Rhythm, *, given_on: date, on: date, last_on: date | None = None, calendar: OfficeCalendar = DEFAULT
) -> Iterator[Period]:
    """Yield the periods of a duty from the one it was given in to the one a day lies in, the oldest first.

    The first is the one under way when the duty was given, unless its report was due by then. A duty that ended on
    `last_on` has no period that began later.
    """
    until = min(on, last_on) if last_on else on
    period = period_of(rhythm, given_on, calendar)
    while period.since <= until:
        if period.due_on > given_on:
            yield period
        period = _following(rhythm, period, calendar)


def _following(rhythm: Rhythm, period: Period, calendar: OfficeCalendar) -> Period:
    return period_named(rhythm, ends_on(rhythm.recurrence, period.ends_on + DAY), calendar)


def _first(recurrence: Recurrence, last: date) -> date:
    """The first day of the week or months that end on a day."""
    if recurrence is Recurrence.WEEKLY:
        return last - 6 * DAY
    return date(last.year, last.month - TURN_MONTHS[recurrence] + 1, 1)


def _closing(rhythm: Rhythm, last: date) -> date:
    """The day on which the figures of a period close."""
    if rhythm.cutoff is Cutoff.CALENDAR or rhythm.recurrence is Recurrence.WEEKLY:
        return last
    return last.replace(day=CLOSING_DAY)


# ------------------------------------------------------------------------------------------ how they stand


def standings(
    found: Sequence[Period], *, on: date, reported: Mapping[date, date], excused: Mapping[date, str], rests: Spans = (),
) -> list[Standing]:  # fmt: skip
    """Return how periods, given in their order, stand on a day.

    `reported` tells for the name of a period (`ends_on`) the first day it was reported on, `excused` the reason a
    period is excused with. A period whose report fell due while the work rested is asked for by nobody. One that
    nobody reported is owed from the day after it was due; it is skipped once the next one has fallen due as well.
    """
    return [
        _standing(each, later, on, reported.get(each.ends_on), excused.get(each.ends_on), rests)
        for each, later in zip_longest(found, found[1:])
    ]


def _standing(
    period: Period, later: Period | None, on: date, reported_on: date | None, excuse: str | None, rests: Spans
) -> Standing:
    if reported_on:
        state = PeriodState.IN_TIME if reported_on <= period.due_on else PeriodState.LATE
        return Standing(period, state, reported_on)
    if excuse is not None:
        return Standing(period, PeriodState.EXCUSED, reason=excuse)
    if any(since <= period.due_on and (until is None or period.due_on < until) for since, until in rests):
        return Standing(period, PeriodState.RESTED)
    return Standing(period, _unreported(period, later, on))


def _unreported(period: Period, later: Period | None, on: date) -> PeriodState:
    if period.due_on < on:
        return PeriodState.SKIPPED if later and later.due_on < on else PeriodState.OWED
    return PeriodState.SOON if (period.due_on - on).days <= SOON_DAYS else PeriodState.WAITING
