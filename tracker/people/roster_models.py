"""A list of people that was sent and waits to be carried out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model


class Roster(Model):
    """A workbook as it was taken apart; its cells go once it was carried out or another list was sent."""

    __tablename__ = "rosters"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]
