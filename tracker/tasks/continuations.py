"""Before a conclusion is published: which of its items repeat an earlier task, so that the new one continues it.

What is likely is shown with the words both share; chosen beforehand is only what is very likely, for a wrong link
tells a chair that a matter comes back which does not.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.documents.models import Conclusion, Decision, Item
from tracker.documents.queries import lead_of
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.tasks import likeness, threads
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import with_row
from tracker.tasks.thread_models import LinkState, ThreadLink

VERY_LIKE = 0.75
"""From this likeness on, with the same lead unit, numbers and names, an open earlier task is chosen beforehand."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Continuation:
    """An item, the earlier tasks it may continue, the likest first, and the one that is chosen beforehand."""

    item: Item
    suggestions: Sequence[threads.Suggestion]
    likely: Task | None = None


def continuations(conclusion: Conclusion, on: date, but: Collection[int] = ()) -> list[Continuation]:
    """Return the accepted items of a draft that may continue an earlier task, those named in `but` left out.

    Three questions however many items and tasks; what another document continues already is not suggested.
    """
    items = [item for item in conclusion.items if item.decision == Decision.ACCEPTED and item.id not in but]
    day = conclusion.issued_on or on
    links = select(ThreadLink.earlier_id).where(ThreadLink.state == LinkState.LINKED)
    query = threads.given_before(conclusion.committee_id, day, conclusion.id).where(
        Task.stage != Stage.DROPPED, Task.id.not_in(links)
    )
    rows = db.session.execute(query.with_only_columns(Task.id, Task.title, Task.lead_unit_id)).all() if items else []
    names = likeness.Names([likeness.Named(*row) for row in rows])
    found = {item: names.most_like(_named(item), threads.SUGGESTED) for item in items}
    ids = {each.id for likest in found.values() for each in likest}
    tasks = (
        {each.id: each for each in db.session.scalars(with_row(select(Task).where(Task.id.in_(ids))))} if ids else {}
    )
    return [
        Continuation(item, [threads.Suggestion(tasks[each.id], each.shared, each.same_unit) for each in likest],
                     _likely(item, likest[0], tasks))
        for item, likest in found.items() if likest
    ]  # fmt: skip


def carry_on(tasks: Collection[Task], chosen: Mapping[int, int], *, by: User, at: datetime) -> None:
    """Let new tasks continue earlier ones, chosen by item. Does NOT commit: publishing is composed of this verb.

    Raises RuleBroken when a task cannot continue what was chosen for it, or there is no such task.
    """
    earlier = {each.id: each for each in db.session.scalars(select(Task).where(Task.id.in_(chosen.values())))}
    for task in tasks:
        if task.item_id not in chosen:
            continue
        if (continued := earlier.get(chosen[task.item_id])) is None:
            raise RuleBroken(_("The committee has no task with this number."))
        threads.join(task, continued, by=by, at=at)


def _named(item: Item) -> likeness.Named:
    lead = lead_of(item)
    return likeness.Named(item.id, item.action or item.text, lead.unit_id if lead else None)


def _likely(item: Item, likest: likeness.Likeness, tasks: Mapping[int, Task]) -> Task | None:
    task = tasks[likest.id]
    is_sure = likest.score >= VERY_LIKE and likest.same_unit and task.stage.is_open
    return task if is_sure and _is_of_one(item.action or item.text, task.title) else None


def _is_of_one(title: str, other: str) -> bool:
    """Whether each of two titles holds the numbers and names of the other: a year, a quarter, a village, a road.

    Two duties of one wording are told apart by these alone. The first word is a capital whatever it is.
    """
    words, others = WORD.findall(title), WORD.findall(other)
    return all(
        {word for word in one[1:] if not word.islower()} | {word for word in one if word.isdecimal()} <= set(two)
        for one, two in ((words, others), (others, words))
    )
