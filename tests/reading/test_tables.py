"""Tables: repeated and merged cells, group rows, two times in a cell, amounts in the column's unit."""

from datetime import date

from tracker.reading import read

HEAD = "KẾ HOẠCH\nNăm 2026\n\nI. NHIỆM VỤ\n\n1. Rà soát quy chế.\n\nPHỤ LỤC\n\n"
COLUMNS = (
    "| TT | Nội dung | Chủ trì | Phối hợp | Thời gian | Sản phẩm | Kinh phí (triệu đồng) |\n|--|--|--|--|--|--|--|\n"
)


def rows(table: str, columns: str = COLUMNS):
    return [item for item in read(HEAD + columns + table).items if item.path[0] == "PL"]


def values(found) -> list[str]:
    return [one.value for one in found]


def test_cells_of_a_row():
    (item,) = rows(
        "| 1 | Lập danh mục hồ sơ | Sở Nội vụ | Sở Y tế, UBND các xã | Trước 15/5/2026 | Danh mục | 1.250,5 |\n"
    )
    assert (values(item.leads), values(item.coordinating)) == (["Sở Nội vụ"], ["Sở Y tế", "UBND các xã"])
    assert (item.due.on, item.product.value, values(item.money)) == (date(2026, 5, 15), "Danh mục", [1_250_500_000])


def test_nt_and_merged_cells_repeat_the_cell_above():
    _, second, third = rows(
        "| 1 | Lập kế hoạch | Sở Nội vụ | | Quý I/2026 | | |\n"
        "| 2 | Tổ chức hội nghị | nt | | nt | | |\n"
        "| 3 | Hoàn thành hồ sơ | | | Tháng 6/2026 | | |\n"
    )
    assert (values(second.leads), second.due.on) == (["Sở Nội vụ"], date(2026, 3, 31))
    assert (values(third.leads), third.lead_source.value) == (["Sở Nội vụ"], "section")


def test_a_group_row_names_its_rows():
    (item,) = rows("| II | CHUYỂN ĐỔI SỐ | | | | | |\n| 4 | Lập kế hoạch | Sở Y tế | | 2026 | | |\n")
    assert item.path == ("PL", "II", "4")


def test_two_times_in_a_cell_are_two_deadlines():
    (item,) = rows("| 1 | Trình đề án | Sở Y tế | | Lần 1: trước 30/6/2026; lần 2: trước 30/11/2026 | | |\n")
    assert [deadline.on for deadline in item.deadlines] == [date(2026, 6, 30), date(2026, 11, 30)]


def test_a_table_of_other_things_gives_no_items():
    assert rows("| 1 | Nguyễn Văn A | Trưởng ban |\n", "| TT | Họ và tên | Chức vụ |\n|--|--|--|\n") == []


def test_an_impossible_day_is_a_doubt():
    (item,) = rows("| 1 | Trình đề án | Sở Y tế | | Trước 31/6/2026 | | |\n")
    assert item.due is None
    assert "impossible_day" in [remark.code for remark in item.remarks]


OPEN = "TT | Nội dung | Cơ quan thực hiện | | Thời gian | Kinh phí (triệu đồng)\n | | Chủ trì | Phối hợp | |\n"


def test_rows_without_edges_and_a_head_of_two_rows():
    (item,) = rows("1 | Lập hồ sơ | Sở Y tế | Sở Nội vụ | Quý I/2026 | 24\n | Tổng cộng | | | | 24\n", OPEN)
    assert (values(item.leads), values(item.coordinating)) == (["Sở Y tế"], ["Sở Nội vụ"])
    assert (item.due.on, values(item.money)) == (date(2026, 3, 31), [24_000_000])


def test_a_cell_of_two_lines_stays_in_its_row():
    item, _ = rows(
        "1 | Số hóa hồ sơ | Sở Y tế | | Đợt 1: 30/6/2026\nĐợt 2: 30/11/2026 | 24\n2 | Lập danh mục | nt | | | \n", OPEN
    )
    assert [deadline.on for deadline in item.deadlines] == [date(2026, 6, 30), date(2026, 11, 30)]
    assert values(item.money) == [24_000_000]


def test_rows_that_lack_lead_and_partners_repeat_both():
    _, item = rows("1 | Lập hồ sơ | Sở Y tế | Sở Nội vụ | | \n2 | Nâng cấp mạng | | | Quý II | \n", OPEN)
    assert (values(item.leads), values(item.coordinating)) == (["Sở Y tế"], ["Sở Nội vụ"])


STACK = """STT
Nội dung công việc
Đơn vị chủ trì
Đơn vị phối hợp
Thời gian
Kinh phí (triệu đồng)
A
Chuẩn bị



1
Thi công sân khấu
Phòng Kinh tế
Các thôn
20/3/2026
2
2
Làm cờ phướn
nt

15/3/2026

Tổng cộng



26,5
"""


def test_cells_that_stand_one_under_the_other_are_a_table():
    first, second = rows(STACK + "\nYêu cầu các thôn nghiêm túc thực hiện.\n", "")
    assert (first.path, values(first.leads), values(first.coordinating)) == (
        ("PL", "A", "1"),
        ["Phòng Kinh tế"],
        ["Các thôn"],
    )
    assert (first.due.on, values(first.money)) == (date(2026, 3, 20), [2_000_000])
    assert (values(second.leads), second.coordinating, second.money) == (["Phòng Kinh tế"], (), ())
    assert read(HEAD + STACK + "\nYêu cầu các thôn nghiêm túc thực hiện.\n").items[-1].text.startswith("Yêu cầu")
