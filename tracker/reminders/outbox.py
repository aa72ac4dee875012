"""The outbox: letters are rows first and messages later, so that none is lost and none is sent twice by the program.

A letter is written in the transaction that causes it. A worker claims it with a lease in one short transaction, sends
it outside any, and marks it in another, guarded by the lease; several workers may do so at once. A worker that dies
leaves a lease behind that the others know as such (`leases`), and the resend is the same message with the same
Message-ID.

A server that is away is no letter's fault: it is asked once a run, by one letter, and costs none of them a try; when it
is back all of them go. What it answers about a letter, a conversation about one that broke off, and words that cannot
be found for one, is a try of that letter alone: it keeps no other waiting.
"""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true, update
from sqlalchemy.exc import OperationalError

from tracker import clock, history, mail, mime
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import office_settings
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee, User
from tracker.people.queries import letterhead
from tracker.reminders import heartbeat, leases, missed, pauses
from tracker.reminders.bearings import bearings_of
from tracker.reminders.freshness import refresh
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Recipient
from tracker.reminders.queries import Mailbox, mailboxes_of_letter
from tracker.reminders.typesetting import Words

log = logging.getLogger(__name__)

RUN = timedelta(minutes=4)
"""No letter is claimed in a run older than this; the next tick goes on."""
FIRST_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
LATER_DELAY = timedelta(hours=2)
LAST_ATTEMPT = len(FIRST_DELAYS) + timedelta(days=5) // LATER_DELAY
SETTLE_AGAIN_SECONDS = 1.0
BROKEN_IN_A_ROW = 3
"""After so many conversations that broke off one after the other it is the server, not the letters."""
OPEN = (LetterState.WAITING, LetterState.SENDING)


@dataclass(frozen=True)
class Claim:
    """A letter taken out of the outbox by one worker, as plain values: no transaction is open while it is sent."""

    letter_id: int
    lease: str
    sender_name: str
    recipients: tuple[tuple[str, str], ...]
    outstanding: tuple[str, ...]
    subject: str
    text: str
    html: str
    message_id: str
    created_at: datetime
    bearings: mime.Bearings


# ------------------------------------------------------------------------------------------ writing


def write(
    words: Words, mailboxes: Sequence[Mailbox], *, key: str, kind: LetterKind, committee: Committee, to_name: str,
    on: date, at: datetime, by: User | None,
) -> Letter:  # fmt: skip
    """Put a letter into the outbox, within the caller's transaction. Does not commit.

    A letter that can go to nobody is kept as dead, so that the secretary finds it and can send it once there is an
    address.
    """
    letter = Letter(
        key=key, kind=kind, committee=committee, to_name=to_name, on=on, subject=words.subject, text=words.text,
        html=words.html, message_id=mime.message_id(f"{key} {at.isoformat()}", mail.settings().sender),
        next_try_at=at, created_at=at, created_by_id=by.id if by else None, attempts=0,
    )  # fmt: skip
    _address(letter, mailboxes)
    db.session.add(letter)
    return letter


def _address(letter: Letter, mailboxes: Sequence[Mailbox]) -> None:
    """Set whom a letter still has to reach; who has it already keeps it."""
    kept = [each for each in letter.recipients if each.state == LetterState.SENT]
    have = {each.address.casefold() for each in kept}
    new = [
        Recipient(name=each.name, address=each.address, user_id=each.user.id if each.user else None,
                  state=LetterState.WAITING, answer="")
        for each in mailboxes if each.address.casefold() not in have
    ]  # fmt: skip
    for gone in [each for each in letter.recipients if each not in kept]:
        db.session.delete(gone)
    db.session.flush()
    letter.recipients = [*kept, *new]
    letter.state = LetterState.WAITING if new else LetterState.SENT if kept else LetterState.DEAD
    letter.reason = Reason.NONE if new or kept else Reason.NO_ADDRESS


def resend(letter: Letter, *, by: User, at: datetime) -> None:
    """Try a waiting or dead letter again at the next tick, at the addresses its readers have today."""
    history.take_turn()
    db.session.refresh(letter, with_for_update=True)
    if letter.state not in (LetterState.WAITING, LetterState.DEAD) and not missed.is_undelivered(letter):
        raise RuleBroken(_("Only a letter that waits or could not be delivered can be sent again."))
    _address(letter, mailboxes_of_letter(letter))
    if letter.state != LetterState.WAITING:
        raise RuleBroken(_("Nobody there has an e-mail address yet. Enter one, then send the letter again."))
    letter.attempts, letter.next_try_at, letter.last_answer = 0, at, ""
    pauses.end()
    history.record("resent", letter, by=by, at=at)
    db.session.commit()


def address_anew(*, at: datetime) -> int:
    """Let letters wait for sending whose readers have an address now, or another one; return how many.

    A letter that had nobody to go to, and one that failed at an address which was mended since, go out by themselves.
    """
    db.session.rollback()
    query = select(Letter).filter_by(state=LetterState.DEAD, reason=Reason.NO_ADDRESS).with_for_update()
    revived = 0
    for letter in [*db.session.scalars(query).all(), *missed.with_new_addresses(clock.local(at).date())]:
        if mailboxes := mailboxes_of_letter(letter):
            _address(letter, mailboxes)
            letter.attempts, letter.next_try_at = 0, at
            revived += 1
    db.session.commit()
    return revived


# ------------------------------------------------------------------------------------------ sending


@dataclass(frozen=True)
class Run:
    """What one run over the outbox did: how many letters went out, and the error in the office's settings, if any."""

    sent: int = 0
    trouble: str = ""


def send_waiting(*, at: datetime) -> int:
    """Send what is due and return how many letters went out; an error in the settings is left in the heartbeat."""
    done = run(at=at)
    if done.trouble:
        heartbeat.complain("outbox", done.trouble, at=at)
    return done.sent


def run(*, at: datetime, is_stopping: Callable[[], bool] = lambda: False) -> Run:
    """Send what is due, one letter after the other. Safe to do in several places at once; without a host letters wait.

    Stops at an error in the office's own settings, says so and leaves them alone for an hour; stops and says so when
    the server is away; stops between two letters when the process is asked to end.
    """
    settings, begun, sent, broken = mail.settings(), clock.steady(), 0, 0
    if trouble := pauses.trouble_with(settings, at):
        db.session.rollback()
        return Run(0, trouble)
    address_anew(at=at)
    while settings.host and not is_stopping():
        moment = at + timedelta(seconds=clock.steady() - begun)
        claim = take(moment) if moment - at < RUN else None
        if claim is None:
            break
        outcome = deliver(claim, settings)
        settle_surely(claim, outcome, moment)
        sent += outcome.fate == mail.Fate.SENT
        if outcome.fate == mail.Fate.MISCONFIGURED:
            pauses.begin(settings, outcome, at)
            return Run(sent, pauses.trouble_of(outcome))
        broken = broken + 1 if outcome.cause == mail.Cause.BROKEN_OFF else 0
        if broken == BROKEN_IN_A_ROW or (outcome.cause and outcome.cause.is_unreachable):
            return Run(sent, pauses.trouble_of(outcome))
    return Run(sent)


def take(at: datetime) -> Claim | None:
    """Claim the next letter that is due and still wanted, in one short transaction; None when there is none."""
    db.session.rollback()
    may_leave = _may_leave(at)
    while letter_id := db.session.scalar(
        select(Letter.id).where(due := _due(at), may_leave).order_by(Letter.next_try_at, Letter.id).limit(1)
    ):
        lease = secrets.token_hex(16)
        taken = update(Letter).where(Letter.id == letter_id, due)
        taken = taken.values(state=LetterState.SENDING, lease=lease, leased_until=at + leases.LEASE)
        if db.session.execute(taken, execution_options={"synchronize_session": False}).rowcount != 1:  # type: ignore[attr-defined]
            db.session.rollback()
            continue
        letter = db.session.get_one(Letter, letter_id, populate_existing=True)
        try:
            wanted = refresh(letter, at=at)
        except OperationalError:  # the database's fault, not the letter's
            raise
        except Exception as failure:
            log.exception("The letter %s could not be brought up to date", letter_id)
            _set_aside(letter_id, failure, at)
            continue
        claim = _claim(letter, lease) if wanted else None
        db.session.commit()
        if claim:
            return claim
    db.session.rollback()
    return None


def _set_aside(letter_id: int, failure: Exception, at: datetime) -> None:
    """Let a letter wait whose words could not be found, else it would be taken first for ever."""
    db.session.rollback()
    letter = db.session.scalar(select(Letter).where(Letter.id == letter_id, _due(at)).with_for_update())
    if letter is not None:
        letter.lease = letter.leased_until = None
        letter.attempts += 1
        letter.reason, letter.last_answer = Reason.UNSAFE, f"{type(failure).__name__}: {failure}"[:400]
        _move_on(letter, at)
    db.session.commit()


def _due(at: datetime) -> ColumnElement[bool]:
    """Waiting and due, or left behind by a worker that is gone."""
    waiting = and_(Letter.state == LetterState.WAITING, Letter.next_try_at <= at)
    return or_(waiting, and_(Letter.state == LetterState.SENDING, Letter.lease.in_(leases.left_behind())))


def _may_leave(at: datetime) -> ColumnElement[bool]:
    """What the program writes by itself waits for the office's hours on an office day; what a person sends does not."""
    is_open = office_settings.current().is_open(at) and office_calendar().is_working_day(clock.local(at).date())
    automatic = [kind for kind in LetterKind if kind.is_automatic]
    return true() if is_open else Letter.kind.not_in(automatic)


def _claim(letter: Letter, lease: str) -> Claim:
    return Claim(
        letter_id=letter.id, lease=lease,
        sender_name=letter.committee.short_name if letter.committee else letterhead()[1],
        recipients=tuple((each.name, each.address) for each in letter.recipients),
        outstanding=tuple(each.address for each in letter.outstanding),
        subject=letter.subject, text=letter.text, html=letter.html, message_id=letter.message_id,
        created_at=letter.created_at, bearings=bearings_of(letter),
    )  # fmt: skip


def deliver(claim: Claim, settings: mail.Settings) -> mail.Outcome:
    """Hand a claimed letter to the mail server, outside any transaction."""
    try:
        message = mime.build(
            sender=settings.sender, sender_name=claim.sender_name, to=claim.recipients, subject=claim.subject,
            text=claim.text, html=claim.html, message_id=claim.message_id, at=claim.created_at, bearings=claim.bearings,
        )  # fmt: skip
    except mime.UnsafeHeader as unsafe:
        return mail.Outcome(mail.Fate.REFUSED, None, str(unsafe), dict.fromkeys(claim.outstanding, ""))
    return mail.send(message, settings, claim.outstanding)


def settle_surely(claim: Claim, outcome: mail.Outcome, at: datetime) -> None:
    """Settle, and do so again while the database does not answer: what was handed over and not written down goes twice.

    Gives up once the lease is about to be taken for one left behind.
    """
    until = clock.steady() + (leases.LEASE / 2).total_seconds()
    while True:
        try:
            return settle(claim, outcome, at)
        except OperationalError:
            db.session.rollback()
            if clock.steady() > until:
                raise
            log.warning("What became of the letter %s could not be written down yet", claim.letter_id)
            time.sleep(SETTLE_AGAIN_SECONDS)


def settle(claim: Claim, outcome: mail.Outcome, at: datetime) -> None:
    """Write down what became of a claimed letter, unless somebody else has it now."""
    letter = db.session.scalar(select(Letter).filter_by(id=claim.letter_id, lease=claim.lease).with_for_update())
    if letter is None:
        db.session.rollback()
        return
    for recipient in letter.outstanding:
        if recipient.address in outcome.refused:
            recipient.state, recipient.answer = LetterState.DEAD, outcome.refused[recipient.address]
            recipient.answered_at = at
        elif recipient.address in outcome.later:
            recipient.answer, recipient.answered_at = outcome.later[recipient.address], at
        elif outcome.fate in (mail.Fate.SENT, mail.Fate.REFUSED) or outcome.later:
            recipient.state, recipient.answer = LetterState.SENT, ""
    letter.lease = letter.leased_until = None
    letter.last_answer, letter.reason = outcome.answer, _reason(outcome)
    if outcome.fate == mail.Fate.MISCONFIGURED:
        letter.state, letter.next_try_at = LetterState.WAITING, at
    elif outcome.cause and outcome.cause.is_unreachable:
        letter.state, letter.next_try_at = LetterState.WAITING, at + FIRST_DELAYS[0]
    else:
        letter.attempts += 1
        _move_on(letter, at)
    db.session.commit()


def _move_on(letter: Letter, at: datetime) -> None:
    """Wait for the next try when somebody still lacks the letter, else close it."""
    if letter.outstanding and letter.attempts <= LAST_ATTEMPT:
        letter.state, letter.next_try_at = LetterState.WAITING, at + delay(letter.attempts)
        return
    for recipient in letter.outstanding:
        recipient.state = LetterState.DEAD
        recipient.answer = recipient.answer or letter.last_answer
    arrived = any(each.state == LetterState.SENT for each in letter.recipients)
    letter.state = LetterState.SENT if arrived else LetterState.DEAD
    letter.sent_at = at if arrived else None


def bring_forward(at: datetime) -> None:
    """Put back within reach what a clock that ran ahead had put off. Does not commit."""
    put_off = update(Letter).where(Letter.state == LetterState.WAITING, Letter.next_try_at > at + LATER_DELAY)
    db.session.execute(put_off.values(next_try_at=at), execution_options={"synchronize_session": False})


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 5, 15, 30, 60 minutes, then two hours each."""
    return FIRST_DELAYS[attempts - 1] if attempts <= len(FIRST_DELAYS) else LATER_DELAY


def _reason(outcome: mail.Outcome) -> Reason:
    if outcome.fate == mail.Fate.SENT and not outcome.refused:
        return Reason.NONE
    if outcome.cause is None:
        return Reason.UNSAFE
    away = outcome.cause.is_unreachable or outcome.cause == mail.Cause.BROKEN_OFF
    return Reason.UNREACHABLE if away else Reason.ANSWERED
