"""A PDF with letters gives the text that was written; scans, locked, broken and trapped ones are refused in seconds."""

import unicodedata

import pytest
from flask import Flask

from tests.intake import hostile, prints
from tests.intake.prints import Print, of_content, printed, raw
from tracker.errors import RuleBroken
from tracker.intake import files, pdf, sandbox
from tracker.intake.grids import carried_over
from tracker.intake.paragraphs import joined

HEAD = [("ĐẢNG BỘ TỈNH QUẢNG TRỊ", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("ĐẢNG ỦY XÃ PHÚC LỢI", ""), ("*", ""),
        ("Số 14-KL/ĐU", "Phúc Lợi, ngày 05 tháng 3 năm 2026")]  # fmt: skip
TAIL = [("Nơi nhận:", "T/M BAN THƯỜNG VỤ"), ("- Như trên,", "BÍ THƯ"), ("- Lưu Văn phòng.", ""), ("", "Nguyễn Văn An")]
TASKS = [
    "1. Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã và các đơn vị liên quan rà soát toàn bộ quỹ đất công "
    "trên địa bàn, tham mưu Ủy ban nhân dân xã phương án xử lý; hoàn thành trước ngày 15/9/2026.",
    "2. Ủy ban nhân dân xã tập trung chỉ đạo đẩy nhanh tiến độ giải ngân vốn đầu tư công năm 2026. Kịp thời tháo gỡ "
    "khó khăn, vướng mắc về giải phóng mặt bằng. Báo cáo Ban Thường vụ Đảng ủy trong Quý III/2026.",
    "3. Văn phòng theo dõi, đôn đốc.",
    "a) Rà soát hồ sơ;",
    "- báo cáo kết quả.",
]
ROWS = [("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")] + [
    (str(n), "Lập danh mục đất công cần thu hồi | giao lại trên địa bàn xã", "Phòng Kinh tế", f"{n % 28 + 1}/9/2026")
    for n in range(1, 41)
]


def lines(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def column_by_column(rows: list[tuple[str, str]]) -> str:
    return "\n".join(words for side in zip(*rows, strict=True) for words in side if words)


def test_the_text_read_is_the_text_written(app: Flask) -> None:
    def write(paper: Print) -> None:
        paper.side_by_side(*HEAD)
        paper.ln(6)
        paper.paragraphs("KẾT LUẬN", align="C")
        paper.paragraphs(*TASKS[:3])
        paper.ruled(ROWS[:3], (10, 60, 40, 30))
        paper.ln(8)
        paper.side_by_side(*TAIL)

    expected = [column_by_column(HEAD), "KẾT LUẬN", *TASKS[:3], lines(ROWS[:3]), column_by_column(TAIL)]
    assert files.text_of(printed(write)).split("\n\n") == expected


def test_every_vietnamese_letter_comes_back() -> None:
    bases = "aăâeêioôơuưyđ"
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    small = " ".join(unicodedata.normalize("NFC", base + tone) for base in bases for tone in tones if base != "đ")
    letters = f"{small} đ {small.upper()} Đ"
    assert pdf.text_of(printed(lambda paper: paper.paragraphs(letters))).split() == letters.split()


def test_paragraphs_and_tables_go_on_over_the_turn_of_a_page_without_heads_and_numbers() -> None:
    body = [f"{n}. {TASKS[0][3:]}" for n in range(1, 26)]

    def write(paper: Print) -> None:
        paper.paragraphs(*body)
        paper.ruled(ROWS, (10, 60, 40, 30))
        paper.paragraphs("Hết.")

    data = printed(write, head="Kết luận của Ban Thường vụ")
    assert pdf.text_of(data).split("\n\n") == [*body, lines(ROWS), "Hết."]


def test_a_row_cut_by_the_turn_of_a_page_is_made_whole() -> None:
    above = [["TT", "Nhiệm vụ"], ["1", "Rà soát quỹ đất"]]
    begun = [["Khối", "Nhiệm vụ"], ["Đảng", "Rà soát"], ["", "Báo cáo"]]
    assert carried_over(begun, [["", "Việc khác"]]) == [["", "Việc khác"]]
    assert carried_over(above, [["TT", "Nhiệm vụ"], ["", "Ủy ban xã quản lý."], ["2", "Báo cáo"]]) == [["2", "Báo cáo"]]
    assert above[-1] == ["1", "Rà soát quỹ đất Ủy ban xã quản lý."]
    assert carried_over(above, [["", "Việc khác"]]) == [["", "Việc khác"]]


def test_a_number_broken_behind_its_hyphen_is_one_number_again() -> None:
    words = f"Căn cứ {'Quyết định số 284/QĐ-UBND và ' * 30}báo cáo - tổng kết năm 2020-2025."
    text = pdf.text_of(printed(lambda paper: paper.paragraphs(words)))
    assert text == words
    assert joined(["số 284/QĐ-", "UBND, kinh tế -", "xã hội"]) == "số 284/QĐ-UBND, kinh tế - xã hội"


def test_cells_that_span_rows_or_columns_hold_their_own_words() -> None:
    def write(paper: Print) -> None:
        with paper.table(col_widths=(30, 50, 50), headings_style=prints.PLAIN) as table:
            table.row(("Khối", "Nhiệm vụ", "Thời hạn"))
            row = table.row()
            row.cell("Đảng", rowspan=2)
            row.cell("Rà soát")
            row.cell("30/9")
            table.row(("Báo cáo", "31/10"))
            row = table.row()
            row.cell("Chính quyền")
            row.cell("Không có nhiệm vụ nào được giao", colspan=2)

    assert pdf.text_of(printed(write)).splitlines() == [
        "| Khối | Nhiệm vụ | Thời hạn |", "| Đảng | Rà soát | 30/9 |", "|  | Báo cáo | 31/10 |",
        "| Chính quyền | Không có nhiệm vụ nào được giao |",
    ]  # fmt: skip


def test_a_letterhead_repeated_on_every_page_is_kept_once() -> None:
    def write(paper: Print) -> None:
        for words in TASKS[:3]:
            paper.paragraphs(words)
            paper.add_page()
        paper.paragraphs("Hết.")

    text = pdf.text_of(printed(write, head="Số 14-KL/ĐU"))
    assert text.split("\n\n") == ["Số 14-KL/ĐU", *TASKS[:3], "Hết."]


def locked(user: str) -> bytes:
    def write(paper: Print) -> None:
        paper.set_encryption(owner_password="chu", user_password=user)
        paper.paragraphs(*TASKS)

    return printed(write)


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert pdf.text_of(locked("")).split("\n\n") == TASKS


def scan(paper: Print) -> None:
    prints.picture(paper)


def mixed(paper: Print) -> None:
    paper.paragraphs(*TASKS)
    paper.add_page()
    prints.picture(paper)


def turned(paper: Print) -> None:
    with paper.rotation(90, 100, 150):
        paper.paragraphs(*TASKS)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(lambda: printed(scan), "bản quét"), (lambda: printed(mixed), "ảnh quét: 2"), (lambda: locked("mo"), "mật khẩu"),
     (lambda: printed(turned), "xoay ngang ở trang 1"), (lambda: printed(lambda paper: None), "Không thấy chữ")],
    ids=["scan", "a page scanned", "password", "turned", "empty"],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_to_do(
    data: object, sentence: str, app: Flask, without_tesseract: None
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        files.text_of(data())  # type: ignore[operator]


def honest() -> bytes:
    return of_content(b"BT /F 12 Tf 50 700 Td (" + b"Giao Phong Kinh te chu tri. " * 4 + b") Tj ET")


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return raw(prints.CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *[page] * count)


UNNAMED = (b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
           b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0"
           b">>>>]>>")  # fmt: skip
CALLS_ITSELF = (b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 10>>stream\n"
                b"/X Do /X Do\nendstream")  # fmt: skip
TRAPS = {
    "truncated": (lambda: honest()[:-200], "hỏng"),
    "only its beginning": (lambda: b"%PDF-1.7\n%\xe2\xe3", "hỏng"),
    "an end without pages": (lambda: b"%PDF-1.7\nnothing\n%%EOF", "hỏng"),
    "fewer pages than it says": (lambda: honest().replace(b"/Count 1", b"/Count 9"), "hỏng"),
    "pages in a ring": (lambda: raw(prints.CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "hỏng"),
    "too many pages": (lambda: many_pages(pdf.MOST_PAGES + 1), "300 trang"),
    "a bomb": (lambda: of_content(b" " * 200_000_000, 2), "bung"),
    "a drawing without end": (lambda: of_content(b"0 0 m 1 1 l S\n" * 3_000_000, 1), "bung"),
    "letters without end": (lambda: of_content(b"BT /F 1 Tf" + b"(aaaaaaaaaa)Tj\n" * 500_000 + b"ET", 1), "bung"),
    "letters without names": (lambda: of_content(b"BT /F 9 Tf <" + b"0003" * 90 + b"> Tj ET", font=UNNAMED), "Phông"),
}
RINGS = {
    "tables in a ring": lambda: honest().replace(b"/Size 6", b"/Size 6/Prev 9"),
    "nested without end": lambda: of_content(b"[" * 500_000),
    "a form that calls itself": lambda: of_content(
        b"/X Do", page=prints.PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 5 0 R>>"), font=CALLS_ITSELF
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_with_a_sentence_in_seconds(trap: str, app: Flask, without_tesseract: None) -> None:
    write, sentence = TRAPS[trap]
    data = write()
    begun = hostile.worked()
    with pytest.raises(RuleBroken, match=sentence) as raised:
        files.text_of(data)
    assert raised.value.field == "file"
    assert hostile.worked() - begun < 10


@pytest.mark.parametrize("ring", RINGS)
def test_what_refers_to_itself_comes_to_an_end(ring: str) -> None:
    begun = hostile.worked()
    assert sandbox.run("tracker.intake.pdf", RINGS[ring]()) != sandbox.TOO_HEAVY
    assert hostile.worked() - begun < 10


def test_the_honest_page_beside_the_traps_is_read() -> None:
    assert pdf.text_of(honest()) == ("Giao Phong Kinh te chu tri. " * 4).strip()
