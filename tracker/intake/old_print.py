"""Letters of a printed page set in fonts older than Unicode, turned into Unicode font by font."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pdfminer.encodingdb import EncodingDB

from tracker.intake.old_fonts import Code, code_of, spelled

Char = dict[str, Any]

CONSONANT = "bcdghklmnpqrstvxBCDGHKLMNPQRSTVX®§"
HYPHEN_FOR_U = re.compile(rf"(?:(?<=[{CONSONANT}])|(?<![\w.,;:)\-¡-þ]))-(?=[a-z¡-þ])|(?<=[{CONSONANT}])-(?![\w\-¡-þ])")
"""The sign TCVN3 has for ư is a hyphen to Windows, and many a PDF says so: "Ph-êng". ư stands behind a consonant or
begins a word, and where one was told apart from the hyphen, none is mended."""
SOFT_HYPHEN = "\xad"
EncodingDB.win2unicode[0xAD] = SOFT_HYPHEN
"""The library takes this code of Windows' for a space, and every ư of a TCVN3 font would be lost."""
FEWEST_SIGNS = 30
"""So few letters may well have no ư among them."""


def in_unicode(chars: list[Char]) -> list[Char]:
    """Return the letters of a page in their order; those of an old font in Unicode, a letter and its tone as one."""
    codes = {name: code_of(name) for name in {char["fontname"] for char in chars}}
    hyphens = {code for code in codes.values() if code and _are_hyphens_letters(chars, codes, code)}
    found: list[Char] = []
    for code, group in groupby(chars, key=lambda char: codes[char["fontname"]]):
        run = [*group]
        found += _spelled(run, code, code in hyphens) if code else map(_hyphenated, run)
    return found


def _hyphenated(char: Char) -> Char:
    return char | {"text": "-"} if char["text"] == SOFT_HYPHEN else char


def _are_hyphens_letters(chars: list[Char], codes: dict[str, Code | None], code: Code) -> bool:
    signs = "".join(char["text"] for char in chars if codes[char["fontname"]] == code)
    return code.letters == "TCVN3" and SOFT_HYPHEN not in signs and len(signs) >= FEWEST_SIGNS


def _spelled(run: list[Char], code: Code, hyphens: bool) -> Iterator[Char]:
    signs = "".join(char["text"] if len(char["text"]) == 1 else "\ufffd" for char in run)
    if hyphens:
        signs = HYPHEN_FOR_U.sub(SOFT_HYPHEN, signs)
    at = 0
    for letter, length in spelled(signs, code):
        place = run[at : at + length]
        at += length
        if letter == "\ufffd":
            yield place[0]
        else:
            yield place[0] | {"text": letter, "x1": max(char["x1"] for char in place)}
