"""The page on which everybody says how often they are written to and when they are away."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tests.reminders.world import task
from tracker import clock, history
from tracker.people import absences
from tracker.people import actions as people
from tracker.people.models import LetterRhythm
from tracker.reminders.actions import remind_of

TODAY = date(2026, 4, 14)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_everybody_chooses_how_often_they_are_written_to(client: FlaskClient, office: Office) -> None:
    me = office.viewer
    page = sign_in(client, me).get("/my-letters").text
    assert re.search(r'<input [^>]*checked[^>]* value="daily">', page)
    answer = client.post("/my-letters/rhythm", data={"rhythm": "weekly", "version": me.version})
    assert (answer.status_code, answer.location) == (303, "/my-letters")
    assert me.rhythm == LetterRhythm.WEEKLY
    assert history.of(me)[0].changes == {"rhythm": ["daily", "weekly"]}


def test_nonsense_is_no_rhythm(client: FlaskClient, office: Office) -> None:
    answer = sign_in(client, office.viewer).post("/my-letters/rhythm", data={"rhythm": "never", "version": 1})
    assert answer.status_code == 422
    assert office.viewer.rhythm == LetterRhythm.DAILY


def test_one_says_when_one_is_away_and_the_stand_in_sees_for_whom(client: FlaskClient, office: Office) -> None:
    me, other = office.official, office.culture_official
    typed = {"first_on": "14/4/2026", "last_on": "16/4/2026", "stand_in_id": other.id}
    assert sign_in(client, me).post("/my-letters/absences", data=typed).status_code == 303
    [row] = absences.upcoming(me, TODAY)
    assert "14/4/2026 đến 16/4/2026" in client.get("/my-letters").text
    assert me.full_name in sign_in(client, other).get("/my-letters").text
    client.post("/absences/withdrawals", data={"absence": row.id})
    assert absences.upcoming(me, TODAY) == [row], "a stand-in does not decide when the other is away"


def test_whoever_reads_for_one_is_of_a_common_committee(client: FlaskClient, office: Office) -> None:
    typed = {"first_on": "20/4/2026", "last_on": "21/4/2026", "stand_in_id": office.other_secretary.id}
    answer = sign_in(client, office.official).post("/my-letters/absences", data=typed)
    assert answer.status_code == 422
    assert office.other_secretary.full_name not in answer.text
    assert absences.upcoming(office.official, TODAY) == []


def test_one_sees_ones_own_letters_and_what_became_of_them(client: FlaskClient, office: Office) -> None:
    mine = task(office, "Lắp biển báo", date(2026, 4, 15))
    letter = remind_of(mine, "Đề nghị báo cáo.", key="1", by=office.secretary, at=clock.now(), on=TODAY)
    page = sign_in(client, office.official).get("/my-letters").text
    assert letter.subject in page
    assert "Chờ gửi" in page
    for person in (office.secretary, office.culture_official, office.admin):
        assert letter.subject not in sign_in(client, person).get("/my-letters").text


def test_who_left_the_committee_no_longer_sees_its_letters(client: FlaskClient, office: Office) -> None:
    mine = task(office, "Lắp biển báo", date(2026, 4, 15))
    letter = remind_of(mine, "Đề nghị báo cáo.", key="1", by=office.secretary, at=clock.now(), on=TODAY)
    [held] = [each for each in office.committee.memberships if each.user_id == office.official.id]
    people.remove_member(held, by=office.admin, at=clock.now())
    assert letter.subject not in sign_in(client, office.official).get("/my-letters").text
