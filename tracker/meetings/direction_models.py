"""What the chair directs (chỉ đạo): of a task or of a new matter; each is a draft item of the next conclusion."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.models import Item
from tracker.extensions import Model
from tracker.findable import Findable
from tracker.meetings.models import Meeting
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Extension, Task


class Direction(Findable, Model):
    """The chair's word on a task, or on a matter that is no task yet.

    It binds from the moment it is said. The next conclusion only puts it on paper: until then it is a draft item,
    afterwards the item of the signed conclusion it became.
    """

    __tablename__ = "directions"
    FOUND_BY = ("text",)
    __table_args__ = (Index(None, "committee_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    """The meeting it was said at, or whose conclusion it is to stand in; None: no meeting to come is entered."""
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    """None: a new matter."""
    text: Mapped[str] = mapped_column(Text)
    """As it was said; what the task's course and its unit are shown."""
    wording: Mapped[str] = mapped_column(Text, default="")
    """As the conclusion is to say it; empty: as it was said."""
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    """Who is to carry it out; of a task its lead unit, unless another is named."""
    due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(String(500), default="")
    extension_id: Mapped[int | None] = mapped_column(ForeignKey("extensions.id"))
    """The later deadline that was granted with it."""
    place: Mapped[int] = mapped_column(default=0)
    """Its order among the draft items of its meeting."""
    is_left_out: Mapped[bool] = mapped_column(default=False)
    """It binds all the same, but is not to stand in the conclusion."""
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    """The chair, or who presided in their place."""
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    """Who wrote it down."""
    at: Mapped[datetime]
    on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id", ondelete="SET NULL"), index=True)
    """The item of the signed conclusion it became, as a person matched it."""
    is_unsigned: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A person said that the signed conclusion does not have it."""
    key: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    task: Mapped[Task | None] = relationship()
    lead_unit: Mapped[Unit | None] = relationship()
    extension: Mapped[Extension | None] = relationship()
    said_by: Mapped[User] = relationship(foreign_keys=[said_by_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    item: Mapped[Item | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def told(self) -> Iterable[str | None]:
        """By what was said."""
        return (self.text,)

    @property
    def written(self) -> str:
        """Its words as the conclusion is to say them."""
        return self.wording or self.text

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
