"""Names of tests in plain letters.

Tests are run by name many times in one process when the grammar is mutated, and pytest escapes letters beyond ASCII
anew each time: such a test would not be found again, and its failure to run be taken for a mutant found.
"""

import unicodedata


def plain(text: str) -> str:
    """Return a text without the marks of its letters: "trước ngày 30/9" becomes "truoc ngay 30-9"."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign if sign.isalnum() or sign in " .,;:-?" else "-" for sign in letters if sign.isascii())[:60]
