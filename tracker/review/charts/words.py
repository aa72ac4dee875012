"""What the pictures call the tasks they count, and how their lists are headed."""

from collections.abc import Iterator
from datetime import date

from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.formats import day, number, read_day
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Unit
from tracker.review.charts.counted import By, Counted, Kind
from tracker.review.charts.rates import Rate
from tracker.review.since import SILENT_DAYS
from tracker.tasks.calendar_spans import CalendarSpan

KINDS = {
    Kind.ALL: _l("Assigned"),
    Kind.DONE: _l("Done"),
    Kind.DONE_ON_TIME: _l("Done on time"),
    Kind.DONE_LATE: _l("Done late"),
    Kind.OPEN: _l("Not done"),
    Kind.OPEN_IN_TIME: _l("Not done, within the deadline"),
    Kind.OVERDUE: _l("Overdue"),
    Kind.JUDGED: _l("Reported, or past the original deadline"),
    Kind.ON_TIME: _l("Reported by the original deadline"),
    Kind.EXTENDED: _l("Given a later deadline"),
}


def kind_name(kind: Kind) -> str:
    """Return what tasks that stand so are called."""
    if kind is Kind.SILENT:
        return str(_("No update for over %(days)s days", days=SILENT_DAYS))
    return str(KINDS[kind])


def narrowed_to(counted: Counted, unit: Unit | None, conclusion: Conclusion | None) -> Iterator[str]:
    """Yield in words what a list of tasks is narrowed to, one part after another."""
    if counted.unit:
        yield unit.name if unit else str(_("No lead unit yet"))
    if conclusion:
        yield name_of(conclusion)
    if given := CalendarSpan.named(counted.given, date.min):
        yield str(_("given in the %(period)s", period=given.words))
    since, until = read_day(counted.since), read_day(counted.until)
    if since and until:
        said = {"first": day(since), "last": day(until)}
        yield str(
            _("originally due from %(first)s to %(last)s", **said) if counted.by == By.ORIGINAL
            else _("due from %(first)s to %(last)s", **said)
        )  # fmt: skip


def rate_words(rate: Rate) -> str:
    """Return a rate as it is told: a percentage of ten or more, else "3 of 4", else that there is none."""
    if not rate.judged:
        return str(_("none yet"))
    if rate.percent is None:
        return str(_("%(some)s of %(all)s", some=rate.on_time, all=rate.judged))
    return f"{rate.percent}%"


def days_words(days: float | None) -> str:
    """Return how late, in days: "12 days late", "on the day", "3 days early"; an empty word for nothing."""
    if days is None:
        return ""
    if not days:
        return str(_("on the day"))
    many = number(abs(days))
    return str(_("%(days)s days late", days=many) if days > 0 else _("%(days)s days early", days=many))
