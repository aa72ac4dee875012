"""Likeness of names: what two tasks are about, not how they are worded, and fast among thousands."""

import random
import time

from tracker.tasks.likeness import Named, most_like

OTHERS = [
    "Giải phóng mặt bằng bãi đỗ xe trung tâm",
    "Thi công tuyến mương thoát nước thôn Tân Lập",
    "Sửa chữa Trường Tiểu học Tân Lập",
    "Thu hồi nợ đọng thuế của các doanh nghiệp khai thác đá",
    "Bàn giao đất cho doanh nghiệp khai thác mỏ",
    "Trình chủ trương đầu tư công trình nước sạch tập trung Nà Khoang",
    "Kiện toàn tổ công nghệ số cộng đồng",
    "Báo cáo kết quả sáu tháng đầu năm",
]


def likest(title: str, unit_id: int | None = None, units: dict[int, int] | None = None) -> list[str]:
    others = [Named(place, name, (units or {}).get(place)) for place, name in enumerate(OTHERS)]
    return [OTHERS[each.id] for each in most_like(Named(-1, title, unit_id), others)]


def test_the_same_matter_is_found_in_other_words_and_without_accents() -> None:
    assert likest("Nghiệm thu, bàn giao tuyến mương thoát nước thôn Tân Lập") == [OTHERS[1]]
    assert likest("ĐÔN ĐỐC THU HOI NO THUE CUA DOANH NGHIEP KHAI THAC ĐÁ")[0] == OTHERS[3]
    assert likest("Bố trí vốn đối ứng cho dự án nước sạch tập trung Nà Khoang") == [OTHERS[5]]


def test_words_of_manner_make_nothing_alike() -> None:
    assert likest("Báo cáo kết quả, hoàn thành trình phê duyệt trong năm") == []
    assert likest("Tổ chức lễ hội Lồng Tồng") == []
    assert likest("") == []
    assert most_like(Named(1, "Đường tránh", None), []) == []


def test_the_words_that_are_shared_are_named_as_written() -> None:
    asked = Named(-1, "Nghiệm thu, bàn giao tuyến mương thoát nước (thôn Tân Lập)", 7)
    [found] = most_like(asked, [Named(1, OTHERS[1], 7)])
    assert found.shared == ("tuyến mương thoát nước thôn Tân Lập",)
    assert found.same_unit and 0.5 < found.score <= 1


def test_the_same_unit_tips_the_scale_only_where_words_are_shared() -> None:
    title = "Thanh tra doanh nghiệp khai thác"
    alone = most_like(Named(-1, title, 3), [Named(1, OTHERS[4], 2), Named(2, OTHERS[7], 2)])
    same = most_like(Named(-1, title, 3), [Named(1, OTHERS[4], 3), Named(2, OTHERS[7], 3)])
    assert [each.id for each in same] == [1]
    assert not alone or alone[0].score < same[0].score


def test_five_thousand_tasks_are_compared_at_once() -> None:
    chance = random.Random(5)
    words = [f"{first}{rest}" for first in "bcdghklmnpqrstvx" for rest in ("ường", "ạn", "inh", "ẫm", "uyện", "ao")]
    others = [Named(place, " ".join(chance.choices(words, k=12)), place % 30) for place in range(5000)]
    asked = Named(-1, f"Hoàn thành {others[4321].title}", 3)
    spent = []
    for _again in range(3):
        begun = time.process_time()
        found = most_like(asked, others)
        spent.append(time.process_time() - begun)
    assert found[0].id == 4321
    assert min(spent) < 0.15, "some 20 ms on an idle machine"
