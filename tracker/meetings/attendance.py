"""Thành phần dự họp: who is invited, who came, who came in whose place, who is excused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from tracker import history
from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.agenda import Agenda
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Attendance, Presence
from tracker.people.models import Membership, Role, User
from tracker.people.queries import Reach, members_of

AT_THE_TABLE = frozenset({Presence.PRESENT, Presence.REPRESENTED})
"""Who counts as having come: themselves, or somebody in their place."""
RANKS = (Role.CHAIR, Role.VIEWER, Role.OFFICIAL, Role.SECRETARY)
"""In which order the members sit: who chairs, who leads beside, who answers for a unit, who keeps the minutes."""


@dataclass(frozen=True)
class Guest:
    """Somebody to invite, with their office as the conclusion names it."""

    name: str
    office: str = ""
    user_id: int | None = None
    unit_id: int | None = None

    @property
    def key(self) -> str:
        """Who it is, among those who are proposed."""
        return f"user-{self.user_id}" if self.user_id else f"unit-{self.unit_id}"


@dataclass(frozen=True)
class Count:
    """How many of those invited sat at the table."""

    invited: int
    came: int
    excused: int
    absent: int

    @property
    def is_awaited(self) -> bool:
        """Whether of anybody nothing was noted yet."""
        return self.came + self.excused + self.absent < self.invited

    @property
    def is_noted(self) -> bool:
        """Whether anybody's presence was noted yet."""
        return bool(self.came or self.excused or self.absent)


# ------------------------------------------------------------------------------------------ what one asks


def attendances(reach: Reach) -> Select[Attendance]:
    """Select who is at the meetings within reach, in their order."""
    query = select(Attendance).join(Attendance.meeting).where(Meeting.committee_id.in_(reach.committee_ids))
    return query.options(joinedload(Attendance.unit)).order_by(Attendance.place, Attendance.id)


def at(meeting: Meeting) -> Sequence[Attendance]:
    """Return who is on a meeting's list, in their order."""
    query = select(Attendance).filter_by(meeting_id=meeting.id).options(joinedload(Attendance.unit))
    return db.session.scalars(query.order_by(Attendance.place, Attendance.id)).all()


def count(listed: Iterable[Attendance]) -> Count:
    """Count a list: of so many invited so many came."""
    found = [each.presence for each in listed]
    came = sum(each in AT_THE_TABLE for each in found)
    return Count(len(found), came, found.count(Presence.EXCUSED), found.count(Presence.ABSENT))


def proposed(meeting: Meeting, agenda: Agenda) -> list[Guest]:
    """Return whom to invite beside those who are listed: members, and the lead units on the agenda nobody sits for."""
    listed = at(meeting)
    known = {each.user_id for each in listed}
    guests = [
        Guest(user.full_name, _office(user), user.id, user.unit_id)
        for user in _members(meeting.committee_id)
        if user.id not in known
    ]
    sits = {each.unit_id for each in listed} | {guest.unit_id for guest in guests}
    units = [part.unit for part in agenda.units if part.unit and part.unit.id not in sits]
    return guests + [Guest(_("The head of %(unit)s", unit=unit.name), unit.name, unit_id=unit.id) for unit in units]


def _members(committee_id: int) -> list[User]:
    """Return the members in the order they sit."""
    held = select(Membership.user_id, Membership.role).filter_by(committee_id=committee_id)
    ranks: dict[int, int] = {}
    for user_id, role in db.session.execute(held):
        ranks[user_id] = min(RANKS.index(role), ranks.get(user_id, len(RANKS)))
    found = db.session.scalars(members_of(committee_id).options(joinedload(User.unit))).all()
    return sorted(found, key=lambda each: (ranks[each.id], each.unit.folded if each.unit else "", each.full_name))


def _office(user: User) -> str:
    """Return the post with the unit it is held in; a post of the committee itself says enough."""
    unit = user.unit.name if user.unit else ""
    return ", ".join(part for part in (user.post, "" if unit in user.post else unit) if part)


# ------------------------------------------------------------------------------------------ what one does


def invite(meeting: Meeting, guests: Sequence[Guest], *, by: User) -> list[Attendance]:
    """Put people on a meeting's list, behind those who stand there."""
    last = db.session.scalar(select(func.max(Attendance.place)).filter_by(meeting_id=meeting.id)) or 0
    made = [
        Attendance(
            meeting=meeting, user_id=guest.user_id, unit_id=guest.unit_id, name=guest.name, office=guest.office, place=n
        )
        for n, guest in enumerate(guests, start=last + 1)
    ]
    if made:
        db.session.add_all(made)
        names = "; ".join(guest.name for guest in guests)
        history.record("invited", meeting, by=by, changes={"name": names})
        db.session.commit()
    return made


def note(row: Attendance, presence: Presence, words: str, *, by: User) -> None:
    """Write down whether somebody is there, with who came in their place or why they did not.

    Asks for no version: the last word on who is in the room is the true one.
    """
    changes = {
        name: (old, new)
        for name, old, new in (("presence", row.presence, presence), ("note", row.note, words))
        if old != new
    }
    if not changes:
        return
    row.presence, row.note = presence, words
    history.record("noted_presence", row, by=by, changes={"name": row.name, **changes})
    db.session.commit()


def note_all(meeting: Meeting, *, by: User) -> int:
    """Write down that everybody is there of whom nothing was noted; return how many that are."""
    waiting = [each for each in at(meeting) if each.presence is Presence.INVITED]
    for row in waiting:
        row.presence = Presence.PRESENT
    if waiting:
        history.record("noted_presence", meeting, by=by, changes={"presence": Presence.PRESENT, "name": len(waiting)})
        db.session.commit()
    return len(waiting)


def change_guest(row: Attendance, guest: Guest, *, version: int, by: User) -> None:
    """Correct the name, the office or the unit of somebody on the list as it stood in the given version.

    Raises StaleVersion when somebody changed it meanwhile.
    """
    if row.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    new = {"name": guest.name, "office": guest.office, "unit_id": guest.unit_id}
    changes = {name: (getattr(row, name), value) for name, value in new.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    if changes:
        history.record("changed", row, by=by, changes=changes)
        db.session.commit()


def strike(row: Attendance, *, by: User) -> None:
    """Take somebody off the list."""
    history.record("removed", row, by=by, changes={"name": row.name})
    db.session.delete(row)
    db.session.commit()
