"""Days away: announced with or without a stand-in, and withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from tracker import history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.formats import day as written
from tracker.languages import gettext as _
from tracker.people.absences_models import Absence
from tracker.people.models import Committee, Membership, Role, User
from tracker.people.queries import Reach, enabled_users

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=366)
"""How far ahead an absence may begin."""


def upcoming(user: User, on: date) -> Sequence[Absence]:
    """Return a person's absences that are not over on a day, the first to come first."""
    return db.session.scalars(of_user(user).where(Absence.last_on >= on)).all()


def of_user(user: User) -> Select[Absence]:
    """Select a person's absences in the order of the calendar."""
    return select(Absence).where(Absence.user_id == user.id).order_by(Absence.first_on)


def is_away(user: User, day: date) -> bool:
    """Whether a person is away on a day."""
    covering = of_user(user).where(Absence.first_on <= day, Absence.last_on >= day)
    return db.session.scalar(covering.limit(1)) is not None


def stand_ins_for(user: User) -> Select[User]:
    """Select who may stand in for a person: enabled members of a committee they are in."""
    mine = select(Membership.committee_id).join(Committee).where(Membership.user_id == user.id, Committee.is_active)
    theirs = select(Membership.user_id).where(Membership.committee_id.in_(mine))
    return select(User).where(User.id.in_(theirs), User.id != user.id, User.is_enabled)


def stands_in(user: User, on: date) -> Sequence[Absence]:
    """Return the absences that are not over on a day and in which a person reads for another, the first first."""
    query = select(Absence).where(Absence.stand_in_id == user.id, Absence.last_on >= on)
    return db.session.scalars(query.order_by(Absence.first_on)).all()


def people_in_hand(reach: Reach) -> Select[User]:
    """Select for whom one enters absences: a secretary for members of theirs, the administrator for everybody."""
    held = reach.limited_to(frozenset({Role.SECRETARY})).committee_ids
    theirs = select(Membership.user_id).where(Membership.committee_id.in_(held))
    return enabled_users() if reach.is_admin else enabled_users().where(User.id.in_(theirs))


def in_hand(reach: Reach) -> Select[Absence]:
    """Select the absences one may take back: one's own and those of the people one enters them for, the first first."""
    theirs = people_in_hand(reach).with_only_columns(User.id)
    names = joinedload(Absence.user).joinedload(User.unit), joinedload(Absence.stand_in)
    query = select(Absence).options(*names).where(or_(Absence.user_id == reach.user_id, Absence.user_id.in_(theirs)))
    return query.order_by(Absence.first_on, Absence.id)


def announce(
    user: User, first_on: date, last_on: date, stand_in_id: int | None, *, by: User, at: datetime, on: date
) -> Absence:
    """Note that a person is away from a day to a day, and who reads for them; nobody needs to.

    Raises RuleBroken for days that make no sense or cross another absence of theirs, for a stand-in of no common
    committee, and for people who would stand in for each other on the same day.
    """
    history.take_turn()
    _require_days(first_on, last_on, on)
    crossing = of_user(user).where(Absence.first_on <= last_on, Absence.last_on >= first_on)
    if other := db.session.scalar(crossing.limit(1)):
        days = {"first": written(other.first_on), "last": written(other.last_on)}
        raise RuleBroken(_("An absence from %(first)s to %(last)s is entered already.", **days), "first_on")
    stand_in = db.session.scalar(stand_ins_for(user).where(User.id == stand_in_id)) if stand_in_id else None
    if stand_in_id and stand_in is None:
        raise RuleBroken(_("Choose somebody of a committee this person is in."), "stand_in_id")
    if stand_in and _leads_back(stand_in, user, first_on, last_on):
        raise RuleBroken(
            _("%(name)s is away too, and this person stands in for them then.", name=stand_in.full_name), "stand_in_id"
        )
    absence = Absence(
        user=user, first_on=first_on, last_on=last_on, stand_in=stand_in, created_by_id=by.id, created_at=at
    )
    db.session.add(absence)
    history.record("announced_absence", user, by=by, at=at, changes=_told(absence))
    db.session.commit()
    return absence


def withdraw(absence: Absence, *, by: User, at: datetime, on: date) -> None:
    """Take an absence back; one that has begun ends with the day before, for what was is not undone."""
    history.take_turn()
    db.session.refresh(absence, with_for_update={"of": Absence})
    if absence.last_on < on:
        raise RuleBroken(_("This absence is over."))
    if absence.first_on < on:
        changes: dict[str, object] = {"last_on": (absence.last_on, on - timedelta(days=1))}
        absence.last_on = on - timedelta(days=1)
    else:
        changes = {name: (value, None) for name, value in _told(absence).items()}
        db.session.delete(absence)
    history.record("withdrew_absence", absence.user, by=by, at=at, changes=changes)
    db.session.commit()


def _require_days(first_on: date, last_on: date, on: date) -> None:
    if last_on < first_on:
        raise RuleBroken(_("The last day comes before the first."), "last_on")
    if last_on < on:
        raise RuleBroken(_("These days are over."), "last_on")
    if first_on > on + FURTHEST:
        raise RuleBroken(_("Enter an absence that begins within a year."), "first_on")
    if last_on - first_on >= LONGEST:
        raise RuleBroken(_("An absence lasts at most a year."), "last_on")


def _leads_back(stand_in: User, user: User, first_on: date, last_on: date) -> bool:
    """Whether following the stand-ins of stand-ins through these days comes back to the person who goes away."""
    query = select(Absence.user_id, Absence.stand_in_id).where(
        Absence.first_on <= last_on, Absence.last_on >= first_on, Absence.stand_in_id.is_not(None)
    )
    following: dict[int, set[int]] = {}
    for away, reads in db.session.execute(query):
        following.setdefault(away, set()).update([reads] if reads else [])
    ahead, seen = [stand_in.id], set[int]()
    while ahead:
        each = ahead.pop()
        if each == user.id:
            return True
        if each not in seen:
            seen.add(each)
            ahead.extend(following.get(each, ()))
    return False


def _told(absence: Absence) -> dict[str, object]:
    told: dict[str, object] = {"first_on": absence.first_on, "last_on": absence.last_on}
    return told | ({"stand_in": absence.stand_in.full_name} if absence.stand_in else {})
