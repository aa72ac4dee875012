"""The secretary's word that a report a unit never sent is no longer asked for."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import User
from tracker.tasks.models import Task


class PeriodExcuse(Model):
    """A period of a duty whose report is not asked for, and why; the period stays in sight."""

    __tablename__ = "period_excuses"
    __table_args__ = (UniqueConstraint("task_id", "period_ends_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    period_ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    on: Mapped[date]

    task: Mapped[Task] = relationship(back_populates="excuses")
    by: Mapped[User] = relationship()
