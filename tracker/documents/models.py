"""What was concluded: the document with its text, its items with their evidence, and the decisions made on them."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.findable import Findable
from tracker.people.models import Committee, Unit, User
from tracker.reading.results import DeadlineKind, DocumentType, ItemKind, Precision, Recurrence, Source
from tracker.typed import Typed


class Decision(StrEnum):
    """What the secretary decided about an item."""

    OPEN = "open"
    ACCEPTED = "accepted"
    NO_TASK = "no_task"


class Part(StrEnum):
    """What a unit does for an item or a task."""

    LEAD = "lead"
    SUPPORT = "support"


class Conclusion(Findable, Model):
    """A document of a committee; once published it is locked."""

    __tablename__ = "conclusions"
    FOUND_BY = ("text", "title", "number", "signer")
    __table_args__ = (UniqueConstraint("committee_id", "text_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    type: Mapped[DocumentType] = mapped_column(choice(DocumentType), default=DocumentType.CONCLUSION)
    number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    meeting_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(500), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    signer: Mapped[str] = mapped_column(String(200), default="")
    signer_role: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    header_spans: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    created_by: Mapped[User] = relationship(foreign_keys=[created_by_id])
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])
    items: Mapped[list["Item"]] = relationship(back_populates="conclusion", order_by="Item.position")

    __mapper_args__ = {"version_id_col": version}

    def told(self) -> Iterable[str | None]:
        """By its head and its whole text."""
        return self.number, self.title, self.signer, self.text

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def reference_date(self) -> date | None:
        """The day from which terms without a year are counted."""
        return self.issued_on or self.meeting_on


class Item(Model):
    """One passage of a conclusion and the draft of a task it may become.

    A draft that was merged into another is gone; its id never comes back for another one, for the history and the
    steps speak of drafts by their ids.
    """

    __tablename__ = "items"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusions.id"), index=True)
    position: Mapped[int]
    path: Mapped[list[str]] = mapped_column(JSON)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind))
    action: Mapped[str] = mapped_column(Text, default="")
    product: Mapped[str] = mapped_column(Text, default="")
    recurrence: Mapped[Recurrence | None] = mapped_column(choice(Recurrence))
    assignee_words: Mapped[str] = mapped_column(String(500), default="")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confidence: Mapped[float] = mapped_column(default=1.0)
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    works: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What the passage tells of works, as `tracker.reading.works.Stated`: fact, value, words."""
    decision: Mapped[Decision] = mapped_column(choice(Decision), default=Decision.OPEN)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    conclusion: Mapped[Conclusion] = relationship(back_populates="items")
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    deadlines: Mapped[list["ItemDeadline"]] = relationship(
        back_populates="item", order_by="ItemDeadline.id", cascade="all, delete-orphan"
    )
    units: Mapped[list["ItemUnit"]] = relationship(
        back_populates="item", order_by="ItemUnit.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.conclusion.committee_id

    @property
    def due(self) -> "ItemDeadline | None":
        """The deadline by which the whole is judged: the latest dated one."""
        dated = [deadline for deadline in self.deadlines if deadline.on]
        return max(dated, key=lambda deadline: deadline.on or date.min) if dated else None


class ItemDeadline(Model):
    """A deadline as written and the day it means."""

    __tablename__ = "item_deadlines"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    words: Mapped[str] = mapped_column(String(500))
    start: Mapped[int | None]
    end: Mapped[int | None]
    kind: Mapped[DeadlineKind] = mapped_column(choice(DeadlineKind))
    on: Mapped[date | None]
    since: Mapped[date | None]
    precision: Mapped[Precision] = mapped_column(choice(Precision))

    item: Mapped[Item] = relationship(back_populates="deadlines")


class ItemUnit(Model):
    """A body named for an item: the words as written and, once a person agreed, the unit they mean."""

    __tablename__ = "item_units"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    part: Mapped[Part] = mapped_column(choice(Part))
    words: Mapped[str] = mapped_column(String(300))
    start: Mapped[int | None]
    end: Mapped[int | None]
    source: Mapped[Source] = mapped_column(choice(Source), default=Source.ITEM)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)

    item: Mapped[Item] = relationship(back_populates="units")
    unit: Mapped[Unit | None] = relationship()


class Step(Model):
    """One thing a person did to the drafts of a document, with what stood there before: it can be taken back.

    `changes` is what `tracker.documents.steps` wrote; `draft_id` names the draft one goes back to, which may be gone.
    """

    __tablename__ = "steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusions.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(40))
    draft_id: Mapped[int | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]

    conclusion: Mapped[Conclusion] = relationship()
    by: Mapped[User] = relationship()
    draft: Mapped[Item | None] = relationship(primaryjoin="foreign(Step.draft_id) == Item.id", viewonly=True)

    @property
    def committee_id(self) -> int:
        return self.conclusion.committee_id


class TypedDraft(Typed, Model):
    """What one person has typed into the form of a draft and not saved yet.

    `item_version` is the draft it was typed over; a later one is shown beside it, and neither is overwritten.
    """

    __tablename__ = "typed_drafts"
    __table_args__ = (UniqueConstraint("item_id", "user_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]

    item: Mapped[Item] = relationship()
    user: Mapped[User] = relationship()
