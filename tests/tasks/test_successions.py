"""Units that follow others: what is open goes on with the successor, what has ended keeps the name of its day."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests.office import Office, sign_in, unit
from tests.tasks.at_once import at_once
from tests.tasks.desk import TODAY, Desk, moment
from tests.world import holds
from tracker import clock, history, scheduler
from tracker.documents.models import ItemUnit, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.actions import change_unit
from tracker.people.models import Committee, SignIn, Unit, User
from tracker.people.queries import reach_of, unit_named
from tracker.tasks import actions, succession_day, succession_queries, successions
from tracker.tasks.course import course
from tracker.tasks.models import Stage, Task
from tracker.tasks.succession_models import Handover, Succession, SuccessionKind, SuccessionState

AT = moment(TODAY)
NEW = "Phòng Kinh tế và Văn hóa"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def prepare(
    office: Office, kind: SuccessionKind, predecessors: list[Unit], *new: str, successors: tuple[Unit, ...] = (),
    on: date = TODAY,
) -> Succession:  # fmt: skip
    return successions.prepare(
        kind, on, predecessors, list(successors), list(new), basis="Nghị quyết số 12/NQ-HĐND", by=office.admin, at=AT
    )


def agree(office: Office, given: Succession, *, heir: Unit | None = None, moves_people: bool = True) -> None:
    successions.agree(
        given, heir.id if heir else None, moves_people=moves_people, version=given.version, by=office.admin, at=AT,
        on=TODAY,
    )  # fmt: skip


def merge(office: Office, *, on: date = TODAY) -> Succession:
    """Merge the economy and the culture unit into a new one."""
    given = prepare(office, SuccessionKind.MERGER, [office.economy, office.culture], NEW, on=on)
    agree(office, given)
    return given


def lines(given: Succession) -> list[tuple[str, str, bool]]:
    rows = db.session.scalars(select(Handover).filter_by(succession_id=given.id).order_by(Handover.id))
    return [(row.task.title.split()[0], row.from_unit.name, row.is_lead) for row in rows]


# ------------------------------------------------------------------------------------------ a merger


def test_open_tasks_pass_and_what_has_ended_keeps_the_old_name(desk: Desk) -> None:
    office, done = desk.office, desk.tasks[0]
    desk.report(done)
    desk.confirm(done)
    given = merge(office)
    assert done.lead_unit is office.economy and not office.economy.is_active
    assert [task.lead_unit for task in desk.tasks[1:]] == [given.heir, given.heir]
    assert (given.heir.name, given.heir.is_active) == (NEW, True)
    event = course(desk.tasks[1], TODAY)[0]
    assert event.head == f"Chuyển từ Phòng Văn hóa - Xã hội sang {NEW}"
    assert event.text == "Sáp nhập đơn vị từ ngày 14/4/2026; Nghị quyết số 12/NQ-HĐND"
    assert "handed_over" not in [entry.verb for entry in history.of(done)]


def test_a_supporting_unit_that_becomes_the_lead_supports_itself_no_more(desk: Desk) -> None:
    given = merge(desk.office)
    assert desk.tasks[0].supports == []
    assert lines(given)[:2] == [("Trình", "Phòng Kinh tế", True), ("Trình", "Phòng Văn hóa - Xã hội", False)]


def test_people_go_along_and_sign_in_again_and_stay_in_charge(desk: Desk, client: FlaskClient) -> None:
    office = desk.office
    sign_in(client, office.official)
    given = merge(office)
    assert office.official.unit is given.heir
    assert desk.tasks[0].assignee is office.official
    ended = db.session.scalars(select(SignIn).filter_by(user_id=office.official.id)).one()
    assert ended.ended_at == AT
    assert (
        db.session.scalar(select(Task).where(Task.id == desk.tasks[0].id)).lead_unit_id
        == reach_of(office.official).unit_id
    )


def test_without_its_people_the_unit_gets_tasks_that_nobody_is_in_charge_of(desk: Desk) -> None:
    office = desk.office
    given = prepare(office, SuccessionKind.MERGER, [office.economy], successors=(office.culture,))
    agree(office, given, moves_people=False)
    assert (desk.tasks[0].lead_unit, desk.tasks[0].assignee) == (office.culture, None)
    assert office.official.unit is office.economy


def test_the_reader_finds_the_old_names_at_the_successor(desk: Desk) -> None:
    given = merge(desk.office)
    for name in ("Phòng Kinh tế", "phong van hoa - xa hoi", NEW):
        assert unit_named(name) is given.heir
    with pytest.raises(RuleBroken):  # or two units would bear one name
        change_unit(
            desk.office.economy, {"name": "Phòng Kinh tế", "email": "", "is_active": True},
            version=desk.office.economy.version, by=desk.office.admin,
        )  # fmt: skip


def test_drafts_not_published_mean_the_successor_and_their_words_stay(desk: Desk) -> None:
    named = db.session.scalars(select(ItemUnit).filter_by(part=Part.SUPPORT)).one()
    desk.conclusion.published_at = None
    db.session.commit()
    given = merge(desk.office)
    assert (named.unit, named.words) == (given.heir, "đơn vị")
    desk.conclusion.published_at = AT


def test_published_citations_never_change(desk: Desk) -> None:
    before = [(each.words, each.unit_id) for each in db.session.scalars(select(ItemUnit).order_by(ItemUnit.id))]
    merge(desk.office)
    assert [(e.words, e.unit_id) for e in db.session.scalars(select(ItemUnit).order_by(ItemUnit.id))] == before


# ------------------------------------------------------------------------------------------ a split, a new name


def choose(given: Succession, wanted: dict[int, int], *, by: User, committee: Committee) -> None:
    successions.choose(given, wanted, reach=reach_of(by), committee_id=committee.id, by=by, at=moment(TODAY))


def split(desk: Desk, *, chosen: bool = True) -> Succession:
    """Split the economy unit in two; the secretary gives its standing duty to the second."""
    office = desk.office
    given = prepare(office, SuccessionKind.SPLIT, [office.economy], "Phòng Tài chính", "Phòng Địa chính")
    if chosen:
        wanted = {desk.tasks[2].id: given.successors[1].id, desk.tasks[1].id: given.successors[1].id, 999: 1}
        choose(given, wanted, by=office.secretary, committee=office.committee)
    return given


def test_in_a_split_each_task_goes_where_its_secretary_said_the_others_to_the_heir(desk: Desk) -> None:
    given = split(desk)
    agree(desk.office, given, heir=given.successors[0])
    assert [task.lead_unit.name for task in desk.tasks if task.lead_unit] == [
        "Phòng Tài chính", "Phòng Văn hóa - Xã hội", "Phòng Địa chính"
    ]  # fmt: skip


def test_what_a_secretary_chose_is_told_with_what_stood_there_before(desk: Desk) -> None:
    given, number = split(desk), desk.tasks[2].number
    choose(given, {}, by=desk.office.secretary, committee=desk.office.committee)
    last, first = [entry for entry in history.of(given) if entry.verb == "chose_successors"]
    assert first.changes == {"choices": [[], [f"{number}: Phòng Địa chính"]]}
    assert last.changes == {"choices": [[f"{number}: Phòng Địa chính"], []]}


def test_a_secretary_chooses_for_their_own_committee_only(desk: Desk) -> None:
    given = split(desk, chosen=False)
    office = desk.office
    wanted = {desk.tasks[2].id: given.successors[1].id}
    choose(given, wanted, by=office.other_secretary, committee=office.committee)
    agree(office, given)
    assert desk.tasks[2].lead_unit is given.successors[0]


def test_a_unit_that_goes_on_beside_its_part_keeps_its_name_people_and_tasks(desk: Desk) -> None:
    office = desk.office
    given = prepare(office, SuccessionKind.SPLIT, [office.economy], "Phòng Địa chính", successors=(office.economy,))
    wanted = {desk.tasks[2].id: given.successors[1].id}
    choose(given, wanted, by=office.secretary, committee=office.committee)
    agree(office, given)
    assert office.economy.is_active and office.official.unit is office.economy
    assert (desk.tasks[0].lead_unit, desk.tasks[0].assignee) == (office.economy, office.official)
    assert desk.tasks[2].lead_unit and desk.tasks[2].lead_unit.name == "Phòng Địa chính"
    assert lines(given) == [("Quản", "Phòng Kinh tế", True)]


def test_a_new_name_from_a_day_leaves_the_old_one_to_what_has_ended(desk: Desk) -> None:
    office, done = desk.office, desk.tasks[0]
    desk.report(done)
    desk.confirm(done)
    given = prepare(office, SuccessionKind.RENAMING, [office.economy], "Phòng Kinh tế - Hạ tầng")
    agree(office, given)
    assert done.lead_unit and done.lead_unit.name == "Phòng Kinh tế"
    assert desk.tasks[2].lead_unit and desk.tasks[2].lead_unit.name == "Phòng Kinh tế - Hạ tầng"
    assert given.heir.email == "phongkinhte@dalam.local"


# ------------------------------------------------------------------------------------------ a day to come


def test_what_is_agreed_for_a_day_is_carried_out_on_it_once(desk: Desk) -> None:
    office = desk.office
    given = merge(office, on=date(2026, 5, 1))
    assert given.state == SuccessionState.AGREED and office.economy.is_active and not given.heir.is_active
    assert unit_named(NEW) is None
    succession_day.carry_out_due(on=date(2026, 4, 30), at=AT)
    assert given.state == SuccessionState.AGREED
    scheduler.succeed(moment(date(2026, 5, 1)))
    scheduler.succeed(moment(date(2026, 5, 1)))
    assert given.state == SuccessionState.CARRIED_OUT
    assert len(lines(given)) == 4
    assert [entry.by_name for entry in history.of(given) if entry.verb == "succeeded"] == [""]


def test_carried_out_by_several_at_once_it_happens_once(app: Flask, desk: Desk) -> None:
    given_id = merge(desk.office, on=date(2026, 5, 1)).id
    at_once(app, lambda: succession_day.carry_out_due(on=date(2026, 5, 1), at=AT))
    given = db.session.get_one(Succession, given_id)
    assert given.state == SuccessionState.CARRIED_OUT
    assert len(lines(given)) == 4
    assert [entry.verb for entry in history.of(given)].count("succeeded") == 1


def test_only_prepared_nothing_happens_by_itself(desk: Desk) -> None:
    given = prepare(desk.office, SuccessionKind.MERGER, [desk.office.economy], NEW)
    succession_day.carry_out_due(on=TODAY, at=AT)
    assert given.state == SuccessionState.PREPARED


def test_a_finished_task_taken_up_again_goes_to_the_successor(desk: Desk) -> None:
    office, done = desk.office, desk.tasks[0]
    desk.report(done)
    desk.confirm(done)
    given = merge(office)
    actions.reopen(done, "Còn thiếu hồ sơ.", by=office.secretary, at=AT, on=TODAY, version=done.version)
    succession_day.carry_out_due(on=TODAY, at=AT)
    assert (done.lead_unit, done.stage) == (given.heir, Stage.IN_PROGRESS)
    assert succession_day.carry_out_due(on=TODAY, at=AT) == 0


def test_given_up_before_its_day_nothing_has_changed_and_the_name_is_free_again(desk: Desk) -> None:
    given = merge(desk.office, on=date(2026, 5, 1))
    successions.cancel(given, by=desk.office.admin, at=AT)
    succession_day.carry_out_due(on=date(2026, 5, 2), at=AT)
    assert desk.tasks[0].lead_unit is desk.office.economy
    assert prepare(desk.office, SuccessionKind.MERGER, [desk.office.economy], NEW).heir is given.heir


# ------------------------------------------------------------------------------------------ taking back


def test_untouched_it_can_be_taken_back_whole(desk: Desk) -> None:
    office, plan = desk.office, desk.tasks[0]
    given = merge(office)
    succession_day.take_back(given, by=office.admin, at=AT)
    assert (plan.lead_unit, plan.assignee) == (office.economy, office.official)
    assert [each.unit for each in plan.supports] == [office.culture]
    assert office.economy.is_active and not given.heir.is_active
    assert unit_named("Phòng Kinh tế") is office.economy
    assert office.official.unit is office.economy
    assert "Hoàn lại: Sáp nhập" in course(plan, TODAY)[0].text


@pytest.mark.parametrize("touch", ["report", "person", "again"])
def test_once_work_went_on_in_the_successors_name_it_stands(desk: Desk, touch: str) -> None:
    office = desk.office
    given = merge(office)
    if touch == "report":
        desk.update(desk.tasks[0])
    elif touch == "person":
        office.chair.unit = given.heir
        db.session.commit()
    else:
        prepare(office, SuccessionKind.RENAMING, [given.heir], "Phòng Tổng hợp")
    with pytest.raises(StaleVersion):
        succession_day.take_back(given, by=office.admin, at=AT)
    db.session.rollback()
    assert desk.tasks[0].lead_unit is given.heir


# ------------------------------------------------------------------------------------------ what makes no sense


def test_what_makes_no_sense_is_refused(office: Office) -> None:
    third = unit("Công an xã")
    closed = unit("Phòng cũ")
    closed.is_active = False
    db.session.commit()
    economy, culture = office.economy, office.culture
    merger, splitting, renaming = SuccessionKind.MERGER, SuccessionKind.SPLIT, SuccessionKind.RENAMING
    for kind, before, after, new in (
        (merger, [], [], ["X"]), (merger, [economy], [], []), (merger, [economy], [culture], ["X"]),
        (merger, [economy], [economy], []), (splitting, [economy], [], ["X"]),
        (splitting, [economy, culture], [], ["X", "Y"]), (renaming, [economy], [culture], []),
        (renaming, [economy], [], ["X", "Y"]), (merger, [closed], [], ["X"]), (merger, [economy], [], ["Công an xã"]),
        (merger, [economy], [], ["."]), (merger, [economy], [], ["Phòng " + "x" * 200]),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            prepare(office, kind, before, *new, successors=tuple(after))
        db.session.rollback()
    prepare(office, merger, [economy], "Phòng mới")
    with pytest.raises(RuleBroken):
        prepare(office, merger, [economy], successors=(third,))


# ------------------------------------------------------------------------------------------ the pages


def test_the_administrator_records_and_sees_numbers_not_titles(desk: Desk, client: FlaskClient) -> None:
    office = desk.office
    sign_in(client, office.admin)
    data = {"kind": "merger", "on": "14/4/2026", "predecessors": [office.economy.id, office.culture.id],
            "new_names": NEW, "basis": ""}  # fmt: skip
    assert client.post("/units/successions/new", data={**data, "on": "hôm nào đó"}).status_code == 422
    assert NEW in client.post("/units/successions/new", data={**data, "kind": "split"}).text
    there = client.post("/units/successions/new", data=data).location
    page = client.get(there).text
    assert office.committee.name in page and "Đỗ Ngọc Lưỡng" in page and "Thực hiện ngay" in page
    assert not any(task.title in page for task in desk.tasks)
    assert client.get(f"{there}/handover").status_code == 403
    given = db.session.scalars(select(Succession)).one()
    agreed = client.post(
        f"{there}/agreement", data={"version": given.version, "heir_id": given.heir.id, "moves_people": "y"}
    )
    assert agreed.status_code == 303
    assert "Hoàn lại việc kế thừa" in client.get(there).text
    assert client.post(f"{there}/agreement", data={"version": 1, "heir_id": given.heir.id}).status_code == 409
    assert client.post(f"{there}/return").status_code == 303
    assert desk.tasks[0].lead_unit is office.economy


def test_each_committees_secretary_gets_the_handover_list_as_it_stood(desk: Desk, client: FlaskClient) -> None:
    office, plan = desk.office, desk.tasks[0]
    desk.update(plan, percent=60, result="Đã gửi hồ sơ lần một.")
    given = merge(office)
    desk.update(plan, percent=90, result="Lời sau ngày bàn giao.", by=office.secretary)
    sign_in(client, office.secretary)
    page = client.get(f"/units/successions/{given.id}/handover").text
    assert plan.title in page and "Đã gửi hồ sơ lần một." in page and "60%" in page
    assert "Lời sau ngày bàn giao." not in page
    file = client.get(f"/units/successions/{given.id}/handover.xlsx").data
    assert holds(file, [plan.title, "Đã gửi hồ sơ lần một."]) and not holds(file, ["Lời sau ngày bàn giao."])
    assert succession_queries.handover_list(given, office.committee.id, reach_of(office.other_secretary)) == []
    client.post("/sign-out")
    sign_in(client, office.other_secretary)
    assert plan.title not in client.get(f"/units/successions/{given.id}/handover").text


def test_the_secretary_chooses_in_the_table_and_the_list_shows_it(desk: Desk, client: FlaskClient) -> None:
    given = split(desk, chosen=False)
    second = given.successors[1]
    sign_in(client, desk.office.secretary)
    there = f"/units/successions/{given.id}/handover"
    assert f'name="task-{desk.tasks[2].id}"' in client.get(there).text
    kept = client.post(there, data={f"task-{desk.tasks[2].id}": second.id, "task-x": "1", "committee": "1"})
    assert kept.status_code == 303
    listed = succession_queries.handover_list(given, desk.office.committee.id, reach_of(desk.office.secretary))
    assert [(line.task, line.to_unit) for line in listed if line.is_lead] == [
        (desk.tasks[2], second), (desk.tasks[0], given.heir)
    ]  # fmt: skip


def test_the_workbook_numbers_each_pair_of_units_anew(desk: Desk, client: FlaskClient, tmp_path) -> None:
    given = merge(desk.office)
    sign_in(client, desk.office.secretary)
    path = tmp_path / "list.xlsx"
    path.write_bytes(client.get(f"/units/successions/{given.id}/handover.xlsx").data)
    rows = [[cell for cell in row if cell is not None] for row in load_workbook(path).active.values]
    heads = [row[0] for row in rows if row and str(row[0]).startswith("Từ ")]
    assert heads == [f"Từ Phòng Kinh tế sang {NEW}", f"Từ Phòng Văn hóa - Xã hội sang {NEW}"]
    assert [row[0] for row in rows if row and isinstance(row[0], int)] == [1, 2, 1, 2]
