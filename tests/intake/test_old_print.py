"""A PDF printed in a font older than Unicode is read by the name of each font, also where ư passes for a hyphen."""

import pytest

from tests.intake import prints
from tracker.intake import pdf
from tracker.intake.old_letters import TCVN3, VNI

WORDS = "Giao Phòng Kinh tế chủ trì, phối hợp với Văn phòng rà soát quỹ đất, báo cáo trước ngày 30/9/2026."
LATER = "Tư vấn, ưu tiên hộ nghèo; thường xuyên đôn đốc."


def signs_of(words: str, table: dict[str, str]) -> bytes:
    """Return words as an old font has them: the signs its letters are written in, as Windows numbers them."""
    letters = {letter: signs for signs, letter in sorted(table.items(), reverse=True) if len(letter) == 1}
    return "".join(letters.get(char, char) for char in words).encode("cp1252")


def printed(*lines: tuple[str, bytes]) -> bytes:
    """Return a page of lines, each in a font of its own: its name, and the signs."""
    fonts = b"".join(
        b"/F%d<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/%s/FontBBox[0 -200 999 900]/Ascent 900/Descent -200>>"
        b">>" % (at, name.encode(), b"400 " * 224, name.encode())
        for at, (name, _signs) in enumerate(lines)
    )
    shown = b"".join(
        b"BT /F%d 12 Tf 50 %d Td <%s> Tj ET\n" % (at, 750 - 40 * at, signs.hex().encode())
        for at, (_name, signs) in enumerate(lines)
    )
    page = prints.PAGE.replace(b"<</F 5 0 R>>", b"<<%s>>" % fonts)
    return prints.of_content(shown, page=page)


@pytest.mark.parametrize(
    ("font", "table"), [("ABCDEF+.VnTime", TCVN3), (".VnArial,Bold", TCVN3), ("ABCDEF+VNI-Times", VNI)]
)
def test_letters_are_told_by_the_name_of_their_font(font: str, table: dict[str, str]) -> None:
    assert pdf.text_of(printed((font, signs_of(WORDS, table)))) == WORDS


def test_fonts_are_told_apart_line_by_line() -> None:
    data = printed(
        (".VnTime", signs_of(WORDS, TCVN3)), ("TimesNewRoman", b"Da xem"), ("VNI-Times", signs_of(LATER, VNI)),
        (".VnTimeH", signs_of("Kết luận", TCVN3)),
    )  # fmt: skip
    assert pdf.text_of(data).split("\n\n") == [WORDS, "Da xem", LATER, "KẾT LUẬN"]


def test_a_hyphen_that_is_the_letter_u_is_read_as_the_letter_and_others_stay() -> None:
    words = f"{LATER} Ban Thường vụ - Đảng ủy xã, số 16-KL/BCĐ; 2020-2025."
    signs = signs_of(words, TCVN3).replace(b"\xad", b"-")
    assert pdf.text_of(printed((".VnTime", signs))) == words


def test_where_the_letter_was_told_apart_no_hyphen_is_mended() -> None:
    words = f"{LATER} {LATER} Khối A t-ng."
    assert pdf.text_of(printed(("ABCDEF+.VnTime", signs_of(words, TCVN3)))) == words
