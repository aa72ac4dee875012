"""The Excel register of works: the page's rows and sums as real numbers, never a formula."""

from datetime import datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import Office, sign_in
from tests.tasks.desk import TODAY
from tests.tasks.works import TEXT, report, works
from tracker import clock
from tracker.extensions import db
from tracker.tasks.models import Task

HEAD = [
    "STT", "Tên công trình, dự án", "Chủ đầu tư", "Tổng mức đầu tư", "Vốn bố trí", "Giải ngân", "Tỷ lệ giải ngân",
    "Khối lượng", "Giai đoạn", "Dự kiến hoàn thành", "Ngày hoàn thành", "Khó khăn, vướng mắc", "Cơ quan chủ trì",
    "Nhà thầu", "Nguồn vốn", "Địa điểm",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def tasks(office: Office) -> list[Task]:
    return report(office)


def opened(client: FlaskClient, office: Office, query: str = "") -> Worksheet:
    answer = sign_in(client, office.viewer).get(f"/projects.xlsx?{query}")
    assert answer.status_code == 200
    assert "attachment; filename=cong-trinh-2026-04-14.xlsx" in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def table(sheet: Worksheet) -> list[tuple[object, ...]]:
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert list(rows[head]) == HEAD
    return rows[head + 1 :]


def test_a_row_holds_numbers_days_and_words_and_the_sums_are_values(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    works(tasks[0]).total_investment = 8_000_123_456
    works(tasks[0]).volume = 35_50
    db.session.commit()
    rows = table(opened(client, office))
    assert [row[0] for row in rows] == [1, 2, 3, None]
    assert rows[0][3] == 8000.123456
    assert rows[0][7] == 0.355
    assert rows[1][1:11] == (
        "Cải tạo đường thôn 2", None, 3800, 2000, 500, 0.25, None, "Chuẩn bị đầu tư", "năm 2026",
        datetime.fromisoformat("2026-12-31"),
    )  # fmt: skip
    assert rows[-1][1:7] == ("Cộng: 3", None, 50300.123456, 2000, 500, 0.25)


def test_the_file_has_the_filters_and_parts_of_its_page(tasks: list[Task], client: FlaskClient, office: Office) -> None:
    rows = table(opened(client, office, "group=stage"))
    assert [row[1] for row in rows if row[0] is None] == [
        "Chuẩn bị đầu tư: 1", "Đang thi công: 1", "Chưa rõ giai đoạn: 1", "Cộng: 3",
    ]  # fmt: skip
    assert sum(row[3] for row in rows if row[0] is None and row[1] != "Cộng: 3") == rows[-1][3] == 50300  # type: ignore[misc]
    found = [row[1] for row in table(opened(client, office, "text=Lũng Vài"))]
    assert found == ["Khu tái định cư Lũng Vài", "Cộng: 1"]


def test_text_never_becomes_a_formula_or_a_link(client: FlaskClient, office: Office) -> None:
    found = report(office, text=TEXT.replace("- Cải tạo đường thôn 2,", "- =1+1 Cải tạo đường,"))
    found[0].title, works(found[0]).investor = "=SUM(A1:A9)", "http://xa.local"
    db.session.commit()
    sheet = opened(client, office)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_it_prints_on_a4_across_with_the_head_on_every_page(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    sheet = opened(client, office)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.freeze_panes == "C7"


def test_another_committees_works_are_nowhere_in_the_file(
    tasks: list[Task], client: FlaskClient, office: Office
) -> None:
    answer = sign_in(client, office.other_secretary).get("/projects.xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert isinstance(sheet, Worksheet)
    assert [row[1] for row in table(sheet)] == ["Cộng: 0"]
