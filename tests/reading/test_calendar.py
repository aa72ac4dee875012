"""Tết, holidays and office days against the days Vietnam really had."""

from datetime import date

import pytest

from tracker.reading.calendar import (
    Holiday,
    OfficeCalendar,
    eve_of_tet,
    in_force,
    is_public_holiday,
    next_tet,
    now_in_force,
    public_holidays,
)
from tracker.reading.lunar import lunar_to_solar, new_year, year_named

# Mùng 1 Tết as printed in the almanacs; in 2007 and 2030 Beijing's calendar has the day after.
TET = """
2007-02-17 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17
2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12
"""


@pytest.mark.parametrize("printed", TET.split())
def test_tet_falls_on_the_printed_day(printed):
    day = date.fromisoformat(printed)
    assert new_year(day.year) == day


@pytest.mark.parametrize(
    ("year", "month", "day", "solar"),
    [
        (2023, 3, 10, "2023-04-29"),  # Giỗ Tổ, in a year with a leap second month
        (2024, 3, 10, "2024-04-18"),
        (2025, 3, 10, "2025-04-07"),
        (2024, 8, 15, "2024-09-17"),
        (2025, 8, 15, "2025-10-06"),  # behind the leap sixth month
        (2023, 12, 23, "2024-02-02"),
    ],
)
def test_lunar_days(year, month, day, solar):
    assert lunar_to_solar(year, month, day) == date.fromisoformat(solar)


def test_a_short_month_has_no_thirtieth():
    assert lunar_to_solar(2024, 12, 30) is None
    assert lunar_to_solar(2023, 12, 30) == date(2024, 2, 9)


@pytest.mark.parametrize(
    ("name", "near", "year"),
    [
        ("Giáp Thìn", 2023, 2024),
        ("Ất Tỵ", 2025, 2025),
        ("Bính Ngọ", 2025, 2026),
        ("Quý Mão", 2022, 2023),
        ("Quý Dậu", 2024, 2053),  # 1993 lies farther
        ("Ất Tị", 2024, 2025),  # as others spell them
        ("Giáp Tí", 2040, 2044),
        ("Quý Mẹo", 2022, 2023),
    ],
)
def test_years_by_their_can_chi_names(name, near, year):
    assert year_named(*name.split(), near) == year


def test_no_year_bears_a_mismatched_name():
    assert year_named("Giáp", "Tỵ", 2024) is None


def test_the_next_tet_lies_ahead_even_on_the_day_itself():
    assert next_tet(date(2024, 2, 9)) == date(2024, 2, 10)
    assert next_tet(date(2024, 2, 10)) == date(2025, 1, 29)
    assert eve_of_tet(2026) == date(2026, 2, 16)


# The days off which the yearly notices announced, swap days apart.
ANNOUNCED = {
    2019: ["2019-02-04", "2019-02-08", "2019-04-15", "2019-04-30", "2019-05-01", "2019-09-02"],
    2021: ["2021-02-10", "2021-02-16", "2021-04-21", "2021-09-02", "2021-09-03"],
    2022: ["2022-01-31", "2022-02-04", "2022-04-11", "2022-05-02", "2022-05-03", "2022-09-01", "2022-09-02"],
    2023: ["2023-01-02", "2023-01-20", "2023-01-26", "2023-05-02", "2023-05-03", "2023-09-01", "2023-09-04"],
    2024: ["2024-02-08", "2024-02-14", "2024-04-18", "2024-09-02", "2024-09-03"],
    2025: ["2025-01-27", "2025-01-31", "2025-04-07", "2025-09-01", "2025-09-02"],
}


@pytest.mark.parametrize("day", [day for days in ANNOUNCED.values() for day in days])
def test_announced_days_off_are_holidays(day):
    assert is_public_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2023-01-19", "2023-01-27", "2023-08-31", "2023-09-05", "2024-02-15", "2025-02-03"])
def test_the_working_days_beside_them_are_not(day):
    assert OfficeCalendar().is_working_day(date.fromisoformat(day))


def test_a_tet_that_begins_on_a_tuesday_takes_its_whole_week():
    assert {date(2026, 2, day) for day in range(16, 21)} <= public_holidays(2026).keys()
    assert not {date(2026, 2, 13), date(2026, 2, 15), date(2026, 2, 21)} & public_holidays(2026).keys()


def test_before_2021_national_day_was_one_day():
    assert date(2020, 9, 2) in public_holidays(2020)
    assert not {date(2020, 9, 1), date(2020, 9, 3)} & public_holidays(2020).keys()


def test_office_days_are_counted_from_the_day_after():
    calendar = OfficeCalendar()
    friday = date(2023, 8, 11)
    assert calendar.working_days_after(friday, 1) == date(2023, 8, 14)
    assert calendar.working_days_after(friday, 15) == date(2023, 9, 5)  # over the long weekend of 2/9
    assert calendar.working_days_after(friday, 0) == friday


def test_swap_days_win_over_the_rules():
    bridge, saturday = date(2024, 4, 29), date(2024, 5, 4)
    plain = OfficeCalendar()
    swapped = OfficeCalendar(extra_days_off=frozenset({bridge}), extra_working_days=frozenset({saturday}))
    assert plain.is_working_day(bridge)
    assert not plain.is_working_day(saturday)
    assert not swapped.is_working_day(bridge)
    assert swapped.is_working_day(saturday)
    assert swapped.working_days_after(date(2024, 4, 26), 3) == date(2024, 5, 4)


def test_the_nearest_office_day_on_either_side():
    calendar = OfficeCalendar()
    eve = date(2024, 2, 9)
    assert calendar.working_day_on_or_after(eve) == date(2024, 2, 15)
    assert calendar.working_day_on_or_before(eve) == date(2024, 2, 7)
    assert calendar.working_day_on_or_after(date(2024, 3, 1)) == date(2024, 3, 1)


def test_office_days_between_two_days():
    calendar = OfficeCalendar()
    assert calendar.working_days_between(date(2023, 8, 11), date(2023, 8, 18)) == 5
    assert calendar.working_days_between(date(2023, 8, 18), date(2023, 8, 11)) == 0
    assert calendar.working_days_between(date(2023, 8, 9), date(2023, 8, 10)) == 1
    assert calendar.working_days_between(date(2023, 8, 11), date(2023, 8, 15)) == 2
    assert calendar.working_days_between(date(2023, 8, 10), date(2023, 8, 14)) == 2


def test_each_holiday_says_which_it_is():
    named = public_holidays(2026)
    assert named[date(2026, 2, 17)] is Holiday.TET
    assert named[date(2026, 4, 26)] is Holiday.ANCESTORS
    assert named[date(2026, 4, 27)] is Holiday.IN_LIEU, "Giỗ Tổ of 2026 fell on a Sunday"
    assert list(named) == sorted(named)


def test_another_calendar_is_in_force_inside_and_no_longer_after():
    swapped = OfficeCalendar(extra_days_off=frozenset({date(2026, 1, 2)}))
    with in_force(swapped):
        assert now_in_force() is swapped
    assert now_in_force().is_working_day(date(2026, 1, 2))
