"""A document is recorded once, as it was read, and cannot be changed once it is published."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.documents import texts
from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, drafts, naming, queries
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.reading.results import DeadlineKind, DocumentType


def counted() -> tuple[int, int, int]:
    return (
        db.session.query(Conclusion).count(),
        db.session.query(Item).count(),
        db.session.query(history.HistoryEntry).count(),
    )


def test_a_document_is_recorded_with_its_head_its_items_and_where_their_words_stand(draft: Conclusion) -> None:
    assert (draft.number, draft.issued_on, draft.type) == ("14-KL/BCĐ", date(2026, 4, 10), DocumentType.CONCLUSION)
    start, end = draft.header_spans["number"]
    assert draft.text[start:end] == "14-KL/BCĐ"
    second = draft.items[1]
    assert second.action == "Trình phê duyệt quy hoạch"
    assert draft.text[second.start : second.end] == second.text
    assert [(each.words, each.on) for each in second.deadlines] == [("chậm nhất Quý II/2026", date(2026, 6, 30))]
    assert history.of(draft)[0].verb == "recorded"


def test_names_known_to_the_office_are_matched_and_others_wait_for_a_person(draft: Conclusion, office: Office) -> None:
    lead, support = draft.items[1].units
    assert (lead.part, lead.words, lead.unit) == (Part.LEAD, "Phòng KT", None)
    assert (support.part, support.unit) == (Part.SUPPORT, office.culture)


def test_what_asks_for_nothing_is_decided_already_and_may_be_reopened(draft: Conclusion, office: Office) -> None:
    first = draft.items[0]
    assert first.decision == Decision.NO_TASK
    drafts.decide(first, Decision.OPEN, version=first.version, by=office.secretary, at=clock.now())
    assert first.decision == Decision.OPEN


def test_the_same_text_is_not_recorded_twice_and_the_first_is_named(draft: Conclusion, office: Office) -> None:
    before = counted()
    with pytest.raises(actions.Duplicate) as raised:
        actions.record(office.committee, texts.TEXT.replace("\n", "\n\n"), by=office.secretary, at=clock.now())
    assert raised.value.existing == draft.id
    assert counted() == before


def test_another_committee_may_record_the_same_text(draft: Conclusion, office: Office) -> None:
    other = actions.record(office.other_committee, texts.TEXT, by=office.other_secretary, at=clock.now())
    assert other.id != draft.id


@pytest.mark.parametrize("text", ["", "  \n\t", "Không có điểm nào ở đây.", "x" * 400_001, "- x\n" * 8_001])
def test_a_text_nothing_can_be_read_from_leaves_nothing(text: str, office: Office, stand_in: None) -> None:
    with pytest.raises(RuleBroken) as raised:
        actions.record(office.committee, text, by=office.secretary, at=clock.now())
    assert raised.value.field == "text"
    assert counted() == (0, 0, 0)


def test_reading_happens_outside_a_transaction(office: Office, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    open_while_reading: list[bool] = []

    def read(text: str) -> object:
        open_while_reading.append(db.session().in_transaction())
        return texts.read(text)

    monkeypatch.setattr(actions, "read", read)
    actions.record(office.committee, texts.TEXT, by=office.secretary, at=clock.now())
    assert open_while_reading == [False]


def test_the_head_is_corrected_and_the_old_value_stays_in_the_history(draft: Conclusion, office: Office) -> None:
    actions.change_header(draft, {"number": "15-KL/BCĐ"}, version=draft.version, by=office.secretary, at=clock.now())
    assert draft.number == "15-KL/BCĐ"
    assert "number" not in draft.header_spans
    assert "issued_on" in draft.header_spans
    assert history.of(draft)[0].changes["number"] == ["14-KL/BCĐ", "15-KL/BCĐ"]


def test_an_older_head_never_overwrites_a_newer_one(draft: Conclusion, office: Office) -> None:
    opened = draft.version
    actions.change_header(draft, {"number": "15-KL/BCĐ"}, version=opened, by=office.secretary, at=clock.now())
    with pytest.raises(StaleVersion):
        actions.change_header(draft, {"number": "16-KL/BCĐ"}, version=opened, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert draft.number == "15-KL/BCĐ"


def test_a_draft_is_worded_and_accepted(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    wording = worded(
        item, action="Trình quy hoạch", leads=("Phòng Kinh tế",), product="Tờ trình", due_words="30/9/2026"
    )
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    assert (item.action, item.product, item.decision) == ("Trình quy hoạch", "Tờ trình", Decision.ACCEPTED)
    assert [(each.words, each.on) for each in item.deadlines] == [("30/9/2026", date(2026, 9, 30))]
    lead = queries.lead_of(item)
    assert lead is not None
    assert (lead.unit, lead.words) == (office.economy, "Phòng KT")
    entry = history.of(item)[0]
    assert entry.verb == "accepted"
    assert entry.changes["lead"] == ["Phòng KT", "Phòng Kinh tế"]


def test_an_unchanged_deadline_keeps_its_place_in_the_text(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    drafts.accept(item, worded(item), version=item.version, by=office.secretary, at=clock.now())
    due = item.due
    assert due is not None
    assert draft.text[due.start : due.end] == "chậm nhất Quý II/2026"


def test_words_no_day_can_be_read_from_are_refused_at_their_field(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    wording = worded(item, due_words="ba mươi lăm tháng chín")
    with pytest.raises(RuleBroken) as raised:
        drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert raised.value.field == "due_words"
    assert item.decision == Decision.OPEN
    assert item.due is not None


def test_a_start_of_works_stands_beside_the_deadline(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    wording = worded(item, start_words="tháng 5/2026")
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    terms = queries.terms_of(item)
    assert terms.start is not None and terms.main is not None
    assert (terms.start.kind, terms.start.on) == (DeadlineKind.START, date(2026, 5, 31))
    assert terms.main.on == date(2026, 6, 30)


def test_an_older_draft_never_overwrites_a_newer_one(draft: Conclusion, office: Office) -> None:
    item, opened = draft.items[1], draft.items[1].version
    drafts.accept(item, worded(item, leads=("Phòng Kinh tế",)), version=opened, by=office.secretary, at=clock.now())
    with pytest.raises(StaleVersion):
        drafts.accept(item, worded(item, action="Khác"), version=opened, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert item.action == "Trình phê duyệt quy hoạch"


def test_a_decision_is_taken_back(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    drafts.decide(item, Decision.NO_TASK, version=item.version, by=office.secretary, at=clock.now())
    assert item.decided_by_id == office.secretary.id
    drafts.decide(item, Decision.OPEN, version=item.version, by=office.secretary, at=clock.now())
    assert (item.decision, item.decided_by_id) == (Decision.OPEN, None)
    assert [entry.verb for entry in history.of(item)] == ["reopened", "set_aside"]


def test_what_a_draft_lacks_is_named(draft: Conclusion, office: Office) -> None:
    lacking = queries.lacking(draft)
    assert lacking.undecided == draft.items[1:]
    for item in draft.items[1:]:
        wording = worded(item, due_words="") if item.position == 2 else worded(item)
        drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    lacking = queries.lacking(draft)
    assert not lacking.undecided
    assert lacking.without_lead == draft.items[1:]
    assert lacking.without_deadline == [draft.items[1]]
    assert [each.words for each in lacking.unmatched] == ["Phòng KT", "Lãnh đạo UBND xã"]


def test_publishing_waits_until_everything_is_decided(draft: Conclusion, office: Office) -> None:
    with pytest.raises(RuleBroken):
        actions.lock(draft, by=office.secretary, at=clock.now())


def test_publishing_judges_the_drafts_as_they_are_kept_not_as_they_were_read_before(
    draft: Conclusion, office: Office
) -> None:
    for item in draft.items[1:]:
        drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    assert not queries.lacking(draft).undecided
    reopened = update(Item.__table__).where(Item.id == draft.items[1].id)  # as by another transaction
    db.session.execute(reopened.values(decision=Decision.OPEN))
    assert not queries.lacking(draft).undecided
    with pytest.raises(RuleBroken):
        actions.lock(draft, by=office.secretary, at=clock.now())


def test_a_published_document_cannot_be_changed(draft: Conclusion, office: Office) -> None:
    for item in draft.items[1:]:
        drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    actions.lock(draft, by=office.secretary, at=clock.now())
    db.session.commit()
    item, by, at = draft.items[1], office.secretary, clock.now()
    named = queries.units_of(item, Part.LEAD)[0]
    for change in (
        lambda: actions.change_header(draft, {"number": "1"}, version=draft.version, by=by, at=at),
        lambda: drafts.accept(item, worded(item), version=item.version, by=by, at=at),
        lambda: drafts.decide(item, Decision.OPEN, version=item.version, by=by, at=at),
        lambda: naming.confirm_unit(item, named, office.economy, by=by, at=at),
        lambda: naming.create_unit(item, named, "Phòng Kỹ thuật", by=by, at=at),
        lambda: actions.lock(draft, by=by, at=at),
    ):
        with pytest.raises(RuleBroken, match=r"locked|khóa"):
            change()
        db.session.rollback()
    assert item.decision == Decision.ACCEPTED
