"""Publishing locks a conclusion, opens its tasks and tells each unit and each person it names once."""

from datetime import date

import pytest
from lxml import html

from tests.office import sign_in
from tests.reminders.world import AT, ON, conclusion, item
from tracker import clock, history
from tracker.documents.models import Decision, ItemUnit, Part
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.people.models import User
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason
from tracker.reminders.publication import plan, publish
from tracker.reminders.queries import Mailbox, mailboxes_of_letter
from tracker.tasks.models import Task
from tracker.tasks.thread_models import ThreadLink


@pytest.fixture
def draft(office):
    row = conclusion(office)
    item(row, "Hoàn thành hồ sơ đấu giá quyền sử dụng đất", office.economy, date(2026, 3, 15))
    item(row, "Trình phê duyệt quy hoạch", office.economy, date(2026, 3, 31), words="chậm nhất Quý I/2026")
    item(row, "Lắp đặt dụng cụ thể dục tại 03 công viên", office.culture, date(2026, 6, 30))
    item(row, "Ghi nhận kết quả", None, decision=Decision.NO_TASK)
    db.session.commit()
    return row


def letters():
    return db.session.query(Letter).order_by(Letter.id).all()


def test_each_leading_unit_gets_one_letter_with_its_tasks(draft, office):
    tasks = publish(draft, by=office.secretary, at=AT, on=ON)
    assert draft.is_published
    assert [task.title for task in tasks] == [each.action for each in draft.items[:3]]
    assert [(letter.unit, len(letter.reminders)) for letter in letters()] == [(office.economy, 2), (office.culture, 1)]
    assert {letter.kind for letter in letters()} == {LetterKind.ASSIGNMENT}
    assert "Trình phê duyệt quy hoạch" in letters()[0].text
    assert "Trình phê duyệt quy hoạch" not in letters()[1].text


def test_a_letter_goes_to_the_units_mailbox_and_to_its_officials(draft, office):
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert [each.address for each in letters()[0].recipients] == [office.economy.email, office.official.email]


def test_an_official_who_shares_the_units_mailbox_is_written_to_once(draft, office):
    office.official.email = office.economy.email.upper()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert len(letters()[0].recipients) == 1


def test_publishing_twice_changes_nothing(draft, office):
    first = publish(draft, by=office.secretary, at=AT, on=ON)
    entries = db.session.query(history.HistoryEntry).count()
    assert publish(draft, by=office.secretary, at=AT, on=ON) == first
    assert db.session.query(Task).count() == 3
    assert len(letters()) == 2
    assert db.session.query(history.HistoryEntry).count() == entries


def test_an_undecided_item_forbids_it_and_nothing_is_half_done(draft, office):
    item(draft, "Chưa quyết", office.economy, decision=Decision.OPEN)
    db.session.commit()
    assert plan(draft, ON).is_blocked
    with pytest.raises(RuleBroken):
        publish(draft, by=office.secretary, at=AT, on=ON)
    db.session.rollback()
    assert not draft.is_published
    assert not db.session.query(Task).count()
    assert not letters()


def test_a_task_nobody_leads_forbids_it(draft, office):
    item(draft, "Không ai chủ trì", None)
    db.session.commit()
    assert plan(draft, ON).is_blocked
    with pytest.raises(RuleBroken):
        publish(draft, by=office.secretary, at=AT, on=ON)


def test_a_missing_deadline_does_not_forbid_it(draft, office):
    item(draft, "Thường xuyên kiểm tra", office.economy)
    db.session.commit()
    assert not plan(draft, ON).is_blocked
    assert len(publish(draft, by=office.secretary, at=AT, on=ON)) == 4


def test_a_unit_without_any_address_is_named_and_its_letter_kept(draft, office):
    office.culture.email = ""
    office.culture_official.email = "khong phai dia chi"
    db.session.commit()
    assert [each.unit for each in plan(draft, ON).letters if not each.mailboxes] == [office.culture]
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert [(letter.state, letter.reason) for letter in letters()] == [
        (LetterState.WAITING, Reason.NONE),
        (LetterState.DEAD, Reason.NO_ADDRESS),
    ]


def test_officials_whose_account_is_off_are_not_written_to(draft, office):
    db.session.get(User, office.official.id).is_enabled = False
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert [each.address for each in letters()[0].recipients] == [office.economy.email]


def test_a_second_copy_of_a_numbered_document_is_named_before_it_is_published(client, office):
    first = conclusion(office)
    second = conclusion(office, number="bản dán lại")
    second.number = first.number
    db.session.commit()
    assert list(plan(second, ON).twins) == [first]
    page = sign_in(client, office.secretary).get(f"/conclusions/{second.id}/publication").get_data(as_text=True)
    assert "Trùng số và ngày" in page
    assert f'href="/conclusions/{first.id}"' in page


# ------------------------------------------------------------------------------------------ supporting, and by name


def told():
    """Who got which tasks in which part, by the name on the letter."""
    return {
        each.to_name: [(reminder.task.title, reminder.occasion) for reminder in each.reminders] for each in letters()
    }


def test_a_unit_that_only_supports_is_told_too_in_its_one_letter(draft, office):
    supported = draft.items[0]
    supported.units.append(ItemUnit(part=Part.SUPPORT, words="Phòng VH-XH", unit_id=office.culture.id))
    db.session.commit()
    assert [(each.name, len(each.leads), len(each.supports)) for each in plan(draft, ON).letters] == [
        (office.economy.name, 2, 0), (office.culture.name, 1, 1)
    ]  # fmt: skip
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert told()[office.culture.name] == [(draft.items[2].action, "assignment"), (supported.action, "support")]
    assert letters()[1].subject.endswith("chủ trì 1 nhiệm vụ, phối hợp 1 nhiệm vụ")


def test_who_is_responsible_by_name_is_told_unless_their_units_letter_reaches_them(draft, office):
    draft.items[0].assignee_id = office.official.id
    draft.items[1].assignee_id = office.chair.id
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert [letter.to_name for letter in letters()] == [office.economy.name, office.culture.name, "Trần Quốc Thạch"]
    assert told()["Trần Quốc Thạch"] == [("Trình phê duyệt quy hoạch", "assignment")]
    assert "/r/" in letters()[2].text  # a link of their own, which a letter to several never has
    assert "/r/" not in letters()[0].text


def test_an_official_made_responsible_for_another_units_task_gets_one_letter_with_both(draft, office):
    draft.items[0].assignee_id = office.culture_official.id
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    addresses = [each.address for letter in letters() for each in letter.recipients]
    assert sorted(addresses) == sorted(set(addresses))
    own = letters()[2]
    assert (own.user, own.language) == (office.culture_official, "vi")
    assert told()[own.to_name] == [(draft.items[0].action, "assignment"), (draft.items[2].action, "assignment")]
    assert mailboxes_of_letter(letters()[1]) == [
        Mailbox(office.culture.name, office.culture.email, unit=office.culture)
    ]


def test_who_left_the_committee_or_has_no_address_is_not_written_to_by_name(draft, office):
    draft.items[0].assignee_id = office.admin.id
    office.chair.email = ""
    draft.items[1].assignee_id = office.chair.id
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert [letter.to_name for letter in letters()] == [office.economy.name, office.culture.name]


def test_the_words_of_the_conclusion_go_out_only_where_the_committee_wants_it(draft, office):
    draft.items[0].text = "Giao Phòng Kinh tế hoàn thành hồ sơ, nguyên văn kết luận."
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    assert "nguyên văn" not in letters()[0].text + letters()[0].html


# ------------------------------------------------------------------------------------------ what goes on


@pytest.fixture
def again(draft, office):
    """A published conclusion, a meeting that directed its first task again, and the signed document of that meeting."""
    tasks = publish(draft, by=office.secretary, at=AT, on=ON)
    held = date(2026, 4, 10)
    meeting = Meeting(committee_id=office.committee.id, title="Phiên họp tháng tư", held_on=held)
    second = conclusion(office, number="văn bản ký")
    second.meeting_on, second.issued_on = held, date(2026, 4, 13)
    row = item(second, "Hoàn thành ngay hồ sơ đấu giá đất", office.economy, date(2026, 5, 15))
    item(second, "Lắp đặt dụng cụ thể dục tại 03 công viên", office.culture, date(2026, 7, 31))
    item(second, "Khai giảng lớp học tiếng dân tộc", office.culture, date(2026, 9, 5))
    db.session.add(meeting)
    db.session.flush()
    said = {"committee_id": office.committee.id, "meeting": meeting, "said_by": office.chair, "by": office.chair}
    for n, (text, task, of) in enumerate([("Xong ngay hồ sơ", tasks[0], row), ("Khánh thành cầu", None, None)]):
        db.session.add(Direction(text=text, task=task, item=of, at=AT, on=held, key=str(n), due_on=None, **said))
    db.session.commit()
    return second


def test_what_goes_on_is_linked_by_the_chairs_word_and_as_chosen(client, again, office, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    address = f"/conclusions/{again.id}/publication"
    page = html.fromstring(sign_in(client, office.secretary).get(address).text)
    words = " ".join(page.text_content().split())
    for told in (
        "theo chỉ đạo tại phiên họp",
        "Không có trong văn bản ký",
        "1 mục của dự thảo chưa được xác nhận đối chiếu.",
    ):
        assert told in words
    second = again.items[1]
    choices = page.xpath(f"//input[@name='continues-{second.id}']")
    assert [each.get("checked") for each in choices] == ["checked", None]
    earlier = int(choices[0].get("value"))
    assert client.post(address, data={f"continues-{second.id}": earlier}).status_code == 303
    links = {link.task.title: link.earlier.title for link in db.session.query(ThreadLink)}
    assert links == {
        "Hoàn thành ngay hồ sơ đấu giá đất": "Hoàn thành hồ sơ đấu giá quyền sử dụng đất",
        "Lắp đặt dụng cụ thể dục tại 03 công viên": "Lắp đặt dụng cụ thể dục tại 03 công viên",
    }


def test_a_wrong_choice_publishes_nothing(again, office):
    with pytest.raises(RuleBroken):
        publish(again, by=office.secretary, at=AT, on=ON, continues={again.items[1].id: 4711})
    db.session.rollback()
    assert not again.is_published and db.session.query(ThreadLink).count() == 0
