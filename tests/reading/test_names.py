"""Names of bodies and posts: where they end, how lists part, whom a head stands for."""

import pytest

from tracker.reading.names import Names
from tracker.reading.text import view


def names(words: str) -> list[str]:
    return [name.value for name in Names(view(words)).list_at(0)[0]]


def leads(words: str) -> list[str]:
    return [name.lead for name in Names(view(words)).list_at(0)[0]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UBND huyện chấn chỉnh các phòng, ban", ["UBND huyện"]),
        ("Ủy ban nhân dân các xã, thị trấn tổ chức thực hiện", ["UBND các xã, thị trấn"]),
        (
            "UBND các xã: Tân An, Tân Bình và thị trấn Đồi Mới lập hồ sơ",
            ["UBND xã Tân An", "UBND xã Tân Bình", "UBND thị trấn Đồi Mới"],
        ),
        ("UBND xã Tân Lập, phường Minh Khai chủ trì", ["UBND xã Tân Lập", "UBND phường Minh Khai"]),
        ("các Sở: Tài chính, Xây dựng; UBND các xã rà soát", ["Sở Tài chính", "Sở Xây dựng", "UBND các xã"]),
        ("Sở Văn hóa, Thể thao và Du lịch tham mưu", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh hoàn thành", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"]),
        ("Ban Chỉ đạo xây dựng nông thôn mới xây dựng kế hoạch", ["Ban Chỉ đạo xây dựng nông thôn mới"]),
        ("Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo", ["Ban cán sự đảng UBND tỉnh"]),
        ("các phòng, ban, ngành, các cơ quan, đơn vị thực hiện", ["Các phòng, ban, ngành", "Các cơ quan, đơn vị"]),
        ("các huyện ủy, thành ủy, Ban Thường vụ Tỉnh đoàn", ["Các huyện ủy, thành ủy", "Ban Thường vụ Tỉnh đoàn"]),
        ("Các đơn vị: Kinh tế và Hạ tầng, Công an huyện, căn cứ", ["Phòng Kinh tế và Hạ tầng", "Công an huyện"]),
        ("các tổ chức thành viên như Hội Nông dân, Hội Phụ nữ", ["Hội Nông dân", "Hội Phụ nữ"]),
        ("Uỷ ban MTTQVN huyện chủ trì", ["Ủy ban MTTQVN huyện"]),
        ("các ngành, đoàn thể trên địa bàn huyện căn cứ", ["Các ngành, đoàn thể"]),
        ("tổ chức tuyên truyền", []),
        ("ban hành kế hoạch", []),
        ("báo cáo kết quả", []),
        ("công tác phối hợp", []),
    ],
)
def test_names(words, expected):
    assert names(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lãnh đạo UBND huyện phải trực tiếp làm việc", ["UBND huyện"]),
        ("Thủ trưởng các đơn vị, các ngành khẩn trương", ["Các đơn vị; Các ngành"]),
        ("Chánh Văn phòng HĐND và UBND phường tổng hợp", ["Văn phòng HĐND và UBND phường"]),
        ("đồng chí Nguyễn Văn An, Phó Chủ tịch UBND huyện, chỉ đạo", ["UBND huyện"]),
        ("bà Nhung, Chủ tịch Hội Phụ nữ xã hứa", ["Hội Phụ nữ xã"]),
        ("ông Trần Văn Bình nhận việc", ["Trần Văn Bình"]),
        ("Các đồng chí Ủy viên Ban Thường vụ phụ trách địa bàn", ["Ủy viên Ban Thường vụ phụ trách địa bàn"]),
    ],
)
def test_a_head_stands_for_the_body_and_members_for_themselves(words, expected):
    assert leads(words) == expected
