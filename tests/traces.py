"""Watches every commit of the program while the tests run: a change of the office's data without history is a fault.

What the tests themselves write is not looked at, only what code of `tracker` commits. A table that keeps no history
stands below with the reason.
"""

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

PROGRAM = str(Path(__file__).parent.parent / "tracker")
TOUCHED, TRACED = "tests.touched", "tests.traced"

WITHOUT_HISTORY = {
    "sign_ins": "a session is its own record: begun, used, ended",
    "failed_sign_ins": "an attempt is its own record",
    "users": "only where a password is hashed anew with the same words",
    "kept_forms": "what was typed and not sent",
    "heartbeats": "the pulse of the jobs",
    "bounces": "what a message was; what it changed its letter's history tells",
    "bounce_mailboxes": "only when the mailbox is tried again; what is entered is told",
    "mail_pauses": "when the mail server is tried again",
    "letters": "the outbox: what becomes of a letter is told by the letter",
    "letter_recipients": "as letters",
    "reminders": "the register of what letters told: as letters",
    "uploads": "leases and pages while a file is read; that it came, was read or was given up is told",
    "upload_files": "bytes of a file while it is read",
    "upload_pages": "pages of a file while it is read",
    "bulk_orders": "an order for many tasks is its own record; what it does to a task is told there",
    "bulk_rows": "as bulk_orders",
    "update_drafts": "what was typed and not sent, as kept_forms",
    "evidence_files": "hangs on a draft until its update is sent; the update tells of it",
    "typed_drafts": "as update_drafts",
    "calendar_feeds": "only when it was fetched; that it was made, renewed or revoked is told",
    "sittings": "only what its screens show; who presides, its begin and end are told",
    "rosters": "a list that was sent and not carried out",
}
"""Tables whose rows may change without an entry."""

untraced: list[str] = []
"""What was committed without history since the last test, as "module.function: tables"."""


def watch() -> None:
    """Look at every session from now on."""
    event.listen(Session, "after_flush", _note_flushed)
    event.listen(Session, "do_orm_execute", _note_executed)
    event.listen(Session, "after_commit", _look_at_commit)
    event.listen(Session, "after_soft_rollback", _forget)


def _note_flushed(session: Session, _context: Any) -> None:
    for row in [*session.new, *session.deleted, *(each for each in session.dirty if session.is_modified(each))]:
        _note(session, row.__tablename__)


def _note_executed(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete or state.is_insert) and state.bind_mapper is not None:
        _note(state.session, str(state.bind_mapper.local_table.name))


def _note(session: Session, table: str) -> None:
    if table == "history":
        session.info[TRACED] = True
    elif table not in WITHOUT_HISTORY:
        session.info.setdefault(TOUCHED, set()).add(table)


def _look_at_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    touched, traced = session.info.pop(TOUCHED, set()), session.info.pop(TRACED, False)
    if touched and not traced and (place := _committer()):
        untraced.append(f"{place}: {', '.join(sorted(touched))}")


def _forget(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(TOUCHED, None)
        session.info.pop(TRACED, None)


def _committer() -> str:
    """Return which function of the program committed, empty when a test did."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        name = frame.f_code.co_filename
        if "site-packages" not in name and name != __file__ and not name.startswith("<"):
            inside = name.startswith(PROGRAM) and "/demo/" not in name
            return f"{Path(name).stem}.{frame.f_code.co_name}" if inside else ""
    return ""
