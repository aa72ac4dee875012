"""A Word document gives its text in order, with the numbers Word prints; a trap is refused in its own process."""

import unicodedata
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import parse_xml
from flask import Flask

from tests.intake import letters
from tracker.errors import RuleBroken
from tracker.intake import archives, files, sandbox, word
from tracker.intake.numbering import written


def test_paragraphs_come_in_order_with_the_numbers_word_prints() -> None:
    def write(document: Any) -> None:
        letters.lists(document)
        document.add_paragraph("KẾT LUẬN")
        for words, number, depth in (
            ("Giao Phòng Kinh tế", "901", 0), ("rà soát", "901", 1), ("đất công", "901", 2), ("báo cáo", "901", 1),
            ("Giao Công an xã", "901", 0), ("tuần tra", "901", 1), ("Tổ giúp việc", "902", 0), ("theo dõi", "902", 3),
        ):  # fmt: skip
            letters.numbered(document, words, number, depth)

    assert word.text_of(letters.word(write)).split("\n\n") == [
        "KẾT LUẬN", "1. Giao Phòng Kinh tế", "a) rà soát", "- đất công", "b) báo cáo", "2. Giao Công an xã",
        "a) tuần tra", "5. Tổ giúp việc", "I/ theo dõi",
    ]  # fmt: skip


def test_a_list_from_a_style_is_numbered_too() -> None:
    def write(document: Any) -> None:
        for words in ("Một", "Hai"):
            document.add_paragraph(words, style="List Number")

    assert word.text_of(letters.word(write)) == "1. Một\n\n2. Hai"


@pytest.mark.parametrize(
    ("count", "form", "label"),
    [(3, "decimal", "3"), (3, "decimalZero", "03"), (28, "lowerLetter", "bb"), (4, "upperRoman", "IV"),
     (0, "lowerRoman", "0"), (99999, "upperRoman", "99999"), (0, "lowerLetter", "0")],
)  # fmt: skip
def test_a_number_is_written_as_its_list_asks(count: int, form: str, label: str) -> None:
    assert written(count, form) == label


def test_a_ruled_table_is_a_line_for_each_row() -> None:
    def write(document: Any) -> None:
        table = document.add_table(2, 3, style="Table Grid")
        for cell, words in zip(
            table._cells, ("TT", "Nhiệm vụ", "Cơ quan", "1", "Rà soát\nđất | nhà", "Phòng Kinh tế"), strict=True
        ):
            cell.text = words

    expected = "| TT | Nhiệm vụ | Cơ quan |\n| 1 | Rà soát đất \\| nhà | Phòng Kinh tế |"
    assert word.text_of(letters.word(write)) == expected


def test_a_letterhead_set_side_by_side_is_read_column_by_column() -> None:
    def write(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "ĐẢNG ỦY XÃ\nSố 14-KL/BCĐ"
        table.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"

    assert word.text_of(letters.word(write)) == "ĐẢNG ỦY XÃ\nSố 14-KL/BCĐ\nĐẢNG CỘNG SẢN VIỆT NAM"


def test_a_letterhead_in_the_page_header_or_a_text_box_is_read_and_a_page_number_is_not() -> None:
    box = (
        f"<w:p {letters.NAMESPACE}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>ĐẢNG CỘNG SẢN VIỆT NAM</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )

    def write(document: Any, head: str) -> None:
        document.sections[0].header.paragraphs[0].text = head
        document.element.body.insert(0, parse_xml(box))
        document.add_paragraph("KẾT LUẬN")

    with_head = word.text_of(letters.word(lambda document: write(document, "Số 14-KL/BCĐ")))
    assert with_head.split("\n\n") == ["Số 14-KL/BCĐ", "ĐẢNG CỘNG SẢN VIỆT NAM", "KẾT LUẬN"]
    assert "Trang" not in word.text_of(letters.word(lambda document: write(document, "Trang 2")))


def test_letters_with_their_marks_behind_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "Ủy ban nhân dân xã")
    assert word.text_of(letters.word(lambda document: document.add_paragraph(apart))) == "Ủy ban nhân dân xã"


def test_inserted_text_counts_and_deleted_or_hidden_text_does_not() -> None:
    paragraph = (
        f"<w:p {letters.NAMESPACE}><w:r><w:t>Giao </w:t></w:r>"
        "<w:ins w:id='1' w:author='a'><w:r><w:t>Phòng Kinh tế</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>Công an</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    data = letters.word(lambda document: document.element.body.insert(0, parse_xml(paragraph)))
    assert word.text_of(data) == "Giao Phòng Kinh tế"


HONEST = letters.word(lambda document: document.add_paragraph("1. Giao Phòng Kinh tế"))
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + f"]><w:document {letters.NAMESPACE}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = LAUGHS[:21] + f'<!DOCTYPE d [<!ENTITY i SYSTEM "file:///etc/passwd">]>{LAUGHS[LAUGHS.index("<w:doc") :]}'

NESTED = f"<w:document {letters.NAMESPACE}><w:body>{'<w:sdt>' * 20000}{'</w:sdt>' * 20000}</w:body></w:document>"


def lying() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(letters.rewritten(HONEST, {"word/media/a.bin": b"\0" * (20 * archives.MEGABYTE)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


TRAPS = {
    "zip bomb": letters.rewritten(HONEST, {"word/document.xml": b" " * (60 * archives.MEGABYTE)}),
    "bomb beside the text": letters.rewritten(HONEST, {"word/media/a.bin": b"\0" * (140 * archives.MEGABYTE)}),
    "bomb that lies about its size": lying(),
    "too many members": letters.rewritten(HONEST, {f"word/media/{n}.png": b"" for n in range(archives.MOST_MEMBERS)}),
    "entities that unfold": letters.rewritten(HONEST, {"word/document.xml": LAUGHS.encode()}),
    "entities in another code": letters.rewritten(HONEST, {"word/document.xml": LAUGHS.encode("utf-16")}),
    "entity of a file": letters.rewritten(HONEST, {"word/document.xml": OUTSIDE.encode()}),
    "truncated": HONEST[: len(HONEST) // 2],
    "no end": HONEST[:-30],
    "a byte turned": HONEST[:400] + bytes([HONEST[400] ^ 255]) + HONEST[401:],
    "no xml": letters.rewritten(HONEST, {"word/document.xml": b"<w:document"}),
    "nested beyond reason": letters.rewritten(HONEST, {"word/document.xml": NESTED.encode()}),
    "no document part": letters.rewritten(HONEST, {"[Content_Types].xml": b"<Types/>"}),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_with_a_sentence(trap: str, app: Flask) -> None:
    with pytest.raises(RuleBroken) as raised:
        files.text_of(TRAPS[trap])
    assert raised.value.field == "file"
    assert "/etc" not in raised.value.sentence


STEEP = letters.rewritten(HONEST, {"word/media/a.bin": b"\0" * (20 * archives.MEGABYTE)})


@pytest.mark.parametrize(
    ("data", "why"),
    [(TRAPS["zip bomb"], "too heavy"), (STEEP, "too heavy"), (TRAPS["too many members"], "too heavy"),
     (TRAPS["entities that unfold"], "broken"), (TRAPS["entities in another code"], "broken"),
     (TRAPS["entity of a file"], "broken"), (TRAPS["truncated"], "broken")],
)  # fmt: skip
def test_a_trap_is_seen_before_anything_is_parsed(data: bytes, why: str) -> None:
    with pytest.raises(sandbox.Refused, match=why):
        archives.check(data)


def test_a_reader_that_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WAITING_SECONDS", 0.01)
    assert sandbox.run("tracker.intake.word", HONEST) == sandbox.TOO_HEAVY


def test_the_other_process_has_bounds_and_none_of_the_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_SECRET_KEY", "a secret")
    found = sandbox.run("tests.intake.asked", b"")
    assert found["text"].split() == [str(sandbox.MEMORY), str(sandbox.COMPUTING_SECONDS), "None"]


def test_the_honest_document_is_not_taken_for_a_trap() -> None:
    archives.check(HONEST)
    assert zipfile.is_zipfile(BytesIO(HONEST))
