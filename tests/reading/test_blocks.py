"""Text, labels and blocks: nothing moves, broken lines join, furniture is dropped."""

import pytest

from tracker.reading.blocks import find_blocks
from tracker.reading.labels import Rank, find_label, is_above
from tracker.reading.sentences import sentences
from tracker.reading.text import Lines, Passage, fold, normalise, view


def whole(words: str) -> Passage:
    return Passage(words, tuple(range(len(words))))


def test_normalising_keeps_lines_and_is_done_once():
    text = normalise("Uy\u0309 ban\r\nnhân\u00a0dân\u200b\rxã")
    assert text == "Uỷ ban\nnhân dân\nxã"
    assert normalise(text) == text


def test_folding_moves_the_tone_and_no_character():
    assert fold("HOÀ Bình, Uỷ ban, THUỶ lợi, quý, İ") == "hòa bình, ủy ban, thủy lợi, quý, İ"
    assert view("“*Chỉnh trang*”") == "  Chỉnh trang  "


def test_lines_are_counted_from_one():
    assert [Lines("a\nb\n\nc").number(place) for place in (0, 2, 5)] == [1, 2, 4]


@pytest.mark.parametrize(
    ("line", "rank", "words", "rest"),
    [
        ("III. NHIỆM VỤ", Rank.ROMAN, "III", "NHIỆM VỤ"),
        ("2.1. Về quy hoạch", Rank.DOTTED, "2.1", "Về quy hoạch"),
        ("3) Sở Y tế", Rank.ARABIC, "3", "Sở Y tế"),
        ("a, Tăng cường", Rank.LETTER, "a", "Tăng cường"),
        ("đ) Rà soát", Rank.LETTER, "đ", "Rà soát"),
        ("(2) Rà soát", Rank.BRACKET, "2", "Rà soát"),
        ("– Rà soát", Rank.DASH, "-", "Rà soát"),
        ("- 03 xã hoàn thành", Rank.DASH, "-", "03 xã hoàn thành"),
        ("+ Rà soát", Rank.PLUS, "+", "Rà soát"),
        ("* Ban Tuyên giáo", Rank.DOT, "*", "Ban Tuyên giáo"),
        ("Một là, rà soát", Rank.ORDINAL, "Một là", "rà soát"),
        ("**1. Về đất đai**", Rank.ARABIC, "1", "Về đất đai**"),
        ("Thứ hai: rà soát", Rank.ORDINAL, "Thứ hai", "rà soát"),
        ("2, Phòng Kinh tế", Rank.ARABIC, "2", "Phòng Kinh tế"),
        ("o Rà soát", Rank.DOT, "o", "Rà soát"),
    ],
)
def test_labels(line, rank, words, rest):
    label, start = find_label(line)
    assert (label.rank, label.words, line[start:]) == (rank, words, rest)


@pytest.mark.parametrize(
    "line",
    [
        "1.200 triệu đồng",
        "15/12/2024",
        "01 đồng chí",
        "-5 độ",
        "*nghiêng*",
        "IV là số",
        "v.v.",
        "V/v kết luận giao ban tuần",
        "2,5 triệu lượt khách",
    ],
)
def test_no_labels(line):
    assert find_label(line) is None


@pytest.mark.parametrize(
    ("line", "rank", "words", "rest"),
    [
        ("l. ĐÁNH GIÁ CHUNG", Rank.ROMAN, "I", "ĐÁNH GIÁ CHUNG"),
        ("Ill. TỔ CHỨC THỰC HIỆN", Rank.ROMAN, "III", "TỔ CHỨC THỰC HIỆN"),
        ("lV. KINH PHÍ", Rank.ROMAN, "IV", "KINH PHÍ"),
        ("1. ĐÁNH GIÁ CHUNG", Rank.ARABIC, "1", "ĐÁNH GIÁ CHUNG"),
        ("l. Sở Y tế rà soát", Rank.LETTER, "l", "Sở Y tế rà soát"),
        ("e Rà soát các hộ", Rank.DASH, "-", "Rà soát các hộ"),
        ("« Rà soát các hộ", Rank.DASH, "-", "Rà soát các hộ"),
    ],
)
def test_labels_a_scanner_misread(line, rank, words, rest):
    label, start = find_label(line)
    assert (label.rank, label.words, line[start:]) == (rank, words, rest)


def test_a_dotted_number_stands_under_its_point():
    point, below = find_label("2. X")[0], find_label("2.1. X")[0]
    assert is_above(point, below)
    assert not is_above(below, point)


def test_page_break_joins_and_keeps_places():
    text = "7. Các đồng chí nêu cao tinh\n\n- 2 -\n\nthần trách nhiệm.\n\n*Bm*\n\n8. Sở Y tế"
    first, second = find_blocks(text)
    assert first.words.text == "Các đồng chí nêu cao tinh thần trách nhiệm."
    assert first.words.span.of(text).endswith("nhiệm.")
    assert second.label.words == "8"


def test_lines_broken_at_a_width_are_one_paragraph():
    line = "Ủy ban nhân dân xã tổ chức thực hiện tốt công tác tuyên truyền\n"
    text = "1. " + line * 9 + "cho Nhân dân.\nSở Y tế kiểm tra."
    assert [block.words.text[-9:] for block in find_blocks(text)] == ["Nhân dân.", "kiểm tra."]


def test_a_page_turned_inside_a_broken_line_does_not_end_the_paragraph():
    lines = ["Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã và thôn Nà", "Lùng kiểm tra các hộ dân ven suối."]
    text = "\n\n2\n\n".join(["\n".join([*["1. Họp dân."] * 4, *lines[:1] * 4]), lines[1]])
    assert find_blocks(text)[-1].words.text.endswith(" ".join(lines))
    ended = text.replace("thôn Nà\n\n", "thôn.\n\n")
    assert find_blocks(ended)[-1].words.text == lines[1]


def test_a_line_that_cannot_end_a_paragraph_goes_on():
    text = "1. Công an xã báo cáo kết quả trước ngày\n3l/3/2025.\n\n2. Giao Ban Lâm nghiệp và\n\nHạt Kiểm lâm tuần tra."
    first, second = find_blocks(text)
    assert first.words.text.endswith("trước ngày 3l/3/2025.")
    assert second.words.text.endswith("và Hạt Kiểm lâm tuần tra.")


def test_an_l_before_2_is_a_1_unless_a_k_stands_before_it():
    assert [block.label.words for block in find_blocks("l. Ban Lâm nghiệp:\n\n- Tuần tra.\n\n2. Công an")] == [
        "1",
        "-",
        "2",
    ]
    assert [block.label.words for block in find_blocks("k. Sở Y tế\n\nl. Sở Nội vụ\n\n2. Công an")] == ["k", "l", "2"]


def test_emphasis_inside_stays_and_around_goes():
    blocks = find_blocks("**KẾT LUẬN**\n\n- Thực hiện Chủ đề “*Chỉnh trang*”\n\n*Nơi nhận:*")
    assert [block.words.text for block in blocks] == ["KẾT LUẬN", "Thực hiện Chủ đề “*Chỉnh trang*”", "Nơi nhận:"]


def test_rows_have_cells():
    (row,) = find_blocks("|---|---|\n| 1 | **Rà soát** |")
    assert [cell.text for cell in row.cells] == ["1", "Rà soát"]


def test_sentences_are_cut_at_stops_outside_brackets():
    words = whole("Rà soát (đất; rừng). Tổng 21. 280 triệu; v.v. Đồng thời, giao TP. Hà Tiên làm... Xong.")
    assert [part.text for part in sentences(words)] == [
        "Rà soát (đất; rừng).", "Tổng 21. 280 triệu;", "v.v.", "Đồng thời, giao TP. Hà Tiên làm...", "Xong.",
    ]  # fmt: skip
