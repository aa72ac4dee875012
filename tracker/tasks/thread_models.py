"""The links of a thread (mạch việc): which task continues which earlier one, and what is known not to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import User
from tracker.tasks.models import Task


class LinkState(StrEnum):
    """What a person said of two tasks: one matter, or not."""

    LINKED = "linked"
    REFUSED = "refused"


class ThreadLink(Model):
    """What a secretary said of a task and an earlier one.

    A task continues at most one earlier task, so a thread is a tree and reads backwards as one line.
    """

    __tablename__ = "thread_links"
    __table_args__ = (
        UniqueConstraint("task_id", "earlier_id"),
        Index(
            "uq_thread_links_linked_task_id", "task_id", unique=True,
            sqlite_where=text("state = 'linked'"), postgresql_where=text("state = 'linked'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    state: Mapped[LinkState] = mapped_column(choice(LinkState))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    task: Mapped[Task] = relationship(foreign_keys=[task_id])
    earlier: Mapped[Task] = relationship(foreign_keys=[earlier_id])
    by: Mapped[User] = relationship()
