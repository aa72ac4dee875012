"""The thread of one matter: linked by the secretary, read in order, suggested by likeness, never twice refused."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import Office, sign_in
from tests.tasks.desk import ISSUED, TODAY, Desk, moment
from tracker import history
from tracker.documents.models import Conclusion, Decision, Item
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.reading.results import DocumentType, ItemKind
from tracker.tasks import threads
from tracker.tasks.models import Stage, Task
from tracker.tasks.thread_models import LinkState, ThreadLink
from tracker.tasks.thread_words import repetition


def given(office: Office, days: int, *titles: str, type: DocumentType = DocumentType.CONCLUSION) -> list[Task]:
    """Open tasks of these names by a document issued so many days after the first."""
    issued = ISSUED + timedelta(days=days)
    text = "\n".join(titles)
    parent = Conclusion(
        committee_id=office.committee.id, type=type, number=f"{days}-KL/BCĐ", issued_on=issued, text=text,
        text_hash=f"hash {days} {titles}", created_by_id=office.secretary.id, created_at=moment(issued),
        published_at=moment(issued),
    )  # fmt: skip
    db.session.add(parent)
    number = max(db.session.scalars(select(Task.number)), default=0)
    tasks = []
    for place, title in enumerate(titles, 1):
        start = text.index(title)
        item = Item(
            conclusion=parent, position=place, path=[str(place)], start=start, end=start + len(title), text=title,
            kind=ItemKind.TASK, action=title, decision=Decision.ACCEPTED,
        )  # fmt: skip
        tasks.append(
            Task(
                committee_id=office.committee.id,
                item=item,
                number=number + place,
                title=title,
                lead_unit=office.economy,
                opened_on=issued,
            )
        )
    db.session.add_all(tasks)
    db.session.commit()
    return tasks


def link(desk: Desk, later: Task, earlier: Task, by: User | None = None) -> ThreadLink:
    return threads.link(later, earlier, by=by or desk.office.secretary, at=moment(TODAY))


def refused(verb) -> str:
    with pytest.raises(RuleBroken) as broken:
        verb()
    db.session.rollback()
    return broken.value.sentence


ROAD = "Giải phóng mặt bằng tuyến đường tránh phía Tây"
"""A task of the first conclusion of the desk."""


@pytest.fixture
def roads(desk: Desk) -> list[Task]:
    """The road's task of the first conclusion and of two that follow."""
    road = next(task for task in desk.tasks if task.title == ROAD)
    [second] = given(desk.office, 30, "Hoàn thành giải phóng mặt bằng đường tránh phía Tây")
    [third] = given(desk.office, 60, "Dứt điểm giải phóng mặt bằng đường tránh phía Tây")
    return [road, second, third]


# ------------------------------------------------------------------------------------------ linking


def test_a_thread_reads_in_the_order_of_the_conclusions_from_each_of_its_tasks(desk: Desk, roads: list[Task]) -> None:
    first, second, third = roads
    link(desk, third, second)
    link(desk, first, second)
    for task in roads:
        assert [step.task for step in threads.thread(task)] == roads
    assert [step.times for step in threads.thread(first)] == [1, 2, 3]
    assert threads.thread(desk.tasks[0]) == []
    assert history.of(second)[0].verb == "linked" and history.of(second)[0].changes["earlier"].startswith("2, ")


def test_the_third_conclusion_in_a_row_is_told_from_the_third_after_a_gap(desk: Desk, roads: list[Task]) -> None:
    first, second, third = roads
    link(desk, second, first)
    link(desk, third, second)
    assert repetition(threads.thread(third)[-1]) == "lần thứ ba liên tiếp"
    given(desk.office, 45, "Kế hoạch trồng cây", type=DocumentType.PLAN)
    assert repetition(threads.thread(third)[-1]) == "lần thứ ba liên tiếp", "a plan is no conclusion left out"
    given(desk.office, 46, "Việc khác")
    assert repetition(threads.thread(third)[-1]) == "lần thứ ba"
    assert repetition(threads.thread(third)[1]) == "lần thứ hai liên tiếp"


def test_a_task_continues_one_earlier_task_and_may_be_continued_by_several_of_one_document(
    desk: Desk, roads: list[Task]
) -> None:
    first, second, third = roads
    one, two = given(desk.office, 90, "Đường tránh, đoạn một", "Đường tránh, đoạn hai")
    link(desk, one, third)
    link(desk, two, third)
    assert [step.task for step in threads.thread(one)] == [third, one, two]
    assert "đã nối" in refused(lambda: link(desk, one, second))
    assert "cùng một văn bản" in refused(lambda: link(desk, one, two))
    [late] = given(desk.office, 120, "Đường tránh")
    assert f"số {one.number}" in refused(lambda: link(desk, late, third))
    link(desk, late, two)
    assert len(threads.thread(first)) == 0 and len(threads.thread(late)) == 4


def test_no_order_of_links_makes_a_circle(desk: Desk, roads: list[Task]) -> None:
    first, second, third = roads
    for one, other in ((first, second), (second, first), (third, second), (second, third)):
        link(desk, one, other)
    assert "đã nối" in refused(lambda: link(desk, first, third))
    links = {each.task_id: each.earlier_id for each in db.session.scalars(select(ThreadLink))}
    assert links == {second.id: first.id, third.id: second.id}


def test_only_the_secretary_links_and_only_whole_tasks_of_the_committee(desk: Desk, roads: list[Task]) -> None:
    office = desk.office
    for person in (office.official, office.chair, office.viewer, office.other_secretary, office.admin):
        refused(lambda who=person: link(desk, roads[1], roads[0], who))
    part = Task(
        committee_id=roads[0].committee_id, item=roads[0].item, parent=roads[0], number=roads[0].number, subnumber=1,
        title="Phần", opened_on=ISSUED,
    )  # fmt: skip
    db.session.add(part)
    db.session.commit()
    refused(lambda: link(desk, roads[1], part))
    assert not threads.may_link(part, reach_of(office.secretary))


def test_parting_leaves_the_rest_of_the_thread_and_is_not_undone_by_a_suggestion(desk: Desk, roads: list[Task]) -> None:
    first, second, third = roads
    link(desk, second, first)
    link(desk, third, second)
    threads.unlink(second, by=desk.office.secretary, at=moment(TODAY))
    threads.unlink(second, by=desk.office.secretary, at=moment(TODAY))
    assert [step.task for step in threads.thread(third)] == [second, third]
    assert [entry.verb for entry in history.of(second)] == ["unlinked", "linked"]
    assert first not in [each.earlier for each in threads.suggestions(second)]
    link(desk, second, first)
    assert len(threads.thread(third)) == 3


# ------------------------------------------------------------------------------------------ suggesting


def test_the_likely_earlier_task_is_suggested_with_what_makes_it_likely(desk: Desk, roads: list[Task]) -> None:
    [found] = threads.suggestions(roads[1])
    assert found.earlier is roads[0]
    assert found.shared == ("giải phóng mặt bằng đường tránh phía Tây",), "not that it is to be finished"
    assert not found.same_unit, "culture had the road, economy has it now"
    assert threads.suggestions(roads[0]) == []


def test_what_was_refused_linked_dropped_or_continued_elsewhere_is_not_suggested(desk: Desk, roads: list[Task]) -> None:
    first, second, third = roads
    assert {each.earlier for each in threads.suggestions(third)} == {first, second}
    link(desk, second, first)
    assert {each.earlier for each in threads.suggestions(third)} == {second}, "the first is continued already"
    threads.refuse(third, second, by=desk.office.secretary, at=moment(TODAY))
    assert threads.suggestions(third) == []
    [fourth] = given(desk.office, 90, "Giải phóng mặt bằng đường tránh phía Tây")
    second.stage = Stage.DROPPED
    db.session.commit()
    assert {each.earlier for each in threads.suggestions(fourth)} == {third}
    link(desk, fourth, third)
    assert threads.suggestions(fourth) == []
    assert db.session.scalar(select(ThreadLink.state).filter_by(task_id=third.id)) == LinkState.REFUSED


# ------------------------------------------------------------------------------------------ on pages


def test_the_secretary_links_refuses_and_parts_on_the_tasks_page(
    desk: Desk, roads: list[Task], client: FlaskClient
) -> None:
    first, second, third = roads
    sign_in(client, desk.office.secretary)
    page = client.get(f"/tasks/{second.id}").get_data(as_text=True)
    assert "Có thể tiếp tục" in page and "giải phóng mặt bằng" in page
    assert client.post(f"/tasks/{second.id}/thread", data={"number": first.number}).status_code == 303
    assert client.post(f"/tasks/{third.id}/thread", data={"number": second.number}).status_code == 303
    page = client.get(f"/tasks/{third.id}").get_data(as_text=True)
    assert page.count("lần thứ ba liên tiếp") == 2, "beside the stage and in the thread"
    assert client.post(f"/tasks/{third.id}/thread/parting").status_code == 303
    assert "lần thứ ba" not in client.get(f"/tasks/{third.id}").get_data(as_text=True)
    wrong = client.post(f"/tasks/{third.id}/thread", data={"number": 999})
    assert wrong.status_code == 422 and 'value="999"' in wrong.get_data(as_text=True)
    sign_in(client, desk.office.viewer)
    page = client.get(f"/tasks/{second.id}").get_data(as_text=True)
    assert "Mạch việc" in page and "Nối với nhiệm vụ khác" not in page
    assert client.post(f"/tasks/{second.id}/thread/parting").status_code == 403


def test_documents_of_one_day_follow_each_other_as_recorded(desk: Desk) -> None:
    [one] = given(desk.office, 200, "Cầu Suối Đá")
    [two] = given(desk.office, 200, "Cầu Suối Đá, xong trong tháng")
    link(desk, one, two)
    assert [step.task for step in threads.thread(one)] == [one, two]
    assert date(2026, 7, 31) == one.opened_on
