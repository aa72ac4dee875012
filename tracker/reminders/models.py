"""The outbox and the register: letters with what became of them, and the reminders each letter carries."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Task


class LetterKind(StrEnum):
    """Why a letter is written."""

    ASSIGNMENT = "assignment"
    DIGEST = "digest"
    MANUAL = "manual"


class LetterState(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Letter(Model):
    """A message in the outbox, written in the transaction that causes it; `key` makes it unique for good."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_due", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    to_name: Mapped[str] = mapped_column(String(200))
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    lease: Mapped[str | None] = mapped_column(String(64))
    last_answer: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[datetime | None]

    committee: Mapped[Committee] = relationship()
    unit: Mapped[Unit | None] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    reminders: Mapped[list["Reminder"]] = relationship(back_populates="letter", order_by="Reminder.id")


class Reminder(Model):
    """One task brought to one recipient's mind, once for each occasion."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("kind", "task_id", "recipient", "due_on", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind))
    recipient: Mapped[str] = mapped_column(String(254))
    due_on: Mapped[date]
    occasion: Mapped[str] = mapped_column(String(40))
    on: Mapped[date]

    letter: Mapped[Letter] = relationship(back_populates="reminders")
    task: Mapped[Task] = relationship()


class Heartbeat(Model):
    """When a regular job last ran to its end."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    trouble: Mapped[str] = mapped_column(Text, default="")
