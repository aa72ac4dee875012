"""Asking after many tasks at once: one letter to each unit and person, whatever number of theirs was chosen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from tracker import clock
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.queries import reach_of
from tracker.reminders import actions
from tracker.tasks import bulk
from tracker.tasks.bulk_models import BulkRow, Deed, RowState
from tracker.tasks.models import Task
from tracker.tasks.queries import AWAITED, confirmable


def _remind(row: BulkRow, at: datetime) -> RowState:
    """Ask after a task, and in the same letter after the others of the order that have its unit and its person."""
    given = row.order
    reach = reach_of(given.by)
    if db.session.scalar(confirmable(reach).where(Task.id == row.task_id)) is None:
        raise RuleBroken(_("You no longer follow the work of this committee."))
    rows = [row, *_companions(row)]
    actions.ask_after(
        [each.task for each in rows], given.words, key=f"manual:order-{given.id}:{row.id}", by=given.by, at=at,
        on=clock.local(at).date(),
    )  # fmt: skip
    for each in rows:
        each.state = RowState.DONE
    return RowState.DONE


def _companions(row: BulkRow) -> Sequence[BulkRow]:
    """Return the rows of the order that go into the same letter; what another worker holds is in its hands."""
    task = row.task
    same = select(BulkRow).join(BulkRow.task).where(
        BulkRow.order_id == row.order_id, BulkRow.state == RowState.WAITING, BulkRow.id != row.id,
        Task.stage.in_(AWAITED), Task.lead_unit_id.is_not_distinct_from(task.lead_unit_id),
        Task.assignee_id.is_not_distinct_from(task.assignee_id),
    )  # fmt: skip
    return db.session.scalars(same.order_by(BulkRow.id).with_for_update(of=BulkRow, skip_locked=True)).all()


DEEDS: Mapping[Deed, bulk.Do] = {**bulk.DEEDS, Deed.REMIND: _remind}
"""Every deed for many tasks, for the job that does them."""
