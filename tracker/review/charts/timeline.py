"""The milestones of works and projects on one axis to scale, with today's line through all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.interfaces import ORMOption

from tracker.languages import gettext as _
from tracker.tasks.course import Point, axis
from tracker.tasks.models import Stage, Task
from tracker.tasks.project_models import Project

LEAST_MONTHS = 6
"""An axis is this long at least: a week of work is not stretched over the page."""
MONTHLY, QUARTERLY = 15, 48
"""Up to so many months each has its mark on the axis; up to so many each quarter; then each year."""
YEARLY = 12


@dataclass(frozen=True)
class Mark:
    """A day of one project: `x` in percent of the width; kind as `course.Point` names it."""

    day: date
    label: str
    kind: str
    x: float


@dataclass(frozen=True)
class Lane:
    """One project: its days in order, the way it has gone, what lies ahead, and what is overdue of it."""

    project: Project
    marks: Sequence[Mark]
    gone: tuple[float, float]
    ahead: tuple[float, float] | None
    overdue: tuple[float, float] | None

    @property
    def task(self) -> Task:
        return self.project.task


@dataclass(frozen=True)
class Tick:
    """The beginning of a month, quarter or year on the axis."""

    day: date
    x: float
    word: str


@dataclass(frozen=True)
class Timeline:
    """The projects under one another, on an axis from one month to another."""

    lanes: Sequence[Lane]
    ticks: Sequence[Tick]
    today: float


def timeline(projects: Sequence[Project], on: date) -> Timeline | None:
    """Return the milestones of projects as they stand on a day; None of none."""
    days = {each.id: _points(each, on) for each in projects}
    known = [point.day for points in days.values() for point in points]
    if not known:
        return None
    first, last = min([*known, on]).replace(day=1), max([*known, on])
    end = max(_later(last, 1), _later(first, LEAST_MONTHS))
    length = (end - first).days

    def place(day: date) -> float:
        return round((day - first).days * 100 / length, 2)

    lanes = [_lane(project, days[project.id], place, on) for project in projects]
    ticks = [Tick(day, place(day), word) for day, word in _ticks(first, end)]
    return Timeline(lanes, ticks, place(on))


def with_axis() -> list[ORMOption]:
    """What to load beside a row of works so that their days are known, in a fixed number of questions."""
    return [contains_eager(Project.task).selectinload(Task.milestones)]


def _lane(project: Project, points: Sequence[Point], place: Callable[[date], float], on: date) -> Lane:
    task = project.task
    marks = [Mark(point.day, point.label, point.kind, place(point.day)) for point in points]
    stop = task.reported_on or task.closed_on or on
    is_late = task.due_on is not None and task.due_on < stop and task.stage != Stage.DROPPED
    overdue = (place(task.due_on), place(stop)) if task.due_on and is_late else None
    ahead = (place(stop), marks[-1].x) if task.is_awaited and marks[-1].x > place(stop) else None
    return Lane(project, marks, (marks[0].x, place(stop)), ahead, overdue)


def _points(project: Project, on: date) -> list[Point]:
    """The days of a project in order: those of its task's own axis, and the completion that is expected."""
    task = project.task
    points = [Point(task.opened_on, _("Given"), "done")]
    if found := axis(task, on):
        points = [point for point in found.points if point.kind != "today"]
    expected = project.completion_on
    if expected and expected > task.opened_on and all(expected != point.day for point in points):
        kind = "asked" if expected >= on or not task.stage.is_open else "late"
        points.append(Point(expected, _("Expected completion"), kind))
    return sorted(points, key=lambda point: point.day)


def _ticks(first: date, end: date) -> Iterator[tuple[date, str]]:
    months = (end.year - first.year) * 12 + end.month - first.month
    step = 1 if months <= MONTHLY else 3 if months <= QUARTERLY else YEARLY
    day = first
    while day < end:
        if (day.month - 1) % step == 0:
            starts_year = day.month == 1 or day == first
            yield day, str(day.year) if step == YEARLY else f"{day.month}/{day.year}" if starts_year else str(day.month)
        day = _later(day, 1)


def _later(day: date, months: int) -> date:
    """The first day of the month so many months after that of a day."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
