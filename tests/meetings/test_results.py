"""What became of a conclusion: every task it gave, by unit, with the figures that open what they count."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.meetings.test_carry import questions
from tests.office import Office, sign_in
from tests.tasks.desk import TODAY, Desk, conclusion, moment
from tests.tasks.test_threads import given
from tracker import clock
from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.results import Shown, results_before, results_of
from tracker.tasks.models import Stage
from tracker.tasks.thread_models import LinkState, ThreadLink

HELD, COMING = date(2026, 1, 10), date(2026, 4, 17)


@pytest.fixture
def desk(office: Office) -> Desk:
    """The office whose plan (economy) is overdue, whose road (culture) was done late and third duty stands."""
    desk = Desk(office, conclusion(office))
    desk.conclusion.meeting_on = HELD
    for day in (HELD, date(2026, 2, 10), COMING):
        db.session.add(Meeting(committee_id=office.committee.id, title=f"Phiên họp {day:%-d/%-m}", held_on=day))
    db.session.commit()
    desk.update(desk.tasks[0], difficulty="Vướng hai hộ.")
    road = desk.tasks[1]
    road.original_due_on = date(2026, 4, 1)
    desk.report(road, by=office.culture_official)
    desk.confirm(road)
    return desk


def shown(desk: Desk, part: Shown = Shown.TOTAL) -> list[list[int]]:
    return [[row.task.number for row in each.rows] for each in results_of(desk.conclusion, TODAY, part).units]


def test_units_stand_as_the_conclusion_first_names_them_with_their_tasks_in_its_order(desk: Desk) -> None:
    told = results_of(desk.conclusion, TODAY)
    assert [each.unit for each in told.units] == [desk.office.economy, desk.office.culture]
    assert [[row.place for row in each.rows] for each in told.units] == [[1, 3], [2]]
    late, standing = told.units[0].rows
    assert (late.is_carried, late.meetings, standing.meetings) == (True, 1, 0)
    assert late.word and late.word.difficulty == "Vướng hai hộ."
    assert not told.units[1].rows[0].is_carried
    assert told.next and told.next.held_on == COMING


@pytest.mark.parametrize("part", list(Shown))
def test_each_figure_counts_what_it_shows(desk: Desk, part: Shown) -> None:
    dropped = desk.tasks[2]
    dropped.stage = Stage.DROPPED
    db.session.commit()
    told = results_of(desk.conclusion, TODAY, part)
    assert sum(len(each.rows) for each in told.units) == getattr(told.figures, part.value)
    assert (told.figures.total, told.figures.done_late, told.figures.open_overdue, told.figures.dropped) == (2, 1, 1, 1)


def test_it_names_what_continues_a_task(desk: Desk) -> None:
    [later] = given(desk.office, 60, "Trình lại quy hoạch")
    said = {"state": LinkState.LINKED, "by": desk.office.secretary, "at": moment(TODAY)}
    db.session.add(ThreadLink(task_id=later.id, earlier_id=desk.tasks[0].id, **said))
    db.session.commit()
    told = results_of(desk.conclusion, TODAY)
    assert [list(row.later) for each in told.units for row in each.rows] == [[later], [], []]


def test_a_meeting_begins_with_what_the_one_before_it_concluded(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    first, second, third = db.session.query(Meeting).order_by(Meeting.held_on)
    [(paper, figures)] = results_before(second, TODAY)
    assert (paper, figures.total, figures.open) == (desk.conclusion, 3, 2)
    assert results_before(third, TODAY) == [] == results_before(first, TODAY)
    sign_in(client, desk.office.viewer)
    for address in (f"/meetings/{second.id}", f"/meetings/{second.id}/agenda"):
        page = client.get(address).text
        assert f"/conclusions/{paper.id}/results" in page and "3 nhiệm vụ: 1 hoàn thành, 2 chưa hoàn thành" in page


def test_the_page_tells_it_as_annex_ii_does(desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    sign_in(client, desk.office.viewer)
    address = f"/conclusions/{desk.conclusion.id}/results"
    page = html.fromstring(client.get(address).text)
    heads = [each.text_content() for each in page.xpath("//thead//th")]
    assert heads == ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Kết quả thực hiện", "Tiến độ"]
    words = " ".join(page.text_content().split())
    for said in (
        "Tính đến ngày 14/4/2026, Kết luận số 08-KL/BCĐ giao tổng số 3 nhiệm vụ; hoàn thành 1 (đúng hạn 0, quá hạn 1);",
        "2 nhiệm vụ chưa hoàn thành được chuyển sang “Phiên họp 17/4” (17/4/2026).",
        "Nhiệm vụ giao Phòng Kinh tế 2", "Khó khăn: Vướng hai hộ.", "trễ 14 ngày", "Báo cáo hoàn thành ngày 14/4/2026.",
    ):  # fmt: skip
        assert said in words
    assert client.get(f"{address}?shown=done_late").text.count('scope="row"') == 1
    assert client.get(f"{address}?shown=nonsense").text.count('scope="row"') == 3
    assert address in client.get(f"/conclusions/{desk.conclusion.id}").text
    desk.conclusion.published_at = None
    db.session.commit()
    assert client.get(address).status_code == 404, "a draft is the secretary's own"
    assert sign_in(client, desk.office.secretary).get(address).status_code == 303


def test_the_questions_do_not_grow_with_the_tasks(desk: Desk) -> None:
    many = given(desk.office, 90, *(f"Nhiệm vụ thứ {number}" for number in range(30)))[0].item.conclusion
    few = given(desk.office, 91, "Nhiệm vụ")[0].item.conclusion
    asked = []
    for conclusion_id in [each.id for each in (few, many)]:
        db.session.expunge_all()
        found = db.session.get_one(Conclusion, conclusion_id)
        asked.append(questions(lambda found=found: results_of(found, TODAY)))
    assert asked[0] == asked[1] < 25
