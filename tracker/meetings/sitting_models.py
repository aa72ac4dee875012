"""What belongs to one meeting: how it sits, what is taken up in it (agenda) and who was there (attendance)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.meetings.models import Meeting
from tracker.people.models import Unit, User
from tracker.tasks.models import Task


class Sitting(Model):
    """A meeting as it takes place: who presides, since when, and what its screens show; a row from when it is prepared.

    Apart from the meeting, for what the room is shown changes by the minute and moves nobody's calendar.
    """

    __tablename__ = "sittings"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    presider_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who presides (chủ trì): whose word the directions of the meeting are."""
    begun_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Between the two a secretary writes down what the presider decides."""
    shown: Mapped[str] = mapped_column(String(40), default="")
    """What the room is shown, as the projector's address names it; no history is kept of it."""
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    presider: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.meeting.committee_id

    @property
    def is_open(self) -> bool:
        """Whether it has begun and is not closed."""
        return self.begun_at is not None and self.closed_at is None


class AgendaPoint(Model):
    """What a secretary wrote into an agenda beside what follows from the open tasks.

    A point of its own has a title; one with a task brings that task in, or takes it out of what was proposed. When the
    sitting begins, what was proposed is written down beside them, and from then on these rows are the agenda.
    """

    __tablename__ = "agenda_points"
    __table_args__ = (UniqueConstraint("meeting_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    is_taken_out: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    """Who presents it, which papers belong to it."""
    whys: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """Why the task was proposed, when the sitting began ("overdue broken"); empty: a person wrote it in."""
    place: Mapped[int] = mapped_column(default=0)
    """Its order; a point of its own stands before the units while this is below 0."""
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    task: Mapped[Task | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.meeting.committee_id


class Presence(StrEnum):
    """Whether somebody was there."""

    INVITED = "invited"
    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


class Attendance(Model):
    """A person or a unit at a meeting, with their office as the conclusion names it."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("meeting_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    """None: somebody without an account."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    office: Mapped[str] = mapped_column(String(300), default="")
    """What they are: "Phó Chủ tịch Ủy ban nhân dân xã, Phó Trưởng Ban Chỉ đạo"."""
    presence: Mapped[Presence] = mapped_column(choice(Presence), default=Presence.INVITED)
    note: Mapped[str] = mapped_column(String(300), default="")
    """Who came in their place, or why they did not."""
    place: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    user: Mapped[User | None] = relationship()
    unit: Mapped[Unit | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.meeting.committee_id
