"""Many tasks at once: each by the verb for one, none twice, none lost, the rest named, taken back where safe."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import sign_in, user
from tests.tasks.at_once import at_once
from tests.tasks.desk import TODAY, Desk, item, moment, unit
from tracker import clock, history
from tracker.documents.models import Decision, Part
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import User
from tracker.tasks import actions, bulk
from tracker.tasks.bulk_models import BulkOrder, BulkRow, Deed, RowState
from tracker.tasks.models import Task

AT = moment(TODAY)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def order(desk: Desk, deed: Deed, *, by: User | None = None, key: str = "k", **whom: object) -> BulkOrder:
    """Order a deed for every task of the desk, as they were seen just now."""
    choice = bulk.Choice({task.id: task.version for task in desk.tasks})
    query = select(Task).where(Task.id.in_(choice.versions)).order_by(Task.id)
    return bulk.order(
        desk.office.committee, deed, query, choice, key=key, by=by or desk.office.secretary, at=AT,
        words="Theo phân công mới.", **whom,  # type: ignore[arg-type]
    )  # fmt: skip


def to_culture(desk: Desk, *, key: str = "k") -> BulkOrder:
    return order(desk, Deed.UNIT, unit_id=desk.office.culture.id, key=key)


def states(given: BulkOrder) -> list[RowState]:
    db.session.expire_all()
    return [row.state for row in given.rows]


def entries(desk: Desk) -> Iterator[history.HistoryEntry]:
    for task in desk.tasks:
        yield from (entry for entry in history.of(task) if entry.verb in ("assigned", "transferred"))


def test_what_may_be_done_is_done_and_the_rest_is_named(desk: Desk) -> None:
    ended = desk.tasks[0]
    desk.report(ended)
    desk.confirm(ended)
    given = to_culture(desk)
    bulk.run(bulk.DEEDS, at=AT)
    told = bulk.summary(given)
    assert states(given) == [RowState.REFUSED, RowState.SAME, RowState.DONE]
    assert [(row.task, row.why) for row in told.left] == [(ended, "Nhiệm vụ đã kết thúc hoặc thuộc đơn vị khác.")]
    assert desk.tasks[2].lead_unit is desk.office.culture
    assert [entry.changes["reason"] for entry in entries(desk)] == ["Theo phân công mới."]


def test_a_task_somebody_changed_since_is_left_as_it_is(desk: Desk) -> None:
    given = to_culture(desk)
    desk.update(desk.tasks[0])
    bulk.run(bulk.DEEDS, at=AT)
    assert states(given)[0] == RowState.REFUSED
    assert desk.tasks[0].lead_unit is desk.office.economy


def test_the_person_in_charge_goes_along_only_to_their_own_unit(desk: Desk) -> None:
    to_culture(desk)
    bulk.run(bulk.DEEDS, at=AT)
    assert (desk.tasks[0].lead_unit, desk.tasks[0].assignee) == (desk.office.culture, None)


def test_an_official_orders_for_their_own_units_tasks_only(desk: Desk) -> None:
    office = desk.office
    colleague = user("dongnghiep", "Trịnh Văn Bách", office.economy)
    db.session.commit()
    given = order(desk, Deed.PERSON, by=office.official, assignee_id=colleague.id)
    bulk.run(bulk.DEEDS, at=AT)
    assert states(given) == [RowState.DONE, RowState.REFUSED, RowState.DONE]
    passed = order(desk, Deed.UNIT, by=office.official, unit_id=office.culture.id, key="other")
    bulk.run(bulk.DEEDS, at=AT)
    assert RowState.DONE not in states(passed)


def test_after_a_crash_the_rest_is_done_and_nothing_twice(desk: Desk) -> None:
    given = to_culture(desk)
    calls: list[int] = []

    def dying(row: BulkRow, at: object) -> RowState:
        calls.append(row.task_id)
        done = bulk.DEEDS[Deed.UNIT](row, AT)
        if len(calls) == 1:
            return done
        raise KeyboardInterrupt  # the process is killed with a task half done

    with pytest.raises(KeyboardInterrupt):
        bulk.run({Deed.UNIT: dying}, at=AT)
    db.session.rollback()
    assert states(given) == [RowState.DONE, RowState.WAITING, RowState.WAITING]
    assert bulk.is_any_due()
    bulk.run(bulk.DEEDS, at=AT)
    assert not bulk.is_any_due()
    assert states(given) == [RowState.DONE, RowState.SAME, RowState.DONE]
    assert len(list(entries(desk))) == 2


def test_several_workers_do_each_task_once(app: Flask, desk: Desk) -> None:
    given_id = to_culture(desk).id
    at_once(app, lambda: bulk.run(bulk.DEEDS, at=AT))
    given = db.session.get_one(BulkOrder, given_id)
    assert sorted(states(given)) == [RowState.DONE, RowState.DONE, RowState.SAME]
    assert len(list(entries(desk))) == 2


def test_stopped_the_rest_stays_as_it_is(desk: Desk) -> None:
    given = to_culture(desk)
    bulk.run(bulk.DEEDS, at=AT, most=1)
    bulk.cancel(given)
    bulk.run(bulk.DEEDS, at=AT)
    assert states(given) == [RowState.DONE, RowState.CANCELLED, RowState.CANCELLED]
    assert desk.tasks[2].lead_unit is desk.office.economy


def test_taken_back_each_task_is_as_before_save_those_touched_since(desk: Desk) -> None:
    office, plan, standing = desk.office, desk.tasks[0], desk.tasks[2]
    given = to_culture(desk)
    bulk.run(bulk.DEEDS, at=AT)
    desk.update(standing, by=office.secretary)
    bulk.take_back(given)
    bulk.run(bulk.DEEDS, at=AT)
    assert (plan.lead_unit, plan.assignee) == (office.economy, office.official)
    assert [each.unit for each in plan.supports] == [office.culture]
    assert standing.lead_unit is office.culture
    told = bulk.summary(given)
    assert (told.counts[RowState.UNDONE], [row.task for row in told.left]) == (1, [standing])


def test_the_same_key_is_one_order_and_nothing_chosen_is_none(desk: Desk) -> None:
    assert to_culture(desk).id == to_culture(desk).id
    with pytest.raises(RuleBroken):
        bulk.order(
            desk.office.committee, Deed.UNIT, select(Task).where(Task.id == 0), bulk.Choice(), key="none",
            by=desk.office.secretary, at=AT, unit_id=desk.office.culture.id,
        )  # fmt: skip


@pytest.mark.parametrize("picked", [["x"], ["1"], ["1:2:3"], ["-1:2"], ["²:1"], ["99999999999:1"], [":"]])
def test_what_is_no_choice_chooses_nothing(picked: list[str]) -> None:
    assert bulk.Choice.of(picked, everything=False).versions == {}


# ------------------------------------------------------------------------------------------ the pages


def boxes(desk: Desk) -> list[str]:
    return [f"{task.id}:{task.version}" for task in desk.tasks]


def test_the_secretary_passes_tasks_on_without_javascript(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.secretary)
    register = client.get("/tasks").text
    assert all(f'value="{box}"' in register for box in boxes(desk))
    page = client.get("/tasks/bulk/unit", query_string={"task": boxes(desk), "committee": 1}).text
    assert all(task.title in page for task in desk.tasks)
    data = {"task": boxes(desk), "committee": 1, "unit_id": desk.office.culture.id, "reason": "", "key": "abc"}
    refused = client.post("/tasks/bulk/unit", data=data)
    assert refused.status_code == 422 and "reason-error" in refused.text and boxes(desk)[0] in refused.text
    for _click in range(2):
        done = client.post("/tasks/bulk/unit", data={**data, "reason": "Phân công lại."})
        assert (done.status_code, done.location) == (303, f"/tasks?committee={desk.office.committee.id}")
    assert "Đã chuyển 2 nhiệm vụ." in client.get("/tasks").text
    assert {task.lead_unit.name for task in db.session.scalars(select(Task)) if task.lead_unit} == {
        "Phòng Văn hóa - Xã hội"
    }
    assert len(list(entries(desk))) == 2


def test_everything_under_the_filters_is_chosen_unseen(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.secretary)
    filters = {"everything": "1", "unit": desk.office.economy.id, "committee": 1}
    page = client.get("/tasks/bulk/unit", query_string=filters).text
    assert desk.tasks[0].title in page and desk.tasks[1].title not in page
    data = {**filters, "unit_id": desk.office.culture.id, "reason": "Phân công lại.", "key": "all"}
    assert client.post("/tasks/bulk/unit", data=data).status_code == 303
    assert len(list(entries(desk))) == 2


def test_what_was_left_is_said_on_one_page_and_undone_from_there(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.secretary)
    stale = boxes(desk)
    desk.update(desk.tasks[0])
    data = {"task": stale, "committee": 1, "unit_id": desk.office.culture.id, "reason": "Phân công lại.", "key": "z"}
    there = client.post("/tasks/bulk/unit", data=data).location
    page = client.get(there).text
    assert "1 nhiệm vụ đã thực hiện" in page and "1 nhiệm vụ không thực hiện được" in page
    assert desk.tasks[0].title in page
    assert client.post(f"{there}/return").status_code == 303
    assert "1 nhiệm vụ đã hoàn lại" in client.get(there).text
    assert db.session.get_one(Task, desk.tasks[2].id).lead_unit is desk.office.economy


def test_more_than_a_page_is_done_by_the_job(desk: Desk, client: FlaskClient) -> None:
    for number in range(bulk.AT_ONCE):
        row = item(desk.conclusion, ["9", str(number)], "Về các dự án", f"Việc {number}", Decision.ACCEPTED)
        unit(row, Part.LEAD, desk.office.economy)
        db.session.flush()
        actions._open(row, 100 + number, by=desk.office.secretary, on=TODAY)
    db.session.commit()
    sign_in(client, desk.office.secretary)
    data = {
        "everything": "1", "committee": 1, "unit_id": desk.office.culture.id, "reason": "Phân công lại.", "key": "many"
    }  # fmt: skip
    there = client.post("/tasks/bulk/unit", data=data).location
    page = client.get(there).text
    assert f"{bulk.AT_ONCE}/{bulk.AT_ONCE + 3}" in page and "Dừng" in page
    bulk.run(bulk.DEEDS, at=AT)
    assert "Dừng" not in client.get(there).text
    assert {task.lead_unit_id for task in db.session.scalars(select(Task))} == {desk.office.culture.id}


def test_nobody_is_taken_off_by_a_slip(desk: Desk, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    data = {"task": boxes(desk)[:1], "committee": 1, "assignee": "", "reason": "", "key": "slip"}
    assert client.post("/tasks/bulk/person", data=data).status_code == 422
    assert client.post("/tasks/bulk/person", data={**data, "assignee": "nobody"}).status_code == 303
    assert db.session.get_one(Task, desk.tasks[0].id).assignee is None


def test_each_role_is_offered_what_it_may_do(desk: Desk, client: FlaskClient) -> None:
    offered = {
        "viewer": ["/tasks/bulk/export"],
        "official": ["/tasks/bulk/person", "/tasks/bulk/export"],
        "chair": ["/tasks/bulk/reminders", "/tasks/bulk/export"],
        "secretary": ["/tasks/bulk/person", "/tasks/bulk/unit", "/tasks/bulk/reminders", "/tasks/bulk/export"],
    }
    for role, wanted in offered.items():
        sign_in(client, getattr(desk.office, role))
        page = client.get("/tasks").text
        assert [part.split('"')[0] for part in page.split('formaction="')[1:]] == wanted
        client.post("/sign-out")


def test_the_chosen_are_exported(desk: Desk, client: FlaskClient) -> None:
    from tests.world import holds

    sign_in(client, desk.office.viewer)
    answer = client.get("/tasks/bulk/export", query_string={"task": boxes(desk)[:1], "committee": 1})
    assert holds(answer.data, [desk.tasks[0].title]) and not holds(answer.data, [desk.tasks[1].title])


def test_an_order_is_seen_by_whoever_gave_it(desk: Desk, client: FlaskClient) -> None:
    given = to_culture(desk)
    sign_in(client, desk.office.chair)
    assert client.get(f"/tasks/bulk/{given.id}").status_code == 404
    assert client.post(f"/tasks/bulk/{given.id}/return").status_code == 404
