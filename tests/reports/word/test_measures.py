"""The Word files measured: page, letters, lines and their places, against the decree and the guide, in the XML."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tracker.people.models import Layout
from tracker.reports.word import body, layouts
from tracker.reports.word.breaking import lines_of, width_of
from tracker.reports.word.letterhead import Foot, Letterhead

AT = datetime(2026, 4, 20, 8, tzinfo=UTC)
BOTH = pytest.mark.parametrize("layout", list(Layout))


def paper(layout: Layout, number: str = "", issued_on: date | None = None, words: str = "Nội dung.") -> Any:
    party = layout is Layout.PARTY
    head = Letterhead(
        superior="Đảng ủy xã Đạ Lâm", issuer="Ban Chỉ đạo các công trình trọng điểm xã Đạ Lâm", number=number,
        sign="KL/BCĐ" if party else "TB-BCĐ", place="Đạ Lâm", issued_on=issued_on, month=date(2026, 2, 20),
        kind="Kết luận" if party else "Thông báo", subject="Phiên họp thứ năm (ngày 17/2/2026)",
    )  # fmt: skip
    sheet = layouts.begin(layout, head, at=AT)
    body.paragraphs(sheet, words)
    body.point(sheet, "1.", "Giao Phòng Kinh tế chủ trì:", is_heading=True)
    body.point(sheet, "a)", "Rà soát hồ sơ.")
    body.keep_with_foot(sheet)
    layouts.finish(
        layout, sheet, Foot(["Các thành viên;", "- Lưu: VT"], ["KT. Trưởng ban", "Phó Trưởng ban"], "Trần A")
    )
    return Document(sheet.bytes())


def lines(document: Any) -> dict[str, Any]:
    """Every paragraph with words, of the body and of its tables, by its words."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    found = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    return {each.text.replace("\n", " "): each for each in found if each.text.strip()}


def look(paragraph: Any) -> tuple[float, bool, bool]:
    """Size in points, bold, italic."""
    run = paragraph.runs[0]
    return run.font.size.pt, bool(run.bold), bool(run.italic)


@BOTH
def test_the_page_is_a4_in_the_margins_of_both_rules(layout: Layout) -> None:
    section = paper(layout).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20


@BOTH
def test_pages_are_numbered_above_in_the_middle_but_not_the_first(layout: Layout) -> None:
    section = paper(layout).sections[0]
    number = section.header.paragraphs[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    (field,) = number._p.findall(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert number.alignment == 1
    assert field.find(qn("w:r")).find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")) in ("26", "28")
    assert section.header_distance.mm < section.top_margin.mm


@BOTH
def test_every_letter_is_times_new_roman_and_vietnamese(layout: Layout) -> None:
    document = paper(layout)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert not [run for each in lines(document).values() for run in each.runs if run.font.name]


@BOTH
def test_the_body_is_justified_indented_and_spaced(layout: Layout) -> None:
    document = paper(layout)
    written = lines(document)
    style = written["Nội dung."].style
    shape = style.paragraph_format
    assert document.styles["Normal"].font.size.pt == 14
    assert shape.alignment == 3 and shape.space_after.pt >= 6
    assert round(shape.first_line_indent.mm, 1) in (10.0, 12.7)
    single = shape.line_spacing if layout is Layout.STATE else shape.line_spacing.pt / (14 * 1.15)
    assert 1 <= single <= 1.5
    assert written["1. Giao Phòng Kinh tế chủ trì:"].runs[0].bold
    assert written["a) Rà soát hồ sơ."].paragraph_format.keep_with_next


def test_the_head_of_a_state_body_follows_the_decree() -> None:
    written = lines(paper(Layout.STATE, "8", date(2026, 2, 3)))
    assert look(written["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]) in ((12, True, False), (13, True, False))
    assert look(written["Độc lập - Tự do - Hạnh phúc"]) in ((13, True, False), (14, True, False))
    assert look(written["ĐẢNG ỦY XÃ ĐẠ LÂM"]) in ((12, False, False), (13, False, False))
    assert look(written["BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM XÃ ĐẠ LÂM"]) in ((12, True, False), (13, True, False))
    assert look(written["Số: 08/TB-BCĐ"]) == (13, False, False)
    assert look(written["Đạ Lâm, ngày 03 tháng 02 năm 2026"]) in ((13, False, True), (14, False, True))
    assert look(written["THÔNG BÁO"]) in ((13, True, False), (14, True, False))
    assert look(written["Nơi nhận:"]) == (12, True, True)
    assert look(written["- Các thành viên;"]) == look(written["- Lưu: VT."]) == (11, False, False)
    assert look(written["KT. TRƯỞNG BAN"]) == look(written["PHÓ TRƯỞNG BAN"]) == (14, True, False)
    assert look(written["Trần A"]) == (14, True, False)


def test_the_head_of_a_party_body_follows_the_guide() -> None:
    written = lines(paper(Layout.PARTY, "16", date(2026, 2, 3)))
    assert look(written["ĐẢNG CỘNG SẢN VIỆT NAM"]) == (15, True, False)
    assert look(written["ĐẢNG ỦY XÃ ĐẠ LÂM"]) == (14, False, False)
    assert look(written["BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM XÃ ĐẠ LÂM"]) == (14, True, False)
    assert list(written).index("*") < list(written).index("Số 16-KL/BCĐ")
    assert look(written["Số 16-KL/BCĐ"]) == (14, False, False)
    assert look(written["Đạ Lâm, ngày 03 tháng 02 năm 2026"]) == (14, False, True)
    assert look(written["KẾT LUẬN"]) in ((15, True, False), (16, True, False))
    assert look(written["KT. TRƯỞNG BAN"]) == (14, True, False)
    assert look(written["PHÓ TRƯỞNG BAN"]) == (14, False, False)
    assert written["Nơi nhận:"].runs[0].underline and look(written["Nơi nhận:"])[0] == 14
    assert look(written["- Lưu: VT."])[0] == 12


def test_the_lines_below_issuer_and_subject_are_a_third_to_a_half_of_the_words() -> None:
    document = paper(Layout.STATE)
    left = document.tables[0].rows[0].cells[0]
    ruled = [each for each in left.paragraphs if each._p.find(qn("w:pPr")).find(qn("w:pBdr")) is not None]
    shape = ruled[0].paragraph_format
    drawn = left.width.pt - shape.left_indent.pt - shape.right_indent.pt
    widest = max(width_of(line, 12) for line in left.paragraphs[1].text.split("\n"))
    assert widest / 3 <= drawn <= widest / 2


@BOTH
def test_number_and_day_are_left_to_be_written_by_hand(layout: Layout) -> None:
    words = " ".join(lines(paper(layout)))
    assert "\N{NO-BREAK SPACE}" * 5 in words
    assert "tháng 02 năm 2026" in words
    assert not [each for each in words.split() if each.startswith("Số") and any(sign.isdigit() for sign in each)]


@BOTH
def test_head_and_foot_are_two_columns_without_edges_that_never_part(layout: Layout) -> None:
    for table in paper(layout).tables:
        assert table._tbl.tblPr.find(qn("w:tblBorders")) is None
        assert table.style is None or table.style.name == "Normal Table"
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_name_is_parted_into_even_lines() -> None:
    parted = lines_of("BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM XÃ ĐẠ LÂM", 12, 198)
    assert len(parted) == 3
    assert min(len(line) for line in parted) > 10
    assert lines_of("ĐẢNG ỦY XÃ", 12, 198) == ["ĐẢNG ỦY XÃ"]
    assert lines_of("", 12, 198) == [""]


def test_a_file_says_who_made_it_and_when_and_nothing_of_a_library() -> None:
    told = paper(Layout.STATE).core_properties
    assert (told.author, told.comments, told.created) == (
        "Ban Chỉ đạo các công trình trọng điểm xã Đạ Lâm", "", AT,
    )  # fmt: skip
