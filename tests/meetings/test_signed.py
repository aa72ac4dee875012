"""The signed conclusion beside its draft: proposed, settled by a person, carried into the thread of a matter."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from tests.office import Office, sign_in
from tests.tasks.desk import DUE, TODAY, Desk, conclusion, deadline, fresh_key, item, moment, unit
from tracker import history
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import queries, signed
from tracker.meetings.conclusion_draft_models import DraftItem
from tracker.meetings.direction_models import Direction
from tracker.meetings.matching import Difference
from tracker.meetings.models import Meeting
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.thread_models import ThreadLink

HELD = date(2026, 4, 10)
SIGNED = "\n".join(
    [
        "1. Hoàn thành trình phê duyệt Quy hoạch khu trung tâm Liên Hòa trước ngày 30/4/2026.",
        "2. Làm sạch dữ liệu đất đai của mười hai thôn, xong trước ngày 15/5/2026.",
        "3. Tổng kết phong trào thi đua năm 2026.",
    ]
)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office, conclusion(office))


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    """A meeting that directed three things: the plan again, the data of land, and a bridge."""
    row = Meeting(committee_id=desk.office.committee.id, title="Phiên họp thứ hai", held_on=HELD)
    db.session.add(row)
    db.session.flush()
    direct(desk, row, "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa", date(2026, 4, 30), task=desk.tasks[0])
    direct(desk, row, "Làm sạch dữ liệu đất đai của mười hai thôn", date(2026, 4, 30), lead_unit=desk.office.culture)
    direct(desk, row, "Khởi công ngay cầu Bản Đướng", None)
    db.session.commit()
    return row


def direct(desk: Desk, at: Meeting, text: str, due_on: date | None, **more: object) -> Direction:
    row = Direction(
        committee_id=at.committee_id, meeting_id=at.id, text=text, due_on=due_on, said_by=desk.office.chair,
        by=desk.office.secretary, at=moment(HELD), on=HELD, key=fresh_key(), **more,
    )  # fmt: skip
    db.session.add(row)
    return row


@pytest.fixture
def paper(desk: Desk, meeting: Meeting) -> Conclusion:
    """Its conclusion as it was signed: the first as said, the second with another day and unit, the third left out."""
    row = Conclusion(
        committee_id=meeting.committee_id, number="12-KL/BCĐ", issued_on=date(2026, 4, 13), meeting_on=HELD,
        text=SIGNED, text_hash="signed", created_by_id=desk.office.secretary.id, created_at=moment(TODAY),
    )  # fmt: skip
    db.session.add(row)
    lines = [line.split(". ", 1)[1] for line in SIGNED.splitlines()]
    plan, data, _rest = (item(row, [str(n)], text, text, Decision.OPEN) for n, text in enumerate(lines, 1))
    deadline(plan, "trước ngày 30/4/2026", date(2026, 4, 30))
    deadline(data, "trước ngày 15/5/2026", date(2026, 5, 15))
    unit(plan, Part.LEAD, desk.office.economy)
    unit(data, Part.LEAD, None, "phòng kinh tế")
    db.session.commit()
    return row


def directions() -> list[Direction]:
    return list(db.session.scalars(select(Direction).order_by(Direction.id)))


def settle(desk: Desk, paper: Conclusion, *items: Item | None, versions: int | None = None) -> int:
    rows = directions()[: len(items)]
    chosen = {f"direction-{row.id}": each.id if each else None for row, each in zip(rows, items, strict=True)}
    seen = {f"direction-{row.id}": versions or row.version for row in rows}
    return signed.settle(
        db.session.get_one(Meeting, rows[0].meeting_id), paper, chosen, seen, by=desk.office.secretary, at=moment(TODAY)
    )


def test_each_direction_is_proposed_its_item_and_the_differences_are_named(meeting: Meeting, paper: Conclusion) -> None:
    told = signed.matching(meeting, paper)
    plan, data, rest = paper.items
    assert [line.item for line in told.lines] == [plan, data, None]
    assert [line.differences for line in told.lines] == [(), (Difference.UNIT, Difference.DEADLINE), ()]
    assert (list(told.new), len(told.unsettled), len(told.missing), len(told.alike)) == ([rest], 3, 1, 1)


def test_what_is_left_out_withdrawn_or_of_another_meeting_is_not_asked_for(meeting: Meeting, paper: Conclusion) -> None:
    first, second, third = directions()
    first.is_left_out, second.withdrawn_at, third.meeting_id = True, moment(TODAY), None
    db.session.commit()
    assert list(signed.matching(meeting, paper).lines) == []


def test_what_a_person_settles_holds_against_the_proposal(desk: Desk, meeting: Meeting, paper: Conclusion) -> None:
    plan, data, rest = paper.items
    assert settle(desk, paper, None, plan, rest) == 3
    told = signed.matching(meeting, paper)
    assert [line.item for line in told.lines] == [None, plan, rest]
    assert not told.unsettled and list(told.new) == [data]
    assert [history.of(each)[0].verb for each in directions()] == ["found_unsigned", "matched", "matched"]
    assert settle(desk, paper, None, plan, rest) == 0, "said twice it is said once"
    assert settle(desk, paper, plan) == 1
    assert not directions()[0].is_unsigned


def test_an_item_that_is_merged_away_leaves_its_direction_open_again(
    desk: Desk, meeting: Meeting, paper: Conclusion
) -> None:
    settle(desk, paper, paper.items[1])
    db.session.execute(db.delete(Item).where(Item.id == paper.items[2].id))
    db.session.execute(db.text("DELETE FROM item_units"))
    db.session.execute(db.text("DELETE FROM item_deadlines"))
    db.session.execute(db.delete(Item).where(Item.id == paper.items[1].id))
    db.session.commit()
    told = signed.matching(meeting, paper)
    assert told.lines[0].item is paper.items[0] and not told.lines[0].is_settled


def test_nothing_is_settled_over_somebody_elses_change_or_into_another_document(
    desk: Desk, meeting: Meeting, paper: Conclusion
) -> None:
    with pytest.raises(StaleVersion):
        settle(desk, paper, paper.items[0], versions=7)
    db.session.rollback()
    with pytest.raises(RuleBroken):
        settle(desk, paper, desk.conclusion.items[0])
    db.session.rollback()
    assert directions()[0].item_id is None


def test_two_papers_of_one_meeting_share_its_directions(desk: Desk, meeting: Meeting, paper: Conclusion) -> None:
    desk.conclusion.meeting_on = HELD
    db.session.commit()
    settle(desk, paper, paper.items[0], paper.items[1])
    assert list(queries.papers_of(meeting)) == [desk.conclusion, paper]
    assert [line.point.row.text for line in signed.matching(meeting, desk.conclusion).lines] == [
        "Khởi công ngay cầu Bản Đướng"
    ]
    assert queries.meeting_of(paper) is meeting


def test_matched_after_publication_the_task_continues_the_directions_task(
    desk: Desk, meeting: Meeting, paper: Conclusion
) -> None:
    for each in paper.items:
        each.decision = Decision.ACCEPTED
    paper.published_at = moment(TODAY)
    opened = actions.open_tasks(paper, by=desk.office.secretary, on=TODAY)
    db.session.commit()
    settle(desk, paper, *paper.items)
    links = [(link.task, link.earlier) for link in db.session.scalars(select(ThreadLink))]
    assert links == [(opened[0], desk.tasks[0])]
    assert history.of(opened[0])[0].verb == "linked"
    assert desk.tasks[0].due_on == DUE, "the older task stays as it was"


def test_the_secretary_confirms_on_the_page_and_the_chair_reads(
    desk: Desk, meeting: Meeting, paper: Conclusion, client: FlaskClient
) -> None:
    address = f"/meetings/{meeting.id}/matching"
    sign_in(client, desk.office.secretary)
    page = html.fromstring(client.get(address).text)
    words = " ".join(page.text_content().split())
    for said in (
        "3 mục của dự thảo: 1 giữ nguyên; 1 khác thời hạn; 1 khác đơn vị; 1 không có trong văn bản ký.",
        "Khác thời hạn: 15/5/2026, dự thảo là 30/4/2026", "Mới trong văn bản ký",
    ):  # fmt: skip
        assert said in words
    form = page.get_element_by_id(f"matching-{meeting.id}")
    sent = dict(form.form_values())
    assert client.post(address, data=sent).status_code == 303
    told = signed.matching(meeting, paper)
    assert not told.unsettled and [line.item is None for line in told.lines] == [False, False, True]
    stale = client.post(address, data=sent | {f"to-direction-{directions()[2].id}": str(paper.items[2].id)})
    assert stale.status_code == 409
    kept = html.fromstring(stale.text).get_element_by_id(f"to-direction-{directions()[2].id}")
    assert kept.value == str(paper.items[2].id), "what was chosen is kept"
    sign_in(client, desk.office.chair)
    assert "Xác nhận đối chiếu" not in client.get(address).text
    assert client.post(address, data=sent).status_code == 403
    paper.meeting_on = None
    db.session.commit()
    assert "Chưa ghi văn bản đã ký" in client.get(address).text


def test_what_the_secretary_added_to_the_draft_is_matched_too(desk: Desk, meeting: Meeting, paper: Conclusion) -> None:
    own = DraftItem(
        meeting_id=meeting.id, text="Tổng kết phong trào thi đua", by=desk.office.secretary, at=moment(HELD), place=9
    )  # fmt: skip
    db.session.add(own)
    db.session.commit()
    told = signed.matching(meeting, paper)
    assert (told.lines[-1].point.row, told.lines[-1].item, list(told.new)) == (own, paper.items[2], [])
    by = {"by": desk.office.secretary, "at": moment(TODAY)}
    assert signed.settle(meeting, paper, {f"item-{own.id}": None}, {f"item-{own.id}": own.version}, **by) == 1
    assert own.is_unsigned and history.of(own)[0].verb == "found_unsigned"
    assert signed.continued(paper) == {}


def test_a_deadline_that_stands_in_the_words_is_no_other_deadline(meeting: Meeting, paper: Conclusion) -> None:
    directions()[1].due_on, directions()[1].text = None, "Làm sạch dữ liệu đất đai, xong trước ngày 15/5/2026"
    deadline_words = paper.items[1].deadlines[0]
    deadline_words.words = "trước ngày 15/5/2026"
    db.session.commit()
    assert Difference.DEADLINE not in signed.matching(meeting, paper).lines[1].differences


def test_no_task_is_touched_by_a_draft(desk: Desk, meeting: Meeting, paper: Conclusion) -> None:
    settle(desk, paper, *paper.items)
    assert signed.continued(paper) == {paper.items[0].id: desk.tasks[0]}
    assert db.session.scalars(select(ThreadLink)).all() == []
    assert db.session.scalar(select(db.func.count(Task.id))) == 3
