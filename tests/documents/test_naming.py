"""A name is confirmed once and known from then on, and can be forgotten where it was learnt."""

import pytest

from tests.documents import texts
from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, drafts, naming, queries
from tracker.documents.models import Conclusion, Item, Part
from tracker.documents.undo import undo
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import Unit, UnitAlias
from tracker.people.names import folded_unit_name
from tracker.people.queries import unit_named


def test_a_confirmed_name_is_remembered_for_the_next_document(draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    assert named.unit == office.economy
    assert unit_named("lãnh đạo ubnd xã") == office.economy
    again = actions.record(office.other_committee, texts.TEXT, by=office.other_secretary, at=clock.now())
    assert queries.units_of(again.items[2], Part.LEAD)[0].unit == office.economy


def test_a_name_known_of_one_unit_is_not_given_to_another(draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    with pytest.raises(RuleBroken):
        naming.confirm_unit(item, named, office.culture, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert db.session.query(UnitAlias).count() == 1


def test_a_unit_is_added_from_the_written_words(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    unit = naming.create_unit(item, named, "Phòng Kỹ thuật", by=office.secretary, at=clock.now())
    assert named.unit == unit
    assert unit_named("Phòng KT") == unit
    with pytest.raises(RuleBroken):
        naming.create_unit(item, named, "phòng kỹ  thuật", by=office.secretary, at=clock.now())
    db.session.rollback()
    assert db.session.query(Unit).filter_by(folded=folded_unit_name("Phòng Kỹ thuật")).count() == 1


def test_words_longer_than_a_name_are_known_in_the_next_document_too(draft: Conclusion, office: Office) -> None:
    words = "Ủy ban nhân dân các thôn " + ", ".join(f"Thôn số {number}" for number in range(1, 26))
    for item in draft.items[1:]:
        named = queries.units_of(item, Part.LEAD)[0]
        named.words, named.unit_id = words[:300], None
        db.session.commit()
        naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    assert unit_named(words[:300]) == office.economy
    assert db.session.query(UnitAlias).count() == 1


def test_the_name_of_one_unit_is_no_alias_of_another(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    named.words = office.culture.name
    db.session.commit()
    with pytest.raises(RuleBroken, match=office.culture.name):
        naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert unit_named(office.culture.name) == office.culture


@pytest.mark.parametrize("name", ["", " \n", "–––", "x" * 201])
def test_a_unit_has_a_name_of_letters(draft: Conclusion, office: Office, name: str) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    with pytest.raises(RuleBroken):
        naming.create_unit(item, named, name, by=office.secretary, at=clock.now())


def step_at(item: Item, office: Office) -> int:
    found = queries.step_to_undo(item.conclusion, office.secretary)
    assert found is not None
    return found.id


def forget(draft: Conclusion, step_id: int, office: Office) -> None:
    step = queries.step_to_undo(draft, office.secretary, step_id)
    undo(draft, step, by=office.secretary, at=clock.now())


def test_a_learnt_name_is_shown_where_it_was_learnt_until_it_is_forgotten(draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    shown = queries.Learnt().at(item)
    assert [step.changes["name"]["words"] for step in shown] == ["Lãnh đạo UBND xã"]
    assert queries.Learnt().at(draft.items[1]) == []
    forget(draft, shown[0].id, office)
    assert unit_named("Lãnh đạo UBND xã") is None
    assert queries.lead_of(item) is None
    assert queries.Learnt().at(item) == []
    assert history.of(office.economy)[0].verb == "revoked_alias"


def test_a_name_is_forgotten_even_after_other_steps_and_they_stay(draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    learnt = step_at(item, office)
    drafts.accept(item, worded(item, product="Tờ trình"), version=item.version, by=office.secretary, at=clock.now())
    forget(draft, learnt, office)
    assert (item.product, queries.lead_of(item)) == ("Tờ trình", None)


def test_an_alias_somebody_else_revoked_is_no_longer_shown_as_learnt(draft: Conclusion, office: Office) -> None:
    item = draft.items[2]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    db.session.delete(db.session.query(UnitAlias).one())
    db.session.commit()
    assert queries.Learnt().at(item) == []


def test_a_unit_added_by_mistake_goes_with_its_name(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    naming.create_unit(item, named, "Phòng Kỹ thuật", by=office.secretary, at=clock.now())
    forget(draft, step_at(item, office), office)
    assert unit_named("Phòng Kỹ thuật") is None
    assert db.session.query(Unit).filter_by(folded=folded_unit_name("Phòng Kỹ thuật")).count() == 0
    assert (queries.units_of(item, Part.LEAD)[0].words, queries.lead_of(item)) == ("Phòng KT", None)


def test_a_unit_somebody_refers_to_by_now_stays(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    named = queries.units_of(item, Part.LEAD)[0]
    unit = naming.create_unit(item, named, "Phòng Kỹ thuật", by=office.secretary, at=clock.now())
    office.official.unit = unit
    db.session.commit()
    forget(draft, step_at(item, office), office)
    assert unit_named("Phòng Kỹ thuật") == unit
    assert unit_named("Phòng KT") is None


def test_the_name_of_a_closed_unit_goes_back_to_it(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    old = Unit(name="Phòng Kinh tế cũ", folded=folded_unit_name("Phòng Kinh tế cũ"), is_active=False)
    alias = UnitAlias(unit=old, name="Phòng KT", folded=folded_unit_name("Phòng KT"), created_at=clock.now())
    db.session.add_all([old, alias])
    db.session.commit()
    named = queries.units_of(item, Part.LEAD)[0]
    naming.confirm_unit(item, named, office.economy, by=office.secretary, at=clock.now())
    assert alias.unit == office.economy
    forget(draft, step_at(item, office), office)
    assert alias.unit == old
