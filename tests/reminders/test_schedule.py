"""When tasks are brought to mind, whom, and that nothing is said twice."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from tests.reminders.world import AT, ON, task
from tracker.extensions import db
from tracker.people.models import Membership, Role, User
from tracker.reminders import matters
from tracker.reminders.letters import daily
from tracker.reminders.models import Letter, LetterState, Reason, Reminder
from tracker.reminders.schedule import remind

DUE = date(2026, 4, 15)
"""A Wednesday; the week before and the weeks after it have holidays on 27/4 (in lieu), 30/4 and 1/5."""


def letters(**wanted):
    return db.session.query(Letter).filter_by(**wanted).order_by(Letter.id).all()


# ------------------------------------------------------------------------------------------ the digests


def test_a_recipient_gets_one_letter_with_all_that_is_overdue_or_due_soon(office):
    task(office, "Hoàn thành hồ sơ đấu giá", date(2026, 3, 31))
    task(office, "Công khai phương án bồi thường", DUE)
    task(office, "Báo cáo danh mục đất công", date(2026, 4, 17))
    task(office, "Còn lâu mới đến hạn", date(2026, 9, 30))
    assert remind(on=ON, at=AT) == 1
    [letter] = letters()
    assert [each.address for each in letter.recipients] == [office.official.email]
    assert letter.subject == "1 nhiệm vụ quá hạn, 2 nhiệm vụ sắp đến hạn (tính đến ngày 14/4/2026)"
    assert "Còn lâu" not in letter.text
    assert {(each.task.title, each.occasion) for each in letter.reminders} == {
        ("Hoàn thành hồ sơ đấu giá", "late-14"),
        ("Công khai phương án bồi thường", "before-1"),
        ("Báo cáo danh mục đất công", "before-3"),
    }


def test_no_letter_says_nothing(office):
    task(office, "Còn lâu mới đến hạn", date(2026, 9, 30))
    assert remind(on=ON, at=AT) == 0


def test_doing_it_again_on_the_same_day_adds_nothing(office):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    remind(on=ON, at=AT)
    before = db.session.query(Reminder).count()
    assert remind(on=ON, at=AT + timedelta(hours=1)) == 0
    assert (len(letters()), db.session.query(Reminder).count()) == (1, before)


def test_an_occasion_is_told_once_and_the_next_one_again(office):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    written = [remind(on=ON + timedelta(each), at=AT + timedelta(each)) for each in range(10)]
    assert written == [1, 1, 0, 0, 0, 0, 0, 0, 1, 0]


def test_on_a_day_off_nothing_is_written(office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 20))
    assert remind(on=date(2026, 4, 18), at=AT) == 0


def test_days_on_which_the_program_did_not_run_are_caught_up_as_one_letter(office):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    task(office, "Hoàn thành hồ sơ đấu giá", DUE - timedelta(3))
    later = date(2026, 5, 14)
    assert remind(on=later, at=AT + timedelta(30)) == 1
    assert sorted(each.occasion for each in letters()[0].reminders) == ["late-28", "late-28"]


def test_the_assignee_is_written_to_instead_of_the_units_officials(office):
    office.official.unit = office.culture
    mine = task(office, "Trình phê duyệt quy hoạch", DUE, assignee=office.culture_official)
    remind(on=ON, at=AT)
    assert [letter.user for letter in letters()] == [office.culture_official]
    assert mine.lead_unit == office.economy


def test_without_anybody_to_write_to_the_units_mailbox_is_used(office):
    db.session.get(User, office.official.id).is_enabled = False
    task(office, "Trình phê duyệt quy hoạch", DUE)
    remind(on=ON, at=AT)
    assert letters()[0].to_address == office.economy.email
    assert "Kính gửi: Phòng Kinh tế" in letters()[0].text


def test_people_who_share_a_mailbox_get_one_letter(office):
    office.culture_official.unit = office.economy
    office.culture_official.email = office.official.email.upper()
    task(office, "Trình phê duyệt quy hoạch", DUE)
    assert remind(on=ON, at=AT) == 1


def test_an_extended_task_begins_its_reminders_anew(office):
    owed = task(office, "Trình phê duyệt quy hoạch", DUE)
    remind(on=ON, at=AT)
    owed.due_on = ON + timedelta(8)
    db.session.commit()
    assert remind(on=ON + timedelta(1), at=AT) == 1
    assert letters()[-1].reminders[0].occasion == "before-7"


def test_after_an_outage_the_earlier_letter_that_still_waits_is_given_up(office):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    for days in (0, 1):
        remind(on=ON + timedelta(days), at=AT + timedelta(days))
    assert [(each.state, each.reason) for each in letters()] == [
        (LetterState.CANCELLED, Reason.SUPERSEDED),
        (LetterState.WAITING, Reason.NONE),
    ]


def test_two_processes_at_once_write_each_letter_once(app, office):
    for title in ("Trình phê duyệt quy hoạch", "Hoàn thành hồ sơ đấu giá"):
        task(office, title, DUE)
    task(office, "Lắp đặt dụng cụ thể dục", DUE, lead=office.culture)
    db.session.commit()
    together, written = Barrier(2), []

    def work():
        with app.app_context():
            together.wait()
            written.append(remind(on=ON, at=AT))
            db.session.remove()

    threads = [Thread(target=work) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == 2
    assert len(letters()) == 2
    assert db.session.query(Reminder).count() == 3


# ------------------------------------------------------------------------------------------ one committee and another


def test_what_goes_wrong_in_one_committee_keeps_no_other_waiting(office, monkeypatch):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    theirs = task(office, "Số hóa hồ sơ", DUE)
    theirs.committee = office.other_committee
    db.session.add(Membership(committee=office.other_committee, user=office.official, role=Role.OFFICIAL))
    db.session.commit()
    broken, whole = office.committee.id, matters.of_task

    def of_task(duty, facts, readers):
        if duty.committee_id == broken:
            raise ZeroDivisionError
        return whole(duty, facts, readers)

    monkeypatch.setattr(matters, "of_task", of_task)
    with pytest.raises(ZeroDivisionError):
        remind(on=ON, at=AT)
    assert [each.committee for each in letters()] == [office.other_committee]


def test_a_letter_that_cannot_be_worded_keeps_no_other_waiting(office):
    task(office, "Trình phê duyệt quy hoạch", DUE)
    task(office, "Lắp đặt dụng cụ thể dục", DUE, lead=office.culture)

    def wording(planned):
        if planned.mailbox.user == office.official:
            raise ZeroDivisionError
        return daily(planned, at=AT)

    with pytest.raises(ZeroDivisionError):
        remind(on=ON, at=AT, wording=wording)
    assert [each.user for each in letters()] == [office.culture_official]
