"""The days on which this office differs from the law: days off of its own, and days worked in exchange."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import User


class DayKind(StrEnum):
    """What the office does on such a day, whatever weekends and holidays say."""

    OFF = "off"
    WORKING = "working"


class OfficeDay(Model):
    """One day entered by the administrator, after the yearly decision on swap days (hoán đổi ngày làm việc)."""

    __tablename__ = "office_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind] = mapped_column(choice(DayKind))
    note: Mapped[str] = mapped_column(String(200), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]

    created_by: Mapped[User | None] = relationship()
