"""A file that shows what was done: of an update, or of the draft of one while it is being written."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.intake.kinds import FileKind
from tracker.people.models import User
from tracker.tasks.models import Task, Update


class EvidenceFile(Model):
    """What is known of a file; its bytes lie in `tracker.filestore` under the name `stored`.

    Without an update it belongs to the draft of whoever sent it, and is theirs alone.
    """

    __tablename__ = "evidence_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[FileKind] = mapped_column(choice(FileKind))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored: Mapped[str] = mapped_column(String(32), unique=True)

    task: Mapped[Task] = relationship()
    update: Mapped[Update | None] = relationship(back_populates="files")
    by: Mapped[User] = relationship()

    @property
    def committee_id(self) -> int:
        return self.task.committee_id
