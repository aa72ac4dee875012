"""Words that only this program can have written: a few numbers, signed with the office's SECRET_KEY.

They are no secret and are not hidden: whoever holds such a word can read its numbers, and nobody without the key can
write one that holds others. `purpose` parts the keys, so that a word made for one thing is worth nothing for another.
"""

import hashlib
from collections.abc import Sequence

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

LONGEST = 200
"""Characters of a word that are looked at."""


def signed(numbers: Sequence[int], purpose: str) -> str:
    """Return numbers as a word that can stand in an address."""
    word = _serializer(purpose).dumps(list(numbers))
    return word if isinstance(word, str) else word.decode("ascii")


def unsigned(word: str, purpose: str) -> tuple[int, ...] | None:
    """Return the numbers of a word, None when this program did not write exactly this word for this purpose.

    The word is written again and compared: the last sign of a signature has bits to spare, which reading lets pass.
    """
    if len(word) > LONGEST:
        return None
    try:
        numbers = tuple(_serializer(purpose).loads(word))
    except BadData:
        return None
    return numbers if signed(numbers, purpose) == word else None


def _serializer(purpose: str) -> URLSafeSerializer:
    kept = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"tracker {purpose}", signer_kwargs=kept)
