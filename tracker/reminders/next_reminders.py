"""When a task is going to be brought to mind next, if nothing is done about it."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

from tracker.people.calendar import office_calendar
from tracker.reading.calendar import OfficeCalendar
from tracker.reminders import occasions
from tracker.reminders.occasions import Occasion
from tracker.reminders.rules import DEFAULTS, MOST_BEFORE, Rules, every_committees
from tracker.tasks.models import Task
from tracker.tasks.period_reports import asked_of

DAY = timedelta(days=1)
FIRST = timedelta(days=MOST_BEFORE + 14)
"""So long before a deadline nothing is brought to mind: the most days a rule can name, and a long run of days off."""
LOOKED_AHEAD = 60
"""Days in which an occasion must come once the first can: a week's, and days off around it."""


def next_days(tasks: Iterable[Task], on: date, *, told: Collection[int] = ()) -> dict[int, date]:
    """Return by the tasks' ids the day each is brought to mind next, from a day on; those without one are left out.

    `told` are the tasks that were brought to mind on the day itself.
    """
    rules, calendar = every_committees(), office_calendar()
    found = {}
    for task in tasks:
        first = on + DAY if task.id in told else on
        day = next_day(task, first, calendar, rules.get(task.committee_id, DEFAULTS))
        if day:
            found[task.id] = day
    return found


def next_day(task: Task, first: date, calendar: OfficeCalendar, rules: Rules) -> date | None:
    """Return the first day, from one on, on which a deadline or the report of a period is due to be brought to mind."""
    if not task.is_awaited:
        return None
    days = []
    if task.due_on:
        due_on = task.due_on
        days.append(_first_new(lambda day: occasions.of_deadline(due_on, day, calendar, rules), due_on, first))
    if task.comes_round and (asked := asked_of(task, first, calendar)):
        asked_on = asked[-1].period.due_on
        days.append(_first_new(lambda day: occasions.of_report(asked_on, day, calendar, rules), asked_on, first))
    return min((day for day in days if day), default=None)


def _first_new(occasion_on: Callable[[date], Occasion | None], due_on: date, first: date) -> date | None:
    """Return the first day from one on whose latest occasion begins on that very day."""
    start = max(first, due_on - FIRST)
    for each in range(FIRST.days + LOOKED_AHEAD):
        day = start + DAY * each
        occasion = occasion_on(day)
        if occasion and occasion.day == day:
            return day
    return None
