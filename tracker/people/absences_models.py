"""When people are away, and who reads for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import User


class Absence(Model):
    """Days on which a person is away (đi công tác, nghỉ phép), both ends included."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(index=True)
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    """Who gets the person's letters meanwhile, inside their own."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    stand_in: Mapped[User | None] = relationship(foreign_keys=[stand_in_id])
    created_by: Mapped[User] = relationship(foreign_keys=[created_by_id])

    def covers(self, day: date) -> bool:
        """Whether the person is away on a day."""
        return self.first_on <= day <= self.last_on
