"""Who hears what on which day: over all committees in one letter, by each committee's rules."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from tests.office import Office, user
from tests.reminders.world import AT, ON, only_deadlines, task
from tracker import clock
from tracker.extensions import db
from tracker.meetings import directions
from tracker.meetings.models import Meeting
from tracker.people import absences
from tracker.people.models import LetterRhythm, Membership, Role, User
from tracker.reminders import plan, rules
from tracker.reminders.models import Letter
from tracker.reminders.planned import NewsKind, Part, Planned
from tracker.reminders.rules_models import ReminderRules
from tracker.reminders.schedule import remind, tell_at_once
from tracker.tasks import actions, assignments, extensions
from tracker.tasks.models import Stage, Task

TUESDAY, DAY = ON, timedelta(days=1)


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE)


def due(on: date = ON) -> dict[User | None, Planned]:
    """Return the letters of a day by their reader, None for a unit's mailbox."""
    db.session.commit()
    return {each.mailbox.user: each for each in plan.plan(on, at=at(on), failures=[])}


def said(letter: Planned) -> list[tuple[Part, str]]:
    return [(line.part, line.occasion) for line in letter.lines]


def member(office: Office, name: str, role: Role, unit: object = None) -> User:
    found = user(name, f"Người {name}", unit)  # type: ignore[arg-type]
    db.session.add(Membership(committee=office.committee, user=found, role=role))
    db.session.commit()
    return found


def away(office: Office, who: User, first: date = ON, last: date = ON, stand_in: User | None = None) -> None:
    absences.announce(who, first, last, stand_in.id if stand_in else None, by=office.admin, at=AT, on=first)


# ------------------------------------------------------------------------------------------ one letter


def test_one_letter_holds_what_is_due_in_all_committees(office: Office):
    task(office, "Trình quy hoạch", ON + DAY)
    theirs = task(office, "Số hóa hồ sơ", ON - 7 * DAY)
    theirs.committee = office.other_committee
    db.session.add(Membership(committee=office.other_committee, user=office.official, role=Role.OFFICIAL))
    letter = due()[office.official]
    assert said(letter) == [(Part.OVERDUE, "late-7"), (Part.SOON, "before-1")]
    assert letter.committees == sorted([office.committee, office.other_committee], key=lambda each: each.name)
    assert remind(on=ON, at=AT) == 1


def test_each_committee_goes_by_its_own_rules(office: Office):
    task(office, "Trình quy hoạch", ON + 14 * DAY)
    assert due() == {}
    only_deadlines(office, days_before=[14])
    assert said(due()[office.official]) == [(Part.SOON, "before-14")]


def test_who_is_in_no_committee_or_switched_off_gets_nothing(office: Office):
    task(office, "Trình quy hoạch", ON + DAY, assignee=office.admin)
    assert list(due()) == [office.official], "the administrator is no member: the unit's official instead"
    office.official.is_enabled = False
    assert list(due()) == [None]


@pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.DONE, Stage.DROPPED, Stage.PAUSED])
def test_nobody_is_reminded_of_what_is_reported_done_paused_or_dropped(office: Office, stage: Stage):
    only_deadlines(office, silent_after=30, head_after=5, standing_after=10)
    task(office, "Trình quy hoạch", ON - 30 * DAY, stage=stage)
    task(office, "Còn lâu", None, stage=stage)
    assert due() == {}


def test_a_task_nothing_was_written_of_for_long_is_asked_after(office: Office):
    only_deadlines(office, silent_after=30)
    row = task(office, "Rà soát đất công", date(2026, 12, 31))
    row.updated_at = at(ON - 31 * DAY)
    [line] = due()[office.official].lines
    assert (line.part, line.occasion, line.due_on, line.days_left) == (Part.SILENT, "silent-30", ON - 31 * DAY, -31)
    row.updated_at = at(ON - 30 * DAY)
    assert due() == {}


# ------------------------------------------------------------------------------------------ those above


def test_late_tasks_go_to_the_head_then_to_the_standing_member_once_each(office: Office):
    only_deadlines(office, head_after=5, standing_after=10, standing_member_id=office.viewer.id)
    head = member(office, "truongphong", Role.VIEWER, office.economy)
    office.economy.head_id = head.id
    task(office, "Trình quy hoạch", date(2026, 5, 15))  # Friday
    days = [date(2026, 5, 18) + n * DAY for n in range(13)]
    heard: dict[User, list[date]] = {}
    for day in days:
        for reader, letter in due(day).items():
            if reader and any(line.part is Part.ESCALATED and line.is_new for line in letter.lines):
                heard.setdefault(reader, []).append(day)
        remind(on=day, at=at(day))
    assert heard == {head: [date(2026, 5, 22)], office.viewer: [date(2026, 5, 29)]}


@pytest.mark.parametrize(("standing", "reader"), [(True, "viewer"), (False, "chair")])
def test_where_there_is_nobody_the_next_higher_hears_of_it(office: Office, standing: bool, reader: str):
    member_id = office.viewer.id if standing else None
    only_deadlines(office, head_after=5, standing_after=10, standing_member_id=member_id)
    task(office, "Trình quy hoạch", ON - 20 * DAY)
    assert said(due()[office.users[reader]]) == [(Part.ESCALATED, "escalated")]


def test_what_one_is_reminded_of_anyway_does_not_come_from_above_too(office: Office):
    only_deadlines(office, head_after=5)
    office.economy.head_id = office.official.id
    task(office, "Trình quy hoạch", ON - 14 * DAY)
    assert said(due()[office.official]) == [(Part.OVERDUE, "late-14")]


# ------------------------------------------------------------------------------------------ away


def test_a_stand_in_reads_in_their_own_one_letter_for_whom_and_the_return_brings_one_letter(office: Office):
    mine = task(office, "Việc của người đi vắng", ON + DAY, assignee=office.official)
    own = task(office, "Việc của người thay", ON + DAY, lead=office.culture)
    away(office, office.official, ON, ON + 2 * DAY, office.culture_official)
    letter = due()[office.culture_official]
    assert [(line.task, line.for_user) for line in letter.lines] == [(own, None), (mine, office.official)]
    assert letter.away == [office.official]
    assert [remind(on=day, at=at(day)) for day in (ON, ON + DAY, ON + 2 * DAY)] == [1, 1, 0]
    back = due(ON + 3 * DAY)
    assert {reader: said(letter) for reader, letter in back.items()} == {office.official: [(Part.OVERDUE, "before-0")]}


def test_without_a_stand_in_colleagues_read_else_the_units_mailbox(office: Office):
    task(office, "Trình quy hoạch", ON + DAY, assignee=office.official)
    away(office, office.official)
    assert [(each.mailbox.unit, each.away) for each in due().values()] == [(office.economy, [office.official])]
    colleague = member(office, "dongnghiep", Role.OFFICIAL, office.economy)
    assert list(due()) == [colleague]


def test_with_nobody_to_read_it_waits_for_the_return_and_comes_as_one_letter(office: Office):
    office.economy.email = ""
    for days in (1, 2, 3):
        task(office, f"Việc {days}", ON + days * DAY, assignee=office.official)
    away(office, office.official, ON, ON + 2 * DAY)
    assert [remind(on=ON + n * DAY, at=at(ON + n * DAY)) for n in range(4)] == [0, 0, 0, 1]


def test_what_the_person_heard_before_going_away_the_stand_in_is_not_told_again(office: Office):
    task(office, "Trình quy hoạch", ON + 3 * DAY, assignee=office.official)
    assert remind(on=ON, at=AT) == 1
    away(office, office.official, ON + DAY, ON + DAY, office.culture_official)
    assert due(ON + DAY) == {}


# ------------------------------------------------------------------------------------------ the rhythm


def test_who_wants_one_letter_a_week_gets_it_on_the_first_office_day(office: Office):
    office.official.rhythm = LetterRhythm.WEEKLY
    task(office, "Trình quy hoạch", date(2026, 4, 29))
    days = [date(2026, 4, 21) + n * DAY for n in range(10)]  # Monday 27/4 is a holiday in lieu
    assert [day for day in days if remind(on=day, at=at(day))] == [date(2026, 4, 28)]


def granted(office: Office, row: Task, moment: datetime) -> None:
    on = moment.date()
    asked = extensions.ask(
        row, ON + 40 * DAY, "Mưa lũ", by=office.official, at=moment - timedelta(minutes=5), on=on, version=row.version,
        key="later",
    )  # fmt: skip
    extensions.grant(asked, asked.until, "Lần cuối", by=office.chair, at=moment, on=on, version=asked.version)


def test_news_are_told_at_once_to_who_wants_it_and_to_others_with_the_next_letter(office: Office):
    hasty = member(office, "nhanh", Role.OFFICIAL, office.economy)
    hasty.rhythm = LetterRhythm.AT_ONCE
    row = task(office, "Trình quy hoạch", ON + 20 * DAY)
    granted(office, row, at(ON, 9))
    assert tell_at_once(on=ON, at=at(ON, 9) + timedelta(minutes=1)) == 0, "more may follow"
    assert tell_at_once(on=ON, at=at(ON, 9) + timedelta(minutes=3)) == 1
    assert tell_at_once(on=ON, at=at(ON, 9) + timedelta(minutes=5)) == 0
    letters = due(ON + DAY)
    assert list(letters) == [office.official]
    [line] = letters[office.official].lines
    assert line.news and (line.news.kind, line.news.until, line.news.words, line.news.by_name) == (
        NewsKind.EXTENSION_GRANTED, ON + 40 * DAY, "Lần cuối", office.chair.full_name
    )  # fmt: skip


def test_a_direction_is_told_once_with_the_time_it_grants_and_so_is_its_taking_back(office: Office):
    row = task(office, "Trình quy hoạch", ON + 20 * DAY)
    facts = {"task": row, "by": office.chair, "on": ON}
    given = directions.give(office.committee, "Cho thêm", due_on=ON + 40 * DAY, at=at(ON, 9), key="said", **facts)
    early = directions.give(office.committee, "Thôi", at=at(ON, 9), key="unsaid", **facts)
    directions.withdraw(early, by=office.chair, at=at(ON, 10), version=early.version)
    [line] = due(ON + DAY)[office.official].lines
    assert line.news and (line.news.kind, line.news.words, line.news.until, line.news.by_name) == (
        NewsKind.DIRECTED, "Cho thêm", ON + 40 * DAY, office.chair.full_name
    )  # fmt: skip
    remind(on=ON + DAY, at=at(ON + DAY))
    assert due(ON + 2 * DAY) == {}
    directions.withdraw(given, by=office.chair, at=at(ON + DAY, 10), version=given.version)
    told = [each.news for each in due(ON + 2 * DAY)[office.official].lines if each.news]
    assert [(news.kind, news.until) for news in told] == [(NewsKind.DIRECTION_TAKEN_BACK, ON + 20 * DAY)]


def test_news_come_from_what_others_did_and_end_with_the_task_in_other_hands(office: Office):
    row = task(office, "Trình quy hoạch", ON + 90 * DAY)
    actions.update_task(
        row, by=office.official, at=at(ON, 9), on=ON, version=row.version, stage=Stage.REPORTED, percent=100,
        result="Đã xong", key="done",
    )  # fmt: skip
    assert due(ON + DAY) == {}, "one's own word is no news"
    actions.return_task(row, "Thiếu biên bản", by=office.chair, at=at(ON, 10), on=ON, version=row.version)
    [line] = due(ON + DAY)[office.official].lines
    assert line.news and (line.news.kind, line.news.words) == (NewsKind.RETURNED, "Thiếu biên bản")
    assignments.assign(
        row, office.culture.id, None, "Đúng chức năng", by=office.secretary, at=at(ON, 11), version=row.version
    )
    letters = due(ON + DAY)
    assert {reader: [line.news.kind for line in each.lines if line.news] for reader, each in letters.items()} == {
        office.culture_official: [NewsKind.GIVEN]
    }


# ------------------------------------------------------------------------------------------ summary and brief


def test_the_secretary_gets_the_week_in_the_official_figures_and_who_has_nothing_to_sum_up_gets_none(office: Office):
    only_deadlines(office, summary_weekday=0)
    late = task(office, "Trình quy hoạch", ON - 2 * DAY, lead=office.culture)
    task(office, "Đã báo cáo", ON + DAY, stage=Stage.REPORTED)
    letter = due()[office.secretary]
    [summary] = letter.summaries
    assert (summary.figures.total, summary.figures.open_overdue, summary.to_confirm) == (2, 1, 1)
    assert summary.newly_late == [late]
    assert office.other_secretary not in due()
    remind(on=ON, at=AT)
    assert due(ON + DAY) == {}


def test_the_chair_gets_the_brief_two_office_days_before_the_meeting_and_again_when_it_moves(office: Office):
    task(office, "Trình quy hoạch", ON - 2 * DAY)
    only_deadlines(office, brief_days=2, weekly_late=False, on_day=False, days_before=[])
    meeting = Meeting(committee=office.committee, title="Phiên họp quý II", held_on=ON + 6 * DAY)  # Monday
    db.session.add(meeting)
    assert [n for n in range(6) if due(ON + n * DAY)] == [2, 3]
    remind(on=ON + 2 * DAY, at=at(ON + 2 * DAY))
    assert due(ON + 3 * DAY) == {}
    meeting.held_on = ON + 7 * DAY
    [brief] = due(ON + 3 * DAY)[office.chair].briefs
    assert (brief.held_on, brief.figures.open_overdue) == (ON + 7 * DAY, 1)


# ------------------------------------------------------------------------------------------ what would be written


def test_a_preview_tells_what_a_day_brings_by_rules_not_saved_yet_and_writes_nothing(office: Office):
    task(office, "Trình quy hoạch", ON + 6 * DAY)  # a Monday: three days and one before it are said on Friday
    own, friday = rules.rules_of(office.committee.id), ON + 3 * DAY
    remind(on=ON, at=AT)
    found = plan.preview(office.committee.id, friday, at=at(ON), rules=own)
    assert [said(each) for each in found] == [[(Part.SOON, "before-1")]]
    typed = replace(own, days_before=(4,))
    [thursday] = plan.preview(office.committee.id, ON + 2 * DAY, at=at(ON), rules=typed)
    assert said(thursday) == [(Part.SOON, "before-4")]
    assert plan.preview(office.committee.id, friday, at=at(ON), rules=typed) == [], (
        "Thursday's letter will have told it"
    )
    assert plan.preview(office.other_committee.id, friday, at=AT, rules=own) == []
    assert plan.preview(office.committee.id, ON + 4 * DAY, at=AT, rules=own) == [], "a Saturday"
    assert db.session.query(Letter).count() == 1


def test_defaults_hold_for_a_committee_that_set_nothing(office: Office):
    task(office, "Trình quy hoạch", ON - 40 * DAY)
    db.session.query(ReminderRules).delete()
    letters = due()
    assert set(letters) == {office.official, office.chair, office.secretary}
    assert letters[office.secretary].summaries
