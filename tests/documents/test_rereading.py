"""A document whose text is corrected is read again, and nothing a person decided about it is lost unseen."""

import re
from datetime import date
from html import unescape
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.documents.desk import worded
from tests.office import Office, sign_in
from tracker import clock, history
from tracker.documents import actions, alignment, cutting, drafts, queries, rereading, steps
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.documents.undo import undo
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.people.models import User

TEXT = """BAN CHỈ ĐẠO
Số 14-KL/BCĐ
Đạ Lâm, ngày 10 tháng 4 năm 2026
KẾT LUẬN
về công trình trường học
1. Giao Phòng Kinh tế chủ trì hoàn thành hồ sơ dự án trường mầm non, chậm nhất ngay 15/9/2026.
2. Giao Phòng Văn hóa - Xã hội chủ trì khảo sát nhu cầu trang thiết bị của các trường trước ngày 30/6/2026.
3. Giao Phòng Kinh tế chủ trì rà soát hiện trạng đường vào. Giao Phòng Văn hóa - Xã hội chủ trì vận động phụ huynh.
TRƯỞNG BAN
Trần Quốc Thạch
"""
MENDED = TEXT.replace("chậm nhất ngay 15/9/2026", "chậm nhất ngày 15/9/2026")
LONGER = TEXT.replace("2. Giao", "2. Giao Công an xã chủ trì lập phương án bảo vệ công trường.\n3. Giao").replace(
    "3. Giao Phòng Kinh tế chủ trì rà", "4. Giao Phòng Kinh tế chủ trì rà"
)


@pytest.fixture
def document(office: Office) -> Conclusion:
    return actions.record(office.committee, TEXT, by=office.secretary, at=clock.now())


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.secretary)


def reread(document: Conclusion, text: str, by: User) -> rereading.Plan:
    plan = rereading.foresee(document, text)
    version = document.version
    return rereading.reread(document, text, version=version, gone=plan.mark, by=by, at=clock.now())


def with_words(document: Conclusion, words: str) -> Item:
    return next(each for each in document.items if words in each.text)


def accept(item: Item, by: User, **changes: object) -> None:
    drafts.accept(item, worded(item, **changes), version=item.version, by=by, at=clock.now())


def state(document: Conclusion) -> list[object]:
    return [
        document.text, document.text_hash, document.header_spans,
        *({**steps.seen(each), "position": each.position, "id": each.id} for each in document.items),
    ]  # fmt: skip


def spans_hold(document: Conclusion) -> None:
    """Each passage and each written name and term stands in the text where its draft says."""
    for item in document.items:
        assert " ".join(document.text[item.start : item.end].split()) == item.text
        for row in (*item.units, *item.deadlines):
            if row.start is not None:
                assert document.text[row.start : row.end].strip()
        for term in item.deadlines:
            if term.start is not None:
                assert document.text[term.start : term.end] == term.words


# ------------------------------------------------------------------------------------------------------ what is kept


def test_a_missing_line_becomes_a_draft_and_every_decision_stays_with_its_passage(
    document: Conclusion, office: Office
) -> None:
    accept(with_words(document, "mầm non"), office.secretary, action="Xong hồ sơ trường mầm non")
    survey = with_words(document, "khảo sát")
    accept(survey, office.secretary, action="Khảo sát trang thiết bị", due_words="20/6/2026")
    before = survey.id
    plan = reread(document, LONGER, office.secretary)
    assert [each.text for each in plan.fresh] == ["Giao Công an xã chủ trì lập phương án bảo vệ công trường."]
    assert not plan.gone
    assert not plan.changed
    kept = with_words(document, "khảo sát")
    assert (kept.id, kept.decision, kept.action) == (before, Decision.ACCEPTED, "Khảo sát trang thiết bị")
    assert (kept.due and kept.due.on) == date(2026, 6, 20)
    assert kept.path == ["3"]
    assert [each.position for each in document.items] == list(range(1, len(document.items) + 1))
    assert with_words(document, "Công an").decision == Decision.OPEN
    spans_hold(document)


def test_an_open_draft_takes_the_new_reading_of_its_corrected_words(document: Conclusion, office: Office) -> None:
    text = TEXT.replace("trước ngày 30/6/2026", "trước ngày 30/8/2026")
    plan = reread(document, text, office.secretary)
    [match] = plan.changed
    assert ("out", "30/6/2026.") in match.differences
    assert ("in", "30/8/2026.") in match.differences
    item = with_words(document, "khảo sát")
    assert (item.due and item.due.on) == date(2026, 8, 30)
    spans_hold(document)


def test_what_somebody_set_on_an_open_draft_stays_while_the_rest_is_read_anew(
    document: Conclusion, office: Office
) -> None:
    item = with_words(document, "khảo sát")
    accept(item, office.secretary, leads=("Phòng Kinh tế",))
    drafts.decide(item, Decision.OPEN, version=item.version, by=office.secretary, at=clock.now())
    reread(document, TEXT.replace("trước ngày 30/6/2026", "trước ngày 30/8/2026"), office.secretary)
    assert [each.unit for each in queries.units_of(item, Part.LEAD)] == [office.economy]
    assert (item.due and item.due.on) == date(2026, 8, 30)
    assert item.decision == Decision.OPEN


def test_a_decided_draft_keeps_its_words_and_terms_though_its_passage_changed(
    document: Conclusion, office: Office
) -> None:
    item = with_words(document, "khảo sát")
    accept(item, office.secretary, due_words="1/6/2026")
    reread(document, TEXT.replace("trước ngày 30/6/2026", "trước ngày 30/8/2026"), office.secretary)
    assert "30/8/2026" in item.text
    assert (item.decision, item.due and item.due.on) == (Decision.ACCEPTED, date(2026, 6, 1))


def test_the_cuts_a_person_made_stay(document: Conclusion, office: Office) -> None:
    item = with_words(document, "mầm non")
    place = cutting.passage(item).text.index("hoàn thành")
    cutting.split(item, place, version=item.version, by=office.secretary, at=clock.now())
    halves = [each.id for each in document.items[:2]]
    plan = reread(document, MENDED, office.secretary)
    assert [each.id for each in document.items[:2]] == halves
    assert not plan.gone
    assert document.items[1].text.endswith("chậm nhất ngày 15/9/2026.")
    spans_hold(document)


def test_drafts_a_person_joined_stay_joined(document: Conclusion, office: Office) -> None:
    second = document.items[1]
    joined = cutting.merge(second, version=second.version, by=office.secretary, at=clock.now())
    many = len(document.items)
    plan = reread(document, MENDED, office.secretary)
    assert len(document.items) == many
    assert not plan.gone
    assert "chậm nhất ngày 15/9/2026. Giao Phòng Văn hóa" in joined.text


def test_a_draft_whose_passage_is_gone_goes_away_and_is_named_in_the_history(
    document: Conclusion, office: Office
) -> None:
    accept(with_words(document, "khảo sát"), office.secretary, action="Khảo sát")
    text = "\n".join(line for line in TEXT.splitlines() if "khảo sát" not in line)
    plan = reread(document, text, office.secretary)
    assert len(plan.gone) == 1
    assert not any("khảo sát" in each.text for each in document.items)
    entry = history.of(document)[0]
    assert (entry.verb, entry.changes["gone"]) == ("reread", "2. Khảo sát (accepted)")


def test_a_head_corrected_by_hand_stays_and_the_rest_is_read_anew(document: Conclusion, office: Office) -> None:
    values = {name: getattr(document, name) for name in actions.HEADER} | {"number": "41-KL/BCĐ"}
    actions.change_header(document, values, version=document.version, by=office.secretary, at=clock.now())
    text = TEXT.replace("Số 14", "Số 15").replace("ngày 10 tháng 4", "ngày 12 tháng 4")
    reread(document, text, office.secretary)
    assert (document.number, document.issued_on) == ("41-KL/BCĐ", date(2026, 4, 12))
    assert "number" not in document.header_spans


def test_rereading_the_same_text_changes_no_draft(document: Conclusion, office: Office) -> None:
    versions = [each.version for each in document.items]
    before = state(document)
    reread(document, TEXT, office.secretary)
    assert (state(document), [each.version for each in document.items]) == (before, versions)


# ------------------------------------------------------------------------------------------------- undone and refused


@pytest.mark.parametrize("text", [LONGER, MENDED, LONGER + "5. Giao Công an xã chủ trì tuần tra.\n", TEXT[:420]])
def test_rereading_is_taken_back_to_what_stood_there_before(document: Conclusion, office: Office, text: str) -> None:
    accept(with_words(document, "khảo sát"), office.secretary, action="Khảo sát", due_words="20/6/2026")
    before = state(document)
    reread(document, text, office.secretary)
    assert state(document) != before
    undo(document, queries.step_to_undo(document, office.secretary), by=office.secretary, at=clock.now())
    db.session.expire_all()
    assert state(document) == before


def test_rereading_is_not_taken_back_into_a_second_copy_of_a_text(document: Conclusion, office: Office) -> None:
    reread(document, MENDED, office.secretary)
    actions.record(office.committee, TEXT, by=office.secretary, at=clock.now())
    with pytest.raises(RuleBroken):
        undo(document, queries.step_to_undo(document, office.secretary), by=office.secretary, at=clock.now())


def test_an_old_version_changes_nothing(document: Conclusion, office: Office) -> None:
    version = document.version
    reread(document, MENDED, office.secretary)
    with pytest.raises(StaleVersion):
        rereading.reread(document, LONGER, version=version, gone="", by=office.secretary, at=clock.now())
    db.session.rollback()
    assert document.text == MENDED


def test_no_draft_goes_away_that_the_person_was_not_told_of(document: Conclusion, office: Office) -> None:
    text = "\n".join(line for line in TEXT.splitlines() if "khảo sát" not in line)
    told = rereading.foresee(document, text).mark
    accept(with_words(document, "khảo sát"), office.chair)
    with pytest.raises(StaleVersion):
        rereading.reread(document, text, version=document.version, gone=told, by=office.secretary, at=clock.now())


def test_the_text_of_another_document_is_refused(document: Conclusion, office: Office) -> None:
    other = actions.record(office.committee, LONGER, by=office.secretary, at=clock.now())
    with pytest.raises(actions.Duplicate) as refused:
        rereading.foresee(document, LONGER)
    assert refused.value.existing == other.id


@pytest.mark.parametrize("text", ["", "Không có mục nào", "1. Giao Phòng Kinh tế.\n" * 9000])
def test_what_cannot_be_recorded_cannot_be_read_again(document: Conclusion, office: Office, text: str) -> None:
    with pytest.raises(RuleBroken):
        rereading.foresee(document, text)
    assert document.text == TEXT


# ------------------------------------------------------------------------------------------------------------- pages


def fields(page: str) -> dict[str, str]:
    """Return what the form of a page would send."""
    found = dict(re.findall(r'name="(version|gone)" type="hidden" value="([^"]*)"', page))
    text = re.search(r'<textarea[^>]*name="text"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL)
    assert text
    return {**found, "text": unescape(text[1])}


def test_the_secretary_sees_what_would_happen_before_anything_is_written(
    secretary: FlaskClient, document: Conclusion, office: Office
) -> None:
    address = f"/conclusions/{document.id}/source"
    accept(with_words(document, "khảo sát"), office.secretary, action="Khảo sát")
    assert address in secretary.get(f"/conclusions/{document.id}").text
    sent = fields(secretary.get(address).text)
    assert sent["text"].replace("\r\n", "\n") == TEXT
    text = "\n".join(line for line in MENDED.splitlines() if "khảo sát" not in line)
    seen = secretary.post(address, data={**sent, "text": text})
    assert seen.status_code == HTTPStatus.OK
    assert "Đọc lại và giữ quyết định" in seen.text
    assert "<del>ngay</del>" in seen.text
    assert "<ins>ngày</ins>" in seen.text
    assert "khảo sát nhu cầu trang thiết bị" in seen.text
    assert "Đã nhận" in seen.text or "Nhận" in seen.text
    db.session.expire_all()
    assert document.text == TEXT
    answer = secretary.post(f"/conclusions/{document.id}/rereadings", data=fields(seen.text))
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/conclusions/{document.id}")
    db.session.expire_all()
    assert "chậm nhất ngày" in document.text
    assert "đọc lại văn bản" in secretary.get(answer.location).text


def test_the_typed_text_survives_a_clash_and_a_refusal(
    secretary: FlaskClient, document: Conclusion, office: Office
) -> None:
    sent = fields(secretary.get(f"/conclusions/{document.id}/source").text)
    reread(document, MENDED, office.chair)
    address = f"/conclusions/{document.id}/rereadings"
    clash = secretary.post(address, data={**sent, "text": LONGER, "gone": ""})
    assert clash.status_code == HTTPStatus.CONFLICT
    assert fields(clash.text)["text"].replace("\r\n", "\n").strip() == LONGER.strip()
    assert secretary.post(address, data=fields(clash.text)).status_code == HTTPStatus.SEE_OTHER
    refused = secretary.post(address, data={**sent, "text": "Không có mục nào"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Không có mục nào" in refused.text
    unseen = secretary.post(address, data={"text": "1. Giao việc dở dang"})
    assert unseen.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "1. Giao việc dở dang" in unseen.text


def test_one_can_go_on_correcting_from_what_was_shown(secretary: FlaskClient, document: Conclusion) -> None:
    address = f"/conclusions/{document.id}/source"
    page = secretary.post(address, query_string={"edit": 1}, data={"version": document.version, "text": LONGER})
    assert page.status_code == HTTPStatus.OK
    assert fields(page.text)["text"].replace("\r\n", "\n") == LONGER


def test_a_published_document_is_not_read_again(secretary: FlaskClient, document: Conclusion, office: Office) -> None:
    for item in db.session.scalars(select(Item).filter_by(decision=Decision.OPEN)).all():
        drafts.decide(item, Decision.NO_TASK, version=item.version, by=office.secretary, at=clock.now())
    actions.lock(document, by=office.secretary, at=clock.now())
    db.session.commit()
    with pytest.raises(actions.Locked):
        reread(document, MENDED, office.secretary)
    address = f"/conclusions/{document.id}/source"
    assert secretary.get(address).status_code == HTTPStatus.SEE_OTHER
    assert address not in secretary.get(f"/conclusions/{document.id}").text


# --------------------------------------------------------------------------------------------------------- alignment


def test_passages_are_paired_word_for_word_first_then_by_likeness() -> None:
    old = ["a b c d", "e f g h", "x y z"]
    new = ["e f g h", "a b c D!", "q r s"]
    found = {(pair.old, pair.new, pair.is_same) for pair in alignment.pairs(old, new)}
    assert found == {((1,), (0,), True), ((0,), (1,), False)}


def test_places_follow_words_through_lines_put_in_and_words_changed() -> None:
    old, new = "một hai\nba bốn năm\n", "mới\nmột hai\nba BỐN năm\n"
    places = alignment.Places(old, new)
    start = old.index("năm")
    assert places.of(start, start + 3) == (new.index("năm"), new.index("năm") + 3)
    assert places.of(old.index("bốn"), old.index("bốn") + 3) is None
