"""Reports of periods brought to mind: in the one digest of a day, and no more once they are sent."""

from datetime import date, datetime, timedelta

import pytest

from tests.office import Office
from tests.reminders.world import task
from tracker import clock
from tracker.extensions import db
from tracker.reading.results import ItemKind, Recurrence
from tracker.reminders import freshness, words
from tracker.reminders.models import Letter, LetterState, Reason
from tracker.reminders.schedule import remind
from tracker.tasks import actions, period_reports
from tracker.tasks.models import Stage, Task

Q1 = date(2026, 3, 31)
"""The first quarter: its figures close on Saturday 14/3/2026 and its report is due on Tuesday 17/3."""


def at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 0, 30, tzinfo=clock.OFFICE_ZONE)


@pytest.fixture
def duty(office: Office) -> Task:
    row = task(office, "Tổng hợp vướng mắc", None)
    row.recurrence = Recurrence.QUARTERLY
    db.session.commit()
    return row


def written(*days: date) -> list[date]:
    """Return the days on which a letter was written."""
    return [on for on in days if remind(on=on, at=at(on))]


def days(first: date, many: int) -> list[date]:
    return [first + timedelta(each) for each in range(many)]


def test_a_report_is_brought_to_mind_three_days_before_on_the_day_and_weekly_while_it_is_owed(duty: Task) -> None:
    # three days before is Saturday 14/3: Friday 13/3
    assert written(*days(date(2026, 3, 6), 30)) == [
        date(2026, 3, 13), date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31)
    ]  # fmt: skip
    found = db.session.query(Letter).order_by(Letter.id).all()
    assert [each.reminders[0].occasion for each in found] == [
        "report-before-3", "report-before-0", "report-late-7", "report-late-14"
    ]  # fmt: skip
    assert {each.reminders[0].due_on for each in found} == {date(2026, 3, 17)}


def test_the_letter_names_the_period_and_calls_nothing_overdue(duty: Task) -> None:
    remind(on=date(2026, 3, 24), at=at(date(2026, 3, 24)))
    letter = db.session.query(Letter).one()
    assert letter.subject == "1 báo cáo kỳ cần gửi (tính đến ngày 24/3/2026)"
    assert "Báo cáo Quý I/2026: 17/3/2026 (chậm 7 ngày)" in letter.text
    assert "BÁO CÁO ĐỊNH KỲ (1)" in letter.text
    assert "chậm 7 ngày" in letter.html
    assert 'class="late"' not in letter.html
    assert "QUÁ HẠN" not in letter.text


def test_one_digest_a_day_holds_tasks_and_reports(office: Office, duty: Task) -> None:
    task(office, "Hoàn thành hồ sơ", date(2026, 3, 10))
    task(office, "Công khai phương án", date(2026, 3, 20))
    assert remind(on=date(2026, 3, 17), at=at(date(2026, 3, 17))) == 1
    letter = db.session.query(Letter).one()
    assert letter.subject.startswith("1 nhiệm vụ quá hạn, 1 nhiệm vụ sắp đến hạn, 1 báo cáo kỳ cần gửi")
    assert all(part in letter.text for part in ("QUÁ HẠN (1)", "SẮP ĐẾN HẠN (1)", "BÁO CÁO ĐỊNH KỲ (1)"))


def test_a_report_that_was_sent_is_asked_for_no_more(office: Office, duty: Task) -> None:
    on = date(2026, 3, 16)
    actions.update_task(
        duty, by=office.official, at=at(on), on=on, version=duty.version, stage=Stage.IN_PROGRESS, percent=None,
        result="Đã tổng hợp.", period=Q1, key="one",
    )  # fmt: skip
    assert written(*days(date(2026, 3, 17), 15)) == []


def test_a_letter_that_waited_is_given_up_when_the_report_came_or_was_excused(office: Office, duty: Task) -> None:
    on = date(2026, 3, 18)
    remind(on=on, at=at(on))
    letter = db.session.query(Letter).one()
    assert freshness.refresh(letter, at=at(on))
    period_reports.excuse(duty, Q1, "Bão lũ", by=office.secretary, at=at(on), on=on)
    assert not freshness.refresh(letter, at=at(on))
    assert (letter.state, letter.reason) == (LetterState.CANCELLED, Reason.SETTLED)


def test_a_standing_duty_is_asked_for_at_the_committees_rhythm_or_not_at_all(office: Office) -> None:
    row = task(office, "Quản lý đất đai", None)
    row.kind = ItemKind.STANDING
    db.session.commit()
    assert written(date(2026, 3, 17)) == [date(2026, 3, 17)]
    office.committee.standing_rhythm = None
    db.session.commit()
    assert written(date(2026, 3, 24)) == []


def test_every_occasion_has_its_words(office: Office) -> None:
    assert words.occasion("report-before-3") == "3 ngày trước hạn báo cáo kỳ"
    assert words.occasion("report-before-0") == "đúng hạn báo cáo kỳ"
    assert words.occasion("report-late-14") == "chậm báo cáo kỳ 14 ngày"
