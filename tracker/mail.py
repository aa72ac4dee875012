"""The one place that speaks SMTP: safe headers in, a delivered message or a named failure out.

Headers are made of words that came out of documents, so they are never trusted. Python 3.11 folds a header by decoding
and encoding it anew: an encoded word with a line feed in it becomes a second header, and long Vietnamese names get
spaces in the middle of a word. So headers are cleaned, encoded here and written as they stand, and the finished
message is read back and compared before anybody may send it.
"""

import re
import smtplib
import socket
import ssl
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, getaddresses
from enum import StrEnum
from typing import Any

from flask import current_app

from tracker import clock

SUBJECT_LIMIT = 180
NAME_LIMIT = 120
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
SPECIALS = re.compile(r'[()<>\[\]:;@\\,"]')
"""What has a meaning of its own in an address list; names go without them."""
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "References", "MIME-Version"}
BODY_HEADERS = {"Content-Type", "Content-Transfer-Encoding"}
SIGN_IN_NEEDED = 530


class UnsafeHeader(ValueError):
    """The message read back is not the message that was meant."""


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


POLICY = AsWritten(linesep="\r\n")


class Fate(StrEnum):
    """What became of one attempt to hand a message over."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    MISCONFIGURED = "misconfigured"


class Cause(StrEnum):
    """Why a message was not handed over, where the server's own answer does not say it."""

    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    NO_HOST = "no_host"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the office's mail server is reached, and in whose name letters go out."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "none"
    timeout: float = 20
    sender: str = "tracker@localhost"

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Settings":
        """Return the settings of an application's configuration."""
        return cls(
            config["SMTP_HOST"], int(config["SMTP_PORT"]), config["SMTP_USER"], config["SMTP_PASSWORD"],
            config["SMTP_SECURITY"], float(config["SMTP_TIMEOUT"]), config["MAIL_FROM"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the fate of the whole and, where recipients fared differently, of each address."""

    fate: Fate
    cause: Cause | None = None
    answer: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------------------------------------- addresses and headers


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


def one_line(text: str, limit: int) -> str:
    """Return text that is safe in a header: one line, nothing invisible, no encoded words, cut at a word."""
    text = unicodedata.normalize("NFC", text)
    shown = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    words = " ".join(shown.replace("=?", "= ?").replace("?=", "? =").split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def build(
    *, sender: str, sender_name: str, to: Sequence[tuple[str, str]], subject: str, text: str, html: str,
    message_id: str, at: datetime, thread: str = "",
) -> EmailMessage:  # fmt: skip
    """Return a message ready to send; `to` holds names and addresses, `thread` the Message-ID letters hang together by.

    Raises UnsafeHeader when, in spite of all cleaning, the message would be read as another one than was meant.
    """
    subject = one_line(subject, SUBJECT_LIMIT)
    people = [(_name(name), address) for name, address in to]
    for address in (sender, *(address for _, address in people)):
        if not is_address(address):
            raise UnsafeHeader(address)
    message = EmailMessage(policy=POLICY)
    message["From"] = _mailbox(_name(sender_name), sender)
    message["To"] = ",\r\n ".join(_mailbox(name, address) for name, address in people)
    message["Subject"] = _encoded(subject, len("Subject: "))
    message["Date"] = format_datetime(clock.local(at))
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    if thread:
        message["References"] = thread
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    _read_back(message, subject, people)
    return message


def recipients(message: EmailMessage) -> list[str]:
    """Return the addresses a message names."""
    return [address for _name, address in getaddresses([str(message["To"])])]


def _name(text: str) -> str:
    return one_line(SPECIALS.sub(" ", text), NAME_LIMIT)


def _encoded(text: str, taken: int) -> str:
    """Return words as a header carries them (RFC 2047); `taken` characters stand before them on the first line."""
    charset = None if text.isascii() else "utf-8"
    try:
        return Header(text, charset, maxlinelen=76 - taken, continuation_ws=" ").encode(linesep="\r\n")
    except (HeaderParseError, UnicodeError) as error:
        raise UnsafeHeader(text) from error


def _mailbox(name: str, address: str) -> str:
    return f"{_encoded(name, len('From: '))} <{address}>" if name else address


def _read_back(message: EmailMessage, subject: str, people: list[tuple[str, str]]) -> None:
    """Refuse a message whose bytes say something else than was put in."""
    raw = message.as_bytes()
    found, exact = message_from_bytes(raw, policy=policy.default), message_from_bytes(raw, policy=policy.compat32)
    known = set(found.keys()) <= HEADERS | BODY_HEADERS and len(set(found.keys())) == len(found.keys())
    names = [(_decoded(name), address) for name, address in getaddresses([exact["To"]])]
    addresses = [each.addr_spec for each in found["To"].addresses] == [address for _name, address in people]
    same = names == people and addresses and _decoded(exact["Subject"]) == str(found["Subject"]) == subject
    if not (known and same and len(found["From"].addresses) == 1 and len(list(found.walk())) == 3):
        raise UnsafeHeader(subject)


def _decoded(header: str) -> str:
    return str(make_header(decode_header("".join(header.splitlines()))))


# ---------------------------------------------------------------------------------------------------------- sending


class _Stopped(Exception):
    """The conversation ended before the message was handed over."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def send(message: EmailMessage, settings: Settings, to: Sequence[str] | None = None) -> Outcome:
    """Hand a message over, to all it names or to some of them; never raises on what a server or a network may do."""
    if not settings.host:
        return Outcome(Fate.MISCONFIGURED, Cause.NO_HOST)
    wanted = list(to) if to is not None else recipients(message)
    try:
        server = _connected(settings)
        try:
            return _hand_over(server, message, settings.sender, wanted)
        finally:
            with suppress(OSError):  # the message is handed over or not; a clumsy goodbye changes nothing
                server.quit()
            server.close()
    except _Stopped as stopped:
        return stopped.outcome
    except ssl.SSLEOFError as error:
        return Outcome(Fate.LATER, Cause.UNREACHABLE, str(error))
    except ssl.SSLError as error:
        return Outcome(Fate.MISCONFIGURED, Cause.SECURITY, str(error))
    except smtplib.SMTPResponseException as error:
        return Outcome(Fate.LATER, Cause.UNREACHABLE, _words(error.smtp_code, error.smtp_error))
    except smtplib.SMTPNotSupportedError as error:
        return Outcome(Fate.MISCONFIGURED, Cause.SECURITY, str(error))
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return Outcome(Fate.LATER, Cause.UNREACHABLE, str(error))


def _connected(settings: Settings) -> smtplib.SMTP:
    """Return a server that was greeted, made safe and signed in to as the settings say."""
    host, port, timeout = settings.host, settings.port, settings.timeout
    own = socket.gethostname()
    own = own if all(LABEL.fullmatch(each) for each in own.split(".")) else "localhost"
    if settings.security == "ssl":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, own, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, port, own, timeout=timeout)
    try:
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.user:
            _sign_in(server, settings)
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _sign_in(server: smtplib.SMTP, settings: Settings) -> None:
    """Sign in; a refusal for good is the office's own error and no other try will mend it."""
    try:
        server.login(settings.user, settings.password)
    except smtplib.SMTPResponseException as error:
        fate = Fate.LATER if error.smtp_code < 500 else Fate.MISCONFIGURED
        raise _Stopped(Outcome(fate, Cause.SIGN_IN, _words(error.smtp_code, error.smtp_error))) from error
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        raise _Stopped(Outcome(Fate.MISCONFIGURED, Cause.SIGN_IN, str(error))) from error


def _hand_over(server: smtplib.SMTP, message: EmailMessage, sender: str, to: list[str]) -> Outcome:
    """Name the sender and each recipient, then give the message to those the server took."""
    code, answer = server.mail(sender)
    if code != 250:
        fate = Fate.LATER if code < 500 else Fate.MISCONFIGURED
        return Outcome(fate, Cause.SENDER, _words(code, answer))
    refused: dict[str, str] = {}
    later: dict[str, str] = {}
    for address in to:
        code, answer = server.rcpt(address)
        if code in (250, 251):
            continue
        if code == SIGN_IN_NEEDED:
            return Outcome(Fate.MISCONFIGURED, Cause.SIGN_IN, _words(code, answer))
        (later if code < 500 else refused)[address] = _words(code, answer)
        if code == 421:
            return Outcome(Fate.LATER, Cause.ANSWERED, _words(code, answer))
    if len(refused) + len(later) == len(to):
        return _outcome(refused, later)
    try:
        code, answer = server.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if code != 250:
        taken = {address: _words(code, answer) for address in to if address not in refused and address not in later}
        (later if code < 500 else refused).update(taken)
    return _outcome(refused, later, code, answer, everybody=len(to))


def _outcome(
    refused: dict[str, str], later: dict[str, str], code: int = 0, answer: bytes = b"", everybody: int = 0
) -> Outcome:
    """Sum up: sent when all who were not refused have it, later while one may still get it, refused when nobody can."""
    words = "; ".join(dict.fromkeys([*later.values(), *refused.values()])) or _words(code, answer)
    if later:
        return Outcome(Fate.LATER, Cause.ANSWERED, words, refused, later)
    fate = Fate.REFUSED if refused and len(refused) >= everybody else Fate.SENT
    return Outcome(fate, Cause.ANSWERED if refused else None, words, refused)


def _words(code: int, answer: bytes | str) -> str:
    """Return a server's answer as one short line."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(f"{code} {text}", 400)


# ---------------------------------------------------------------------------------------------- the running program


def settings() -> Settings:
    """Return the mail settings of the running application."""
    return Settings.of(current_app.config)


def link(endpoint: str, **values: object) -> str:
    """Return the whole address of a page, for somebody who reads it outside the program."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"
