"""What a unit promised (cam kết) of a task: who promised what by when. Kept or broken is computed, never stored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.meetings.models import Meeting
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Task


class Promise(StrEnum):
    """How a commitment stands on a day."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"


class Commitment(Model):
    """A promise (văn bản cam kết, or given at the table) to do something for a task by a day."""

    __tablename__ = "commitments"
    __table_args__ = (Index(None, "committee_id", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    """The meeting it was given at."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    person: Mapped[str] = mapped_column(String(200))
    """Who promised, with their office: "đồng chí Trần Thị Bình, Trưởng phòng Kinh tế"."""
    promise: Mapped[str] = mapped_column(Text)
    is_of_completion: Mapped[bool] = mapped_column(default=True)
    """It promises the task itself: the report of completion keeps it, and nothing else does."""
    document: Mapped[str] = mapped_column(String(300), default="")
    """The written commitment by number and day, where there is one."""
    made_on: Mapped[date]
    due_on: Mapped[date]
    fulfilled_on: Mapped[date | None]
    """The day a promised step was done, as written down; of the completion of a task its report tells."""
    fulfilled_words: Mapped[str] = mapped_column(Text, default="")
    fulfilled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    task: Mapped[Task] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    fulfilled_by: Mapped[User | None] = relationship(foreign_keys=[fulfilled_by_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def done_on(self) -> date | None:
        """The day on which what was promised was done."""
        return self.task.reported_on if self.is_of_completion else self.fulfilled_on

    def stands(self, on: date) -> Promise:
        """Return how it stands on a day: broken from the day after the one it named."""
        if self.done_on is not None:
            return Promise.KEPT if self.done_on <= self.due_on else Promise.KEPT_LATE
        return Promise.BROKEN if self.due_on < on else Promise.OPEN
