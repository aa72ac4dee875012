"""On which days something is brought to mind: reckoned from a deadline, the rules and the office's calendar.

Pure: nothing here asks the database or the clock. Each answer is the latest occasion whose office day has come, so that
days on which the program did not run are caught up by one letter; an occasion on a day off moves, up to the deadline to
the last office day before, after it to the next one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.reading.calendar import DEFAULT, OfficeCalendar
from tracker.reminders.rules import DEFAULTS, Rules

DAYS_BEFORE_REPORT = (3,)
WEEK = 7
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why something is brought to mind, and from which office day on."""

    code: str
    day: date


def of_deadline(due_on: date, on: date, calendar: OfficeCalendar = DEFAULT, rules: Rules = DEFAULTS) -> Occasion | None:
    """Return the last occasion of a deadline that has come by a day, None before the first."""
    return _latest(due_on, on, calendar, rules.days_before, rules)


def of_report(due_on: date, on: date, calendar: OfficeCalendar = DEFAULT, rules: Rules = DEFAULTS) -> Occasion | None:
    """Return the last occasion of the report of a period: three days before it is due, then as a deadline's."""
    found = _latest(due_on, on, calendar, DAYS_BEFORE_REPORT, rules)
    return Occasion(f"report-{found.code}", found.day) if found else None


@lru_cache(maxsize=8192)
def _latest(due_on: date, on: date, calendar: OfficeCalendar, days: tuple[int, ...], rules: Rules) -> Occasion | None:
    weeks = max((on - due_on).days // WEEK, 0) if rules.weekly_late else 0
    for late in range(weeks * WEEK, 0, -WEEK):
        day = calendar.working_day_on_or_after(due_on + DAY * late)
        if day <= on:
            return Occasion(f"late-{late}", day)
    for before in sorted((*days, *((0,) if rules.on_day else ()))):
        day = calendar.working_day_on_or_before(due_on - DAY * before)
        if day <= on:
            return Occasion(f"before-{before}", day)
    return None


def of_silence(heard_on: date, on: date, calendar: OfficeCalendar, silent_after: int | None) -> Occasion | None:
    """Return the last occasion of a silent task: nothing was written for more than so many days, and again after each.

    `heard_on` is the day something was last written of it, or the day it was given.
    """
    times = (on - heard_on).days // silent_after if silent_after else 0
    for days in range(times * (silent_after or 0), 0, -(silent_after or 1)):
        day = calendar.working_day_on_or_after(heard_on + DAY * (days + 1))
        if day <= on:
            return Occasion(f"silent-{days}", day)
    return None


@lru_cache(maxsize=8192)
def late_by(due_on: date, on: date, office_days: int | None, calendar: OfficeCalendar) -> date | None:
    """Return the day on which a deadline was so many office days past; None before it, and without a number."""
    if office_days is None or due_on >= on:
        return None
    day = calendar.working_days_after(due_on, office_days)
    return day if day <= on else None


def first_of_week(on: date, calendar: OfficeCalendar) -> date | None:
    """Return the first office day of the week a day lies in, None in a week without any."""
    return next((day for day in _week_from(on, 0) if calendar.is_working_day(day)), None)


def of_summary(on: date, weekday: int, calendar: OfficeCalendar) -> Occasion | None:
    """Return the occasion of this week's summary once its day has come: that weekday, or the next office day.

    None before it, and in a week that has no office day left by then. The code names the week by its Monday.
    """
    day = next((each for each in _week_from(on, weekday) if calendar.is_working_day(each)), None)
    return Occasion(f"summary-{on - DAY * on.weekday()}", day) if day and day <= on else None


def day_of_brief(held_on: date, office_days: int, calendar: OfficeCalendar) -> date:
    """Return the day on which the brief of a meeting is due: so many office days before it."""
    day = held_on
    for _each in range(office_days):
        day = calendar.working_day_on_or_before(day - DAY)
    return day


def _week_from(on: date, weekday: int) -> list[date]:
    monday = on - DAY * on.weekday()
    return [monday + DAY * each for each in range(weekday, WEEK)]
