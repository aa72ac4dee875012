"""What a person does with a file that takes its time to read: hand it in, give it up, let it go."""

from datetime import datetime

from sqlalchemy import delete

from tracker import history
from tracker.documents import upload_queries
from tracker.documents.known import NOTHING, Known
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import OPEN, Upload, UploadFile, UploadPage, UploadState
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.intake import files, sandbox
from tracker.intake.sheets import Picture
from tracker.languages import gettext as _
from tracker.people.models import Committee, User

PATIENCE = 1.2
"""Seconds a person waits for an answer; what takes longer is read by the job."""
MOST_OPEN = 20
"""Files of one committee that are being read or wait for somebody; more would only lie there."""


def receive(
    committee: Committee, data: bytes, *, file_name: str, known: Known = NOTHING, by: User, at: datetime
) -> str | Upload:
    """Return the text of a file that can be read at once, else keep the file for the job to read.

    Raises RuleBroken when the file can be read in no way. No transaction is open while it is parsed.
    """
    committee_id = committee.id
    db.session.rollback()
    found = None
    if not files.takes_long(data):
        try:
            found = files.opened(data, patience=PATIENCE)
        except sandbox.Unfinished:
            found = None
    if found is not None and not found.pages:
        return found.text
    if upload_queries.how_many_open(committee_id) >= MOST_OPEN:
        raise RuleBroken(
            _("%(count)s files are being read or wait for you. Finish or discard some first.", count=MOST_OPEN), "file"
        )
    upload = Upload(
        committee_id=committee_id, file_name=file_name[:200], known=known.kept, created_by=by, created_at=at,
        moved_at=at,
    )  # fmt: skip
    db.session.add(upload)
    db.session.flush()
    db.session.add(UploadFile(upload_id=upload.id, data=data))
    if found is not None:
        lay_out(upload, found)
    history.record("received", upload, by=by, at=at, changes={"file_name": upload.file_name})
    db.session.commit()
    return upload


def lay_out(upload: Upload, found: files.Opened) -> None:
    """Keep the pages of a file, those with letters as they were read. Does not commit."""
    upload.pages = len(found.pages)
    upload.pages_read = sum(not isinstance(page, Picture) for page in found.pages)
    for number, page in enumerate(found.pages, 1):
        kept = None if isinstance(page, Picture) else page.kept()
        db.session.add(UploadPage(upload_id=upload.id, number=number, sheet=kept))


def cancel(upload: Upload, *, by: User, at: datetime) -> None:
    """Give a file up; whoever is reading it stops within seconds, and nothing of it stays."""
    db.session.refresh(upload, with_for_update=True)
    if upload.state not in OPEN:
        raise RuleBroken(_("This file was recorded or discarded before."))
    upload.state, upload.lease, upload.leased_until = UploadState.CANCELLED, None, None
    clear(upload)
    history.record("discarded", upload, by=by, at=at, changes={"file_name": upload.file_name})
    db.session.commit()


def close(upload: Upload, conclusion: Conclusion, *, version: int) -> None:
    """Let go of a file whose text was recorded as a document. The verb that records commits."""
    db.session.refresh(upload, with_for_update=True)
    if upload.state != UploadState.READY or upload.version != version:
        raise RuleBroken(
            _("This file was recorded or discarded meanwhile. Nothing was recorded a second time."), "text"
        )
    upload.state, upload.conclusion = UploadState.RECORDED, conclusion
    clear(upload)


def clear(upload: Upload) -> None:
    """Take the bytes, the pages and the text of a file away. Does not commit."""
    upload.text, upload.doubts = "", []
    drop_file(upload)
    db.session.execute(delete(UploadPage).where(UploadPage.upload_id == upload.id))


def drop_file(upload: Upload) -> None:
    """Take the bytes of a file away. Does not commit."""
    db.session.execute(delete(UploadFile).where(UploadFile.upload_id == upload.id))
