"""What is reported of a duty period by period: which reports there are, which a unit owes, which are excused.

An owed report is no overdue task. The official sentence counts tasks by the deadline a conclusion gave them, and a
duty that comes round has none that could pass; to count it overdue once a quarter, and in time the day after, would
make the same total say two things. So it is told on its own, as "nợ báo cáo kỳ", beside the figures and never in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import history
from tracker.documents.models import Item
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.people.models import Role, Unit, User
from tracker.people.queries import Reach, reach_of
from tracker.reading.calendar import OfficeCalendar
from tracker.reading.report_days import find_report_day
from tracker.reading.results import Recurrence
from tracker.tasks import queries
from tracker.tasks.models import RESTING, Task, Update
from tracker.tasks.period_models import PeriodExcuse
from tracker.tasks.periods import Rhythm, Spans, Standing, period_of, periods, standings

# ------------------------------------------------------------------------------------------ how one duty stands


def rhythm_of(task: Task) -> Rhythm | None:
    """Return by which rule a task is reported on: its own cadence, else its committee's for standing duties.

    None for a task that does not come round, and for a standing duty of a committee that asks for no such reports.
    """
    committee = task.committee
    if task.is_standing:
        own = committee.standing_rhythm
        return Rhythm(own, committee.cutoff, committee.report_days) if own else None
    if task.recurrence in (None, Recurrence.STANDING):
        return None
    stated = find_report_day(task.item.text, task.recurrence)
    return Rhythm(task.recurrence, committee.cutoff, committee.report_days, stated)


def standings_of(task: Task, on: date, calendar: OfficeCalendar | None = None) -> list[Standing]:
    """Return the periods of a task up to the one a day lies in, the oldest first, and how each stands.

    Nothing is asked for after the day completion was reported or the duty dropped, nor after its deadline, which is
    the end of a duty that comes round. Days off are those of the office's own calendar, unless another is given.
    """
    rhythm = rhythm_of(task)
    if rhythm is None:
        return []
    calendar = calendar or office_calendar()
    reported = _first_reports(task.period_updates)
    ended = task.reported_on or task.closed_on
    found = periods(rhythm, given_on=_asked_from(task), on=on, last_on=ended or task.due_on, calendar=calendar)
    kept = [each for each in found if ended is None or each.due_on < ended or each.ends_on in reported]
    excused = {each.period_ends_on: each.reason for each in task.excuses}
    return standings(kept, on=on, reported=reported, excused=excused, rests=rests(task.period_updates))


def asked_of(task: Task, on: date, calendar: OfficeCalendar | None = None) -> list[Standing]:
    """Return the periods a unit is to report on now, the oldest first: those it owes and the one due soon."""
    return [each for each in standings_of(task, on, calendar) if each.state.is_asked] if task.is_awaited else []


def rests(updates: Sequence[Update]) -> Spans:
    """Return from which day to which nobody worked on a task, told from its updates in their order."""
    found: list[tuple[date, date | None]] = []
    for update in updates:
        if update.stage in RESTING and update.from_stage not in RESTING:
            found.append((update.on, None))
        elif update.from_stage in RESTING and update.stage not in RESTING and found:
            found[-1] = (found[-1][0], update.on)
    return found


def _asked_from(task: Task) -> date:
    since = task.committee.standing_since if task.is_standing else None
    return max(task.opened_on, since or task.opened_on)


def _first_reports(updates: Sequence[Update]) -> dict[date, date]:
    found: dict[date, date] = {}
    for update in updates:
        if update.period_ends_on:
            found.setdefault(update.period_ends_on, update.on)
    return found


# ------------------------------------------------------------------------------------------ what units owe


@dataclass(frozen=True)
class Debt:
    """A duty with the reports its unit owes, the oldest first."""

    task: Task
    owed: Sequence[Standing]

    @property
    def oldest(self) -> Standing:
        return self.owed[0]


@dataclass(frozen=True)
class Debts:
    """The duties a report is owed of, by unit and then the longest owed first."""

    rows: Sequence[Debt]

    @property
    def total(self) -> int:
        """How many duties: what a count shows and its list holds."""
        return len(self.rows)

    @property
    def reports(self) -> int:
        return sum(len(each.owed) for each in self.rows)

    @cached_property
    def by_unit(self) -> list[tuple[Unit | None, "Debts"]]:
        """The parts of the units, the one that owes most reports first; they add up."""
        parts: dict[Unit | None, list[Debt]] = {}
        for each in self.rows:
            parts.setdefault(each.task.lead_unit, []).append(each)
        return sorted(((unit, Debts(rows)) for unit, rows in parts.items()), key=lambda part: -part[1].reports)


def owed(committee_id: int, reach: Reach, on: date) -> Debts:
    """Return which duties of a committee a report is owed of on a day: what each list and number of them counts with.

    What is reported done or ended owes none. A fixed number of questions, however many duties there are.
    """
    duties = queries.counted(reach).where(
        Task.committee_id == committee_id, queries.comes_round(), Task.stage.in_(queries.AWAITED)
    )
    query = duties.options(
        selectinload(Task.item).load_only(Item.text, Item.path, Item.conclusion_id), joinedload(Task.committee),
        joinedload(Task.lead_unit), selectinload(Task.period_updates), selectinload(Task.excuses),
    )  # fmt: skip
    found, calendar = [], office_calendar()
    for task in db.session.scalars(query.order_by(None)).unique():
        if debts := [each for each in standings_of(task, on, calendar) if each.state.is_debt]:
            found.append(Debt(task, debts))
    return Debts(sorted(found, key=_by_unit_and_age))


def _by_unit_and_age(debt: Debt) -> tuple[bool, str, date, int]:
    unit = debt.task.lead_unit
    return unit is None, unit.folded if unit else "", debt.oldest.period.due_on, debt.task.number


# ------------------------------------------------------------------------------------------ to report, to excuse


def require_period(task: Task, ends_on: date | None, words: str, on: date) -> None:
    """Make sure that a report names a period that has begun and says what was done in it."""
    if ends_on is None:
        return
    if ends_on not in {each.period.ends_on for each in standings_of(task, on)}:
        raise RuleBroken(_("This task has no such period to report on."), "period")
    if not words:
        raise RuleBroken(_("Say what was done in this period."), "result")


def may_end(task: Task, on: date, reach: Reach) -> bool:
    """Whether a person may report completion: of a duty that comes round in its last period, or as its secretary."""
    rhythm = rhythm_of(task)
    if not task.comes_round or reach.has(Role.SECRETARY, task.committee_id):
        return True
    return bool(rhythm and task.due_on and period_of(rhythm, on, office_calendar()).until >= task.due_on)


def require_end(task: Task, on: date, by: User) -> None:
    """Make sure that a duty that comes round is not reported done before its end, save by the secretary who ends it."""
    if not may_end(task, on, reach_of(by)):
        raise RuleBroken(_("A duty that comes round ends with its term, or when the secretary ends it."), "stage")


def excusable(reach: Reach) -> Select[Task]:
    """Select the tasks whose missing reports a person may excuse: a secretary's."""
    return queries.visible(reach.limited_to(frozenset({Role.SECRETARY})))


def excuse(task: Task, ends_on: date, reason: str, *, by: User, at: datetime, on: date) -> PeriodExcuse:
    """Ask no more for a report that a unit never sent, and say why; the period stays in sight as excused.

    Done again it changes nothing. Raises RuleBroken without a reason, and for a period of which no report is owed.
    """
    db.session.refresh(task, with_for_update={"of": Task})
    if done := db.session.scalar(select(PeriodExcuse).filter_by(task_id=task.id, period_ends_on=ends_on)):
        return done
    if not reason.strip():
        raise RuleBroken(_("Give the reason."), "reason")
    if ends_on not in {each.period.ends_on for each in standings_of(task, on) if each.state.is_debt}:
        raise RuleBroken(_("No report of this period is owed."))
    row = PeriodExcuse(task=task, period_ends_on=ends_on, reason=reason.strip(), by=by, at=at, on=on)
    db.session.add(row)
    history.record("excused", task, by=by, at=at, changes={"period_ends_on": ends_on, "reason": row.reason})
    db.session.commit()
    return row
