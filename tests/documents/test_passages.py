"""The page of a document shows its whole text, in order, each passage marked where it stands."""

from tests.documents import texts
from tests.office import Office
from tracker import clock
from tracker.documents import actions, passages
from tracker.documents.models import Conclusion
from tracker.documents.suggestions import Ranking

WRAPPED = """Số 3-KL/BCĐ
## KẾT LUẬN
**về công trình “*đường tránh*”**
1. UBND xã chỉ đạo giải phóng mặt bằng,
hoàn thành trong tháng 8 năm 2026.

---
- Công an xã tuần tra; giữ
trật tự.
"""


def shown(page: passages.Page) -> str:
    head = [words.text for line in (*page.head.left, *page.head.right, *page.head.heading) for words in line]
    body = [words.text for row in page.rows for run in row.runs for words in run.words]
    return "".join("".join(head + body).split())


def test_every_word_of_the_text_is_shown_once(draft: Conclusion) -> None:
    page = passages.page_of(draft)
    assert sorted(shown(page)) == sorted("".join(texts.TEXT.split()))


def test_the_head_ends_with_the_heading_and_its_values_are_marked(draft: Conclusion) -> None:
    head = passages.page_of(draft).head
    assert ["".join(words.text for words in line) for line in head.heading] == [
        "KẾT LUẬN", "kiểm tra thực địa các công trình trọng điểm",
    ]  # fmt: skip
    values = [words.text for line in (*head.left, *head.right) for words in line if words.is_value]
    assert values == ["14-KL/BCĐ", "ngày 10 tháng 4 năm 2026"]


def test_each_item_stands_in_the_row_it_begins_in(draft: Conclusion) -> None:
    rows = passages.page_of(draft).rows
    assert [[item.position for item in row.items] for row in rows if row.items] == [[1], [2], [3]]
    row = next(row for row in rows if row.items and row.items[0].position == 2)
    assert [words.text for run in row.runs for words in run.words if words.is_deadline] == ["chậm nhất Quý II/2026"]
    assert [words.text for run in row.runs for words in run.words if words.is_doubtful] == ["Phòng KT"]
    assert [item.position for run in row.runs for item in run.ended] == [2]


def test_only_the_paragraphs_of_the_drafts_shown_are_laid_out(draft: Conclusion) -> None:
    page = passages.page_of(draft, {draft.items[2].id})
    assert [[item.position for item in row.items] for row in page.rows] == [[3]]
    assert passages.page_of(draft, set()).rows == ()


def test_lines_of_one_paragraph_share_a_row_and_signs_of_markup_are_left_out(office: Office) -> None:
    found = actions.record(office.committee, WRAPPED, by=office.secretary, at=clock.now())
    page = passages.page_of(found)
    first = next(row for row in page.rows if row.items)
    assert "".join(words.text for run in first.runs for words in run.words).endswith("tháng 8 năm 2026.")
    assert not set(shown(page)) & set("*#")
    assert "---" not in shown(page)


def test_names_are_ranked_by_likeness_and_nothing_unlike_is_offered(office: Office) -> None:
    assert Ranking().of("Phòng Kinh tế xã")[0] == office.economy
    assert office.economy not in Ranking().of("Trạm Y tế")
    assert Ranking().of("Trạm bơm") == []
    assert Ranking().of("Trung tâm Phục vụ hành chính công") == []
