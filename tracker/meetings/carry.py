"""What comes back to the table: at how many meetings in a row a matter lay there, the coming one the last of them.

A matter is a task with the earlier ones it continues (mạch việc). At a meeting it was on the table when one of these
was overdue that morning, when a direction or a commitment of that meeting speaks of one, or when a secretary wrote one
into its agenda. What an agenda proposes by itself (a task just given, a report that waits) does not count; what was
overdue counts although it was taken out: nobody shortens a row by silence.

How a task stood on a past day follows from today's row and everything that moved it since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import and_, select, union_all

from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.direction_models import Direction
from tracker.meetings.queries import last_meetings, next_meeting
from tracker.meetings.sitting_models import AgendaPoint
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update
from tracker.tasks.queries import AWAITED
from tracker.tasks.thread_words import ordinal
from tracker.tasks.threads import lines

STANDS_OUT = 3
"""From so many meetings in a row on a matter stands out."""
LOOKED_BACK = 60
"""Meetings looked back on; five years of monthly ones."""


@dataclass(frozen=True)
class Table:
    """A meeting's table: its day, the last day whose facts were known at it, the meeting if it is entered."""

    day: date
    known: date
    meeting_id: int | None


@dataclass
class Course:
    """A task as it stands, and what moved it: read backwards from today's row, how it stood on any day."""

    opened_on: date
    due_on: date | None
    stage: Stage
    moves: list[tuple[date, Stage]] = field(default_factory=list)
    """The days its stage changed and the stage before, in their order."""
    extensions: list[tuple[date, date]] = field(default_factory=list)
    """The days a later deadline was granted and the deadline before, in their order."""

    def was_overdue(self, table: Table) -> bool:
        """Whether its deadline in force had passed by the day of a meeting while the unit still owed its report."""
        stage = next((before for day, before in self.moves if day > table.known), self.stage)
        due_on = next((before for day, before in self.extensions if day > table.known), self.due_on)
        is_late = due_on is not None and due_on < table.day
        return is_late and stage in AWAITED and self.opened_on <= table.known


def in_a_row(task_ids: Collection[int], committee_id: int, on: date) -> dict[int, int]:
    """Return for each task at how many meetings in a row its matter was on the table, as known on a day.

    The coming meeting (that day's own, the first after it, or one that is not entered yet) is the last of them: what is
    not on its table counts 0. A fixed number of questions, however many tasks.
    """
    if not task_ids:
        return {}
    matters = lines(task_ids)
    tables = _tables(committee_id, on)
    concerned = {each for line in matters.values() for each in line}
    courses = _courses(concerned)
    spoken = _spoken_of(concerned, [each.meeting_id for each in tables if each.meeting_id])
    return {task_id: _counted(matters[task_id], tables, courses, spoken) for task_id in task_ids}


def words(many: int) -> str:
    """Say at how many meetings in a row a matter lies on the table: "phiên thứ ba liên tiếp"; nothing for fewer."""
    if many < STANDS_OUT:
        return ""
    return str(_("%(ordinal)s meeting in a row", ordinal=ordinal(many)))


def _counted(
    line: Iterable[int], tables: list[Table], courses: Mapping[int, Course], spoken: set[tuple[int | None, int]]
) -> int:
    line = list(line)
    for place, table in enumerate(tables):
        if not any((table.meeting_id, each) in spoken or courses[each].was_overdue(table) for each in line):
            return place
    return len(tables)


def _tables(committee_id: int, on: date) -> list[Table]:
    """Return the coming meeting and those held before it, the last first; the morning of a meeting knew the day before.

    What stood on the table of the coming one is what is known by the end of the day that is asked for.
    """
    coming = next_meeting(committee_id, on)
    held = last_meetings(committee_id, on, LOOKED_BACK)
    past = [Table(each.held_on, each.held_on - timedelta(1), each.id) for each in held]
    return [Table(on, on, coming.id if coming else None), *past]


def _courses(task_ids: set[int]) -> dict[int, Course]:
    tasks = select(Task.id, Task.opened_on, Task.due_on, Task.stage).where(Task.id.in_(task_ids))
    courses = {row.id: Course(row.opened_on, row.due_on, row.stage) for row in db.session.execute(tasks)}
    moved = Update.stage != Update.from_stage
    moves = select(Update.task_id, Update.on, Update.from_stage).where(Update.task_id.in_(task_ids), moved)
    for move in db.session.execute(moves.order_by(Update.id)):
        courses[move.task_id].moves.append((move.on, move.from_stage))
    granted = Extension.state == ExtensionState.GRANTED
    extended = select(Extension.task_id, Extension.decided_on, Extension.due_on).where(
        Extension.task_id.in_(task_ids), granted, Extension.decided_on.is_not(None)
    )
    for each in db.session.execute(extended.order_by(Extension.id)):
        courses[each.task_id].extensions.append((each.decided_on, each.due_on))
    return courses


def _spoken_of(task_ids: set[int], meeting_ids: list[int]) -> set[tuple[int | None, int]]:
    """Return the meetings and tasks of which somebody spoke there, or wrote that one would."""
    if not meeting_ids:
        return set()
    asked = (
        select(kind.meeting_id, kind.task_id).where(
            stands, kind.meeting_id.in_(meeting_ids), kind.task_id.in_(task_ids)
        )
        for kind, stands in (
            (Direction, Direction.withdrawn_at.is_(None)),
            (Commitment, Commitment.withdrawn_at.is_(None)),
            (AgendaPoint, and_(AgendaPoint.is_taken_out.is_(False), AgendaPoint.whys == "")),
        )
    )
    return {(row.meeting_id, row.task_id) for row in db.session.execute(union_all(*asked))}
