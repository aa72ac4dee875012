"""What the pages of publication and of letters show and take."""

from datetime import date

import pytest

from tests.office import sign_in
from tests.reminders.world import AT, ON, conclusion, item, task
from tracker import history
from tracker.documents.models import Conclusion, Decision
from tracker.extensions import db
from tracker.reminders import heartbeat, schedule
from tracker.reminders.actions import remind_of
from tracker.reminders.models import Letter, LetterState
from tracker.tasks.models import Task


@pytest.fixture
def draft(office):
    row = conclusion(office)
    item(row, "Hoàn thành hồ sơ đấu giá quyền sử dụng đất", office.economy, date(2026, 3, 15))
    db.session.commit()
    return row


def publish(client, draft, **fields):
    return client.post(f"/conclusions/{draft.id}/publication", data=fields)


def tasks():
    return db.session.query(Task).count()


def test_the_page_names_the_letter_and_its_address(client, office, draft):
    page = sign_in(client, office.secretary).get(f"/conclusions/{draft.id}/publication").text
    assert office.economy.email in page
    assert "Ban hành</button>" in page


def test_the_button_publishes_and_pressing_it_twice_is_harmless(client, office, draft):
    sign_in(client, office.secretary)
    assert publish(client, draft).status_code == 303
    assert publish(client, draft).status_code == 303
    assert (tasks(), db.session.query(Letter).count()) == (1, 1)


def test_an_undecided_item_is_named_and_there_is_no_button(client, office, draft):
    item(draft, "Chưa ai quyết việc này", office.economy, decision=Decision.OPEN)
    db.session.commit()
    page = sign_in(client, office.secretary).get(f"/conclusions/{draft.id}/publication").text
    assert "Chưa ai quyết việc này" in page
    assert "Ban hành</button>" not in page
    assert publish(client, draft).status_code == 422
    assert not tasks()


def test_a_missing_deadline_is_published_only_knowingly(client, office, draft):
    item(draft, "Thường xuyên kiểm tra hiện trường", office.economy)
    db.session.commit()
    refused = publish(sign_in(client, office.secretary), draft)
    assert refused.status_code == 422
    assert "Thường xuyên kiểm tra hiện trường" in refused.text
    assert publish(client, draft, undated="y").status_code == 303
    assert tasks() == 2


@pytest.mark.parametrize(
    ("who", "status"), [("official", 403), ("chair", 403), ("viewer", 403), ("other_secretary", 404)]
)
def test_only_the_committees_secretary_publishes(client, office, draft, who, status):
    assert publish(sign_in(client, office.users[who]), draft).status_code == status
    assert not db.session.get(Conclusion, draft.id).is_published


def test_the_register_shows_each_letter_and_filters_by_what_became_of_it(client, office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    schedule.remind(on=ON, at=AT)
    sign_in(client, office.secretary)
    assert "1 nhiệm vụ sắp đến hạn" in client.get("/letters").text
    assert "1 nhiệm vụ sắp đến hạn" in client.get("/letters?state=waiting").text
    assert "1 nhiệm vụ sắp đến hạn" not in client.get("/letters?state=sent").text


def test_without_a_mail_server_letters_wait_and_can_be_read(client, office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    schedule.remind(on=ON, at=AT)
    letter = db.session.query(Letter).one()
    sign_in(client, office.secretary)
    assert "Chưa cài đặt máy chủ thư" in client.get("/letters").text
    assert "Trình phê duyệt quy hoạch" in client.get(f"/letters/{letter.id}").text


def test_another_committees_letters_do_not_exist(client, office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    schedule.remind(on=ON, at=AT)
    letter = db.session.query(Letter).one()
    sign_in(client, office.other_secretary)
    assert "quy hoạch" not in client.get("/letters").text
    assert client.get(f"/letters/{letter.id}").status_code == 404
    assert client.post(f"/letters/{letter.id}/resend").status_code == 404


def test_a_dead_letter_goes_out_again_to_the_address_of_today(client, office):
    office.official.email = ""
    office.economy.email = ""
    owed = task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    owed_id = owed.id
    office.official.email = "sai@dalam.local"
    db.session.commit()
    schedule.remind(on=ON, at=AT)
    letter = db.session.query(Letter).one()
    letter.state = LetterState.DEAD
    office.official.email = "dung@dalam.local"
    db.session.commit()
    assert sign_in(client, office.secretary).post(f"/letters/{letter.id}/resend").status_code == 303
    db.session.expire_all()
    assert letter.state == LetterState.WAITING
    assert [each.address for each in letter.recipients] == ["dung@dalam.local"]
    assert letter.reminders[0].task_id == owed_id


def test_a_sent_letter_is_not_sent_again(client, office):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    schedule.remind(on=ON, at=AT)
    letter = db.session.query(Letter).one()
    letter.state = LetterState.SENT
    db.session.commit()
    assert sign_in(client, office.secretary).post(f"/letters/{letter.id}/resend").status_code == 422


def test_a_reminder_by_hand_is_one_letter_however_often_the_button_is_pressed(client, office):
    owed = task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 1))
    sign_in(client, office.chair)
    assert "do.ngoc" not in client.get(f"/tasks/{owed.id}/reminders").text
    for _press in range(2):
        answer = client.post(
            f"/tasks/{owed.id}/reminders", data={"note": "Đề nghị báo cáo trước thứ Sáu.", "key": "k1"}
        )
        assert answer.status_code == 303
    letter = db.session.query(Letter).one()
    assert "Đề nghị báo cáo trước thứ Sáu." in letter.text
    assert [entry.verb for entry in history.of(owed)] == ["reminded"]


def test_a_reminder_by_hand_says_what_it_asks_for(client, office):
    owed = task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 1))
    answer = sign_in(client, office.chair).post(f"/tasks/{owed.id}/reminders", data={"note": " ", "key": "k1"})
    assert answer.status_code == 422
    assert not db.session.query(Letter).count()


def test_health_without_a_timetable_is_the_databases(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.json["database"]) == (200, "ok")


def test_health_fails_when_the_timetable_has_stalled(app, client):
    app.config["TIMETABLE"] = True
    assert client.get("/health").status_code == 503
    from tracker import clock

    for name in ("outbox", "remind"):
        heartbeat.beat(name, at=clock.now())
    assert client.get("/health").status_code == 200
    heartbeat.beat("remind", at=clock.now() - heartbeat.STALE * 2)
    assert client.get("/health").status_code == 503


def test_a_clock_that_jumped_is_confirmed_by_a_click(client, office):
    heartbeat.beat("outbox", at=AT, trouble=heartbeat.CLOCK_AHEAD)
    sign_in(client, office.secretary)
    assert "Đồng hồ máy chủ" in client.get("/letters").text
    assert client.post("/letters/clock").status_code == 303
    assert "Đồng hồ máy chủ" not in client.get("/letters").text


def test_a_reminder_by_hand_stands_in_the_course_of_its_task_with_its_words(client, office):
    owed = task(office, "Trình phê duyệt Quy hoạch", date(2026, 4, 15))
    db.session.commit()
    remind_of(owed, "Báo cáo trước phiên họp.", key="1", by=office.chair, at=AT, on=ON)
    page = sign_in(client, office.official).get(f"/tasks/{owed.id}").get_data(as_text=True)
    assert "Báo cáo trước phiên họp." in page
    assert office.chair.full_name in page


def test_only_who_may_remind_is_offered_it_on_the_task(client, office):
    owed = task(office, "Trình phê duyệt Quy hoạch", date(2026, 4, 15))
    db.session.commit()
    link = f'href="/tasks/{owed.id}/reminders"'
    assert link in sign_in(client, office.chair).get(f"/tasks/{owed.id}").get_data(as_text=True)
    assert link not in sign_in(client, office.official).get(f"/tasks/{owed.id}").get_data(as_text=True)


def test_a_document_without_a_number_is_named_before_it_is_locked(client, office, draft):
    path = f"/conclusions/{draft.id}/publication"
    head = f'href="/conclusions/{draft.id}/header"'
    assert head not in sign_in(client, office.secretary).get(path).text
    draft.number = None
    db.session.commit()
    page = client.get(path).text
    assert head in page
    assert "chưa có số" in page
    assert "Ban hành</button>" in page
