"""Rows of tables as text holds them: bars at the edges or not, tabs, broken cells, one cell to a line."""

from datetime import date
from time import process_time

import pytest

from tracker.reading import read

HEAD = "KẾ HOẠCH\nLàm sạch bãi biển năm 2026\n\nI. NHIỆM VỤ\n\n1. Rà soát quy chế.\n\nPHỤ LỤC\n\n"
TWO_ROWS = "TT | Nội dung | Đơn vị thực hiện | | Thời hạn | Kinh phí (triệu đồng)\n | | Chủ trì | Phối hợp | |\n"
ON_LINES = "STT\nNội dung công việc\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian\nKinh phí (nghìn đồng)\n"


def rows(table: str):
    return [item for item in read(HEAD + table).items if item.path[0] == "PL"]


def told(item) -> tuple[str, str]:
    return "; ".join(one.value for one in item.leads), "; ".join(one.value for one in item.coordinating)


def days(item) -> list[date]:
    return [deadline.on for deadline in item.deadlines]


def test_a_head_of_two_rows_names_owner_and_partner_under_one_shared_cell():
    (item,) = rows(TWO_ROWS + "1 | Thu gom rác bãi Cát Vàng | Phòng Kinh tế | Đoàn xã | 15/6/2026 | 12,5\n")
    assert (told(item), days(item)) == (("Phòng Kinh tế", "Đoàn xã"), [date(2026, 6, 15)])
    assert [amount.value for amount in item.money] == [12_500_000]


def test_a_row_goes_on_over_the_lines_of_a_broken_cell():
    first, second = rows(
        TWO_ROWS + "1 | Thay biển báo | Phòng Kinh tế | nt | Lần 1: 10/3/2026\nLần 2: 10/9/2026 | 30\n"
        "2 | Dựng chòi canh | nt | | Tháng 5/2026 | 44\n"
    )
    assert days(first) == [date(2026, 3, 10), date(2026, 9, 10)]
    assert (told(second)[0], [amount.value for amount in second.money]) == ("Phòng Kinh tế", [44_000_000])


def test_a_row_with_cells_left_out_at_its_end_stays_one_row():
    items = rows(TWO_ROWS + "1 | Trồng phi lao | Phòng Kinh tế\n2 | Dựng chòi canh | Công an xã\n")
    assert [told(item)[0] for item in items] == ["Phòng Kinh tế", "Công an xã"]


def test_tabs_part_cells_too():
    (item,) = rows("TT\tCông việc\tPhụ trách\tHạn\n1\tLắp 06 thùng rác\tTổ tự quản số 2\tTrước 20/4/2026\n")
    assert (told(item)[0], days(item)) == ("Tổ tự quản số 2", [date(2026, 4, 20)])


def test_cells_stand_one_to_a_line_and_a_blank_line_is_a_blank_cell():
    first, second = rows(
        ON_LINES + "I\nMua sắm\n\n\n\n\n1\nMua 02 xuồng\nBan Chỉ huy Quân sự xã\n\n30/4/2026\n5.500\n"
        "2\nSửa bến thuyền\nnt\nThôn Bãi Bùi\nQuý III/2026\n7.250\n\nTổng cộng\n\n\n\n12.750\n\nTrên đây là Kế hoạch.\n"
    )
    assert (first.path, told(first), days(first)) == (
        ("PL", "I", "1"),
        ("Ban Chỉ huy Quân sự xã", ""),
        [date(2026, 4, 30)],
    )
    assert (told(second), [amount.value for amount in second.money]) == (
        ("Ban Chỉ huy Quân sự xã", "Thôn Bãi Bùi"),
        [7_250_000],
    )


def test_where_blank_cells_are_lost_a_cell_goes_to_the_column_it_suits():
    first, second = rows(
        ON_LINES
        + "1\nMua 02 xuồng\nTrạm Biên phòng\n30/4/2026\n2\nSửa bến thuyền\nPhòng Kinh tế\nThôn Bãi Bùi\n7.250\n"
    )
    assert (told(first), days(first)) == (("Trạm Biên phòng", ""), [date(2026, 4, 30)])
    assert (told(second), days(second)) == (("Phòng Kinh tế", "Thôn Bãi Bùi"), [])
    assert [amount.value for amount in second.money] == [7_250_000]


def test_blank_lines_between_all_cells_are_no_cells():
    (item,) = rows(
        ON_LINES.replace("\n", "\n\n") + "1\n\nMua 02 xuồng\n\nCông an xã\n\nĐoàn xã\n\nTháng 5/2026\n\n900\n\n"
    )
    assert (told(item), days(item)) == (("Công an xã", "Đoàn xã"), [date(2026, 5, 31)])


def test_the_unit_of_the_money_column_goes_before_that_of_the_caption():
    head = "Đơn vị tính: tỷ đồng\n\nTT | Nội dung | Chủ trì | Kinh phí (triệu đồng)\n"
    (item,) = rows(head + "1 | Trồng phi lao | Phòng Kinh tế | 250\n")
    assert [amount.value for amount in item.money] == [250_000_000]


def test_totals_and_heads_printed_again_are_no_rows():
    head = "TT | Nội dung | Chủ trì | Thời hạn\n"
    items = rows(head + "1 | Trồng phi lao | Phòng Kinh tế | 5/2026\n" + head + " | Tổng cộng | | 12\n")
    assert [item.text for item in items] == ["Trồng phi lao"]


def test_a_name_in_a_cell_goes_to_the_end_of_its_part():
    (item,) = rows(TWO_ROWS + "1 | Trồng phi lao | HTX cói Bãi Bùi; Ban Quản lý cảng cá | | 5/2026 |\n")
    assert told(item)[0] == "HTX cói Bãi Bùi; Ban Quản lý cảng cá"


def test_words_with_one_bar_are_no_table():
    assert [item.text for item in read("KẾT LUẬN\n\n1. Phòng Kinh tế | Đoàn xã rà soát quy chế.\n").items] == [
        "Phòng Kinh tế | Đoàn xã rà soát quy chế."
    ]


def test_columns_are_known_by_what_their_names_mean():
    heads = "Số TT\tViệc cần làm\tNgười phụ trách\tCùng tham gia\tTiến độ thực hiện\tKết quả/sản phẩm\n"
    (item,) = rows(heads + "1\tLập sổ theo dõi thu gom rác\tChi hội Nông dân\tĐoàn xã\tQuý II/2026\tSổ theo dõi\n")
    assert (told(item), days(item)) == (("Chi hội Nông dân", "Đoàn xã"), [date(2026, 6, 30)])
    assert item.product.value == "Sổ theo dõi"


def test_of_two_columns_of_those_who_act_the_one_in_charge_leads():
    heads = "TT\tNội dung\tLãnh đạo phụ trách\tĐơn vị thực hiện\tThời hạn\n"
    (item,) = rows(heads + "1\tDựng chòi canh\tÔng Lê Đình Vạn\tCông an xã\t15/6/2026\n")
    assert told(item)[0] == "Công an xã"


def test_a_line_between_two_rows_names_a_group_whether_its_blank_cells_stand_or_not():
    heads = "TT\tNội dung\tĐơn vị chủ trì\tThời hạn\n"
    first, second, third = rows(
        heads + "A\tMUA SẮM\t\t\n1\tMua 02 xuồng\tCông an xã\t30/4/2026\n"
        "II. Sửa chữa\n2\tSửa bến thuyền\tPhòng Kinh tế\t30/5/2026\n"
        "\tC. Kiểm tra\t\t\n3\tKiểm tra chòi canh\tnt\t30/6/2026\n"
    )
    assert [one.path[1] for one in (first, second)] == ["A", "II"]
    assert [told(one)[0] for one in (first, second, third)] == ["Công an xã", "Phòng Kinh tế", "Phòng Kinh tế"]


def test_a_section_below_a_table_is_no_row_of_it():
    items = read(
        HEAD + "TT\tNội dung\tĐơn vị chủ trì\n1\tMua 02 xuồng\tCông an xã\n\nIII.\tTỔ CHỨC\n\n1. Rà soát quỹ.\n"
    )
    assert "Rà soát quỹ." in [item.text for item in items.items]


def test_what_comes_round_in_several_years_is_no_cadence():
    (item,) = rows(
        "TT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\tKiểm định đập\tPhòng Kinh tế\t05 năm/lần; xong trước 30/10/2026\n"
    )
    assert (item.recurrence, days(item)) == (None, [date(2026, 10, 30)])


SPACED = (
    "STT   Nội dung công việc        Đơn vị           Đơn vị         Thời hạn\n"
    "                                thực hiện        phối hợp\n"
    "(1)   (2)                       (3)              (4)            (5)\n\n"
    "A     NẠO VÉT\n"
    "1     Nạo vét kênh N3 đoạn      Hợp tác xã       Thôn Đông,     20/4/2026\n"
    "      qua thôn Đông             Tân Lập          thôn Tây\n"
    "2     Thu gom bèo tây           Đoàn xã                         Tháng 5/2026\n"
)


def test_wide_gaps_part_the_cells_of_a_table_broken_over_lines():
    first, second = rows(SPACED)
    assert (first.path, first.text) == (("PL", "A", "1"), "Nạo vét kênh N3 đoạn qua thôn Đông")
    assert (told(first), days(first)) == (("Hợp tác xã Tân Lập", "Thôn Đông; Thôn Tây"), [date(2026, 4, 20)])
    assert (told(second), days(second)) == (("Đoàn xã", ""), [date(2026, 5, 31)])


def test_two_spaces_part_cells_where_a_head_names_them():
    (item,) = rows(
        "Số TT  Việc  Người phụ trách  Cùng làm  Hạn\n1. Dựng chòi canh  Công an xã  -  15/6/2026\n\n2. Hết bảng.\n"
    )
    assert (item.text, told(item), days(item)) == ("Dựng chòi canh", ("Công an xã", ""), [date(2026, 6, 15)])


def test_the_title_and_the_notes_of_a_table_are_no_items():
    found = read(HEAD + "Phân công công việc\n\n" + SPACED + "\nGhi chú: các thôn báo cáo về Phòng Kinh tế.\n")
    assert [item.path[-1] for item in found.items] == ["1", "1", "2"]


@pytest.mark.parametrize("line", ["A  Nhóm", "STT  Nội dung  Đơn vị  Thời hạn", "1  a  b  c", "A\tNhóm", "(1)  (2)"])
def test_reading_rows_takes_time_that_grows_with_the_text(line):
    def seconds(count: int) -> float:
        begun = process_time()
        rows("STT  Nội dung  Đơn vị  Thời hạn\n" + f"{line}\n" * count)
        return process_time() - begun

    assert min(seconds(2_400) for _ in range(3)) < 16 * min(seconds(400) for _ in range(3)) + 0.2
