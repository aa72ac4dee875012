"""What a refusal is: a unit says why a task is not its own, and the office answers; the task's stage stays."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.extensions import Model, choice
from tracker.people.models import Unit, User
from tracker.tasks.models import Task


class RefusalState(StrEnum):
    """What became of a refusal: heeded (passed on or dropped), insisted upon, or taken back by the unit."""

    WAITING = "waiting"
    HEEDED = "heeded"
    INSISTED = "insisted"
    WITHDRAWN = "withdrawn"


class Refusal(Model):
    """A unit's word, with its reason, that a task is not its own or cannot be done as given.

    While it waits the task stays where it is and counts as before: a refusal alone lets no deadline go.
    """

    __tablename__ = "refusals"
    __table_args__ = (
        Index(
            "uq_refusals_waiting_task_id", "task_id", unique=True,
            sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    """The unit that refused, whoever has the task since."""
    state: Mapped[RefusalState] = mapped_column(choice(RefusalState), default=RefusalState.WAITING, index=True)
    reason: Mapped[str] = mapped_column(Text)
    refused_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    refused_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    """What the office said when it insisted."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    task: Mapped[Task] = relationship(back_populates="refusals")
    unit: Mapped[Unit | None] = relationship()
    refused_by: Mapped[User] = relationship(foreign_keys=[refused_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.task.committee_id

    @property
    def refused_on(self) -> date:
        """The office's day on which the unit said so."""
        return clock.local(self.refused_at).date()

    @property
    def answered_on(self) -> date | None:
        """The office's day on which it was answered or taken back."""
        return clock.local(self.answered_at).date() if self.answered_at else None

    @property
    def is_waiting(self) -> bool:
        return self.state == RefusalState.WAITING
