"""What one does with a document: record it as it was read, correct its head, lock it when it is published."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import history
from tracker.documents import queries, readings, uploads
from tracker.documents.known import NOTHING, Known
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import Upload
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee, User
from tracker.reading import results
from tracker.reading.calendar import in_force
from tracker.reading.reader import read

LONGEST_TEXT = 400_000
"""Characters; a document of a hundred pages has about 250,000."""
MOST_LINES = 8_000
MOST_ITEMS = 1_000
HEADER = ("type", "number", "issued_on", "meeting_on", "issuer", "title", "place", "signer", "signer_role")


class Duplicate(RuleBroken):
    """The committee has a document with this text already; `existing` is its id."""

    def __init__(self, sentence: str, existing: int) -> None:
        super().__init__(sentence, "text")
        self.existing = existing


class Locked(RuleBroken):
    """The document is published; nothing of it changes any more."""


def take_in(
    committee: Committee, given: bytes | str, *, file_name: str = "", known: Known = NOTHING, by: User, at: datetime
) -> Conclusion | Upload:
    """Record a pasted text or a file; a file that takes its time to read is kept for the job that reads it."""
    if isinstance(given, str):
        return record(committee, given, file_name=file_name, known=known, by=by, at=at)
    text = uploads.receive(committee, given, file_name=file_name, known=known, by=by, at=at)
    return text if isinstance(text, Upload) else record(committee, text, file_name=file_name, known=known, by=by, at=at)


def record(
    committee: Committee, text: str, *, file_name: str = "", known: Known = NOTHING, by: User, at: datetime
) -> Conclusion:
    """Read a text and keep it with its items as a draft. Reading happens before the transaction begins."""
    return _record(committee, text, file_name=file_name, known=known, by=by, at=at)


def record_upload(upload: Upload, text: str, *, version: int, by: User, at: datetime) -> Conclusion:
    """Record what a job read in a file, as a person corrected it, and let the file go."""
    let_go = partial(uploads.close, upload, version=version)
    known = Known.of(upload.known)
    return _record(upload.committee, text, file_name=upload.file_name, known=known, by=by, at=at, let_go=let_go)


def _record(
    committee: Committee, text: str, *, file_name: str, known: Known, by: User, at: datetime,
    let_go: Callable[[Conclusion], None] | None = None,
) -> Conclusion:  # fmt: skip
    committee_id = committee.id
    db.session.rollback()
    reading = reading_of(text)
    text_hash = hash_of(reading.text)
    if existing := queries.same_text(committee_id, text_hash):
        raise Duplicate(_("This document was recorded before. Nothing was recorded a second time."), existing.id)
    conclusion = Conclusion(
        committee_id=committee_id, text=reading.text, text_hash=text_hash, file_name=file_name[:200],
        created_by=by, created_at=at, **known.completed(header_values(reading.header)),
    )  # fmt: skip
    conclusion.items = [readings.draft_of(item, position) for position, item in enumerate(reading.items, 1)]
    db.session.add(conclusion)
    try:
        history.record("recorded", conclusion, by=by, at=at, changes={"items": len(conclusion.items)})
        if let_go is not None:
            let_go(conclusion)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise RuleBroken(
            _("Somebody recorded this document at the same moment. Look for it in the list."), "text"
        ) from None
    return conclusion


def change_header(conclusion: Conclusion, values: dict[str, Any], *, version: int, by: User, at: datetime) -> None:
    """Correct what stands around the body of a draft; a value a person wrote has no place in the text any more."""
    require_draft(conclusion)
    if conclusion.version != version:
        raise StaleVersion(
            _("Somebody changed the head of this document while you were writing. Nothing was overwritten.")
        )
    changed = {name: (getattr(conclusion, name), values[name]) for name in HEADER if name in values}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_old, new) in changed.items():
        setattr(conclusion, name, new)
    conclusion.header_spans = {key: span for key, span in conclusion.header_spans.items() if key not in changed}
    if changed:
        history.record("corrected", conclusion, by=by, at=at, changes=changed)
    db.session.commit()


def lock(conclusion: Conclusion, *, by: User, at: datetime) -> None:
    """Mark a document as published, from when on it cannot be changed. The verb which publishes commits."""
    require_draft(conclusion)
    look_again(conclusion)
    if undecided := len(queries.lacking(conclusion).undecided):
        raise RuleBroken(_("%(count)s drafts are not decided yet. Decide them first.", count=undecided))
    conclusion.published_at = at
    conclusion.published_by = by
    history.record("published", conclusion, by=by, at=at, changes={"number": conclusion.number})


def require_draft(conclusion: Conclusion) -> None:
    """Refuse a change of a published document; other writers of the same document wait until this one is done."""
    db.session.refresh(conclusion, with_for_update=True)
    if conclusion.is_published:
        raise Locked(
            _("This document is published and locked. Correct it with a supplementary conclusion or an extension.")
        )


def look_again(conclusion: Conclusion) -> None:
    """Read the drafts of a locked document anew, with what others saved before the lock."""
    drafts = queries.whole(select(Conclusion).where(Conclusion.id == conclusion.id))
    db.session.scalars(drafts.execution_options(populate_existing=True)).one()


def hash_of(text: str) -> str:
    """Return the mark by which two copies of one text are known, whatever their spaces and line breaks."""
    return hashlib.sha256(" ".join(text.split()).casefold().encode()).hexdigest()


def reading_of(text: str) -> results.Reading:
    """Return the reading of a text a document can be made of."""
    if not text.strip():
        raise RuleBroken(_("Paste the text of the document or choose its file."), "text")
    if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
        raise _too_long()
    calendar = office_calendar()
    db.session.rollback()  # no transaction is open while a long text is read
    with in_force(calendar):
        reading = read(text)  # no word is translated before: that asks who reads it, and so begins a transaction
    if not reading.items:
        sentence = _("No numbered or bulleted paragraph was found in this text. Paste the whole body of the document.")
        raise RuleBroken(sentence, "text")
    if len(reading.items) > MOST_ITEMS:
        raise _too_long()
    return reading


def _too_long() -> RuleBroken:
    return RuleBroken(_("The text is longer than a document is. Record its parts one by one."), "text")


def header_values(header: results.Header) -> dict[str, Any]:
    """Return the columns a read header fills, and where each value stands in the text."""
    found = {name: value for name in HEADER if (value := getattr(header, name)) is not None}
    values: dict[str, Any] = {name: _fitting(name, each.value) for name, each in found.items()}
    values["header_spans"] = {name: [each.span.start, each.span.end] for name, each in found.items()}
    return values


def _fitting(name: str, value: Any) -> Any:
    """Return a value no longer than its column."""
    length = getattr(Conclusion.__table__.c[name].type, "length", None)
    return value[:length] if length and type(value) is str else value
