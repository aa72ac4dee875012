"""Meetings: entered by the secretary, one a day, never silently overwritten."""

from datetime import date, time

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

FIFTH = MeetingWords("Phiên họp thứ năm", date(2026, 4, 17), time(14, 0), "Hội trường Đảng ủy xã")
FOURTH = MeetingWords("Phiên họp thứ tư", date(2026, 3, 6))


@pytest.fixture
def fifth(office: Office) -> Meeting:
    return actions.plan_meeting(office.committee, FIFTH, by=office.secretary)


def posted(words: MeetingWords, **changes: str) -> dict[str, str]:
    hour = f"{words.starts_at:%H:%M}" if words.starts_at else ""
    day = f"{words.held_on:%d/%m/%Y}"
    return {"title": words.title, "held_on": day, "starts_at": hour, "place": words.place} | changes


def test_a_planned_meeting_is_kept_and_leaves_its_trace(office: Office, fifth: Meeting) -> None:
    assert (fifth.title, fifth.held_on, fifth.starts_at, fifth.place) == (
        "Phiên họp thứ năm", date(2026, 4, 17), time(14, 0), "Hội trường Đảng ủy xã",
    )  # fmt: skip
    (entry,) = history.of(fifth)
    assert (entry.verb, entry.by_id, entry.committee_id) == ("planned", office.secretary.id, office.committee.id)


def test_a_committee_meets_once_a_day(office: Office, fifth: Meeting) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.plan_meeting(office.committee, FIFTH, by=office.secretary)
    assert broken.value.field == "held_on"
    actions.plan_meeting(office.other_committee, FIFTH, by=office.other_secretary)


def test_a_meeting_cannot_be_moved_onto_another(office: Office, fifth: Meeting) -> None:
    fourth = actions.plan_meeting(office.committee, FOURTH, by=office.secretary)
    moved = MeetingWords(FOURTH.title, FIFTH.held_on)
    with pytest.raises(RuleBroken):
        actions.change_meeting(fourth, moved, version=fourth.version, by=office.secretary, on=TODAY)
    db.session.rollback()
    assert fourth.held_on == FOURTH.held_on


def test_a_change_records_what_it_was(office: Office, fifth: Meeting) -> None:
    later = MeetingWords(FIFTH.title, date(2026, 4, 20), FIFTH.starts_at, FIFTH.place)
    actions.change_meeting(fifth, later, version=1, by=office.secretary, on=TODAY)
    assert history.of(fifth)[0].changes == {"held_on": ["2026-04-17", "2026-04-20"]}
    assert fifth.version == 2


def test_an_unchanged_meeting_leaves_no_trace(office: Office, fifth: Meeting) -> None:
    actions.change_meeting(fifth, FIFTH, version=1, by=office.secretary, on=TODAY)
    assert len(history.of(fifth)) == 1


def test_an_old_version_overwrites_nothing(office: Office, fifth: Meeting) -> None:
    actions.change_meeting(fifth, FOURTH, version=1, by=office.secretary, on=TODAY)
    with pytest.raises(StaleVersion):
        actions.change_meeting(fifth, FIFTH, version=1, by=office.secretary, on=TODAY)
    assert fifth.title == FOURTH.title


def test_the_meeting_of_today_is_the_next_and_not_the_last(office: Office, fifth: Meeting) -> None:
    fourth = actions.plan_meeting(office.committee, FOURTH, by=office.secretary)
    elsewhere = MeetingWords("Họp", date(2026, 4, 1))
    actions.plan_meeting(office.other_committee, elsewhere, by=office.other_secretary)
    here = office.committee.id
    assert queries.next_meeting(here, date(2026, 4, 17)) is fifth
    assert queries.last_meeting(here, date(2026, 4, 17)) is fourth
    assert queries.next_meeting(here, date(2026, 4, 18)) is None
    assert queries.last_meeting(here, date(2026, 4, 18)) is fifth
    assert queries.last_meeting(here, date(2026, 3, 6)) is None


@pytest.mark.parametrize("typed", ["17/4/2026", "17/04/2026", " ngày 17-4-2026 ", "17.4.2026"])
def test_the_day_is_read_as_an_office_writes_it(client: FlaskClient, office: Office, typed: str) -> None:
    answer = sign_in(client, office.secretary).post("/meetings/new", data=posted(FIFTH, held_on=typed))
    assert answer.status_code == 303
    assert db.session.query(Meeting).one().held_on == date(2026, 4, 17)


@pytest.mark.parametrize("typed", ["14:00", "14 giờ 00", "14h", "14h00", "14 giờ 00 phút", "14"])
def test_the_hour_is_read_as_an_office_writes_it(client: FlaskClient, office: Office, typed: str) -> None:
    sign_in(client, office.secretary).post("/meetings/new", data=posted(FIFTH, starts_at=typed))
    assert db.session.query(Meeting).one().starts_at == time(14, 0)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("held_on", "31/02/2026"), ("held_on", "4/17"), ("held_on", ""), ("starts_at", "25:00"), ("title", " ")],
)
def test_what_cannot_be_read_is_shown_again_as_typed(
    client: FlaskClient, office: Office, field: str, typed: str
) -> None:
    answer = sign_in(client, office.secretary).post("/meetings/new", data=posted(FIFTH, **{field: typed}))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{typed.strip()}"' in answer.text or not typed.strip()
    assert "Hội trường Đảng ủy xã" in answer.text
    assert db.session.query(Meeting).count() == 0


def test_a_taken_day_is_refused_at_its_field(client: FlaskClient, office: Office, fifth: Meeting) -> None:
    answer = sign_in(client, office.secretary).post("/meetings/new", data=posted(FIFTH))
    assert answer.status_code == 422
    assert 'id="held_on-error"' in answer.text
    assert "17/4/2026" in answer.text


def test_the_form_is_filled_with_the_meeting_and_changes_it(
    client: FlaskClient, office: Office, fifth: Meeting
) -> None:
    page = sign_in(client, office.secretary).get(f"/meetings/{fifth.id}/edit").text
    assert 'value="17/4/2026"' in page
    assert 'value="14:00"' in page
    assert 'name="version" type="hidden" value="1"' in page
    answer = client.post(f"/meetings/{fifth.id}/edit", data=posted(FIFTH, place="Phòng họp số 2", version="1"))
    assert answer.status_code == 303
    assert db.session.get(Meeting, fifth.id, populate_existing=True).place == "Phòng họp số 2"  # type: ignore[union-attr]


def test_a_stale_form_shows_both_and_can_be_saved_knowingly(
    client: FlaskClient, office: Office, fifth: Meeting
) -> None:
    actions.change_meeting(
        fifth, MeetingWords("Phiên họp bất thường", FIFTH.held_on), version=1, by=office.secretary, on=TODAY
    )
    mine = posted(FIFTH, place="Phòng họp số 2", version="1")
    answer = sign_in(client, office.secretary).post(f"/meetings/{fifth.id}/edit", data=mine)
    assert answer.status_code == 409
    assert "Phiên họp bất thường" in answer.text
    assert "Phòng họp số 2" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert client.post(f"/meetings/{fifth.id}/edit", data=mine | {"version": "2"}).status_code == 303


def test_members_read_the_list_and_only_the_secretary_writes(
    client: FlaskClient, office: Office, fifth: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 14))
    for member in (office.chair, office.official, office.viewer):
        page = sign_in(client, member).get("/meetings")
        assert "Phiên họp thứ năm" in page.text
        assert "/meetings/new" not in page.text
        assert client.get(f"/meetings/{fifth.id}/edit").status_code == 403
        assert client.post("/meetings/new", data=posted(FOURTH)).status_code == 403
    assert "/meetings/new" in sign_in(client, office.secretary).get("/meetings").text


def test_another_committees_meeting_does_not_exist(client: FlaskClient, office: Office, fifth: Meeting) -> None:
    sign_in(client, office.other_secretary)
    assert client.get(f"/meetings/{fifth.id}/edit").status_code == 404
    assert client.post(f"/meetings/{fifth.id}/edit", data=posted(FOURTH, version="1")).status_code == 404
    assert "Phiên họp thứ năm" not in client.get("/meetings").text
