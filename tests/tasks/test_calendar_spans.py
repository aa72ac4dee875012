"""Periods: the calendar's, those of official reports from the 15th to the 14th, and days somebody typed."""

from datetime import date
from itertools import pairwise

import pytest

from tracker.tasks.calendar_spans import CalendarSpan, day_of


def span(word: str, on: date = date(2026, 4, 14)) -> str:
    period = CalendarSpan.named(word, on)
    return f"{period.first:%d/%m/%Y}–{period.last:%d/%m/%Y}" if period else ""


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("2026", "01/01/2026–31/12/2026"),
        ("2026-q1", "01/01/2026–31/03/2026"),
        ("2026-h2", "01/07/2026–31/12/2026"),
        ("2024-02", "01/02/2024–29/02/2024"),
        ("official-2026-04", "15/03/2026–14/04/2026"),
        ("official-2026-01", "15/12/2025–14/01/2026"),
        ("official-2026-q1", "15/12/2025–14/03/2026"),
        ("official-2026-h1", "15/12/2025–14/06/2026"),
        ("official-2026", "15/12/2025–14/12/2026"),
        ("month", "01/04/2026–30/04/2026"),
        ("next-month", "01/05/2026–31/05/2026"),
        ("quarter", "01/04/2026–30/06/2026"),
        ("year", "01/01/2026–31/12/2026"),
        ("official-month", "15/03/2026–14/04/2026"),
        ("official-next-month", "15/04/2026–14/05/2026"),
    ],
)
def test_a_word_means_days(word: str, days: str) -> None:
    assert span(word) == days


@pytest.mark.parametrize(
    ("word", "on", "days"),
    [
        ("next-month", date(2026, 12, 31), "01/01/2027–31/01/2027"),
        ("next-quarter", date(2026, 11, 2), "01/01/2027–31/03/2027"),
        ("official-month", date(2026, 4, 15), "15/04/2026–14/05/2026"),
        ("official-month", date(2026, 12, 15), "15/12/2026–14/01/2027"),
        ("official-quarter", date(2026, 3, 20), "15/03/2026–14/06/2026"),
        ("official-year", date(2026, 12, 15), "15/12/2026–14/12/2027"),
    ],
)
def test_a_period_around_a_day_moves_with_it(word: str, on: date, days: str) -> None:
    assert span(word, on) == days


@pytest.mark.parametrize(
    "word", ["", "2026-13", "2026-q5", "2026-00", "1200", "2026-4", "official", "next", "2026-04x"]
)
def test_nonsense_means_no_period(word: str) -> None:
    assert span(word) == ""


def test_official_months_follow_each_other_without_a_gap() -> None:
    months = [CalendarSpan(2026, month, 1, is_official=True) for month in range(1, 13)]
    assert all((later.first - earlier.last).days == 1 for earlier, later in pairwise(months))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-04-14", date(2026, 4, 14)),
        ("14/4/2026", date(2026, 4, 14)),
        (" 05-01-2026 ", date(2026, 1, 5)),
        ("31/2/2026", None),
        ("14/4/26", None),
        ("0001-01-01", None),
        ("", None),
        (None, None),
        ("x" * 500, None),
    ],
)
def test_a_typed_day_is_read_as_an_office_writes_it(text: str | None, meant: date | None) -> None:
    assert day_of(text) == meant
