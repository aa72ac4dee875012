"""Sittings: begun on the day by who presides, with the agenda fixed; closed and gone on with; a page of their own."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.meetings.full_table import TODAY, Table, set_table
from tests.office import Office, sign_in
from tests.tasks.desk import moment
from tracker import clock, history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.meetings import sittings
from tracker.meetings.actions import cancel_meeting
from tracker.meetings.agenda import Why, agenda
from tracker.meetings.queries import sitting_of
from tracker.meetings.sitting_models import Sitting
from tracker.people.queries import reach_of
from tracker.tasks import actions
from tracker.tasks.models import Stage


@pytest.fixture
def table(office: Office, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setattr(clock, "now", lambda: moment(TODAY))
    return set_table(office)


def begun(table: Table) -> Sitting:
    by = table.office.secretary
    return sittings.begin(
        table.meeting, table.office.chair, reach=reach_of(by), by=by, at=moment(TODAY), on=TODAY
    )  # fmt: skip


def test_it_begins_with_who_presides_and_leaves_its_trace(table: Table):
    sitting = begun(table)
    assert (sitting.is_open, sitting.presider) == (True, table.office.chair)
    entry = history.of(sitting)[0]
    assert (entry.verb, entry.changes, entry.committee_id) == (
        "began", {"presider_id": table.office.chair.id}, table.office.committee.id,
    )  # fmt: skip
    with pytest.raises(RuleBroken):
        begun(table)


def test_what_is_decided_does_not_leave_the_table(table: Table):
    before = [entry.task.title for entry in agenda(table.meeting, reach_of(table.office.chair), TODAY).entries]
    begun(table)
    at, by = moment(TODAY, 10), table.office.chair
    actions.confirm(table.reported, by=by, at=at, on=TODAY, version=table.reported.version, key="done")
    after = agenda(table.meeting, reach_of(table.office.chair), TODAY)
    assert [entry.task.title for entry in after.entries] == before
    assert [entry.whys for entry in after.entries if entry.task.stage is Stage.DONE] == [(Why.REPORTED,)]


def test_it_does_not_begin_before_its_day_nor_called_off_nor_under_a_stranger(table: Table):
    by, at = table.office.secretary, moment(TODAY)
    for presider, on in ((table.office.chair, TODAY - timedelta(1)), (table.office.other_secretary, TODAY)):
        with pytest.raises(RuleBroken):
            sittings.begin(table.meeting, presider, reach=reach_of(by), by=by, at=at, on=on)
        db.session.rollback()
    table.meeting.cancelled_at = at
    with pytest.raises(RuleBroken):
        begun(table)


def test_one_meeting_sits_at_a_time_and_what_sat_is_not_called_off(table: Table):
    begun(table)
    with pytest.raises(RuleBroken, match="Phiên họp thứ năm"):
        by = table.office.secretary
        sittings.begin(table.before, by, reach=reach_of(by), by=by, at=moment(TODAY), on=TODAY)
    db.session.rollback()
    with pytest.raises(RuleBroken):
        cancel_meeting(table.meeting, "Bận", version=table.meeting.version, by=table.office.secretary, at=moment(TODAY))


def test_another_member_may_preside_from_some_moment_on(table: Table):
    sitting = begun(table)
    sittings.hand_over(sitting, table.office.viewer, by=table.office.chair, at=moment(TODAY, 10))
    assert sitting.presider == table.office.viewer
    assert history.of(sitting)[0].changes == {"presider_id": [table.office.chair.id, table.office.viewer.id]}


def test_it_is_closed_and_gone_on_with(table: Table):
    sitting, by = begun(table), table.office.secretary
    sittings.close(sitting, by=by, at=moment(TODAY, 11))
    assert not sitting.is_open
    with pytest.raises(RuleBroken):
        sittings.hand_over(sitting, table.office.viewer, by=by, at=moment(TODAY, 11))
    sittings.reopen(sitting, by=by, at=moment(TODAY, 12))
    assert sitting.is_open
    assert [entry.verb for entry in history.of(sitting)] == ["resumed", "closed", "began"]


def test_turning_the_page_meanwhile_hinders_nobody(table: Table):
    sitting = begun(table)
    sittings.show(sitting, "task-1")
    sittings.show(sitting, "task-2")
    sittings.close(sitting, by=table.office.secretary, at=moment(TODAY, 11))
    assert (sitting.shown, sitting.is_open) == ("task-2", False)


def test_the_stamp_changes_with_what_is_shown_and_with_what_is_decided_and_else_not(table: Table):
    def stamp() -> str | None:
        db.session.commit()
        return sittings.stamp(table.meeting.id, reach_of(table.office.viewer))

    sitting, stamps = begun(table), []
    stamps.append(stamp())
    assert stamp() == stamps[0]
    sittings.show(sitting, "task-1")
    stamps.append(stamp())
    sittings.show(sitting, "task-1")
    assert stamp() == stamps[1]
    version = table.reported.version
    actions.confirm(table.reported, by=table.office.chair, at=moment(TODAY), on=TODAY, version=version, key="done")
    stamps.append(stamp())
    assert len(set(stamps)) == 3
    assert sittings.stamp(table.meeting.id, reach_of(table.office.other_secretary)) is None


# ------------------------------------------------------------------------------------------ the page


def test_a_meeting_is_led_from_its_page(table: Table, client: FlaskClient):
    sign_in(client, table.office.secretary)
    address = f"/meetings/{table.meeting.id}"
    page = client.get(address).text
    assert "Bắt đầu phiên họp" in page
    assert page.index("Trần Quốc Thạch") < page.index("Vũ Thị Quế Chi", page.index("presider_id"))
    client.post(f"{address}/sitting", data={"presider_id": table.office.chair.id})
    page = client.get(address).text
    assert "Chủ trì: Trần Quốc Thạch" in page
    assert "Kết thúc phiên họp" in page
    client.post(f"{address}/closing")
    assert "Họp tiếp" in client.get(address).text
    client.post(f"{address}/resumption")
    sitting = sitting_of(table.meeting.id)
    assert sitting is not None
    assert sitting.is_open


def test_a_member_sees_the_meeting_and_leads_nothing(table: Table, client: FlaskClient):
    sign_in(client, table.office.official)
    page = client.get(f"/meetings/{table.meeting.id}").text
    assert "Phòng Kinh tế" in page
    assert "Bắt đầu phiên họp" not in page
    assert "/projector" not in page
    assert client.post(f"/meetings/{table.meeting.id}/sitting").status_code == 403
