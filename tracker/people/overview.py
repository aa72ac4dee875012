"""The administrator's first page: how much there is to look after, and what wants looking at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from tracker import history
from tracker.extensions import db
from tracker.mail_settings import current
from tracker.people.calendar import entered_in
from tracker.people.models import Committee, FailedSignIn, Membership, Role, SignIn, Unit, User

ASK_FROM_MONTH = 11
"""From this month on the next year's notice on Tết and swap days may be entered."""


@dataclass(frozen=True)
class Overview:
    """What stands on the page, as of one moment."""

    units: int
    units_unreachable: int
    """Units that receive tasks and have no address for letters."""
    users: int
    users_unreachable: int
    committees: int
    without_secretary: int
    days_entered: int
    year_to_enter: int | None
    """The year nothing was entered for yet, when it is time to."""
    mail_host: str
    live: int
    failed: int
    entries: int


def overview(at: datetime, on: date, idle: timedelta) -> Overview:
    """Return the figures of the first page; `idle` is how long an unused session lasts."""
    active, may_enter = Unit.is_active, User.is_enabled
    return Overview(
        units=_count(select(Unit.id).where(active)),
        units_unreachable=_count(select(Unit.id).where(active, Unit.email == "")),
        users=_count(select(User.id).where(may_enter)),
        users_unreachable=_count(select(User.id).where(may_enter, User.email == "")),
        committees=_count(select(Committee.id).where(Committee.is_active)),
        without_secretary=_count(
            select(Committee.id).where(Committee.is_active, Committee.id.not_in(_with_secretary()))
        ),
        days_entered=len(entered_in(on.year)),
        year_to_enter=_year_to_enter(on),
        mail_host=current().host,
        live=_count(select(SignIn.id).where(SignIn.ended_at.is_(None), SignIn.seen_at > at - idle)),
        failed=_count(select(FailedSignIn.id).where(FailedSignIn.at > at - timedelta(days=1))),
        entries=history.count(),
    )


def _count(rows: Select[int]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _with_secretary() -> Select[int]:
    held = select(Membership.committee_id).join(User, User.id == Membership.user_id)
    return held.where(Membership.role == Role.SECRETARY, User.is_enabled)


def _year_to_enter(on: date) -> int | None:
    wanted = on.year + 1 if on.month >= ASK_FROM_MONTH else on.year
    return None if entered_in(wanted) else wanted
