"""A draft is cut in two and joined to the one before it, and either is taken back to exactly what it was."""

from datetime import date

import pytest

from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, cutting, drafts, queries, steps
from tracker.documents.models import Conclusion, Decision, Item, Part, TypedDraft
from tracker.documents.undo import undo
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db

TEXT = """ĐẢNG ỦY XÃ ĐẠ LÂM
BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM
Số 15-KL/BCĐ
Đạ Lâm, ngày 10 tháng 4 năm 2026
KẾT LUẬN
kiểm tra thực địa các công trình trọng điểm
Qua kiểm tra thực địa, Ban Chỉ đạo kết luận:
1. Thời gian qua các đơn vị đã có nhiều cố gắng.
2. Phòng Kinh tế rà soát hồ sơ khu Đồi Sim trước ngày 15/5/2026, Phòng Văn hóa - Xã hội vận động nhân dân trong tháng 6.
3. Giao Phòng Kinh tế lập danh mục dự án; chuẩn bị tờ trình.
TRƯỞNG BAN
Trần Quốc Thạch
"""


@pytest.fixture
def document(office: Office) -> Conclusion:
    """Three items: an assessment, one with two owners the reader left in one, one of two duties of one owner."""
    found = actions.record(office.committee, TEXT, by=office.secretary, at=clock.now())
    assert [item.position for item in found.items] == [1, 2, 3]
    return found


def split(item: Item, before: str, office: Office) -> Item:
    place = item.text.index(before)
    return cutting.split(item, place, version=item.version, by=office.secretary, at=clock.now())


def merge(item: Item, office: Office) -> Item:
    return cutting.merge(item, version=item.version, by=office.secretary, at=clock.now())


def take_back(document: Conclusion, office: Office) -> Item | None:
    return undo(document, queries.step_to_undo(document, office.secretary), by=office.secretary, at=clock.now())


def leads(item: Item) -> list[str]:
    return [drafts.name_of(each) for each in queries.units_of(item, Part.LEAD)]


def everything(document: Conclusion) -> list[tuple[int, int, steps.Seen]]:
    return [(item.id, item.position, steps.seen(item)) for item in document.items]


def test_both_parts_are_read_for_their_own_owner_and_day(document: Conclusion, office: Office) -> None:
    first = document.items[1]
    second = split(first, "Phòng Văn hóa", office)
    assert [item.id for item in document.items] == [document.items[0].id, first.id, second.id, document.items[3].id]
    assert [item.position for item in document.items] == [1, 2, 3, 4]
    assert (leads(first), first.due and first.due.on) == (["Phòng Kinh tế"], date(2026, 5, 15))
    assert (leads(second), second.due and second.due.on) == (["Phòng Văn hóa - Xã hội"], date(2026, 6, 30))
    assert queries.lead_of(second) is not None
    for item in (first, second):
        assert document.text[item.start : item.end] == item.text
        assert item.decision == Decision.OPEN
    entry = history.of(first)[0]
    assert (entry.verb, entry.changes["rest"]) == ("split", second.text)


def test_a_part_without_a_name_keeps_the_unit_chosen_for_the_whole(document: Conclusion, office: Office) -> None:
    item = document.items[2]
    wording = worded(item, leads=("Phòng Văn hóa - Xã hội",))
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    second = split(item, "chuẩn bị", office)
    assert leads(item) == leads(second) == ["Phòng Văn hóa - Xã hội"]
    assert (item.decision, second.decision) == (Decision.OPEN, Decision.OPEN)


def test_a_split_is_taken_back_to_exactly_what_it_was(document: Conclusion, office: Office) -> None:
    item = document.items[1]
    wording = worded(item, product="Biên bản", assignee_id=office.official.id)
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    before = everything(document)
    split(item, "Phòng Văn hóa", office)
    assert take_back(document, office) == item
    assert everything(document) == before


def test_a_part_somebody_worked_on_is_not_taken_away(document: Conclusion, office: Office) -> None:
    item = document.items[1]
    second = split(item, "Phòng Văn hóa", office)
    step = queries.step_to_undo(document, office.secretary)
    drafts.decide(second, Decision.ACCEPTED, version=second.version, by=office.chair, at=clock.now())
    with pytest.raises(StaleVersion):
        undo(document, step, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert len(document.items) == 4


@pytest.mark.parametrize("place", [0, -1, 10_000])
def test_a_part_must_say_something(document: Conclusion, office: Office, place: int) -> None:
    item = document.items[1]
    with pytest.raises(RuleBroken) as raised:
        cutting.split(item, place, version=item.version, by=office.secretary, at=clock.now())
    assert raised.value.field == "place"
    db.session.rollback()
    assert len(document.items) == 3


def test_an_older_draft_is_neither_cut_nor_joined(document: Conclusion, office: Office) -> None:
    item, opened = document.items[2], document.items[2].version
    drafts.decide(item, Decision.ACCEPTED, version=opened, by=office.chair, at=clock.now())
    for verb in (
        lambda: cutting.split(item, 40, version=opened, by=office.secretary, at=clock.now()),
        lambda: cutting.merge(item, version=opened, by=office.secretary, at=clock.now()),
    ):
        with pytest.raises(StaleVersion):
            verb()
        db.session.rollback()
    assert len(document.items) == 3


def test_joined_drafts_unite_their_passages_leads_and_days(document: Conclusion, office: Office) -> None:
    second, third = document.items[1:]
    span, words = (second.start, third.end), f"{second.text} {third.text}"
    merged = merge(third, office)
    assert merged is second
    assert ((merged.start, merged.end), merged.text) == (span, words)
    assert leads(merged)[0] == "Phòng Kinh tế"
    assert len(leads(merged)) == len(set(leads(merged)))
    assert {each.on for each in merged.deadlines} >= {date(2026, 5, 15)}
    assert "; lập danh mục" in merged.action
    assert merged.decision == Decision.OPEN
    assert [item.position for item in document.items] == [1, 2]


def test_a_unit_that_leads_one_part_does_not_support_the_whole(document: Conclusion, office: Office) -> None:
    second, third = document.items[1:]
    wording = worded(second, leads=("Phòng Văn hóa - Xã hội",), supports=("Phòng Kinh tế",))
    drafts.accept(second, wording, version=second.version, by=office.secretary, at=clock.now())
    merged = merge(third, office)
    assert leads(merged) == ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]
    assert queries.units_of(merged, Part.SUPPORT) == []


def test_a_merge_is_taken_back_to_exactly_what_it_was(document: Conclusion, office: Office) -> None:
    for item in document.items[1:]:
        drafts.accept(item, worded(item), version=item.version, by=office.secretary, at=clock.now())
    before = everything(document)
    merge(document.items[2], office)
    assert take_back(document, office) == document.items[1]
    assert everything(document) == before
    assert take_back(document, office) == document.items[2], "the steps before a merge can still be taken back"
    assert document.items[2].decision == Decision.OPEN


def test_two_remarks_joined_stay_without_a_task(document: Conclusion, office: Office) -> None:
    second = document.items[1]
    drafts.decide(second, Decision.NO_TASK, version=second.version, by=office.secretary, at=clock.now())
    assert merge(second, office).decision == Decision.NO_TASK


def test_the_first_draft_has_none_before_it(document: Conclusion, office: Office) -> None:
    with pytest.raises(RuleBroken):
        merge(document.items[0], office)


def test_what_somebody_typed_into_a_draft_that_is_gone_goes_with_it(document: Conclusion, office: Office) -> None:
    third = document.items[2]
    db.session.add(TypedDraft(item=third, user=office.chair, fields={}, item_version=1, typed_at=clock.now()))
    db.session.commit()
    merge(third, office)
    assert db.session.query(TypedDraft).count() == 0


def test_good_places_to_cut_are_offered_with_the_words_beside_them(document: Conclusion) -> None:
    ((place, before, after),) = cutting.places(document.items[2])
    assert before.endswith("danh mục dự án;")
    assert after == "chuẩn bị tờ trình."
    assert document.items[2].text[:place].rstrip() == before


def test_a_published_document_is_neither_cut_nor_joined(document: Conclusion, office: Office) -> None:
    for item in document.items[1:]:
        drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    actions.lock(document, by=office.secretary, at=clock.now())
    db.session.commit()
    for verb in (lambda: split(document.items[1], "Phòng Văn hóa", office), lambda: merge(document.items[2], office)):
        with pytest.raises(actions.Locked):
            verb()
        db.session.rollback()
