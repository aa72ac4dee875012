"""A file is what its content says it is; what cannot be read is refused with a sentence that says what can."""

import unicodedata

import pytest
from flask import Flask

from tests.intake import letters
from tracker.errors import RuleBroken
from tracker.intake import files

WORDS = "Kết luận số 14-KL/BCĐ: Ủy ban nhân dân xã đẩy nhanh tiến độ đường tránh, chậm nhất Quý I/2027."


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> None:
    """The sentences are said in an application."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_in_each_of_its_forms(encoding: str) -> None:
    assert files.text_of(WORDS.encode(encoding)) == WORDS


def test_windows_letters_with_their_marks_behind_are_composed() -> None:
    taken_apart = "".join(
        unicodedata.normalize("NFD", char) if char not in "ăâđêôơưĂÂĐÊÔƠƯ" else char for char in WORDS
    )
    encoded = bytearray()
    for char in unicodedata.normalize("NFC", WORDS):
        encoded += _windows(char)
    assert files.text_of(bytes(encoded)) == WORDS
    assert files.text_of(taken_apart.encode()) == WORDS


def _windows(char: str) -> bytes:
    """Return a letter as Windows-1258 has it: what it has whole, else the letter and its tone."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", char)
        tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
        bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        return (bare + "".join(tones)).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "trống"),
        (b" \n\t ", "trống"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"MZ\x90\x00\x03" + bytes(range(256)), ".docx"),
        (b"\x7fELF\x02\x01\x01\0\0", ".docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "ảnh"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "ảnh"),
        (b"<!DOCTYPE html><html><body>1. Giao</body></html>", "trang web"),
        ("C«ng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc".encode(), "TCVN3"),
        (b"1234 5678 -- 90", "Không thấy chữ"),
        (b"PK\x05\x06" + b"\0" * 18, "tệp nén"),
        (b"PK\x03\x04" + b"\0" * 200, "hỏng"),
        (b"a" * (files.LARGEST_FILE + 1), "10 MB"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(RuleBroken) as raised:
        files.text_of(data)
    assert word in raised.value.sentence
    assert raised.value.field == "file"


def test_the_name_of_a_file_decides_nothing_its_content_does() -> None:
    data = letters.word(lambda document: document.add_paragraph(WORDS))
    assert files.text_of(data) == WORDS


def test_an_encrypted_member_is_named_as_a_password() -> None:
    data = bytearray(letters.word(lambda document: document.add_paragraph(WORDS)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(RuleBroken, match="mật khẩu"):
        files.text_of(bytes(data))
