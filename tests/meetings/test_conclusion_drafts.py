"""The draft of a meeting's conclusion: proposed from facts, written by people, ordered, never overwritten."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.meetings.conclusion_drafts import TODAY, directed, met
from tests.office import Office, sign_in
from tests.tasks.desk import Desk, conclusion
from tracker import clock, history
from tracker.documents import actions as documents
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.meetings import conclusion_draft_actions as actions
from tracker.meetings.conclusion_draft import draft_of
from tracker.meetings.conclusion_draft_actions import ItemWords
from tracker.meetings.conclusion_draft_forms import PARTS
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Sitting
from tracker.people.models import Layout
from tracker.reading.results import DocumentType


@pytest.fixture
def meeting(office: Office) -> Meeting:
    return met(office)


def told(office: Office) -> dict[str, object]:
    return {"by": office.secretary, "at": clock.now(), "on": TODAY}


def test_the_opening_tells_the_meeting_and_who_was_there(office: Office, meeting: Meeting) -> None:
    assert draft_of(meeting, TODAY).words.opening.splitlines() == [
        "Ngày 17 tháng 4 năm 2026, tại Hội trường Đảng ủy xã, đồng chí Trần Quốc Thạch, Trưởng Ban Chỉ đạo, chủ trì "
        "Phiên họp thứ năm Ban Chỉ đạo các công trình trọng điểm xã Đạ Lâm.",
        "Cùng dự họp có các đồng chí: Đỗ Ngọc Lưỡng, Trưởng phòng.",
        "Sau khi nghe báo cáo và ý kiến của các đại biểu dự họp, đồng chí Trưởng Ban Chỉ đạo kết luận như sau:",
    ]


def test_the_assessment_tells_the_figures_and_who_is_late(office: Office, meeting: Meeting) -> None:
    Desk(office, conclusion(office))  # economy's plan was due on 31/3, culture's road is due on 20/4
    first, *_between, last = draft_of(meeting, TODAY).words.assessment.splitlines()
    assert first.startswith("Tính đến ngày 17/4/2026, Ban Chỉ đạo giao tổng số 3 nhiệm vụ;")
    assert "chưa hoàn thành 3 (trong hạn 2, quá hạn 1)" in first
    assert last == "Các đơn vị còn nhiệm vụ quá hạn: Phòng Kinh tế (1)."


def test_each_layout_has_its_own_kind_symbol_and_signature(office: Office, meeting: Meeting) -> None:
    words = draft_of(meeting, TODAY).words
    assert (words.type, words.sign, words.authority) == (DocumentType.CONCLUSION, "KL/BCĐ", "TRƯỞNG BAN")
    meeting.committee.layout = Layout.STATE
    words = draft_of(meeting, TODAY).words
    assert (words.type, words.sign) == (DocumentType.NOTICE, "TB-BCĐ")


def test_who_presides_in_the_chairs_place_signs_for_the_chair(office: Office, meeting: Meeting) -> None:
    db.session.query(Sitting).one().presider = office.viewer
    db.session.commit()
    assert draft_of(meeting, TODAY).words.authority == "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN"


def test_what_is_written_stays_and_the_rest_follows_the_facts(office: Office, meeting: Meeting) -> None:
    written = "Ban Chỉ đạo biểu dương Phòng Kinh tế."
    actions.write_draft(meeting, {"assessment": written, "opening": "x"}, version=0, **told(office))
    draft = draft_of(meeting, TODAY)
    actions.write_draft(meeting, {"opening": draft.proposed.opening}, version=draft.version, **told(office))
    meeting.place = "Phòng họp số 2"
    draft = draft_of(meeting, TODAY)
    assert draft.words.assessment == written
    assert "Phòng họp số 2" in draft.words.opening
    assert history.of(draft.row)[-1].changes["assessment"][1] == written


def test_the_proposed_words_can_be_put_back(office: Office, meeting: Meeting) -> None:
    actions.write_draft(meeting, {"closing": ""}, version=0, **told(office))
    assert draft_of(meeting, TODAY).words.closing == ""
    actions.write_draft(meeting, {"closing": "y"}, restored=["closing"], version=1, **told(office))
    assert draft_of(meeting, TODAY).words.closing == draft_of(meeting, TODAY).proposed.closing


def test_an_old_version_overwrites_nothing(office: Office, meeting: Meeting) -> None:
    actions.write_draft(meeting, {"closing": "Một"}, version=0, **told(office))
    with pytest.raises(StaleVersion):
        actions.write_draft(meeting, {"closing": "Hai"}, version=0, **told(office))
    db.session.rollback()
    assert draft_of(meeting, TODAY).words.closing == "Một"


def test_the_wording_of_a_direction_leaves_what_was_said(office: Office, meeting: Meeting) -> None:
    given = directed(office, meeting, "Làm ngay đi", office.economy)
    words = ItemWords("Khẩn trương hoàn thành hồ sơ", office.culture, "chậm nhất 30/6")
    actions.word_direction(given, words, version=given.version, **told(office))
    assert (given.text, given.written, given.due_on) == (
        "Làm ngay đi",
        "Khẩn trương hoàn thành hồ sơ",
        date(2026, 6, 30),
    )
    assert draft_of(meeting, TODAY).lines[0].words == (
        "Giao Phòng Văn hóa - Xã hội chủ trì: Khẩn trương hoàn thành hồ sơ (hoàn thành chậm nhất 30/6)."
    )


def test_a_deadline_nobody_can_read_is_refused(office: Office, meeting: Meeting) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.add_item(meeting, ItemWords("Rà soát", due_words="khi nào xong"), **told(office))
    assert broken.value.field == "due_words"


def test_what_is_left_out_binds_and_can_be_taken_in_again(office: Office, meeting: Meeting) -> None:
    given = directed(office, meeting, "Rà soát hồ sơ")
    actions.leave_out(given, True, version=given.version, **told(office))
    draft = draft_of(meeting, TODAY)
    assert (draft.points, list(draft.left_out)) == ([], [given])
    actions.leave_out(given, False, version=given.version, **told(office))
    assert draft_of(meeting, TODAY).points[0].row is given


def test_items_change_places_only_with_the_neighbour_that_was_seen(office: Office, meeting: Meeting) -> None:
    one, two = (directed(office, meeting, each, place=at) for at, each in enumerate(("Một", "Hai"), 1))
    item = actions.add_item(meeting, ItemWords("Ba"), **told(office))
    keys = [f"direction-{one.id}", f"direction-{two.id}", f"item-{item.id}"]
    actions.move(meeting, keys[2], past=keys[1], **told(office))
    assert [point.key for point in draft_of(meeting, TODAY).points] == [keys[0], keys[2], keys[1]]
    with pytest.raises(StaleVersion):
        actions.move(meeting, keys[0], past=keys[1], **told(office))


def test_the_items_of_each_unit_are_brought_together(office: Office, meeting: Meeting) -> None:
    for place, (text, unit) in enumerate([("Một", office.economy), ("Hai", office.culture), ("Ba", office.economy)], 1):
        directed(office, meeting, text, unit, place=place)
    actions.order_by_unit(meeting, **told(office))
    assert [point.row.text for point in draft_of(meeting, TODAY).points] == ["Một", "Ba", "Hai"]


def test_a_published_conclusion_closes_its_draft(office: Office, meeting: Meeting) -> None:
    text = "KẾT LUẬN\nPhiên họp thứ năm (ngày 17/4/2026)\n1. Giao Phòng Kinh tế rà soát hồ sơ trước ngày 30/6/2026."
    signed = documents.record(office.committee, text, by=office.secretary, at=clock.now())
    assert [each.id for each in draft_of(meeting, TODAY).signed] == [signed.id]
    signed.published_at = clock.now()
    db.session.commit()
    with pytest.raises(RuleBroken):
        actions.add_item(meeting, ItemWords("Thêm"), **told(office))


def test_the_page_writes_a_part_and_keeps_what_was_typed(client: FlaskClient, office: Office, meeting: Meeting) -> None:
    directed(office, meeting, "Rà soát hồ sơ", office.economy, date(2026, 6, 30))
    sign_in(client, office.secretary)
    address = f"/meetings/{meeting.id}/conclusion"
    page = client.get(address).text
    assert "1. Giao Phòng Kinh tế chủ trì: Rà soát hồ sơ (hoàn thành chậm nhất ngày 30/6/2026)." in page
    assert client.post(f"{address}/closing", data={"version": "0", "closing": "Hết."}).status_code == 303
    answer = client.post(f"{address}/closing", data={"version": "0", "closing": "Lời khác"})
    assert (answer.status_code, "Lời khác" in answer.text, "Hết." in answer.text) == (409, True, True)
    answer = client.post(f"{address}/items/new", data={"text": "Việc mới", "due_words": "hôm nào đó"})
    assert (answer.status_code, "Việc mới" in answer.text) == (422, True)
    answer = client.post(f"{address}/items/new", data={"text": "Việc mới", "lead_unit_id": str(office.culture.id)})
    assert answer.status_code == 303
    assert "2. Giao Phòng Văn hóa - Xã hội chủ trì: Việc mới." in client.get(address).text


@pytest.mark.parametrize("part", list(PARTS))
def test_a_part_being_written_shares_its_id_with_no_field(
    client: FlaskClient, office: Office, meeting: Meeting, part: str
) -> None:
    sign_in(client, office.secretary)
    page = client.get(f"/meetings/{meeting.id}/conclusion/{part}").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert f"part-{part}" in ids
    assert len(ids) == len(set(ids))
    assert client.get(f"/meetings/{meeting.id}/conclusion/nothing").status_code == 404


def test_who_was_slower_sees_both_wordings_of_an_item(client: FlaskClient, office: Office, meeting: Meeting) -> None:
    given = directed(office, meeting, "Rà soát hồ sơ", office.economy)
    sign_in(client, office.chair)
    address, typed = f"/directions/{given.id}/wording", {"version": "1", "lead_unit_id": str(office.economy.id)}
    assert client.post(address, data=typed | {"text": "Lời thứ nhất"}).status_code == 303
    answer = client.post(address, data=typed | {"text": "Lời thứ hai"})
    assert answer.status_code == 409
    assert "<dd>Lời thứ nhất</dd>" in answer.text and "Lời thứ hai</textarea>" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
