"""Which unit follows which, from what day, and what was handed over on it, as it stood then."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Stage, Task


class SuccessionKind(StrEnum):
    """How units follow others."""

    MERGER = "merger"
    SPLIT = "split"
    RENAMING = "renaming"


class SuccessionState(StrEnum):
    """Being prepared; agreed and waiting for its day; carried out; given up or taken back."""

    PREPARED = "prepared"
    AGREED = "agreed"
    CARRIED_OUT = "carried_out"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"

    @property
    def is_ahead(self) -> bool:
        return self in (SuccessionState.PREPARED, SuccessionState.AGREED)


class Side(StrEnum):
    """On which side of a succession a unit stands."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


class Succession(Model):
    """Units merged into, split into or renamed to others from a day on."""

    __tablename__ = "successions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SuccessionKind] = mapped_column(choice(SuccessionKind))
    on: Mapped[date]
    basis: Mapped[str] = mapped_column(String(300), default="")
    """The decision it rests on."""
    moves_people: Mapped[bool] = mapped_column(default=True)
    state: Mapped[SuccessionState] = mapped_column(
        choice(SuccessionState), default=SuccessionState.PREPARED, index=True
    )
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]
    left: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What carrying out changed beside tasks, for taking it back: people, aliases, units."""
    version: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[User] = relationship()
    parties: Mapped[list["SuccessionUnit"]] = relationship(back_populates="succession", order_by="SuccessionUnit.id")
    handovers: Mapped[list["Handover"]] = relationship(back_populates="succession", order_by="Handover.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def predecessors(self) -> list[Unit]:
        return [each.unit for each in self.parties if each.side == Side.PREDECESSOR]

    @property
    def successors(self) -> list[Unit]:
        """Who follows, the one first who gets what nobody chose otherwise."""
        found = [each for each in self.parties if each.side == Side.SUCCESSOR]
        return [each.unit for each in sorted(found, key=lambda each: not each.is_main)]

    @property
    def heir(self) -> Unit:
        """The successor who gets what nobody chose otherwise, and the old name."""
        return self.successors[0]


class SuccessionUnit(Model):
    """A unit's part in a succession; `is_new` when it begins to exist with it."""

    __tablename__ = "succession_units"
    __table_args__ = (UniqueConstraint("succession_id", "unit_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("successions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side))
    is_main: Mapped[bool] = mapped_column(default=False)
    is_new: Mapped[bool] = mapped_column(default=False)

    succession: Mapped[Succession] = relationship(back_populates="parties")
    unit: Mapped[Unit] = relationship()


class SuccessionChoice(Model):
    """To which successor a committee's secretary gives a task of a unit that will be split."""

    __tablename__ = "succession_choices"
    __table_args__ = (UniqueConstraint("succession_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("successions.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))


class Handover(Model):
    """One task handed over by a succession, as it stood on that day; supporting units are handed over beside it.

    `stage`, `percent`, `due_on` and `said` are what both sides put their names to, so they stay when the task goes on.
    """

    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("succession_id", "task_id", "from_unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("successions.id"), index=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    to_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    is_lead: Mapped[bool]
    at: Mapped[datetime]
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    percent: Mapped[int]
    due_on: Mapped[date | None]
    said: Mapped[str] = mapped_column(Text, default="")
    """What was last reported as its result."""
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who was in charge before."""
    supported_by: Mapped[list[int]] = mapped_column(JSON)
    """The supporting units before, by id."""
    left_version: Mapped[int]

    succession: Mapped[Succession] = relationship(back_populates="handovers")
    committee: Mapped[Committee] = relationship()
    task: Mapped[Task] = relationship()
    from_unit: Mapped[Unit] = relationship(foreign_keys=[from_unit_id])
    to_unit: Mapped[Unit] = relationship(foreign_keys=[to_unit_id])
