"""A month as a calendar of weeks: which tasks fall due on its days, where the committee meets, what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitments import commitments
from tracker.meetings.models import Meeting
from tracker.meetings.queries import meetings_between
from tracker.people.queries import Reach
from tracker.reading.calendar import OfficeCalendar
from tracker.review.charts.counted import By, Counted
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.models import Task

SPELT_OUT = 3
"""Tasks of a day the calendar names; the rest is counted, and one link away."""


@dataclass(frozen=True)
class Day:
    """One day; `counted` finds all tasks due on it."""

    day: date
    is_off: bool
    meetings: Sequence[Meeting]
    promised: Sequence[Commitment]
    tasks: Sequence[Task]
    counted: Counted

    @property
    def named(self) -> Sequence[Task]:
        """The tasks that are spelt out."""
        return self.tasks if len(self.tasks) <= SPELT_OUT + 1 else self.tasks[:SPELT_OUT]

    @property
    def hidden(self) -> int:
        return len(self.tasks) - len(self.named)

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.promised or self.tasks)


@dataclass(frozen=True)
class MonthPage:
    """The weeks of a month, Monday first; days of the months beside it are left empty."""

    span: CalendarSpan
    weeks: Sequence[Sequence[Day | None]]
    due: int
    counted: Counted

    @property
    def before(self) -> str:
        """The word of the month before, as addresses name it."""
        return f"{self.span.first - timedelta(1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.span.last + timedelta(1):%Y-%m}"


def month_page(
    whole: Counted, span: CalendarSpan, committee_id: int, reach: Reach, on: date, office: OfficeCalendar
) -> MonthPage:
    """Return what lies on the days of a month, seen from a day, in three questions."""
    month = whole.within(span, By.DUE)
    due = db.session.scalars(month.select(committee_id, reach, on).order_by(Task.due_on, Task.number)).all()
    met = meetings_between([committee_id], span.first, span.last)
    promised = commitments(reach).where(
        Commitment.committee_id == committee_id, Commitment.due_on.between(span.first, span.last)
    )
    if whole.words:  # promises of the tasks that are chosen, whenever those are due
        chosen = whole.select(committee_id, reach, on).with_only_columns(Task.id)
        promised = promised.where(Commitment.task_id.in_(chosen))
    kept = db.session.scalars(promised).all()
    days: list[Day | None] = [None] * span.first.weekday()
    for place in range((span.last - span.first).days + 1):
        day = span.first + timedelta(place)
        days.append(
            Day(
                day, not office.is_working_day(day), [each for each in met if each.held_on == day],
                [each for each in kept if each.due_on == day], [task for task in due if task.due_on == day],
                Counted(**whole.but(by=By.DUE, since=day.isoformat(), until=day.isoformat())),
            )
        )  # fmt: skip
    days += [None] * (-len(days) % 7)
    return MonthPage(span, [days[start : start + 7] for start in range(0, len(days), 7)], len(due), month)
