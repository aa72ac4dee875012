"""Cam kết: who promised what by when; kept and broken follow from the days, in Python and in SQL alike."""

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.meetings.table import LATER, commit, meet, sit
from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, Desk, fresh_key, moment
from tracker import clock
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import commitment_queries, commitments
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.people.queries import reach_of
from tracker.tasks import actions
from tracker.tasks.course import course
from tracker.tasks.models import Task

SOON = date(2026, 4, 18)
STEP = {"promise": "Gửi hồ sơ lên Sở Xây dựng", "is_of_completion": False}


def test_a_promise_is_of_the_meeting_that_sits_and_the_task_tells_of_it(office: Office, desk: Desk, task: Task) -> None:
    sitting = sit(meet(office), office.chair)
    made = commit(office, task, LATER)
    assert (made.meeting, made.unit, made.made_on) == (sitting.meeting, office.economy, TODAY)
    assert made.person in [event.by for event in course(task, TODAY)]
    assert task.due_on is not None
    assert task.due_on < LATER  # a promise moves no deadline


def test_the_report_of_completion_keeps_the_promise_of_it_until_it_is_returned(
    office: Office, desk: Desk, task: Task
) -> None:
    made = commit(office, task, SOON)
    assert [made.stands(on) for on in (TODAY, SOON, LATER)] == [Promise.OPEN, Promise.OPEN, Promise.BROKEN]
    desk.report(task, SOON)
    assert made.stands(LATER) is Promise.KEPT
    actions.return_task(
        task, reason="Thiếu hồ sơ.", by=office.secretary, at=moment(LATER), on=LATER, version=task.version, key="back"
    )
    assert made.stands(LATER) is Promise.BROKEN
    desk.report(task, LATER)
    assert made.stands(LATER) is Promise.KEPT_LATE


def test_a_step_is_kept_by_the_word_of_its_unit_and_by_no_report(office: Office, desk: Desk, task: Task) -> None:
    made = commit(office, task, SOON, **STEP)
    desk.report(task, TODAY)
    assert made.stands(LATER) is Promise.BROKEN
    facts = {"at": moment(LATER), "on": LATER, "version": made.version}
    with pytest.raises(RuleBroken):
        commitments.fulfil(made, by=office.culture_official, **facts)
    db.session.rollback()
    commitments.fulfil(made, "Đã gửi.", by=office.official, **facts)
    assert (made.stands(LATER), made.fulfilled_by, made.fulfilled_words) == (
        Promise.KEPT_LATE, office.official, "Đã gửi.",
    )  # fmt: skip
    with pytest.raises(StaleVersion):
        commitments.fulfil(made, by=office.official, **facts)


def test_a_promise_of_completion_is_not_ticked_off_by_hand(office: Office, desk: Desk, task: Task) -> None:
    made = commit(office, task)
    with pytest.raises(RuleBroken):
        commitments.fulfil(made, by=office.secretary, at=moment(TODAY), on=TODAY, version=made.version)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"person": " "}, "person"),
        ({"promise": "", "is_of_completion": False}, "promise"),
        ({"made_on": date(2026, 4, 15)}, "made_on"),
        ({"due_on": date(2026, 4, 13)}, "until"),
    ],
)
def test_what_cannot_be_promised_is_refused_at_its_field(
    office: Office, desk: Desk, task: Task, words: dict[str, object], field: str
) -> None:
    pledge = commitments.Pledge(**{"person": "Đỗ Ngọc Lưỡng", "due_on": LATER, **words})
    with pytest.raises(RuleBroken) as broken:
        commitments.promise(task, pledge, by=office.secretary, at=moment(TODAY), on=TODAY, key=fresh_key())
    assert broken.value.field == field


def test_officials_do_not_write_promises_down_and_nobody_promises_what_is_reported(
    office: Office, desk: Desk, task: Task
) -> None:
    with pytest.raises(RuleBroken):
        commit(office, task, by=office.official)
    db.session.rollback()
    desk.report(task)
    with pytest.raises(RuleBroken):
        commit(office, task)


def test_a_release_says_why_and_counts_no_more(office: Office, desk: Desk, task: Task) -> None:
    made, reach = commit(office, task, SOON), reach_of(office.viewer)
    with pytest.raises(RuleBroken):
        commitments.withdraw(made, " ", by=office.chair, at=moment(TODAY), version=made.version)
    db.session.rollback()
    commitments.withdraw(made, "Đổi người.", by=office.chair, at=moment(TODAY), version=made.version)
    assert not db.session.scalars(commitment_queries.commitments(reach)).all()


def test_a_task_that_is_dropped_releases_from_its_promises(office: Office, desk: Desk, task: Task) -> None:
    commit(office, task, SOON)
    actions.drop(
        task, reason="Không làm nữa.", by=office.chair, at=moment(TODAY), on=TODAY, version=task.version, key="no more"
    )
    assert commitment_queries.promises(commitment_queries.commitments(reach_of(office.viewer)), LATER).total == 0


def test_counts_lists_and_every_single_one_agree_on_every_day(office: Office, desk: Desk) -> None:
    plan, road, standing = desk.tasks
    for task, due_on, words in (
        (plan, SOON, {}), (plan, LATER, STEP), (road, LATER, {}), (road, SOON, STEP), (standing, LATER, STEP),
    ):  # fmt: skip
        commit(office, task, due_on, **words)
    step = db.session.query(Commitment).filter_by(task_id=road.id, is_of_completion=False).one()
    commitments.fulfil(step, by=office.secretary, at=moment(SOON), on=SOON, version=step.version)
    desk.report(plan, date(2026, 4, 20))
    found = commitment_queries.commitments(reach_of(office.viewer))
    rows = db.session.scalars(found).all()
    seen = set()
    for on in (TODAY, SOON, date(2026, 4, 19), LATER, date(2026, 6, 1)):
        counted = commitment_queries.promises(found, on)
        for kind in Promise:
            listed = db.session.scalars(found.where(commitment_queries.stands_so(kind, on))).all()
            assert listed == [each for each in rows if each.stands(on) is kind]
            assert getattr(counted, kind.value) == len(listed)
            seen |= {kind} if listed else set()
        assert counted.total == len(rows)
        soon = db.session.scalars(found.where(commitment_queries.soon(on))).all()
        assert counted.soon == len(soon)
        by_unit = commitment_queries.promises_by_unit(found, on)
        assert sum(each.total for each in by_unit.values()) == counted.total
    assert seen == set(Promise)
    here = office.committee.id
    coming = commitment_queries.due(here, reach_of(office.viewer), date(2026, 4, 19), LATER)
    assert {each.due_on for each in db.session.scalars(coming)} == {LATER}
    missed = commitment_queries.broken(here, reach_of(office.viewer), date(2026, 6, 1))
    assert len(db.session.scalars(missed).all()) == 3


# ------------------------------------------------------------------------------------------ the register


def test_every_tab_and_cell_lists_what_it_counts_and_the_file_has_the_same(
    client: FlaskClient, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 20))
    plan, road, standing = desk.tasks
    for task, due_on in ((plan, SOON), (plan, LATER), (road, SOON), (standing, date(2026, 4, 25))):
        commit(office, task, due_on)
    desk.report(plan, date(2026, 4, 20))
    commit(office, road, LATER, promise="=1+1")
    sign_in(client, office.viewer)
    for query, listed in (
        ("", 5), ("state=broken", 1), ("state=soon", 1), ("state=open", 2), ("state=kept", 1), ("state=kept_late", 1),
        (f"unit={office.culture.id}", 2), (f"unit={office.culture.id}&state=open", 1), ("state=nonsense&unit=x", 5),
    ):  # fmt: skip
        page = client.get(f"/commitments?{query}").text
        assert page.count('<li id="commitment-') == listed, query
        book = load_workbook(BytesIO(client.get(f"/commitments.xlsx?{query}").data)).worksheets[0]
        numbered = [row for row in book.iter_rows(values_only=True) if isinstance(row[0], int)]
        assert len(numbered) == listed, query
    assert "chưa thực hiện đúng cam kết, quá 2 ngày" in client.get("/commitments?state=broken").text
    assert "Thực hiện chậm <b>1</b>" in client.get("/commitments").text


def test_a_committee_without_commitments_says_how_one_is_written_down(
    client: FlaskClient, office: Office, desk: Desk
) -> None:
    assert "Chưa ghi cam kết nào" in sign_in(client, office.viewer).get("/commitments").text


def test_an_officials_own_page_names_what_their_unit_promised_and_has_not_kept(
    client: FlaskClient, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 20))
    plan, road, _standing = desk.tasks
    pressing = [commit(office, plan, SOON, **STEP), commit(office, plan, date(2026, 4, 27), **STEP)]
    others = [commit(office, plan, LATER, **STEP), commit(office, road, SOON)]
    sign_in(client, office.official)
    page = client.get("/").text
    assert all(f'id="commitment-{each.id}"' in page for each in pressing)
    assert not any(f'id="commitment-{each.id}"' in page for each in others)
