"""What the administrator does with lists of people: sends one, and carries it out whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.intake import workbooks
from tracker.languages import gettext as _
from tracker.people import passwords, queries, roster_plan, roster_reading, sign_in
from tracker.people.models import Committee, Membership, User
from tracker.people.roster_models import Roster
from tracker.people.roster_plan import Change, Plan


@dataclass(frozen=True)
class Slip:
    """What is handed to a new person, once."""

    full_name: str
    unit: str
    username: str
    password: str


def rosters_of(user: User) -> Select[Roster]:
    """Select the lists a person sent; nobody else's."""
    return select(Roster).where(Roster.created_by_id == user.id)


def receive(data: bytes, file_name: str, *, by: User, at: datetime) -> Roster:
    """Take a workbook apart and keep its cells until it is carried out; an earlier list of the person goes.

    Raises `Unreadable` for what is no workbook. Changes nothing of the office.
    """
    by_id = by.id
    db.session.rollback()  # no transaction is open while the file is taken apart
    sheets = workbooks.opened(data)
    db.session.execute(delete(Roster).where(Roster.created_by_id == by_id, Roster.carried_out_at.is_(None)))
    roster = Roster(file_name=file_name[:200], sheets=sheets, created_by_id=by_id, created_at=at)
    db.session.add(roster)
    db.session.commit()
    return roster


def plan_of(roster: Roster) -> Plan:
    """Return what a list would do at this moment."""
    committees: Sequence[Committee] = db.session.scalars(queries.all_committees()).all()
    listing = roster_reading.read(workbooks.taken(roster.sheets), committees)
    return roster_plan.plan(listing, committees, by_id=roster.created_by_id)


def carry_out(roster: Roster, mark: str, *, by: User, at: datetime) -> list[Slip]:
    """Do all a list asks for in one transaction, with history for each person; return what to hand to new people.

    `mark` is that of the plan the person saw: raises StaleVersion when the office changed since, and RuleBroken when
    anything of the list is wrong; then nothing is changed.
    """
    plan = _agreed(roster, mark)
    new = [change.username for change in plan.changes if change.user is None]
    db.session.rollback()  # the hashes are reckoned outside any transaction
    made = {name: passwords.made_up() for name in new}
    hashes = {name: sign_in.hash_password(password) for name, password in made.items()}
    history.take_turn()
    db.session.refresh(roster, with_for_update=True)
    plan = _agreed(roster, mark)
    for change in plan.changes:
        _carry_out(change, hashes, by=by, at=at)
    counts = {"people_added": len(new), "people_changed": len(plan.changes) - len(new), "file_name": roster.file_name}
    history.record("imported", roster, by=by, at=at, changes=counts)
    roster.carried_out_at, roster.sheets = at, []
    slips = [_slip(change, made) for change in plan.changes if change.username in made]
    db.session.commit()
    return slips


def _agreed(roster: Roster, mark: str) -> Plan:
    if roster.carried_out_at:
        raise StaleVersion(_("This list was carried out already."))
    plan = plan_of(roster)
    if plan.problems:
        raise RuleBroken(_("Nothing was changed: the sheet has errors."))
    if plan.mark != mark:
        raise StaleVersion(_("The office changed since this was shown. Nothing was changed; look at it once more."))
    if not plan.changes:
        raise RuleBroken(_("The sheet changes nothing."))
    return plan


def _carry_out(change: Change, hashes: dict[str, str], *, by: User, at: datetime) -> None:
    user = change.user
    if user is None:
        values: dict[str, Any] = {key: after for key, (_before, after) in change.fields.items()}
        user = User(
            username=change.username, password_hash=hashes[change.username], must_change_password=True, created_at=at,
            **values,
        )  # fmt: skip
        db.session.add(user)
        history.record("added", user, by=by, at=at, changes={"username": change.username, **values})
    elif change.fields:
        for key, (_before, after) in change.fields.items():
            setattr(user, key, after)
        history.record("changed", user, by=by, at=at, changes=change.fields)
    _give_and_take(change, user, by=by, at=at)
    powers = change.fields.keys() & {"is_enabled", "is_admin", "unit_id"}
    if change.user is not None and (powers or change.given or change.taken):
        sign_in.end_sessions(user, at=at)


def _give_and_take(change: Change, user: User, *, by: User, at: datetime) -> None:
    for committee_id, role in change.taken:
        db.session.execute(delete(Membership).filter_by(committee_id=committee_id, user_id=user.id, role=role))
        committee = db.session.get_one(Committee, committee_id)
        shown: dict[str, Any] = {"user": user.full_name, "role": (role, None)}
        history.record("removed_member", committee, by=by, at=at, changes=shown, committee_id=committee_id)
    for committee_id, role in change.given:
        db.session.add(Membership(committee_id=committee_id, user_id=user.id, role=role))
        committee = db.session.get_one(Committee, committee_id)
        shown = {"user": user.full_name, "role": role}
        history.record("added_member", committee, by=by, at=at, changes=shown, committee_id=committee_id)
    for committee_id in {each for each, _role in change.taken}:
        committee = db.session.get_one(Committee, committee_id)
        left = db.session.scalar(select(Membership.id).filter_by(committee_id=committee_id, user_id=user.id).limit(1))
        if committee.extension_decider_id == user.id and left is None:
            history.record(
                "changed", committee, by=by, at=at, committee_id=committee_id,
                changes={"extension_decider_id": (user.id, None)},
            )  # fmt: skip
            committee.extension_decider_id = None


def _slip(change: Change, made: dict[str, str]) -> Slip:
    unit = db.session.scalar(select(User).filter_by(username=change.username)).unit  # type: ignore[union-attr]
    return Slip(change.full_name, unit.name if unit else "", change.username, made[change.username])
