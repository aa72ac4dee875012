"""The page on which a secretary and the administrator enter who is away, and taking one's own days back."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tracker import clock
from tracker.extensions import db
from tracker.people import absences
from tracker.people.absences_models import Absence
from tracker.people.models import User

TODAY = date(2026, 4, 14)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def away(user: User, stand_in: User | None = None) -> Absence:
    return absences.announce(
        user, date(2026, 4, 20), date(2026, 4, 22), stand_in.id if stand_in else None, by=user, at=clock.now(), on=TODAY
    )


def test_a_secretary_enters_the_absence_of_a_member(client: FlaskClient, office: Office) -> None:
    person = office.official
    page = sign_in(client, office.secretary).get(f"/absences?person={person.id}").text
    assert f'<option value="{office.culture_official.id}">K’Brơm Hà, Phòng Văn hóa - Xã hội</option>' in page
    typed = {
        "person": person.id, "first_on": "20/4/2026", "last_on": "22/4/2026", "stand_in_id": office.culture_official.id,
    }  # fmt: skip
    answer = client.post("/absences", data=typed)
    assert (answer.status_code, answer.location) == (303, "/absences")
    [row] = absences.upcoming(person, TODAY)
    assert (row.first_on, row.last_on, row.stand_in) == (
        date(2026, 4, 20), date(2026, 4, 22), office.culture_official
    )  # fmt: skip
    assert "20/4/2026 đến 22/4/2026" in client.get("/absences").text


def test_what_makes_no_sense_is_said_at_its_field_and_stays_typed(client: FlaskClient, office: Office) -> None:
    typed = {"person": office.official.id, "first_on": "20/4/2026", "last_on": "19/4/2026", "stand_in_id": ""}
    answer = sign_in(client, office.secretary).post("/absences", data=typed)
    assert answer.status_code == 422
    assert 'id="last_on-error"' in answer.text
    assert 'value="19/4/2026"' in answer.text


def test_a_secretary_enters_nobody_of_another_committee_and_sees_none(client: FlaskClient, office: Office) -> None:
    row = away(office.official)
    sign_in(client, office.other_secretary)
    assert office.official.full_name not in client.get(f"/absences?person={office.official.id}").text
    client.post("/absences", data={"person": office.official.id, "first_on": "4/5/2026", "last_on": "5/5/2026"})
    client.post("/absences/withdrawals", data={"absence": row.id})
    assert absences.upcoming(office.official, TODAY) == [row]


def test_the_administrator_enters_anybody(client: FlaskClient, office: Office) -> None:
    away(office.other_secretary)
    page = sign_in(client, office.admin).get("/absences").text
    assert office.other_secretary.full_name in page


def test_everybody_takes_their_own_back_and_nobody_elses(client: FlaskClient, office: Office) -> None:
    mine, theirs = away(office.official), away(office.culture_official)
    sign_in(client, office.official).post("/absences/withdrawals", data={"absence": theirs.id})
    client.post("/absences/withdrawals", data={"absence": mine.id})
    assert db.session.query(Absence.user_id).all() == [(office.culture_official.id,)]
