"""Secrets that must be kept and used again: sealed with a key made of the office's SECRET_KEY.

A copy of the database alone opens none of them; the key stands in `instance/secret.key` (or the setting SECRET_KEY),
which is kept apart from backups of the database. Whoever has both has the secrets.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(secret: str, purpose: str) -> str:
    """Return a secret as it may be kept; empty stays empty. `purpose` parts the keys of different secrets."""
    return Fernet(_key(purpose)).encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str, purpose: str) -> str | None:
    """Return the secret, None when it was sealed with another SECRET_KEY or altered."""
    if not sealed:
        return ""
    try:
        return Fernet(_key(purpose)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def mark(text: str, purpose: str) -> str:
    """Return a mark by which two equal texts are known, and from which nobody without the key finds the text."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    own: str | bytes = current_app.config["SECRET_KEY"]
    material = own.encode() if isinstance(own, str) else own
    made = HKDF(SHA256(), length=32, salt=None, info=f"tracker {purpose}".encode()).derive(material)
    return base64.urlsafe_b64encode(made)
