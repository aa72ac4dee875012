"""In which code the letters of a plain text are written: Unicode in its forms, or Windows' own for Vietnamese."""

import codecs
import re
import unicodedata

VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ–—‘’“”„…•°§«»\u00a0₫×²³½€·")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
TCVN3_TELLTALE = re.compile("[µ¸¶·¹¨»¾¼½Æ©Ç®¬\u00ad«ª§][a-zµ¸¶·¹¨»¾¼½Æ©Ç®¬«ª]|[A-Za-z][µ¸¶·¹¨»¾¼½Æ©Ç®¬\u00ad«ª§]")
VNI_TELLTALE = re.compile("[aeouyôö][øûåäïëü]|ñ[aeiouyôö]", re.IGNORECASE)
OLD_SHARE = 0.03
ODD_SHARE = 0.02


def decoded(data: bytes) -> str | None:
    """Return the text composed (NFC), or None when these bytes are no text."""
    for try_decoding in (_marked, _wide, _utf8, _windows):
        if (text := try_decoding(data)) is not None:
            return None if CONTROL.search(text) else unicodedata.normalize("NFC", text)
    return None


def looks_old(text: str) -> bool:
    """Whether the letters are those of TCVN3 or VNI fonts taken for Unicode: "Céng hoµ x· héi"."""
    words = len(text.split())
    found = max(len(telltale.findall(text)) for telltale in (TCVN3_TELLTALE, VNI_TELLTALE))
    return words > 0 and found > max(2, words * OLD_SHARE)


def _marked(data: bytes) -> str | None:
    """Decode what says its own code in its first bytes."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _strictly(data, encoding)
    return None


def _wide(data: bytes) -> str | None:
    """Decode UTF-16 without its mark: every other byte of its spaces and Latin letters is zero."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if zeros > half * 0.3 and others == 0:
            return _strictly(data, encoding)
    return None


def _utf8(data: bytes) -> str | None:
    return _strictly(data, "utf-8")


def _windows(data: bytes) -> str | None:
    """Decode Windows-1258, when what comes out is Vietnamese: other old codes would give odd letters."""
    text = _strictly(data, "cp1258")
    if text is None:
        return None
    composed = unicodedata.normalize("NFC", text).lower()
    foreign = [char for char in composed if ord(char) > 126 and char not in VIETNAMESE]
    return text if len(foreign) <= len(composed) * ODD_SHARE else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
