"""A step is taken back to exactly what stood there before, and never over somebody's later work."""

import pytest
from sqlalchemy import select

from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, drafts, queries, steps
from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, Step
from tracker.documents.undo import undo
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db


def take_back(draft: Conclusion, office: Office) -> Item | None:
    return undo(draft, queries.step_to_undo(draft, office.secretary), by=office.secretary, at=clock.now())


def decide(item: Item, decision: Decision, office: Office) -> None:
    drafts.decide(item, decision, version=item.version, by=office.secretary, at=clock.now())


def test_an_accepted_draft_gets_back_every_word_it_had(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    before = steps.seen(item)
    wording = worded(
        item, action="Khác", leads=("Phòng Kinh tế",), supports=(), due_words="30/9/2026", product="Tờ trình"
    )
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    assert take_back(draft, office) == item
    assert steps.seen(item) == before
    entry = history.of(item)[0]
    assert (entry.verb, entry.changes["action"]) == ("undid", ["Khác", "Trình phê duyệt quy hoạch"])


def test_steps_are_taken_back_one_after_the_other_the_latest_first(draft: Conclusion, office: Office) -> None:
    second, third = draft.items[1:]
    decide(second, Decision.ACCEPTED, office)
    decide(second, Decision.OPEN, office)
    decide(third, Decision.NO_TASK, office)
    assert take_back(draft, office) == third
    assert (second.decision, third.decision) == (Decision.OPEN, Decision.OPEN)
    assert take_back(draft, office) == second
    assert second.decision == Decision.ACCEPTED
    assert second.decided_by_id == office.secretary.id
    assert take_back(draft, office) == second
    assert (second.decision, second.decided_by_id, second.decided_at) == (Decision.OPEN, None, None)
    with pytest.raises(RuleBroken):
        take_back(draft, office)


def test_nobody_takes_back_a_step_of_somebody_else_by_accident(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    decide(item, Decision.ACCEPTED, office)
    assert queries.step_to_undo(draft, office.chair) is None


def test_what_was_changed_since_is_never_overwritten(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    decide(item, Decision.ACCEPTED, office)
    drafts.accept(item, worded(item, product="Tờ trình"), version=item.version, by=office.chair, at=clock.now())
    with pytest.raises(StaleVersion):
        take_back(draft, office)
    db.session.rollback()
    assert (item.product, item.decision) == ("Tờ trình", Decision.ACCEPTED)
    assert db.session.scalars(select(Step.undone_at)).all() == [None, None]


def test_a_form_opened_before_a_step_was_taken_back_overwrites_nothing(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    decide(item, Decision.ACCEPTED, office)
    opened = item.version
    take_back(draft, office)
    with pytest.raises(StaleVersion):
        drafts.accept(item, worded(item), version=opened, by=office.secretary, at=clock.now())


def test_a_published_document_takes_nothing_back(draft: Conclusion, office: Office) -> None:
    for item in draft.items[1:]:
        decide(item, Decision.ACCEPTED, office)
    actions.lock(draft, by=office.secretary, at=clock.now())
    db.session.commit()
    with pytest.raises(actions.Locked):
        take_back(draft, office)


def test_deadlines_that_were_taken_out_come_back_with_their_places(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    place = item.deadlines[0].start, item.deadlines[0].end
    drafts.accept(item, worded(item, due_words=""), version=item.version, by=office.secretary, at=clock.now())
    assert item.deadlines == []
    take_back(draft, office)
    assert [(each.start, each.end) for each in item.deadlines] == [place]
    assert db.session.query(ItemDeadline).filter_by(item_id=item.id).count() == 1


def test_the_id_of_a_draft_never_comes_back_for_another(draft: Conclusion, office: Office) -> None:
    """The history and the steps speak of drafts by their ids."""
    last = db.session.scalars(select(Item).order_by(Item.id.desc())).first()
    assert last is not None
    gone = last.id
    steps.remove(last)
    fresh = Item(conclusion=draft, position=9, path=["9"], start=0, end=1, text="x", kind="task")
    db.session.add(fresh)
    db.session.commit()
    assert fresh.id > gone
