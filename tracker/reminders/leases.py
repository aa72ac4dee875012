"""Who has a letter in hand, and when that somebody counts as gone; asked of no clock that can be set.

A lease is a word written on the letter by whoever claims it, another one each time. No moment is compared to tell
whether it still holds: a clock that leaps makes every moment written down look long past, also to a worker that only
saw it leap and goes on reckoning from there. Whoever looks remembers how long, by seconds of its own, it has seen the
same word; after a whole lease its holder is gone, for a holder is done in less. So only a process that stays, as the
timetable's does, takes what was left behind.
"""

import threading
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from tracker import clock, mail
from tracker.extensions import db
from tracker.reminders.models import Letter, LetterState

LEASE = timedelta(seconds=2 * mail.LONGEST)
"""Twice the longest conversation: room for the transactions before and after it."""

_seen_since: dict[str, float] = {}
"""Each lease this process saw when it last looked, and its steady count of seconds when it first did."""
_looking = threading.Lock()


def left_behind() -> list[str]:
    """Return the leases whose holders are gone: those this process has seen for longer than one lasts. Asks only."""
    held = db.session.scalars(select(Letter.lease).where(Letter.state == LetterState.SENDING)).all()
    return _seen_for_too_long([lease for lease in held if lease], clock.steady())


def _seen_for_too_long(leases: Sequence[str], now: float) -> list[str]:
    with _looking:
        since = {lease: _seen_since.get(lease, now) for lease in leases}
        _seen_since.clear()
        _seen_since.update(since)
    return [lease for lease, first in since.items() if now - first > LEASE.total_seconds()]
