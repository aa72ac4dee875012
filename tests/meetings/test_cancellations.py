"""Meetings that are moved or called off: the list tells of them, their days are free, calendars are told."""

from datetime import UTC, date, datetime, time

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import actions, queries
from tracker.meetings.actions import MeetingWords
from tracker.meetings.models import Meeting

TODAY = date(2026, 4, 14)
NOW = datetime(2026, 4, 14, 1, tzinfo=UTC)
FIFTH = MeetingWords("Phiên họp thứ năm", date(2026, 4, 17), time(14, 0))
WHY = "Trưởng ban đi công tác đột xuất"


@pytest.fixture
def fifth(office: Office) -> Meeting:
    return actions.plan_meeting(office.committee, FIFTH, by=office.secretary)


@pytest.fixture
def cancelled(office: Office, fifth: Meeting) -> Meeting:
    return actions.cancel_meeting(fifth, WHY, version=1, by=office.secretary, at=NOW)


def move(meeting: Meeting, day: date, office: Office, on: date = TODAY) -> Meeting:
    words = MeetingWords(meeting.title, day, meeting.starts_at)
    return actions.change_meeting(meeting, words, version=meeting.version, by=office.secretary, on=on)


def test_a_meeting_that_is_moved_keeps_its_first_day_however_often(office: Office, fifth: Meeting) -> None:
    move(move(fifth, date(2026, 4, 20), office), date(2026, 4, 24), office)
    assert (fifth.held_on, fifth.moved_from, fifth.version) == (date(2026, 4, 24), date(2026, 4, 17), 3)
    assert [entry.verb for entry in history.of(fifth)] == ["moved", "moved", "planned"]
    assert move(fifth, date(2026, 4, 17), office).moved_from is None


def test_the_day_of_a_meeting_that_was_held_is_corrected_and_not_moved(office: Office, fifth: Meeting) -> None:
    assert move(fifth, date(2026, 4, 16), office, on=date(2026, 4, 18)).moved_from is None


def test_a_cancelled_meeting_says_why_and_is_neither_next_nor_last(office: Office, cancelled: Meeting) -> None:
    assert (cancelled.is_cancelled, cancelled.cancelled_why, cancelled.version) == (True, WHY, 2)
    assert history.of(cancelled)[0].changes == {"reason": WHY}
    here = office.committee.id
    assert queries.next_meeting(here, TODAY) is None
    assert queries.last_meeting(here, date(2026, 5, 1)) is None
    assert queries.meetings_between([here], TODAY, date(2026, 5, 1)) == []


def test_its_day_is_free_for_another_and_then_it_cannot_come_back(office: Office, cancelled: Meeting) -> None:
    other = actions.plan_meeting(office.committee, FIFTH, by=office.secretary)
    assert queries.next_meeting(office.committee.id, TODAY) is other
    with pytest.raises(RuleBroken):
        actions.reinstate_meeting(cancelled, version=2, by=office.secretary, at=NOW)


def test_a_meeting_is_held_after_all(office: Office, cancelled: Meeting) -> None:
    actions.reinstate_meeting(cancelled, version=2, by=office.secretary, at=NOW)
    assert (cancelled.is_cancelled, cancelled.cancelled_why, cancelled.version) == (False, "", 3)
    assert history.of(cancelled)[0].verb == "reinstated"
    assert queries.meetings_between([office.committee.id], cancelled.held_on, cancelled.held_on) == [cancelled]


def test_what_is_cancelled_is_not_changed_nor_cancelled_again_nor_from_an_old_page(
    office: Office, cancelled: Meeting
) -> None:
    with pytest.raises(RuleBroken):
        move(cancelled, date(2026, 4, 20), office)
    with pytest.raises(RuleBroken):
        actions.cancel_meeting(cancelled, WHY, version=2, by=office.secretary, at=NOW)
    with pytest.raises(StaleVersion):
        actions.reinstate_meeting(cancelled, version=1, by=office.secretary, at=NOW)


def test_a_row_remembers_when_it_was_last_written(
    office: Office, fifth: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime(2026, 4, 15, 3, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    move(fifth, date(2026, 4, 20), office)
    assert fifth.changed_at == later


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"), [(None, time(16), "starts_at"), (time(14), time(14), "ends_at")]
)
def test_hours_that_cannot_be_are_refused_at_their_field(
    office: Office, starts_at: time | None, ends_at: time, field: str
) -> None:
    words = MeetingWords("Phiên họp", date(2026, 4, 20), starts_at, ends_at=ends_at)
    with pytest.raises(RuleBroken) as broken:
        actions.plan_meeting(office.committee, words, by=office.secretary)
    assert broken.value.field == field


def test_the_secretary_cancels_and_reinstates_in_the_list(
    client: FlaskClient, office: Office, fifth: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    sign_in(client, office.secretary)
    address = f"/meetings/{fifth.id}/cancellation"
    assert "17/4/2026" in client.get(address).text
    assert client.post(address, data={"reason": " ", "version": "1"}).status_code == 422
    assert client.post(address, data={"reason": WHY, "version": "1"}).status_code == 303
    page = client.get("/meetings").text
    assert "<s>Phiên họp thứ năm</s>" in page
    assert WHY in page
    assert client.get(address).status_code == 404
    client.post(f"/meetings/{fifth.id}/reinstatement", data={"version": "2"})
    assert WHY not in client.get("/meetings").text
    assert not db.session.get_one(Meeting, fifth.id, populate_existing=True).is_cancelled
