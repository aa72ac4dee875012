"""The chair's brief: every number agrees with the list it opens, for one committee alone, in few questions."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import event, text

from tests.office import Office, sign_in, unit
from tests.review.world import TODAY, World, at
from tracker import clock
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.review import brief as briefs
from tracker.review.late import LATE_ROWS
from tracker.review.listings import Listed
from tracker.review.since import Change
from tracker.review.spans import span_of
from tracker.tasks import queries as tasks
from tracker.tasks.models import Stage, Task

DAY = timedelta(days=1)
CANARY = "chim yến của ban bên cạnh"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(office: Office) -> World:
    here = office.committee.id
    db.session.add_all(
        [
            Meeting(committee_id=here, title="Phiên họp thứ ba", held_on=date(2026, 1, 12)),
            Meeting(committee_id=here, title="Phiên họp thứ tư", held_on=date(2026, 3, 6)),
            Meeting(committee_id=here, title="Phiên họp thứ năm", held_on=date(2026, 4, 17), starts_at=time(14)),
        ]
    )
    return World(office)


def fill(world: World, many: int = 90) -> None:
    """Add tasks of every kind to both committees."""
    for number in range(many):
        elsewhere = number % 9 == 8
        task = world.task(
            f"{CANARY} {number}" if elsewhere else f"Nhiệm vụ {number}",
            due_on=None if number % 7 == 0 else TODAY + (number % 80 - 50) * DAY,
            original_due_on=TODAY + (number % 80 - 50 - (number % 4)) * DAY,
            stage=list(Stage)[number % 6],
            opened_on=TODAY - (number % 60) * DAY,
            unit=world.office.culture if number % 3 else world.office.economy,
            committee=world.office.other_committee if elsewhere else None,
        )
        if number % 2:
            world.update(task, TODAY - (number % 45) * DAY, difficulty=f"Vướng mắc {number}", proposal="Xin ý kiến")


def reach(office: Office) -> Reach:
    return Reach(roles={office.committee.id: frozenset({Role.CHAIR})})


def told(world: World) -> briefs.Brief:
    committee_id = world.office.committee.id
    return briefs.brief(committee_id, span_of(committee_id, TODAY), reach(world.office))


def shown(client: FlaskClient, world: World, path: str = "/brief") -> str:
    answer = sign_in(client, world.office.chair).get(path)
    assert answer.status_code == 200
    return answer.text


@contextmanager
def questions() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def test_the_sentence_states_the_figures_a_plain_recount_gives(client: FlaskClient, world: World) -> None:
    fill(world)
    page = shown(client, world)
    sentence = re.search(r'<p class="figure-sentence".*?</p>', page, re.DOTALL)
    assert sentence
    numbers = [int(number) for number in re.findall(r">(\d+)</a>", sentence[0])]
    overdue = "(coalesce(due_on < :on, 0) AND stage IN ('not_started', 'in_progress', 'paused'))"
    recount = f"""
        SELECT count(*), sum(stage = 'done'), sum(stage = 'done' AND reported_on <= original_due_on),
          sum(stage = 'done' AND reported_on > original_due_on), sum(stage <> 'done'),
          sum(stage <> 'done' AND NOT {overdue}), sum({overdue})
        FROM tasks WHERE committee_id = :committee AND stage <> 'dropped'"""  # noqa: S608
    values = {"on": TODAY.isoformat(), "committee": world.office.committee.id}
    assert numbers == list(db.session.execute(text(recount), values).one())
    assert all(numbers)


@pytest.mark.parametrize(
    ("part", "figure"), [("done-on-time", "done_on_time"), ("done-late", "done_late"), ("open-in-time", "open_in_time")]
)
def test_a_number_of_the_sentence_opens_as_many_rows(client: FlaskClient, world: World, part: str, figure: str) -> None:
    fill(world)
    wanted = getattr(tasks.figures(world.office.committee.id, TODAY), figure)
    page = shown(client, world, f"/brief/{part}")
    assert wanted
    assert page.count('<li id="task-') == wanted
    assert f'<span class="count">{wanted}</span>' in page
    assert CANARY not in page


def test_each_number_since_the_meeting_opens_as_many_rows(client: FlaskClient, world: World) -> None:
    fill(world)
    counts = re.findall(r'href="(/brief/[a-z-]+)" data-count="(\d+)">\2</a><h3>', shown(client, world))
    assert {path for path, _number in counts} == {
        "/brief/newly-overdue", "/brief/newly-done", "/brief/newly-assigned", "/brief/unchanged",
    }  # fmt: skip
    for path, number in counts:
        assert shown(client, world, path).count('<li id="task-') == min(int(number), 50)


@pytest.mark.parametrize("path", ["/brief", "/brief?period=2026-03"])
def test_every_number_of_the_brief_opens_that_many_tasks(client: FlaskClient, world: World, path: str) -> None:
    fill(world, 50)
    links = re.findall(r'href="([^"]+)"[^>]*>(\d+)</a>', shown(client, world, path))
    assert len(links) > 15
    for path, number in links:
        page = shown(client, world, html.unescape(path))
        assert len(set(re.findall(r'href="/tasks/(\d+)"', page))) == int(number), path
        assert CANARY not in page


def test_a_long_list_has_pages_that_hold_every_task_once(client: FlaskClient, world: World) -> None:
    for number in range(60):
        world.task(f"Nhiệm vụ {number}", due_on=TODAY + DAY)
    pages = [shown(client, world, f"/brief/open-in-time?page={page}") for page in (1, 2)]
    rows = [re.findall(r'<li id="(task-\d+)"', page) for page in pages]
    assert [len(each) for each in rows] == [50, 10]
    assert len({*rows[0], *rows[1]}) == 60
    beyond = shown(client, world, "/brief/open-in-time?page=9")
    assert re.findall(r'<li id="(task-\d+)"', beyond) == rows[1]


def test_a_list_nobody_knows_does_not_exist(client: FlaskClient, world: World) -> None:
    assert sign_in(client, world.office.chair).get("/brief/everything").status_code == 404


def test_the_units_lines_add_up_to_the_figures(world: World) -> None:
    fill(world)
    found = told(world)
    assert len(found.units) > 1
    for name in ("total", "done", "done_late", "open", "open_overdue"):
        assert getattr(found.figures, name), name
        assert sum(getattr(line.figures, name) for line in found.units) == getattr(found.figures, name)


def test_the_overdue_stand_under_their_units_the_longest_late_first(world: World) -> None:
    office = world.office
    world.task("a", due_on=TODAY - 4 * DAY, unit=office.culture)
    world.task("b", due_on=TODAY - 30 * DAY, unit=office.economy)
    world.task("c", due_on=TODAY - 14 * DAY, unit=office.economy)
    world.task("d", due_on=TODAY - 45 * DAY, unit=office.culture)
    world.task("e", due_on=TODAY - 2 * DAY, unit=office.culture)
    found = told(world)
    assert [[(row.task.title, row.days) for row in group.rows] for group in found.late] == [
        [("d", 45), ("a", 4), ("e", 2)],
        [("b", 30), ("c", 14)],
    ]
    assert [(line.unit and line.unit.name, line.longest) for line in found.units] == [
        ("Phòng Văn hóa - Xã hội", 45), ("Phòng Kinh tế", 30),
    ]  # fmt: skip


def test_the_last_words_of_the_unit_are_said_and_a_silent_update_does_not_hide_them(
    client: FlaskClient, world: World
) -> None:
    task = world.task(due_on=TODAY - DAY, due_words="trước ngày 13/4/2026")
    world.update(task, TODAY - 20 * DAY, difficulty="Lời cũ")
    world.update(task, TODAY - 5 * DAY, difficulty="Chưa có giá khởi điểm", proposal="Làm việc với Sở Tài chính")
    world.update(task, TODAY - 2 * DAY)
    page = shown(client, world)
    assert "Chưa có giá khởi điểm" in page
    assert "Làm việc với Sở Tài chính" in page
    assert "Lời cũ" not in page
    assert re.search(r'class="as-written">trước.*13/4/2026', page)
    assert "trễ 1 ngày" in page


def test_an_overdue_list_that_is_cut_says_how_much(client: FlaskClient, world: World) -> None:
    for number in range(LATE_ROWS + 7):
        world.task(f"Nhiệm vụ {number}", due_on=TODAY - (number + 1) * DAY)
    page = shown(client, world)
    assert page.count("task-row is-plain") == LATE_ROWS
    assert "Còn 7 nhiệm vụ quá hạn của đơn vị này" in page


def test_a_task_without_a_unit_stands_in_the_table_too(client: FlaskClient, world: World) -> None:
    world.task("chưa rõ ai", due_on=TODAY - DAY, lead_unit_id=None)
    page = shown(client, world)
    assert page.count("Chưa rõ đơn vị chủ trì") == 2
    assert "chưa rõ ai" in page


def test_an_empty_committee_has_a_brief_in_whole_sentences(client: FlaskClient, world: World) -> None:
    page = shown(client, world)
    assert "Chưa giao nhiệm vụ nào." in page
    assert "Không có nhiệm vụ quá hạn." in page
    assert "Không có báo cáo hoàn thành chờ xác nhận." in page


def test_the_brief_names_the_next_meeting_and_the_last(client: FlaskClient, world: World) -> None:
    page = shown(client, world)
    assert "Phiên họp thứ năm" in page
    assert "14 giờ 00, Thứ Sáu, 17/4/2026" in page
    assert "còn 3 ngày" in page
    assert "Từ phiên họp thứ tư" in page
    assert "06/3/2026, cách đây 39 ngày." in page


@pytest.mark.parametrize("path", ["/brief", "/brief/silent", "/brief/open-in-time", "/brief/newly-assigned"])
def test_another_committees_words_never_appear(client: FlaskClient, world: World, path: str) -> None:
    fill(world)
    for person in (world.office.chair, world.office.secretary, world.office.viewer):
        answer = sign_in(client, person).get(path)
        assert answer.status_code == 200
        assert CANARY not in answer.text
    assert CANARY in sign_in(client, world.office.other_secretary).get("/brief/open-in-time").text


def test_an_official_has_no_brief(client: FlaskClient, world: World) -> None:
    sign_in(client, world.office.official)
    assert client.get("/brief").status_code == 403
    assert client.get("/brief/silent").status_code == 403


def test_the_number_of_questions_does_not_grow_with_the_tasks(client: FlaskClient, world: World) -> None:
    fill(world, 30)
    shown(client, world)
    with questions() as few:
        shown(client, world)
    fill(world, 300)
    for number in range(12):
        world.task(due_on=TODAY - DAY, unit=unit(f"Ban số {number}"), stage=Stage.IN_PROGRESS)
    with questions() as many:
        shown(client, world)
    assert len(many) == len(few)
    assert len(many) <= 55


def test_squares_give_way_to_lengths_when_a_unit_has_very_many(client: FlaskClient, world: World) -> None:
    for _number in range(briefs.SQUARES):
        world.task(due_on=TODAY + DAY)
    assert "Mỗi ô là một nhiệm vụ." in shown(client, world)
    world.task(due_on=TODAY - DAY)
    page = shown(client, world)
    assert "Mỗi ô là một nhiệm vụ." not in page
    assert '<svg class="shares"' in page


def test_nothing_in_the_brief_breaks_the_content_policy(client: FlaskClient, world: World) -> None:
    fill(world)
    page = shown(client, world)
    assert not re.search(r"\sstyle=|<script(?! src)|\son\w+=|javascript:", page)


def test_the_brief_has_a_print_style(world: World) -> None:
    css = (Path(__file__).parent.parent.parent / "static" / "tracker.css").read_text(encoding="utf-8")
    printed = css[css.index("@media print") :]
    assert "size: A4" in printed
    assert ".brief-links" in printed


# ------------------------------------------------------------------------------------------ lists as files


@pytest.mark.parametrize("span", ["", "?period=2026-03"])
def test_a_list_its_count_and_its_workbook_hold_the_same(client: FlaskClient, world: World, span: str) -> None:
    fill(world, 45)
    for part in (*Change, *Listed):
        page = shown(client, world, f"/brief/{part}{span}")
        listed = re.findall(r'<li id="task-\d+">.*?class="title"><a[^>]*>([^<]*)</a>', page, re.DOTALL)
        book = load_workbook(BytesIO(client.get(f"/brief/{part}.xlsx{span}").data), read_only=True)
        titles = [row[1] for row in book.active.iter_rows(values_only=True) if isinstance(row[0], int)]
        count = re.search(r'<span class="count[^"]*">(\d+)</span>', page)
        assert count
        assert (int(count[1]), titles) == (len(listed), listed), part


def test_a_workbook_of_a_past_day_says_how_each_task_stood_then(client: FlaskClient, world: World) -> None:
    task = world.task("khi đó quá hạn", due_on=date(2026, 3, 10), stage=Stage.DONE, reported_on=TODAY)
    world.update(world.task("chưa nói gì khi đó", due_on=date(2026, 3, 20)), TODAY, result="Nói sau này")
    answer = sign_in(client, world.office.chair).get("/brief/overdue.xlsx?period=2026-03")
    rows = list(load_workbook(BytesIO(answer.data), read_only=True).active.iter_rows(values_only=True))
    told = {row[1]: row[7:9] for row in rows if isinstance(row[0], int)}
    assert told == {task.title: (None, "Chưa hoàn thành"), "chưa nói gì khi đó": (None, "Chưa hoàn thành")}
    assert [row[0] for row in rows[1:3]] == ["Quá hạn", "Đã qua thời hạn mà chưa báo cáo hoàn thành."]


# ------------------------------------------------------------------------------------------ what the chair says


def test_the_chair_directs_under_an_overdue_row_and_reads_there_what_was_directed(
    client: FlaskClient, world: World
) -> None:
    task = world.task(due_on=TODAY - DAY)
    direct(world, task, "Làm việc với Sở Tài chính")
    page = shown(client, world)
    assert re.search(r'class="direction">.*Làm việc với Sở Tài chính', page)
    assert f'hx-target="#decide-{task.id}"' in page
    assert f'<div class="decide-here" id="decide-{task.id}"></div>' in page
    assert "decide-" not in sign_in(client, world.office.viewer).get("/brief").text


def test_a_past_brief_neither_asks_for_decisions_nor_tells_what_was_said_later(
    client: FlaskClient, world: World
) -> None:
    task = world.task("khi đó quá hạn", due_on=date(2026, 3, 10))
    world.update(task, TODAY, difficulty="Nói sau này")
    direct(world, task, "Chỉ đạo sau này")
    page = shown(client, world, "/brief?period=2026-03")
    assert "khi đó quá hạn" in page
    assert "trễ 21 ngày" in page
    assert re.search(r"Tính đến ngày.31/3/2026, Ban Chỉ đạo giao tổng số", re.sub("<[^>]*>|&nbsp;", " ", page))
    for later in ("Nói sau này", "Chỉ đạo sau này", 'id="waiting"', "decide-"):
        assert later not in page


def test_a_proposal_waits_until_the_chair_directs(client: FlaskClient, world: World) -> None:
    task = world.task()
    world.update(task, TODAY - 2 * DAY, proposal="Xin bố trí vốn")
    assert told(world).waiting.proposals.total == 1
    assert "Xin bố trí vốn" in shown(client, world, "/brief/proposals")
    direct(world, task, "Giao Phòng Kinh tế cân đối vốn")
    assert told(world).waiting.proposals.total == 0


def test_commitments_that_were_not_kept_or_are_due_are_told_the_oldest_first(client: FlaskClient, world: World) -> None:
    task = world.task(due_on=TODAY + 90 * DAY)
    for number, days in enumerate((-5, 3, 30)):
        db.session.add(Commitment(
            committee_id=task.committee_id, task_id=task.id, unit_id=task.lead_unit_id, person=f"đồng chí số {number}",
            promise="Bàn giao mặt bằng", made_on=TODAY - 20 * DAY, due_on=TODAY + days * DAY, key=f"promise {number}",
            by_id=world.office.secretary.id, at=clock.now(),
        ))  # fmt: skip
    found = told(world).waiting
    assert (found.broken, [each.person for each in found.commitments.rows]) == (1, ["đồng chí số 0", "đồng chí số 1"])
    page = shown(client, world)
    for state, person in (("broken", "số 0"), ("soon", "số 1")):
        assert f'state={state}" data-count="1"' in page
        assert person in shown(client, world, f"/commitments?state={state}")


def test_a_matter_on_the_table_for_the_third_time_stands_out(client: FlaskClient, world: World) -> None:
    world.task("lần thứ ba", due_on=date(2026, 1, 2), opened_on=date(2025, 12, 1))
    world.task("lần thứ hai", due_on=date(2026, 2, 2), opened_on=date(2025, 12, 1))
    assert shown(client, world).count("liên tiếp") == 1


def direct(world: World, task: Task, text: str) -> None:
    """Add a direction as the chair gave it today."""
    db.session.add(Direction(
        committee_id=task.committee_id, task_id=task.id, text=text, said_by_id=world.office.chair.id,
        by_id=world.office.chair.id, at=at(TODAY), on=TODAY, key=text,
    ))  # fmt: skip
    db.session.flush()
