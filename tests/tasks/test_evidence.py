"""The sentence a task came from, as it stands in its document."""

import pytest

from tests.tasks.desk import SENTENCE, Desk, deadline
from tracker.documents.models import Conclusion, Item
from tracker.tasks.evidence import evidence, sums
from tracker.tasks.models import Task


def passage(text: str, words: str, *terms: str) -> Item:
    """Return an item of a document that was never stored."""
    start = text.index(words)
    row = Item(conclusion=Conclusion(text=text), start=start, end=start + len(words), text=words)
    for term in terms:
        deadline(row, term, None)
    return row


def marked(row: Item) -> str:
    """Return the passage with [ ] around what is marked and _ _ around the deadline's words."""
    return "".join(
        f"[_{run.text}_]" if run.is_deadline else f"[{run.text}]" if run.is_marked else run.text
        for run in evidence(row).passage
    ).replace("][", "")


def test_the_clause_of_the_deadline_is_marked_between_the_neighbouring_sentences(desk: Desk) -> None:
    found = evidence(desk.tasks[0].item)
    assert found.before == "Sớm chỉ đạo giải phóng mặt bằng tuyến đường tránh phía Tây, xong trước ngày 20/4/2026."
    assert found.after == "Thường xuyên quản lý đất đai, trật tự xây dựng."
    assert marked(desk.tasks[0].item).endswith(
        "Quy hoạch khu trung tâm Liên Hòa, [_chậm nhất Quý I/2026_ phải hoàn thành trình phê duyệt]."
    )
    assert "".join(run.text for run in found.passage) == SENTENCE


@pytest.mark.parametrize(
    ("words", "term", "shown"),
    [
        ("Báo cáo kết quả (xong trong tháng 4), có biên bản.", "tháng 4", "([xong trong _tháng 4_])"),
        ("Thu 1.200 triệu đồng trước ngày 20/4.", "trước ngày 20/4", "[Thu 1.200 triệu đồng _trước ngày 20/4_]."),
        ("Tháng 9 phải khởi công", "Tháng 9", "[_Tháng 9_ phải khởi công]"),
    ],
)
def test_a_clause_ends_at_commas_and_brackets_not_within_numbers(words: str, term: str, shown: str) -> None:
    assert shown in marked(passage(words, words, term))


def test_a_passage_without_a_deadline_is_marked_whole() -> None:
    assert marked(passage("Thường xuyên kiểm tra.", "Thường xuyên kiểm tra.")) == "[Thường xuyên kiểm tra.]"


def test_words_of_a_deadline_that_stand_elsewhere_mark_nothing_here() -> None:
    row = passage("1. Rà soát đất công.\n2. Mọi việc xong trong Quý II.", "Rà soát đất công.", "trong Quý II")
    assert marked(row) == "[Rà soát đất công.]"


def test_neighbours_are_one_sentence_each_without_labels_and_markup() -> None:
    text = "**1.** Câu đầu. Câu kề trước.\n\n- Câu này. Câu kề sau. Câu cuối.\n* * *\n2) Câu dưới."
    assert evidence(passage(text, "Câu này.")).before == "Câu kề trước."
    assert evidence(passage(text, "Câu này.")).after == "Câu kề sau."
    assert evidence(passage(text, "Câu cuối.")).after == "Câu dưới."
    assert evidence(passage(text, "Câu đầu.")).before == ""


def test_a_passage_at_the_edges_has_no_neighbours() -> None:
    found = evidence(passage("Chỉ một câu", "Chỉ một câu"))
    assert (found.before, found.after) == ("", "")


def test_the_list_of_recipients_is_no_neighbour() -> None:
    last = passage("2. Rà soát đất đai.\n\nNơi nhận:\n- Như trên;", "Rà soát đất đai.")
    assert evidence(last).after == ""


def test_the_sums_a_passage_speaks_of_are_shown_as_written() -> None:
    words = "Bố trí 12,5 tỷ đồng đối ứng; giải ngân 800 triệu đồng trong quý."
    assert sums(Task(item=passage(words, words))) == ["12,5 tỷ đồng", "800 triệu đồng"]
