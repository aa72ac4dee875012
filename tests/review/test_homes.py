"""The first page: each role its own, a switch for who has several, a clear sentence for who has none."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in, user
from tests.review.world import TODAY, World, conclusion, item
from tracker import clock
from tracker.documents.models import Decision
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.models import Membership, Role, User
from tracker.reminders.models import Letter, LetterKind, LetterState, Recipient
from tracker.tasks.models import Stage

DAY = timedelta(days=1)
QUEUE, BRIEF, UNIT = "Văn bản cần kiểm tra", "Tính đến ngày", "đang theo dõi"
CANARY = "chim yến của ban bên cạnh"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def home(client: FlaskClient, person: User, query: str = "") -> str:
    answer = sign_in(client, person).get(f"/{query}")
    assert answer.status_code == 200
    return answer.text


def letter(world: World, subject: str, *, state: LetterState = LetterState.DEAD, other: bool = False) -> None:
    committee = world.office.other_committee if other else world.office.committee
    row = Letter(
        key=subject, kind=LetterKind.DIGEST, committee_id=committee.id, to_name="Điện lực khu vực", on=TODAY,
        subject=subject, text="", html="", message_id=f"<{subject}>", state=state, attempts=3,
        next_try_at=clock.now(), created_at=clock.now(), last_answer="hộp thư đầy",
    )  # fmt: skip
    row.recipients = [Recipient(name="Điện lực khu vực", address="dienluc@dalam.local")]
    db.session.add(row)


@pytest.mark.parametrize(
    ("role", "words"), [("secretary", QUEUE), ("chair", BRIEF), ("viewer", BRIEF), ("official", UNIT)]
)
def test_each_role_gets_its_own_first_page(client: FlaskClient, world: World, role: str, words: str) -> None:
    page = home(client, world.office.users[role])
    assert [each for each in (QUEUE, BRIEF, UNIT) if each in page] == [words]
    assert "Các trang đầu của tôi" not in page


def test_a_person_with_several_roles_switches_between_their_pages(client: FlaskClient, world: World) -> None:
    office = world.office
    db.session.add(Membership(committee_id=office.committee.id, user_id=office.official.id, role=Role.CHAIR))
    assert BRIEF in home(client, office.official)
    switched = home(client, office.official, "?view=unit")
    assert UNIT in switched
    assert 'href="/?view=brief"' in switched
    assert QUEUE not in home(client, office.official, "?view=queue")


def test_the_administrator_goes_to_the_administration(client: FlaskClient, office: Office) -> None:
    answer = sign_in(client, office.admin).get("/")
    assert (answer.status_code, answer.location) == (302, "/administration")


def test_who_has_no_role_is_told_whom_to_ask(client: FlaskClient, office: Office) -> None:
    nobody = user("moi", "Người Mới")
    assert "chưa có vai trò trong Ban Chỉ đạo nào" in home(client, nobody)


def test_who_is_only_in_a_closed_committee_is_told_too(client: FlaskClient, office: Office) -> None:
    office.other_committee.is_active = False
    assert "chưa có vai trò" in home(client, office.other_secretary)


def test_an_official_sees_the_own_units_tasks_in_four_groups(client: FlaskClient, world: World) -> None:
    world.task("việc quá hạn", due_on=TODAY - DAY)
    world.task("việc sắp đến hạn", due_on=TODAY + 3 * DAY)
    world.task("việc đang làm", due_on=TODAY + 30 * DAY)
    world.task("việc chờ xác nhận", due_on=TODAY, stage=Stage.REPORTED)
    world.task("việc đã xong", due_on=TODAY, stage=Stage.DONE)
    world.task("việc của đơn vị khác", due_on=TODAY - DAY, unit=world.office.culture)
    page = home(client, world.office.official)
    groups = {part.split('"')[0]: part for part in page.split('<section class="group hang" id="')[1:]}
    assert list(groups) == ["overdue", "soon", "going", "reported"]
    for name, title in zip(groups, ("quá hạn", "sắp đến hạn", "đang làm", "chờ xác nhận"), strict=True):
        assert f"việc {title}" in groups[name]
        assert groups[name].count('<li id="task-') == 1
    assert "việc đã xong" not in page
    assert "việc của đơn vị khác" not in page
    assert "hx-get" in groups["overdue"]


def test_an_official_without_a_unit_is_told_so(client: FlaskClient, world: World) -> None:
    world.office.official.unit = None
    assert "chưa thuộc đơn vị nào" in home(client, world.office.official)


def test_the_queue_holds_what_waits_and_nothing_else(client: FlaskClient, world: World) -> None:
    office = world.office
    draft = conclusion(office, office.committee, number="14-KL/BCĐ")
    item(draft, 1, "đã kiểm tra", Decision.ACCEPTED)
    item(draft, 2, "chưa kiểm tra")
    late = world.task("việc báo xong trễ", due_on=TODAY - 12 * DAY, stage=Stage.REPORTED, reported_on=TODAY - DAY)
    world.update(late, TODAY - DAY, stage=Stage.REPORTED, result="Đã làm", evidence="BB nghiệm thu 07")
    asked = world.task("việc có kiến nghị", due_on=TODAY + 9 * DAY)
    world.update(asked, TODAY - 2 * DAY, proposal="Xin bổ sung vốn")
    world.update(asked, TODAY - DAY, result="Báo cáo thêm, không nhắc lại kiến nghị")
    answered = world.task("việc đã hết kiến nghị", due_on=TODAY + 9 * DAY)
    world.update(answered, TODAY - 3 * DAY, proposal="Kiến nghị cũ")
    world.update(answered, TODAY - DAY, by=office.secretary, result="Đã gỡ")
    world.task("việc chưa ai nhận", lead_unit_id=None)
    letter(world, "Nhắc 3 ngày trước hạn")
    letter(world, "Thư đã đi", state=LetterState.SENT)
    page = home(client, office.secretary)
    for words in ("14-KL/BCĐ", "1/2", "việc báo xong trễ", "trễ 11 ngày", "BB nghiệm thu 07", "Xin bổ sung vốn",
                  "việc chưa ai nhận", "Nhắc 3 ngày trước hạn", "hộp thư đầy", "5 việc cần xử lý."):  # fmt: skip
        assert words in page
    for words in ("Thư đã đi", "Kiến nghị cũ", "08-KL/BCĐ ngày"):
        assert words not in page
    assert page.count("btn-pen") == 1
    assert "Ghi kết luận mới" in page


def test_every_group_of_the_queue_stays_when_it_is_empty(client: FlaskClient, world: World) -> None:
    page = home(client, world.office.secretary)
    assert page.count('<span class="count is-none">0</span>') == 8
    assert page.count('<p class="empty">') == 8
    assert "Không có việc chờ xử lý." in page


def test_a_long_group_is_cut_and_counted(client: FlaskClient, world: World) -> None:
    for number in range(25):
        world.task(f"Việc {number}", due_on=TODAY, stage=Stage.REPORTED)
    page = home(client, world.office.secretary)
    assert '<span class="count">25</span>' in page
    assert page.count("/confirmation") == 2 * 20
    assert "Còn 5 mục nữa" in page


@pytest.mark.parametrize("role", ["secretary", "chair"])
def test_completion_is_confirmed_from_the_first_page(client: FlaskClient, world: World, role: str) -> None:
    task = world.task(due_on=TODAY, stage=Stage.REPORTED)
    page = home(client, world.office.users[role])
    assert f'action="/tasks/{task.id}/confirmation?back=/"' in page
    assert f'href="/tasks/{task.id}/returns?back=/"' in page
    client.post(f"/tasks/{task.id}/confirmation", data={"version": task.version, "key": "k1"})
    db.session.refresh(task)
    assert task.stage == Stage.DONE


def test_a_viewer_reads_without_buttons(client: FlaskClient, world: World) -> None:
    world.task("việc chờ", due_on=TODAY, stage=Stage.REPORTED)
    page = home(client, world.office.viewer)
    assert "việc chờ" in page
    assert "/confirmation" not in page
    assert "/returns" not in page


def test_the_next_meeting_stands_beside_the_day(client: FlaskClient, world: World) -> None:
    db.session.add(Meeting(committee_id=world.office.committee.id, title="Phiên họp", held_on=date(2026, 4, 17)))
    assert "còn 3 ngày đến phiên họp" in home(client, world.office.secretary)
    assert "còn 3 ngày đến phiên họp" in home(client, world.office.official)


def test_another_committees_words_are_on_no_first_page(client: FlaskClient, world: World) -> None:
    other = world.office.other_committee
    item(conclusion(world.office, other, number=CANARY), 1, CANARY)
    late = world.task(CANARY, due_on=TODAY - DAY, committee=other, lead_unit_id=None)
    world.update(late, TODAY, proposal=CANARY)
    world.task(CANARY, due_on=TODAY, stage=Stage.REPORTED, committee=other)
    letter(world, CANARY, other=True)
    for person in world.office.users.values():
        if person not in (world.office.admin, world.office.other_secretary):
            assert CANARY not in home(client, person)
    assert home(client, world.office.other_secretary).count(CANARY) > 5


# ------------------------------------------------------------------------------------------ back to the list


def test_who_decides_from_a_list_is_led_back_to_it(client: FlaskClient, world: World) -> None:
    reported = world.task(stage=Stage.REPORTED, due_on=TODAY)
    db.session.commit()
    page = home(client, world.office.secretary)
    target = f"/tasks/{reported.id}/returns?back=/"
    assert f'href="{target}"' in page and f'action="/tasks/{reported.id}/confirmation?back=/"' in page
    form = {"version": reported.version, "key": "k", "reason": "Thiếu biên bản."}
    assert client.post(target, data=form).location == "/"


def test_who_gives_an_ownerless_task_to_a_unit_is_led_back_to_the_list(client: FlaskClient, world: World) -> None:
    nobodys = world.task(lead_unit_id=None, assignee_id=None)
    db.session.commit()
    target = f"/tasks/{nobodys.id}/assignment?back=/"
    assert f'href="{target}"' in home(client, world.office.secretary)
    form = {"version": nobodys.version, "unit_id": world.office.economy.id, "assignee_id": "", "reason": ""}
    assert client.post(target, data=form).location == "/"


@pytest.mark.parametrize("elsewhere", ["//example.org/", "https://example.org/", "/\\example.org"])
def test_a_way_back_to_another_host_is_not_taken(client: FlaskClient, world: World, elsewhere: str) -> None:
    reported = world.task(stage=Stage.REPORTED, due_on=TODAY)
    db.session.commit()
    sign_in(client, world.office.secretary)
    form = {"version": reported.version, "key": "k", "reason": "Thiếu biên bản."}
    answer = client.post(f"/tasks/{reported.id}/returns", query_string={"back": elsewhere}, data=form)
    assert answer.location == f"/tasks/{reported.id}"
