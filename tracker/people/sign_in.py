"""Signing in and out: sessions as rows, attempts counted, and what was typed kept when a session ends."""

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, and_, delete, func, or_, select, update

from tracker import database, history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import passwords
from tracker.people.models import FailedSignIn, KeptForm, SignIn, User

ATTEMPTS = 5
"""Wrong passwords for one name, or ten times as many from one address, before a pause."""
PAUSE = timedelta(minutes=10)
FAILURES_KEPT_FOR = timedelta(days=30)
"""Wrong attempts are shown to the administrator for so long."""
ONE_COUNTER = 7_421_002
"""The turn of those who count an attempt."""
LONGEST_KEPT_FORM = 2_000_000
"""Characters of typed text kept for a person whose session ended: a long pasted document fits."""
MOST_KEPT_FORMS = 10
"""Kept texts of one person; the oldest makes room."""
KEPT_FOR = timedelta(days=30)

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody's password, verified so that unknown names take as long as known ones")


def hashed(secret: str) -> str:
    """Return what is stored of a random token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_password(password: str) -> str:
    """Return an argon2id hash of a password."""
    return _hasher.hash(password)


def sign_in(username: str, password: str, *, at: datetime, address: str, agent: str = "") -> tuple[User, str]:
    """Check a name and password and open a session; return the user and the token for the cookie.

    Raises RuleBroken with one and the same sentence whether the name, the password or the account is at fault.
    """
    username = username.strip().casefold()[:60]
    attempt = _count_attempt(username, address, at)
    user = db.session.scalar(select(User).where(func.lower(User.username) == username))
    stored = user.password_hash if user else _NOBODY
    db.session.rollback()  # the hash is reckoned outside any transaction: it takes a tenth of a second
    correct = _verifies(stored, password)
    fresh = hash_password(password) if correct and _hasher.check_needs_rehash(stored) else stored
    if not (user and correct and user.is_enabled and user.password_hash == stored):
        db.session.rollback()
        raise RuleBroken(_("The user name or the password is not right."))
    user.password_hash = fresh
    token = secrets.token_urlsafe(32)
    row = SignIn(
        token_hash=hashed(token), user_id=user.id, started_at=at, seen_at=at, address=address[:60], agent=agent[:300]
    )
    db.session.add(row)
    _forgive(attempt, username)
    history.record("signed_in", user, by=user, at=at)
    db.session.commit()
    return user, token


def sign_out(token: str, *, at: datetime) -> None:
    """End the session of a token; a replayed cookie finds nothing."""
    query = update(SignIn).where(SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None))
    db.session.execute(query.values(ended_at=at))
    db.session.commit()


def end_sessions(user: User, *, at: datetime, but: str | None = None) -> None:
    """End a user's sessions, save the one whose token is given; the caller commits."""
    query = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if but:
        query = query.where(SignIn.token_hash != hashed(but))
    db.session.execute(query.values(ended_at=at))


def change_password(user: User, old: str, new: str, *, at: datetime, token: str, address: str = "") -> None:
    """Give a user a new password and end their other sessions. Raises RuleBroken when the old one is wrong.

    Wrong tries count with those of the sign-in page, so that an open session is no place to guess either.
    """
    username, stored = user.username, user.password_hash
    passwords.require_strong(new, username)
    if old == new:
        raise RuleBroken(_("The new password is the present one."), "new_password")
    attempt = _count_attempt(username, address, at, field="old_password")
    if not _verifies(stored, old):
        raise RuleBroken(_("The present password is not right."), "old_password")
    fresh = hash_password(new)
    if user.password_hash != stored:  # while both were reckoned the office gave another one: that one stands
        db.session.rollback()
        raise RuleBroken(_("The present password is not right."), "old_password")
    user.password_hash = fresh
    user.must_change_password = False
    _forgive(attempt, username)
    end_sessions(user, at=at, but=token)
    history.record("changed_password", user, by=user, at=at)
    db.session.commit()


def live_sign_in(token: str, *, at: datetime, idle: timedelta, absolute: timedelta) -> SignIn | None:
    """Return the session of a token while it is neither ended, idle for too long, nor too old."""
    row = db.session.scalar(select(SignIn).where(SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None)))
    if row is None or not row.user.is_enabled or at - row.seen_at > idle or at - row.started_at > absolute:
        return None
    return row


def is_stale(row: SignIn, *, at: datetime) -> bool:
    """Whether a session's mark of use is more than a minute old and worth a write."""
    return at - row.seen_at >= timedelta(minutes=1)


def touch(token: str, *, at: datetime) -> None:
    """Note that a session is in use."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == hashed(token)).values(seen_at=at))
    db.session.commit()


def keep_form(token: str, path: str, fields: list[tuple[str, str]], *, at: datetime) -> bool:
    """Keep what was typed by the owner of an ended session, for them alone; return whether it was kept.

    Only a token that once was a real session earns a place, so strangers can't fill the database.
    """
    row = db.session.scalar(select(SignIn).where(SignIn.token_hash == hashed(token)))
    if row is None or len(path) > 500 or sum(len(value) for _name, value in fields) > LONGEST_KEPT_FORM:
        db.session.rollback()
        return False
    _keep(row.user_id, path, fields, at)
    return True


def keep_instead(user: User, path: str, fields: list[tuple[str, str]], *, at: datetime) -> bool:
    """Keep for a person what came by a link that was no longer good, in the place of what came so before.

    Whoever holds an old letter can hold one place with it and push nothing else out; return whether it was kept.
    """
    theirs = select(func.count()).where(KeptForm.user_id == user.id, KeptForm.path != path)
    if sum(len(value) for _name, value in fields) > LONGEST_KEPT_FORM or db.session.scalar(theirs) == MOST_KEPT_FORMS:
        return False
    db.session.execute(delete(KeptForm).where(KeptForm.user_id == user.id, KeptForm.path == path))
    _keep(user.id, path, fields, at)
    return True


def _keep(user_id: int, path: str, fields: list[tuple[str, str]], at: datetime) -> None:
    kept = [[name, value] for name, value in fields]
    mine = select(KeptForm.id).where(KeptForm.user_id == user_id).order_by(KeptForm.id.desc())
    surplus = db.session.scalars(mine.offset(MOST_KEPT_FORMS - 1)).all()
    db.session.execute(delete(KeptForm).where(or_(KeptForm.id.in_(surplus), KeptForm.kept_at < at - KEPT_FOR)))
    db.session.add(KeptForm(user_id=user_id, path=path, fields=kept, kept_at=at))
    db.session.commit()


def kept_forms(user: User) -> Select[KeptForm]:
    """Select what was kept for a person, whoever sits at the machine now; the newest first."""
    return select(KeptForm).where(KeptForm.user_id == user.id).order_by(KeptForm.id.desc())


def discard_kept_form(form: KeptForm) -> None:
    """Forget a kept form once it was sent or given up."""
    db.session.delete(form)
    db.session.commit()


def _count_attempt(username: str, address: str, at: datetime, field: str | None = None) -> int:
    """Count an attempt BEFORE it is checked, so that many at once can't all be the fifth; return its id.

    Raises RuleBroken when there were too many.
    """
    address = address[:60]
    since = and_(FailedSignIn.at > at - PAUSE, FailedSignIn.is_counted)
    database.one_at_a_time(db.session(), ONE_COUNTER)
    by_name = db.session.scalar(select(func.count()).where(since, FailedSignIn.username == username)) or 0
    by_address = db.session.scalar(select(func.count()).where(since, FailedSignIn.address == address)) or 0
    if by_name >= ATTEMPTS or (address and by_address >= ATTEMPTS * 10):
        db.session.rollback()
        raise RuleBroken(_("Too many attempts. Wait ten minutes, or call the office."), field)
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.at < at - FAILURES_KEPT_FOR))
    attempt = FailedSignIn(username=username, address=address, at=at)
    db.session.add(attempt)
    db.session.flush()
    attempt_id = attempt.id
    db.session.commit()
    return attempt_id


def _forgive(attempt_id: int, username: str) -> None:
    """Take back the attempt that was right, and let the wrong ones before it count no more; they stay to be seen."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.id == attempt_id))
    before = update(FailedSignIn).where(FailedSignIn.username == username, FailedSignIn.is_counted)
    db.session.execute(before.values(is_counted=False))


def _verifies(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
