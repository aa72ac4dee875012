"""Trình chiếu: the stops of a meeting's screen, one thing at a time in the order of its agenda."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from tracker.extensions import db
from tracker.meetings.agenda import Agenda, Entry, UnitPart
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import AgendaPoint, Sitting
from tracker.tasks.evidence import Evidence, evidence
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update


class Kind(StrEnum):
    """What a stop shows."""

    START = "start"
    POINT = "point"
    UNIT = "unit"
    TASK = "task"
    END = "end"


@dataclass(frozen=True)
class Spot:
    """A stop: its name in the address, and what it shows."""

    name: str
    kind: Kind
    part: UnitPart | None = None
    entry: Entry | None = None
    point: AgendaPoint | None = None


@dataclass(frozen=True)
class Stand:
    """Where the screen stands, and what lies around it; None where nothing does."""

    spot: Spot
    before: Spot | None
    after: Spot | None
    unit_before: Spot | None
    unit_after: Spot | None
    number: int = 0
    """Which of the tasks this is, from 1; 0 where it is none."""
    tasks: int = 0
    units: int = 0


@dataclass(frozen=True)
class TaskFacts:
    """What is shown of a task: its sentence, the unit's last word, what was promised and what is directed."""

    evidence: Evidence
    word: Update | None
    commitments: Sequence[Commitment]
    directions: Sequence[Direction]


@dataclass(frozen=True)
class Outcome:
    """What a meeting decided."""

    directions: Sequence[Direction] = field(default_factory=list)
    commitments: Sequence[Commitment] = field(default_factory=list)
    confirmed: Sequence[Task] = field(default_factory=list)
    extensions: Sequence[Extension] = field(default_factory=list)
    """Later deadlines decided on their own, not with a direction."""

    @property
    def total(self) -> int:
        return len(self.directions) + len(self.commitments) + len(self.confirmed) + len(self.extensions)


# ------------------------------------------------------------------------------------------ the stops


def spots(agenda: Agenda) -> list[Spot]:
    """Return the stops of an agenda in their order."""
    found = [Spot("start", Kind.START), *map(_of_point, agenda.first)]
    for part in agenda.units:
        found.append(Spot(part.spot, Kind.UNIT, part))
        found += [Spot(entry.spot, Kind.TASK, part, entry) for entry in part.entries]
    return [*found, *map(_of_point, agenda.last), Spot("end", Kind.END)]


def place_of(found: Sequence[Spot], name: str) -> int | None:
    """Return at which place the stop of this name stands, None when there is none."""
    return next((place for place, spot in enumerate(found) if spot.name == name), None)


def stand(found: Sequence[Spot], place: int) -> Stand:
    """Return what lies around the stop at a place."""
    passages = [n for n, spot in enumerate(found) if spot.kind is not Kind.TASK]
    tasks = [spot for spot in found if spot.kind is Kind.TASK]
    own = next((n for n in reversed(passages) if n <= place), 0)
    return Stand(
        found[place],
        before=found[place - 1] if place else None,
        after=found[place + 1] if place + 1 < len(found) else None,
        unit_before=next((found[n] for n in reversed(passages) if n < own), None) if own == place else found[own],
        unit_after=next((found[n] for n in passages if n > place), None),
        number=tasks.index(found[place]) + 1 if found[place] in tasks else 0,
        tasks=len(tasks),
        units=sum(spot.kind is Kind.UNIT for spot in found),
    )


def _of_point(point: AgendaPoint) -> Spot:
    return Spot(f"point-{point.id}", Kind.POINT, point=point)


# ------------------------------------------------------------------------------------------ what they show


def task_facts(task: Task, meeting: Meeting) -> TaskFacts:
    """Return what the screen says of a task."""
    said = or_(Update.difficulty != "", Update.proposal != "", Update.result != "")
    word = select(Update).where(Update.task_id == task.id, said).order_by(Update.id.desc()).limit(1)
    promised = select(Commitment).where(Commitment.task_id == task.id, Commitment.withdrawn_at.is_(None))
    directed = select(Direction).where(Direction.task_id == task.id, Direction.withdrawn_at.is_(None))
    here = or_(Direction.meeting_id == meeting.id, Direction.meeting_id.is_(None))
    return TaskFacts(
        evidence(task.item),
        db.session.scalar(word.options(joinedload(Update.by))),
        db.session.scalars(promised.order_by(Commitment.due_on, Commitment.id)).all(),
        db.session.scalars(directed.where(here).order_by(Direction.id)).all(),
    )


def outcome(meeting: Meeting, sitting: Sitting | None) -> Outcome:
    """Return what a meeting decided so far; completions and later deadlines as far as they fell into its sitting."""
    directed = select(Direction).where(Direction.meeting_id == meeting.id, Direction.withdrawn_at.is_(None))
    promised = select(Commitment).where(Commitment.meeting_id == meeting.id, Commitment.withdrawn_at.is_(None))
    directions = db.session.scalars(directed.order_by(Direction.place, Direction.id)).all()
    commitments = db.session.scalars(promised.order_by(Commitment.due_on, Commitment.id)).all()
    if sitting is None or sitting.begun_at is None:
        return Outcome(directions, commitments)
    done = select(Update.task_id).where(Update.stage == Stage.DONE, Update.at >= sitting.begun_at)
    decided = select(Extension).join(Extension.task).where(
        Task.committee_id == meeting.committee_id, Extension.decided_at >= sitting.begun_at,
        Extension.state.in_((ExtensionState.GRANTED, ExtensionState.REFUSED)),
        Extension.id.not_in([each.extension_id for each in directions if each.extension_id]),
    )  # fmt: skip
    if sitting.closed_at is not None:
        done = done.where(Update.at <= sitting.closed_at)
        decided = decided.where(Extension.decided_at <= sitting.closed_at)
    ended = select(Task).where(
        Task.committee_id == meeting.committee_id, Task.parent_id.is_(None), Task.stage == Stage.DONE, Task.id.in_(done)
    )
    return Outcome(
        directions, commitments,
        db.session.scalars(ended.order_by(Task.number)).all(),
        db.session.scalars(decided.order_by(Extension.id)).all(),
    )  # fmt: skip


def is_followed(meeting: Meeting, sitting: Sitting | None, on: date) -> bool:
    """Whether the other screens go on asking: on the day of the meeting, and while its sitting is open."""
    return meeting.held_on == on or bool(sitting and sitting.is_open)
