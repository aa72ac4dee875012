"""The page on which a committee says how often and by when it is reported to."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tracker import clock, history
from tracker.people.models import Committee, Cutoff
from tracker.reading.results import Recurrence

TODAY = date(2026, 4, 14)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def typed(row: Committee, **words: object) -> dict[str, object]:
    return {
        "version": row.version, "committee": row.id, "cutoff": "official", "report_days": "2",
        "standing_rhythm": "quarterly", **words,
    }  # fmt: skip


def test_a_new_committee_keeps_the_official_periods_and_asks_every_quarter(office: Office) -> None:
    row = office.committee
    assert (row.cutoff, row.report_days, row.standing_rhythm, row.standing_since) == (
        Cutoff.OFFICIAL, 2, Recurrence.QUARTERLY, None
    )  # fmt: skip


def test_the_secretary_sets_the_periods(client: FlaskClient, office: Office) -> None:
    row = office.committee
    sign_in(client, office.secretary)
    page = client.get("/reporting").text
    assert 'value="official"' in page and "hằng quý" in page
    answer = client.post("/reporting", data=typed(row, cutoff="calendar", report_days="5"))
    assert (answer.status_code, answer.location) == (303, "/reports-owed")
    assert (row.cutoff, row.report_days, row.standing_since) == (Cutoff.CALENDAR, 5, None)
    assert history.of(row)[0].changes == {"cutoff": ["official", "calendar"], "report_days": [2, 5]}


def test_a_new_rhythm_holds_from_its_day_and_none_asks_for_nothing(client: FlaskClient, office: Office) -> None:
    row = office.committee
    sign_in(client, office.secretary).post("/reporting", data=typed(row, standing_rhythm=""))
    assert (row.standing_rhythm, row.standing_since) == (None, TODAY)


def test_the_administrator_sets_them_for_any_committee(client: FlaskClient, office: Office) -> None:
    row = office.other_committee
    address = f"/committees/{row.id}/reporting"
    sign_in(client, office.admin)
    assert address in client.get(f"/committees/{row.id}").text
    assert client.post(address, data=typed(row, report_days="0")).status_code == 303
    assert row.report_days == 0


@pytest.mark.parametrize("days", ["", "31", "-1", "hai"])
def test_what_is_no_number_of_days_is_refused_and_stays_typed(client: FlaskClient, office: Office, days: str) -> None:
    answer = sign_in(client, office.secretary).post("/reporting", data=typed(office.committee, report_days=days))
    assert answer.status_code == 422
    assert 'id="report_days-error"' in answer.text
    assert office.committee.report_days == 2


def test_whoever_was_slower_sees_both_versions(client: FlaskClient, office: Office) -> None:
    row = office.committee
    stale = typed(row, report_days="9")
    sign_in(client, office.secretary).post("/reporting", data=typed(row, report_days="4"))
    answer = client.post("/reporting", data=stale)
    assert answer.status_code == 409
    assert row.report_days == 4
    assert 'value="9"' in answer.text


def test_nobody_else_sets_them(client: FlaskClient, office: Office) -> None:
    for person in (office.official, office.chair, office.viewer):
        assert sign_in(client, person).get("/reporting").status_code == 403
    assert sign_in(client, office.secretary).get(f"/committees/{office.committee.id}/reporting").status_code == 403
