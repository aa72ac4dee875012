"""What people type or send, cleaned: composed letters, no signs no keyboard has, one kind of line end."""

import re
import unicodedata
from typing import Any

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")
"""Signs no keyboard types: PostgreSQL refuses the first of them, letters to people break at others."""

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?")
"""An address as intranets have them too: hosts without a dot and under .local, which WTForms' own check rejects."""


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address."""
    return len(text) <= 254 and ".." not in text and bool(EMAIL.fullmatch(text))


def clean_text(typed: Any) -> Any:
    """Return text of several lines, composed (NFC), with one kind of line end and no control signs."""
    if not isinstance(typed, str):
        return typed
    return CONTROL.sub("", unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(typed: Any) -> Any:
    """Return text as one line without spaces around it."""
    return re.sub(r"[\n\t]+", " ", clean_text(typed)).strip() if isinstance(typed, str) else typed
