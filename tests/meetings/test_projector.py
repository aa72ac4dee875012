"""The meeting's screens: the stops in their order, what each shows, and the others that follow."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.meetings.full_table import TODAY, Table, set_table
from tests.office import Office, sign_in
from tests.tasks.desk import moment
from tracker import clock
from tracker.extensions import db
from tracker.meetings import projector, sittings
from tracker.meetings.agenda import Agenda, Entry, UnitPart
from tracker.meetings.direction_models import Direction
from tracker.meetings.projector import Stand
from tracker.meetings.queries import sitting_of
from tracker.meetings.sitting_models import AgendaPoint, Sitting
from tracker.people.models import Unit
from tracker.people.queries import reach_of
from tracker.tasks import actions, extensions
from tracker.tasks.models import Task, Update

ROADS, FIELDS = Unit(id=1), Unit(id=2)


def entry(number: int) -> Entry:
    return Entry(Task(id=number), ())


STOPS = projector.spots(
    Agenda(
        [AgendaPoint(id=7)],
        [UnitPart(ROADS, [entry(1), entry(2)]), UnitPart(FIELDS, [entry(3)])],
        [AgendaPoint(id=8)],
        [],
    )
)


def standing(name: str) -> Stand:
    place = projector.place_of(STOPS, name)
    assert place is not None
    return projector.stand(STOPS, place)


# ------------------------------------------------------------------------------------------ the stops


def test_the_stops_go_from_the_figures_by_unit_and_task_to_what_was_decided():
    assert [spot.name for spot in STOPS] == [
        "start", "point-7", "unit-1", "task-1", "task-2", "unit-2", "task-3", "point-8", "end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after", "unit_before", "unit_after"),
    [
        ("start", None, "point-7", None, "point-7"),
        ("unit-1", "point-7", "task-1", "point-7", "unit-2"),
        ("task-2", "task-1", "unit-2", "unit-1", "unit-2"),
        ("unit-2", "task-2", "task-3", "unit-1", "point-8"),
        ("end", "point-8", None, "point-8", None),
    ],
)
def test_each_stop_knows_its_neighbours(
    name: str, before: str | None, after: str | None, unit_before: str | None, unit_after: str | None
):
    stand = standing(name)
    around = (stand.before, stand.after, stand.unit_before, stand.unit_after)
    assert [each.name if each else None for each in around] == [before, after, unit_before, unit_after]


def test_a_task_says_which_of_the_tasks_it_is():
    assert [(standing(name).number, standing(name).tasks) for name in ("start", "task-3")] == [(0, 3), (3, 3)]


# ------------------------------------------------------------------------------------------ what they show


@pytest.fixture
def table(office: Office, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setattr(clock, "now", lambda: moment(TODAY))
    return set_table(office)


def begun(table: Table) -> Sitting:
    by = table.office.secretary
    return sittings.begin(
        table.meeting, table.office.chair, reach=reach_of(by), by=by, at=moment(TODAY), on=TODAY
    )  # fmt: skip


def direction(table: Table, text: str, task: Task | None) -> None:
    chair = table.office.chair
    db.session.add(
        Direction(
            committee_id=table.office.committee.id,
            meeting=table.meeting,
            task=task,
            text=text,
            said_by=chair,
            by=chair,
            at=moment(TODAY),
            on=TODAY,
            due_on=TODAY + timedelta(10),
            key=text,
        )
    )
    db.session.commit()


def test_a_task_is_shown_with_its_sentence_its_days_and_the_units_last_word(table: Table, client: FlaskClient):
    for on, said in ((TODAY - timedelta(9), "Chưa có giá"), (TODAY - timedelta(5), "")):
        db.session.add(
            Update(
                task=table.late,
                by=table.office.official,
                at=moment(on),
                on=on,
                from_stage=table.late.stage,
                stage=table.late.stage,
                percent=70,
                difficulty=said,
                proposal="Xin họp" if said else "",
                key=str(on),
            )
        )
    sign_in(client, table.office.secretary)
    page = client.get(f"/meetings/{table.meeting.id}/projector/task-{table.late.id}").text
    for told in ("Giao Phòng Kinh tế việc trễ.", ">30</b>", "Chưa có giá", "Xin họp", "03-KL/BCĐ", "Phiên họp thứ năm"):
        assert told in page
    page = client.get(f"/meetings/{table.meeting.id}/projector/task-{table.promised.id}").text
    assert "Xong hồ sơ" in page
    assert "chưa thực hiện đúng cam kết" in page


def test_every_stop_of_an_agenda_has_its_page_and_what_is_none_leads_to_the_first(table: Table, client: FlaskClient):
    sign_in(client, table.office.chair)
    address = f"/meetings/{table.meeting.id}/projector"
    told = {
        "start": "Ban Chỉ đạo giao tổng số", f"unit-{table.office.economy.id}": "Việc xin gia hạn",
        f"task-{table.asking.id}": "Chờ thẩm định", "end": "Chưa có quyết định nào",
    }  # fmt: skip
    for spot, words in told.items():
        assert words in client.get(f"{address}/{spot}").text, spot
    for nowhere in ("task-999", f"task-{table.quiet.id}", "x"):
        assert client.get(f"{address}/{nowhere}").headers["Location"].endswith("/projector/start")


def test_what_is_directed_stands_on_its_item_at_the_end_and_on_the_meetings_page(table: Table, client: FlaskClient):
    begun(table)
    direction(table, "Làm việc với Sở Tài chính trong tuần", table.late)
    sign_in(client, table.office.chair)
    for page in (f"projector/task-{table.late.id}", "projector/end", ""):
        shown = client.get(f"/meetings/{table.meeting.id}/{page}".rstrip("/")).text
        assert "Làm việc với Sở Tài chính trong tuần" in shown, page
        assert "27/4/2026" in shown, page


def test_what_was_confirmed_and_granted_counts_as_decided_while_it_sat(table: Table):
    chair, task, asked = table.office.chair, table.reported, table.asking.extensions[0]
    sitting = begun(table)
    actions.confirm(task, by=chair, at=moment(TODAY, 10), on=TODAY, version=task.version, key="done")
    extensions.grant(asked, asked.until, by=chair, at=moment(TODAY, 10), on=TODAY, version=asked.version)
    found = projector.outcome(table.meeting, sitting)
    assert (found.confirmed, found.extensions, found.total) == ([task], [asked], 2)
    actions.reopen(
        task, by=chair, at=moment(TODAY, 11), on=TODAY, version=task.version, key="again", reason="Thiếu biên bản"
    )  # fmt: skip
    assert projector.outcome(table.meeting, sitting).confirmed == []
    sitting.closed_at = moment(TODAY, 9)
    assert projector.outcome(table.meeting, sitting).extensions == []


# ------------------------------------------------------------------------------------------ the others follow


def test_the_room_shows_what_the_presenting_screen_shows(table: Table, client: FlaskClient):
    begun(table)
    sign_in(client, table.office.chair)
    client.post(f"/meetings/{table.meeting.id}/shown", data={"spot": f"task-{table.asking.id}"})
    client.post(f"/meetings/{table.meeting.id}/shown", data={"spot": "nowhere"})
    assert (
        client.get(f"/meetings/{table.meeting.id}/projector").headers["Location"].endswith(f"/task-{table.asking.id}")
    )
    sign_in(client, table.office.viewer)
    assert "Chờ thẩm định" in client.get(f"/meetings/{table.meeting.id}/room").text
    assert client.post(f"/meetings/{table.meeting.id}/shown", data={"spot": "start"}).status_code == 403


def test_an_idle_screen_is_told_nothing_and_at_little_cost(table: Table, client: FlaskClient):
    begun(table)
    sign_in(client, table.office.viewer)
    address = f"/meetings/{table.meeting.id}/pulse"
    stamp = client.get(address).text
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    assert client.get(f"{address}?seen={stamp}").status_code == 204
    assert len([each for each in asked if each.startswith("SELECT")]) <= 4
    direction(table, "Khẩn trương", table.late)
    sitting = sitting_of(table.meeting.id)
    assert sitting is not None
    sittings.close(sitting, by=table.office.chair, at=moment(TODAY, 11))
    assert client.get(f"{address}?seen={stamp}").status_code == 200


@pytest.mark.parametrize(("days", "opened", "followed"), [(0, False, True), (1, False, False), (1, True, True)])
def test_screens_ask_on_the_day_and_while_it_sits(table: Table, days: int, opened: bool, followed: bool):
    sitting = begun(table) if opened else None
    assert projector.is_followed(table.meeting, sitting, TODAY + timedelta(days)) is followed
