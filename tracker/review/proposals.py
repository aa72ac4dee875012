"""Kiến nghị: what units propose and nobody has answered yet."""

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager

from tracker.meetings.direction_models import Direction
from tracker.people.models import Membership, Role
from tracker.people.queries import Reach
from tracker.tasks import queries as tasks
from tracker.tasks.models import Task, Update


def waiting(committee_id: int, reach: Reach) -> Select[Update]:
    """Select the proposals of units on open tasks, the oldest first; each until a newer one, or an answer.

    The committee answers by an act on the task or by the chair's direction on it. A unit that reports again without
    repeating its proposal has not withdrawn it. What is proposed on a part of a task is for the unit that gave it.
    """
    later = aliased(Update)
    leads = exists().where(
        Membership.committee_id == committee_id, Membership.user_id == later.by_id,
        Membership.role.in_([Role.SECRETARY, Role.CHAIR]),
    )  # fmt: skip
    answered = or_(later.proposal != "", leads)
    overtaken = exists().where(later.task_id == Update.task_id, later.id > Update.id, answered)
    directed = exists().where(
        Direction.task_id == Update.task_id, Direction.withdrawn_at.is_(None), Direction.at >= Update.at
    )
    query = select(Update).join(Update.task).where(
        Update.proposes(), tasks.is_open(), tasks.is_whole(), ~overtaken, ~directed,
        Task.committee_id == committee_id, Task.committee_id.in_(reach.committee_ids),
    )  # fmt: skip
    return query.options(contains_eager(Update.task).joinedload(Task.lead_unit)).order_by(Update.id)
