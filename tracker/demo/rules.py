"""Who stands above the work of the invented commune, who is away, and what its committee set about reminders."""

from dataclasses import replace
from datetime import date, timedelta

from tracker import clock
from tracker.demo.words import office_day
from tracker.extensions import db
from tracker.people import absences
from tracker.people.models import Committee, LetterRhythm, User
from tracker.reminders import rules


def show(committee: Committee, people: dict[str, User], today: date) -> None:
    """Name heads and the standing member, and let one official be away next week with another reading meanwhile."""
    for username in ("truongphong.kinhte", "giamdoc.duan"):
        head = people[username]
        if head.unit:
            head.unit.head = head
    people["thuongtruc"].rhythm = LetterRhythm.WEEKLY
    db.session.commit()
    by, at = people["thuky"], clock.now()
    own = replace(rules.DEFAULTS, standing_member_id=people["thuongtruc"].id)
    rules.change(committee, own, version=rules.version_of(committee.id), by=by, at=at)
    first = office_day(today + timedelta(days=7))
    away, reads = people["canbo.duan"], people["giamdoc.duan"]
    absences.announce(away, first, first + timedelta(days=2), reads.id, by=away, at=at, on=today)
