"""What a user name and a password must be, and passwords made up by the program."""

import re
import secrets

from tracker.errors import RuleBroken
from tracker.findable import fold
from tracker.languages import gettext as _

SHORTEST, LONGEST = 10, 200
"""Length is what counts (OWASP ASVS 5.0, 6.2): no rule asks for capitals or signs."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which are misread on paper."""

KNOWN = (
    "password", "matkhau", "1234567890", "0123456789", "qwertyuiop", "quantri", "admin", "vietnam", "iloveyou",
    "anhyeuem", "111111", "12345", "abc", "123",
)  # fmt: skip
"""What guessing begins with."""

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def is_username(text: str) -> bool:
    """Whether a name can be typed on any keyboard and said over the telephone."""
    return bool(_USERNAME.fullmatch(text))


def made_up() -> str:
    """Return a password of 15 letters in groups, 74 bits, that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(3))


def require_strong(password: str, username: str, field: str = "new_password") -> None:
    """Raise RuleBroken for a password that is short, holds the user name or is what guessing begins with."""
    bare = re.sub(r"[^a-z0-9]", "", fold(password))
    if len(password) < SHORTEST:
        raise RuleBroken(
            _("Use at least %(least)s characters; a few words are easy to remember.", least=SHORTEST), field
        )
    if len(password) > LONGEST:
        raise RuleBroken(_("Use at most %(most)s characters.", most=LONGEST), field)
    rest = bare.replace(username, "") if len(username) > 2 else bare
    for word in KNOWN:
        rest = rest.replace(word, "")
    if len(set(password)) < 5 or len(rest) < SHORTEST // 2:
        raise RuleBroken(_("This password is among the first that are guessed. Choose other words."), field)
