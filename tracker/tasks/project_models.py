"""What a work or project (công trình, dự án) is beside the task it is: what it costs, who builds it, how far it is."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Model, choice
from tracker.people.models import User
from tracker.reading.works import Fact, WorksStage
from tracker.tasks.models import Task, Update

MONEY = frozenset({Fact.TOTAL, Fact.ALLOCATED, Fact.DISBURSED})


def share_of(part: int | None, whole: int | None) -> int | None:
    """Return a part of a whole in hundredths of a percent, the half rounded up; None when it cannot be told."""
    return None if part is None or not whole else (part * 20_000 + whole) // (2 * whole)


class Project(Model):
    """The works a task is about, as they stand now: of each fact, what was told last. One row for each such task.

    Money is in đồng, the volume in hundredths of a percent. What is not known is None, or "" where it is words.
    """

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), unique=True)
    total_investment: Mapped[int | None] = mapped_column(BigInteger)
    allocated: Mapped[int | None] = mapped_column(BigInteger)
    disbursed: Mapped[int | None] = mapped_column(BigInteger)
    volume: Mapped[int | None]
    works_stage: Mapped[WorksStage | None] = mapped_column(choice(WorksStage), index=True)
    completion: Mapped[str] = mapped_column(String(300), default="")
    """The expected completion as written."""
    completion_on: Mapped[date | None]
    """The last day of what `completion` names; None when no day follows."""
    capital_source: Mapped[str] = mapped_column(String(300), default="")
    investor: Mapped[str] = mapped_column(String(300), default="")
    contractor: Mapped[str] = mapped_column(String(300), default="")
    site: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    task: Mapped[Task] = relationship()
    facts: Mapped[list["ToldFact"]] = relationship(
        back_populates="project", order_by="ToldFact.on, ToldFact.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def committee_id(self) -> int:
        return self.task.committee_id

    @property
    def share_disbursed(self) -> int | None:
        """The part of the allocated capital that was paid out, in hundredths of a percent; None when unknown."""
        return share_of(self.disbursed, self.allocated)


class ToldFact(Model):
    """One fact of works as it was told on a day: by the document, by an update, or by whoever corrected it.

    `number` holds money and the volume, `day` the completion's day, `text` everything else; all of them empty says
    that the fact is no longer known. `words` are those it was read in.
    """

    __tablename__ = "project_facts"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    fact: Mapped[Fact] = mapped_column(choice(Fact))
    number: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(500), default="")
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    update_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"), index=True)
    is_read: Mapped[bool] = mapped_column(default=False)
    """Whether it was read in the document that gave the task."""

    project: Mapped[Project] = relationship(back_populates="facts")
    by: Mapped[User] = relationship()
    update: Mapped[Update | None] = relationship()

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of `Project` this fact fills, with their values."""
        if self.fact in MONEY or self.fact is Fact.VOLUME:
            return {self.fact.value: self.number}
        if self.fact is Fact.STAGE:
            return {self.fact.value: WorksStage(self.text) if self.text else None}
        if self.fact is Fact.COMPLETION:
            return {self.fact.value: self.text, "completion_on": self.day}
        return {self.fact.value: self.text}
