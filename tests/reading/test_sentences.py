"""Sentences as offices write them, with the days and the cadence worked out by hand (`sentences.txt`)."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.reading.plain import plain
from tracker.reading.deadlines import find_deadlines
from tracker.reading.recurrences import find_recurrence

TUESDAY = date(2025, 10, 14)


class Row(NamedTuple):
    """A sentence, the day of its document, and what it says: days in their order, "?" for a term without a day."""

    sentence: str
    reference: date | None
    days: list[str]
    cadence: str | None


def rows():
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, told = line.rpartition(" => ")
            told, _, reference = told.partition(" @ ")
            days = [word for word in told.split() if word[0] in "12?"]
            cadence = next((word for word in told.split() if word[0] not in "12?-"), None)
            known = date.fromisoformat(reference) if reference[:1].isdigit() else None if reference else TUESDAY
            yield Row(sentence, known, days, cadence)


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: plain(row.sentence))
def test_a_sentence_says(row):
    found = find_deadlines(row.sentence, reference=row.reference)
    assert [each.on.isoformat() if each.on else "?" for each in found] == row.days
    cadence = find_recurrence(row.sentence)
    assert (cadence.value.value if cadence else None) == row.cadence
