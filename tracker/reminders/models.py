"""The outbox and the register: letters with what became of them, and the reminders each letter carries."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.models import Conclusion
from tracker.extensions import Model, choice
from tracker.people.models import Committee, Unit, User
from tracker.tasks.models import Task


class LetterKind(StrEnum):
    """Why a letter is written."""

    ASSIGNMENT = "assignment"
    DIGEST = "digest"
    NEWS = "news"
    """What others did, to somebody who wants to hear at once."""
    MANUAL = "manual"

    @property
    def is_automatic(self) -> bool:
        """Whether the program writes it by itself: it leaves in the office's hours only."""
        return self in (LetterKind.DIGEST, LetterKind.NEWS)

    @property
    def is_to_whole_unit(self) -> bool:
        """Whether it goes to a unit's mailbox and all its people at once, rather than to one recipient."""
        return not self.is_automatic


class LetterState(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a letter waits, died or was cancelled, in the program's words; the server's own stand in `last_answer`."""

    NONE = ""
    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "no_address"
    UNSAFE = "unsafe"
    SETTLED = "settled"
    SUPERSEDED = "superseded"
    RECIPIENT_LEFT = "recipient_left"
    CLOSED = "closed"
    BOUNCED = "bounced"
    """The server took it, and its notice came back that nobody has it."""
    GIVEN_UP = "given_up"
    AWAY = "away"


class Letter(Model):
    """A message in the outbox, written in the transaction that causes it; `key` makes it unique for good.

    A letter to a unit (assignment, manual) is one row with several recipients: the unit's own mailbox and the people
    who work there for the committee. A digest has one recipient.
    """

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_due", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300), unique=True)
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"), index=True)
    """The one committee it speaks of; None for an office letter, which speaks of several."""
    conclusion_id: Mapped[int | None] = mapped_column(ForeignKey("conclusions.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    on: Mapped[date]
    to_name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="vi")
    note: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(320), unique=True)
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    reason: Mapped[Reason] = mapped_column(choice(Reason), default=Reason.NONE)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(64))
    """Who has it in hand, as a word of their own; None when nobody has."""
    leased_until: Mapped[datetime | None]
    """By when they should be done, by their clock: what takes much longer is told. Nobody takes a letter for it."""
    last_answer: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[datetime | None]

    committee: Mapped[Committee | None] = relationship()
    conclusion: Mapped[Conclusion | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    recipients: Mapped[list["Recipient"]] = relationship(back_populates="letter", order_by="Recipient.id")
    reminders: Mapped[list["Reminder"]] = relationship(back_populates="letter", order_by="Reminder.id")

    @property
    def to_address(self) -> str:
        """All addresses of the letter in one line."""
        return ", ".join(recipient.address for recipient in self.recipients)

    @property
    def outstanding(self) -> list["Recipient"]:
        """The recipients who neither have the letter nor were refused for good."""
        return [each for each in self.recipients if each.state == LetterState.WAITING]


class Recipient(Model):
    """One address of a letter and how it fared there, so that a retry goes only to those who do not have it yet."""

    __tablename__ = "letter_recipients"
    __table_args__ = (UniqueConstraint("letter_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254))
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    """When a server last said no to this address; None where none did, and for answers older than the column."""

    letter: Mapped[Letter] = relationship(back_populates="recipients")
    user: Mapped[User | None] = relationship()


class Reminder(Model):
    """One matter brought to one recipient's mind, once for each occasion.

    `occasion` is the reason it was due (`before-7`, `late-14`, `extension-12`), or, for a task named only because the
    letter went out for another one, `with-` and the day. `recipient` is the digest's address, or the unit of a letter
    to a unit. A secretary's summary and a chair's brief are of their committee and no task.
    """

    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_told", "recipient", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(500), unique=True)
    """What makes the occasion the only one of its kind; None once its letter was given up before anybody read it."""
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind))
    recipient: Mapped[str] = mapped_column(String(254))
    for_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """The person who is away and for whom the reader stands in."""
    due_on: Mapped[date | None]
    """The day it is about: the deadline, the day of the report or of the meeting, the day last heard of a silent task.
    """
    occasion: Mapped[str] = mapped_column(String(80))
    on: Mapped[date]

    letter: Mapped[Letter] = relationship(back_populates="reminders")
    committee: Mapped[Committee] = relationship()
    task: Mapped[Task | None] = relationship()
    for_user: Mapped[User | None] = relationship()

    @classmethod
    def of(
        cls, matter: Task | Committee, *, kind: LetterKind, recipient: str, due_on: date | None, occasion: str,
        on: date, for_user: User | None = None,
    ) -> "Reminder":  # fmt: skip
        """Return the reminder of a task, or of a committee's own matter such as its weekly summary."""
        task = matter if isinstance(matter, Task) else None
        committee_id = task.committee_id if task else matter.id
        key = cls.key_of(kind, committee_id, task.id if task else None, recipient, due_on, occasion)
        return cls(key=key, kind=kind, committee_id=committee_id, task=task, recipient=recipient, due_on=due_on,
                   occasion=occasion, on=on, for_user=for_user)  # fmt: skip

    @staticmethod
    def key_of(
        kind: LetterKind, committee_id: int, task_id: int | None, recipient: str, due_on: date | None, occasion: str
    ) -> str:
        """Return what tells this occasion from every other."""
        matter = f"task-{task_id}" if task_id else f"committee-{committee_id}"
        return f"{kind}|{matter}|{recipient}|{due_on or ''}|{occasion}"


class Heartbeat(Model):
    """When a regular job last ran to its end; `trouble` is why it cannot do its work, `code` or `code: details`."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    trouble: Mapped[str] = mapped_column(Text, default="")
