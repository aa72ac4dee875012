"""Many drafts at once: one deed, one step, and what does not fit or was changed meanwhile is left as it was."""

from collections.abc import Iterable
from datetime import date

import pytest

from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import drafts, queries, steps
from tracker.documents.bulk import Deed, Left, Order, Outcome, carry_out, numbers
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.documents.undo import undo
from tracker.errors import RuleBroken
from tracker.extensions import db


def do(draft: Conclusion, items: Iterable[Item], office: Office, deed: Deed, **needed: object) -> Outcome:
    chosen = {item.id: item.version for item in items}
    order = Order(deed, **needed)  # type: ignore[arg-type]
    return carry_out(draft, chosen, order, by=office.secretary, at=clock.now())


def test_drafts_are_accepted_as_they_stand(draft: Conclusion, office: Office) -> None:
    before = [steps.seen(item) for item in draft.items[1:]]
    outcome = do(draft, draft.items[1:], office, Deed.ACCEPT)
    assert (list(outcome.done), dict(outcome.left)) == (draft.items[1:], {})
    for item, was in zip(draft.items[1:], before, strict=True):
        assert (item.decision, item.decided_by_id) == (Decision.ACCEPTED, office.secretary.id)
        assert {**steps.seen(item), "decision": "", "decided_at": "", "decided_by_id": ""} == {
            **was, "decision": "", "decided_at": "", "decided_by_id": "",
        }  # fmt: skip
    entry = history.of(draft)[0]
    assert (entry.verb, entry.changes["items"]) == ("accepted", "2–3")


def test_one_step_takes_it_all_back(draft: Conclusion, office: Office) -> None:
    before = [steps.seen(item) for item in draft.items]
    do(draft, draft.items, office, Deed.SET_ASIDE)
    assert {item.decision for item in draft.items} == {Decision.NO_TASK}
    undo(draft, queries.step_to_undo(draft, office.secretary), by=office.secretary, at=clock.now())
    assert [steps.seen(item) for item in draft.items] == before
    assert queries.step_to_undo(draft, office.secretary) is None


def test_a_lead_is_given_and_the_words_of_the_document_stay_beside_it(draft: Conclusion, office: Office) -> None:
    do(draft, draft.items[1:], office, Deed.LEAD, lead="phòng kinh tế")
    for item in draft.items[1:]:
        lead = queries.lead_of(item)
        assert lead and lead.unit == office.economy
    assert queries.units_of(draft.items[1], Part.LEAD)[0].words == "Phòng KT"
    assert draft.items[1].decision == Decision.OPEN


def test_a_person_and_a_day_are_given(draft: Conclusion, office: Office) -> None:
    do(draft, draft.items[1:], office, Deed.PERSON, assignee_id=office.official.id)
    do(draft, draft.items[1:], office, Deed.DUE, due_words="quý IV/2026")
    second, third = draft.items[1:]
    assert {item.assignee_id for item in (second, third)} == {office.official.id}
    assert [(each.words, each.on) for each in second.deadlines] == [("quý IV/2026", date(2026, 12, 31))]
    assert [each.on for each in third.deadlines] == [date(2026, 6, 30), date(2026, 12, 31)], "the start of works stays"
    assert [entry.changes for entry in history.of(draft)[:2]] == [
        {"items": "2–3", "deadlines": "quý IV/2026"}, {"items": "2–3", "assignee": office.official.full_name},
    ]  # fmt: skip


def test_what_it_makes_no_sense_for_is_left_and_told(draft: Conclusion, office: Office) -> None:
    first, second, third = draft.items
    drafts.accept(second, worded(second), version=second.version, by=office.secretary, at=clock.now())
    outcome = do(draft, draft.items, office, Deed.ACCEPT)
    assert (list(outcome.done), dict(outcome.left)) == ([third], {Left.WORDLESS: 1, Left.SAME: 1})
    outcome = do(draft, draft.items, office, Deed.LEAD, lead="Phòng Kinh tế")
    assert (list(outcome.done), dict(outcome.left)) == ([second, third], {Left.NO_TASK: 1})
    assert first.units == []


def test_a_draft_changed_meanwhile_is_left_as_it_is(draft: Conclusion, office: Office) -> None:
    second, third = draft.items[1:]
    seen = {second.id: second.version, third.id: third.version, 99_999: 1}
    drafts.accept(second, worded(second, product="Tờ trình"), version=1, by=office.chair, at=clock.now())
    outcome = carry_out(draft, seen, Order(Deed.SET_ASIDE), by=office.secretary, at=clock.now())
    assert (list(outcome.done), dict(outcome.left)) == ([third], {Left.CHANGED: 2})
    assert (second.decision, second.product) == (Decision.ACCEPTED, "Tờ trình")


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (Order(Deed.LEAD), "lead"), (Order(Deed.LEAD, lead="Trạm bơm"), "lead"), (Order(Deed.PERSON), "assignee_id"),
        (Order(Deed.DUE), "due_words"), (Order(Deed.DUE, due_words="ba mươi lăm tháng chín"), "due_words"),
    ],
)  # fmt: skip
def test_an_order_that_says_nothing_does_nothing(draft: Conclusion, office: Office, order: Order, field: str) -> None:
    before = db.session.query(history.HistoryEntry).count()
    with pytest.raises(RuleBroken) as raised:
        carry_out(draft, {draft.items[1].id: 1}, order, by=office.secretary, at=clock.now())
    assert raised.value.field == field
    db.session.rollback()
    assert db.session.query(history.HistoryEntry).count() == before
    assert draft.items[1].version == 1


def test_something_must_be_chosen(draft: Conclusion, office: Office) -> None:
    with pytest.raises(RuleBroken):
        carry_out(draft, {}, Order(Deed.ACCEPT), by=office.secretary, at=clock.now())


def test_drafts_of_another_document_are_out_of_reach(draft: Conclusion, office: Office) -> None:
    stranger = draft.items[1].id
    other = Conclusion(
        committee=office.committee, text="x", text_hash="x", created_by=office.secretary, created_at=clock.now()
    )
    db.session.add(other)
    db.session.commit()
    outcome = carry_out(other, {stranger: 1}, Order(Deed.SET_ASIDE), by=office.secretary, at=clock.now())
    assert (list(outcome.done), dict(outcome.left)) == ([], {Left.CHANGED: 1})
    assert db.session.get_one(Item, stranger).decision == Decision.OPEN


def test_numbers_are_listed_as_a_person_lists_them() -> None:
    assert numbers([9, 2, 4, 5, 6, 12]) == "2, 4–6, 9, 12"
    assert numbers([]) == ""
