"""The office's own calendar: the law's holidays with the swap days and days off this office entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select

from tracker import history
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.formats import day as written
from tracker.languages import gettext as _
from tracker.people.calendar_models import DayKind, OfficeDay
from tracker.people.models import User
from tracker.people.swap_lists import Listed
from tracker.reading.calendar import SATURDAY, Holiday, OfficeCalendar, public_holidays

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years whose calendar is kept."""


def office_calendar() -> OfficeCalendar:
    """Return the calendar by which this office counts its days, as it was entered up to now."""
    days = db.session.execute(select(OfficeDay.day, OfficeDay.kind)).all()
    return OfficeCalendar(
        extra_days_off=frozenset(day for day, kind in days if kind == DayKind.OFF),
        extra_working_days=frozenset(day for day, kind in days if kind == DayKind.WORKING),
    )


def entered() -> Select[OfficeDay]:
    """Select the days somebody entered, in the order of the calendar; they belong to the office."""
    return select(OfficeDay).order_by(OfficeDay.day)


def entered_in(year: int) -> Sequence[OfficeDay]:
    """Return the days entered for a year."""
    return db.session.scalars(entered().where(OfficeDay.day.between(date(year, 1, 1), date(year, 12, 31)))).all()


# ------------------------------------------------------------------------------------------ what the administrator does


def add_day(day: date, kind: DayKind, note: str, *, by: User, at: datetime) -> OfficeDay:
    """Enter one day on which the office differs from the rule. Raises RuleBroken when it does not, or is entered."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RuleBroken(_("Enter a day of the years %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR), "day")
    if db.session.scalar(select(OfficeDay.id).filter_by(day=day)):
        raise RuleBroken(_("%(day)s is entered already. Take it back first.", day=written(day)), "day")
    if _goes_without_saying(day, kind):
        raise RuleBroken(_already(kind, day), "day")
    row = _enter(day, kind, note, by=by, at=at)
    db.session.commit()
    return row


def add_list(listed: Sequence[Listed], note: str, *, by: User, at: datetime) -> int:
    """Enter the days of a pasted list at once, leaving out what is so already; return how many were entered."""
    known = set(db.session.scalars(select(OfficeDay.day)))
    new = {each.day: DayKind.WORKING if each.is_worked else DayKind.OFF for each in listed}
    wanted = [(day, kind) for day, kind in new.items() if day not in known and not _goes_without_saying(day, kind)]
    if outside := [day for day, _kind in wanted if not FIRST_YEAR <= day.year <= LAST_YEAR]:
        raise RuleBroken(_("%(day)s is no day this calendar keeps.", day=written(outside[0])), "text")
    if not wanted:
        raise RuleBroken(_("All these days are so already. Nothing was entered."), "text")
    for day, kind in sorted(wanted):
        _enter(day, kind, note, by=by, at=at)
    db.session.commit()
    return len(wanted)


def remove_day(row: OfficeDay, *, by: User, at: datetime) -> None:
    """Take a day back: from now on the rule decides. Deadlines that were read before stay as they are."""
    gone = {"day": (row.day, None), "kind": (row.kind, None), "text": (row.note, None)}
    history.record("removed", row, by=by, at=at, changes=gone)
    db.session.delete(row)
    db.session.commit()


def _enter(day: date, kind: DayKind, note: str, *, by: User, at: datetime) -> OfficeDay:
    row = OfficeDay(day=day, kind=kind, note=note, created_by_id=by.id, created_at=at)
    db.session.add(row)
    history.record("added", row, by=by, at=at, changes={"day": day, "kind": kind, "text": note})
    return row


def _goes_without_saying(day: date, kind: DayKind) -> bool:
    """Whether the rules alone make the day what it is said to be."""
    return OfficeCalendar().is_working_day(day) == (kind == DayKind.WORKING)


def _already(kind: DayKind, day: date) -> str:
    if kind == DayKind.WORKING:
        return str(_("%(day)s is a working day already.", day=written(day)))
    return str(_("%(day)s is a day off already.", day=written(day)))


# ------------------------------------------------------------------------------------------ what a year looks like


@dataclass(frozen=True)
class ShownDay:
    """One day of the year view: what it is by rule, and what was entered for it."""

    day: date
    is_working: bool
    holiday: Holiday | None
    entered: OfficeDay | None

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY


@dataclass(frozen=True)
class Year:
    """A year as the office works it."""

    number: int
    months: Sequence[Sequence[Sequence[ShownDay | None]]]
    """Twelve months of weeks from Monday on; None where a week's day belongs to another month."""
    holidays: Sequence[ShownDay]
    entered: Sequence[OfficeDay]

    @property
    def working_days(self) -> int:
        return sum(day.is_working for month in self.months for week in month for day in week if day)


def year(number: int) -> Year:
    """Return a year for the page: every day, and which of them are holidays or were entered."""
    days, rules, rows = office_calendar(), public_holidays(number), entered_in(number)
    by_day = {row.day: row for row in rows}

    def shown(day: date) -> ShownDay:
        return ShownDay(day, days.is_working_day(day), rules.get(day), by_day.get(day))

    months = [_weeks([shown(day) for day in _days_of(number, month)]) for month in range(1, 13)]
    return Year(number, months, [shown(day) for day in rules], rows)


def _days_of(number: int, month: int) -> Iterator[date]:
    day = date(number, month, 1)
    while day.month == month:
        yield day
        day += timedelta(days=1)


def _weeks(days: list[ShownDay]) -> list[list[ShownDay | None]]:
    before = days[0].day.weekday()
    padded: list[ShownDay | None] = [None] * before + list(days)
    padded += [None] * (-len(padded) % 7)
    return [padded[at : at + 7] for at in range(0, len(padded), 7)]
