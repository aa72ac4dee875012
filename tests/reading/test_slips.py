"""Figures a scanner garbled are read as they were meant, and told in the words that stand on the paper."""

from datetime import date

import pytest

from tracker.reading.deadlines import find_deadlines, read_deadline
from tracker.reading.slips import figures

MEETING = date(2023, 8, 11)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("trước ngày 30/9/2O23", "2023-09-30"),
        ("trước ngày 15/1O/2O23", "2023-10-15"),
        ("chậm nhất ngày 3l/12/2023", "2023-12-31"),
        ("hoàn thành trong năm 202O", "2020-12-31"),
        ("chậm nhất Quý II1/2024", "2024-09-30"),
        ("chậm nhất Quý 11/2024", "2024-06-30"),
        ("chậm nhất Quý 1l/2024", "2024-06-30"),
        ("chậm nhất Quý 111/2024", "2024-09-30"),
        ("chậm nhất Quý 1V/2024", "2024-12-31"),
        ("chậm nhất Quý 1/2024", "2024-03-31"),
    ],
)
def test_a_day_is_read_as_meant_and_told_as_printed(words: str, on: str) -> None:
    found = read_deadline(words, reference=MEETING)
    assert found is not None
    assert (found.on and found.on.isoformat(), found.words) == (on, words)


@pytest.mark.parametrize("words", ["số 1O2/QĐ-UBND", "tổ 3O6", "phòng 2l4 nhà A", "Quý 12/2024", "ngày 9i/9i"])
def test_what_is_no_day_with_its_slips_is_none_without_them(words: str) -> None:
    assert [found.on for found in find_deadlines(words, reference=MEETING)] in ([], [None])


def test_only_letters_between_figures_are_figures() -> None:
    assert figures("3O9, lO và 2O2O: l0 - 1I1, O1") == "309, lO và 2020: l0 - 111, O1"
