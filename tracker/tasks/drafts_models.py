"""What one person has typed into the form of an update and not sent yet."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import User
from tracker.tasks.models import Task
from tracker.typed import Typed


class UpdateDraft(Typed, Model):
    """An update being written; `task_version` is the task it was written over."""

    __tablename__ = "update_drafts"
    __table_args__ = (UniqueConstraint("task_id", "user_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    task_version: Mapped[int]

    task: Mapped[Task] = relationship()
    user: Mapped[User] = relationship()
