"""Asking after many tasks at once: one letter to each unit and person, the rest named."""

import pytest
from sqlalchemy import select

from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, Desk, conclusion, moment
from tracker import clock, history
from tracker.extensions import db
from tracker.reminders import freshness
from tracker.reminders.bulk import DEEDS
from tracker.reminders.models import Letter
from tracker.tasks import bulk
from tracker.tasks.bulk_models import Deed, RowState
from tracker.tasks.models import Task


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    desk = Desk(office, conclusion(office))
    desk.tasks[0].assignee = None
    db.session.commit()
    return desk


def order(desk: Desk) -> bulk.BulkOrder:
    choice = bulk.Choice({task.id: task.version for task in desk.tasks})
    return bulk.order(
        desk.office.committee, Deed.REMIND, select(Task).order_by(Task.id), choice, key="k", by=desk.office.secretary,
        at=moment(TODAY), words="Báo cáo trước thứ Sáu.",
    )  # fmt: skip


def test_a_unit_gets_one_letter_with_all_of_its_tasks(desk: Desk) -> None:
    given = order(desk)
    bulk.run(DEEDS, at=moment(TODAY))
    economy, culture = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    assert economy.subject == "Đôn đốc 2 nhiệm vụ của Phòng Kinh tế, 1 nhiệm vụ quá hạn"
    assert all(task.title in economy.html for task in (desk.tasks[0], desk.tasks[2]))
    assert "Báo cáo trước thứ Sáu." in culture.text and desk.tasks[1].title in culture.subject
    assert {row.state for row in given.rows} == {RowState.DONE}
    assert all("reminded" in [entry.verb for entry in history.of(task)] for task in desk.tasks)


def test_what_is_not_owed_is_left_and_named(desk: Desk) -> None:
    desk.report(desk.tasks[0])
    given = order(desk)
    bulk.run(DEEDS, at=moment(TODAY))
    assert [row.task for row in bulk.summary(given).left] == [desk.tasks[0]]
    assert len(db.session.scalars(select(Letter)).all()) == 2


def test_a_letter_leaves_out_what_was_reported_before_it_went(desk: Desk) -> None:
    order(desk)
    bulk.run(DEEDS, at=moment(TODAY))
    letter = db.session.scalars(select(Letter).order_by(Letter.id)).first()
    desk.report(desk.tasks[0])
    assert letter and freshness.refresh(letter, at=letter.created_at)
    assert desk.tasks[0].title not in letter.html and desk.tasks[2].title in letter.html


def test_letters_are_not_taken_back_and_somebody_who_left_reminds_no_more(desk: Desk, client) -> None:
    given = order(desk)
    desk.office.secretary.is_enabled = False
    db.session.commit()
    bulk.run(DEEDS, at=moment(TODAY))
    assert {row.state for row in given.rows} == {RowState.REFUSED}
    sign_in(client, desk.office.chair)
    boxes = [f"{task.id}:{task.version}" for task in desk.tasks]
    data = {"task": boxes, "committee": 1, "note": "Báo cáo ngay.", "key": "chair"}
    assert client.post("/tasks/bulk/reminders", data={**data, "note": ""}).status_code == 422
    assert client.post("/tasks/bulk/reminders", data=data).location == "/tasks?committee=1"
    made = db.session.scalars(select(bulk.BulkOrder).filter_by(key="chair")).one()
    assert client.post(f"/tasks/bulk/{made.id}/return").status_code == 422
