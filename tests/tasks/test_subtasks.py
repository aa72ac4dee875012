"""Parts of a task: given, reported and confirmed within the whole, which alone counts."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import sign_in, user
from tests.tasks.desk import DUE, ISSUED, TODAY, Desk, fresh_key, moment
from tracker import clock, history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import Unit, User
from tracker.people.queries import reach_of
from tracker.reminders import matters
from tracker.reminders.facts import gather
from tracker.review import brief, completions, since
from tracker.review.listings import listed
from tracker.review.queue import queue
from tracker.review.spans import span_of
from tracker.tasks import actions, assignments, extensions, queries, subtasks, undo
from tracker.tasks.course import course
from tracker.tasks.filters import Filters, Tab
from tracker.tasks.models import Stage, Task
from tracker.tasks.unit_work import unit_groups

GIVEN = date(2026, 1, 20)
NO_FIELD = "no field"


def part(whole: Task, number: int, unit: Unit, **facts: object) -> Task:
    """Add a part of a task as it may stand."""
    row = Task(
        committee_id=whole.committee_id, item=whole.item, parent=whole, number=whole.number, subnumber=number,
        title=f"Phần thứ {number} của quy hoạch", lead_unit=unit, opened_on=ISSUED, **facts,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def ids(query) -> set[int]:
    return {task.id for task in db.session.scalars(query)}


# ------------------------------------------------------------------------------------------ what counts


@pytest.fixture
def parts(desk: Desk, task: Task) -> list[Task]:
    """Two parts of the economy unit's task: one that is overdue with culture, one reported by economy itself."""
    late = part(task, 1, desk.office.culture, due_on=date(2026, 3, 1), original_due_on=date(2026, 3, 1))
    reported = part(task, 2, desk.office.economy, stage=Stage.REPORTED, own_percent=100, reported_on=TODAY)
    return [late, reported]


def test_a_duty_counts_once_however_many_parts_it_has(desk: Desk, task: Task, parts: list[Task]) -> None:
    committee_id, reach = task.committee_id, reach_of(desk.office.chair)
    found = queries.figures(committee_id, TODAY)
    assert (found.total, found.open_overdue, found.reported) == (3, 1, 0)
    assert sum(each.total for each in queries.figures_by(Task.lead_unit_id, committee_id, TODAY).values()) == 3
    span = span_of(committee_id, TODAY)
    page = brief.brief(committee_id, span, reach)
    assert page.waiting
    assert (page.figures, page.waiting.reports.total) == (found, 0)
    assert [row.task for group in page.late for row in group.rows] == [task]
    assert ids(completions.waiting(committee_id, reach)) == set()
    for change in since.Change:
        assert not ids(listed(change, span, committee_id, reach)) & {each.id for each in parts}


def test_a_unit_that_reports_on_a_part_is_not_silent_on_the_whole(desk: Desk, task: Task) -> None:
    span, reach = span_of(task.committee_id, TODAY), reach_of(desk.office.chair)
    assert task.id in ids(listed(since.Change.SILENT, span, task.committee_id, reach))
    desk.update(part(task, 1, desk.office.culture), by=desk.office.culture_official)
    for change in (since.Change.SILENT, since.Change.UNCHANGED):
        assert task.id not in ids(listed(change, span, task.committee_id, reach))
    assert since.changes(span, task.committee_id, reach).silent == 2, "the two other tasks"


def test_the_register_shows_whole_tasks_and_on_demand_their_parts_and_counts_what_it_shows(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    seen = queries.visible(reach_of(desk.office.viewer))
    for filters, many in ((Filters(tab=Tab.ALL), 3), (Filters(tab=Tab.ALL, parts=True), 5)):
        counted = queries.figures(filters.narrowed(seen, TODAY), TODAY).total
        assert counted == len(ids(filters.chosen(seen, TODAY))) == many
    address = {name: str(value) for name, value in Filters(parts=True).but().items()}
    assert Filters.of(address) == Filters.of({"parts": "1"}) == Filters(parts=True)


def test_a_unit_finds_its_parts_among_its_own_tasks_and_is_reminded_of_them(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    groups = unit_groups(reach_of(desk.office.culture_official), TODAY)
    assert parts[0] in groups.overdue
    own = reach_of(desk.office.official)
    assert parts[1] not in unit_groups(own, TODAY).reported, "it is the unit's own to confirm, in one place"
    assert db.session.scalars(subtasks.to_confirm(own)).all() == [parts[1]]
    due = matters.of_day(gather(TODAY, at=clock.now()), [])
    assert desk.office.culture_official in [each.reader.mailbox.user for each in due if each.task_id == parts[0].id]


def test_the_unit_that_leads_the_whole_decides_on_its_parts_and_on_nothing_else(
    desk: Desk, task: Task, parts: list[Task]
) -> None:
    office = desk.office
    assert ids(queries.confirmable(reach_of(office.official))) == {each.id for each in parts}
    for person in (office.culture_official, office.viewer, office.other_secretary):
        assert ids(queries.confirmable(reach_of(person))) == set()
    assert parts[0].id in ids(queries.updatable(reach_of(office.official)))
    assert task.id not in ids(queries.updatable(reach_of(office.culture_official)))


def test_the_share_of_the_whole_is_the_mean_of_its_parts(desk: Desk, task: Task) -> None:
    task.percent = 30
    assert task.percent == 30, "without parts as somebody wrote it"
    part(task, 1, desk.office.culture, own_percent=50)
    part(task, 2, desk.office.culture, own_percent=20, stage=Stage.DONE)
    dropped = part(task, 3, desk.office.culture, own_percent=90, stage=Stage.DROPPED)
    assert task.percent == 75, "50 and 100; what is not carried out is left out"
    dropped.stage = Stage.NOT_STARTED
    assert task.percent == 80


def test_one_item_has_one_whole_task(desk: Desk, task: Task) -> None:
    db.session.add(Task(committee_id=task.committee_id, item=task.item, number=99, title="Trùng", opened_on=ISSUED))
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalars(select(Task.id).where(Task.item_id == task.item_id)).all() == [task.id]


# ------------------------------------------------------------------------------------------ giving


def give(desk: Desk, whole: Task, title: str = "Khảo sát hiện trạng", *, by: User | None = None, **wanted) -> Task:
    facts = {"unit_id": desk.office.culture.id, "due_on": date(2026, 3, 10), **wanted}
    place = facts.pop("place", None) or subtasks.next_place(whole)
    return subtasks.give(
        whole, subtasks.Wording(title, **facts), place=place, by=by or desk.office.official, at=moment(GIVEN), on=GIVEN
    )


def refused(verb) -> str:
    """Return the field of the rule a verb breaks, NO_FIELD when it concerns none."""
    with pytest.raises(RuleBroken) as broken:
        verb()
    db.session.rollback()
    return broken.value.field or NO_FIELD


def test_the_leading_unit_gives_parts_numbered_under_the_whole(desk: Desk, task: Task) -> None:
    first, second = give(desk, task), give(desk, task, "Lập hồ sơ", unit_id=desk.office.economy.id)
    assert [each.shown_number for each in task.subtasks] == [f"{task.number}.1", f"{task.number}.2"]
    assert (first.item, first.given_by, first.opened_on) == (task.item, desk.office.official, GIVEN)
    assert (second.lead_unit, second.due_on, second.original_due_on) == (desk.office.economy, *[date(2026, 3, 10)] * 2)
    assert [entry.verb for entry in history.of(first)] == ["opened"]
    heads = [event.head for event in course(task, TODAY)]
    assert "Giao phần việc 1.1 cho Phòng Văn hóa - Xã hội" in heads
    assert course(first, TODAY)[-1].head == "Giao là phần việc của nhiệm vụ số 1"


def test_sending_the_form_twice_gives_one_part(desk: Desk, task: Task) -> None:
    assert give(desk, task, place=1) is give(desk, task, place=1)
    other = give(desk, task, "Một phần khác mở cùng lúc", place=1)
    assert (len(task.subtasks), other.subnumber) == (2, 2)


def test_an_official_gives_to_the_own_and_the_supporting_units_the_secretary_to_any(desk: Desk, task: Task) -> None:
    office = desk.office
    task.supports.clear()
    db.session.commit()
    assert refused(lambda: give(desk, task)) == "unit_id"
    assert refused(lambda: give(desk, task, unit_id=None)) == "unit_id"
    assert give(desk, task, by=office.secretary).lead_unit is office.culture
    assert refused(lambda: give(desk, task, by=office.secretary, assignee_id=office.official.id)) == "assignee_id"
    assert give(desk, task, unit_id=office.economy.id, assignee_id=office.official.id).assignee is office.official


def test_nobody_else_gives_parts_and_there_are_no_parts_of_parts(desk: Desk, task: Task) -> None:
    office = desk.office
    for person in (office.culture_official, office.chair, office.viewer, office.other_secretary):
        assert refused(lambda who=person: give(desk, task, by=who)) == NO_FIELD
    first = give(desk, task)
    assert refused(lambda: give(desk, first, by=office.secretary)) == NO_FIELD
    desk.update(task, stage=Stage.PAUSED, difficulty="Chờ vốn.")
    give(desk, task)
    actions.drop(task, "Dừng.", by=office.chair, at=moment(TODAY), on=TODAY, version=task.version)
    assert refused(lambda: give(desk, task)) == NO_FIELD


def test_a_part_ends_with_the_whole_unless_it_is_said_otherwise(desk: Desk, task: Task) -> None:
    after = date(2026, 5, 1)
    assert refused(lambda: give(desk, task, due_on=after)) == "until"
    assert refused(lambda: give(desk, task, " ")) == "title"
    assert refused(lambda: give(desk, task, due_on=date(2026, 1, 19))) == "until", "the day before it is given"
    assert give(desk, task, due_on=after, may_outlast=True).due_on == after
    assert give(desk, task, due_on=DUE).due_on == DUE
    assert give(desk, task, due_on=None).original_due_on is None


# ------------------------------------------------------------------------------------------ working


def test_the_whole_is_reported_when_no_part_is_open_and_the_open_ones_are_named(desk: Desk, task: Task) -> None:
    office, first, second = desk.office, give(desk, task), give(desk, task, "Lập hồ sơ")
    with pytest.raises(RuleBroken, match=r"1\.1 Khảo sát hiện trạng; 1\.2 Lập hồ sơ") as broken:
        desk.report(task)
    assert broken.value.field == "stage"
    db.session.rollback()
    desk.report(first, by=office.culture_official)
    desk.confirm(first, by=office.official)
    assert (first.stage, task.percent, task.stage) == (Stage.DONE, 50, Stage.NOT_STARTED)
    with pytest.raises(RuleBroken, match=r"chưa xong: 1\.2"):
        desk.report(task)
    db.session.rollback()
    words = {"by": office.official, "at": moment(TODAY), "on": TODAY}
    actions.drop(second, "Không cần nữa.", version=second.version, **words)
    assert task.percent == 100
    desk.report(task)
    assert refused(lambda: actions.reopen(first, "Sai số liệu.", version=first.version, **words)) == NO_FIELD
    desk.confirm(task)
    assert queries.figures(task.committee_id, TODAY).done == 1


def test_a_part_is_confirmed_by_who_gave_it_and_by_nobody_below(desk: Desk, task: Task) -> None:
    office, first = desk.office, give(desk, task)
    desk.report(first, by=office.culture_official)
    assert first in db.session.scalars(subtasks.to_confirm(reach_of(office.official))).all()
    for person in (office.culture_official, office.viewer, office.other_secretary):
        assert refused(lambda who=person: desk.confirm(first, by=who)) == "stage"
    actions.return_task(
        first, "Thiếu bản đồ.", by=office.official, at=moment(TODAY), on=TODAY, version=first.version
    )  # fmt: skip
    desk.report(first, by=office.culture_official)
    desk.confirm(first, by=office.secretary)
    assert not db.session.scalars(subtasks.to_confirm(reach_of(office.official))).all()


def test_what_is_written_of_a_whole_with_parts_carries_their_share(desk: Desk, task: Task) -> None:
    first = give(desk, task)
    desk.update(first, by=desk.office.culture_official, percent=40)
    said = desk.update(task, percent=95, result="Đang tổng hợp.")
    assert (said.percent, task.percent) == (40, 40)


def test_the_open_parts_of_a_task_that_is_dropped_end_with_it(desk: Desk, task: Task) -> None:
    office, first, second = desk.office, give(desk, task), give(desk, task, "Lập hồ sơ")
    desk.report(first, by=office.culture_official)
    desk.confirm(first, by=office.official)
    actions.drop(task, "Tỉnh làm.", by=office.chair, at=moment(TODAY), on=TODAY, version=task.version)
    assert (first.stage, second.stage) == (Stage.DONE, Stage.DROPPED)
    assert (second.updates[0].reason, second.closed_on) == ("Tỉnh làm.", TODAY)
    assert history.of(second)[0].verb == "dropped"


def test_no_act_is_taken_back_that_would_open_a_part_under_a_reported_whole(desk: Desk, task: Task) -> None:
    office, first = desk.office, give(desk, task)
    desk.report(first, by=office.culture_official)
    confirmed = desk.confirm(first, by=office.official)
    assert undo.last_act(first, office.official, moment(TODAY)) is confirmed
    desk.report(task)
    assert undo.last_act(first, office.official, moment(TODAY)) is None
    words = {"by": office.secretary, "at": moment(TODAY), "on": TODAY}
    returned = actions.return_task(task, "Thiếu.", version=task.version, **words)
    assert undo.last_act(task, office.secretary, moment(TODAY)) is returned
    actions.reopen(first, "Sai số liệu.", version=first.version, **words)
    assert undo.last_act(task, office.secretary, moment(TODAY)) is None
    actions.drop(task, "Tỉnh làm.", version=task.version, **words)
    assert undo.last_act(task, office.secretary, moment(TODAY)) is None, "its part ended with it"


def test_a_part_asks_for_no_later_deadline_its_giver_sets_another_with_a_reason(desk: Desk, task: Task) -> None:
    office, first = desk.office, give(desk, task)
    assert not extensions.may_ask(first, reach_of(office.culture_official))
    later = subtasks.Wording("Khảo sát và đo vẽ", due_on=date(2026, 3, 20))

    def reword(reason: str, by: User) -> None:
        subtasks.reword(first, later, reason, by=by, at=moment(GIVEN), on=GIVEN, version=first.version)

    assert refused(lambda: reword("", office.official)) == "reason"
    assert refused(lambda: reword("Mưa.", office.culture_official)) == NO_FIELD
    reword("Mưa.", office.official)
    assert (first.title, first.due_on, first.original_due_on) == (later.title, later.due_on, date(2026, 3, 10))
    assert ("Đổi thời hạn phần việc từ 10/3/2026 sang 20/3/2026", "Mưa.") in [
        (event.head, event.text) for event in course(first, TODAY)
    ]


def test_only_the_secretary_passes_a_part_to_another_unit(desk: Desk, task: Task) -> None:
    first = give(desk, task)
    assert not assignments.may_pass_on(first, reach_of(desk.office.official))
    assert assignments.may_assign(first, reach_of(desk.office.official)), "its giver may name a person"
    assert assignments.may_pass_on(first, reach_of(desk.office.secretary))


# ------------------------------------------------------------------------------------------ on pages


def test_parts_are_given_confirmed_and_read_on_pages(
    desk: Desk, task: Task, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = desk.office
    colleague = user("vanhoa2", "Cao Thị Dịu", office.culture)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: moment(GIVEN))
    sign_in(client, office.official)
    page = client.get(f"/tasks/{task.id}/parts/new").get_data(as_text=True)
    assert "Phòng Văn hóa - Xã hội" in page and "Cao Thị Dịu" in page and 'value="31/3/2026"' in page
    words = {
        "place": "1", "title": "Đo vẽ hiện trạng", "unit_id": office.culture.id, "assignee_id": colleague.id,
        "until": "15/3/2026",
    }  # fmt: skip
    late = client.post(f"/tasks/{task.id}/parts", data={**words, "until": "15/5/2026"})
    assert late.status_code == 422 and "Đo vẽ hiện trạng" in late.get_data(as_text=True)
    assert client.post(f"/tasks/{task.id}/parts", data=words).status_code == 303
    [first] = task.subtasks
    page = client.get(f"/tasks/{task.id}").get_data(as_text=True)
    assert "Phần việc 1.1" in page and "Đo vẽ hiện trạng" in page
    desk.report(first, by=office.culture_official)
    home = client.get("/?view=unit").get_data(as_text=True)
    assert "Phần việc chờ xác nhận" in home
    assert (
        client.post(f"/tasks/{first.id}/confirmation", data={"version": first.version, "key": fresh_key()}).status_code
        == 303
    )
    assert first.stage == Stage.DONE
    page = client.get(f"/tasks/{first.id}").get_data(as_text=True)
    assert f"/tasks/{task.id}#parts" in page and "Cao Thị Dịu" in page
    assert "Phần việc 1.1" not in client.get("/tasks?tab=all").get_data(as_text=True)
    assert "Phần việc 1.1" in client.get("/tasks?tab=all&parts=1").get_data(as_text=True)


def test_the_secretary_is_asked_for_the_parts_they_gave_and_those_nobody_else_confirms(desk: Desk, task: Task) -> None:
    office, reach = desk.office, reach_of(desk.office.secretary)
    own, units = give(desk, task, by=office.secretary), give(desk, task, "Lập hồ sơ")
    for each in (own, units):
        desk.report(each, by=office.culture_official)
    assert [report.task for report in queue(task.committee_id, reach, TODAY).parts.rows] == [own]
    office.official.is_enabled = False
    db.session.commit()
    found = queue(task.committee_id, reach, TODAY)
    assert [report.task for report in found.parts.rows] == [own, units]
    assert found.reports.total == 0


def test_a_part_is_found_by_its_own_words_not_by_the_sentence_it_shares(desk: Desk, task: Task) -> None:
    first = give(desk, task)
    seen = queries.visible(reach_of(desk.office.viewer))
    assert ids(Task.found(seen, "khao sat hien trang")) == {first.id}
    assert ids(Task.found(seen, "lam viec voi cac so nganh")) == {task.id}
