"""Words that try to become another header: pieces put together by dice, and two readings of what came of them."""

import random
from collections.abc import Iterator
from email import message_from_bytes, policy

from tests.reminders.world import AT
from tracker.mime import build, message_id

SENDER = "sotheodoi@dalam.local"
PIECES = [
    "=?", "?=", "utf-8", "?q?", "?b?", "=0A", "=0D=0A", "\r", "\n", "\r\n ", "\x00", "Bcc: a@b.c", "\u2028", "\u2029",
    "\u0085", "\x0b", "\x0c", "Kết luận", "\t", " ", ":", "<", ">", ",", ";", '"', "\\", "(", ")", "đường tránh",
    "\u202e", "\u2066", "\ud800", "\udfff", "=", "?", "😀", "ẫ" * 30, "x" * 998, "=?utf-8?b?QmNjOiBhQGIuYw==?=",
    "\ufeff", "=?utf-8?q?=0D=0ABcc:_a@b.c?=", "Content-Type: text/html", "--=_", "\r\n\r\n", "à" + "\u0300" * 40,
]  # fmt: skip


def hostile_words(many: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    return ("".join(dice.choices(PIECES, k=dice.randint(1, 40))) for _each in range(many))


def headers_by_hand(raw: bytes) -> list[tuple[str, str]]:
    """Read the head of a message as RFC 5322 says, without any library."""
    lines: list[str] = []
    for line in raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n"):
        assert "\r" not in line and "\n" not in line and "\x00" not in line
        if line[:1] in " \t":
            lines[-1] += line
        else:
            lines.append(line)
    return [(name, value.strip()) for name, _colon, value in (line.partition(":") for line in lines)]


def is_wrong(words: str) -> bool:
    """Whether words as subject, title and names make another set of headers or readers, by two readers."""
    message = build(
        sender=SENDER, sender_name=words, to=[(words, "a@mail"), ("Phòng Kinh tế", "b@mail"), (words, "c@mail")],
        subject=words, text=words.encode("utf-8", "replace").decode(), html="<p>x</p>", at=AT,
        message_id=message_id("thư 1", SENDER),
    )  # fmt: skip
    raw = message.as_bytes()
    read, plain = message_from_bytes(raw, policy=policy.default), headers_by_hand(raw)
    names = sorted(name for name, _value in plain)
    to = next(value for name, value in plain if name == "To")
    return (
        names != sorted(read.keys()) or len(set(names)) != len(names) or "Bcc" in names
        or [each.addr_spec for each in read["To"].addresses] != ["a@mail", "b@mail", "c@mail"]
        or [each.addr_spec for each in read["From"].addresses] != [SENDER]
        or to.count("@") != 3 or len(list(read.walk())) != 3
    )  # fmt: skip
