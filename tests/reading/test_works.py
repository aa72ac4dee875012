"""What reports tell of works: cost by what it is, volume, stage, names; and what a person may type."""

from datetime import date

import pytest

from tracker.reading.reader import read
from tracker.reading.results import Deadline, DeadlineKind, Item, ItemKind, Span
from tracker.reading.works import Fact, WorksStage, facts_of, name_of_works, read_percent, read_sum, term_of

HERE = Span(0, 0)


def told(text: str, *deadlines: Deadline, kind: ItemKind = ItemKind.PROJECT) -> dict[Fact, int | str]:
    item = Item((), text, HERE, 1, 1, kind, deadlines=deadlines)
    return {each.fact: each.value for each in facts_of(item)}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Đường Suối Đá. Tổng mức đầu tư 35,6 tỷ đồng.", {Fact.TOTAL: 35_600_000_000}),
        ("Cổng Trung tâm chính trị xã 1.200 triệu đồng.", {Fact.TOTAL: 1_200_000_000}),
        (
            "Trường Nà Lơi có tổng mức đầu tư 14 tỷ đồng; vốn đã bố trí 8 tỷ đồng, giải ngân 5,25 tỷ đồng.",
            {Fact.TOTAL: 14_000_000_000, Fact.ALLOCATED: 8_000_000_000, Fact.DISBURSED: 5_250_000_000},
        ),
        ("Kế hoạch vốn năm 2026 là 3.500 triệu đồng, đã thanh toán 900 triệu đồng.",
         {Fact.ALLOCATED: 3_500_000_000, Fact.DISBURSED: 900_000_000}),
        ("Giá trị khối lượng thực hiện 2 tỷ đồng.", {}),
        ("Đã chi trả bồi thường 2 tỷ đồng, tổng mức đầu tư 9 tỷ đồng.", {Fact.TOTAL: 9_000_000_000}),
    ],
)  # fmt: skip
def test_a_sum_is_told_by_the_words_before_it(text, sums):
    money = {Fact.TOTAL, Fact.ALLOCATED, Fact.DISBURSED}
    assert {fact: value for fact, value in told(text).items() if fact in money} == sums


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("đã hoàn thành 35% khối lượng", 35_00), ("đạt 41,6% khối lượng hợp đồng", 41_60), ("phấn đấu đạt 80%", None)],
)
def test_the_volume_keeps_its_decimals(text, hundredths):
    assert told(f"Cầu Bản Mới {text}.").get(Fact.VOLUME) == hundredths


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("hiện nay đang hoàn thiện các thủ tục đầu tư", WorksStage.PREPARATION),
        ("đang thực hiện công tác GPMB", WorksStage.CLEARANCE),
        ("đang tổ chức lựa chọn nhà thầu", WorksStage.BIDDING),
        ("Tiếp tục thực hiện các bước lựa chọn nhà thầu tư vấn lập quy hoạch", WorksStage.BIDDING),
        ("Thực hiện các bước lập thủ tục đầu tư xây dựng", WorksStage.PREPARATION),
        ("Hiện nay đang thi công", WorksStage.CONSTRUCTION),
        ("công trình đã hoàn thành 35% khối lượng", WorksStage.CONSTRUCTION),
        ("đang thi công thì tạm dừng thi công do mưa lũ", WorksStage.SUSPENDED),
        ("đã nghiệm thu, bàn giao đưa vào sử dụng", WorksStage.ACCEPTANCE),
        ("đã bàn giao, đang lập hồ sơ quyết toán", WorksStage.SETTLEMENT),
        ("đã bàn giao mặt bằng và đang thi công", WorksStage.CONSTRUCTION),
        ("Nhà văn hóa thôn Lũng Vài", None),
    ],
)
def test_the_stage_of_works(text, stage):
    assert told(text).get(Fact.STAGE) == stage


def test_who_builds_where_and_from_what():
    facts = told(
        "Kè suối Nà Tông, chủ đầu tư: Ban Quản lý dự án huyện; nhà thầu thi công: Công ty TNHH Thắng Lợi; "
        "địa điểm: thôn Nà Tông; nguồn vốn: ngân sách tỉnh."
    )
    assert facts[Fact.INVESTOR] == "Ban Quản lý dự án huyện"
    assert facts[Fact.CONTRACTOR] == "Công ty TNHH Thắng Lợi"
    assert facts[Fact.SITE] == "thôn Nà Tông"
    assert facts[Fact.CAPITAL] == "ngân sách tỉnh"
    by = told("Trường Lũng Vài do UBND huyện làm chủ đầu tư, bằng nguồn vốn chương trình mục tiêu.")
    assert (by[Fact.INVESTOR], by[Fact.CAPITAL]) == ("UBND huyện", "nguồn vốn chương trình mục tiêu")


def test_the_completion_is_the_latest_end_not_the_start():
    start = Deadline("khởi công tháng 9/2026", HERE, DeadlineKind.START, date(2026, 12, 31))
    end = Deadline("hoàn thành Quý I/2027", HERE, DeadlineKind.FINISH, date(2027, 3, 31))
    assert told("Cầu Bản Mới.", end, start)[Fact.COMPLETION] == "2027-03-31"
    assert Fact.COMPLETION not in told("Cầu Bản Mới.", start)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tiếp tục đầu tư nhà lớp học 2 tầng Trường Nà Lơi với tổng kinh phí 8.000 triệu đồng, hiện nay đang thi công.",
         "Đầu tư nhà lớp học 2 tầng Trường Nà Lơi"),
        ("Thực hiện các bước lập thủ tục dự án năm 2026: San nền khu trung tâm xã với tổng mức đầu tư 21 tỷ đồng.",
         "San nền khu trung tâm xã"),
        ("Cải tạo công viên Bến Sỏi (giai đoạn 2) với tổng mức đầu tư 7.368 triệu đồng.",
         "Cải tạo công viên Bến Sỏi (giai đoạn 2)"),
        ("Đường thôn 2 - thôn 3, chiều dài 284,16m. Tổng mức đầu tư 10 tỷ đồng.", "Đường thôn 2 - thôn 3"),
        ("Điều chỉnh quy hoạch chung thị trấn Nà Lơi, tỷ lệ 1/2000.", None),
    ],
)  # fmt: skip
def test_the_name_works_go_by(text, name):
    assert name_of_works(text) == name


@pytest.mark.parametrize(
    ("words", "term"),
    [("Dự kiến, hoàn thành năm 2026", "năm 2026"), ("Dự kiến hoàn thành trong Quý I/2027", "Quý I/2027"),
     ("chậm nhất ngày 30/9/2026", "chậm nhất ngày 30/9/2026"), ("hoàn thành 2026", "2026")],
)  # fmt: skip
def test_the_term_of_an_expected_completion(words, term):
    assert term_of(words) == term


@pytest.mark.parametrize(
    ("typed", "vnd"),
    [
        ("1.200 triệu đồng", 1_200_000_000), ("2,5 tỷ", 2_500_000_000), ("2,5 tỉ đồng", 2_500_000_000),
        ("500 nghìn", 500_000), ("1.234.567.891 đồng", 1_234_567_891), ("2 tỷ 500 triệu", 2_500_000_000),
        ("339,219 tỷ", 339_219_000_000), ("0,357 tỷ", 357_000_000), ("1234,567891 nghìn tỷ", 1_234_567_891_000_000),
        ("  8.000  triệu đồng. ", 8_000_000_000),
        ("1200", None), ("1.200.000.000", None), ("", None), ("khoảng hai tỷ", None), ("2 tỷ và 3 tỷ", None),
        ("-5 tỷ", None), ("5 tỷ/ha", None), ("5 triệu USD", None),
    ],
)  # fmt: skip
def test_a_typed_sum_is_exact_or_refused(typed, vnd):
    assert read_sum(typed) == vnd


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("35", 35_00), ("35%", 35_00), ("35,5 %", 35_50), ("0,25%", 25), ("100", 100_00), ("100,01", None), ("101", None),
     ("-1", None), ("ba mươi", None), ("", None)],
)  # fmt: skip
def test_a_typed_share(typed, hundredths):
    assert read_percent(typed) == hundredths


def test_a_report_gives_each_works_its_own_facts():
    text = """BAN CHỈ ĐẠO
BÁO CÁO
Kết quả thực hiện chỉnh trang đô thị quý III năm 2026
I. KẾT QUẢ THỰC HIỆN
1. Về hạ tầng:
- Tiếp tục đầu tư nhà lớp học Trường Nà Lơi với tổng kinh phí 8.000 triệu đồng, hiện nay công trình đã hoàn thành 35% khối lượng. Nâng cấp trạm y tế xã với tổng mức đầu tư 6.000 triệu đồng, hiện nay công trình đã hoàn thành 40% khối lượng.
II. PHƯƠNG HƯỚNG
- Tiếp tục triển khai các dự án.
"""  # noqa: E501
    found = [{each.fact: each.value for each in facts_of(item)} for item in read(text).items if item.money]
    assert [(facts[Fact.TOTAL], facts[Fact.VOLUME]) for facts in found] == [(8 * 10**9, 35_00), (6 * 10**9, 40_00)]
