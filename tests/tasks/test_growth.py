"""The chart of a volume: to scale, its labels apart, and nothing drawn that was not told."""

from datetime import date, timedelta
from itertools import pairwise

from tracker.tasks.growth import BOTTOM, TOP, chart, line

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(number)


def test_days_and_shares_stand_to_scale():
    found = chart([(day(0), 0), (day(50), 50_00), (day(100), 100_00)], None, day(100))
    assert found is not None
    assert [(mark.x, mark.y) for mark in found.marks] == [(0, BOTTOM), (50, (TOP + BOTTOM) / 2), (100, TOP)]
    assert (found.end, found.today) == (None, None)


def test_the_expected_completion_ends_the_line_and_is_late_once_it_passed():
    ahead = chart([(day(0), 10_00), (day(20), 30_00)], day(100), day(40))
    assert ahead is not None
    assert ahead.end is not None
    assert (ahead.end.x, ahead.end.kind, ahead.today) == (100, "due", 40)
    behind = chart([(day(0), 10_00), (day(20), 30_00)], day(30), day(40))
    assert behind is not None
    assert behind.end is not None
    assert (behind.end.x, behind.end.kind, behind.today) == (75, "late", 100)


def test_works_that_are_done_expect_nothing_more():
    found = chart([(day(0), 10_00), (day(20), 100_00)], day(100), day(40))
    assert found is not None
    assert found.end is None


def test_labels_never_meet():
    found = chart([(day(number), number * 1_00) for number in range(60)], day(61), day(60))
    assert found is not None
    numbered = [mark.x for mark in found.marks if mark.has_number]
    assert all(b - a >= 11 for a, b in pairwise(numbered))
    assert found.marks[-1].has_number
    assert found.end is not None
    assert not found.end.has_day, "the last day told stands there"


def test_one_saying_is_a_point_and_none_is_no_chart():
    one = chart([(day(0), 35_00)], None, day(0))
    assert one is not None
    assert [(mark.x, mark.anchor) for mark in one.marks] == [(0, "start")]
    assert chart([], day(5), day(0)) is None


def test_the_line_beside_a_row_fills_its_box():
    assert line([(day(0), 0), (day(10), 100_00)]) == "2.0,16.0 82.0,2.0"
    assert line([(day(0), 35_00)]) == ""
