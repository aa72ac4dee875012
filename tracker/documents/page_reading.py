"""The job that reads files page by page, each page kept as soon as it is read.

A worker takes a file with a lease in one short transaction, reads one page outside any, and settles it in another,
guarded by the lease; while it reads it renews the lease every few seconds. A worker that dies leaves a lease behind
that ends by itself, and at most one page is read twice. A file that was given up has no lease to be renewed, so the
reading of its page is stopped.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from tracker import database, history
from tracker.documents import uploads
from tracker.documents.upload_models import Upload, UploadFile, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake import files, sandbox
from tracker.intake.refusals import Unreadable
from tracker.intake.sheets import Sheet

LEASE = timedelta(seconds=20)
"""Four times as long as between two renewals."""
MOST_ATTEMPTS = 3
"""A page at which so many workers died is given up, and the next one is read."""
LOST = Sheet([], [], 842.0)


@dataclass(frozen=True)
class Claim:
    """A file taken by one worker: the page to be read next, None when all are read or none is known yet."""

    upload_id: int
    lease: str
    pages: int | None
    page: int | None
    attempts: int


def is_any_due(at: datetime) -> bool:
    """Whether a file waits to be read; keeps no writer out."""
    db.session.rollback()
    with database.reading():
        found = db.session.scalar(select(Upload.id).where(_due(at)).limit(1))
        db.session.rollback()
    return found is not None


def read_next(*, at: datetime) -> bool:
    """Take one step with the file that waited longest: open it, read a page, or put its pages together.

    Returns False when no file waits. Safe to do in several places at once.
    """
    claim = take(at)
    if claim is None:
        return False
    begun = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - begun)

    try:
        if claim.pages is None:
            _open(claim, now)
        elif claim.page is not None:
            _read_page(claim, claim.page, now)
        else:
            _put_together(claim, now)
    except sandbox.Unfinished:  # it was given up, or somebody else has it now
        db.session.rollback()
    except Unreadable as refused:
        _give_up(claim, refused, now())
    return True


def take(at: datetime) -> Claim | None:
    """Claim the next file that waits, in one short transaction; None when there is none."""
    db.session.rollback()
    while upload_id := db.session.scalar(
        select(Upload.id).where(_due(at)).order_by(Upload.moved_at, Upload.id).limit(1)
    ):
        lease = secrets.token_hex(16)
        values = {
            "state": UploadState.READING, "lease": lease, "leased_until": at + LEASE, "moved_at": at,
            "attempts": Upload.attempts + 1,
        }  # fmt: skip
        if _changed(update(Upload).where(Upload.id == upload_id, _due(at)).values(**values)):
            upload = db.session.get_one(Upload, upload_id, populate_existing=True)
            unread = select(UploadPage.number).where(UploadPage.upload_id == upload_id, UploadPage.sheet.is_(None))
            page = db.session.scalar(unread.order_by(UploadPage.number).limit(1))
            claim = Claim(upload_id, lease, upload.pages, page, upload.attempts)
            db.session.commit()
            return claim
        db.session.rollback()
    db.session.rollback()
    return None


def _due(at: datetime) -> ColumnElement[bool]:
    """Not being read by anybody, or left behind by a worker whose lease has run out."""
    nobody = or_(Upload.leased_until.is_(None), Upload.leased_until < at)
    return and_(Upload.state.in_((UploadState.WAITING, UploadState.READING)), nobody)


def _open(claim: Claim, now: Callable[[], datetime]) -> None:
    """Find out what pages a file has, or read it whole."""
    if claim.attempts > MOST_ATTEMPTS:
        raise Unreadable("too heavy")
    found = files.opened(_data(claim), wanted=lambda: _renew(claim, now()))
    upload = _held(claim)
    if found.pages:
        uploads.lay_out(upload, found)
        _release(upload)
        db.session.commit()
    else:
        _finish(upload, found.text, [], now())


def _read_page(claim: Claim, number: int, now: Callable[[], datetime]) -> None:
    """Read one page by eye and keep it; one that cannot be read is kept as lost."""
    sheet, picture = LOST, None
    if claim.attempts <= MOST_ATTEMPTS:
        try:
            seen = files.see(_data(claim), number, wanted=lambda: _renew(claim, now()))
            sheet, picture = seen.sheet, seen.picture
        except Unreadable as refused:
            if refused.code.endswith("no program"):
                raise
    upload = _held(claim)
    page = db.session.scalars(select(UploadPage).filter_by(upload_id=claim.upload_id, number=number)).one()
    page.sheet, page.picture, page.is_lost = sheet.kept(), picture, sheet is LOST
    upload.pages_read += 1
    _release(upload)
    db.session.commit()


def _put_together(claim: Claim, now: Callable[[], datetime]) -> None:
    pages = select(UploadPage.sheet).where(UploadPage.upload_id == claim.upload_id).order_by(UploadPage.number)
    sheets = [Sheet.taken(kept) for kept in db.session.scalars(pages) if kept is not None]
    db.session.rollback()
    found = files.put_together(sheets)
    _finish(_held(claim), found.text, [list(place) for place in found.doubts], now())


def _finish(upload: Upload, text: str, doubts: list[list[int]], at: datetime) -> None:
    """Hand the text to a person; the bytes are not needed any more."""
    upload.state, upload.text, upload.doubts = UploadState.READY, text, doubts
    _release(upload)
    uploads.drop_file(upload)
    history.record("read", upload, by=None, at=at, changes={"file_name": upload.file_name})
    db.session.commit()


def _give_up(claim: Claim, refused: Unreadable, at: datetime) -> None:
    """Say why a file cannot be read, and keep nothing of it but that."""
    db.session.rollback()
    upload = _held(claim)
    upload.state, upload.problem, upload.problem_where = UploadState.FAILED, refused.code, refused.where[:1500]
    _release(upload)
    uploads.clear(upload)
    history.record("gave_up", upload, by=None, at=at, changes={"file_name": upload.file_name})
    db.session.commit()


def _data(claim: Claim) -> bytes:
    """Return the bytes of a file, no transaction left open."""
    data = db.session.scalar(select(UploadFile.data).where(UploadFile.upload_id == claim.upload_id))
    db.session.rollback()
    if data is None:  # given up a moment ago
        raise sandbox.Unfinished
    return data


def _held(claim: Claim) -> Upload:
    """Return the claimed file for writing; raise `Unfinished` when the lease is somebody else's or nobody's."""
    db.session.rollback()
    query = select(Upload).filter_by(id=claim.upload_id, lease=claim.lease)
    upload = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if upload is None:
        raise sandbox.Unfinished
    return upload


def _release(upload: Upload) -> None:
    upload.lease, upload.leased_until, upload.attempts = None, None, 0


def _renew(claim: Claim, at: datetime) -> bool:
    """Hold on to a file for another while; False when it was given up or somebody else has it."""
    held = update(Upload).where(Upload.id == claim.upload_id, Upload.lease == claim.lease)
    is_held = _changed(held.values(leased_until=at + LEASE))
    db.session.commit()
    return is_held


def _changed(change: object) -> bool:
    """Whether a change met its one row."""
    done = db.session.execute(change, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return bool(done.rowcount == 1)
