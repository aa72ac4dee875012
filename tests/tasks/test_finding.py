"""One search: with accents or without, the very words first, and never beyond what a person may read."""

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tests.tasks.desk import Desk, conclusion
from tracker.extensions import db
from tracker.findable import fold, shown, words_of
from tracker.people.queries import reach_of
from tracker.tasks.finding import Kind, find
from tracker.tasks.models import Task


def names(desk: Desk, query: str, kind: Kind = Kind.TASK) -> list[str]:
    groups = {group.kind: group for group in find(query, reach_of(desk.office.official), 20)}
    return ["".join(text for text, _hit in hit.name) for hit in groups[kind].hits] if kind in groups else []


def retitle(*titles: str) -> None:
    for task, title in zip(db.session.query(Task).order_by(Task.id), titles, strict=False):
        task.title = title
    db.session.commit()


@pytest.mark.parametrize(
    "query", ["duong tranh", "đường tránh", "DUONG  TRANH", "tranh duong", "đuong tránh", "duong tran"]
)
def test_a_task_is_found_with_accents_and_without(desk: Desk, query: str) -> None:
    assert names(desk, query) == ["Giải phóng mặt bằng tuyến đường tránh phía Tây"]


def test_what_has_the_very_accents_comes_first(desk: Desk) -> None:
    retitle("Trồng cây dương liễu", "Mở rộng đường thôn 3", "Bồi dưỡng cán bộ")
    assert names(desk, "đường")[0] == "Mở rộng đường thôn 3"
    assert names(desk, "dương")[0] == "Trồng cây dương liễu"
    assert set(names(desk, "duong")) == {"Trồng cây dương liễu", "Mở rộng đường thôn 3", "Bồi dưỡng cán bộ"}


def test_words_in_a_row_come_before_words_apart(desk: Desk) -> None:
    retitle("Khu vực trung tâm cần mở thêm khu đỗ xe", "Quy hoạch khu trung tâm xã")
    assert names(desk, "khu trung tam")[0] == "Quy hoạch khu trung tâm xã"


def test_a_task_is_found_by_its_sentence_its_product_and_the_number_of_its_document(desk: Desk) -> None:
    assert names(desk, "so nganh") == names(desk, "to trinh kem ho so") != []
    assert len(names(desk, "08-KL/BCD")) == 3


def test_a_changed_name_is_found_and_the_old_one_is_not(desk: Desk) -> None:
    retitle("Nạo vét mương thoát nước")
    assert names(desk, "nao vet muong") == ["Nạo vét mương thoát nước"]
    retitle("Khơi thông cống")
    assert names(desk, "nao vet muong") == []


def test_documents_updates_and_units_are_found_too(desk: Desk) -> None:
    desk.update(desk.tasks[0], difficulty="Vướng hai hộ dân chưa nhận tiền.")
    assert names(desk, "giam sat", Kind.CONCLUSION) == ["Kết luận số 08-KL/BCĐ"]
    assert names(desk, "ho dan chua nhan", Kind.UPDATE) == [desk.tasks[0].title]
    assert names(desk, "phong kinh te", Kind.UNIT) == ["Phòng Kinh tế"]


def test_nothing_of_another_committee_is_found(office: Office, desk: Desk) -> None:
    conclusion(office, office.other_committee).title = "về việc kín đáo"
    db.session.commit()
    assert find("kin dao", reach_of(office.official), 20) == []
    assert find("kin dao", reach_of(office.other_secretary), 20) != []


@pytest.mark.parametrize("query", ["", " ", "x", "%", "_%", "'; DROP", "\x00", "ậ" * 300])
def test_odd_queries_find_nothing_and_break_nothing(desk: Desk, query: str) -> None:
    assert find(query, reach_of(desk.office.official), 20) == []


def test_the_words_around_an_answer_are_shown_and_the_answer_is_marked() -> None:
    parts = shown("Một hai ba bốn năm. " * 30 + "Tuyến đường tránh phía Tây. " + "Sáu bảy tám. " * 30, "duong tranh")
    assert [text for text, is_hit in parts if is_hit] == ["đường tránh"]
    assert parts[0][0] == "… "
    assert "".join(text for text, _hit in parts).endswith(" …")
    assert len("".join(text for text, _hit in parts)) < 350


def test_the_place_that_answers_best_is_shown_not_the_first() -> None:
    parts = shown("Các dự án khác. " + "Một hai ba. " * 60 + "Công khai phương án bồi thường.", "phuong an")
    assert [text for text, is_hit in parts if is_hit] == ["phương án"]


def test_words_are_kept_apart_from_their_marks() -> None:
    assert words_of("“Đường” (tránh), số 08-KL/BCĐ.") == " đường tránh số 08 kl bcđ"
    assert fold(words_of("Đường")) == " duong"


def test_the_page_and_the_palette_answer(client: FlaskClient, office: Office, desk: Desk) -> None:
    sign_in(client, office.official)
    page = client.get("/search?q=duong+tranh").text
    assert "<mark>đường tránh</mark>" in page and "Không tìm thấy" not in page
    palette = client.get("/search?palette=1&q=nhiem").text
    assert ">Nhiệm vụ</a>" in palette and "<html" not in palette
    assert "Không tìm thấy" in client.get("/search?q=zzz").text


def test_the_register_is_filtered_by_the_same_words(client: FlaskClient, office: Office, desk: Desk) -> None:
    sign_in(client, office.official)
    page = client.get("/tasks?text=duong+tranh").text
    assert "đường tránh phía Tây" in page and "Quản lý đất đai" not in page
