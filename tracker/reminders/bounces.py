"""Reading returned letters: whoever a letter did not reach after all is told to the secretary with the reason.

A notice counts when it names a letter of ours by its Message-ID and one of that letter's own addresses. Everything else
is counted and changes nothing: it may be forged.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker import history
from tracker.extensions import db
from tracker.reminders import dsn
from tracker.reminders.bounce_models import Bounce, Finding
from tracker.reminders.models import Letter, LetterState, Reason, Recipient

PLAIN = {dsn.Kind.DELAYED: Finding.DELAYED, dsn.Kind.AUTOMATIC: Finding.AUTOMATIC, dsn.Kind.OTHER: Finding.OTHER}


def receive(raw: bytes, *, at: datetime) -> Finding:
    """Read one message and mark whom its letter did not reach, in one transaction; the same message counts once."""
    notice, digest = dsn.read(raw), hashlib.sha256(raw).hexdigest()
    db.session.rollback()
    history.take_turn()
    known = select(Bounce.finding).filter_by(digest=digest)
    if found := db.session.scalar(known):
        db.session.rollback()
        return found
    if notice.kind != dsn.Kind.FAILED:
        db.session.add(Bounce(digest=digest, read_at=at, finding=PLAIN[notice.kind]))
        return _kept(PLAIN[notice.kind], digest)
    missed = _missed(notice)
    for number, (recipient, answer) in enumerate(missed):
        mark = digest if not number else hashlib.sha256(f"{digest} {recipient.id}".encode()).hexdigest()
        db.session.add(Bounce(digest=mark, read_at=at, finding=Finding.RETURNED, recipient=recipient, answer=answer))
        _mark(recipient, answer, at)
    if not missed:
        db.session.add(Bounce(digest=digest, read_at=at, finding=Finding.STRANGE))
    return _kept(Finding.RETURNED if missed else Finding.STRANGE, digest)


def _kept(finding: Finding, digest: str) -> Finding:
    try:
        db.session.commit()
    except IntegrityError:  # another process read the same message at this moment
        db.session.rollback()
        if db.session.scalar(select(Bounce.id).filter_by(digest=digest)) is None:
            raise
        db.session.rollback()
    return finding


def _missed(notice: dsn.Notice) -> list[tuple[Recipient, str]]:
    """Return whom of its own readers a letter of ours did not reach, by a notice."""
    letter = db.session.scalar(select(Letter).where(Letter.message_id.in_(notice.message_ids[:20])).limit(1))
    if letter is None:
        return []
    mine = {each.address.casefold(): each for each in letter.recipients}
    found: dict[int, tuple[Recipient, str]] = {}
    for failure in notice.failures:
        for address in failure.addresses:
            if recipient := mine.get(address):
                found.setdefault(recipient.id, (recipient, failure.answer))
    return list(found.values())


def _mark(recipient: Recipient, answer: str, at: datetime) -> None:
    """Take back that somebody has a letter; what was given up or never went out stays as it is."""
    if recipient.state != LetterState.SENT:
        return
    letter = recipient.letter
    recipient.state, recipient.answer, recipient.answered_at = LetterState.DEAD, answer, at
    if letter.state == LetterState.SENT and not _has_arrived(letter.recipients):
        letter.state, letter.reason, letter.last_answer = LetterState.DEAD, Reason.BOUNCED, answer
    history.record("bounced", letter, by=None, at=at, changes={"to": recipient.address, "answer": answer})


def _has_arrived(recipients: Iterable[Recipient]) -> bool:
    return any(each.state == LetterState.SENT for each in recipients)


def counts(since: datetime) -> dict[Finding, int]:
    """Return how many messages were read since a moment, by what they turned out to be."""
    query = select(Bounce.finding, func.count()).where(Bounce.read_at >= since).group_by(Bounce.finding)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {finding: found.get(finding, 0) for finding in Finding}
