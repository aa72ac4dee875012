"""What is typed into a draft is kept until its writer decides, on any machine; two texts never overwrite each other."""

from collections.abc import Callable

import pytest

from tests.documents.desk import worded
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, bulk, cutting, drafts, typed
from tracker.documents.models import Conclusion, Decision, Item, TypedDraft
from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.typed import LONGEST

FIELDS = {"action": "Trình quy hoạch khu"}


def keep(item: Item, office: Office, version: int = 0, **fields: str) -> TypedDraft:
    kept = typed.keep(
        item, {**FIELDS, **fields}, item_version=item.version, version=version, by=office.secretary, at=clock.now()
    )
    assert kept is not None
    return kept


def test_what_is_typed_is_kept_and_changes_no_draft(draft: Conclusion, office: Office) -> None:
    item, entries = draft.items[1], db.session.query(history.HistoryEntry).count()
    keep(item, office)
    found = typed.of(item, office.secretary)
    assert found is not None
    assert (found.fields, found.item_version) == (FIELDS, item.version)
    assert (item.action, item.decision, item.version) == ("Trình phê duyệt quy hoạch", Decision.OPEN, 1)
    assert db.session.query(history.HistoryEntry).count() == entries


def test_it_is_the_writers_own_and_others_only_learn_of_it(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    keep(item, office)
    assert typed.of(item, office.chair) is None
    assert [each.user for each in typed.by_others(item, office.chair)] == [office.secretary]
    assert typed.by_others(item, office.secretary) == []
    assert [typed.Signs(office.secretary).at(each) for each in draft.items] == [False, True, False]


def test_two_windows_never_overwrite_each_other(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    first = keep(item, office)
    keep(item, office, version=first.version, action="Bản thứ hai")
    with pytest.raises(StaleVersion):
        keep(item, office, version=1, action="Bản cũ")
    with pytest.raises(StaleVersion):
        keep(item, office, version=0, action="Bản mới mở")
    db.session.rollback()
    found = typed.of(item, office.secretary)
    assert found and found.fields["action"] == "Bản thứ hai"


@pytest.mark.parametrize(
    "decide",
    [
        lambda item, by: drafts.accept(item, worded(item), version=item.version, by=by, at=clock.now()),
        lambda item, by: drafts.decide(item, Decision.NO_TASK, version=item.version, by=by, at=clock.now()),
        lambda item, by: cutting.split(item, 30, version=item.version, by=by, at=clock.now()),
        lambda item, by: cutting.merge(item, version=item.version, by=by, at=clock.now()),
        lambda item, by: bulk.carry_out(
            item.conclusion, {item.id: item.version}, bulk.Order(bulk.Deed.ACCEPT), by=by, at=clock.now()
        ),
    ],
)
def test_it_is_let_go_of_when_its_writer_decides(
    draft: Conclusion, office: Office, decide: Callable[[Item, object], None]
) -> None:
    item = draft.items[1]
    keep(item, office)
    decide(item, office.secretary)
    assert db.session.query(TypedDraft).count() == 0


def test_it_stays_when_somebody_else_decides_or_a_unit_is_given_to_many(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    keep(item, office)
    drafts.accept(item, worded(item), version=item.version, by=office.chair, at=clock.now())
    order = bulk.Order(bulk.Deed.LEAD, lead="Phòng Kinh tế")
    bulk.carry_out(draft, {item.id: item.version}, order, by=office.secretary, at=clock.now())
    found = typed.of(item, office.secretary)
    assert found is not None and found.item_version < item.version


def test_a_text_too_long_for_a_wording_is_not_kept(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    long = {"action": "x" * (LONGEST + 1)}
    assert typed.keep(item, long, item_version=1, version=0, by=office.secretary, at=clock.now()) is None
    assert typed.of(item, office.secretary) is None


def test_it_is_thrown_away_when_asked(draft: Conclusion, office: Office) -> None:
    item = draft.items[1]
    keep(item, office)
    typed.discard(item, by=office.secretary)
    assert typed.of(item, office.secretary) is None


def test_nothing_is_kept_of_a_published_document(draft: Conclusion, office: Office) -> None:
    for item in draft.items[1:]:
        drafts.decide(item, Decision.ACCEPTED, version=item.version, by=office.secretary, at=clock.now())
    actions.lock(draft, by=office.secretary, at=clock.now())
    db.session.commit()
    with pytest.raises(actions.Locked):
        keep(draft.items[1], office)
