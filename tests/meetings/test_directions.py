"""Chỉ đạo: the chair's word at once, the presider's in a meeting; a later day is granted, an earlier one drafted."""

from datetime import date

import pytest

from tests.meetings.table import LATER, direct, meet, sit
from tests.office import Office
from tests.tasks.desk import DUE, TODAY, Desk, fresh_key, moment
from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import actions, directions
from tracker.meetings.direction_models import Direction
from tracker.tasks import extensions
from tracker.tasks.course import course
from tracker.tasks.models import ExtensionState, Task


def heads(task: Task) -> list[tuple[str, str, str]]:
    return [(event.kind, event.text, event.by) for event in course(task, TODAY) if event.kind in ("voice", "undone")]


# ------------------------------------------------------------------------------------------ whose word it is


def test_outside_a_meeting_the_chair_directs_for_the_next_and_the_task_tells_of_it(
    office: Office, desk: Desk, task: Task
) -> None:
    meet(office, date(2026, 4, 30), "Phiên họp thứ sáu")
    fifth = meet(office, date(2026, 4, 17))
    given = direct(office, " Không để chậm thêm. ", task=task)
    assert (given.meeting, given.said_by, given.by) == (fifth, office.chair, office.chair)
    assert (given.text, given.lead_unit, given.place) == ("Không để chậm thêm.", office.economy, 1)
    assert heads(task) == [("voice", "Không để chậm thêm.", office.chair.full_name)]


def test_a_secretary_writes_the_presiders_word_while_the_meeting_sits_and_only_then(
    office: Office, desk: Desk, task: Task
) -> None:
    fifth = meet(office)
    with pytest.raises(RuleBroken):
        direct(office, task=task, by=office.secretary)
    db.session.rollback()
    sitting = sit(fifth, office.viewer)  # a deputy presides
    given = direct(office, task=task, by=office.secretary)
    assert (given.meeting, given.said_by, given.by) == (fifth, office.viewer, office.secretary)
    assert heads(task)[0][2] == office.viewer.full_name
    assert course(task, TODAY)[0].head == "Chỉ đạo tại Phiên họp thứ năm"
    with pytest.raises(RuleBroken):
        direct(office, task=task, by=office.official)
    db.session.rollback()
    sitting.closed_at = moment(TODAY, 11)
    db.session.commit()
    with pytest.raises(RuleBroken):
        direct(office, task=task, by=office.secretary)


def test_another_committees_secretary_writes_nothing_here(office: Office, desk: Desk) -> None:
    sit(meet(office), office.chair)
    with pytest.raises(RuleBroken):
        direct(office, by=office.other_secretary)


def test_the_same_key_is_one_direction_and_a_task_that_moved_is_refused(office: Office, desk: Desk, task: Task) -> None:
    seen = task.version
    first = direct(office, task=task, key="once", version=seen, due_on=LATER)
    assert direct(office, task=task, key="once", version=seen, due_on=LATER) is first
    with pytest.raises(StaleVersion):
        direct(office, task=task, version=seen)


def test_what_is_directed_must_be_said_and_its_day_to_come(office: Office, desk: Desk, task: Task) -> None:
    for words, field in (({"text": "  "}, "text"), ({"due_on": date(2026, 4, 13)}, "until")):
        with pytest.raises(RuleBroken) as broken:
            direct(office, **{"text": "Làm ngay.", "task": task, **words})
        assert broken.value.field == field
        db.session.rollback()


# ------------------------------------------------------------------------------------------ to which meeting


def test_what_waits_for_a_meeting_goes_to_the_first_to_come_however_meetings_move(office: Office, desk: Desk) -> None:
    given = direct(office, "Lập quy chế.")
    assert given.meeting is None
    fifth = meet(office, date(2026, 4, 30))
    assert given.meeting is fifth
    sooner = meet(office, date(2026, 4, 20), "Phiên họp bất thường")
    assert given.meeting is sooner
    actions.cancel_meeting(sooner, "Bận", version=sooner.version, by=office.secretary, at=moment(TODAY))
    assert given.meeting is fifth


def test_what_was_said_in_a_meeting_stays_with_it_and_what_comes_after_it_goes_to_the_next(
    office: Office, desk: Desk
) -> None:
    sixth = meet(office, date(2026, 4, 30), "Phiên họp thứ sáu")
    fifth = meet(office)
    sitting = sit(fifth, office.chair)
    said = direct(office, "Tại phiên họp.")
    sitting.closed_at = moment(TODAY, 11)
    db.session.commit()
    after = direct(office, "Sau phiên họp.")
    meet(office, date(2026, 4, 20), "Phiên họp bất thường")
    assert (said.meeting, said.place, after.place) == (fifth, 1, 1)
    assert after.meeting is not sixth
    assert after.meeting is not None
    assert after.meeting.title == "Phiên họp bất thường"


# ------------------------------------------------------------------------------------------ deadlines


def test_a_later_day_is_granted_at_once_and_counts_as_an_extension(office: Office, desk: Desk, task: Task) -> None:
    given = direct(office, "Cho thêm thời gian.", task=task, due_on=LATER)
    assert (task.due_on, task.original_due_on, task.times_extended) == (LATER, DUE, 1)
    assert given.extension is task.extensions[0]
    assert (given.extension.reason, given.extension.decided_by) == ("Cho thêm thời gian.", office.chair)
    assert [entry.verb for entry in history.of(task)[:2]] == ["extended", "directed"]
    told = [event.head for event in course(task, TODAY)]
    assert not [head for head in told if "Asked" in head or "Xin" in head]


def test_a_request_that_waits_is_answered_by_it(office: Office, desk: Desk, task: Task) -> None:
    asked = extensions.ask(
        task, date(2026, 6, 30), "Chờ Sở.", by=office.official, at=moment(TODAY), on=TODAY, version=task.version,
        key=fresh_key(),
    )  # fmt: skip
    given = direct(office, task=task, due_on=LATER)
    assert (given.extension, asked.state, asked.granted_until) == (asked, ExtensionState.GRANTED, LATER)
    directions.withdraw(given, by=office.chair, at=moment(TODAY), version=given.version)
    assert (task.due_on, asked.state, asked.decided_by, asked.words) == (DUE, ExtensionState.WAITING, None, "")


@pytest.mark.parametrize("due_on", [TODAY, date(2026, 4, 18)])
def test_an_earlier_day_or_one_for_a_duty_without_deadline_is_only_the_drafts(
    office: Office, desk: Desk, due_on: date
) -> None:
    _plan, road, standing = desk.tasks
    for task in (road, standing):
        before = task.due_on
        given = direct(office, task=task, due_on=due_on)
        assert (task.due_on, given.due_on, given.extension) == (before, due_on, None)


def test_a_task_that_is_reported_gets_no_more_time(office: Office, desk: Desk, task: Task) -> None:
    desk.report(task)
    assert direct(office, task=task, due_on=LATER).extension is None
    assert task.due_on == DUE


# ------------------------------------------------------------------------------------------ what becomes of it


def test_a_corrected_direction_is_read_as_it_was_corrected(office: Office, desk: Desk, task: Task) -> None:
    given = direct(office, "Xong trước tháng 5.", task=task)
    facts = {"by": office.chair, "at": moment(TODAY), "on": TODAY}
    seen = given.version
    directions.reword(given, "Xong trong tháng 5.", due_on=LATER, due_words="trong tháng 5", version=seen, **facts)
    assert (task.due_on, [text for _kind, text, _by in heads(task)]) == (LATER, ["Xong trong tháng 5."])
    with pytest.raises(StaleVersion):
        directions.reword(given, "Khác.", version=seen, **facts)
    with pytest.raises(RuleBroken) as broken:
        directions.reword(given, "Khác.", due_on=date(2026, 6, 30), version=given.version, **facts)
    assert broken.value.field == "until"


def test_an_unchanged_direction_leaves_no_trace(office: Office, desk: Desk, task: Task) -> None:
    given = direct(office, "Làm ngay.", task=task)
    many = len(history.of(task))
    directions.reword(given, "Làm ngay.", by=office.chair, at=moment(TODAY), on=TODAY, version=given.version)
    assert len(history.of(task)) == many


def test_taking_it_back_takes_the_time_back_and_the_course_tells_both(office: Office, desk: Desk, task: Task) -> None:
    given = direct(office, "Cho thêm thời gian.", task=task, due_on=LATER)
    directions.withdraw(given, by=office.chair, at=moment(TODAY, 10), version=given.version)
    assert (task.due_on, task.times_extended, given.is_withdrawn) == (DUE, 0, True)
    assert [(kind, text) for kind, text, _by in heads(task)] == [("undone", "Cho thêm thời gian.")]
    assert history.of(task)[0].changes["due_on"] == [LATER.isoformat(), DUE.isoformat()]
    with pytest.raises(StaleVersion):
        directions.withdraw(given, by=office.chair, at=moment(TODAY), version=given.version)


def test_time_that_was_built_on_is_not_taken_back(office: Office, desk: Desk, task: Task) -> None:
    given = direct(office, task=task, due_on=LATER)
    direct(office, task=task, due_on=date(2026, 6, 30))
    with pytest.raises(RuleBroken):
        directions.withdraw(given, by=office.chair, at=moment(TODAY), version=given.version)
    db.session.rollback()
    desk.report(task)
    newest = db.session.query(Direction).order_by(Direction.id.desc()).first()
    assert newest is not None
    with pytest.raises(RuleBroken):
        directions.withdraw(newest, by=office.chair, at=moment(TODAY), version=newest.version)


def test_what_stands_in_the_signed_conclusion_is_changed_by_a_new_direction(
    office: Office, desk: Desk, task: Task
) -> None:
    given = direct(office, task=task)
    given.item_id = desk.conclusion.items[0].id
    db.session.commit()
    with pytest.raises(RuleBroken):
        directions.withdraw(given, by=office.chair, at=moment(TODAY), version=given.version)


def test_only_the_chair_and_who_said_or_wrote_it_correct_it(office: Office, desk: Desk, task: Task) -> None:
    sit(meet(office), office.viewer)
    given = direct(office, task=task, by=office.secretary)
    with pytest.raises(RuleBroken):
        directions.withdraw(given, by=office.official, at=moment(TODAY), version=given.version)
    db.session.rollback()
    directions.withdraw(given, by=office.viewer, at=moment(TODAY), version=given.version)
    assert given.is_withdrawn
