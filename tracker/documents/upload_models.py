"""What a file is that takes its time to read, and what its pages are."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.models import Conclusion
from tracker.extensions import Model, choice
from tracker.intake import refusals
from tracker.people.models import Committee, User


class UploadState(StrEnum):
    """How far the reading of a file has come."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RECORDED = "recorded"

    @property
    def is_underway(self) -> bool:
        return self in (UploadState.WAITING, UploadState.READING)


OPEN = (UploadState.WAITING, UploadState.READING, UploadState.READY, UploadState.FAILED)
"""What a person still has to see or to decide."""


class Upload(Model):
    """A file being read, page by page, by a job; then its text, which a person corrects and records.

    Whoever holds `lease` until `leased_until` is reading it. `problem` and `problem_where` say why it could not be
    read. `doubts` are the places in the text of words that were not read for certain.
    """

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_due", "state", "moved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    known: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """What was known of the document before, as `tracker.documents.known` keeps it."""
    state: Mapped[UploadState] = mapped_column(choice(UploadState), default=UploadState.WAITING)
    pages: Mapped[int | None]
    pages_read: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    doubts: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    problem: Mapped[str] = mapped_column(String(40), default="")
    problem_where: Mapped[str] = mapped_column(String(1500), default="")
    conclusion_id: Mapped[int | None] = mapped_column(ForeignKey("conclusions.id"), index=True)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    created_by: Mapped[User] = relationship()
    conclusion: Mapped[Conclusion | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def doubtful_words(self) -> list[str]:
        """The words a person should look at first, in their order."""
        return [self.text[start:end] for start, end in self.doubts]

    @property
    def sentence(self) -> str:
        """What is wrong with the file, in the reader's language; empty when nothing is."""
        return refusals.sentence(self.problem, self.problem_where) if self.problem else ""


class UploadFile(Model):
    """The bytes of a file while it is read; in a row of their own, for each page that is read writes the other."""

    __tablename__ = "upload_files"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class UploadPage(Model):
    """One page: how it was read (`sheet`, none yet if null), and the picture of it when it was read by eye."""

    __tablename__ = "upload_pages"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    number: Mapped[int]
    sheet: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    is_lost: Mapped[bool] = mapped_column(default=False)
    picture: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    upload: Mapped[Upload] = relationship()

    @property
    def committee_id(self) -> int:
        return self.upload.committee_id
