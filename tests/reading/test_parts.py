"""A passage cut in two is read again part by part; what a part lacks it has from the other part or from above."""

from datetime import date

import pytest

from tracker.reading.parts import halves, places_to_cut, read_halves, words_at
from tracker.reading.reader import read
from tracker.reading.results import Item, ItemKind, Recurrence, Source, Span
from tracker.reading.text import Lines, passage

HEAD = "KẾT LUẬN\nvề công tác quản lý đất đai\nSuối Nhum, ngày 05 tháng 01 năm 2026\n"


def cut(paragraph: str, before: str) -> tuple[Item, Item]:
    """Read a document of one paragraph as one item, and cut it before the given words."""
    text = HEAD + "1. " + paragraph
    span = Span(text.index(paragraph), len(text))
    found = read(text)
    words = passage(text, [span])
    first = found.items[0]
    whole = Item(
        path=("1",), text=words.text, span=span, start_line=4, end_line=4, kind=first.kind, leads=first.leads,
        lead_source=first.lead_source, deadlines=first.deadlines, coordinating=first.coordinating,
    )  # fmt: skip
    return read_halves(whole, words, words.text.index(before), Lines(text), reference=date(2026, 1, 5))


def leads(item: Item) -> list[str]:
    return [found.value for found in item.leads]


def test_each_part_has_its_own_owner_day_and_action() -> None:
    one, two = cut(
        "Phòng Kinh tế rà soát hồ sơ khu Đồi Mây trước ngày 15/3/2026, Công an xã lập danh sách các hộ trong tháng 4.",
        "Công an xã",
    )
    assert (leads(one), one.due and one.due.on, one.action) == (
        ["Phòng Kinh tế"], date(2026, 3, 15), "Rà soát hồ sơ khu Đồi Mây",
    )  # fmt: skip
    assert (leads(two), two.due and two.due.on) == (["Công an xã"], date(2026, 4, 30))
    assert (one.path, two.path) == (("1", "a"), ("1", "b"))
    assert one.text.endswith("15/3/2026")
    assert two.text.startswith("Công an xã")


def test_a_part_that_names_nobody_takes_the_owner_of_the_other() -> None:
    one, two = cut("Phòng Kinh tế rà soát hồ sơ khu Đồi Mây; lập phương án đấu giá.", "lập phương án")
    assert leads(one) == leads(two) == ["Phòng Kinh tế"]
    assert (one.lead_source, two.lead_source) == (Source.ITEM, Source.SECTION)
    assert [remark.code for remark in two.remarks][:1] == ["inherited_lead"]


def test_a_term_in_brackets_at_the_end_covers_both_parts() -> None:
    one, two = cut(
        "Phòng Kinh tế rà soát hồ sơ khu Đồi Mây; lập phương án đấu giá (hoàn thành trong tháng 8 năm 2026).", "lập"
    )
    assert one.due and two.due
    assert one.due.on == two.due.on == date(2026, 8, 31)
    assert (one.due.source, two.due.source) == (Source.SECTION, Source.ITEM)


def test_a_term_within_one_part_is_not_given_to_the_other() -> None:
    one, two = cut("Phòng Kinh tế rà soát hồ sơ trước ngày 15/3/2026; lập phương án đấu giá.", "lập")
    assert (one.due is not None, two.due) == (True, None)


def test_a_term_from_above_stays_with_both_parts() -> None:
    text = HEAD + "1. Phòng Kinh tế rà soát hồ sơ; lập phương án đấu giá.\n- Thời gian hoàn thành: tháng 6 năm 2026."
    item = read(text).items[0]
    assert item.due and item.due.source is Source.SECTION
    words = passage(text, [item.span])
    one, two = read_halves(item, words, words.text.index("lập"), Lines(text), reference=date(2026, 1, 5))
    assert one.deadlines == two.deadlines == item.deadlines


def test_a_remark_cut_off_from_a_duty_stays_a_remark() -> None:
    one, two = cut(
        "Thời gian qua tiến độ vẫn còn chậm. Phòng Kinh tế lập phương án trước ngày 15/3/2026.", "Phòng Kinh tế"
    )
    assert (one.kind, two.kind) == (ItemKind.ASSESSMENT, ItemKind.TASK)
    assert (one.action, one.deadlines, one.leads) == (None, (), ())


def test_a_cadence_makes_its_part_a_standing_duty() -> None:
    one, two = cut(
        "Phòng Kinh tế lập phương án đấu giá trước ngày 15/3/2026; hằng tháng báo cáo tình hình quản lý.", "hằng"
    )
    assert (one.kind, one.recurrence) == (ItemKind.TASK, None)
    assert two.recurrence and (two.kind, two.recurrence.value) == (ItemKind.STANDING, Recurrence.MONTHLY)


@pytest.mark.parametrize("at", [-5, 0, 3, 400])
def test_a_cut_that_leaves_nothing_on_one_side_is_none(at: int) -> None:
    text = "1. Rà soát."
    words = passage(text, [Span(0, len(text))])
    assert halves(words, at) is None
    with pytest.raises(ValueError, match=str(at)):
        read_halves(read(HEAD + text).items[0], words, at, Lines(text), reference=None)


def test_what_only_joins_the_parts_belongs_to_neither() -> None:
    text = "Phòng Kinh tế rà soát hồ sơ, và lập phương án."
    parts = halves(passage(text, [Span(0, len(text))]), text.index(", và"))
    assert parts and [part.text for part in parts] == ["Phòng Kinh tế rà soát hồ sơ", "lập phương án."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rà soát hồ sơ; lập phương án. Báo cáo kết quả.", ["lập phương án. Báo cáo kết quả.", "Báo cáo kết quả."]),
        ("Rà soát hồ sơ, sổ sách, lập phương án và báo cáo.", ["lập phương án và báo cáo.", "báo cáo."]),
        ("Hồ sơ, sổ sách.", ["sổ sách."]),
        ("Rà soát.", []),
    ],
)
def test_places_to_cut_are_stops_else_clauses_that_act_else_commas(text: str, parts: list[str]) -> None:
    words = passage(text, [Span(0, len(text))])
    assert [text[place:].lstrip(" ,").removeprefix("và ") for place in places_to_cut(words)] == parts


def test_a_page_number_between_the_words_stays_left_out() -> None:
    text = "- Rà soát hồ sơ các hộ thuộc diện\n\n3\n\ngiải tỏa khu Đồi Mây."
    words = words_at(text, Span(2, len(text)), "Rà soát hồ sơ các hộ thuộc diện giải tỏa khu Đồi Mây.")
    assert words.text == "Rà soát hồ sơ các hộ thuộc diện giải tỏa khu Đồi Mây."
    assert words.span_of(words.text.index("giải"), len(words.text)).of(text) == "giải tỏa khu Đồi Mây."


def test_words_that_do_not_stand_at_their_place_are_taken_from_it() -> None:
    text = "- Rà soát hồ sơ."
    assert words_at(text, Span(2, len(text)), "Lập phương án.").text == "Rà soát hồ sơ."
