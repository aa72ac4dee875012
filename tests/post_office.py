"""A real SMTP server to test against, which answers as it is told to and keeps what it took."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

Answer = str | Callable[[], str]


def free_port() -> int:
    """Return a port nobody listens on; the controller cannot pick one itself."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class PostOffice:
    """`rcpt` and `data` answer by address or for all (`*`); without an entry everything is taken."""

    port: int = 0
    rcpt: dict[str, list[str]] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    sender_answer: str = ""
    password: str = ""
    cut: bool = False
    cut_for: set[str] = field(default_factory=set)
    """Addresses whose letters are taken and never answered for: the connection is cut first."""
    attempts: list[bool] = field(default_factory=list)
    """Each sign-in that was tried, and whether it was let in."""
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.sender_answer or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answers = self.rcpt.get(address) or self.rcpt.get("*") or []
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data:
            return self.data.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        if self.cut or self.cut_for & set(envelope.rcpt_tos):
            server.transport.abort()
        return "250 OK"

    def allows(self, server: Any, session: Any, envelope: Any, mechanism: str, said: Any) -> AuthResult:
        good = isinstance(said, LoginPassword) and said.password.decode() == self.password
        self.attempts.append(good)
        return AuthResult(success=good, handled=good)


@contextmanager
def open_post_office(port: int | None = None, **answers: Any) -> Iterator[PostOffice]:
    """Run a server on a free port, or on one it had before."""
    office = PostOffice(port or free_port(), **answers)
    signing_in = {"authenticator": office.allows, "auth_require_tls": False} if office.password else {}
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **signing_in)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
