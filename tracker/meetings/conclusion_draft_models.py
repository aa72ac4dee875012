"""The draft of the conclusion a meeting leads to: what its secretary wrote of it, beside what the chair directed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.models import Item
from tracker.extensions import Model, choice
from tracker.meetings.models import Meeting
from tracker.people.models import Unit, User
from tracker.reading.results import DocumentType


class ConclusionDraft(Model):
    """What was written of a draft; None: nothing yet, so it reads as the program proposes.

    A row from the first word that is written. Number and day are the văn thư's and never proposed.
    """

    __tablename__ = "conclusion_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    type: Mapped[DocumentType | None] = mapped_column(choice(DocumentType))
    number: Mapped[str | None] = mapped_column(String(20))
    """Without its symbol: "16"."""
    issued_on: Mapped[date | None]
    sign: Mapped[str | None] = mapped_column(String(40))
    """The symbol without the number: "KL/BCĐ", of a State body "TB-BCĐ"."""
    place: Mapped[str | None] = mapped_column(String(100))
    title: Mapped[str | None] = mapped_column(Text)
    opening: Mapped[str | None] = mapped_column(Text)
    assessment: Mapped[str | None] = mapped_column(Text)
    closing: Mapped[str | None] = mapped_column(Text)
    receivers: Mapped[str | None] = mapped_column(Text)
    """Who gets it, one a line."""
    authority: Mapped[str | None] = mapped_column(Text)
    """As what it is signed: "TRƯỞNG BAN", or "KT. TRƯỞNG BAN" and "PHÓ TRƯỞNG BAN" on two lines."""
    signer: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.meeting.committee_id


class DraftItem(Model):
    """An item its secretary added to a draft; it binds nobody before the conclusion is signed."""

    __tablename__ = "draft_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(String(500), default="")
    place: Mapped[int] = mapped_column(default=0)
    """Its order among the draft's items, counted together with that of the directions."""
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id", ondelete="SET NULL"), index=True)
    """The item of the signed conclusion it became, as a person matched it."""
    is_unsigned: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A person said that the signed conclusion does not have it."""
    version: Mapped[int] = mapped_column(default=1)

    meeting: Mapped[Meeting] = relationship()
    lead_unit: Mapped[Unit | None] = relationship()
    by: Mapped[User] = relationship()
    item: Mapped[Item | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.meeting.committee_id

    @property
    def written(self) -> str:
        """Its words as the conclusion is to say them."""
        return self.text
