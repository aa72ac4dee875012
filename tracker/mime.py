"""A letter as it goes out: clean addresses and headers, and the bytes read back before anybody may send them.

Headers are made of words that came out of documents, so they are never trusted. Python 3.11 folds a header by decoding
and encoding it anew: an encoded word with a line feed in it becomes a second header, and long Vietnamese names get
spaces in the middle of a word. So headers are cleaned, encoded here and written as they stand, and the finished
message is read back and compared.
"""

import re
import textwrap
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, getaddresses
from typing import Any

from tracker import clock

LINE = 76
"""The longest line that holds an encoded word (RFC 2047)."""
FOLD = "\r\n "
COLUMNS = 72
"""Where lines of text break: they still fit into 80 when they are quoted (RFC 3676 4.2)."""
MARK = re.compile(r"( *)(\d{1,3}\. |- |> )?")
"""What a line of text begins with, before its words: how far in it stands, a number, a dash, a quotation."""
SIGNATURE = "-- "
SUBJECT_LIMIT = 180
NAME_LIMIT = 120
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
SPECIALS = re.compile(r'[()<>\[\]:;@\\,"]')
"""What has a meaning of its own in an address list; names go without them."""
PLAIN_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'*+;=%-]+")
URL_LIMIT = 900
WORDED = {"From", "To", "Subject"}
"""The headers made of words, read back word by word; every other is read back as it was written."""
BODY_HEADERS = {"MIME-Version", "Content-Type"}
AUTOMATIC = {
    "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's absence note answers it
    "X-Auto-Response-Suppress": "OOF, AutoReply, RN, NRN",  # the same for Exchange; not NDR: bounces are read
}


class UnsafeHeader(ValueError):
    """The message read back is not the message that was meant."""


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where a letter belongs, for the reader's mail program; what is not plain enough for a header is left out."""

    thread: tuple[str, ...] = ()
    """The Message-IDs it hangs under, the oldest first (RFC 5322 3.6.4)."""
    reply_to: str = ""
    """The address that answers people who write back."""
    settings_url: str = ""
    """The page where its reader chooses how often such letters come (RFC 2369): never for what is duty."""
    stream: str = ""
    """One plain word for the regular letters it is one of, which a reader may file by (RFC 2919)."""


class AsWritten(EmailPolicy):
    """A policy which leaves headers as they were written, already encoded and folded."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii")


POLICY = AsWritten(linesep="\r\n", max_line_length=LINE)


def is_address(text: str) -> bool:
    """Whether letters can be sent to this: also hosts of an intranet (x@vpub.local) and of one label (x@mail)."""
    local, at, host = text.rpartition("@")
    if not at or len(text) > 254 or not text.isascii():
        return False
    labels = all(LABEL.fullmatch(label) for label in host.split("."))
    return len(local) <= 64 and bool(LOCAL_PART.fullmatch(local)) and labels


def message_id(key: str, sender: str) -> str:
    """Return the one Message-ID of a letter: the same at every attempt, so that a resend is the same message."""
    host = sender.rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, key)}@{host}>"


def visible(text: str) -> str:
    """Return text as one line with nothing invisible in it, nor what turns the direction of what follows."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text).split())


def one_line(text: str, limit: int) -> str:
    """Return text that is safe in a header: one line, nothing invisible, no encoded words, cut at a word."""
    words = " ".join(visible(text).replace("=?", "= ?").replace("?=", "? =").split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def folded(text: str) -> str:
    """Return text broken at 72 columns, no word and no address cut; what stands further in goes on there."""
    return "\n".join(row for line in text.split("\n") for row in _rows(line))


def _rows(line: str) -> list[str]:
    mark = MARK.match(line)
    if line == SIGNATURE or mark is None:
        return [line]
    sign = mark[2] or ""
    rest = mark[1] + (sign if sign == "> " else " " * len(sign))
    rows = textwrap.wrap(
        line[mark.end() :], COLUMNS, initial_indent=mark[0], subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return rows or [line.rstrip()]


def build(
    *, sender: str, sender_name: str, to: Sequence[tuple[str, str]], subject: str, text: str, html: str,
    message_id: str, at: datetime, bearings: Bearings = Bearings(),
) -> EmailMessage:  # fmt: skip
    """Return a message ready to send; `to` holds names and addresses.

    Raises UnsafeHeader when, in spite of all cleaning, the message would be read as another one than was meant.
    """
    subject = one_line(subject, SUBJECT_LIMIT)
    people = [(_name(name), address) for name, address in to]
    for address in (sender, *(address for _, address in people)):
        if not is_address(address):
            raise UnsafeHeader(address)
    message = EmailMessage(policy=POLICY)
    message["From"] = _mailbox(_name(sender_name), sender)
    message["To"] = f",{FOLD}".join(_mailbox(name, address) for name, address in people)
    message["Subject"] = _encoded(subject, len("Subject: "))
    meant = {"Date": format_datetime(clock.local(at)), "Message-ID": message_id, **AUTOMATIC}
    meant |= _of_bearings(bearings, sender)
    for name, value in meant.items():
        message[name] = value
    message.set_content(folded(text), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(
        f"=_{uuid.uuid5(uuid.NAMESPACE_URL, message_id).hex[:24]}"
    )  # "=_" stands in no quoted-printable
    _read_back(message, subject, people, meant)
    return message


def _of_bearings(bearings: Bearings, sender: str) -> dict[str, str]:
    """Return the headers that say where a letter belongs."""
    found = {}
    if bearings.thread:
        found = {"In-Reply-To": bearings.thread[-1], "References": FOLD.join(bearings.thread)}
    if is_address(bearings.reply_to):
        found["Reply-To"] = bearings.reply_to
    if len(bearings.settings_url) <= URL_LIMIT and PLAIN_URL.fullmatch(bearings.settings_url):
        found["List-Unsubscribe"] = f"<{bearings.settings_url}>"
    if bearings.stream:
        found["List-Id"] = f"<{bearings.stream}.{sender.rpartition('@')[2]}>"
    return found


def recipients(message: EmailMessage) -> list[str]:
    """Return the addresses a message names."""
    return [address for _name, address in getaddresses([str(message["To"])])]


def _name(text: str) -> str:
    return one_line(SPECIALS.sub(" ", text), NAME_LIMIT)


def _encoded(text: str, taken: int) -> str:
    """Return words as a header carries them (RFC 2047); `taken` characters stand before them on the first line."""
    charset = None if text.isascii() else "utf-8"
    try:
        return Header(text, charset, maxlinelen=LINE - taken, continuation_ws=" ").encode(linesep="\r\n")
    except (HeaderParseError, UnicodeError) as error:
        raise UnsafeHeader(text) from error


def _mailbox(name: str, address: str) -> str:
    if not name:
        return address
    words = _encoded(name, len("From: "))
    room = LINE - len("From: ") - len(words.rpartition("\n")[2])
    return f"{words}{' ' if len(address) + 3 <= room else FOLD}<{address}>"


def _read_back(
    message: EmailMessage, subject: str, people: list[tuple[str, str]], meant: Mapping[str, str]
) -> None:  # fmt: skip
    """Refuse a message whose bytes say something else than was put in."""
    raw = message.as_bytes()
    found, exact = message_from_bytes(raw, policy=policy.default), message_from_bytes(raw, policy=policy.compat32)
    known = sorted(found.keys()) == sorted(WORDED | BODY_HEADERS | meant.keys())
    plain = all(exact[name] is not None and _one(exact[name]) == _one(value) for name, value in meant.items())
    names = [(_decoded(name), address) for name, address in getaddresses([exact["To"]])]
    addresses = [each.addr_spec for each in found["To"].addresses] == [address for _name, address in people]
    same = names == people and addresses and _decoded(exact["Subject"]) == str(found["Subject"]) == subject
    if not (known and plain and same and len(found["From"].addresses) == 1 and len(list(found.walk())) == 3):
        raise UnsafeHeader(subject)


def _one(folded: str) -> str:
    return "".join(folded.splitlines())


def _decoded(header: str) -> str:
    return str(make_header(decode_header(_one(header))))
