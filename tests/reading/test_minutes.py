"""Minutes in prose: what was only said, what was promised or agreed, and for which body a speaker speaks."""

import pytest

from tracker.reading import read

HEAD = (
    "UBND XÃ NÀ HANG\nSố: 12/BB-UBND\n\nBIÊN BẢN\nHọp chuẩn bị hội xuân\n\n"
    "Hôm nay, ngày 08 tháng 01 năm 2026, tại trụ sở UBND xã họp chuẩn bị hội xuân.\n\n"
)


def items(body: str, head: str = "I. Ý KIẾN THẢO LUẬN"):
    return list(read(f"{HEAD}{head}\n{body}\n").items)


def leads(item) -> list[str]:
    return [found.value for found in item.leads]


@pytest.mark.parametrize(
    "said",
    [
        "Ông Đặng Văn Mạ, Phó Chủ tịch UBND xã thông qua dự thảo kịch bản hội xuân.",
        "Về bãi xe, bà Nông Thị Bích đề nghị để Đoàn xã trông coi.",
        "Thượng úy Ma Văn Lực, Phó Trưởng Công an xã thông tin tình hình trật tự ở chợ.",
        "Sân vận động còn lầy lội, xe lớn khó vào.",
    ],
)
def test_what_was_only_said_is_no_duty(said):
    assert [item.kind.value for item in items(said)] == ["assessment"]


@pytest.mark.parametrize(
    ("agreed", "who"),
    [
        ("Sau khi bàn bạc, cuộc họp thống nhất Trạm Y tế chủ trì, kiểm tra xong bếp ăn.", ["Trạm Y tế"]),
        ("Phòng Kinh tế cam kết san nền xong trước ngày 20/01/2026.", ["Phòng Kinh tế"]),
    ],
)
def test_what_was_promised_or_agreed_is_a_task(agreed, who):
    (item,) = items(agreed)
    assert (item.kind.value, leads(item)) == ("task", who)


def test_a_quarter_at_the_start_of_a_broken_line_is_no_section():
    found = items("1. Phòng Kinh tế hoàn thành nghiệm thu sân khấu trong quý\nI/2026.", "II. KẾT LUẬN")
    assert [(item.id, str(item.due.on)) for item in found] == [("II.1", "2026-03-31")]


def test_works_are_no_submission():
    (item,) = items("1. Đoàn xã đang lo hai công trình thanh niên và nhận dựng cổng chào.", "II. KẾT LUẬN")
    assert item.status is None


def test_bullets_under_those_present_are_no_items_though_no_sentence_opens_the_points():
    text = (
        "BIÊN BẢN\nVề thay đồng hồ nước\n\nThời gian: 14h00, ngày 12/3/2026\nThành phần tham dự:\n"
        "- Ông Lê Quốc Tuấn - Phó Giám đốc\n- Bà Đỗ Thị Lành - Trưởng phòng Kế hoạch\n\n"
        "A. Nội dung trao đổi\n1. Bà Lành cho biết đã thay 1.240 đồng hồ.\n\n"
        "B. Kết luận\n1. Văn phòng lập danh sách trước ngày 20/3/2026.\n"
    )
    said, told = read(text).items
    assert (said.kind.value, told.kind.value) == ("assessment", "task")
