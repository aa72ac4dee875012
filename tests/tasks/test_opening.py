"""Accepted items become tasks."""

from datetime import date

from tests.office import Office
from tests.tasks.desk import DUE, ISSUED, TEXT, Desk, conclusion, deadline, item, unit
from tracker import history
from tracker.documents.models import Part
from tracker.extensions import db
from tracker.reading.results import DeadlineKind, ItemKind
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task


def test_every_accepted_item_becomes_a_task_and_no_other(desk: Desk) -> None:
    assert [task.title for task in desk.tasks] == [
        "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa",
        "Giải phóng mặt bằng tuyến đường tránh phía Tây",
        "Quản lý đất đai, trật tự xây dựng",
    ]


def test_a_task_keeps_the_words_of_its_deadline_beside_the_day_and_the_day_as_first_given(task: Task) -> None:
    assert (task.due_words, task.due_on, task.original_due_on) == ("chậm nhất Quý I/2026", DUE, DUE)
    assert (task.opened_on, task.stage, task.percent) == (ISSUED, Stage.NOT_STARTED, 0)


def test_the_first_lead_leads_and_the_others_support_once_each(office: Office) -> None:
    parent = conclusion(office)
    both = item(parent, ["1"], "giải phóng mặt bằng", "Hai đơn vị")
    unit(both, Part.LEAD, None)
    unit(both, Part.LEAD, office.economy)
    unit(both, Part.LEAD, office.culture)
    unit(both, Part.SUPPORT, office.culture)
    unit(both, Part.SUPPORT, office.economy)
    task = actions.open_tasks(parent, by=office.secretary, on=ISSUED)[-1]
    assert task.lead_unit_id == office.economy.id
    assert [support.unit_id for support in task.supports] == [office.culture.id]


def test_dated_deadlines_become_milestones_and_the_latest_is_the_day(office: Office) -> None:
    parent = conclusion(office)
    works = item(parent, ["1"], "giải phóng mặt bằng", "Khởi công")
    deadline(works, "tháng 9 khởi công", date(2026, 9, 30), DeadlineKind.START)
    deadline(works, "sau khi có vốn", None)
    deadline(works, "cuối năm", date(2026, 12, 31))
    task = actions.open_tasks(parent, by=office.secretary, on=ISSUED)[-1]
    assert [(each.kind, each.on) for each in task.milestones] == [
        (DeadlineKind.START, date(2026, 9, 30)), (DeadlineKind.FINISH, date(2026, 12, 31))
    ]  # fmt: skip
    assert (task.due_words, task.due_on) == ("cuối năm", date(2026, 12, 31))


def test_a_task_keeps_what_its_sentence_asks_for(office: Office) -> None:
    parent = conclusion(office)
    item(parent, ["1"], "giải phóng mặt bằng", "").kind = ItemKind.PROJECT
    assert actions.open_tasks(parent, by=office.secretary, on=ISSUED)[-1].kind is ItemKind.PROJECT


def test_words_from_which_no_day_follows_stay_as_words(office: Office) -> None:
    parent = conclusion(office)
    vague = item(parent, ["1"], "giải phóng mặt bằng", "")
    deadline(vague, "sau khi có vốn", None)
    task = actions.open_tasks(parent, by=office.secretary, on=ISSUED)[-1]
    assert (task.title, task.due_words, task.due_on) == ("giải phóng mặt bằng", "sau khi có vốn", None)


def test_numbers_run_on_within_a_committee(desk: Desk) -> None:
    assert [task.number for task in desk.tasks] == [1, 2, 3]
    other = conclusion(desk.office, desk.office.other_committee, TEXT)
    assert [task.number for task in actions.open_tasks(other, by=desk.office.other_secretary, on=ISSUED)] == [1, 2, 3]
    other.text_hash = "another"
    desk.conclusion.text_hash = "old"
    third = actions.open_tasks(conclusion(desk.office), by=desk.office.secretary, on=ISSUED)
    assert [task.number for task in third] == [4, 5, 6]


def test_opening_leaves_a_trace_and_is_lost_when_the_publication_is(office: Office) -> None:
    opened = actions.open_tasks(conclusion(office), by=office.secretary, on=ISSUED)
    assert [entry.verb for entry in history.of(opened[0])] == ["opened"]
    db.session.rollback()
    assert db.session.query(Task).count() == 0
