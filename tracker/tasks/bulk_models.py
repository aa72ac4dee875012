"""What was ordered of many tasks at once, and what became of each: so that none is done twice and none forgotten."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Task


class Deed(StrEnum):
    """What is done to each of the tasks chosen."""

    UNIT = "unit"
    PERSON = "person"
    REMIND = "remind"


class RowState(StrEnum):
    """What became of one of them."""

    WAITING = "waiting"
    DONE = "done"
    SAME = "same"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    RETURNING = "returning"
    UNDONE = "undone"


class BulkOrder(Model):
    """One deed ordered for many tasks; `words` are its reason or what is asked, `key` makes a double click one order.

    Its person is whose rights every row is done with.
    """

    __tablename__ = "bulk_orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    deed: Mapped[Deed] = mapped_column(choice(Deed))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(64), unique=True)

    committee: Mapped[Committee] = relationship()
    unit: Mapped[Unit | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    rows: Mapped[list["BulkRow"]] = relationship(back_populates="order", order_by="BulkRow.id")


class BulkRow(Model):
    """One task of an order: the version the person saw, why it was left, and what it was before and after the deed."""

    __tablename__ = "bulk_rows"
    __table_args__ = (UniqueConstraint("order_id", "task_id"), Index("ix_bulk_rows_state", "state", "order_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("bulk_orders.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    version: Mapped[int | None]
    """The version that was seen; None when all under some filters were chosen unseen."""
    state: Mapped[RowState] = mapped_column(choice(RowState), default=RowState.WAITING)
    why: Mapped[str] = mapped_column(Text, default="")
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Lead, person and supports before the deed, for taking it back."""
    left_version: Mapped[int | None]

    order: Mapped[BulkOrder] = relationship(back_populates="rows")
    task: Mapped[Task] = relationship()
