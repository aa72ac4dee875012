"""A font's name alone says that letters are TCVN3 or VNI; what was Unicode stays as it was."""

import shutil
import subprocess
import unicodedata
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from flask import Flask

from tests.intake import letters
from tracker.errors import RuleBroken
from tracker.intake import files, word
from tracker.intake.old_fonts import code_of, unicode_of
from tracker.intake.old_letters import TCVN3, VNI

IN_TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam: giao Phßng Kinh tÕ, ®¹t 30°C tr\u00adíc ngµy 15/9"
IN_VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam: giao Phoøng Kinh teá, ñöôïc tröôùc ngaøy 15/9"
SOUNDS = "Cộng hòa xã hội chủ nghĩa Việt Nam: giao Phòng Kinh tế, "


def run(paragraph: Any, words: str, font: str | None) -> None:
    """Add words in a font."""
    added = paragraph.add_run(words)
    if font:
        added.font.name = font


def paragraph_of(*runs: tuple[str, str | None]) -> str:
    """Return what is read from a document with one paragraph of these runs."""

    def write(document: Any) -> None:
        paragraph = document.add_paragraph()
        for words, font in runs:
            run(paragraph, words, font)

    return word.text_of(letters.word(write))


def test_every_letter_of_tcvn3_is_the_one_the_system_knows() -> None:
    if shutil.which("iconv") is None:
        pytest.skip("the program iconv, against which the table is held, is not on this machine")
    signs = "".join(sign for sign in TCVN3 if not "\xb0" <= sign <= "\xb4")
    done = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=signs.encode("latin-1"), capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("this iconv does not know TCVN 5712")
    assert unicode_of(signs, code_of(".VnTime")) == unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.parametrize("table", [TCVN3, VNI])
def test_the_tables_hold_every_vietnamese_small_letter_once(table: dict[str, str]) -> None:
    plain = {
        f"{base}{tone}" for base in "aăâeêioôơuưy" for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    }
    expected = {unicodedata.normalize("NFC", each) for each in plain} - set("aeiouy") | {"đ"}
    small = [letter for letter in table.values() if letter.islower()]
    assert set(small) == expected
    assert len(small) == len(expected)


def test_runs_are_turned_by_the_name_of_their_font() -> None:
    assert paragraph_of((IN_TCVN3, ".VnTime")) == SOUNDS.replace("òa", "oà") + "đạt 30°C trước ngày 15/9"
    assert paragraph_of((IN_VNI, "VNI-Times")) == SOUNDS + "được trước ngày 15/9"


def test_a_font_of_capitals_gives_capitals() -> None:
    assert paragraph_of(("§¶ng uû x· Phóc Lîi", ".VnTimeH")) == "ĐẢNG UỶ XÃ PHÚC LỢI"
    assert paragraph_of(("ÑAÛNG UÛY XAÕ PHUÙC LÔÏI, ÑEÀ NGHÒ", "VNI-Times")) == "ĐẢNG ỦY XÃ PHÚC LỢI, ĐỀ NGHỊ"


def test_a_letter_and_its_mark_may_stand_in_two_runs() -> None:
    assert paragraph_of(("Haïnh phu", "VNI-Times"), ("ùc", "VNI-Times")) == "Hạnh phúc"


def test_unicode_is_left_whatever_its_font_is_called() -> None:
    assert paragraph_of((SOUNDS, ".VnTime")) == SOUNDS.strip()
    assert paragraph_of((SOUNDS, "VNI-Times")) == SOUNDS.strip()


def test_runs_of_both_kinds_stand_in_one_paragraph() -> None:
    assert paragraph_of(("Giao Phßng Kinh tÕ ", ".VnTime"), ("rà soát đất công", "Times New Roman")) == (
        "Giao Phòng Kinh tế rà soát đất công"
    )


def test_the_font_may_come_from_a_style_or_be_the_document_s_own() -> None:
    def of_style(document: Any, style: str) -> None:
        document.styles[style].font.name = ".VnTime"
        document.add_paragraph("Giao Phßng Kinh tÕ", style="List")

    for style in ("List", "Normal"):
        assert word.text_of(letters.word(lambda document, style=style: of_style(document, style))) == (
            "Giao Phòng Kinh tế"
        )

    def of_document(document: Any) -> None:
        fonts = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        fonts.remove(fonts.find(qn("w:rFonts")))
        fonts.append(parse_xml(f'<w:rFonts {letters.NAMESPACE} w:ascii=".VnTime" w:hAnsi=".VnTime"/>'))
        document.add_paragraph("Giao Phßng Kinh tÕ")

    assert word.text_of(letters.word(of_document)) == "Giao Phòng Kinh tế"


def test_word_s_own_ways_of_keeping_a_sign_are_known() -> None:
    assert paragraph_of(("\uf0a7\uf0b6ng uû ngμy", ".VnTime")) == "Đảng uỷ ngày"
    soft = (
        f"<w:p {letters.NAMESPACE}><w:r><w:rPr><w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr>"
        "<w:t>tr</w:t><w:softHyphen/><w:t>íc</w:t></w:r></w:p>"
    )
    assert word.text_of(letters.word(lambda document: document.element.body.insert(0, parse_xml(soft)))) == "trước"


@pytest.mark.parametrize("words", [IN_TCVN3, IN_VNI])
def test_without_a_font_s_name_nothing_is_guessed(words: str, app: Flask) -> None:
    with pytest.raises(RuleBroken, match="TCVN3"):
        files.text_of(words.encode())
    unnamed = letters.word(lambda document: document.add_paragraph(words))
    with pytest.raises(RuleBroken, match="TCVN3"):
        files.text_of(unnamed)
