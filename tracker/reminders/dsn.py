"""What a message in the mailbox for returned letters says: a letter failed, is delayed, or somebody is merely away.

RFC 3464 names recipients and outcomes in a part of its own; Exchange and Postfix write it so. Older servers write plain
words with the letter beneath them. Text in, a frozen notice out; whose letter it was is for `bounces` to find.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from enum import StrEnum

from tracker.mime import one_line

LONGEST = 256 * 1024
"""Bytes of a message that are looked at; the notice stands before the letter it returns."""
ANSWER_LIMIT = 400
MESSAGE_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,190}")
REFUSAL = re.compile(r"(?<![\d.])(?:5\d\d(?=[ -])|5\.\d{1,3}\.\d{1,3})(?![\d.])")
DELAY = re.compile(r"(?<![\d.])(?:4\d\d(?=[ -])|4\.\d{1,3}\.\d{1,3})(?![\d.])")
NAMES_THE_LETTER = ("message-id", "in-reply-to", "references")
RETURNED_BY = ("mailer-daemon", "postmaster")
AWAY = ("automatic reply", "out of office", "auto:", "trả lời tự động", "tự động trả lời", "vắng mặt")


class Kind(StrEnum):
    """What a message is."""

    FAILED = "failed"
    DELAYED = "delayed"
    AUTOMATIC = "automatic"
    """An absence note, a receipt, a letter that did arrive: nothing failed."""
    OTHER = "other"


@dataclass(frozen=True)
class Failure:
    """An address a letter did not reach, all names it has there, and the server's answer."""

    addresses: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Notice:
    """What a message says of which letter; `message_ids` are those it names, any of which may be ours."""

    kind: Kind
    message_ids: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def read(raw: bytes) -> Notice:
    """Return what a message says; what is no message at all is OTHER."""
    message = message_from_bytes(raw[:LONGEST], policy=policy.compat32)
    groups = list(_reported(message))
    if groups:
        return _of_report(message, groups)
    if message.get_param("report-type") or _is_automatic(message):
        return Notice(Kind.AUTOMATIC)
    return _of_words(message)


# ------------------------------------------------------------------------------------------ a proper report


def _reported(message: Message) -> Iterator[Message]:
    """Give the groups of fields that tell of one recipient each."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (group for group in part.get_payload() if isinstance(group, Message) and "Action" in group)


def _of_report(message: Message, groups: Iterable[Message]) -> Notice:
    by_action: dict[str, list[Failure]] = {}
    for group in groups:
        names = [_address(group[field]) for field in ("Original-Recipient", "Final-Recipient") if field in group]
        said = " ".join(filter(None, [_typed(group["Diagnostic-Code"]), str(group["Status"] or "")]))
        failure = Failure(tuple(filter(None, names)), one_line(said, ANSWER_LIMIT))
        by_action.setdefault(str(group["Action"]).strip().casefold(), []).append(failure)
    ids = tuple(dict.fromkeys(_ids(message)))
    if "failed" in by_action:
        return Notice(Kind.FAILED, ids, tuple(by_action["failed"]))
    if "delayed" in by_action:
        return Notice(Kind.DELAYED, ids, tuple(by_action["delayed"]))
    return Notice(Kind.AUTOMATIC, ids)


def _typed(field: object) -> str:
    """Return a field without the type before its semicolon: `smtp; 550 no such user`."""
    words = str(field or "")
    return words.partition(";")[2].strip() if ";" in words else words


def _address(field: object) -> str:
    return parseaddr(_typed(field))[1].casefold()


def _ids(message: Message) -> Iterator[str]:
    """Give every Message-ID by which a report may mean a letter: of what it returns, and of what it answers."""
    for part in message.walk():
        if part is not message or part.get_content_type() != "multipart/report":
            yield from (found for name in NAMES_THE_LETTER for found in MESSAGE_ID.findall(str(part[name] or "")))
        if part.get_content_type() == "text/rfc822-headers":
            yield from _ids_in(_text(part))
    yield from (found for name in NAMES_THE_LETTER[1:] for found in MESSAGE_ID.findall(str(message[name] or "")))


# ------------------------------------------------------------------------------------------ plain words


def _is_automatic(message: Message) -> bool:
    subject = one_line(str(message["Subject"] or ""), 200).casefold()
    marks = str(message["Auto-Submitted"] or "").casefold().startswith("auto-replied")
    marks = marks or any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    return (marks and not _is_from_the_post(message)) or _decoded(subject).startswith(AWAY)


def _is_from_the_post(message: Message) -> bool:
    """Whether a mail server wrote it: an empty envelope sender, or the names servers write under."""
    sender = parseaddr(str(message["From"] or ""))[1].casefold()
    return str(message["Return-Path"] or "").strip() == "<>" or sender.partition("@")[0] in RETURNED_BY


def _of_words(message: Message) -> Notice:
    """Read a notice in plain words: the answer stands by the address, the letter's own head further down."""
    if not _is_from_the_post(message):
        return Notice(Kind.OTHER)
    text = "\n".join(_text(part) for part in message.walk() if part.get_content_maintype() == "text")
    ids = tuple(dict.fromkeys([*_ids_in(text), *_ids(message)]))
    said = _before_the_letter(text)
    refused = REFUSAL.search(said)
    if not refused:
        return Notice(Kind.DELAYED if DELAY.search(said) else Kind.OTHER, ids)
    line = said[said.rfind("\n", 0, refused.start()) + 1 :].split("\n\n")[0]
    addresses = tuple(dict.fromkeys(each.casefold().strip(".") for each in ADDRESS.findall(said)))
    return Notice(Kind.FAILED, ids, tuple(Failure((each,), one_line(line, ANSWER_LIMIT)) for each in addresses))


def _before_the_letter(text: str) -> str:
    """Return the server's own words, without the letter that is quoted below them."""
    head = re.search(r"^(?:Return-Path|Received|From|Message-ID|Date|Subject):", text, re.MULTILINE | re.IGNORECASE)
    return text[: head.start()] if head else text


def _ids_in(text: str) -> list[str]:
    named = (line for line in text.splitlines() if line.casefold().lstrip("> ").startswith("message-id:"))
    return [found for line in named for found in MESSAGE_ID.findall(line)]


def _text(part: Message) -> str:
    """Return the words of a part, whatever it says of its letters."""
    raw = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _decoded(subject: str) -> str:
    try:
        return str(make_header(decode_header(subject)))
    except (ValueError, LookupError):
        return subject
