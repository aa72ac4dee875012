"""The one place that speaks SMTP: a delivered message or a named failure out."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum

from flask import current_app

from tracker import mail_settings
from tracker.mail_settings import Settings as Settings
from tracker.mime import LABEL, one_line, recipients

SIGN_IN_NEEDED = 530
SERVICE_ENDS = 421
TOO_LARGE = 552
WHOLE, LONGEST = 6, 300.0
"""A conversation about one letter may take so many times the settings' timeout, which is for one answer, and never more
than so many seconds.
"""


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
    UNKNOWN_NAME = "unknown_name"
    CLOSED = "closed"
    SILENT = "silent"
    BROKEN_OFF = "broken_off"
    NO_HOST = "no_host"
    KEY = "key"
    SIGN_IN = "sign_in"
    NO_SIGN_IN = "no_sign_in"
    SENDER = "sender"
    SECURITY = "security"
    CERTIFICATE = "certificate"

    @property
    def is_unreachable(self) -> bool:
        """Whether no conversation came about that reached the letter: the server is away, for every letter alike."""
        return self in (Cause.UNREACHABLE, Cause.UNKNOWN_NAME, Cause.CLOSED, Cause.SILENT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the fate of the whole and, where recipients fared differently, of each address."""

    fate: Fate
    cause: Cause | None = None
    answer: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------------------------------------------------- sending


class _Stopped(Exception):
    """The conversation ended before the message was handed over."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def send(message: EmailMessage, settings: Settings, to: Sequence[str] | None = None) -> Outcome:
    """Hand a message over, to all it names or to some of them; never raises on what a server or a network may do."""
    if not settings.host:
        return Outcome(Fate.MISCONFIGURED, Cause.NO_HOST)
    if settings.password is None:
        return Outcome(Fate.MISCONFIGURED, Cause.KEY)
    wanted = list(to) if to is not None else recipients(message)
    try:
        with _connected(settings) as server:
            return _told(server, message, settings.sender, wanted)
    except _Stopped as stopped:
        return stopped.outcome
    except ssl.SSLEOFError as error:
        return Outcome(Fate.LATER, Cause.UNREACHABLE, str(error))
    except ssl.SSLError as error:
        cause = Cause.CERTIFICATE if isinstance(error, ssl.SSLCertVerificationError) else Cause.SECURITY
        return Outcome(Fate.MISCONFIGURED, cause, one_line(str(error), 400))
    except smtplib.SMTPResponseException as error:
        return Outcome(Fate.LATER, Cause.UNREACHABLE, _words(error.smtp_code, error.smtp_error))
    except smtplib.SMTPNotSupportedError as error:
        return Outcome(Fate.MISCONFIGURED, Cause.SECURITY, str(error))
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return Outcome(Fate.LATER, _why_unreachable(error), one_line(str(error), 400))


def _told(server: smtplib.SMTP, message: EmailMessage, sender: str, to: list[str]) -> Outcome:
    """Hand over; a conversation that breaks off here may be the letter's fault, so it counts as a try of this one."""
    try:
        return _hand_over(server, message, sender, to)
    except (OSError, smtplib.SMTPException) as error:
        server.close()  # nobody is there to say goodbye to
        return Outcome(Fate.LATER, Cause.BROKEN_OFF, one_line(str(error), 400))


def _why_unreachable(error: Exception) -> Cause:
    """Return what kept a conversation from coming about."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return Cause.UNKNOWN_NAME
    if isinstance(error, ConnectionRefusedError):
        return Cause.CLOSED
    silent = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return Cause.SILENT if silent else Cause.UNREACHABLE


@contextmanager
def _connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    """Give a server that was greeted, made safe and signed in to as the settings say, and say goodbye to it."""
    own = socket.gethostname()
    own = own if all(LABEL.fullmatch(each) for each in own.split(".")) else "localhost"
    context = ssl.create_default_context() if settings.security != "none" else None
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=own, timeout=settings.timeout, context=context)
    else:
        server = smtplib.SMTP(local_hostname=own, timeout=settings.timeout)
    server._host = settings.host  # type: ignore[attr-defined]  # the name a certificate is checked against
    with _at_most(min(settings.timeout * WHOLE, LONGEST), server) as hung_up:
        try:
            _greet(server, settings, context)
            if hung_up.is_set():  # before there was anything to hang up: nobody would end what begins now
                raise _Stopped(Outcome(Fate.LATER, Cause.SILENT, "too slow to be reached"))
            yield server
            if hung_up.is_set():  # half a line that came before counts as no answer
                raise _Stopped(Outcome(Fate.LATER, Cause.BROKEN_OFF, "too slow as a whole"))
            with suppress(OSError):  # the message is handed over or not; a clumsy goodbye changes nothing
                server.quit()
        finally:
            server.close()


@contextmanager
def _at_most(seconds: float, server: smtplib.SMTP) -> Iterator[threading.Event]:
    """Break a conversation off that takes too long as a whole: a tar-pit keeps each single answer within its time."""

    late = threading.Event()

    def hang_up() -> None:
        late.set()
        if server.sock:
            with suppress(OSError):
                server.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _greet(server: smtplib.SMTP, settings: Settings, context: ssl.SSLContext | None) -> None:
    code, answer = server.connect(settings.host, settings.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, answer)
    if settings.security == "starttls":
        server.starttls(context=context)
    if settings.user:
        _sign_in(server, settings)
    server.ehlo_or_helo_if_needed()


def _sign_in(server: smtplib.SMTP, settings: Settings) -> None:
    """Sign in; a refusal for good is the office's own error and no other try will mend it."""
    try:
        server.login(settings.user, settings.password or "")
    except smtplib.SMTPResponseException as error:
        fate = Fate.LATER if error.smtp_code < 500 else Fate.MISCONFIGURED
        raise _Stopped(Outcome(fate, Cause.SIGN_IN, _words(error.smtp_code, error.smtp_error))) from error
    except smtplib.SMTPServerDisconnected:
        raise
    except (smtplib.SMTPException, UnicodeError) as error:
        cause = Cause.NO_SIGN_IN if isinstance(error, smtplib.SMTPNotSupportedError) else Cause.SIGN_IN
        raise _Stopped(Outcome(Fate.MISCONFIGURED, cause, str(error))) from error


def _hand_over(server: smtplib.SMTP, message: EmailMessage, sender: str, to: list[str]) -> Outcome:
    """Name the sender and each recipient, then give the message to those the server took."""
    code, answer = server.mail(sender)
    if code == TOO_LARGE:
        return _outcome(dict.fromkeys(to, _words(code, answer)), {}, everybody=len(to))
    if code != 250:
        fate = Fate.LATER if code < 500 else Fate.MISCONFIGURED
        return _gone(code, answer) or Outcome(fate, Cause.SENDER, _words(code, answer))
    refused: dict[str, str] = {}
    later: dict[str, str] = {}
    for address in to:
        code, answer = server.rcpt(address)
        if code in (250, 251):
            continue
        if code == SIGN_IN_NEEDED:
            return Outcome(Fate.MISCONFIGURED, Cause.SIGN_IN, _words(code, answer))
        if gone := _gone(code, answer):
            return gone
        (later if code < 500 else refused)[address] = _words(code, answer)
    if len(refused) + len(later) == len(to):
        return _outcome(refused, later)
    try:
        code, answer = server.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if gone := _gone(code, answer):
        return gone
    if code != 250:
        taken = {address: _words(code, answer) for address in to if address not in refused and address not in later}
        (later if code < 500 else refused).update(taken)
    return _outcome(refused, later, code, answer, everybody=len(to))


def _gone(code: int, answer: bytes) -> Outcome | None:
    """Return what a server means that ends its service in the middle: it is away, and took nothing."""
    return Outcome(Fate.LATER, Cause.UNREACHABLE, _words(code, answer)) if code == SERVICE_ENDS else None


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
    """Return the mail settings of the running application, as they are at this moment."""
    return mail_settings.current()


def link(endpoint: str, **values: object) -> str:
    """Return the whole address of a page, for somebody who reads it outside the program."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{mail_settings.base_url()}{path}"
