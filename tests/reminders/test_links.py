"""Answering a letter by its link: what it opens, for whom, how long, and everything it must not be good for."""

import itertools
from datetime import date, timedelta

import pytest

from tests.office import sign_in
from tests.reminders.world import AT, ON, task
from tracker import clock, history, mail, signing
from tracker.extensions import db
from tracker.people import office_settings
from tracker.people.models import KeptForm, Membership, Role
from tracker.people.office_models import OfficeSettings
from tracker.reminders import links, replies, schedule
from tracker.reminders.reply_routes import MOST_UNKNOWN, UNKNOWN_LINKS
from tracker.tasks import drafts
from tracker.tasks.models import Stage, Task, Update
from tracker.throttle import Throttle


@pytest.fixture(autouse=True)
def nobody_tried(app, monkeypatch):
    """No unknown link was tried yet in this process."""
    monkeypatch.setitem(app.extensions, UNKNOWN_LINKS, Throttle(MOST_UNKNOWN, timedelta(minutes=10)))


@pytest.fixture
def of_task(office):
    return task(office, "Hoàn thành hồ sơ đấu giá quyền sử dụng đất", date(2026, 4, 15))


@pytest.fixture
def day(monkeypatch):
    """The day of the letter."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(clock, "today", lambda: ON)


@pytest.fixture
def no_sign_in(office):
    """The office trusts its mailboxes."""
    trusting = office_settings.Office(reply_needs_sign_in=False)
    office_settings.change(trusting, version=office_settings.version(), by=office.admin, at=AT)


@pytest.fixture
def link(office, of_task, day):
    return "/r/" + links.word_for(of_task, office.official, on=ON)


def later(monkeypatch, days):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=days))
    monkeypatch.setattr(clock, "today", lambda: ON + timedelta(days=days))


def answer(client, address, of_task, **more):
    fields = {"version": of_task.version, "key": "k1", "stage": "in_progress", "percent": "40", "result": "Đã trình"}
    return client.post(address, data={**fields, **more})


def updates():
    db.session.rollback()
    return db.session.query(Update).all()


# ------------------------------------------------------------------------------------------ what a letter says


def test_a_letter_names_the_link_of_its_reader_and_a_mailbox_of_a_unit_the_plain_page(app, office, of_task):
    with app.test_request_context():
        mine = links.to_update(of_task, office.official, at=AT)
    assert mine.startswith(mail.mail_settings.base_url() + "/r/")
    assert links.read(mine.rsplit("/", 1)[1]) == links.Link(office.official, of_task, ON)
    assert mine == links.to_update(of_task, office.official, at=AT), "a resend is the same letter"
    assert links.to_update(of_task, None, at=AT).endswith(f"/tasks/{of_task.id}/reply")
    assert len(mine) < 130, "mail programs break longer lines"


# ------------------------------------------------------------------------------------------ with a sign-in


def test_the_link_leads_through_signing_in_to_the_page_of_its_task(client, office, of_task, link):
    assert client.get(link).location == f"/sign-in?next=/tasks/{of_task.id}/reply"
    assert client.get(link).headers.get("Set-Cookie") is None
    sign_in(client, office.official)
    assert client.get(link).location == f"/tasks/{of_task.id}/reply"
    assert "Hoàn thành hồ sơ đấu giá" in client.get(f"/tasks/{of_task.id}/reply").text


def test_with_a_sign_in_the_link_alone_saves_nothing_and_keeps_the_text_for_its_writer(client, office, of_task, link):
    refused = answer(client, link, of_task, result="Đã nộp đủ hồ sơ")
    assert refused.status_code == 410
    assert "Đã nộp đủ hồ sơ" in refused.text
    assert not updates()
    kept = db.session.query(KeptForm).one()
    assert (kept.user_id, kept.path) == (office.official.id, f"/tasks/{of_task.id}/reply?by=letter")
    sign_in(client, office.official)
    assert "Đã nộp đủ hồ sơ" in client.get("/kept").text
    assert client.post(kept.path, data={**dict(kept.fields), "kept_form": kept.id}).status_code == 303
    assert [each.result for each in updates()] == ["Đã nộp đủ hồ sơ"]


def test_whoever_else_is_signed_in_is_told_and_can_change_or_go_on(client, office, of_task, link):
    sign_in(client, office.secretary)
    page = client.get(link).text
    assert office.official.full_name in page
    assert f'href="/tasks/{of_task.id}/reply"' in page
    changed = client.post("/sign-out", data={"next": f"/tasks/{of_task.id}/reply"})
    assert changed.location == f"/sign-in?next=/tasks/{of_task.id}/reply"
    sign_in(client, office.chair)
    assert client.post("/sign-out", data={"next": "//evil.example"}).location == "/sign-in"


def test_after_an_answer_the_next_task_of_the_letter_is_offered(client, office, of_task, day):
    second = task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 17))
    schedule.remind(on=ON, at=AT)
    sign_in(client, office.official)
    to_first = client.get("/r/" + links.word_for(of_task, office.official, on=ON)).location
    assert "letter=" in to_first
    page = client.get(to_first).text
    assert "Còn 1 nhiệm vụ trong thư này" in page
    action = page.split('method="post" action="/tasks/')[1].split('"')[0].replace("&amp;", "&")
    saved = answer(client, f"/tasks/{action}", of_task)
    assert saved.status_code == 303
    told = client.get(saved.location).text
    assert "Đã lưu" in told
    assert f"/tasks/{second.id}/reply?letter=" in told
    assert answer(client, f"/tasks/{second.id}/reply?{action.split('?')[1]}", second, key="k2").status_code == 303
    assert "Còn 1 nhiệm vụ" not in client.get(saved.location).text


def test_the_pages_of_a_letter_are_for_who_got_it(client, office, of_task, day):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 17))
    schedule.remind(on=ON, at=AT)
    sign_in(client, office.secretary)
    assert "trong thư này" not in client.get(f"/tasks/{of_task.id}/reply?letter=1").text
    assert client.get(f"/tasks/{of_task.id}/reply?letter=99999999999").status_code == 200


# ------------------------------------------------------------------------------------------ without


def test_the_page_shows_the_task_and_two_fields_and_sets_no_session(app, client, office, of_task, link, no_sign_in):
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.get(link)
    assert page.status_code == 200
    assert page.headers.get("Set-Cookie") is None
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    for word in ("Hoàn thành hồ sơ đấu giá", "15/4/2026", office.official.full_name, 'name="result"', 'name="stage"'):
        assert word in page.text, word
    for word in ("csrf_token", '<a href="/', 'name="files"', 'name="difficulty"', "hx-", 'value="paused"'):
        assert word not in page.text.split("<body", 1)[1], word


def test_it_saves_in_the_readers_name_by_the_door_letter_and_twice_is_once(
    app, client, office, of_task, link, no_sign_in
):
    app.config["WTF_CSRF_ENABLED"] = True
    for _twice in range(2):
        saved = answer(client, link, of_task)
        assert (saved.status_code, saved.location) == (303, f"{link}?saved=1")
        assert saved.headers.get("Set-Cookie") is None
    [update] = updates()
    assert (update.by_id, update.task_id, update.percent, update.result) == (
        office.official.id, of_task.id, 40, "Đã trình",
    )  # fmt: skip
    entry = history.of(of_task)[0]
    assert (entry.by_id, entry.door, entry.verb) == (office.official.id, "letter", "updated")
    assert "Đã lưu" in client.get(saved.location).text
    assert 'name="result"' in client.get(link).text, "it may be used again"


def test_a_get_changes_nothing_however_often_a_scanner_fetches(client, office, of_task, link, no_sign_in):
    before = history.count()
    for method in ("get", "head"):
        for address in (link, f"{link}?saved=1", f"{link}?result=x&stage=reported&version=1&key=1"):
            assert getattr(client, method)(address).status_code == 200
    assert (history.count(), updates()) == (before, [])


def test_who_is_signed_in_does_not_lend_the_link_their_name(client, office, of_task, link, no_sign_in):
    sign_in(client, office.secretary)
    page = client.get(link).text
    assert "Trên máy này đang đăng nhập Vũ Thị Quế Chi" in page
    assert answer(client, link, of_task).status_code == 303
    assert [each.by_id for each in updates()] == [office.official.id]


def test_what_was_typed_survives_a_refusal_and_a_clash(client, office, of_task, link, no_sign_in):
    refused = answer(client, link, of_task, stage="reported", result="", percent="1000")
    assert refused.status_code == 422
    assert 'value="1000"' in refused.text
    before = of_task.version
    assert answer(client, link, of_task).status_code == 303
    clash = answer(client, link, of_task, version=before, key="k2", result="Lời của tôi")
    assert clash.status_code == 409
    assert "Lời của tôi" in clash.text
    assert clash.headers["Referrer-Policy"] == "no-referrer"
    assert len(updates()) == 1


def test_a_draft_written_elsewhere_stays_a_draft(client, office, of_task, link, no_sign_in):
    fields = {"result": "Còn đang viết dở"}
    drafts.keep(of_task, fields, task_version=of_task.version, version=0, by=office.official, at=AT)
    assert "Còn đang viết dở" not in client.get(link).text
    assert answer(client, link, of_task).status_code == 303
    assert drafts.of(of_task, office.official).fields["result"] == "Còn đang viết dở"


def test_the_rest_of_the_letter_is_counted_but_not_opened(client, office, of_task, link, no_sign_in):
    second = task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 17))
    schedule.remind(on=ON, at=AT)
    told = client.get(answer(client, link, of_task).location).text
    assert "Còn 1 nhiệm vụ trong thư này" in told
    assert second.title not in told


def test_no_more_than_so_many_updates_an_hour(client, office, of_task, link, no_sign_in, monkeypatch):
    monkeypatch.setattr(replies, "MOST_UPDATES", 1)
    assert answer(client, link, of_task).status_code == 303
    db.session.refresh(of_task)
    stopped = answer(client, link, of_task, key="k2", result="Lần thứ hai")
    assert stopped.status_code == 429
    assert "Lần thứ hai" in stopped.text
    assert len(updates()) == 1


# ------------------------------------------------------------------------------------------ void


def _left(office, of_task):
    db.session.query(Membership).filter_by(user_id=office.official.id).delete()


def _disabled(office, of_task):
    office.official.is_enabled = False


def _closed(office, of_task):
    office.committee.is_active = False


def _other_unit(office, of_task):
    office.official.unit = office.culture


def _passed_on(office, of_task):
    of_task.lead_unit = office.culture


def _reported(office, of_task):
    of_task.stage, of_task.reported_on = Stage.REPORTED, ON


def _done(office, of_task):
    of_task.stage, of_task.reported_on, of_task.closed_on = Stage.DONE, ON, ON


def _dropped(office, of_task):
    of_task.stage, of_task.closed_on = Stage.DROPPED, ON


@pytest.mark.parametrize(
    ("change", "words", "names_task"),
    [
        (_left, "không còn làm việc cho ban chỉ đạo", False),
        (_disabled, "không còn làm việc cho ban chỉ đạo", False),
        (_closed, "không còn làm việc cho ban chỉ đạo", False),
        (_other_unit, "không do đồng chí cập nhật", True),
        (_passed_on, "không do đồng chí cập nhật", True),
        (_reported, "đã báo cáo hoàn thành ngày 14/4/2026", True),
        (_done, "đã được xác nhận hoàn thành", True),
        (_dropped, "không thực hiện nhiệm vụ này nữa", True),
    ],
)
def test_a_link_is_void_when_person_or_task_moved_on(
    client, office, of_task, link, no_sign_in, change, words, names_task
):
    change(office, of_task)
    db.session.commit()
    for reply in (client.get(link), answer(client, link, of_task, result="Chữ đã gõ")):
        assert reply.status_code == 410
        assert words in reply.text
        assert (of_task.title in reply.text) is names_task
    assert "Chữ đã gõ" in reply.text
    assert not updates()


def test_a_link_ends_two_weeks_after_its_letter(client, office, of_task, link, no_sign_in, monkeypatch):
    later(monkeypatch, 14)
    assert client.get(link).status_code == 200
    later(monkeypatch, 15)
    for reply in (client.get(link), answer(client, link, of_task, result="Viết qua đêm")):
        assert reply.status_code == 410
        assert of_task.title not in reply.text
        assert f"/sign-in?next=/tasks/{of_task.id}/reply" in reply.text
    assert "Viết qua đêm" in reply.text
    assert db.session.query(KeptForm).one().user_id == office.official.id
    later(monkeypatch, 16)
    assert "Cũ" in answer(client, link, of_task, result="Cũ").text
    assert "Cũ" not in str(db.session.query(KeptForm).one().fields), "an old letter writes nothing any more"
    sign_in(client, office.official)
    assert client.get(link).location == f"/tasks/{of_task.id}/reply", "signed in, nobody hunts for the task"
    assert not updates()


def test_an_old_link_holds_one_place_among_the_kept_texts(client, office, of_task, link):
    for words in ("một", "hai"):
        answer(client, link, of_task, result=words)
    assert [dict(each.fields)["result"] for each in db.session.query(KeptForm)] == ["hai"]


def test_the_administrator_takes_all_links_back(app, client, office, of_task, link, no_sign_in):
    sign_in(admin := app.test_client(), office.admin)
    assert admin.post("/mail/reply-links/ends").status_code == 303
    assert history.of(db.session.get(OfficeSettings, 1))[0].verb == "revoked_reply_links"
    assert client.get(link).status_code == 410
    assert answer(client, link, of_task).status_code == 410
    assert not updates()
    assert client.get("/r/" + links.word_for(of_task, office.official, on=ON)).status_code == 200


def test_an_office_that_asks_to_sign_in_after_all_ends_what_the_links_alone_could_do(client, office, of_task, link):
    assert links.needs_sign_in(), "by default a letter is no key"
    assert client.get(link).status_code == 303
    assert answer(client, link, of_task).status_code == 410


# ------------------------------------------------------------------------------------------ forged


def test_a_word_this_program_did_not_write_opens_nothing(app, client, office, of_task, link, no_sign_in):
    word = link.removeprefix("/r/")
    mine = (office.official.id, of_task.id, ON.toordinal(), 1)
    foreign = {
        "x", "", "é" * 20, "a" * 5000, word[:-1], word + "A", word.split(".")[0], word.swapcase(), word + "=",
        signing.signed(mine, "another purpose"),
        *(word[:n] + ("A" if word[n] != "A" else "B") + word[n + 1 :] for n in range(len(word))),
    } - {""}  # fmt: skip
    app.config["SECRET_KEY"], own = "another office's", app.config["SECRET_KEY"]
    foreign.add(signing.signed(mine, links.PURPOSE))
    app.config["SECRET_KEY"] = own
    assert word not in foreign
    assert [each for each in foreign if links.read(each)] == []
    pages = {client.get(f"/r/{each}").text for each in itertools.islice(sorted(foreign), 8)}
    assert len(pages) == 1, "one page for all"
    assert {client.get(f"/r/{each}").status_code for each in itertools.islice(sorted(foreign), 8)} == {404}
    assert "Mất chữ" in client.post("/r/x", data={"result": "Mất chữ"}).text
    assert not updates()


def test_the_numbers_of_a_word_are_under_its_signature(office, of_task, day):
    """Every other person, task, day and generation is another word."""
    words = {
        signing.signed(numbers, links.PURPOSE)
        for numbers in itertools.product((1, 2), (1, 2), (ON.toordinal(), ON.toordinal() + 1), (1, 2))
    }
    assert len({word.split(".")[1] for word in words}) == 16
    payloads, signatures = ({word.split(".")[n] for word in words} for n in (0, 1))
    mixed = {f"{one}.{other}" for one in payloads for other in signatures} - words
    assert [each for each in mixed if links.read(each)] == []


def test_a_fault_leaves_no_link_in_the_log(app, client, office, link, no_sign_in, caplog, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(replies, "obstacle", lambda *_args: 1 / 0)
    assert client.get(link).status_code == 500
    assert "/r/…" in caplog.text
    assert link.removeprefix("/r/") not in caplog.text


def test_unknown_links_are_throttled_and_good_ones_still_open(client, office, of_task, link, no_sign_in):
    answers = [client.get("/r/x").status_code for _try in range(31)]
    assert answers == [404] * 30 + [429]
    assert client.post("/r/x").status_code == 429
    assert client.get(link).status_code == 200


def test_the_page_of_the_signed_in_is_for_who_may_update(client, office, of_task, day):
    other = task(office, "Việc của đơn vị khác", None, lead=office.culture)
    sign_in(client, office.official)
    assert "không do đồng chí cập nhật" in client.get(f"/tasks/{other.id}/reply").text
    assert answer(client, f"/tasks/{other.id}/reply", other).status_code == 404
    sign_in(client, office.other_secretary)
    assert client.get(f"/tasks/{of_task.id}/reply").status_code in (403, 404)
    assert client.get(f"/tasks/{of_task.id}/reply/saved").status_code in (403, 404)


def test_a_task_of_another_committee_is_no_links(client, office, of_task, day, no_sign_in):
    db.session.add(Membership(committee_id=office.other_committee.id, user_id=office.secretary.id, role=Role.VIEWER))
    db.session.query(Task).update({"committee_id": office.other_committee.id})
    db.session.commit()
    viewer = client.get("/r/" + links.word_for(of_task, office.secretary, on=ON))
    stranger = client.get("/r/" + links.word_for(of_task, office.official, on=ON))
    assert (viewer.status_code, stranger.status_code) == (410, 410)
    assert of_task.title not in stranger.text
