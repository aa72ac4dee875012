"""Returned letters: what was read of them, and the mailbox they are fetched from."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.reminders.models import Recipient

ONLY = 1
"""The id of the one row of the mailbox."""


class Finding(StrEnum):
    """What a message in the mailbox turned out to be."""

    RETURNED = "returned"
    DELAYED = "delayed"
    AUTOMATIC = "automatic"
    STRANGE = "strange"
    """It speaks of a letter or an address the program never wrote to: another program's, or forged."""
    OTHER = "other"


class Bounce(Model):
    """A message that was read, known by its bytes, so that reading it twice does nothing."""

    __tablename__ = "bounces"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    read_at: Mapped[datetime] = mapped_column(index=True)
    finding: Mapped[Finding] = mapped_column(choice(Finding))
    recipient_id: Mapped[int | None] = mapped_column(
        ForeignKey("letter_recipients.id", ondelete="SET NULL"), index=True
    )
    answer: Mapped[str] = mapped_column(Text, default="")

    recipient: Mapped[Recipient | None] = relationship()


class BounceMailbox(Model):
    """Where returned letters are fetched from (IMAP); one row, and no host while nobody entered one."""

    __tablename__ = "bounce_mailboxes"

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(253), default="")
    port: Mapped[int] = mapped_column(default=993)
    security: Mapped[str] = mapped_column(String(10), default="tls")
    user: Mapped[str] = mapped_column(String(254), default="")
    sealed_password: Mapped[str] = mapped_column(Text, default="")
    refused_at: Mapped[datetime | None]
    """When the server last refused the name or the password: it is left alone for an hour."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
