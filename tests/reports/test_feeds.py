"""Calendar feeds: made by a person, fetched by a program, saying what the person may see at that moment and no more."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.office import Office, sign_in, user
from tests.reports.calendar_client import CalendarProgram
from tests.review.world import World
from tracker import clock
from tracker.extensions import db
from tracker.meetings import actions as meetings
from tracker.meetings.actions import MeetingWords
from tracker.people import office_settings
from tracker.people.models import Committee, Membership, Role, User
from tracker.reading.results import Recurrence
from tracker.reminders.queries import mailboxes_of_task
from tracker.reports import feed_routes, feeds
from tracker.reports.feed_models import CalendarFeed
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task

NOW = datetime(2026, 4, 14, 2, tzinfo=UTC)
TODAY = date(2026, 4, 14)
DUE = date(2026, 4, 30)
DAY = timedelta(1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + by)


def made(owner: User, committee: Committee | None = None) -> CalendarFeed:
    return feeds.make(owner, committee, "điện thoại", at=NOW)


def path(feed: CalendarFeed) -> str:
    return f"/calendars/{feeds.token_of(feed)}.ics"


def program(client: FlaskClient, owner: User, committee: Committee | None = None) -> CalendarProgram:
    """Return a calendar program that has fetched a new feed."""
    found = CalendarProgram(client, path(made(owner, committee)))
    assert found.fetch() == 200
    return found


def who_is_reminded(task: Task) -> set[User | None]:
    return {mailbox.user for mailbox in mailboxes_of_task(task)}


def titles(found: CalendarProgram) -> set[str]:
    return {entry.summary.partition(": ")[2] or entry.summary for entry in found.entries.values()}


# ------------------------------------------------------------------------------------------ whose deadlines


def test_ones_own_calendar_has_what_one_answers_for(client: FlaskClient, world: World) -> None:
    """By the rule of reminders: the person by name, else the officials of the unit."""
    office = world.office
    colleague = user("dong", "Đồng", office.economy)
    db.session.add(Membership(committee=office.committee, user=colleague, role=Role.OFFICIAL))
    world.task("đích danh, đơn vị khác", due_on=DUE, unit=office.culture)
    world.task("của đơn vị, chưa giao ai", due_on=DUE, assignee_id=None)
    world.task("của đồng nghiệp", due_on=DUE, assignee=colleague, assignee_id=None)
    world.task("của đơn vị khác", due_on=DUE, unit=office.culture, assignee_id=None)
    world.task("không thời hạn")
    mine = program(client, office.official)
    assert titles(mine) == {"đích danh, đơn vị khác", "của đơn vị, chưa giao ai"}
    written_to = {task.title for task in db.session.query(Task) if office.official in who_is_reminded(task)}
    assert written_to == titles(mine) | {"không thời hạn"}
    colleague.is_enabled = False
    mine.fetch()
    assert "của đồng nghiệp" in titles(mine)


def test_the_calendar_of_a_committee_has_every_whole_task_and_is_not_for_officials(
    client: FlaskClient, world: World
) -> None:
    office = world.office
    whole = world.task("cả nhiệm vụ", due_on=DUE, unit=office.culture)
    db.session.flush()
    world.task("phần việc", due_on=DUE, parent=whole, subnumber=1)
    for overseer in (office.secretary, office.chair, office.viewer):
        assert titles(program(client, overseer, office.committee)) == {"cả nhiệm vụ"}
    with pytest.raises(feeds.RuleBroken):
        made(office.official, office.committee)
    with pytest.raises(feeds.RuleBroken):
        made(office.secretary, office.other_committee)


def test_another_committees_words_never_reach_a_feed(client: FlaskClient, world: World) -> None:
    office, canary = world.office, "chim yến huyền"
    world.task(canary, due_on=DUE, committee=office.other_committee)  # led by the same unit, given to the same person
    meetings.plan_meeting(office.other_committee, MeetingWords(canary, DUE), by=office.other_secretary)
    for owner in (office.secretary, office.official, office.chair, office.viewer, office.admin):
        assert canary not in client.get(path(made(owner))).text
    assert canary not in client.get(path(made(office.secretary, office.committee))).text
    assert canary in client.get(path(made(office.other_secretary, office.other_committee))).text


# ------------------------------------------------------------------------------------------ what it says


def test_a_deadline_names_its_words_its_unit_its_source_and_its_page(client: FlaskClient, world: World) -> None:
    world.task("Trình phê duyệt; rà soát", due_on=DUE, original_due_on=date(2026, 3, 31), due_words="Quý I/2026")
    [entry] = program(client, world.office.official).entries.values()
    assert (entry.summary, entry.starts, entry.ends) == ("Thời hạn: Trình phê duyệt; rà soát", DUE, DUE + DAY)
    assert "Thời hạn ghi trong văn bản: “Quý I/2026”\nGia hạn từ 31/3/2026\n" in entry.description
    assert "Đơn vị chủ trì: Phòng Kinh tế\nNguồn: Kết luận số 08-KL/BCĐ" in entry.description
    assert entry.description.splitlines()[-1].endswith(f"/tasks/{db.session.query(Task).one().id}")


def test_it_speaks_its_owners_language(client: FlaskClient, world: World) -> None:
    world.office.official.language = "en"
    world.task("Trình phê duyệt", due_on=DUE)
    english = program(client, world.office.official)
    assert english.name == "My deadlines and meetings"
    assert [entry.summary for entry in english.entries.values()] == ["Deadline: Trình phê duyệt"]


def test_a_meeting_has_its_hours_its_place_and_its_note(client: FlaskClient, office: Office) -> None:
    for day, hours in ((20, (time(14), time(16, 30))), (21, (time(8), None)), (22, (None, None))):
        words = MeetingWords(f"Họp {day}", date(2026, 4, day), hours[0], "Hội trường", hours[1], "Mang theo hồ sơ")
        meetings.plan_meeting(office.committee, words, by=office.secretary)
    found = sorted(program(client, office.official).entries.values(), key=lambda entry: entry.summary)
    assert found[0].starts == datetime(2026, 4, 20, 7, tzinfo=UTC)  # 14 giờ in the office
    assert [each.ends - each.starts for each in found] == [timedelta(hours=2.5), timedelta(hours=2), DAY]
    assert [each.is_busy for each in found] == [True, True, False]
    assert (found[0].location, "Mang theo hồ sơ" in found[0].description) == ("Hội trường", True)
    assert "Chưa định giờ" in found[2].description


def test_reports_that_are_owed_or_come_due_stand_there_and_leave_when_they_are_sent(
    client: FlaskClient, world: World
) -> None:
    office = world.office
    duty = world.task("Báo cáo giải ngân", recurrence=Recurrence.MONTHLY, opened_on=date(2026, 2, 20))
    mine = program(client, office.official)
    before = {entry.summary for entry in mine.entries.values()}
    assert "Hạn báo cáo Tháng 3/2026: Báo cáo giải ngân" in before
    actions.update_task(
        duty, by=office.official, at=NOW, on=TODAY, version=duty.version, stage=Stage.IN_PROGRESS, percent=0,
        key="1", result="Đã giải ngân 40%", period=date(2026, 3, 31),
    )  # fmt: skip
    answer = client.get(mine.path).text.replace("\r\n ", "")
    assert "SUMMARY:Đã báo cáo Tháng 3/2026: Báo cáo giải ngân" in answer
    mine.fetch()
    assert {entry.summary for entry in mine.entries.values()} == before - {
        "Hạn báo cáo Tháng 3/2026: Báo cáo giải ngân"
    }


@pytest.mark.parametrize(("days", "told"), [(60, True), (61, False)])
def test_what_ended_is_told_as_cancelled_for_sixty_days(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch, days: int, told: bool
) -> None:
    office = world.office
    world.task("đã xong", due_on=DUE, stage=Stage.DONE, closed_on=TODAY)
    meeting = meetings.plan_meeting(office.committee, MeetingWords("Phiên họp", DUE), by=office.secretary)
    meetings.cancel_meeting(meeting, "Bão số 4", version=1, by=office.secretary, at=NOW)
    later(monkeypatch, timedelta(days))
    found = client.get(path(made(office.official))).text.replace("\r\n ", "")
    assert found.count("STATUS:CANCELLED") == 2 * told
    assert ("SUMMARY:Đã hủy: Phiên họp" in found, "Đã hủy: Bão số 4" in found) == (told, told)


# ------------------------------------------------------------------------------------------ its address


def test_the_database_and_the_log_do_not_hold_the_address(
    app: Flask, client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    feed = made(office.secretary)
    token = feeds.token_of(feed)
    assert token is not None
    assert len(token) == 32  # 192 bits
    tables = [name for (name,) in db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
    rows = [repr(row) for name in tables for row in db.session.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608
    assert not [row for row in rows if token in row]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(feeds, "calendar_text", lambda *_rest: 1 / 0)
    with caplog.at_level(logging.DEBUG):
        assert client.get(path(feed)).status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert token not in caplog.text


def test_an_old_address_is_dead_at_once_and_says_so(client: FlaskClient, office: Office) -> None:
    old = made(office.secretary)
    address = path(old)
    sign_in(client, office.secretary)
    assert address.removeprefix("/") in client.get("/feeds").text
    client.post(f"/feeds/{old.id}/address")
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (410, "text/plain; charset=utf-8")
    assert "đã thu hồi" in answer.text
    [new] = db.session.scalars(feeds.own_feeds(feeds.reach_of(office.secretary)))
    assert (client.get(path(new)).status_code, new.name) == (200, "điện thoại")
    new_address = path(new)
    client.post(f"/feeds/{new.id}/revocation")
    assert client.get(new_address).status_code == 410
    assert client.get("/calendars/khongco.ics").status_code == 404


def test_nobody_touches_anothers_feed(client: FlaskClient, office: Office) -> None:
    feed = made(office.secretary)
    sign_in(client, office.admin)
    assert client.post(f"/feeds/{feed.id}/address").status_code == 404
    assert client.post(f"/feeds/{feed.id}/revocation").status_code == 404
    assert client.get(path(feed)).status_code == 200


def test_who_may_see_less_is_told_less_at_the_next_fetch(client: FlaskClient, world: World) -> None:
    office = world.office
    world.task("Trình phê duyệt", due_on=DUE)
    own, whole = program(client, office.official), program(client, office.chair, office.committee)
    assert (len(own.entries), len(whole.entries)) == (1, 1)
    for membership in (*office.official.memberships, *office.chair.memberships):
        db.session.delete(membership)
    db.session.commit()
    assert (own.fetch(), own.entries) == (200, {})
    assert whole.fetch() == 410
    assert "không còn theo dõi" in client.get(whole.path).text
    office.official.is_enabled = False
    assert own.fetch() == 410


def test_the_office_switches_calendars_off_and_on(client: FlaskClient, office: Office) -> None:
    feed, on = made(office.secretary), office_settings.current()
    office_settings.change(replace(on, offers_calendars=False), version=0, by=office.admin, at=NOW)
    answer = client.get(path(feed))
    assert (answer.status_code, answer.text) == (410, "Cơ quan đã tắt lịch.")
    page = sign_in(client, office.official).get("/feeds").text
    assert "Cơ quan đã tắt lịch." in page
    assert "new-feed" not in page
    with pytest.raises(feeds.RuleBroken):
        made(office.official)
    office_settings.change(on, version=1, by=office.admin, at=NOW)
    assert client.get(path(feed)).status_code == 200


def test_a_program_is_answered_with_nothing_while_nothing_changed(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.task("Trình phê duyệt", due_on=DUE)
    address = path(made(world.office.official))
    first = client.get(address, headers={"User-Agent": "Thunderbird/140"})
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.content_type == "text/calendar; charset=utf-8"
    later(monkeypatch, timedelta(hours=1))
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"], "User-Agent": "Thunderbird/140"})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    feed = db.session.query(CalendarFeed).one()
    assert (feed.fetched_at, feed.fetched_by) == (NOW + timedelta(hours=1), "Thunderbird/140")
    world.task("Việc mới", due_on=DUE)
    later(monkeypatch, timedelta(hours=2))
    new = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (new.status_code, new.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_a_program_that_asks_without_pause_is_told_to_wait(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_routes.throttle, "most", 3)
    address = path(made(office.secretary))
    assert [client.get(address).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert client.get(address).headers["Retry-After"] == "600"
    later(monkeypatch, timedelta(minutes=10))
    assert client.get(address).status_code == 200


# ------------------------------------------------------------------------------------------ the page, one event


def test_a_person_makes_a_calendar_on_the_page_and_sees_its_address(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.official)
    assert 'name="what"' in client.get("/feeds").text
    assert client.post("/feeds", data={"what": "", "name": "Outlook"}).status_code == 303
    assert client.post("/feeds", data={"what": str(office.committee.id)}).status_code == 422
    page = client.get("/feeds").text
    feed = db.session.query(CalendarFeed).one()
    assert path(feed).removeprefix("/") in page
    assert "Chưa có chương trình lịch nào đọc." in page
    assert "Outlook" in page


def test_a_person_has_so_many_feeds_and_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_FEEDS", 1)
    feeds.revoke(made(office.secretary), by=office.secretary, at=NOW)
    made(office.secretary)
    with pytest.raises(feeds.RuleBroken):
        made(office.secretary)


def test_one_task_and_one_meeting_can_be_put_into_a_calendar_by_hand(client: FlaskClient, world: World) -> None:
    office = world.office
    task, undated = world.task("Trình phê duyệt", due_on=DUE), world.task("Không thời hạn")
    meeting = meetings.plan_meeting(office.committee, MeetingWords("Phiên họp", DUE), by=office.secretary)
    fed = program(client, office.official)
    sign_in(client, office.official)
    one, two = f"/tasks/{task.id}/deadline.ics", f"/meetings/{meeting.id}/meeting.ics"
    for address in (one, two):
        alone = CalendarProgram(client, address)
        assert alone.fetch() == 200
        assert alone.entries.items() <= fed.entries.items()
    assert client.get(f"/tasks/{undated.id}/deadline.ics").status_code == 404
    sign_in(client, office.other_secretary)
    assert [client.get(address).status_code for address in (one, two)] == [404, 404]
