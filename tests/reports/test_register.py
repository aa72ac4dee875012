"""The Excel register: the page's own selection and figures, as text, numbers and real days."""

from collections import Counter
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import event

from tests.office import Office, sign_in
from tests.review.world import TODAY, World
from tracker import clock
from tracker.extensions import db
from tracker.tasks import queries as tasks
from tracker.tasks.models import Stage, TaskSupport

HEAD = [
    "STT", "Nhiệm vụ", "Văn bản giao nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn (như ghi)",
    "Thời hạn hoàn thành", "Kết quả thực hiện", "Tiến độ",
]  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def opened(client: FlaskClient, office: Office, query: str = "tab=all") -> Worksheet:
    answer = sign_in(client, office.secretary).get(f"/tasks.xlsx?{query}")
    assert answer.status_code == 200
    assert "attachment; filename=nhiem-vu-2026-04-14.xlsx" in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def table(sheet: Worksheet) -> list[tuple[object, ...]]:
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert list(rows[head]) == HEAD
    return rows[head + 1 :]


def many(world: World) -> None:
    for number in range(60):
        world.task(
            f"Nhiệm vụ {number}",
            due_on=None if number % 6 == 0 else TODAY + timedelta(number - 40),
            stage=list(Stage)[number % 6],
            original_due_on=TODAY + timedelta(number - (44 if number % 12 == 3 else 40)),
            committee=world.office.other_committee if number % 10 == 9 else None,
        )


def test_the_words_of_progress_add_up_to_the_figures_of_the_page(client: FlaskClient, world: World) -> None:
    many(world)
    figures = tasks.figures(world.office.committee.id, TODAY)
    words = Counter(row[8] for row in table(opened(client, world.office)))
    assert words == {
        "Đã hoàn thành": figures.done_on_time, "Đã hoàn thành quá hạn": figures.done_late,
        "Đang thực hiện": figures.open_in_time, "Chưa hoàn thành": figures.open_overdue,
    }  # fmt: skip
    assert all(words.values())


@pytest.mark.parametrize(("tab", "figure"), [("open", "open"), ("overdue", "open_overdue"), ("done", "done")])
def test_each_tab_gives_the_rows_it_counts(client: FlaskClient, world: World, tab: str, figure: str) -> None:
    many(world)
    wanted = getattr(tasks.figures(world.office.committee.id, TODAY), figure)
    rows = table(opened(client, world.office, f"tab={tab}"))
    assert [row[0] for row in rows] == list(range(1, wanted + 1))


def test_a_row_says_all_in_its_own_kind(client: FlaskClient, world: World) -> None:
    task = world.task("Trình phê duyệt quy hoạch", due_on=date(2026, 3, 31), due_words="chậm nhất Quý I/2026")
    db.session.add(TaskSupport(task_id=task.id, unit_id=world.office.culture.id))
    world.update(task, date(2026, 4, 1), result="Đã gửi hồ sơ")
    world.update(task, date(2026, 4, 2), result="Đã thẩm định")
    world.update(task, date(2026, 4, 3), difficulty="Thiếu bản đồ")
    (row,) = table(opened(client, world.office))
    assert row == (
        1, "Trình phê duyệt quy hoạch", "Kết luận số 08-KL/BCĐ ngày 12/01/2026", "Phòng Kinh tế",
        "Phòng Văn hóa - Xã hội", "chậm nhất Quý I/2026", datetime.fromisoformat("2026-03-31"), "Đã thẩm định",
        "Chưa hoàn thành",
    )  # fmt: skip


def test_text_never_becomes_a_formula_or_a_link(client: FlaskClient, world: World) -> None:
    for title in ("=1+1", "+84 công việc", "@SUM(A1)", "http://xa.local", "{=1+1}"):
        world.task(title)
    sheet = opened(client, world.office)
    titles = {row[1] for row in table(sheet)}
    assert titles == {"=1+1", "+84 công việc", "@SUM(A1)", "http://xa.local", "{=1+1}"}
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"}
    assert kinds == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_the_heading_names_the_committee_the_day_and_the_official_sentence(client: FlaskClient, world: World) -> None:
    world.task(due_on=TODAY - timedelta(1))
    heading = [row[0] for row in opened(client, world.office).iter_rows(max_row=5, values_only=True)]
    assert heading[0] == world.office.committee.name
    assert heading[2] == "Dữ liệu tính đến ngày 14/4/2026"
    assert heading[3] == (
        "Tính đến ngày 14/4/2026, Ban Chỉ đạo giao tổng số 1 nhiệm vụ; hoàn thành 0 (đúng hạn 0, quá hạn 0); "
        "chưa hoàn thành 1 (trong hạn 0, quá hạn 1)."
    )


def test_a_narrowed_register_does_not_claim_the_whole_committees_figures(client: FlaskClient, world: World) -> None:
    world.task()
    sheet = opened(client, world.office, f"tab=all&unit={world.office.culture.id}")
    heading = [row[0] for row in sheet.iter_rows(max_row=5, values_only=True)]
    assert "Số nhiệm vụ trong bảng: 0" in heading
    assert not any(str(line).startswith("Tính đến ngày") for line in heading)


def test_it_prints_on_a4_across_with_the_head_on_every_page(client: FlaskClient, world: World) -> None:
    world.task()
    sheet = opened(client, world.office)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.freeze_panes == "C8"


def test_another_committees_words_are_nowhere_in_the_file(client: FlaskClient, world: World) -> None:
    world.task("chim yến của ban bên cạnh", committee=world.office.other_committee)
    world.task("việc của ban này")
    assert [row[1] for row in table(opened(client, world.office))] == ["việc của ban này"]


def test_a_long_register_asks_the_database_a_few_times_only(client: FlaskClient, world: World) -> None:
    for number in range(600):
        world.update(world.task(f"Nhiệm vụ {number}"), TODAY, result="xong một phần")
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(table(opened(client, world.office))) == 600
    assert len(asked) < 30
