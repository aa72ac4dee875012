"""The meetings of a committee, past and to come, and those that were called off."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.extensions import Model
from tracker.people.models import Committee

LONGEST_NOTE = 1000
LONGEST_REASON = 500

NOT_CANCELLED = text("cancelled_at IS NULL")
"""A day is taken by the meeting that takes place on it; any number of cancelled ones may share it."""


class Meeting(Model):
    """A meeting (phiên họp) of a committee; a committee meets once a day."""

    __tablename__ = "meetings"
    __table_args__ = (
        Index(
            "uq_meetings_committee_id_held_on", "committee_id", "held_on",
            unique=True, sqlite_where=NOT_CANCELLED, postgresql_where=NOT_CANCELLED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    starts_at: Mapped[time | None]
    """On the office's clock; None: the hour is not known yet."""
    ends_at: Mapped[time | None]
    """On the same day; only beside `starts_at`."""
    place: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    """What the invited are told beside: papers to read, whom to call."""
    moved_from: Mapped[date | None]
    """The day it was first planned for, when it was moved to another before that day came."""
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now(), onupdate=lambda: clock.now())
    """When the row was last written, for whoever keeps a copy of it."""
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None
