"""The day a duty that comes round is reported on, read out of its words; a reading time that stays linear."""

from datetime import date

import pytest

from tests.reading.test_deadlines import grows_too_fast
from tracker.reading.recurrences import find_recurrence
from tracker.reading.report_days import SHAPES, find_report_day
from tracker.reading.results import Recurrence

WEEKLY, MONTHLY, QUARTERLY = Recurrence.WEEKLY, Recurrence.MONTHLY, Recurrence.QUARTERLY
HALF_YEARLY, YEARLY = Recurrence.HALF_YEARLY, Recurrence.YEARLY
TURNS = {
    WEEKLY: (date(2026, 3, 2), date(2026, 3, 8)),
    MONTHLY: (date(2026, 3, 1), date(2026, 3, 31)),
    QUARTERLY: (date(2026, 4, 1), date(2026, 6, 30)),
    HALF_YEARLY: (date(2026, 1, 1), date(2026, 6, 30)),
    YEARLY: (date(2026, 1, 1), date(2026, 12, 31)),
}


@pytest.mark.parametrize(
    ("text", "recurrence", "words", "day"),
    [
        ("Báo cáo trước ngày 25 của tháng cuối quý.", QUARTERLY, "trước ngày 25 của tháng cuối quý", "25/6"),
        ("Định kỳ hằng quý (ngày mùng 5 tháng đầu quý sau) tổng hợp.", QUARTERLY, "ngày mùng 5 tháng đầu quý", "5/7"),
        ("Hằng quý, trước ngày 20, các đơn vị báo cáo.", QUARTERLY, "trước ngày 20", "20/6"),
        ("Báo cáo vào ngày 15 các tháng 3, 6, 9, 12.", QUARTERLY, "vào ngày 15 các tháng 3, 6, 9, 12", "15/6"),
        ("Báo cáo trước các ngày 05/4, 05/7, 05/10 và 05/01 hằng năm.", QUARTERLY, "05/4, 05/7, 05/10 và 05/01", "5/7"),
        ("Vào cuối mỗi quý báo cáo Thường trực.", QUARTERLY, "cuối mỗi quý", "30/6"),
        ("Báo cáo trước ngày 25 hằng tháng.", MONTHLY, "trước ngày 25 hằng tháng", "25/3"),
        ("Trước ngày 05 hàng tháng gửi báo cáo tháng trước.", MONTHLY, "Trước ngày 05 hàng tháng", "5/4"),
        ("Định kỳ trước ngày 20 báo cáo.", MONTHLY, "trước ngày 20", "20/3"),
        ("Hằng tháng báo cáo chậm nhất ngày 15 tháng sau.", MONTHLY, "chậm nhất ngày 15 tháng sau", "15/4"),
        ("Chiều thứ Sáu hằng tuần gửi báo cáo.", WEEKLY, "thứ Sáu hằng tuần", "6/3"),
        ("Hằng tuần (trước thứ Năm) gửi báo cáo.", WEEKLY, "Hằng tuần (trước thứ Năm", "5/3"),
        ("Chủ nhật hằng tuần tổng vệ sinh, báo cáo.", WEEKLY, "Chủ nhật hằng tuần", "8/3"),
        ("Báo cáo trước ngày 15/6 và ngày 15/12 hằng năm.", HALF_YEARLY, "15/6 và ngày 15/12", "15/6"),
        ("Định kỳ hằng năm (trước ngày 30 tháng 11) báo cáo.", YEARLY, "30 tháng 11", "30/11"),
    ],
)  # fmt: skip
def test_the_words_state_a_day_of_each_turn(text, recurrence, words, day):
    found = find_report_day(text, recurrence)
    assert found is not None
    assert (found.words, found.span.of(text)) == (words, words)
    meant = found.of(*TURNS[recurrence])
    assert meant is not None
    assert f"{meant.day}/{meant.month}" == day


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Hằng quý báo cáo Ban Chỉ đạo.", QUARTERLY),
        ("Hằng quý báo cáo; hoàn thành trước ngày 30/9/2026.", QUARTERLY),
        ("Hằng quý báo cáo, xong trước ngày 30 tháng 9.", QUARTERLY),
        ("Hằng năm báo cáo theo Quyết định số 15/QĐ-UBND ngày 15/6/2025.", YEARLY),
        ("Thường xuyên đôn đốc. Trước ngày 20 gửi danh sách.", MONTHLY),
        ("Hằng tháng báo cáo ngày 45.", MONTHLY),
        ("Thứ Sáu họp giao ban; hằng tuần báo cáo.", WEEKLY),
        ("", MONTHLY),
        ("Trực 24/24, báo cáo hằng ngày.", Recurrence.STANDING),
    ],
)
def test_a_deadline_or_a_day_of_something_else_is_none_of_a_cadence(text, recurrence):
    assert find_report_day(text, recurrence) is None


def test_a_day_belongs_to_the_turn_it_ends_not_to_the_one_it_begins():
    january = find_report_day("báo cáo năm trước ngày 10/01 năm sau", YEARLY)
    assert january and january.of(*TURNS[YEARLY]) == date(2027, 1, 10)
    leap = find_report_day("báo cáo cuối mỗi tháng", MONTHLY)
    assert leap and leap.of(date(2028, 2, 1), date(2028, 2, 29)) == date(2028, 2, 29)


def test_a_day_right_before_the_interval_makes_it_the_dutys_own():
    found = find_recurrence("Báo cáo tiến độ giải ngân vốn đầu tư công trước ngày 25 hằng tháng.")
    assert found and found.value is MONTHLY
    thing = find_recurrence("Bố trí nguồn kinh phí duy tu thường xuyên hằng năm.")
    assert thing is None or thing.value is not YEARLY


PUMPS = (
    "ngày ", "trước chậm nhất ", "15/6 và ", "hằng tuần (", "các tháng 1, 2", "ngày 5 các tháng 1, ", "thứ ", " ", "1",
    "cuối mỗi ", "tháng cuối của mỗi ",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_the_time_of_a_pattern_grows_with_the_text(shape):
    assert not [pump for pump in PUMPS if grows_too_fast(shape, pump)]
