"""Mạch việc: one matter through successive conclusions, linked by a secretary task by task to the one it continues.

A task continues at most one earlier task: read backwards a thread is one line. It may be continued by several, for a
later conclusion often parts an old duty among units; but all of those belong to one conclusion. A third conclusion
continues one of them, not the first again, or the same matter would run beside itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from tracker import history
from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Role, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks import likeness
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import is_whole, with_row
from tracker.tasks.thread_models import LinkState, ThreadLink

SUGGESTED = 3
LONGEST = 40
"""Links followed in one direction: no matter comes back in more conclusions."""

# ------------------------------------------------------------------------------------------ what one asks


@dataclass(frozen=True)
class Step:
    """A task of a thread: in how many documents the matter stands up to it, in how many of these in a row."""

    task: Task
    times: int
    in_a_row: int
    earlier_id: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """An earlier task that may be the same matter, and what makes it likely."""

    earlier: Task
    shared: tuple[str, ...]
    same_unit: bool


def may_link(task: Task, reach: Reach) -> bool:
    """Whether a person may say which earlier task this one continues: the committee's secretary, of a whole task."""
    return task.is_whole and reach.has(Role.SECRETARY, task.committee_id)


def thread(task: Task) -> list[Step]:
    """Return a task's whole thread in the order of the conclusions; nothing when it is linked to none."""
    links = _links_of(task.id)
    if not links:
        return []
    query = with_row(select(Task).where(Task.id.in_({*links, *links.values()})))
    tasks = {each.id: each for each in db.session.scalars(query)}
    given = _documents(task.committee_id, {each.item.conclusion.type for each in tasks.values()})
    steps = [Step(each, *_repetition(each, links, tasks, given), links.get(each.id)) for each in tasks.values()]
    return sorted(steps, key=lambda step: (_place(step.task), step.task.number))


def lines(task_ids: Collection[int]) -> dict[int, list[int]]:
    """Return for each task its own id and those of the earlier tasks it continues, the nearest first; one question."""
    links = (
        select(ThreadLink.task_id.label("start"), ThreadLink.earlier_id, literal(1).label("back"))
        .where(ThreadLink.task_id.in_(task_ids), ThreadLink.state == LinkState.LINKED)
        .cte(recursive=True)
    )
    further = select(links.c.start, ThreadLink.earlier_id, links.c.back + 1).where(
        ThreadLink.task_id == links.c.earlier_id, ThreadLink.state == LinkState.LINKED, links.c.back < LONGEST
    )
    links = links.union_all(further)
    found = {task_id: [task_id] for task_id in task_ids}
    for row in db.session.execute(select(links.c.start, links.c.earlier_id).order_by(links.c.back)):
        found[row.start].append(row.earlier_id)
    return found


def continued(task_ids: Collection[int]) -> dict[int, list[Task]]:
    """Return the tasks of later conclusions that continue some tasks, by the one they continue."""
    found: dict[int, list[Task]] = {}
    links = select(ThreadLink).where(ThreadLink.earlier_id.in_(task_ids), ThreadLink.state == LinkState.LINKED)
    source = joinedload(ThreadLink.task).joinedload(Task.item).joinedload(Item.conclusion)
    for link in db.session.scalars(links.options(source).order_by(ThreadLink.task_id)):
        found.setdefault(link.earlier_id, []).append(link.task)
    return found


def step_of(task: Task, steps: Sequence[Step]) -> Step | None:
    """Return a task's own step of its thread."""
    return next((step for step in steps if step.task.id == task.id), None)


def earlier_tasks(task: Task) -> Select[Task]:
    """Select the tasks this one could continue: whole ones of its committee from documents before its own."""
    own = task.item.conclusion
    return given_before(task.committee_id, own.issued_on or task.opened_on, own.id)


def given_before(committee_id: int, day: date, conclusion_id: int) -> Select[Task]:
    """Select the whole tasks a committee's documents gave before one of a day."""
    given_on = func.coalesce(Conclusion.issued_on, Task.opened_on)
    before = or_(given_on < day, and_(given_on == day, Conclusion.id < conclusion_id))
    query = select(Task).join(Task.item).join(Item.conclusion)
    return query.where(Task.committee_id == committee_id, is_whole(), before)


def suggestions(task: Task) -> list[Suggestion]:
    """Return the earlier tasks most like a task that continues none yet; refused ones do not come back."""
    if not task.is_whole or _linked_to(task.id) is not None:
        return []
    said = select(ThreadLink.earlier_id).where(ThreadLink.task_id == task.id)
    later, item = ThreadLink, Item
    continued = (
        select(later.earlier_id)
        .join(Task, Task.id == later.task_id)
        .join(item, item.id == Task.item_id)
        .where(later.state == LinkState.LINKED, item.conclusion_id != task.item.conclusion_id)
    )
    query = earlier_tasks(task).where(Task.id.not_in(said), Task.id.not_in(continued), Task.stage != Stage.DROPPED)
    rows = db.session.execute(query.with_only_columns(Task.id, Task.title, Task.lead_unit_id)).all()
    asked = likeness.Named(task.id, task.title, task.lead_unit_id)
    found = likeness.most_like(asked, [likeness.Named(*row) for row in rows], SUGGESTED)
    tasks = {each.id: each for each in db.session.scalars(with_row(select(Task).where(Task.id.in_(_ids(found)))))}
    return [Suggestion(tasks[each.id], each.shared, each.same_unit) for each in found]


def _ids(found: Sequence[likeness.Likeness]) -> list[int]:
    return [each.id for each in found]


def _links_of(task_id: int) -> dict[int, int]:
    """Return the links of the thread a task belongs to, later task to earlier."""
    first = task_id
    for _step in range(LONGEST):
        earlier = _linked_to(first)
        if earlier is None:
            break
        first = earlier
    links: dict[int, int] = {}
    reached = [first]
    for _step in range(LONGEST):
        query = select(ThreadLink.task_id, ThreadLink.earlier_id).where(
            ThreadLink.earlier_id.in_(reached), ThreadLink.state == LinkState.LINKED
        )
        rows = db.session.execute(query).all()
        if not rows:
            break
        links |= {row.task_id: row.earlier_id for row in rows}
        reached = [row.task_id for row in rows]
    return links


def _linked_to(task_id: int) -> int | None:
    query = select(ThreadLink.earlier_id).where(ThreadLink.task_id == task_id, ThreadLink.state == LinkState.LINKED)
    return db.session.scalar(query)


def _documents(committee_id: int, types: set[str]) -> list[int]:
    """Return the documents of these kinds that gave tasks of a committee, in their order."""
    gave = select(Item.conclusion_id).join(Task, Task.item_id == Item.id).where(Task.committee_id == committee_id)
    query = select(Conclusion.id).where(Conclusion.id.in_(gave), Conclusion.type.in_(types))
    return list(db.session.scalars(query.order_by(Conclusion.issued_on.nulls_first(), Conclusion.id)))


def _repetition(task: Task, links: dict[int, int], tasks: dict[int, Task], given: list[int]) -> tuple[int, int]:
    """Return in how many conclusions the matter stands up to a task, and in how many in a row that end with its own."""
    documents = [task.item.conclusion_id]
    earlier = links.get(task.id)
    while earlier is not None:
        documents.append(tasks[earlier].item.conclusion_id)
        earlier = links.get(earlier)
    places = [given.index(each) for each in documents]
    in_a_row = next((n for n, place in enumerate(places) if place != places[0] - n), len(places))
    return len(documents), in_a_row


def _place(task: Task) -> tuple[date, int]:
    """Return where a task's document stands among the committee's documents."""
    conclusion = task.item.conclusion
    return conclusion.issued_on or task.opened_on, conclusion.id


def may_continue(task: Task, earlier: Task) -> bool:
    """Whether nothing stands in the way of a task's continuing another: its document is later, the thread has room."""
    return earlier.is_whole and _place(earlier) < _place(task) and _obstacle(task, earlier) is None


# ------------------------------------------------------------------------------------------ what one does


def link(task: Task, other: Task, *, by: User, at: datetime) -> ThreadLink:
    """Say that two tasks are one matter: the one of the later document continues the other. Said twice it is one link.

    Raises RuleBroken for anybody but the secretary, for tasks of one document, and where the thread would fork in time.
    """
    task, earlier = (task, other) if _place(other) < _place(task) else (other, task)
    found = join(task, earlier, by=by, at=at)
    db.session.commit()
    return found


def join(task: Task, earlier: Task, *, by: User, at: datetime) -> ThreadLink:
    """Say that a task continues one of an earlier document. Does NOT commit: publishing is composed of this verb.

    Raises RuleBroken as `link` does.
    """
    said = _held(task, earlier, by)
    if said and said.state == LinkState.LINKED:
        return said
    if obstacle := _obstacle(task, earlier):
        raise obstacle
    return _say(said, task, earlier, LinkState.LINKED, "linked", by=by, at=at)


def refuse(task: Task, earlier: Task, *, by: User, at: datetime) -> ThreadLink:
    """Say that an earlier task is another matter; it is not suggested again."""
    said = _held(task, earlier, by)
    if said is None:
        said = _say(said, task, earlier, LinkState.REFUSED, "told_apart", by=by, at=at)
        db.session.commit()
    return said


def unlink(task: Task, *, by: User, at: datetime) -> None:
    """Take back that a task continues an earlier one; done twice it changes nothing."""
    earlier_id = _linked_to(task.id)
    if earlier_id is None:
        return
    earlier = db.session.get_one(Task, earlier_id)
    said = _held(task, earlier, by)
    if said and said.state == LinkState.LINKED:
        _say(said, task, earlier, LinkState.REFUSED, "unlinked", by=by, at=at)
        db.session.commit()


def _held(task: Task, earlier: Task, by: User) -> ThreadLink | None:
    """Hold both tasks, the earlier first; return what was said of them already."""
    db.session.refresh(earlier, with_for_update={"of": Task})
    db.session.refresh(task, with_for_update={"of": Task})
    if not may_link(task, reach_of(by)) or not earlier.is_whole or task.committee_id != earlier.committee_id:
        raise RuleBroken(_("Only the secretary says which tasks of the committee are one matter."))
    return db.session.scalar(select(ThreadLink).filter_by(task_id=task.id, earlier_id=earlier.id))


def _obstacle(task: Task, earlier: Task) -> RuleBroken | None:
    """Return why a task cannot continue an earlier one, None when it can."""
    if task.item.conclusion_id == earlier.item.conclusion_id:
        return RuleBroken(_("Both tasks were given by one document. A thread leads through several."), "number")
    if _linked_to(task.id) is not None:
        return RuleBroken(_("Task No. %(number)s continues another one already. Part them first.", number=task.number))
    query = (
        select(Task)
        .join(ThreadLink, ThreadLink.task_id == Task.id)
        .join(Task.item)
        .where(ThreadLink.earlier_id == earlier.id, ThreadLink.state == LinkState.LINKED)
        .where(Item.conclusion_id != task.item.conclusion_id)
    )
    if other := db.session.scalars(query.limit(1)).first():
        return RuleBroken(
            _("Task No. %(earlier)s is continued by No. %(other)s of another document. Link to that one.",
              earlier=earlier.number, other=other.number), "number"
        )  # fmt: skip
    return None


def _say(
    said: ThreadLink | None, task: Task, earlier: Task, state: LinkState, verb: str, *, by: User, at: datetime
) -> ThreadLink:
    said = said or ThreadLink(task_id=task.id, earlier_id=earlier.id)
    said.state, said.by, said.at = state, by, at
    db.session.add(said)
    named = f"{earlier.number}, {name_of(earlier.item.conclusion)}"
    history.record(verb, task, by=by, at=at, changes={"earlier": named})
    db.session.flush()
    return said
