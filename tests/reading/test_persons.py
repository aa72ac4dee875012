"""Persons presented with their post, and told by their name alone later on."""

from tracker.reading import read
from tracker.reading.persons import find_persons

PRESENT = """BIÊN BẢN
Họp giao ban tháng 11 năm 2025

I. Thành phần
1. Ông Hà Văn Sơn - Trưởng phòng Kinh tế
2. Bà Đinh Thị Lan, Phó Chủ tịch UBND xã
3. Ông Lò Văn Pánh (Trưởng Công an xã)
4. Bà Hoa Thị Mơ, công chức Văn phòng - Thư ký
"""


def test_posts_are_remembered_by_given_name():
    persons = find_persons(PRESENT)
    assert (persons["sơn"].name, persons["sơn"].body) == ("Hà Văn Sơn", "Phòng Kinh tế")
    assert (persons["lan"].post, persons["lan"].body) == ("Phó Chủ tịch UBND xã", "UBND xã")
    assert persons["pánh"].body == "Công an xã"
    assert "mơ" not in persons or persons["mơ"].body == ""


def test_two_of_one_given_name_are_not_told_apart():
    assert "sơn" not in find_persons(PRESENT + "5. Ông Bế Văn Sơn, Trưởng Trạm Y tế\n")


def test_who_heads_a_body_stands_for_it_when_told_by_name():
    items = read(
        PRESENT + "II. Kết luận\n- Ông Sơn phối hợp với ông Pánh kiểm tra chợ, xong trước 20/11/2025.\n"
        "- Bà Lan soạn giấy mời trước 15/11/2025.\n"
    ).items
    first, second = items[-2:]
    assert ([f.value for f in first.leads], [f.value for f in first.coordinating]) == (
        ["Phòng Kinh tế"],
        ["Công an xã"],
    )
    assert [f.value for f in first.persons] == ["Hà Văn Sơn, Trưởng phòng Kinh tế", "Lò Văn Pánh, Trưởng Công an xã"]
    assert [f.value for f in second.leads] == ["UBND xã"]
    assert first.leads[0].words == "Ông Sơn"
