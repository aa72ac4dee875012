"""Before publication: an item that repeats an earlier task is shown with it, and chosen when that is very likely."""

from datetime import date

import pytest

from tests.office import Office
from tests.tasks.desk import ISSUED, TODAY, Desk, conclusion, fresh_key, item, moment, unit
from tests.tasks.test_threads import given, link
from tracker.documents.models import Conclusion, Decision, Part
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import Unit
from tracker.tasks import actions
from tracker.tasks.continuations import Continuation, carry_on, continuations
from tracker.tasks.models import Stage
from tracker.tasks.threads import thread

PLAN, ROAD = "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa", "Giải phóng mặt bằng tuyến đường tránh phía Tây"


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office, conclusion(office))


def draft(desk: Desk, *rows: tuple[str, Unit], issued_on: date | None = date(2026, 4, 13)) -> Conclusion:
    text = "\n".join(words for words, _unit in rows)
    parent = Conclusion(
        committee_id=desk.office.committee.id, number="12-KL/BCĐ", issued_on=issued_on, text=text,
        text_hash=fresh_key(), created_by_id=desk.office.secretary.id, created_at=moment(TODAY),
    )  # fmt: skip
    db.session.add(parent)
    for place, (words, lead) in enumerate(rows, 1):
        unit(item(parent, [str(place)], words, words), Part.LEAD, lead)
    db.session.commit()
    return parent


def found(desk: Desk, words: str, lead: Unit | None = None) -> Continuation | None:
    return next(iter(continuations(draft(desk, (words, lead or desk.office.economy)), TODAY)), None)


def test_an_item_that_repeats_a_task_is_shown_with_it_and_chosen(desk: Desk) -> None:
    one = found(desk, f"Khẩn trương hoàn thành {PLAN[0].lower()}{PLAN[1:]}")
    assert one and [each.earlier for each in one.suggestions] == [desk.tasks[0]]
    assert one.suggestions[0].shared and one.suggestions[0].same_unit
    assert one.likely is desk.tasks[0]


def test_it_is_shown_and_not_chosen_for_another_unit_or_when_it_is_done(desk: Desk) -> None:
    other = found(desk, PLAN, desk.office.culture)
    assert other and other.suggestions[0].earlier is desk.tasks[0] and other.likely is None
    desk.tasks[0].stage = Stage.DONE
    db.session.commit()
    done = found(desk, PLAN)
    assert done and done.suggestions[0].earlier is desk.tasks[0] and done.likely is None


@pytest.mark.parametrize(
    ("words", "same", "other"),
    [
        ("Cấp giấy chứng nhận cho các hộ thôn 3, quý {}", "II", "III"),
        ("Đo đạc bản đồ địa chính tờ số 1{}", "2", "3"),
        ("Sửa chữa nhà văn hóa và sân thể thao thôn {}", "Nà Lơi", "Suối Đá"),
    ],
)
def test_duties_told_apart_by_a_number_or_a_name_alone_are_never_chosen(
    desk: Desk, words: str, same: str, other: str
) -> None:
    given(desk.office, 30, words.format(same))
    again, another = found(desk, words.format(same)), found(desk, words.format(other))
    assert again and again.likely and another and another.suggestions and another.likely is None


def test_what_is_dropped_continued_later_or_of_another_matter_is_not_shown(desk: Desk) -> None:
    assert found(desk, "Tổng kết phong trào thi đua yêu nước") is None
    early = draft(desk, (PLAN, desk.office.economy), issued_on=ISSUED.replace(day=1))
    assert continuations(early, TODAY) == [], "its document is older than the task"
    [later] = given(desk.office, 40, f"{PLAN} điều chỉnh")
    link(desk, later, desk.tasks[0])
    one = found(desk, PLAN)
    assert one and [each.earlier for each in one.suggestions] == [later]
    later.stage = Stage.DROPPED
    db.session.commit()
    assert found(desk, PLAN) is None


def test_items_that_give_no_task_or_are_known_otherwise_are_left_out(desk: Desk) -> None:
    paper = draft(desk, (PLAN, desk.office.economy), (ROAD, desk.office.culture))
    plan, road = paper.items
    road.decision = Decision.NO_TASK
    db.session.commit()
    assert [each.item for each in continuations(paper, TODAY)] == [plan]
    assert continuations(paper, TODAY, but=[plan.id]) == []


def test_new_tasks_are_linked_to_what_was_chosen_and_to_nothing_that_cannot_be(desk: Desk) -> None:
    paper = draft(desk, (PLAN, desk.office.economy), (ROAD, desk.office.culture))
    opened = actions.open_tasks(paper, by=desk.office.secretary, on=TODAY)
    db.session.flush()
    said = {"by": desk.office.secretary, "at": moment(TODAY)}
    carry_on(opened, {paper.items[0].id: desk.tasks[0].id}, **said)
    db.session.commit()
    assert [step.task for step in thread(opened[0])] == [desk.tasks[0], opened[0]]
    assert thread(opened[1]) == []
    with pytest.raises(RuleBroken):
        carry_on(opened, {paper.items[1].id: 4711}, **said)
    with pytest.raises(RuleBroken):
        carry_on(opened, {paper.items[1].id: opened[0].id}, **said)
