"""What a secretary writes into an agenda: points of its own, tasks brought in or taken out, their order."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.agenda import Agenda, Why, points
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import AgendaPoint
from tracker.people.models import User
from tracker.people.queries import Reach
from tracker.tasks.models import Task
from tracker.tasks.queries import is_whole


@dataclass(frozen=True)
class PointWords:
    """A point of the committee's own."""

    title: str
    note: str = ""
    is_first: bool = False
    """Whether it is taken up before the units."""


def agenda_points(reach: Reach) -> Select[AgendaPoint]:
    """Select what was written into the agendas of the meetings within reach."""
    return select(AgendaPoint).join(AgendaPoint.meeting).where(Meeting.committee_id.in_(reach.committee_ids))


def add_point(meeting: Meeting, words: PointWords, *, by: User) -> AgendaPoint:
    """Write a point of its own into an agenda, behind those that stand before the units, or behind all."""
    point = AgendaPoint(meeting=meeting, title=words.title, note=words.note)
    own = _own(meeting)
    db.session.add(point)
    _order([*own[0], point] if words.is_first else own[0], own[1] if words.is_first else [*own[1], point])
    history.record("added", point, by=by, changes={"title": words.title, "note": words.note})
    db.session.commit()
    return point


def change_point(point: AgendaPoint, words: PointWords, *, version: int, by: User) -> AgendaPoint:
    """Correct a point as it stood in the given version, or take it up at the other end of the meeting.

    Raises StaleVersion when somebody changed it meanwhile.
    """
    _refuse_stale(point, version)
    changes = {
        name: (old, new)
        for name, old, new in (("title", point.title, words.title), ("note", point.note, words.note))
        if old != new
    }
    point.title, point.note = words.title, words.note
    if words.is_first != (point.place < 0):
        first, last = ([each for each in half if each is not point] for half in _own(point.meeting))
        _order([*first, point] if words.is_first else first, last if words.is_first else [point, *last])
    history.record("changed", point, by=by, changes=changes)
    db.session.commit()
    return point


def remove_point(point: AgendaPoint, *, version: int, by: User) -> None:
    """Strike a point of its own from the agenda.

    Raises StaleVersion when somebody changed it meanwhile.
    """
    _refuse_stale(point, version)
    history.record("removed", point, by=by, changes={"title": point.title})
    db.session.delete(point)
    db.session.commit()


def move_point(point: AgendaPoint, *, up: bool, by: User) -> None:
    """Take a point of its own up one place earlier or later; the units as a whole count as one place."""
    first, last = _own(point.meeting)
    half, place = (first, first.index(point)) if point in first else (last, last.index(point))
    target = place + (-1 if up else 1)
    if 0 <= target < len(half):
        half[place], half[target] = half[target], half[place]
    elif half is last and up:
        first.append(last.pop(place))
    elif half is first and not up:
        last.insert(0, first.pop(place))
    _order(first, last)
    history.record("moved", point, by=by, changes={"title": point.title})
    db.session.commit()


def bring_in(meeting: Meeting, number: str, agenda: Agenda, *, by: User) -> None:
    """Take a task up by its number, or take it up after all.

    Until the sitting begins, one that was left out stands there again for its own reasons. Raises RuleBroken when the
    committee has no such task, or it is taken up already.
    """
    task = _task(meeting, number)
    if any(entry.task.id == task.id for entry in agenda.entries):
        raise RuleBroken(_("This task is on the agenda already."), "number")
    point, left_out = _row(meeting, task), any(entry.task.id == task.id for entry in agenda.taken_out)
    point.is_taken_out = False
    history.record("brought_in", point, by=by, changes={"title": task.title})
    if left_out and not agenda.has_begun:
        db.session.delete(point)
    db.session.commit()


def leave_out(meeting: Meeting, number: str, *, by: User) -> None:
    """Leave a task out of what is taken up; the page goes on to name it.

    Raises RuleBroken when the committee has no task of this number.
    """
    task = _task(meeting, number)
    point = _row(meeting, task)
    point.is_taken_out = True
    history.record("left_out", point, by=by, changes={"title": task.title})
    db.session.commit()


def settle(meeting: Meeting, agenda: Agenda) -> None:
    """Write down what is proposed, for the sitting begins. Does NOT commit: beginning is composed of this verb."""
    for place, entry in enumerate([*agenda.entries, *agenda.taken_out], start=1):
        point = entry.point or AgendaPoint(meeting=meeting, task=entry.task)
        point.whys = " ".join(why for why in entry.whys if why is not Why.BROUGHT)
        point.place = place
        db.session.add(point)


def _task(meeting: Meeting, number: str) -> Task:
    query = select(Task).where(Task.committee_id == meeting.committee_id, is_whole())
    typed = int(number) if number.isascii() and number.isdecimal() else 0
    task = db.session.scalar(query.where(Task.number == typed))
    if task is None:
        raise RuleBroken(_("There is no task of this number."), "number")
    return task


def _row(meeting: Meeting, task: Task) -> AgendaPoint:
    """Return what is written of a task in an agenda, a new row when nothing is."""
    row = db.session.scalar(points(meeting.id).where(AgendaPoint.task_id == task.id))
    if row is None:
        row = AgendaPoint(meeting=meeting, task=task, place=_behind(meeting))
        db.session.add(row)
    return row


def _behind(meeting: Meeting) -> int:
    query = select(func.max(AgendaPoint.place)).filter_by(meeting_id=meeting.id).where(AgendaPoint.task_id.is_not(None))
    return (db.session.scalar(query) or 0) + 1


def _own(meeting: Meeting) -> tuple[list[AgendaPoint], list[AgendaPoint]]:
    """Return the points of its own before the units and after them."""
    own = db.session.scalars(points(meeting.id).where(AgendaPoint.task_id.is_(None))).all()
    return [each for each in own if each.place < 0], [each for each in own if each.place >= 0]


def _order(first: list[AgendaPoint], last: list[AgendaPoint]) -> None:
    for place, point in enumerate([*first, *last], start=-len(first)):
        point.place = place


def _refuse_stale(point: AgendaPoint, version: int) -> None:
    if point.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
