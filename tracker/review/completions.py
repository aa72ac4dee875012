"""Reports of completion that wait for a word: what was reported, with what evidence, how late."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from tracker.extensions import db
from tracker.people.queries import Reach
from tracker.tasks import queries as tasks
from tracker.tasks.models import Stage, Task, Update


@dataclass(frozen=True)
class Report:
    """A task reported done, with the update that carries the report's words and evidence."""

    task: Task
    update: Update | None

    @property
    def days_late(self) -> int:
        """Days from the ORIGINAL deadline to the report, 0 when it came in time."""
        reported, due = self.task.reported_on, self.task.original_due_on
        return max((reported - due).days, 0) if reported and due else 0


def waiting(committee_id: int, reach: Reach) -> Select[Task]:
    """Select the whole tasks reported done and not yet confirmed, the oldest report first."""
    query = tasks.counted(reach).where(Task.committee_id == committee_id, Task.stage == Stage.REPORTED)
    return query.order_by(Task.reported_on, Task.number)


def reports(found: Sequence[Task]) -> list[Report]:
    """Return tasks with the update by which each was last reported done."""
    last = select(func.max(Update.id)).where(
        Update.task_id.in_([task.id for task in found]), Update.stage == Stage.REPORTED
    )
    query = select(Update).where(Update.id.in_(last.group_by(Update.task_id)))
    updates = {update.task_id: update for update in db.session.scalars(query)}
    return [Report(task, updates.get(task.id)) for task in found]
