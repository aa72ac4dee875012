"""What days a phrase names, before anybody asks whether they are a term: every form of the grammar (`moments.txt`)."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tracker.reading.moments import Frame, Moment
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


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.phrase)
def test_a_phrase_names(row: Row) -> None:
    assert "; ".join(shown(moment, row.phrase) for moment in find_moments(row.phrase, TUESDAY)) == row.told


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.phrase)
def test_a_phrase_names_without_the_day_of_the_document(row: Row) -> None:
    assert "; ".join(shown(moment, row.phrase) for moment in find_moments(row.phrase, UNKNOWN)) == row.told_without


def shown(moment: Moment, text: str) -> str:
    """A moment as a row has it: words, last day, precision, first day, the parts it begins with, what is odd of it."""
    parts = "/".join(str(part or "-") for part in moment.parts)
    odd = [word for word in ("bare", "impossible") if getattr(moment, word)]
    days = (moment.on or "?", moment.precision.value, moment.since or "-", parts, *odd)
    return " | ".join((moment.span.of(text), *map(str, days)))
