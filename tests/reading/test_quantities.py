"""Money, progress and stage of works in the spellings of real reports."""

import pytest

from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.results import Status


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Tổng mức đầu tư 35,6 tỷ đồng.", [35_600_000_000]),
        ("tổng mức đầu tư 21. 280 triệu đồng", [21_280_000_000]),
        ("với tổng mức đầu tư 7.368.triệu đồng", [7_368_000_000]),
        ("Cổng hàng rào 1.200 triệu đồng", [1_200_000_000]),
        ("khoảng 2,7 tỷ đồng bằng nguồn ngân sách huyện", [2_700_000_000]),
        ("tổng mức đầu tư toàn dự án là 339,219 tỷ; Nguồn vốn", [339_219_000_000]),
        ("0,357 tỷ đồng", [357_000_000]),
        ("đã giải ngân 12,5/20 tỷ đồng", [12_500_000_000]),
        ("2.500.000.000 đồng", [2_500_000_000]),
        ("kinh phí 2 tỷ 500 triệu đồng", [2_500_000_000]),
        ("bố trí 500 nghìn đồng", [500_000]),
        ("500,000 đồng", [500_000]),
        ("vốn 1,2 nghìn tỷ đồng", [1_200_000_000_000]),
        ("giai đoạn 1: 15 tỷ đồng, giai đoạn 2: 8 tỉ đồng", [15_000_000_000, 8_000_000_000]),
        ("2.7 tỷ đồng", [2_700_000_000]),
        # no money, or the price of one of something
        ("đạt khoảng trên 110 triệu đồng/người", []),
        ("hỗ trợ 50 triệu đồng/ha", []),
        ("mỗi hộ 40 triệu đồng", []),
        ("do 01 đồng chí Thường trực Huyện ủy làm trưởng Ban", []),
        ("dân số khoảng 70 nghìn người", []),
        ("1,5 triệu lượt khách", []),
        ("5 triệu USD", []),
        ("tỷ lệ 1/500", []),
        ("3 tỷ lệ", []),
        ("ngày 19/7/2021", []),
    ],
)
def test_money(text, sums):
    found = find_money(text)
    assert [money.value for money in found] == sums
    assert all(money.span.of(text) == money.words for money in found)


def test_the_words_of_a_sum_stop_before_what_it_is_paid_from():
    text = "kinh phí được duyệt là 14,4 tỷ đồng bằng nguồn vốn đầu tư công"
    assert [money.words for money in find_money(text)] == ["14,4 tỷ đồng"]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("hiện nay công trình đã hoàn thành 35% khối lượng", 35),
        ("khối lượng thi công đạt khoảng 75%", 75),
        ("đạt 41,6% khối lượng hợp đồng", 42),
        ("công trình đã hoàn thành 80%.", 80),
        ("phấn đấu hoàn thành 80% khối lượng", None),
        ("giải ngân đạt 35% kế hoạch", None),
        ("tỷ lệ hộ nghèo giảm 2%", None),
        ("hoàn thành 135% khối lượng", None),
    ],
)
def test_progress(text, percent):
    found = find_progress(text)
    assert (found.value if found else None) == percent


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("chưa khởi công do vướng mặt bằng", Status.NOT_STARTED),
        ("hiện nay đang hoàn thiện các thủ tục đầu tư", Status.PROCEDURES),
        ("đã được phê duyệt chủ trương và đang thực hiện công tác GPMB", Status.CLEARANCE),
        ("Hiện nay đang thi công.", Status.CONSTRUCTION),
        ("đang thực hiện giải phóng mặt bằng, song song với đó là tổ chức thi công", Status.CONSTRUCTION),
        ("công trình đã hoàn thành 35% khối lượng", Status.CONSTRUCTION),
        ("Tiếp tục thi công, hoàn thiện dự án", Status.CONSTRUCTION),
        ("nhà thầu đã hoàn thành công trình", Status.DONE),
        ("đã bàn giao đưa vào sử dụng", Status.HANDED_OVER),
        ("đã hoàn thành, bàn giao đưa vào sử dụng", Status.HANDED_OVER),
        # orders and aims report no stage
        ("Hoàn thành thi công công trình: Cải tạo nhà khách", None),
        ("Đẩy nhanh công tác lập hồ sơ thiết kế và tiếp tục thi công dự án", None),
        ("Tổ chức bàn giao đưa vào sử dụng", None),
        ("đã bàn giao mặt bằng cho nhà thầu", None),
        ("phấn đấu cơ bản hoàn thành các tiêu chí", None),
    ],
)
def test_status(text, status):
    found = find_status(text)
    assert (found.value if found else None) == status
