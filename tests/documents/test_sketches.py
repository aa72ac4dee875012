"""What is known of drafts without opening them: how they stand, which filters they fit, what is doubtful."""

from tests.documents.desk import worded
from tests.office import Office
from tracker import clock
from tracker.documents import drafts, naming, queries
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.documents.sketches import Show, progress, progress_of, sketch_of
from tracker.extensions import db


def shown(draft: Conclusion, show: Show) -> list[int]:
    return [each.position for each in progress(draft).sketches if each.fits(show)]


def decide(item: Item, decision: Decision, office: Office) -> None:
    drafts.decide(item, decision, version=item.version, by=office.secretary, at=clock.now())


def test_a_sketch_from_the_database_is_that_of_the_open_draft(draft: Conclusion, office: Office) -> None:
    named = queries.units_of(draft.items[2], Part.LEAD)[0]
    naming.confirm_unit(draft.items[2], named, office.economy, by=office.secretary, at=clock.now())
    decide(draft.items[1], Decision.ACCEPTED, office)
    assert list(progress(draft).sketches) == [sketch_of(item) for item in draft.items]


def test_filters_show_what_lacks_something(draft: Conclusion, office: Office) -> None:
    second, third = draft.items[1:]
    wording = worded(second, leads=("Phòng Kinh tế",), due_words="")
    drafts.accept(second, wording, version=second.version, by=office.secretary, at=clock.now())
    assert [shown(draft, show) for show in Show] == [[1, 2, 3], [3], [3], [3], [2]]
    decide(third, Decision.NO_TASK, office)
    assert [shown(draft, show) for show in Show] == [[1, 2, 3], [], [], [], [2]]
    found = progress(draft)
    assert (found.checked, found.total, found.left, found.count(Show.NO_DEADLINE)) == (3, 3, 0, 1)


def test_doubtful_drafts_are_told_by_their_doubt_the_commonest_first(draft: Conclusion, office: Office) -> None:
    third = draft.items[2]
    third.remarks = [*third.remarks, {"code": "past_day", "words": "", "span": None}]
    db.session.commit()
    doubtful = progress(draft).doubtful()
    assert {code: [each.position for each in sketches] for code, sketches in doubtful.items()} == {
        "unclear_lead": [2, 3], "past_day": [3],
    }  # fmt: skip
    assert list(doubtful) == ["unclear_lead", "past_day"]
    decide(third, Decision.ACCEPTED, office)
    assert [each.position for each in progress(draft).doubtful()["unclear_lead"]] == [2]


def test_several_documents_are_asked_for_at_once(draft: Conclusion) -> None:
    assert progress_of([]) == {}
    assert progress_of([draft])[draft.id].states == ("done", "doubt", "doubt")


def test_names_nobody_knows_are_counted_with_the_first_draft_that_waits(draft: Conclusion, office: Office) -> None:
    for item in draft.items[1:]:
        queries.units_of(item, Part.LEAD)[0].words = "Tổ công tác  số 2"
    db.session.commit()
    (found,) = queries.unmatched_leads(draft.id)
    assert (found.drafts, found.first) == (2, queries.Place(draft.items[1].id, 2))
    named = queries.units_of(draft.items[2], Part.LEAD)[0]
    assert queries.Waiting().first_with(named) == queries.Place(draft.items[1].id, 2)
    decide(draft.items[1], Decision.NO_TASK, office)
    assert queries.Waiting().first_with(named) == queries.Place(draft.items[2].id, 3)
