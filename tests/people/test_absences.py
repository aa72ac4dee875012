"""Days away: who reads meanwhile, and what makes no sense."""

from datetime import date, timedelta

import pytest

from tests.office import Office
from tracker import clock
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people import absences
from tracker.people.absences_models import Absence
from tracker.people.models import User

ON = date(2026, 4, 14)
DAY = timedelta(days=1)


def announce(office: Office, who: User, first: int, last: int, stand_in: User | None = None) -> Absence:
    return absences.announce(
        who,
        ON + first * DAY,
        ON + last * DAY,
        stand_in.id if stand_in else None,
        by=office.admin,
        at=clock.now(),
        on=ON,
    )


def test_nobody_stands_in_for_who_stands_in_for_them_on_the_same_days(office: Office) -> None:
    announce(office, office.official, 1, 5, office.culture_official)
    announce(office, office.culture_official, 5, 6, office.viewer)
    with pytest.raises(RuleBroken) as broken:
        announce(office, office.viewer, 5, 9, office.official)
    assert broken.value.field == "stand_in_id"
    announce(office, office.viewer, 7, 9, office.official)


@pytest.mark.parametrize(
    ("first", "last", "field"), [(3, 2, "last_on"), (-5, -1, "last_on"), (400, 401, "first_on"), (1, 400, "last_on")]
)
def test_days_that_make_no_sense_are_refused(office: Office, first: int, last: int, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        announce(office, office.official, first, last)
    assert broken.value.field == field


def test_two_absences_of_one_person_do_not_cross_and_only_a_fellow_member_reads(office: Office) -> None:
    announce(office, office.official, 1, 5)
    for first, stand_in in ((5, None), (6, office.other_secretary), (6, office.official)):
        with pytest.raises(RuleBroken):
            announce(office, office.official, first, 9, stand_in)


def test_an_absence_that_began_ends_the_day_before_and_one_to_come_goes(office: Office) -> None:
    begun, ahead = announce(office, office.official, -2, 5), announce(office, office.viewer, 1, 5)
    for each in (begun, ahead):
        absences.withdraw(each, by=office.admin, at=clock.now(), on=ON)
    assert [(each.user, each.last_on) for each in db.session.query(Absence)] == [(office.official, ON - DAY)]
    with pytest.raises(RuleBroken):
        absences.withdraw(begun, by=office.admin, at=clock.now(), on=ON)
