"""Filters of the register that somebody keeps under a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model
from tracker.people.models import Committee, User

LONGEST_NAME = 80


class SavedView(Model):
    """The filters of an address under a name: one person's, or shown to their whole committee."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("user_id", "committee_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    words: Mapped[dict[str, str]] = mapped_column(JSON)
    """The filters as an address says them; which committee stands apart, unless all are asked for."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    user: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def address(self) -> dict[str, Any]:
        """The arguments of the address that opens it, in its own committee whichever is chosen by then."""
        return {"committee": str(self.committee_id), **self.words}
