"""The letters of the two codes Vietnamese offices wrote in before Unicode, as data.

TCVN3 is the third set of the standard TCVN 5712:1993, which the ABC fonts (`.VnTime`) show; the tests hold it against
glibc's `iconv -f TCVN5712-1`. VNI is the code of VNI Software's fonts for Windows (`VNI-Times`), as its makers print
it in their table of letters: a vowel, then a second sign for its shape and tone.
"""

import unicodedata

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"

_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB0: GRAVE + HOOK + TILDE + ACUTE + DOT,
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {chr(first + step): letter for first, row in _TCVN3_ROWS.items() for step, letter in enumerate(row)}
"""The letter each sign of a TCVN3 font shows; tones that stand alone come after their vowel."""

_VNI_TONES = {"aeouôö": dict(zip("ùøûõï", (ACUTE, GRAVE, HOOK, TILDE, DOT), strict=True)), "y": {
    "ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE}}  # fmt: skip
_VNI_SHAPES = {
    "aeo": dict(zip("âáàåãä", ("\u0302" + tone for tone in ("", ACUTE, GRAVE, HOOK, TILDE, DOT)), strict=True)),
    "a": dict(zip("êéèúüë", ("\u0306" + tone for tone in ("", ACUTE, GRAVE, HOOK, TILDE, DOT)), strict=True)),
}
_VNI_SINGLE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))


def _vni() -> dict[str, str]:
    """Return every sign and pair of signs of VNI with its letter, small and capital."""
    small = dict(_VNI_SINGLE)
    for table in (_VNI_TONES, _VNI_SHAPES):
        for vowels, marks in table.items():
            for vowel in vowels:
                bare = _VNI_SINGLE.get(vowel, vowel)
                small |= {vowel + mark: unicodedata.normalize("NFC", bare + more) for mark, more in marks.items()}
    capital = {signs.upper(): letter.upper() for signs, letter in small.items()}
    mixed = {signs[0].upper() + signs[1]: letter.upper() for signs, letter in small.items() if len(signs) == 2}
    return small | capital | mixed


VNI = _vni()
"""The letter of each sign or pair of signs of a VNI font."""
