"""Whom a letter did not reach, for what reason, and what the secretary does about it until the list is empty."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, case, literal, or_, select

from tracker import history, mime
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reminders.models import Letter, LetterState, Reason, Recipient

CODE = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?![\d.])")
FULL = ("full", "quota", "đầy", "exceeded storage")
LARGE = ("too large", "too big", "message size", "size limit")
UNKNOWN = ("unknown", "no such", "not exist", "not found", "invalid", "no mailbox", "disabled", "không tồn tại")
POLICY = ("relay", "spam", "policy", "blocked", "denied", "reputation", "dmarc", "spf")
LATE_TO_REVIVE = timedelta(days=7)
"""What the program wrote by itself is old news after a week: a later letter has said it."""


class Trouble(StrEnum):
    """Why a letter did not reach an address, as far as it decides what to do."""

    NO_ADDRESS = "no_address"
    ADDRESS = "address"
    FULL = "full"
    LARGE = "large"
    POLICY = "policy"
    TRIES = "tries"
    UNSAFE = "unsafe"
    OTHER = "other"


def trouble_of(answer: str, reason: Reason = Reason.NONE) -> Trouble:
    """Return what a server's last answer means; the code of RFC 3463 decides before its words."""
    if reason in (Reason.NO_ADDRESS, Reason.UNSAFE):
        return Trouble(reason.value)
    if not answer:
        return Trouble.TRIES
    words, code, reply = answer.casefold(), CODE.search(answer), REPLY.search(answer)
    subject, detail = (int(code[2]), int(code[3])) if code else (0, 0)
    if (subject, detail) == (2, 2) or any(word in words for word in FULL):
        return Trouble.FULL
    if (subject, detail) in ((2, 3), (3, 4)) or any(word in words for word in LARGE):
        return Trouble.LARGE
    if (code[1] if code else reply[1][0] if reply else "4") == "4":
        return Trouble.TRIES
    if subject == 1 or (subject, detail) == (2, 1):
        return Trouble.ADDRESS
    if subject == 7 or any(word in words for word in POLICY):
        return Trouble.POLICY
    if any(word in words for word in UNKNOWN) or (reply and reply[1] in ("550", "551", "553")):
        return Trouble.ADDRESS
    return Trouble.POLICY if reply and reply[1] == "554" else Trouble.OTHER


# ------------------------------------------------------------------------------------------ which letters


def standing() -> ColumnElement[LetterState]:
    """How a letter stands for the secretary: not delivered as long as it lacks one of its readers for good."""
    missed = select(Recipient.letter_id).where(Recipient.state == LetterState.DEAD)
    dead = literal(LetterState.DEAD, Letter.__table__.c.state.type)
    is_over = Letter.state.in_((LetterState.SENT, LetterState.DEAD))
    return case((or_(Letter.state == LetterState.DEAD, is_over & Letter.id.in_(missed)), dead), else_=Letter.state)


def missed_by(letter: Letter) -> list[Recipient]:
    """Return whom a letter that is over did not reach."""
    is_over = letter.state in (LetterState.SENT, LetterState.DEAD)
    return [each for each in letter.recipients if each.state == LetterState.DEAD] if is_over else []


def is_undelivered(letter: Letter) -> bool:
    """Whether the secretary has something to do about a letter."""
    return letter.state == LetterState.DEAD or bool(missed_by(letter))


def with_new_addresses(on: date) -> Sequence[Letter]:
    """Return the undelivered letters a reader of which has another address today than the one that failed."""
    people = select(Recipient.letter_id).join(Recipient.user).where(
        Recipient.state == LetterState.DEAD, User.is_enabled, User.email != "", User.email != Recipient.address
    )  # fmt: skip
    units = select(Letter.id).join(Letter.unit).join(Letter.recipients).where(
        Recipient.state == LetterState.DEAD, Recipient.user_id.is_(None),
    )  # fmt: skip
    query = select(Letter).where(standing() == LetterState.DEAD, or_(Letter.id.in_(people), Letter.id.in_(units)))
    found = db.session.scalars(query.order_by(Letter.id).with_for_update()).unique().all()
    fresh = [each for each in found if not each.kind.is_automatic or each.on > on - LATE_TO_REVIVE]
    return [each for each in fresh if any(_has_another(recipient) for recipient in missed_by(each))]


def _has_another(recipient: Recipient) -> bool:
    """Whether an address that failed for being wrong has been mended since."""
    if trouble_of(recipient.answer) != Trouble.ADDRESS:
        return False
    unit = recipient.letter.unit
    now = recipient.user.email if recipient.user else unit.email if unit else ""
    return mime.is_address(now) and now.casefold() != recipient.address.casefold()


# ------------------------------------------------------------------------------------------ giving up


def give_up(letter: Letter, why: str, *, by: User, at: datetime) -> None:
    """Let a letter rest that did not reach everybody, for a reason the history keeps.

    Raises RuleBroken when no reason is given or nothing is left to give up.
    """
    history.take_turn()
    db.session.refresh(letter, with_for_update=True)
    why = why.strip()
    if not why:
        raise RuleBroken(_("Say why it is given up."), "why")
    if not is_undelivered(letter):
        raise RuleBroken(_("Only a letter that could not be delivered can be given up."))
    for each in missed_by(letter):
        each.state = LetterState.CANCELLED
    if letter.state == LetterState.DEAD:
        letter.state, letter.reason = LetterState.CANCELLED, Reason.GIVEN_UP
    history.record("gave_up_letter", letter, by=by, at=at, changes={"reason": why})
    db.session.commit()
