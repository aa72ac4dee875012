"""Words set in a font older than Unicode, turned into Unicode by the name of their font and by nothing else."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from tracker.intake.numbering import DEEPEST_STYLE, W
from tracker.intake.old_letters import TCVN3, VNI

SYMBOLS = {0xF000 + code: chr(code) for code in range(0x20, 0x100)} | {0x3BC: "µ"}
"""Word keeps the signs of some old fonts in its private area, and a µ at times as the Greek letter."""


@dataclass(frozen=True)
class Code:
    """What a font's name says of its letters: which table they follow, and whether it shows capitals alone."""

    letters: str
    capitals: bool = False


def code_of(font: str | None) -> Code | None:
    """Return the old code a font is known to show, None for every other font."""
    name = (font or "").rpartition("+")[2].strip().lower()
    if name.startswith(".vn"):
        return Code("TCVN3", capitals=name.endswith("h"))
    return Code("VNI") if re.match(r"vni[- ]", name) else None


def unicode_of(words: str, code: Code | None) -> str:
    """Return words in Unicode; those with a letter their code does not have were Unicode before and are left."""
    if code is None:
        return words
    return unicodedata.normalize("NFC", "".join(letter for letter, _signs in spelled(words, code)))


def spelled(words: str, code: Code) -> list[tuple[str, int]]:
    """Return the letters of words, each with the number of signs it was written in."""
    signs = words.translate(SYMBOLS)
    table, known = (TCVN3, _OF_TCVN3) if code.letters == "TCVN3" else (VNI, _OF_VNI)
    if any(char.isalpha() and ord(char) > 126 and char not in known for char in signs):
        return [(char, 1) for char in words]
    letters: list[tuple[str, int]] = []
    at = 0
    for place in _PLACES[code.letters].finditer(signs):
        letters += [(char, 1) for char in signs[at : place.start()]]
        letter, count = table[place[0]], place.end() - place.start()
        if unicodedata.combining(letter) and letters:
            bare, before = letters.pop()
            letter, count = unicodedata.normalize("NFC", bare + letter), before + count
        letters.append((letter, count))
        at = place.end()
    letters += [(char, 1) for char in signs[at:]]
    return [(letter.upper(), count) for letter, count in letters] if code.capitals else letters


_OF_TCVN3 = frozenset(TCVN3)
_OF_VNI = frozenset("".join(VNI))
_PLACES = {
    # a tone that stands alone is one only behind its vowel; elsewhere it is the sign it looks like: 30°
    "TCVN3": re.compile("[" + "".join(sign for sign in TCVN3 if not "\xb0" <= sign <= "\xb4") + "]"
                        "|(?<=[aeiouyAEIOUY\xa1-\xad])[\xb0-\xb4]"),
    "VNI": re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True))),
}  # fmt: skip


class Fonts:
    """Says in which font a run of a Word document stands: its own, its style's, its paragraph's or the document's."""

    def __init__(self, styles: Any) -> None:
        self._styles = {style.get(W + "styleId"): style for style in styles.findall(W + "style")}
        self._usual = next(
            (style.get(W + "styleId") for style in self._styles.values()
             if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")), None,
        )  # fmt: skip
        default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default = _named(default)
        self._known: dict[tuple[str | None, str | None], str | None] = {}

    def code(self, run: Any, paragraph: Any) -> Code | None:
        """Return the old code of a run's font, None when it is Unicode."""
        properties = run.find(W + "rPr")
        if own := _named(properties):
            return code_of(own)
        chosen = properties.find(W + "rStyle") if properties is not None else None
        styled = paragraph.find(f"{W}pPr/{W}pStyle")
        names = tuple(each.get(W + "val") if each is not None else None for each in (chosen, styled))
        key = (names[0], names[1])
        if key not in self._known:
            self._known[key] = self._of_style(names[0]) or self._of_style(names[1] or self._usual) or self._default
        return code_of(self._known[key])

    def _of_style(self, name: str | None) -> str | None:
        for _step in range(DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                break
            if found := _named(style.find(W + "rPr")):
                return found
            parent = style.find(W + "basedOn")
            name = parent.get(W + "val") if parent is not None else None
        return None


def _named(properties: Any | None) -> str | None:
    """Return the font these properties name for Latin letters; a theme's font wins over a name beside it."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    if fonts is None:
        return None
    sides = (W + side for side in ("hAnsiTheme", "hAnsi", "asciiTheme", "ascii"))
    return next((str(fonts.get(side)) for side in sides if fonts.get(side)), None)
