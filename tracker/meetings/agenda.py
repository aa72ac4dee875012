"""Chương trình họp: what is taken up in a meeting, by unit in the order of the brief, and why each task stands there.

Until the sitting begins it follows from the open tasks, and from what a secretary wrote beside; from then on it stands
as it was, for what is decided in a meeting does not leave its table.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.meetings.models import Meeting
from tracker.meetings.queries import conclusions_of, last_meeting, sitting_of
from tracker.meetings.sitting_models import AgendaPoint
from tracker.people.models import Unit
from tracker.people.queries import Reach
from tracker.tasks import queries as tasks
from tracker.tasks.models import Extension, ExtensionState, Stage, Task


class Why(StrEnum):
    """Why a task stands on an agenda, the weightiest first."""

    OVERDUE = "overdue"
    REPORTED = "reported"
    EXTENSION = "extension"
    BROKEN = "broken"
    PROMISED = "promised"
    CARRIED = "carried"
    BROUGHT = "brought"


@dataclass(frozen=True)
class Facts:
    """What an agenda is reckoned from, as it stands on a day."""

    on: date
    tasks: Sequence[Task]
    points: Sequence[AgendaPoint] = ()
    promised: Mapping[int, Promise] = field(default_factory=dict)
    """How a commitment stands that is due by the day of the meeting, by its task."""
    carried: Collection[int] = ()
    """The conclusions of the meeting before."""
    has_begun: bool = False


@dataclass(frozen=True)
class Entry:
    """A task on the agenda."""

    task: Task
    whys: tuple[Why, ...]
    point: AgendaPoint | None = None

    @property
    def spot(self) -> str:
        """Where the projector shows it."""
        return f"task-{self.task.id}"

    @property
    def is_taken_out(self) -> bool:
        return self.point is not None and self.point.is_taken_out


@dataclass(frozen=True)
class UnitPart:
    """What a unit answers for in the meeting; the unit is None for tasks that have none."""

    unit: Unit | None
    entries: Sequence[Entry]

    @property
    def spot(self) -> str:
        return f"unit-{self.unit.id if self.unit else 0}"

    def many(self, why: Why) -> int:
        """Return how many of its tasks stand here for a reason."""
        return sum(why in entry.whys for entry in self.entries)

    def counted(self) -> list[tuple[Why, int]]:
        """Return how many of its tasks stand here for which reason, the weightiest first."""
        return [(why, many) for why in Why if (many := self.many(why))]


@dataclass(frozen=True)
class Agenda:
    """What is taken up: points of the committee's own, the tasks by unit, points that follow them."""

    first: Sequence[AgendaPoint]
    units: Sequence[UnitPart]
    last: Sequence[AgendaPoint]
    taken_out: Sequence[Entry]
    has_begun: bool = False
    """Whether it is fixed."""

    @property
    def entries(self) -> list[Entry]:
        return [entry for part in self.units for entry in part.entries]

    @property
    def points(self) -> list[AgendaPoint]:
        return [*self.first, *self.last]

    def many(self, why: Why) -> int:
        """Return how many tasks stand on it for a reason."""
        return sum(part.many(why) for part in self.units)


def points(meeting_id: int) -> Select[AgendaPoint]:
    """Select what was written into a meeting's agenda, in its order."""
    return select(AgendaPoint).filter_by(meeting_id=meeting_id).order_by(AgendaPoint.place, AgendaPoint.id)


def agenda(meeting: Meeting, reach: Reach, on: date) -> Agenda:
    """Return what is taken up in a meeting, as it stands on a day, in a fixed number of questions."""
    return reckon(facts(meeting, reach, on))


def reckon(facts: Facts) -> Agenda:
    """Put the agenda together from the facts."""
    written = {point.task_id: point for point in facts.points if point.task_id}
    found = [Entry(task, _whys(task, written.get(task.id), facts), written.get(task.id)) for task in facts.tasks]
    found = [entry for entry in found if entry.whys]
    own = [point for point in facts.points if not point.task_id]
    return Agenda(
        [point for point in own if point.place < 0],
        _by_unit([entry for entry in found if not entry.is_taken_out], facts),
        [point for point in own if point.place >= 0],
        [entry for entry in found if entry.is_taken_out],
        facts.has_begun,
    )


def facts(meeting: Meeting, reach: Reach, on: date) -> Facts:
    """Ask the database what the agenda of a meeting follows from."""
    sitting = sitting_of(meeting.id)
    has_begun = sitting is not None and sitting.begun_at is not None
    written = db.session.scalars(points(meeting.id)).all()
    known = {point.task_id for point in written if point.task_id}
    if has_begun:
        return Facts(on, _tasks(meeting, reach, Task.id.in_(known)), written, has_begun=True)
    return proposed(meeting, reach, on, written)


def proposed(meeting: Meeting, reach: Reach, on: date, written: Sequence[AgendaPoint]) -> Facts:
    """Return the facts from which an agenda is proposed, with what a secretary wrote into it."""
    promised = _promised(meeting, on)
    before = last_meeting(meeting.committee_id, meeting.held_on)
    papers = conclusions_of([before]).values() if before else []
    carried = {conclusion.id for found in papers for conclusion in found}
    asked = exists().where(Extension.task_id == Task.id, Extension.state == ExtensionState.WAITING)
    given = exists().where(Item.id == Task.item_id, Item.conclusion_id.in_(carried))
    known = {*promised, *(point.task_id for point in written if point.task_id)}
    reasons = or_(
        tasks.overdue(on), Task.stage == Stage.REPORTED, and_(asked, Task.stage.in_(tasks.AWAITED)),
        and_(given, tasks.is_open()), Task.id.in_(known),
    )  # fmt: skip
    return Facts(on, _tasks(meeting, reach, reasons), written, promised, carried)


def _tasks(meeting: Meeting, reach: Reach, condition: object) -> Sequence[Task]:
    """Return tasks with what an agenda says of them; every turn of a screen asks for all of them."""
    query = tasks.counted(reach).where(Task.committee_id == meeting.committee_id, condition)  # type: ignore[arg-type]
    source = selectinload(Task.item).load_only(Item.path, Item.conclusion_id)
    paper = source.selectinload(Item.conclusion).load_only(Conclusion.number, Conclusion.type, Conclusion.issued_on)
    light = tasks.by_deadline(query).options(paper, joinedload(Task.lead_unit), selectinload(Task.extensions))
    return db.session.scalars(light).unique().all()


def _promised(meeting: Meeting, on: date) -> dict[int, Promise]:
    """Return how the commitments on open tasks stand that are due by the meeting and not kept; the worst of a task."""
    query = select(Commitment).join(Commitment.task).where(
        Commitment.committee_id == meeting.committee_id, Commitment.withdrawn_at.is_(None),
        Commitment.due_on <= meeting.held_on, Commitment.fulfilled_on.is_(None), tasks.is_open(),
        or_(~Commitment.is_of_completion, Task.reported_on.is_(None)),
    )  # fmt: skip
    found = [(each.task_id, each.stands(on)) for each in db.session.scalars(query).all()]
    return dict(sorted(found, key=lambda each: each[1] is Promise.BROKEN))


def _whys(task: Task, point: AgendaPoint | None, facts: Facts) -> tuple[Why, ...]:
    if facts.has_begun:
        stood = point.whys.split() if point else []
        return tuple(why for why in Why if why in stood) or (Why.BROUGHT,)
    stands = {
        Why.OVERDUE: task.is_overdue(facts.on),
        Why.REPORTED: task.stage is Stage.REPORTED,
        Why.EXTENSION: task.asked_extension is not None,
        Why.BROKEN: facts.promised.get(task.id) is Promise.BROKEN,
        Why.PROMISED: facts.promised.get(task.id) is Promise.OPEN,
        Why.CARRIED: task.stage.is_open and not task.is_standing and task.item.conclusion_id in facts.carried,
    }
    found = tuple(why for why, is_so in stands.items() if is_so)
    return found or ((Why.BROUGHT,) if point and not point.is_taken_out else ())


def _by_unit(entries: Iterable[Entry], facts: Facts) -> list[UnitPart]:
    """Return the units, the one with the most overdue tasks first; once it has begun, in the order it had."""
    ordered = sorted(entries, key=lambda entry: entry.task.lead_unit_id or 0)
    groups = (list(group) for _unit, group in groupby(ordered, key=lambda entry: entry.task.lead_unit_id or 0))
    if facts.has_begun:
        parts = [_part(sorted(group, key=_place)) for group in groups]
        return sorted(parts, key=lambda part: _place(part.entries[0]))
    parts = [_part(sorted(group, key=_weight)) for group in groups]
    return sorted(parts, key=lambda part: _first(part, facts.on))


def _part(entries: list[Entry]) -> UnitPart:
    return UnitPart(entries[0].task.lead_unit, entries)


def _place(entry: Entry) -> int:
    return entry.point.place if entry.point else 0


def _weight(entry: Entry) -> tuple[int, bool, date, int]:
    """The order within a unit: by the weightiest reason, then the earliest deadline."""
    due = entry.task.due_on
    return list(Why).index(entry.whys[0]), due is None, due or date.max, entry.task.number


def _first(part: UnitPart, on: date) -> tuple[int, int, int, str]:
    """The order of units: most overdue, then longest, then most on the table."""
    late = [-(entry.task.days_left(on) or 0) for entry in part.entries if Why.OVERDUE in entry.whys]
    return -len(late), -max(late, default=0), -len(part.entries), part.unit.folded if part.unit else ""
