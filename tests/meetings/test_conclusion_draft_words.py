"""How an item of a draft conclusion is worded: unit and day told once, and found again by the reader."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.meetings.conclusion_draft_words import Doubt, Entry, doubts, lines
from tracker.reading.reader import read

MET = date(2026, 4, 17)
ECONOMY, CULTURE = ("Phòng Kinh tế", "Phòng KT"), ("Phòng Văn hóa - Xã hội",)
PROJECTS, COMMUNE = ("Ban Quản lý dự án đầu tư xây dựng khu vực",), ("UBND xã Đạ Lâm",)


def said(*entries: Entry) -> list[str]:
    return [f"{line.label} {line.words}" for line in lines(entries, MET)]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("a", "Rà soát hồ sơ."), "1. Rà soát hồ sơ."),
        (Entry("a", "Rà soát hồ sơ", ECONOMY), "1. Giao Phòng Kinh tế chủ trì: Rà soát hồ sơ."),
        (Entry("a", "Phòng Kinh tế rà soát hồ sơ;", ECONOMY), "1. Phòng Kinh tế rà soát hồ sơ."),
        (
            Entry("a", "Phối hợp với Phòng Kinh tế rà soát hồ sơ", CULTURE),
            "1. Giao Phòng Văn hóa - Xã hội chủ trì: Phối hợp với Phòng Kinh tế rà soát hồ sơ.",
        ),
        (
            Entry("a", "Rà soát hồ sơ", (), "chậm nhất Quý III/2026", date(2026, 9, 30)),
            "1. Rà soát hồ sơ (hoàn thành chậm nhất Quý III/2026).",
        ),
        (
            Entry("a", "Rà soát hồ sơ", (), "15/5", date(2026, 5, 15)),
            "1. Rà soát hồ sơ (hoàn thành chậm nhất ngày 15/5/2026).",
        ),
        (
            Entry("a", "Phải khởi công trong tháng 9.", (), "trong tháng 9", date(2026, 9, 30)),
            "1. Phải khởi công trong tháng 9.",
        ),
        (
            Entry("a", "Rà soát hồ sơ", (), "trước kỳ họp giữa năm", date(2026, 6, 20)),
            "1. Rà soát hồ sơ (hoàn thành chậm nhất ngày 20/6/2026).",
        ),
    ],
)
def test_an_item_says_its_unit_and_its_day_once(entry: Entry, words: str) -> None:
    assert said(entry) == [words]


def test_neighbours_of_one_unit_stand_below_it_and_others_alone() -> None:
    first, second = Entry("a", "Rà soát hồ sơ", ECONOMY), Entry("b", "Bàn giao mặt bằng", ECONOMY)
    other, again = Entry("c", "Tuyên truyền", CULTURE), Entry("d", "Lập kế hoạch", ECONOMY)
    assert said(first, second, other, again) == [
        "1. Giao Phòng Kinh tế chủ trì:",
        "a) Rà soát hồ sơ.",
        "b) Bàn giao mặt bằng.",
        "2. Giao Phòng Văn hóa - Xã hội chủ trì: Tuyên truyền.",
        "3. Giao Phòng Kinh tế chủ trì: Lập kế hoạch.",
    ]


def test_more_points_than_letters_begin_a_new_item() -> None:
    written = lines([Entry(str(n), f"Rà soát hồ sơ thứ {n}", ECONOMY) for n in range(25)], MET)
    assert [line.label for line in written if not line.key] == ["1.", "2."]
    assert len({line.path for line in written if line.key}) == 25


def test_what_the_reader_would_take_otherwise_is_doubted() -> None:
    unknown, known = (
        Entry("a", "Rà soát hồ sơ", ("Tổ đặc biệt",)),
        Entry("b", "Lập kế hoạch", CULTURE, "", date(2026, 5, 15)),
    )
    written = lines([unknown, known], MET)
    text = "KẾT LUẬN\n" + "\n".join(f"{line.label} {line.words}" for line in written)
    assert doubts(text, written, [unknown, known]) == {"a": Doubt((), None)}
    later = replace(known, due_on=date(2026, 6, 30))
    assert doubts(text, written, [later]) == {"b": Doubt(CULTURE, date(2026, 5, 15))}


def test_a_whole_draft_is_read_back_item_by_item() -> None:
    entries = [
        Entry("a", "Phải khởi công đường tránh trong tháng 9.", ECONOMY, "", date(2026, 9, 30)),
        Entry("b", "Khẩn trương bàn giao mặt bằng sạch", ECONOMY, "chậm nhất Quý III/2026", date(2026, 9, 30)),
        Entry("c", "Phối hợp với Phòng Kinh tế hoàn thành hồ sơ", PROJECTS, "cuối tháng 5", date(2026, 5, 31)),
        Entry("d", "Báo cáo rõ nguyên nhân chậm", COMMUNE, "trong 10 ngày", date(2026, 4, 27)),
        Entry("e", "Phòng Văn hóa - Xã hội tuyên truyền, vận động nhân dân", CULTURE),
    ]
    written = lines(entries, MET)
    text = "KẾT LUẬN\nPhiên họp thứ năm (ngày 17/4/2026)\n" + "\n".join(f"{x.label} {x.words}" for x in written)
    assert doubts(text, written, entries) == {}
    assert [item.path for item in read(text).items] == [("1", "a"), ("1", "b"), ("2",), ("3",), ("4",)]
