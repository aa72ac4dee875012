"""Which signed item says what the draft said: by telling words, then unit, day and order; hostile cases among them."""

import unicodedata
from datetime import date

import pytest

from tracker.meetings.matching import Difference, Entry, differences, propose

ECONOMY, CULTURE, OFFICE = 1, 2, 3
DAY, LATER = date(2026, 12, 15), date(2026, 12, 31)

DRAFT = (
    ("a", "Hoàn thành giải phóng mặt bằng tuyến đường tránh phía Tây, không để kéo dài sang năm sau", ECONOMY, DAY),
    ("b", "Lập hồ sơ đề nghị cấp giấy chứng nhận cho 42 hộ dân thôn Suối Đá", CULTURE, DAY),
    ("c", "Kiểm tra, xử lý dứt điểm việc lấn chiếm hành lang thoát nước kênh Đồng Dương", ECONOMY, None),
)


def entries(*rows: tuple[object, ...]) -> list[Entry[str]]:
    found = []
    for key, text, unit, due_on in rows:
        found.append(Entry(str(key), str(text), frozenset([unit] if unit else []), due_on))  # type: ignore[arg-type]
    return found


def signed(*rows: tuple[object, ...]) -> dict[str, str]:
    return propose(entries(*DRAFT), entries(*rows))


def test_items_are_found_in_another_order_reworded_and_among_others() -> None:
    found = signed(
        ("1", "Đánh giá cao sự nỗ lực của các đơn vị trong thời gian qua.", None, None),
        ("2", "Giao Phòng Kinh tế kiểm tra và dứt điểm xử lý lấn chiếm hành lang kênh Đồng Dương.", ECONOMY, None),
        ("3", "Phòng Văn hóa - Xã hội lập hồ sơ cấp giấy chứng nhận cho các hộ dân thôn Suối Đá.", CULTURE, LATER),
        ("4", "Giải phóng mặt bằng tuyến đường tránh phía Tây phải hoàn thành trong tháng 12.", ECONOMY, DAY),
        ("5", "Giao Văn phòng theo dõi, đôn đốc việc thực hiện Kết luận này.", OFFICE, None),
    )
    assert found == {"a": "4", "b": "3", "c": "2"}


def test_what_the_signed_document_leaves_out_is_given_to_nothing_else() -> None:
    found = signed(
        ("1", "Giao Phòng Kinh tế hoàn thành quyết toán dự án nước sạch xóm Mò O trước ngày 15/12/2026.", ECONOMY, DAY),
        ("2", "Phòng Văn hóa - Xã hội lập hồ sơ trình duyệt lễ hội mùa xuân cho các hộ dân.", CULTURE, DAY),
    )
    assert found == {}


def test_one_duty_of_two_units_is_told_apart_by_unit_and_of_one_unit_by_order() -> None:
    same = "Rà soát, báo cáo kết quả giải ngân vốn chương trình mục tiêu quốc gia"
    draft = entries(("x", same, ECONOMY, DAY), ("y", same, CULTURE, DAY))
    crossed = entries(("1", same, CULTURE, DAY), ("2", same, ECONOMY, DAY))
    assert propose(draft, crossed) == {"x": "2", "y": "1"}
    twins = entries(("x", same, ECONOMY, DAY), ("y", same, ECONOMY, DAY))
    assert propose(twins, entries(("1", same, ECONOMY, DAY), ("2", same, ECONOMY, DAY))) == {"x": "1", "y": "2"}


def test_two_items_put_together_are_both_found_in_the_one() -> None:
    together = f"{DRAFT[0][1]}; đồng thời {DRAFT[1][1]}."
    assert signed(("1", together, ECONOMY, DAY)) == {"a": "1", "b": "1"}


def test_of_an_item_that_was_parted_the_half_that_holds_more_is_chosen() -> None:
    found = signed(
        ("1", "Hoàn thành giải phóng mặt bằng tuyến đường tránh phía Tây.", ECONOMY, DAY),
        ("2", "Không để việc giải phóng mặt bằng kéo dài sang năm sau.", ECONOMY, None),
    )
    assert found == {"a": "1"}


@pytest.mark.parametrize("words", ["Khẩn trương thực hiện", "Làm ngay", "Báo cáo", "", "….", "12/2026"])
def test_words_that_fit_everything_draw_nothing_to_themselves(words: str) -> None:
    draft = entries(*DRAFT, ("z", words, None, None))
    papers = entries(
        *((each[0], f"Giao đơn vị {each[1]}; khẩn trương triển khai.", each[2], each[3]) for each in DRAFT)
    )
    assert propose(draft, papers) == {"a": "a", "b": "b", "c": "c"}


def test_a_short_word_that_was_signed_as_it_was_said_is_found() -> None:
    draft = entries(*DRAFT, ("z", "Khởi công ngay cầu Bản Đướng", OFFICE, None))
    paper = entries(*DRAFT, ("4", "Giao Văn phòng khởi công ngay cầu Bản Đướng.", OFFICE, LATER))
    assert propose(draft, paper)["z"] == "4"


def test_it_is_found_without_accents_in_capitals_and_in_other_forms_of_unicode() -> None:
    shouted = unicodedata.normalize("NFD", str(DRAFT[1][1]).upper())
    plain = "Hoan thanh giai phong mat bang tuyen duong tranh phia tay"
    assert signed(("1", shouted, None, None), ("2", plain, None, None)) == {"a": "2", "b": "1"}


def test_nothing_against_nothing() -> None:
    assert propose([], entries(*DRAFT)) == {} == propose(entries(*DRAFT), [])


def test_differences_are_named_one_by_one() -> None:
    [draft, *_rest] = entries(DRAFT[0])
    wrapped = f"1. Giao Phòng Kinh tế {str(DRAFT[0][1]).lower()}, hoàn thành trước ngày 15/12/2026."
    cases = (
        (wrapped, ECONOMY, DAY, ()),
        (wrapped, None, DAY, ()),
        (wrapped, ECONOMY, None, (Difference.DEADLINE,)),
        (wrapped, CULTURE, LATER, (Difference.UNIT, Difference.DEADLINE)),
        ("Giải phóng xong mặt bằng đường tránh phía Tây", ECONOMY, DAY, (Difference.WORDS,)),
    )
    for text, unit, due_on, expected in cases:
        assert differences(draft, entries(("1", text, unit, due_on))[0]) == expected
