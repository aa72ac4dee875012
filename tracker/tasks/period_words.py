"""What the periods of reports and their states are called, in the reader's language."""

from datetime import date

from tracker.formats import day
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Cutoff
from tracker.reading.results import Recurrence
from tracker.tasks.periods import Period, PeriodState

QUARTERS = ("I", "II", "III", "IV")

STATES = {
    PeriodState.WAITING: _l("not due yet"),
    PeriodState.SOON: _l("due soon"),
    PeriodState.OWED: _l("owed"),
    PeriodState.SKIPPED: _l("skipped"),
    PeriodState.IN_TIME: _l("in time"),
    PeriodState.LATE: _l("late"),
    PeriodState.EXCUSED: _l("excused"),
    PeriodState.RESTED: _l("not asked for"),
}
"""How a period stands."""

CUTOFFS = {
    Cutoff.OFFICIAL: _l("From the 15th to the 14th (Decree 09/2019/NĐ-CP)"),
    Cutoff.CALENDAR: _l("By the calendar month, quarter and year"),
}
"""Where periods part."""


def period_name(recurrence: Recurrence, last: date) -> str:
    """Return what a period is called that is named after the days up to `last`: Quý I/2026, Tuần 12/2026."""
    year = last.year
    if recurrence is Recurrence.WEEKLY:
        iso = last.isocalendar()
        return str(_("Week %(week)s/%(year)s", week=iso.week, year=iso.year))
    if recurrence is Recurrence.MONTHLY:
        return str(_("Month %(month)s/%(year)s", month=last.month, year=year))
    if recurrence is Recurrence.QUARTERLY:
        return str(_("Quarter %(quarter)s/%(year)s", quarter=QUARTERS[(last.month - 1) // 3], year=year))
    if recurrence is Recurrence.HALF_YEARLY:
        is_first = last.month == 6
        return str(_("First half of %(year)s", year=year) if is_first else _("Second half of %(year)s", year=year))
    return str(_("Year %(year)s", year=year))


def short_name(recurrence: Recurrence, last: date) -> str:
    """Return the same without its year, for a row of periods under their years: Quý I, T3."""
    if recurrence is Recurrence.WEEKLY:
        return str(_("W%(week)s", week=last.isocalendar().week))
    if recurrence is Recurrence.MONTHLY:
        return str(_("M%(month)s", month=last.month))
    if recurrence is Recurrence.QUARTERLY:
        return str(_("Q%(quarter)s", quarter=QUARTERS[(last.month - 1) // 3]))
    if recurrence is Recurrence.HALF_YEARLY:
        return str(_("H1") if last.month == 6 else _("H2"))
    return str(last.year)


def name_of(period: Period) -> str:
    """Return what a period is called."""
    return period_name(period.recurrence, period.ends_on)


def covered(period: Period) -> str:
    """Return the days a period's figures cover: 15/12/2025 – 14/3/2026."""
    return f"{day(period.since)} – {day(period.until)}"
