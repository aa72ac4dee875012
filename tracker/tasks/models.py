"""What a task is: its units, deadlines, stage and updates. Whether it is late is computed, never stored."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.documents.models import Item
from tracker.extensions import Model, choice
from tracker.findable import Findable
from tracker.people.models import Committee, Unit, User
from tracker.reading.results import DeadlineKind, ItemKind, Recurrence

if TYPE_CHECKING:
    from tracker.tasks.files_models import EvidenceFile
    from tracker.tasks.period_models import PeriodExcuse
    from tracker.tasks.refusal_models import Refusal

SOON_DAYS = 7
"""A task is due soon from this many days before its deadline."""


class Stage(StrEnum):
    """How far a task is; chosen by people."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    DONE = "done"
    PAUSED = "paused"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self not in (Stage.DONE, Stage.DROPPED)


RESTING = frozenset({Stage.PAUSED, Stage.REPORTED, Stage.DONE, Stage.DROPPED})
"""The stages in which nobody works on a task, so that no report of a period falls due."""


class TimeClass(StrEnum):
    """How a task stands against its deadline on a given day; computed."""

    OVERDUE = "overdue"
    SOON = "soon"
    IN_TIME = "in_time"
    NO_DEADLINE = "no_deadline"


class Task(Findable, Model):
    """A duty given by a published conclusion, or a part of one (phần việc) that another unit or person does.

    A part shares the item of its whole, has its own number under it (12.1), and counts in no figure: a conclusion's
    duty counts once.
    """

    __tablename__ = "tasks"
    FOUND_BY = ("title", "product")
    __table_args__ = (
        UniqueConstraint("committee_id", "number", "subnumber"),
        # What every count and every filter by person looks at, without reading whole rows.
        Index("ix_tasks_counted", "committee_id", "stage", "due_on", "reported_on", "original_due_on", "parent_id"),
        Index(None, "committee_id", "assignee_id"),
        Index(
            "uq_tasks_whole_item_id", "item_id", unique=True,
            sqlite_where=text("parent_id IS NULL"), postgresql_where=text("parent_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    """The whole task this is a part of."""
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who gave this part; a whole task is given by its conclusion."""
    number: Mapped[int]
    subnumber: Mapped[int] = mapped_column(default=0)
    """The place of a part under the number of its whole; 0 for a whole task."""
    title: Mapped[str] = mapped_column(Text)
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    product: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind), default=ItemKind.TASK, index=True)
    """What its sentence asks for: kept beside the task, for registers of one kind read many tasks."""
    recurrence: Mapped[Recurrence | None] = mapped_column(choice(Recurrence))
    due_words: Mapped[str] = mapped_column(String(500), default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    original_due_on: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.NOT_STARTED, index=True)
    own_percent: Mapped[int] = mapped_column("percent", default=0)
    """The share done as somebody wrote it; what is shown is `percent`."""
    opened_on: Mapped[date]
    updated_at: Mapped[datetime | None]
    reported_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now(), onupdate=lambda: clock.now())
    """When the row was last written, for whoever keeps a copy of it."""
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    item: Mapped[Item] = relationship()
    lead_unit: Mapped[Unit | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])
    parent: Mapped["Task | None"] = relationship(back_populates="subtasks", remote_side=[id])
    subtasks: Mapped[list["Task"]] = relationship(back_populates="parent", order_by="Task.subnumber")
    supports: Mapped[list["TaskSupport"]] = relationship(
        back_populates="task", order_by="TaskSupport.id", cascade="all, delete-orphan"
    )
    milestones: Mapped[list["Milestone"]] = relationship(back_populates="task", order_by="Milestone.on")
    updates: Mapped[list["Update"]] = relationship(back_populates="task", order_by="Update.id.desc()")
    extensions: Mapped[list["Extension"]] = relationship(back_populates="task", order_by="Extension.id.desc()")
    excuses: Mapped[list["PeriodExcuse"]] = relationship(back_populates="task")
    period_updates: Mapped[list["Update"]] = relationship(
        primaryjoin=lambda: and_(Update.task_id == Task.id, Update.is_of_periods()), order_by="Update.id", viewonly=True
    )
    """What tells how its periods stand: the updates that report on one, and those that begin or end a rest."""
    refusals: Mapped[list["Refusal"]] = relationship(back_populates="task", order_by="Refusal.id.desc()")

    __mapper_args__ = {"version_id_col": version}

    def told(self) -> Iterable[str | None]:
        """By its name, its product and the number of its document; a whole task by its sentence too."""
        sentence = self.item.text if self.is_whole else ""
        return self.title, sentence, self.product, self.item.conclusion.number

    @property
    def is_whole(self) -> bool:
        """Whether this is what a conclusion asks for, not a part of it."""
        return self.parent_id is None and self.parent is None

    @property
    def shown_number(self) -> str:
        """The number as the office says it: 12, or 12.1 for a part."""
        return f"{self.number}.{self.subnumber}" if self.subnumber else str(self.number)

    @property
    def counting_subtasks(self) -> list["Task"]:
        """The parts that make up the whole: all but those that are not carried out."""
        return [each for each in self.subtasks if each.stage != Stage.DROPPED]

    @property
    def percent(self) -> int:
        """The share done in percent: as written, or the mean of the parts (one that is done counts as 100)."""
        shares = [100 if each.stage == Stage.DONE else each.own_percent for each in self.counting_subtasks]
        return sum(shares) // len(shares) if shares else self.own_percent

    @percent.setter
    def percent(self, share: int) -> None:
        self.own_percent = share

    def is_overdue(self, on: date) -> bool:
        """Whether the deadline passed before this day with the work neither reported nor ended."""
        return bool(self.due_on and self.due_on < on and self.is_awaited)

    @property
    def is_awaited(self) -> bool:
        """Whether the unit still owes its report of completion."""
        return self.stage in (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED)

    def time_class(self, on: date) -> TimeClass:
        """Return how the task stands against its deadline on this day."""
        if self.due_on is None:
            return TimeClass.NO_DEADLINE
        if self.is_overdue(on):
            return TimeClass.OVERDUE
        return TimeClass.SOON if self.is_awaited and (self.due_on - on).days <= SOON_DAYS else TimeClass.IN_TIME

    @property
    def is_standing(self) -> bool:
        """Whether it is a standing duty (thường xuyên), without an end or a cadence of its own."""
        words = self.recurrence or (Recurrence.STANDING if self.kind == ItemKind.STANDING else None)
        return words == Recurrence.STANDING and self.due_on is None

    @property
    def comes_round(self) -> bool:
        """Whether it is reported on period by period, so that a share done says nothing of it."""
        return self.is_standing or self.recurrence not in (None, Recurrence.STANDING)

    def days_left(self, on: date) -> int | None:
        """Return the days from this day to the deadline, negative once it passed; None without one."""
        return (self.due_on - on).days if self.due_on else None

    @property
    def times_extended(self) -> int:
        """How often a later deadline was granted."""
        return sum(each.state == ExtensionState.GRANTED for each in self.extensions)

    @property
    def asked_extension(self) -> "Extension | None":
        """The request for a later deadline that waits for its decision, while there is a deadline to move."""
        waiting = (each for each in self.extensions if each.state == ExtensionState.WAITING)
        return next(waiting, None) if self.is_awaited else None

    @property
    def waiting_refusal(self) -> "Refusal | None":
        """The unit's word that the task is not its own, while nobody has answered it."""
        return next((each for each in self.refusals if each.is_waiting), None)

    @property
    def updated_on(self) -> date | None:
        """The office's day on which something was last written of it."""
        return clock.local(self.updated_at).date() if self.updated_at else None

    @property
    def is_done_late(self) -> bool:
        """Whether it is done and was reported after the ORIGINAL deadline; without one nothing is late."""
        return self.stage == Stage.DONE and self.was_on_time is False

    @property
    def was_on_time(self) -> bool | None:
        """Whether completion was reported by the ORIGINAL deadline; None while open or without a deadline."""
        if self.reported_on is None or self.original_due_on is None:
            return None
        return self.reported_on <= self.original_due_on


class ExtensionState(StrEnum):
    """What became of a request for a later deadline."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class TaskSupport(Model):
    """A unit that supports the lead."""

    __tablename__ = "task_supports"
    __table_args__ = (UniqueConstraint("task_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)

    task: Mapped[Task] = relationship(back_populates="supports")
    unit: Mapped[Unit] = relationship()


class Milestone(Model):
    """A dated point of a task, with the words that set it: start of works, completion, approval, report."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    kind: Mapped[DeadlineKind] = mapped_column(choice(DeadlineKind))
    words: Mapped[str] = mapped_column(String(500))
    on: Mapped[date]

    task: Mapped[Task] = relationship(back_populates="milestones")


PROPOSES = text("proposal != ''")


class Update(Findable, Model):
    """What somebody reported or decided of a task; the list of them is the task's course."""

    __tablename__ = "updates"
    FOUND_BY = ("result", "difficulty", "proposal", "reason", "evidence")
    __table_args__ = (
        # What was written within some days, and the few updates that propose something, without reading the words.
        Index(None, "on", "task_id"),
        Index("ix_updates_proposed", "task_id", sqlite_where=PROPOSES, postgresql_where=PROPOSES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    on: Mapped[date]
    from_stage: Mapped[Stage] = mapped_column(choice(Stage))
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    percent: Mapped[int]
    result: Mapped[str] = mapped_column(Text, default="")
    difficulty: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(String(300), default="")
    period_ends_on: Mapped[date | None]
    """Of which period it is the report: the last day of the days that period is named after."""
    reason: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str] = mapped_column(String(64), unique=True)
    edited_at: Mapped[datetime | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"), index=True)
    """The update whose words this one puts right."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """How the task stood before, as `tasks.undo` needs it; none for those from before there was an undo."""

    task: Mapped[Task] = relationship(back_populates="updates")
    by: Mapped[User] = relationship()
    corrects: Mapped["Update | None"] = relationship(remote_side=id, back_populates="corrections")
    corrections: Mapped[list["Update"]] = relationship(back_populates="corrects", order_by="Update.id")
    files: Mapped[list["EvidenceFile"]] = relationship(back_populates="update", order_by="EvidenceFile.id")

    @property
    def is_of_the_unit(self) -> bool:
        """Whether it says what the unit did, as an update or a report of completion; else it decides something."""
        awaited = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED)
        return self.from_stage in awaited and self.stage in (*awaited, Stage.REPORTED)

    @classmethod
    def proposes(cls) -> ColumnElement[bool]:
        """Something is proposed in it; said so that the index of these is used."""
        return cls.proposal != literal_column("''")

    @classmethod
    def is_of_periods(cls) -> ColumnElement[bool]:
        """Reports on a period, or leads the task to or from a stage in which nobody works on it."""
        return or_(cls.period_ends_on.is_not(None), cls.stage.in_(RESTING), cls.from_stage.in_(RESTING))

    def told(self) -> Iterable[str | None]:
        """By everything that was written."""
        return self.result, self.difficulty, self.proposal, self.reason, self.evidence


class Extension(Model):
    """A request for a later deadline, and what the leader decided; the original deadline stays on the task."""

    __tablename__ = "extensions"
    __table_args__ = (
        Index(
            "uq_extensions_waiting_task_id", "task_id", unique=True,
            sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    state: Mapped[ExtensionState] = mapped_column(choice(ExtensionState), default=ExtensionState.WAITING, index=True)
    due_on: Mapped[date]
    """The deadline when it was asked for."""
    until: Mapped[date]
    """The day asked for."""
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    granted_until: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text, default="")
    """What the leader said to it; a refusal always says why."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    task: Mapped[Task] = relationship(back_populates="extensions")
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.task.committee_id

    @property
    def was_unasked(self) -> bool:
        """Whether nobody asked for it: who presides gave more time by their own word."""
        return self.asked_at == self.decided_at and self.asked_by_id == self.decided_by_id

    @property
    def was_asked_late(self) -> bool:
        """Whether it was asked for only after the deadline had passed."""
        return self.asked_on > self.due_on

    @property
    def was_altered(self) -> bool:
        """Whether the leader granted another day than was asked for."""
        return self.granted_until not in (None, self.until)
