"""What one asks about files that take their time to read: within reach, still open, their pages."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from tracker.documents.upload_models import OPEN, Upload, UploadPage
from tracker.extensions import db
from tracker.people.queries import Reach


def visible(reach: Reach) -> Select[Upload]:
    """Select the files of the committees within reach."""
    return select(Upload).where(Upload.committee_id.in_(reach.committee_ids))


def visible_pages(reach: Reach) -> Select[UploadPage]:
    """Select the pages of those files."""
    return select(UploadPage).where(UploadPage.upload_id.in_(visible(reach).with_only_columns(Upload.id)))


def open_ones(reach: Reach, committee_id: int) -> Sequence[Upload]:
    """Return the files of a committee that are being read or wait for a person, the newest first."""
    query = visible(reach).where(Upload.committee_id == committee_id, Upload.state.in_(OPEN))
    return db.session.scalars(query.order_by(Upload.id.desc())).all()


def how_many_open(committee_id: int) -> int:
    """Return how many files of a committee are being read or wait for a person."""
    query = select(func.count(Upload.id)).where(Upload.committee_id == committee_id, Upload.state.in_(OPEN))
    return db.session.scalar(query) or 0


def seen_pages(upload: Upload) -> Sequence[UploadPage]:
    """Return the pages that were read by eye, in their order."""
    query = select(UploadPage).where(UploadPage.upload_id == upload.id, UploadPage.picture.is_not(None))
    return db.session.scalars(query.order_by(UploadPage.number)).all()


def lost_pages(upload: Upload) -> Sequence[int]:
    """Return the numbers of the pages that could not be read."""
    query = select(UploadPage.number).where(UploadPage.upload_id == upload.id, UploadPage.is_lost)
    return db.session.scalars(query.order_by(UploadPage.number)).all()
