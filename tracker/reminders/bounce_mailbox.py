"""Fetching returned letters from a mailbox of their own: the one place that speaks IMAP.

A message is marked as read only after what it says is in the database; a process that dies between the two reads it
again, which does nothing. Nothing is deleted.
"""

import imaplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tracker import history, sealing
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.mime import one_line
from tracker.people.models import User
from tracker.reminders import bounces, dsn
from tracker.reminders.bounce_models import ONLY, BounceMailbox

PURPOSE = "bounce mailbox password"
TIMEOUT = 20.0
MOST = 200
"""Messages read in one run; the next goes on."""
PAUSE = timedelta(hours=1)
"""How long a server that refused the password is left alone, so that it does not lock the account."""
CONNECTION = ("host", "port", "security", "user")


@dataclass(frozen=True, slots=True)
class Access:
    """How the mailbox is reached; `password` is None when this machine's key does not open it."""

    host: str = ""
    port: int = 993
    security: str = "tls"
    user: str = ""
    password: str | None = field(default="", repr=False)


class Unreadable(Exception):
    """The mailbox could not be read: a code for the page's words, and the server's own."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"imap_{code}: {one_line(words, 300)}")
        self.code, self.words = code, one_line(words, 300)


# ------------------------------------------------------------------------------------------ settings


def entered() -> BounceMailbox:
    """Return what was entered, or a row of nothing that is not kept yet; its version is then 0."""
    return db.session.get(BounceMailbox, ONLY) or BounceMailbox(
        id=ONLY, host="", port=993, security="tls", user="", sealed_password="", version=0
    )


def access() -> Access:
    """Return how the mailbox is reached now; without a host nobody entered one."""
    row = entered()
    return Access(row.host, row.port, row.security, row.user, sealing.unseal(row.sealed_password, PURPOSE))


def change(values: Mapping[str, Any], password: str, *, version: int, by: User, at: datetime) -> None:
    """Keep how the mailbox is reached. An empty password leaves the kept one, which goes to no other server."""
    history.take_turn()
    row = entered()
    if row.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not password.isascii():
        raise RuleBroken(_("Mail servers take passwords in letters without accents only."), "new_password")
    changes: dict[str, Any] = {
        name: (getattr(row, name), values[name]) for name in CONNECTION if getattr(row, name) != values[name]
    }
    if row.sealed_password and changes and not password and values["host"]:
        raise RuleBroken(_("The server or the user name changed: type the password again."), "new_password")
    for name, (_before, value) in changes.items():
        setattr(row, name, value)
    if password or (row.sealed_password and not row.host):
        row.sealed_password = sealing.seal(password, PURPOSE) if row.host else ""
        changes["mail_password"] = str(_("entered anew")) if row.host else ""
    if changes:
        row.refused_at = None
        db.session.add(row)
        history.record("changed", row, by=by, at=at, changes=changes)
    db.session.commit()


# ------------------------------------------------------------------------------------------ reading


def fetch(*, at: datetime) -> int:
    """Read what is new in the mailbox and return how many messages; raises Unreadable. Commits after each."""
    row, way = entered(), access()
    resting = row.refused_at is not None and at < row.refused_at + PAUSE
    db.session.rollback()
    if not way.host or resting:
        return 0
    read = 0
    try:
        with _opened(way) as box:
            for number in _new(box)[:MOST]:
                bounces.receive(_message(box, number), at=at)
                box.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)")
                read += 1
    except Unreadable as error:
        if error.code == "sign_in":
            _rest(at)
        raise
    return read


def look(*, by: User, at: datetime) -> int:
    """Open the mailbox as the timetable would and return how many messages are new; raises Unreadable."""
    way = access()
    db.session.rollback()
    with _opened(way) as box:
        found = len(_new(box))
    history.take_turn()
    entered().refused_at = None
    history.record("tried_mail", by, by=by, at=at, changes={"host": way.host})
    db.session.commit()
    return found


def _rest(at: datetime) -> None:
    row = entered()
    row.refused_at = at
    db.session.commit()


@contextmanager
def _opened(way: Access) -> Iterator[imaplib.IMAP4]:
    """Give the inbox, opened; every failure of server or network is an Unreadable."""
    try:
        box = _connected(way)
        try:
            _sign_in(box, way)
            box.select("INBOX")
            yield box
        finally:
            box.shutdown()
    except (OSError, imaplib.IMAP4.error, EOFError) as error:
        code = "security" if isinstance(error, ssl.SSLError) else "unreachable"
        raise Unreadable(code, str(error)) from error


def _connected(way: Access) -> imaplib.IMAP4:
    if not way.host:
        raise Unreadable("no_host", "")
    if way.password is None:
        raise Unreadable("key", "")
    context = ssl.create_default_context()
    if way.security == "tls":
        return imaplib.IMAP4_SSL(way.host, way.port, ssl_context=context, timeout=TIMEOUT)
    box = imaplib.IMAP4(way.host, way.port, timeout=TIMEOUT)
    if way.security == "starttls":
        try:
            box.starttls(context)
        except imaplib.IMAP4.error as error:
            raise Unreadable("security", str(error)) from error
    return box


def _sign_in(box: imaplib.IMAP4, way: Access) -> None:
    try:
        box.login(way.user, way.password or "")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Unreadable("sign_in", str(error)) from error


def _new(box: imaplib.IMAP4) -> list[str]:
    _status, [numbers] = box.uid("SEARCH", "UNSEEN")
    return (numbers or b"").decode("ascii", "replace").split()


def _message(box: imaplib.IMAP4, number: str) -> bytes:
    """Return the beginning of a message, and leave its mark as it is."""
    _status, answer = box.uid("FETCH", number, f"(BODY.PEEK[]<0.{dsn.LONGEST}>)")
    return b"".join(part[1] for part in answer if isinstance(part, tuple))
