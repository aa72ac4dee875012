"""What tesseract misreads in Vietnamese again and again, put right where no other word can stand; the rest is left.

The tone of a letter is a few dots of ink, and a capital often differs from its small letter by size alone. What is put
right here is still shown to the person as doubtful, beside the picture of its page.
"""

import re
import unicodedata
from collections.abc import Sequence

LETTERS = re.compile(r"[^\W\d_]+")
NEIGHBOURS = (
    # misread, meant, what follows the word that is meant, what stands before it; either is enough
    ("đẳng", "đảng", "ủy viên bộ đoàn phí", "ủy của huyện tỉnh thành"),
    ("chỉ", "chi", "bộ tiết phí trả nhánh cục đoàn ủy hội", ""),
    ("để", "đề", "án nghị tài cương", "vấn chủ chuyên"),
    ("tinh", "tỉnh", "ủy đoàn", "ubnd hđnd"),
)
"""In none of these places the misread word makes sense: "đẳng ủy", "chỉ bộ", "để án", "UBND tinh"."""
TABLE = {
    misread: (meant, frozenset(after.split()), frozenset(before.split()))
    for misread, meant, after, before in NEIGHBOURS
}


def put_right(words: Sequence[str]) -> list[str]:
    """Return words in their order, those misread put right; one word stays one word."""
    bare = [found[0].lower() if (found := LETTERS.search(word)) else "" for word in words]
    right = []
    for at, word in enumerate(words):
        word = _cased(word)
        if bare[at] in TABLE:
            meant, after, before = TABLE[bare[at]]
            follows, leads = bare[at + 1] if at + 1 < len(bare) else "", bare[at - 1] if at else ""
            if follows in after or leads in before:
                word = _as_written(word, bare[at], meant)
        right.append(word)
    return right


def _cased(word: str) -> str:
    """Return a word whose capitals stand where capitals can: "đỘ" is "độ", "SỞ" may be a heading and stays."""
    found = LETTERS.search(word)
    if found is None or found[0].isupper() or found[0].islower() or found[0].istitle():
        return word
    letters = found[0]
    marked = [at for at, char in enumerate(letters) if at and char.isupper() and _has_marks(char)]
    plain = [at for at, char in enumerate(letters) if at and char.isupper() and not _has_marks(char)]
    if not marked or plain:
        return word
    return word[: found.start()] + letters[0] + letters[1:].lower() + word[found.end() :]


def _has_marks(char: str) -> bool:
    return len(unicodedata.normalize("NFD", char)) > 1


def _as_written(word: str, misread: str, meant: str) -> str:
    """Return a word with its letters changed and their size kept."""
    at = word.lower().index(misread)
    letters = word[at : at + len(misread)]
    changed = meant.upper() if letters.isupper() else meant.capitalize() if letters[0].isupper() else meant
    return word[:at] + changed + word[at + len(misread) :]
