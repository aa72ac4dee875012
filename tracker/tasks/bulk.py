"""One deed for many tasks: ordered in one transaction, then done row by row by the verb for one task.

Each row is marked in the transaction that does it, so after a crash what is left waits and what was done is not done
again. Several workers may run one order at once: whoever holds a row does it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select, update

from tracker import database
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import speaking
from tracker.people.models import Committee, User
from tracker.people.queries import Reach
from tracker.tasks import assignments
from tracker.tasks.bulk_models import BulkOrder, BulkRow, Deed, RowState
from tracker.tasks.models import Task, TaskSupport

AT_ONCE = 50
"""Tasks that are done while the person waits; a job does what is beyond, and what a crash left."""
MOST = 5000
UNFINISHED = (RowState.WAITING, RowState.RETURNING)

Do = Callable[[BulkRow, datetime], RowState]
"""Does one row within the caller's transaction and returns what became of it; RuleBroken says why it was left."""


@dataclass(frozen=True)
class Choice:
    """Which tasks were chosen: some, each with the version that was seen, or everything under the filters."""

    versions: Mapping[int, int] = field(default_factory=dict)
    everything: bool = False

    @classmethod
    def of(cls, picked: Sequence[str], *, everything: bool) -> "Choice":
        """Read a choice from the register's boxes, "12:3" being task 12 as its version 3 was shown."""
        pairs = (each.split(":") for each in picked if each.replace(":", "", 1).isdecimal() and each.isascii())
        seen = {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and all(0 < len(n) < 10 for n in pair)}
        return cls({} if everything else dict(list(seen.items())[:MOST]), everything)

    def among(self, tasks: Select[Task], filtered: Select[Task]) -> Select[Task]:
        """Return the chosen tasks out of those in reach, `filtered` being the same under the filters, in order."""
        return filtered if self.everything else tasks.where(Task.id.in_(self.versions)).order_by(Task.number)


@dataclass(frozen=True)
class Summary:
    """What became of an order, for one page: how many rows stand how, and those left with the reason."""

    counts: Mapping[RowState, int]
    left: Sequence[BulkRow]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_running(self) -> bool:
        return any(self.counts.get(state) for state in UNFINISHED)

    @property
    def settled(self) -> int:
        return self.total - sum(self.counts.get(state, 0) for state in UNFINISHED)


# ------------------------------------------------------------------------------------------ ordering


def order(
    committee: Committee, deed: Deed, tasks: Select[Task], choice: Choice, *, key: str, by: User, at: datetime,
    words: str = "", unit_id: int | None = None, assignee_id: int | None = None,
) -> BulkOrder:  # fmt: skip
    """Write down one deed for the chosen tasks; `run` does it. The same key twice is one order.

    Raises RuleBroken when nothing, or more than can be overseen, was chosen.
    """
    if existing := db.session.scalar(select(BulkOrder).filter_by(key=key, by_id=by.id)):
        return existing
    ids = db.session.scalars(tasks.with_only_columns(Task.id).limit(MOST + 1)).all()
    if not ids:
        raise RuleBroken(_("Choose at least one task."))
    if len(ids) > MOST:
        raise RuleBroken(_("These are more than %(most)s tasks. Narrow the filters first.", most=MOST))
    made = BulkOrder(
        committee=committee, deed=deed, unit_id=unit_id, assignee_id=assignee_id, words=words.strip(), by=by, at=at,
        key=key,
    )  # fmt: skip
    made.rows = [BulkRow(task_id=task_id, version=choice.versions.get(task_id)) for task_id in ids]
    db.session.add(made)
    db.session.commit()
    return made


def cancel(given: BulkOrder) -> None:
    """Leave every task of an order that has not been reached yet as it is."""
    rows = update(BulkRow).where(BulkRow.order_id == given.id)
    db.session.execute(rows.where(BulkRow.state == RowState.WAITING).values(state=RowState.CANCELLED))
    db.session.execute(rows.where(BulkRow.state == RowState.RETURNING).values(state=RowState.DONE))
    db.session.commit()


def take_back(given: BulkOrder) -> None:
    """Have an assignment of many tasks undone; `run` does it, save for tasks somebody has touched since.

    Raises RuleBroken for letters, which are out.
    """
    if given.deed == Deed.REMIND:
        raise RuleBroken(_("Letters that were written cannot be taken back."))
    rows = update(BulkRow).where(BulkRow.order_id == given.id, BulkRow.state == RowState.DONE)
    db.session.execute(rows.values(state=RowState.RETURNING, why=""))
    db.session.commit()


# ------------------------------------------------------------------------------------------ asking


def orders_of(reach: Reach) -> Select[BulkOrder]:
    """Select the orders a person gave, while they still reach the committee."""
    return select(BulkOrder).where(BulkOrder.by_id == reach.user_id, BulkOrder.committee_id.in_(reach.committee_ids))


def summary(given: BulkOrder) -> Summary:
    """Return what became of an order so far."""
    rows = db.session.scalars(select(BulkRow).where(BulkRow.order_id == given.id).order_by(BulkRow.id)).all()
    states = [row.state for row in rows]
    counts = {state: states.count(state) for state in RowState}
    return Summary(counts, [row for row in rows if row.why])


def is_any_due() -> bool:
    """Whether a row waits to be done; keeps no writer out."""
    db.session.rollback()
    with database.reading():
        found = db.session.scalar(select(BulkRow.id).where(BulkRow.state.in_(UNFINISHED)).limit(1))
        db.session.rollback()
    return found is not None


# ------------------------------------------------------------------------------------------ doing


def run(deeds: Mapping[Deed, Do], *, at: datetime, order_id: int | None = None, most: int = AT_ONCE) -> int:
    """Do up to so many rows that wait, of one order or of any; return how many were settled."""
    for done in range(most):
        if not _do_next(deeds, order_id, at):
            return done
    return most


def _do_next(deeds: Mapping[Deed, Do], order_id: int | None, at: datetime) -> bool:
    """Settle the next row in one transaction; what a rule forbids is named in it."""
    db.session.rollback()
    query = select(BulkRow).where(BulkRow.state.in_(UNFINISHED)).order_by(BulkRow.id).limit(1)
    if order_id is not None:
        query = query.where(BulkRow.order_id == order_id)
    row = db.session.scalar(query.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if row is None:
        db.session.rollback()
        return False
    returns = row.state == RowState.RETURNING
    with speaking(row.order.by.language):
        try:
            with db.session.begin_nested():
                row.state = _put_back(row, at) if returns else deeds[row.order.deed](row, at)
        except RuleBroken as broken:
            row.state, row.why = (RowState.DONE if returns else RowState.REFUSED), broken.sentence
    db.session.commit()
    return True


def _pass_on(row: BulkRow, at: datetime) -> RowState:
    """Pass a task to the unit; the person in charge goes along only when they work there."""
    task, unit_id = row.task, row.order.unit_id
    person = task.assignee_id if task.assignee and task.assignee.unit_id == unit_id else None
    return _hand(row, unit_id, task.assignee_id if unit_id == task.lead_unit_id else person, at)


def _put_in_charge(row: BulkRow, at: datetime) -> RowState:
    return _hand(row, row.task.lead_unit_id, row.order.assignee_id, at)


DEEDS: Mapping[Deed, Do] = {Deed.UNIT: _pass_on, Deed.PERSON: _put_in_charge}
"""The deeds of this room; reminding is of the room of letters, which adds it."""


def _hand(row: BulkRow, unit_id: int | None, assignee_id: int | None, at: datetime) -> RowState:
    task, given = row.task, row.order
    was = {
        "unit": task.lead_unit_id, "person": task.assignee_id, "supports": [each.unit_id for each in task.supports],
    }  # fmt: skip
    seen = task.version if row.version is None else row.version
    if not assignments.hand(task, unit_id, assignee_id, given.words, by=given.by, at=at, version=seen):
        return RowState.SAME
    row.was, row.left_version = was, task.version
    return RowState.DONE


def _put_back(row: BulkRow, at: datetime) -> RowState:
    """Give a task back to whom the order took it from, if nobody has touched it since."""
    task, was = row.task, row.was or {}
    assignments.require_held(task, row.left_version or 0)
    assignments.put_back(
        task, was["unit"], was["person"], [TaskSupport(unit_id=each) for each in was["supports"]],
        by=row.order.by, at=at,
    )  # fmt: skip
    return RowState.UNDONE
