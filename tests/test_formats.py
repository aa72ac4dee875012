"""Days, moments and amounts as an office writes them."""

from datetime import UTC, date, datetime, time

import pytest

from tracker import formats


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 4, 5), "05/4/2026"),
        (date(2026, 2, 28), "28/02/2026"),
        (date(2026, 11, 30), "30/11/2026"),
        (None, ""),
    ],
)
def test_a_day_takes_a_zero_below_ten_and_in_the_first_two_months(value, written):
    assert formats.day(value) == written


def test_an_hour_is_written_as_invitations_write_it(app):
    assert formats.hour(time(7, 5)) == "07 giờ 05"


def test_a_moment_is_told_on_the_office_clock(app):
    assert formats.moment(datetime(2026, 4, 14, 0, 30, tzinfo=UTC)) == "07 giờ 30 phút ngày 14/4/2026"


def test_an_english_page_has_english_days_and_hours(app):
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert formats.weekday(date(2026, 4, 14)) == "Tuesday"
        assert formats.hour(time(7, 5)) == "07:05"
        assert formats.moment(datetime(2026, 4, 14, 0, 30, tzinfo=UTC)) == "07:30 on 14/4/2026"


@pytest.mark.parametrize(
    ("value", "written"), [(1200, "1.200"), (35.6, "35,6"), (0, "0"), (1234567.25, "1.234.567,25")]
)
def test_numbers_have_dots_between_thousands_and_a_decimal_comma(value, written):
    assert formats.number(value) == written


def test_money_is_told_in_trieu_dong():
    assert formats.money(35_600_000_000) == "35.600 triệu đồng"


def test_an_id_is_a_short_run_of_ascii_digits():
    assert [formats.read_id(each) for each in ("7", "", None, "all", "٣", "-1", "9" * 9, "9" * 10)] == [
        7, None, None, None, None, None, 999_999_999, None,
    ]  # fmt: skip
