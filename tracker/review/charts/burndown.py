"""The burn-down of a conclusion: how many of its tasks were left day by day, beside what its deadlines asked for.

Left is what was neither done nor dropped in the evening of a day, told by the updates that were written
(`tasks.standing` tells a single past day in the same way). Planned is what is left when every task is done on its
ORIGINAL deadline.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, chain, groupby
from operator import itemgetter

from sqlalchemy import select

from tracker.extensions import db
from tracker.people.queries import Reach
from tracker.review.charts.counted import Counted
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.queries import counted

TOP, BOTTOM = 26, 166
"""Where all tasks and none of them are left in the picture, in pixels from above."""


@dataclass(frozen=True)
class Course:
    """What a task's line is drawn from: when it was given, by when it was to be done, and how its stage changed."""

    opened_on: date
    original: date | None
    stage: Stage
    changes: Sequence[tuple[date, Stage]] = ()
    """The days of its changes of stage in their order, each with the stage it led away from."""

    def is_left(self, on: date) -> bool:
        """Whether it was given and not ended in the evening of a day."""
        later = bisect_right(self.changes, on, key=itemgetter(0))
        stage = self.changes[later][1] if later < len(self.changes) else self.stage
        return self.opened_on <= on and stage.is_open

    @property
    def left(self) -> Iterator[tuple[date, int]]:
        """The days from which on it is left, 1, and from which it is not, -1."""
        was = False
        for day in sorted({self.opened_on, *(max(day, self.opened_on) for day, _from in self.changes)}):
            if (now := self.is_left(day)) != was:
                yield day, 1 if now else -1
            was = now

    @property
    def planned(self) -> Iterator[tuple[date, int]]:
        """The day from which on it is to be done, 1, and its original deadline, -1; without one it stays."""
        if self.stage != Stage.DROPPED and (self.original is None or self.original > self.opened_on):
            yield self.opened_on, 1
            if self.original is not None:
                yield self.original, -1


class Stairs:
    """How many there are in the evening of each day, from the days on which one comes or goes."""

    def __init__(self, changes: Iterable[tuple[date, int]]) -> None:
        by_day = sorted(
            (day, sum(each for _day, each in some)) for day, some in groupby(sorted(changes), itemgetter(0))
        )
        self.days = [day for day, _change in by_day]
        self.totals = list(accumulate(change for _day, change in by_day))

    def at(self, on: date) -> int:
        place = bisect_right(self.days, on)
        return self.totals[place - 1] if place else 0

    def until(self, start: date, end: date) -> list[tuple[date, int]]:
        """Return the days of change from one day to another, and these two, with what there is on each."""
        return [(day, self.at(day)) for day in sorted({start, end, *self.days}) if start <= day <= end]


@dataclass(frozen=True)
class Step:
    """From a day on so many are left; `x` in percent of the width, `y` in pixels."""

    day: date
    many: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """One line of the table; `left` is not known of a day to come."""

    day: date
    planned: int
    left: int | None


@dataclass(frozen=True)
class BurnDown:
    """The two stair lines of a conclusion, and the same in a table. `today` is a place in percent of the width."""

    on: date
    left: Sequence[Step]
    planned: Sequence[Step]
    today: float
    end: date
    lines: Sequence[Line]
    counted: Counted
    undated: int
    """Tasks without a deadline: no plan ends them."""

    @property
    def start(self) -> Step:
        return self.left[0]

    @property
    def now(self) -> Step:
        return self.left[-1]

    @property
    def planned_now(self) -> int:
        """How many should be left today."""
        return next(line.planned for line in self.lines if line.day == self.on)


def burn_down(conclusion_id: int, reach: Reach, on: date) -> BurnDown | None:
    """Return the burn-down of a conclusion's tasks up to a day, in two questions; None when it gave none."""
    courses = [each for each in courses_of(conclusion_id, reach) if each.opened_on <= on]
    kept = [each for each in courses if each.stage != Stage.DROPPED]
    if not kept:
        return None
    left = Stairs(chain.from_iterable(each.left for each in courses))
    planned = Stairs(chain.from_iterable(each.planned for each in courses))
    start = min(each.opened_on for each in courses)
    end = max([on, *(each.original for each in kept if each.original)])
    most, days = max([*left.totals, *planned.totals]), max((end - start).days, 1)

    def steps(found: Iterable[tuple[date, int]]) -> list[Step]:
        places = ((day, many, round((day - start).days * 100 / days, 2)) for day, many in found)
        return [Step(day, many, x, round(BOTTOM - many * (BOTTOM - TOP) / most, 1)) for day, many, x in places]

    shown = sorted({start, on, end, *_month_ends(start, end)})
    return BurnDown(
        on, steps(left.until(start, on)), steps(planned.until(start, end)),
        today=round((on - start).days * 100 / days, 2), end=end,
        lines=[Line(day, planned.at(day), left.at(day) if day <= on else None) for day in shown],
        counted=Counted(conclusion=str(conclusion_id)), undated=sum(each.original is None for each in kept),
    )  # fmt: skip


def courses_of(conclusion_id: int, reach: Reach) -> list[Course]:
    """Return what the lines of a conclusion's whole tasks are drawn from."""
    tasks = Counted(conclusion=str(conclusion_id)).narrowed(counted(reach))
    changed = select(Update.task_id, Update.on, Update.from_stage).where(
        Update.task_id.in_(tasks.with_only_columns(Task.id)), Update.from_stage != Update.stage
    )
    changes: dict[int, list[tuple[date, Stage]]] = {}
    for task_id, day, stage in db.session.execute(changed.order_by(Update.on, Update.id)):
        changes.setdefault(task_id, []).append((day, stage))
    columns = tasks.with_only_columns(Task.id, Task.opened_on, Task.original_due_on, Task.stage)
    rows = db.session.execute(columns.order_by(Task.id))
    return [Course(opened, original, stage, changes.get(key, ())) for key, opened, original, stage in rows]


def _month_ends(start: date, end: date) -> Iterator[date]:
    day = start
    while (last := day.replace(day=monthrange(day.year, day.month)[1])) < end:
        yield last
        day = last + timedelta(1)
