"""On which days something is brought to mind: pure reckoning, nobody's letters."""

from datetime import date, timedelta

from tracker.reading.calendar import DEFAULT, OfficeCalendar
from tracker.reminders.occasions import (
    Occasion,
    day_of_brief,
    first_of_week,
    late_by,
    of_deadline,
    of_report,
    of_silence,
    of_summary,
)
from tracker.reminders.rules import DEFAULTS, Rules

DUE = date(2026, 4, 15)
"""A Wednesday; the week before and the weeks after it have holidays on 27/4 (in lieu), 30/4 and 1/5."""


def days_of(due_on, calendar=DEFAULT, *, rules=DEFAULTS, days=60, reckon=of_deadline):
    """Return the office days on which a deadline has a new occasion, with the occasion."""
    found, last = {}, None
    for on in (due_on - timedelta(70) + timedelta(each) for each in range(70 + days)):
        occasion = reckon(due_on, on, calendar, rules) if calendar.is_working_day(on) else None
        if occasion and occasion != last:
            found[on], last = occasion.code, occasion
    return found


def test_seven_three_and_one_day_before_on_the_day_and_weekly_while_late():
    assert days_of(date(2026, 6, 11), days=25) == {
        date(2026, 6, 4): "before-7", date(2026, 6, 8): "before-3", date(2026, 6, 10): "before-1",
        date(2026, 6, 11): "before-0", date(2026, 6, 18): "late-7", date(2026, 6, 25): "late-14",
        date(2026, 7, 2): "late-21",
    }  # fmt: skip


def test_on_days_off_a_reminder_moves_before_the_deadline_backwards_and_after_it_forwards():
    found = days_of(date(2026, 6, 14), days=16)  # a Sunday
    assert list(found) == [date(2026, 6, 5), date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 22), date(2026, 6, 29)]
    assert found[date(2026, 6, 12)] == "before-0"


def test_swap_days_are_office_days():
    saturday = date(2026, 6, 13)
    swapped = OfficeCalendar(extra_working_days=frozenset({saturday}))
    assert of_deadline(saturday, saturday, swapped) == Occasion("before-0", saturday)
    assert of_deadline(saturday, saturday, DEFAULT) == Occasion("before-0", date(2026, 6, 12))


def test_nothing_is_due_before_the_first_occasion():
    assert of_deadline(DUE, DUE - timedelta(8), DEFAULT) is None


def test_a_committee_reminds_on_days_of_its_own():
    own = Rules(days_before=(30, 2), on_day=False, weekly_late=False)
    assert list(days_of(DUE, rules=own).values()) == ["before-30", "before-2"]


def test_the_report_of_a_period_is_asked_for_three_days_before_on_the_day_and_weekly():
    found = days_of(date(2026, 3, 17), reckon=of_report, days=15)
    assert list(found.items()) == [
        (date(2026, 3, 13), "report-before-3"), (date(2026, 3, 17), "report-before-0"),
        (date(2026, 3, 24), "report-late-7"), (date(2026, 3, 31), "report-late-14"),
    ]  # fmt: skip


def test_a_silent_task_is_asked_after_when_more_than_so_many_days_passed_and_again_after_as_many():
    heard = date(2026, 6, 1)

    def after(days):
        return of_silence(heard, heard + timedelta(days), DEFAULT, 30)

    assert after(30) is None
    assert after(31) == Occasion("silent-30", date(2026, 7, 2))
    assert after(60) == after(31)
    assert after(61) == after(31)  # the 61st day is Saturday 1/8
    assert after(63) == Occasion("silent-60", date(2026, 8, 3))
    assert of_silence(heard, date(2027, 6, 1), DEFAULT, None) is None


def test_late_by_office_days_counts_no_weekend_and_no_holiday():
    assert late_by(date(2026, 4, 24), date(2026, 5, 5), 5, DEFAULT) is None
    assert late_by(date(2026, 4, 24), date(2026, 5, 6), 5, DEFAULT) == date(2026, 5, 6)
    assert late_by(date(2026, 4, 24), date(2026, 5, 6), None, DEFAULT) is None


def test_the_first_office_day_of_a_week_and_its_summary_move_over_holidays():
    monday_off = date(2026, 4, 27)
    assert first_of_week(date(2026, 4, 29), DEFAULT) == date(2026, 4, 28)
    assert of_summary(monday_off, 0, DEFAULT) is None
    assert of_summary(date(2026, 4, 29), 0, DEFAULT) == Occasion("summary-2026-04-27", date(2026, 4, 28))
    assert of_summary(date(2026, 5, 1), 3, DEFAULT) is None  # Thursday and Friday are holidays


def test_the_brief_is_due_so_many_office_days_before_the_meeting():
    assert day_of_brief(date(2026, 5, 5), 2, DEFAULT) == date(2026, 4, 29)
