"""Who is signed in from where: one's own sessions, everybody's for the administrator, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import joinedload

from tracker import history
from tracker.extensions import db
from tracker.keyset import Cursor, Order, Window, window
from tracker.languages import gettext as _
from tracker.people import browsers
from tracker.people.models import FailedSignIn, SignIn, User
from tracker.people.sign_in import hashed

PAGE = 50
SHOWN_FOR = timedelta(days=30)
LATEST_FIRST = Order("sign_ins", (SignIn.__table__.c.id,), falls=True)
LATEST_FAILED = Order("failed_sign_ins", (FailedSignIn.__table__.c.id,), falls=True)


@dataclass(frozen=True)
class Limits:
    """How long a session lasts unused, and at all."""

    idle: timedelta
    longest: timedelta

    def is_live(self, row: SignIn, at: datetime) -> bool:
        """Whether one can still work in a session."""
        return (
            row.ended_at is None and row.user.is_enabled
            and at - row.seen_at <= self.idle and at - row.started_at <= self.longest
        )  # fmt: skip


def browser(row: SignIn) -> str:
    """Return in words which browser a session was begun with."""
    name, machine = browsers.named(row.agent)
    if name and machine:
        return str(_("%(browser)s on %(machine)s", browser=name, machine=machine))
    return name or machine or str(_("an unknown browser"))


def every() -> Select[SignIn]:
    """Select all sessions, for the administrator."""
    return select(SignIn).options(joinedload(SignIn.user).joinedload(User.unit))


def of(user_id: int | None) -> Select[SignIn]:
    """Select the sessions of one person; None is nobody."""
    return every().where(SignIn.user_id == user_id)


def recent(user: User, at: datetime) -> Sequence[SignIn]:
    """Return a person's sessions of the last month, the latest first."""
    query = of(user.id).where(SignIn.started_at > at - SHOWN_FOR).order_by(SignIn.id.desc()).limit(200)
    return db.session.scalars(query).all()


def page(user_id: int | None, place: str | None) -> Window[SignIn]:
    """Return a page of everybody's sessions, or of one person's."""
    query = of(user_id) if user_id else every()
    count = select(func.count()).select_from(SignIn)
    total = db.session.scalar(count.where(SignIn.user_id == user_id) if user_id else count) or 0
    return window(query, LATEST_FIRST, Cursor.read(place, LATEST_FIRST), PAGE, total)


def failed(place: str | None) -> Window[FailedSignIn]:
    """Return a page of the wrong passwords of the last month."""
    total = db.session.scalar(select(func.count()).select_from(FailedSignIn)) or 0
    return window(select(FailedSignIn), LATEST_FAILED, Cursor.read(place, LATEST_FAILED), PAGE, total)


def names_of_accounts() -> set[str]:
    """Return the user names there are: what else was typed there may be somebody's password, and is not shown."""
    return {name.casefold() for name in db.session.scalars(select(User.username))}


def end(row: SignIn, *, by: User, at: datetime) -> None:
    """End a session; whoever works in it signs in again. One that has ended stays as it is."""
    if row.ended_at is None:
        row.ended_at = at
        history.record(
            "ended_session", row.user, by=by, at=at, changes={"address": row.address, "browser": browser(row)}
        )
    db.session.commit()


def end_others(user: User, token: str, *, at: datetime) -> int:
    """End a person's sessions save the one they ask from; return how many ended."""
    open_ones = select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    others = db.session.scalars(open_ones.where(SignIn.token_hash != hashed(token))).all()
    for row in others:
        history.record("ended_session", user, by=user, at=at, changes={"address": row.address, "browser": browser(row)})
    db.session.execute(update(SignIn).where(SignIn.id.in_([row.id for row in others])).values(ended_at=at))
    db.session.commit()
    return len(others)
