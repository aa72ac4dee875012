"""Right before a letter is sent it is asked again whether each part of it is still so."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.office import Office
from tests.reminders.world import AT, ON, only_deadlines, task
from tracker import clock
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people import absences
from tracker.people.models import Membership, Role
from tracker.reminders.freshness import refresh
from tracker.reminders.models import Letter, LetterState, Reason, Reminder
from tracker.reminders.schedule import remind
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task, Update

DAY = timedelta(days=1)


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE)


@pytest.fixture
def owed(office: Office) -> Task:
    return task(office, "Trình quy hoạch", ON + DAY)


def the_letter() -> Letter:
    return db.session.query(Letter).one()


def fate() -> tuple[LetterState, Reason]:
    return the_letter().state, the_letter().reason


def test_a_letter_of_which_all_is_still_so_stays_word_for_word(office: Office, owed: Task):
    remind(on=ON, at=AT)
    before = the_letter().text
    assert refresh(the_letter(), at=AT)
    assert the_letter().text == before


@pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.PAUSED, Stage.DROPPED])
def test_what_is_settled_or_rests_is_left_out_and_the_rest_goes(office: Office, owed: Task, stage: Stage):
    task(office, "Lắp đặt biển báo", ON + DAY)
    remind(on=ON, at=AT)
    owed.stage = stage
    assert refresh(the_letter(), at=AT)
    assert "Lắp đặt biển báo" in the_letter().text and "Trình quy hoạch" not in the_letter().text
    assert [each.task for each in the_letter().reminders if each.key] != [owed]


@pytest.mark.parametrize("days", [-1, 30], ids=["shortened", "extended"])
def test_another_deadline_begins_anew(office: Office, owed: Task, days: int):
    remind(on=ON, at=AT)
    owed.due_on = ON + DAY + days * DAY
    assert not refresh(the_letter(), at=AT)
    assert fate() == (LetterState.CANCELLED, Reason.SETTLED)


def test_who_left_one_committee_reads_of_the_other_only(office: Office, owed: Task):
    theirs = task(office, "Số hóa hồ sơ", ON + DAY)
    theirs.committee = office.other_committee
    held = Membership(committee=office.other_committee, user=office.official, role=Role.OFFICIAL)
    db.session.add(held)
    db.session.commit()
    remind(on=ON, at=AT)
    db.session.delete(held)
    db.session.commit()
    assert refresh(the_letter(), at=AT)
    assert "Trình quy hoạch" in the_letter().text and "Số hóa hồ sơ" not in the_letter().text


def test_a_task_in_other_hands_is_no_longer_its_first_owners(office: Office, owed: Task):
    remind(on=ON, at=AT)
    owed.lead_unit = office.culture
    assert not refresh(the_letter(), at=AT)
    db.session.commit()
    assert remind(on=ON, at=AT) == 1, "the new unit has its own letter"


def test_who_is_away_by_now_gets_nothing_and_their_stand_in_the_same(office: Office):
    owed = task(office, "Trình quy hoạch", ON + 3 * DAY, assignee=office.official)
    remind(on=ON, at=AT)
    absences.announce(
        office.official, ON, ON + DAY, office.culture_official.id, by=office.official, at=AT, on=ON
    )  # fmt: skip
    assert not refresh(the_letter(), at=AT)
    assert fate() == (LetterState.CANCELLED, Reason.AWAY)
    db.session.commit()
    assert remind(on=ON, at=AT) == 1
    told = db.session.query(Reminder).filter(Reminder.key.is_not(None)).one()
    assert (told.task, told.recipient, told.for_user) == (owed, office.culture_official.email, office.official)


def test_news_that_were_taken_back_are_not_told(office: Office):
    owed = task(office, "Trình quy hoạch", ON + 90 * DAY, stage=Stage.REPORTED)
    owed.reported_on = ON
    db.session.commit()
    actions.return_task(owed, "Thiếu biên bản", by=office.chair, at=at(ON, 9), on=ON, version=owed.version)
    remind(on=ON, at=at(ON, 10))
    db.session.delete(db.session.query(Update).one())
    db.session.commit()
    assert not refresh(the_letter(), at=at(ON, 10))
    assert fate() == (LetterState.CANCELLED, Reason.SETTLED)


def test_the_brief_of_a_meeting_that_was_moved_does_not_go(office: Office):
    only_deadlines(office, brief_days=2)
    meeting = Meeting(committee=office.committee, title="Phiên họp quý II", held_on=ON + 2 * DAY)
    db.session.add(meeting)
    db.session.commit()
    remind(on=ON, at=AT)
    assert refresh(the_letter(), at=AT)
    meeting.held_on = ON + 20 * DAY
    assert not refresh(the_letter(), at=AT)


def test_what_a_superseded_letter_was_to_tell_the_next_one_tells(office: Office):
    only_deadlines(office, silent_after=30)
    task(office, "Rà soát đất công", ON + 90 * DAY)
    remind(on=ON, at=AT)
    task(office, "Trình quy hoạch", ON + DAY)
    remind(on=ON + DAY, at=at(ON + DAY))
    first, second = db.session.query(Letter).order_by(Letter.id)
    assert (first.state, first.reason) == (LetterState.CANCELLED, Reason.SUPERSEDED)
    assert {each.occasion for each in second.reminders} == {"silent-90", "before-0"}
