"""What comes back to the table: meetings in a row are reckoned from facts of their own days, through the thread."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, insert

from tests.office import Office
from tests.plenty import TODAY, fill
from tests.tasks.desk import ISSUED, Desk, conclusion, fresh_key, moment
from tests.tasks.test_threads import given
from tracker.extensions import db
from tracker.languages import DEFAULT, speaking
from tracker.meetings import carry
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import AgendaPoint
from tracker.tasks import actions, extensions
from tracker.tasks.models import Task
from tracker.tasks.thread_models import LinkState, ThreadLink

DUE = date(2026, 3, 31)
"""When the economy unit's plan, the first task of the desk, is due."""
APRIL, MAY, JUNE, JULY = (date(2026, month, 10) for month in (4, 5, 6, 7))
DAY = timedelta(1)


@pytest.fixture
def desk(office: Office) -> Desk:
    """The office with a conclusion in January, and a meeting every month of the spring."""
    desk = Desk(office, conclusion(office))
    for day in (date(2026, 2, 10), date(2026, 3, 10), APRIL, MAY, JUNE):
        db.session.add(Meeting(committee_id=office.committee.id, title=f"Phiên họp tháng {day.month}", held_on=day))
    db.session.commit()
    return desk


@pytest.fixture
def plan(desk: Desk) -> Task:
    return desk.tasks[0]


def counted(desk: Desk, task: Task, on: date) -> int:
    return carry.in_a_row([task.id], desk.office.committee.id, on)[task.id]


def meeting(desk: Desk, day: date) -> Meeting:
    return db.session.query(Meeting).filter_by(committee_id=desk.office.committee.id, held_on=day).one()


def test_an_overdue_task_is_on_the_table_of_each_meeting_after_its_deadline(desk: Desk, plan: Task) -> None:
    days = (DUE, DUE + DAY, APRIL, APRIL + DAY, MAY + DAY, JUNE, JUNE + DAY)
    assert [counted(desk, plan, day) for day in days] == [0, 1, 1, 2, 3, 3, 4]


def test_what_is_due_on_the_day_of_a_meeting_is_not_late_at_it(desk: Desk, plan: Task) -> None:
    plan.due_on = APRIL
    db.session.commit()
    assert [counted(desk, plan, day) for day in (APRIL, APRIL + DAY, MAY + DAY)] == [0, 1, 2]


def test_a_report_takes_it_off_and_a_return_begins_a_new_row(desk: Desk, plan: Task) -> None:
    desk.report(plan, MAY - DAY)
    assert [counted(desk, plan, day) for day in (MAY - DAY, MAY)] == [0, 0]
    actions.return_task(
        plan, "Thiếu bản vẽ.", by=desk.office.secretary, at=moment(MAY + DAY), on=MAY + DAY, version=plan.version,
        key=fresh_key(),
    )  # fmt: skip
    assert [counted(desk, plan, day) for day in (MAY + DAY, JUNE + DAY)] == [1, 2], "on May's table it was reported"
    assert counted(desk, plan, APRIL + DAY) == 2, "of a past day its own facts are told"


def test_what_was_reported_on_the_very_day_lay_on_the_table_that_morning(desk: Desk, plan: Task) -> None:
    other = desk.tasks[2]
    other.due_on = DUE
    db.session.commit()
    desk.report(plan, MAY)
    assert counted(desk, plan, MAY) == 0, "its unit has reported"
    link(other, plan)
    assert counted(desk, other, MAY + DAY) == 3


def test_a_later_deadline_counts_from_the_day_it_was_granted(desk: Desk, plan: Task) -> None:
    asked = extensions.ask(
        plan, MAY + DAY, "Chờ thẩm định.", by=desk.office.official, at=moment(APRIL), on=APRIL, version=plan.version,
        key=fresh_key(),
    )  # fmt: skip
    extensions.grant(asked, MAY + DAY, by=desk.office.chair, at=moment(APRIL), on=APRIL, version=asked.version)
    assert [counted(desk, plan, day) for day in (APRIL - DAY, APRIL, MAY, JUNE)] == [1, 0, 0, 1]
    assert counted(desk, plan, JUNE + DAY) == 2, "April is cut off by May, when it was in time"


def link(later: Task, earlier: Task, state: LinkState = LinkState.LINKED) -> None:
    db.session.add(ThreadLink(task_id=later.id, earlier_id=earlier.id, state=state, by_id=1, at=moment(APRIL)))
    db.session.commit()


def test_a_matter_is_followed_through_its_thread_backwards_and_not_beside_it(desk: Desk, plan: Task) -> None:
    [second] = given(desk.office, (MAY - ISSUED).days + 1, "Hoàn thiện quy hoạch khu trung tâm")
    [beside] = given(desk.office, (MAY - ISSUED).days + 1, "Cắm mốc quy hoạch khu trung tâm")
    second.due_on = beside.due_on = JUNE - DAY
    link(second, plan)
    link(beside, plan, LinkState.REFUSED)
    assert counted(desk, second, JUNE + DAY) == 4, "April and May by the earlier task, June and the next by both"
    desk.report(plan, MAY + DAY)
    assert [counted(desk, each, JUNE + DAY) for each in (second, beside, plan)] == [4, 2, 0]


@pytest.mark.parametrize("word", ["direction", "commitment", "point"])
def test_a_word_said_at_a_meeting_puts_it_on_the_table(desk: Desk, word: str) -> None:
    road, office = desk.tasks[1], desk.office
    road.due_on = None

    def spoken(day: date, *, stands: bool = True) -> None:
        common = {"meeting_id": meeting(desk, day).id, "task_id": road.id}
        said = {
            "committee_id": office.committee.id,
            "by_id": office.secretary.id,
            "at": moment(day),
            "key": fresh_key(),
        }
        taken_back = None if stands else moment(day)
        db.session.add({
            "direction": lambda: Direction(
                **common, **said, text="Làm ngay.", said_by_id=office.chair.id, on=day, withdrawn_at=taken_back
            ),
            "commitment": lambda: Commitment(
                **common, **said, person="Bình", promise="Xong", made_on=day, due_on=day, withdrawn_at=taken_back
            ),
            "point": lambda: AgendaPoint(**common, is_taken_out=not stands),
        }[word]())  # fmt: skip
        db.session.commit()

    spoken(APRIL, stands=False)
    spoken(MAY)
    spoken(JUNE)
    assert [counted(desk, road, day) for day in (APRIL, MAY, JUNE, JUNE + DAY)] == [0, 1, 2, 0]


def test_what_an_agenda_proposed_by_itself_does_not_count(desk: Desk) -> None:
    road = desk.tasks[1]
    road.due_on = None
    db.session.add(AgendaPoint(meeting_id=meeting(desk, MAY).id, task_id=road.id, whys="carried reported"))
    db.session.commit()
    assert counted(desk, road, MAY) == 0


def test_a_meeting_called_off_and_one_of_another_committee_break_no_row(desk: Desk, plan: Task) -> None:
    other = Meeting(committee_id=desk.office.other_committee.id, title="Phiên họp", held_on=MAY + DAY)
    meeting(desk, MAY).cancelled_at = moment(MAY)
    db.session.add(other)
    db.session.commit()
    assert counted(desk, plan, JUNE + DAY) == 3


def test_it_stands_out_from_the_third_meeting_on(app: Flask) -> None:
    with speaking(DEFAULT):
        assert [carry.words(many) for many in (0, 2, 3, 7, 12)] == [
            "", "", "phiên thứ ba liên tiếp", "phiên thứ bảy liên tiếp", "phiên thứ 12 liên tiếp",
        ]  # fmt: skip


def test_a_thousand_matters_take_as_many_questions_as_one(office: Office) -> None:
    fill(office, 1000)
    db.session.execute(
        insert(Meeting),
        [
            {"committee_id": office.committee.id, "title": "Phiên họp", "held_on": TODAY - timedelta(30 * back)}
            for back in range(1, 7)
        ],
    )
    everything = list(db.session.scalars(db.select(Task.id)))
    asked = questions(lambda: carry.in_a_row(everything, office.committee.id, TODAY))
    assert asked == questions(lambda: carry.in_a_row(everything[:1], office.committee.id, TODAY)) <= 8
    found = carry.in_a_row(everything, office.committee.id, TODAY)
    late = {task.id for task in db.session.query(Task) if task.is_overdue(TODAY)}
    assert {task_id for task_id, many in found.items() if many} == late


def questions(ask: Callable[[], object]) -> int:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    ask()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
