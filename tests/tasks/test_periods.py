"""Periods worked out by hand, and what must hold of all of them: they cover every day once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people.models import Cutoff
from tracker.reading.calendar import OfficeCalendar
from tracker.reading.report_days import find_report_day
from tracker.reading.results import Recurrence
from tracker.tasks.periods import PERIODIC, PeriodState, Rhythm, ends_on, period_named, period_of, periods, standings

WEEKLY, MONTHLY, QUARTERLY = Recurrence.WEEKLY, Recurrence.MONTHLY, Recurrence.QUARTERLY
HALF_YEARLY, YEARLY = Recurrence.HALF_YEARLY, Recurrence.YEARLY
CALENDAR = Cutoff.CALENDAR


def days(*numbers: int) -> date:
    year, month, day = numbers
    return date(year, month, day)


@pytest.mark.parametrize(
    ("rhythm", "day", "since", "until", "due"),
    [
        # the official periods, Decree 09/2019/NĐ-CP; 14/3/2026 is a Saturday, so two office days end on Tuesday
        (Rhythm(QUARTERLY), (2026, 1, 12), (2025, 12, 15), (2026, 3, 14), (2026, 3, 17)),
        (Rhythm(QUARTERLY), (2026, 3, 14), (2025, 12, 15), (2026, 3, 14), (2026, 3, 17)),
        (Rhythm(QUARTERLY), (2026, 3, 15), (2026, 3, 15), (2026, 6, 14), (2026, 6, 16)),
        (Rhythm(QUARTERLY), (2026, 12, 15), (2026, 12, 15), (2027, 3, 14), (2027, 3, 16)),
        (Rhythm(MONTHLY), (2025, 12, 31), (2025, 12, 15), (2026, 1, 14), (2026, 1, 16)),
        (Rhythm(HALF_YEARLY), (2025, 12, 20), (2025, 12, 15), (2026, 6, 14), (2026, 6, 16)),
        (Rhythm(HALF_YEARLY), (2026, 6, 15), (2026, 6, 15), (2026, 12, 14), (2026, 12, 16)),
        (Rhythm(YEARLY), (2026, 12, 14), (2025, 12, 15), (2026, 12, 14), (2026, 12, 16)),
        (Rhythm(YEARLY), (2026, 12, 15), (2026, 12, 15), (2027, 12, 14), (2027, 12, 16)),
        # Tết 2026: off from Sunday 15/2 (two days before mùng 1 on 17/2) to 19/2, and 20/2 for the Sunday
        (Rhythm(MONTHLY), (2026, 2, 1), (2026, 1, 15), (2026, 2, 14), (2026, 2, 24)),
        # by the calendar: the end of February in a leap year and in a common one
        (Rhythm(MONTHLY, CALENDAR), (2028, 2, 29), (2028, 2, 1), (2028, 2, 29), (2028, 3, 2)),
        (Rhythm(MONTHLY, CALENDAR), (2026, 2, 28), (2026, 2, 1), (2026, 2, 28), (2026, 3, 3)),
        # 31/12/2026 is a Thursday and 1/1/2027 a holiday: Monday and Tuesday are the two office days
        (Rhythm(QUARTERLY, CALENDAR), (2026, 12, 31), (2026, 10, 1), (2026, 12, 31), (2027, 1, 5)),
        # 30/4 and 1/5 lie behind the end of April
        (Rhythm(MONTHLY, CALENDAR), (2026, 4, 30), (2026, 4, 1), (2026, 4, 30), (2026, 5, 5)),
        (Rhythm(WEEKLY), (2026, 3, 4), (2026, 3, 2), (2026, 3, 8), (2026, 3, 10)),
        (Rhythm(WEEKLY), (2026, 1, 1), (2025, 12, 29), (2026, 1, 4), (2026, 1, 6)),
        # a committee that gives five office days, and one that gives none
        (Rhythm(QUARTERLY, Cutoff.OFFICIAL, 5), (2026, 5, 1), (2026, 3, 15), (2026, 6, 14), (2026, 6, 19)),
        (Rhythm(QUARTERLY, CALENDAR, 0), (2026, 5, 1), (2026, 4, 1), (2026, 6, 30), (2026, 6, 30)),
    ],
)  # fmt: skip
def test_a_day_lies_in_a_period_that_is_due_by_its_rule(rhythm, day, since, until, due):
    found = period_of(rhythm, days(*day))
    assert (found.since, found.until, found.due_on) == (days(*since), days(*until), days(*due))


@pytest.mark.parametrize(
    ("words", "recurrence", "last", "due"),
    [
        ("trước ngày 25 của tháng cuối quý báo cáo", QUARTERLY, (2026, 3, 31), (2026, 3, 25)),
        ("hằng quý báo cáo trước ngày 20", QUARTERLY, (2026, 6, 30), (2026, 6, 22)),  # 20/6 is a Saturday
        ("hằng tháng báo cáo trước ngày 05 tháng sau", MONTHLY, (2026, 12, 31), (2027, 1, 5)),
        ("ngày 30 hằng tháng báo cáo", MONTHLY, (2028, 2, 29), (2028, 2, 29)),
        ("báo cáo trước ngày 15/6 và ngày 15/12 hằng năm", HALF_YEARLY, (2026, 6, 30), (2026, 6, 15)),
        ("báo cáo trước ngày 15/6 và ngày 15/12 hằng năm", HALF_YEARLY, (2026, 12, 31), (2026, 12, 15)),
        ("báo cáo năm trước ngày 10/01 năm sau", YEARLY, (2026, 12, 31), (2027, 1, 11)),  # 10/1 is a Sunday
        ("chiều thứ Sáu hằng tuần báo cáo", WEEKLY, (2026, 3, 8), (2026, 3, 6)),
        ("chiều thứ Sáu hằng tuần báo cáo", WEEKLY, (2026, 5, 3), (2026, 5, 4)),  # 1/5 is a holiday
    ],
)
def test_a_day_the_words_state_holds_and_moves_from_a_day_off_to_the_next_office_day(words, recurrence, last, due):
    rhythm = Rhythm(recurrence, stated=find_report_day(words, recurrence))
    assert period_named(rhythm, days(*last)).due_on == days(*due)


def test_swapped_days_of_the_office_count():
    swapped = OfficeCalendar(frozenset({days(2026, 3, 16)}), frozenset({days(2026, 3, 15)}))
    assert period_named(Rhythm(QUARTERLY), days(2026, 3, 31), swapped).due_on == days(2026, 3, 17)
    assert period_named(Rhythm(QUARTERLY), days(2026, 6, 30), swapped).due_on == days(2026, 6, 16)


def names(rhythm: Rhythm, given: date, on: date, last: date | None = None) -> list[date]:
    return [each.ends_on for each in periods(rhythm, given_on=given, on=on, last_on=last)]


def test_a_duty_given_within_a_period_is_first_reported_on_for_that_period():
    assert names(Rhythm(QUARTERLY), days(2026, 2, 10), days(2026, 7, 1)) == [
        days(2026, 3, 31), days(2026, 6, 30), days(2026, 9, 30)
    ]  # fmt: skip


def test_a_duty_given_when_the_report_was_due_already_begins_with_the_next():
    rhythm = Rhythm(QUARTERLY, CALENDAR, stated=find_report_day("ngày 20 của tháng cuối quý báo cáo", QUARTERLY))
    assert names(rhythm, days(2026, 3, 25), days(2026, 3, 31)) == []
    assert names(rhythm, days(2026, 3, 25), days(2026, 4, 1)) == [days(2026, 6, 30)]


def test_the_turn_of_the_year_parts_no_official_quarter():
    assert names(Rhythm(QUARTERLY), days(2025, 12, 20), days(2026, 1, 5)) == [days(2026, 3, 31)]
    assert names(Rhythm(QUARTERLY, CALENDAR), days(2025, 12, 20), days(2026, 1, 5)) == [
        days(2025, 12, 31), days(2026, 3, 31)
    ]  # fmt: skip


def test_no_period_begins_after_the_end_of_a_duty():
    ended = days(2026, 6, 30)
    assert names(Rhythm(QUARTERLY, CALENDAR), days(2026, 1, 5), days(2027, 1, 1), ended) == [days(2026, 3, 31), ended]


# ------------------------------------------------------------------------------------------ how they stand


def states(on: date, reported=None, excused=None, rests=(), given: date = days(2025, 10, 1)) -> list[PeriodState]:  # noqa: B008
    found = list(periods(Rhythm(QUARTERLY), given_on=given, on=on))
    return [each.state for each in standings(found, on=on, reported=reported or {}, excused=excused or {}, rests=rests)]


Q4, Q1, Q2 = days(2025, 12, 31), days(2026, 3, 31), days(2026, 6, 30)
WAITING, SOON, OWED, SKIPPED = PeriodState.WAITING, PeriodState.SOON, PeriodState.OWED, PeriodState.SKIPPED


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (days(2025, 12, 1), [WAITING]),
        (days(2025, 12, 9), [SOON]),  # due on 16/12: seven days before
        (days(2025, 12, 16), [SOON, WAITING]),
        (days(2025, 12, 17), [OWED, WAITING]),
        (days(2026, 3, 17), [OWED, SOON, WAITING]),
        (days(2026, 3, 18), [SKIPPED, OWED, WAITING]),
    ],
)
def test_a_report_nobody_sent_is_owed_from_the_day_after_and_skipped_once_the_next_is_due(on, expected):
    assert states(on) == expected


def test_a_report_is_in_time_on_its_day_and_late_after_it():
    on = days(2026, 4, 1)
    assert states(on, {Q4: days(2025, 12, 16), Q1: days(2026, 3, 18)})[:2] == [PeriodState.IN_TIME, PeriodState.LATE]


def test_an_excused_period_stays_in_sight_and_a_report_outdoes_its_excuse():
    on = days(2026, 4, 1)
    assert states(on, excused={Q4: "Bão lũ"}) == [PeriodState.EXCUSED, OWED, WAITING]
    assert states(on, {Q4: days(2026, 1, 5)}, {Q4: "Bão lũ"})[0] is PeriodState.LATE


def test_what_fell_due_while_the_work_rested_is_asked_for_by_nobody():
    on = days(2026, 4, 1)
    assert states(on, rests=[(days(2025, 12, 16), days(2026, 1, 10))]) == [PeriodState.RESTED, OWED, WAITING]
    assert states(on, rests=[(days(2025, 11, 1), days(2025, 12, 16))])[0] is SKIPPED
    assert states(on, rests=[(days(2026, 3, 1), None)]) == [SKIPPED, PeriodState.RESTED, PeriodState.RESTED]


# ------------------------------------------------------------------------------------------ what holds of all

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
STATED = {
    WEEKLY: ("", "thứ Sáu hằng tuần"),
    MONTHLY: ("", "báo cáo ngày 25 hằng tháng", "báo cáo ngày 05 hằng tháng", "báo cáo cuối mỗi tháng"),
    QUARTERLY: ("", "báo cáo ngày 25 của tháng cuối quý", "báo cáo ngày 05/4, 05/7, 05/10, 05/01 hằng năm"),
    HALF_YEARLY: ("", "báo cáo trước ngày 15/6 và 15/12 hằng năm"),
    YEARLY: ("", "báo cáo trước ngày 30/11 hằng năm", "báo cáo năm trước ngày 10/01 năm sau"),
}


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    recurrence = draw(st.sampled_from(sorted(PERIODIC)))
    stated = find_report_day(draw(st.sampled_from(STATED[recurrence])), recurrence)
    return Rhythm(recurrence, draw(st.sampled_from(Cutoff)), draw(st.integers(0, 30)), stated)


@given(rhythms(), DAYS, st.integers(0, 900))
def test_periods_follow_each_other_without_a_gap_or_an_overlap_and_fall_due_in_their_order(rhythm, start, length):
    on = start + timedelta(days=length)
    found = list(periods(rhythm, given_on=start, on=on))
    for before, after in pairwise(found):
        assert after.since == before.until + timedelta(days=1)
        assert before.ends_on < after.ends_on and before.due_on <= after.due_on
    assert all(each.since <= each.until and each.due_on > start for each in found)
    if found:
        assert found[-1].since <= on <= found[-1].until


@given(rhythms(), DAYS)
def test_every_day_lies_in_one_period_and_every_report_belongs_to_the_one_it_names(rhythm, day):
    found = period_of(rhythm, day)
    assert found.since <= day <= found.until
    assert ends_on(rhythm.recurrence, found.ends_on) == found.ends_on
    assert period_named(rhythm, found.ends_on) == found


@given(rhythms(), DAYS, st.integers(0, 700), st.data())
def test_each_period_stands_one_way_and_only_what_was_due_is_owed(rhythm, start, length, data):
    on = start + timedelta(days=length)
    found = list(periods(rhythm, given_on=start, on=on))
    reported = {each.ends_on: data.draw(st.dates(start, on)) for each in found if data.draw(st.booleans())}
    stand = standings(found, on=on, reported=reported, excused={})
    assert [each.period for each in stand] == found
    assert sum(each.state is OWED for each in stand) <= 1
    for each in stand:
        assert each.state.is_debt == (each.period.due_on < on and each.period.ends_on not in reported)
        assert (each.days_late > 0) == (each.state is PeriodState.LATE)
