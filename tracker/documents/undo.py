"""What one does when one was wrong: take back a step, be it a decision, a cut, a bulk change or a name learnt."""

from datetime import datetime

from tracker import history
from tracker.documents import drafts, naming, queries, steps
from tracker.documents.actions import require_draft
from tracker.documents.models import Conclusion, Item, Step
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User


def undo(conclusion: Conclusion, found: Step | None, *, by: User, at: datetime) -> Item | None:
    """Put a draft document back to where it stood before a step; return the draft it was about, if it is there.

    Raises StaleVersion when what the step did was changed since, RuleBroken when there is no step to take back.
    """
    require_draft(conclusion)
    if found is not None:
        db.session.refresh(found)
    if found is None or found.undone_at is not None:
        raise RuleBroken(_("There is nothing left to take back here."))
    if found.changes.get("name"):
        naming.forget(found, by=by, at=at)
    else:
        _put_back(found, by=by, at=at)
    found.undone_at = at
    db.session.commit()
    return found.draft


def _put_back(found: Step, *, by: User, at: datetime) -> None:
    """Take the step back and leave the trace: of one draft all that changed, of many their number."""
    ids = [int(key) for key in found.changes["drafts"]]
    document = found.changes.get("document")
    if document:
        _require_no_twin(found.conclusion, document[0].get("text_hash"))
    only = db.session.get(Item, ids[0]) if len(ids) == 1 and not document else None
    before = drafts.facts(only) if only else {}
    restored = steps.take_back(found)
    if only:
        db.session.refresh(only)
        history.record("undid", only, by=by, at=at, changes=drafts.changed(before, drafts.facts(only)))
    else:
        history.record("undid", found.conclusion, by=by, at=at, changes={"items": len(restored)})


def _require_no_twin(conclusion: Conclusion, former_hash: str | None) -> None:
    """Refuse to give a document its former text back when the committee has another of that text by now."""
    twin = queries.same_text(conclusion.committee_id, former_hash) if former_hash else None
    if twin is not None and twin.id != conclusion.id:
        raise RuleBroken(_("Another document of the committee has the former text by now, so it was not taken back."))
