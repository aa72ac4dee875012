"""What an official's unit has to do: its open tasks in the groups one works through, each in exactly one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.extensions import db
from tracker.people.calendar import office_calendar
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.reading.calendar import OfficeCalendar
from tracker.tasks.models import Stage, Task, TimeClass
from tracker.tasks.period_reports import asked_of
from tracker.tasks.queries import by_deadline, given, is_open, is_whole, led, with_row


@dataclass(frozen=True)
class UnitGroups:
    """The tasks one unit leads; `asked` are duties whose report is owed or due soon, though none of them is overdue."""

    overdue: Sequence[Task] = ()
    soon: Sequence[Task] = ()
    asked: Sequence[Task] = ()
    going: Sequence[Task] = ()
    reported: Sequence[Task] = ()

    @property
    def total(self) -> int:
        return sum(map(len, (self.overdue, self.soon, self.asked, self.going, self.reported)))


def unit_groups(reach: Reach, on: date) -> UnitGroups:
    """Return the open tasks, and parts of tasks, led by the person's own unit where they are an official.

    A reported part that the unit gave itself is the unit's to confirm: `subtasks.to_confirm` has it.
    """
    mine = reach.limited_to(frozenset({Role.OFFICIAL}))
    waits_elsewhere = or_(Task.stage != Stage.REPORTED, is_whole(), ~given(mine))
    query = select(Task).where(led(mine), is_open(), waits_elsewhere)
    calendar = office_calendar()
    groups: dict[str, list[Task]] = {"overdue": [], "soon": [], "asked": [], "going": [], "reported": []}
    for task in db.session.scalars(by_deadline(with_row(query))):
        groups[_group_of(task, on, calendar)].append(task)
    return UnitGroups(**groups)


def _group_of(task: Task, on: date, calendar: OfficeCalendar) -> str:
    if task.stage == Stage.REPORTED:
        return "reported"
    if group := {TimeClass.OVERDUE: "overdue", TimeClass.SOON: "soon"}.get(task.time_class(on)):
        return group
    return "asked" if asked_of(task, on, calendar) else "going"
