"""What others did to tasks: read from the rows their acts left, so that no act has to announce itself and none is lost.

Each is told once, under a code that names its row: `update-12`, `extension-3`, `refusal-4`, `given-88` (an entry of the
history), `part-7` (the part itself), `direction-9` and, once it is taken back, `undirected-9`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, literal, or_, select

from tracker import clock
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.meetings.direction_models import Direction
from tracker.people import office_settings
from tracker.people.models import User
from tracker.reminders.models import Reminder
from tracker.reminders.planned import News, NewsKind
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update
from tracker.tasks.moves import Verb
from tracker.tasks.refusal_models import Refusal, RefusalState

LOOKED_BACK = timedelta(days=30)
"""What nobody could be told of within so many days, nobody is told of any more."""
HANDED = (Verb.ASSIGN.value, Verb.TRANSFER.value, "handed_over")
"""The entries of the history by which a task comes into other hands."""
ENDED = (Stage.DONE, Stage.DROPPED)
CODES = ("update", "extension", "refusal", "given", "part", "direction", "undirected")
_LONG_AGO = datetime(1990, 1, 1, tzinfo=clock.OFFICE_ZONE)


@dataclass(frozen=True)
class Told:
    """A piece of news, of which task, and who did it; `to_id` is its reader where it is not for the owners."""

    task_id: int
    by_id: int | None
    news: News
    to_id: int | None = None


@dataclass(frozen=True)
class _Span:
    """From when to when is looked, and at which tasks; None for all."""

    first: datetime
    last: datetime
    of: Collection[int] | None

    def holds(self, at: Any, task_id: Any) -> ColumnElement[bool]:
        within = and_(at >= self.first, at <= self.last)
        return within if self.of is None else and_(within, task_id.in_(self.of))


def before(on: date, *, until: datetime, of: Collection[int] | None = None) -> list[Told]:
    """Return what was done to tasks in the days before a day and up to a moment; `of` limits it to some tasks."""
    return between(datetime.combine(on - LOOKED_BACK, time(), clock.OFFICE_ZONE), until, of=of)


def between(first: datetime, last: datetime, *, of: Collection[int] | None = None) -> list[Told]:
    """Return what was done to tasks from one moment to another, the oldest first.

    What came before a task's last hands is left out. Seven questions, however many tasks.
    """
    span = _Span(max(first, office_settings.news_since() or _LONG_AGO), last, of)
    newest = {each.task_id: each for each in _given(span)}
    table = [*_directions(span), *_taken_back(span)]
    found = [*newest.values(), *_parts(span), *_updates(span), *_extensions(span), *table]
    kept = [each for each in found if each.task_id not in newest or each.news.at >= newest[each.task_id].news.at]
    return sorted([*kept, *_refusals(span)], key=lambda each: (each.news.at, each.news.code))


def _given(span: _Span) -> list[Told]:
    """Tasks that came into other hands, by the entries of the history."""
    row = HistoryEntry
    query = select(row.id, row.subject_id, row.by_id, row.by_name, row.at, row.changes).where(
        row.verb.in_(HANDED), row.subject == Task.__tablename__, span.holds(row.at, row.subject_id)
    )
    return [
        Told(each.subject_id, each.by_id, News(f"given-{each.id}", NewsKind.GIVEN, each.at, each.by_name, _said(each)))
        for each in db.session.execute(query.order_by(row.id))
    ]


def _said(entry: Any) -> str:
    reason = entry.changes.get("reason", "")
    return reason if isinstance(reason, str) else ""


def _parts(span: _Span) -> list[Told]:
    """Parts of tasks that were given, by the entries of the history."""
    row = HistoryEntry
    query = select(row.subject_id, row.by_id, row.by_name, row.at).join(Task, Task.id == row.subject_id)
    query = query.where(
        row.verb == "opened", row.subject == Task.__tablename__, Task.parent_id.is_not(None),
        span.holds(row.at, row.subject_id),
    )  # fmt: skip
    return [
        Told(each.subject_id, each.by_id, News(f"part-{each.subject_id}", NewsKind.PART_GIVEN, each.at, each.by_name))
        for each in db.session.execute(query)
    ]


def _updates(span: _Span) -> list[Told]:
    """Decisions about tasks; what a unit says of its own work is no news to it."""
    decided = or_(Update.from_stage.in_((Stage.REPORTED, *ENDED)), Update.stage == Stage.DROPPED)
    columns = (Update.id, Update.task_id, Update.by_id, Update.at, Update.from_stage, Update.stage, Update.reason)
    query = _with_names(select(*columns), Update.by_id).where(decided, span.holds(Update.at, Update.task_id))
    found = []
    for row in db.session.execute(query):
        if kind := _kind(row.from_stage, row.stage, row.reason):
            news = News(f"update-{row.id}", kind, row.at, row.full_name, row.reason, stage=row.stage.value)
            found.append(Told(row.task_id, row.by_id, news))
    return found


def _kind(before: Stage, after: Stage, reason: str) -> NewsKind | None:
    """Return what a change of stage is to the task's owners, None where it is their own word."""
    if before is Stage.REPORTED and after is Stage.DONE:
        return NewsKind.CONFIRMED
    if before is Stage.REPORTED and after is Stage.IN_PROGRESS:
        return NewsKind.RETURNED if reason else None
    return NewsKind.CHANGED if before is not after else None


def _extensions(span: _Span) -> list[Told]:
    kinds = {
        ExtensionState.GRANTED: NewsKind.EXTENSION_GRANTED,
        ExtensionState.REFUSED: NewsKind.EXTENSION_REFUSED,
    }
    row = Extension
    columns = (row.id, row.task_id, row.decided_by_id, row.decided_at, row.state, row.words, row.granted_until)
    query = _with_names(select(*columns), row.decided_by_id).where(
        row.state.in_(kinds), span.holds(row.decided_at, row.task_id), ~_of_a_direction()
    )
    return [
        Told(each.task_id, each.decided_by_id, News(f"extension-{each.id}", kinds[each.state], each.decided_at,
             each.full_name, each.words, until=each.granted_until))
        for each in db.session.execute(query)
    ]  # fmt: skip


def _of_a_direction() -> ColumnElement[bool]:
    """A later deadline granted with a direction, which tells of it."""
    standing = and_(Direction.extension_id == Extension.id, Direction.withdrawn_at.is_(None))
    return select(Direction.id).where(standing).exists()


def _directions(span: _Span) -> list[Told]:
    """What the chair, or who presided, directed of a task and has not taken back."""
    row = Direction
    columns = (row.id, row.task_id, row.by_id, row.at, row.text, row.extension_id, row.due_on)
    query = _with_names(select(*columns), row.said_by_id).where(
        row.task_id.is_not(None), row.withdrawn_at.is_(None), span.holds(row.at, row.task_id)
    )
    return [
        Told(each.task_id, each.by_id, News(f"direction-{each.id}", NewsKind.DIRECTED, each.at, each.full_name,
             each.text, until=each.due_on if each.extension_id else None))
        for each in db.session.execute(query)
    ]  # fmt: skip


def _taken_back(span: _Span) -> list[Told]:
    """Directions that were taken back after somebody had been told of them."""
    row = Direction
    told = select(Reminder.id).where(Reminder.occasion == literal("direction-") + row.id.cast(String)).exists()
    columns = (row.id, row.task_id, row.by_id, row.withdrawn_at, row.text, Extension.due_on)
    query = _with_names(select(*columns), row.said_by_id).outerjoin(Extension, Extension.id == row.extension_id)
    query = query.where(row.task_id.is_not(None), span.holds(row.withdrawn_at, row.task_id), told)
    return [
        Told(each.task_id, each.by_id, News(f"undirected-{each.id}", NewsKind.DIRECTION_TAKEN_BACK, each.withdrawn_at,
             each.full_name, each.text, until=each.due_on))
        for each in db.session.execute(query)
    ]  # fmt: skip


def _refusals(span: _Span) -> list[Told]:
    """Answers to units that asked to be relieved of a task: told to who asked, whoever has the task since."""
    kinds = {RefusalState.HEEDED: NewsKind.REFUSAL_HEEDED, RefusalState.INSISTED: NewsKind.REFUSAL_INSISTED}
    row = Refusal
    columns = (row.id, row.task_id, row.answered_by_id, row.answered_at, row.state, row.words, row.refused_by_id)
    query = _with_names(select(*columns), row.answered_by_id).where(
        row.state.in_(kinds), span.holds(row.answered_at, row.task_id)
    )
    return [
        Told(each.task_id, each.answered_by_id, News(f"refusal-{each.id}", kinds[each.state], each.answered_at,
             each.full_name, each.words), to_id=each.refused_by_id)
        for each in db.session.execute(query)
    ]  # fmt: skip


def _with_names(query: Any, by: Any) -> Any:
    """Ask for the name of who did it too."""
    return query.add_columns(User.full_name).join(User, User.id == by)
