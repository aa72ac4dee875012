"""The page on which a committee says when reminders go out; what lacks for it, and the hours of the office."""

from datetime import date, time

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tests.reminders.world import only_deadlines, task
from tracker import history
from tracker.extensions import db
from tracker.people import office_settings
from tracker.people.models import Committee
from tracker.reminders import rules


def typed(row: Committee, **words: object) -> dict[str, object]:
    """Return the form as it is filled for a committee that set nothing."""
    return {
        "version": rules.version_of(row.id), "committee": row.id, "days_before": "7, 3, 1", "on_day": "y",
        "weekly_late": "y", "head_after": "5", "standing_after": "10", "standing_member_id": "", "silent_after": "30",
        "summary_weekday": "0", "brief_days": "2", **words,
    }  # fmt: skip


def test_the_secretary_sets_the_rules(client: FlaskClient, office: Office) -> None:
    row = office.committee
    page = sign_in(client, office.secretary).get("/reminder-rules").text
    assert 'value="7, 3, 1"' in page
    words = typed(
        row, days_before="1; 14 và 5", silent_after="", summary_weekday="4", standing_member_id=office.chair.id
    )
    answer = client.post("/reminder-rules", data=words)
    assert (answer.status_code, answer.location) == (303, "/reminder-rules")
    now = rules.rules_of(row.id)
    assert (now.days_before, now.silent_after, now.summary_weekday) == ((14, 5, 1), None, 4)
    assert now.standing_member_id == office.chair.id


def test_whoever_saves_what_stands_there_changes_nothing(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary).post("/reminder-rules", data=typed(office.committee))
    assert rules.rules_of(office.committee.id) == rules.DEFAULTS


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("days_before", "7, ba"), ("days_before", "0"), ("days_before", "400"), ("days_before", "6,5,4,3,2,1"),
        ("silent_after", "1"), ("head_after", "không"), ("standing_after", "2"), ("brief_days", "99"),
    ],
)  # fmt: skip
def test_what_no_rule_can_be_is_said_at_its_field_and_stays_typed(
    client: FlaskClient, office: Office, field: str, words: str
) -> None:
    answer = sign_in(client, office.secretary).post("/reminder-rules", data=typed(office.committee, **{field: words}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'value="{words}"' in answer.text
    assert rules.version_of(office.committee.id) == 0


def test_the_standing_member_is_a_member(client: FlaskClient, office: Office) -> None:
    words = typed(office.committee, standing_member_id=office.other_secretary.id)
    assert sign_in(client, office.secretary).post("/reminder-rules", data=words).status_code == 422
    assert office.other_secretary.full_name not in client.get("/reminder-rules").text


def test_whoever_was_slower_sees_both_versions(client: FlaskClient, office: Office) -> None:
    row = office.committee
    stale = typed(row, days_before="9", summary_weekday="")
    sign_in(client, office.secretary).post("/reminder-rules", data=typed(row, days_before="4"))
    answer = client.post("/reminder-rules", data=stale)
    assert answer.status_code == 409
    assert 'class="differs">4<' in answer.text
    assert 'class="differs">Thứ Hai<' in answer.text
    assert 'value="9"' in answer.text
    assert rules.rules_of(row.id).days_before == (4,)


def test_the_programs_own_rules_are_put_into_the_form_and_not_saved(client: FlaskClient, office: Office) -> None:
    row = office.committee
    kept = typed(row, days_before="4", standing_member_id=office.chair.id)
    sign_in(client, office.secretary).post("/reminder-rules", data=kept)
    page = client.get("/reminder-rules?defaults=1").text
    assert 'value="7, 3, 1"' in page
    assert f'<option selected value="{office.chair.id}">' in page, "a person who is named is no rule"
    assert f"data-forgets=rules-{row.id}" in page, "what was typed before must not come back over it"
    assert rules.rules_of(row.id).days_before == (4,)


def test_the_administrator_sets_them_for_any_committee(client: FlaskClient, office: Office) -> None:
    row = office.other_committee
    address = f"/committees/{row.id}/reminder-rules"
    assert address in sign_in(client, office.admin).get(f"/committees/{row.id}").text
    assert client.post(address, data=typed(row, brief_days="")).status_code == 303
    assert rules.rules_of(row.id).brief_days is None


def test_nobody_else_sets_them(client: FlaskClient, office: Office) -> None:
    for person in (office.official, office.chair, office.viewer):
        assert sign_in(client, person).get("/reminder-rules").status_code == 403
    assert sign_in(client, office.secretary).get(f"/committees/{office.committee.id}/reminder-rules").status_code == 403


# ------------------------------------------------------------------------------------------ who is told, and when


def test_the_head_of_a_unit_is_named_on_its_page(client: FlaskClient, office: Office) -> None:
    unit, head = office.economy, office.official
    page = sign_in(client, office.secretary).get(f"/units/{unit.id}").text
    own = page[page.index('<optgroup label="Cán bộ của đơn vị">') : page.index('<optgroup label="Người khác')]
    assert head.full_name in own
    assert office.culture_official.full_name not in own
    words = {"name": unit.name, "email": unit.email, "head_id": head.id, "is_active": "y", "version": unit.version}
    assert client.post(f"/units/{unit.id}", data=words).status_code == 303
    assert unit.head is head
    assert history.of(unit)[0].changes == {"head_id": [None, head.id]}
    assert head.full_name in client.get("/units").text


def test_letters_leave_in_the_hours_the_administrator_sets(client: FlaskClient, office: Office) -> None:
    words = {"opens_at": "8:00", "closes_at": "16 giờ 30", "offers_calendars": "y", "version": 0}
    answer = sign_in(client, office.admin).post("/mail/hours", data=words)
    assert (answer.status_code, answer.location) == (303, "/mail")
    assert office_settings.current() == office_settings.Office(time(8), time(16, 30), reply_needs_sign_in=False)
    assert client.post("/mail/hours", data=words).status_code == 409
    words = {**words, "closes_at": "7:00", "version": office_settings.version()}
    assert 'id="closes_at-error"' in client.post("/mail/hours", data=words).text


def test_the_first_page_of_administration_names_what_escalation_lacks(client: FlaskClient, office: Office) -> None:
    row = office.committee
    task(office, "Lắp biển báo", date(2026, 4, 15))
    only_deadlines(office, head_after=5, standing_after=10)
    sign_in(client, office.admin)
    page = client.get("/administration").text
    assert "1 đơn vị có nhiệm vụ chưa xong nhưng không có người đứng đầu" in page
    assert f"{row.short_name} chưa có thường trực" in page
    office.economy.head = office.other_secretary
    only_deadlines(office, standing_member_id=office.chair.id)
    page = client.get("/administration").text
    assert "không có người đứng đầu" in page, "who is no member is told nothing"
    assert f"{row.short_name} chưa có thường trực" not in page
    assert "(thường trực Ban Chỉ đạo)" in client.get(f"/committees/{row.id}").text
    office.economy.head = office.official
    db.session.commit()
    assert "không có người đứng đầu" not in client.get("/administration").text


def test_the_administrator_reads_in_the_history_what_was_set(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary).post("/reminder-rules", data=typed(office.committee, days_before="9, 4"))
    page = sign_in(client, office.admin).get("/history").text
    assert "9, 4" in page
