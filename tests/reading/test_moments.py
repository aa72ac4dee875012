"""What days a phrase names, before anybody asks whether they are a term: every form of the grammar (`moments.txt`)."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.reading.plain import plain
from tracker.reading.moments import Frame, Moment, last_of_month
from tracker.reading.ranges import find_moments

TUESDAY = Frame(date(2025, 10, 14))
UNKNOWN = Frame(None)


class Row(NamedTuple):
    """A phrase and the moments it names, told from a Tuesday and when the day of the document is unknown."""

    phrase: str
    told: str
    told_without: str


def rows() -> list[Row]:
    found: list[Row] = []
    for line in (Path(__file__).parent / "moments.txt").read_text(encoding="utf-8").splitlines():
        phrase, _, told = line.partition(" => ")
        if line.startswith("    "):
            found[-1] = found[-1]._replace(told_without=told)
        elif line and not line.startswith("#"):
            found.append(Row(phrase, told, told))
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: plain(row.phrase))
def test_a_phrase_names(row: Row) -> None:
    assert "; ".join(shown(moment, row.phrase) for moment in find_moments(row.phrase, TUESDAY)) == row.told


@pytest.mark.parametrize("row", rows(), ids=lambda row: plain(row.phrase))
def test_a_phrase_names_without_the_day_of_the_document(row: Row) -> None:
    assert "; ".join(shown(moment, row.phrase) for moment in find_moments(row.phrase, UNKNOWN)) == row.told_without


@pytest.mark.parametrize("phrase", ["trước Tết", "mùng 3 Tết", "trước rằm tháng Giêng", "giao thừa"])
@pytest.mark.parametrize(("year", "is_told"), [(1899, False), (1900, True), (2099, True), (2100, False)])
def test_lunar_days_are_told_in_the_years_from_1900_to_2099(phrase: str, year: int, is_told: bool) -> None:
    (moment,) = find_moments(phrase, Frame(date(year, 5, 1)))
    assert (moment.on is not None) == is_told


def test_a_day_beyond_the_calendar_is_impossible() -> None:
    assert [shown(each, "trong 10 ngày") for each in find_moments("trong 10 ngày", Frame(date.max))] == [
        "trong 10 ngày | ? | day | - | -/-/- | impossible"
    ]
    assert last_of_month(9999, 5) is None
    assert last_of_month(9998, 12) == date(9998, 12, 31)


def shown(moment: Moment, text: str) -> str:
    """A moment as a row has it: words, last day, precision, first day, the parts it begins with, what is odd of it."""
    parts = "/".join(str(part or "-") for part in moment.parts)
    odd = [word for word in ("bare", "impossible") if getattr(moment, word)]
    days = (moment.on or "?", moment.precision.value, moment.since or "-", parts, *odd)
    return " | ".join((moment.span.of(text), *map(str, days)))
