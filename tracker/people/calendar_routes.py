"""Where the administrator keeps the office's calendar, and where a year of it is read and printed."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people import calendar
from tracker.people.calendar_forms import KINDS, DayListForm, OfficeDayForm
from tracker.people.calendar_models import OfficeDay
from tracker.people.routes import bp
from tracker.people.swap_lists import read_list


@bp.route("/calendar")
def office_calendar() -> ResponseReturnValue:
    """Show a year as the office works it, and what was entered for it."""
    return _page(_year(), OfficeDayForm(formdata=None), DayListForm(formdata=None))


@bp.route("/calendar/days", methods=["POST"])
def add_office_day() -> ResponseReturnValue:
    """Enter one day off or one day worked in exchange."""
    form = OfficeDayForm()
    if form.validate_on_submit() and form.attempt(
        lambda: calendar.add_day(form.day.data, form.kind.data, form.note.data or "", by=web.me(), at=clock.now())
    ):
        return web.done(url_for("people.office_calendar", year=form.day.data.year), _("The day is entered."))
    return _page(form.day.data.year if form.day.data else _year(), form, DayListForm(formdata=None))


@bp.route("/calendar/lists", methods=["POST"])
def add_office_days() -> ResponseReturnValue:
    """Enter all days of a pasted list, or none."""
    form, made = DayListForm(), list[int]()
    if form.validate_on_submit() and form.attempt(lambda: made.append(_add_list(form))):
        told = ngettext("%(num)s day is entered.", "%(num)s days are entered.", made[0])
        return web.done(url_for("people.office_calendar", year=_year()), told)
    return _page(_year(), OfficeDayForm(formdata=None), form)


@bp.route("/calendar/days/<int:day_id>/removals", methods=["POST"])
def remove_office_day(day_id: int) -> ResponseReturnValue:
    """Take a day back."""
    row = web.fetch(calendar.entered().where(OfficeDay.id == day_id))
    back = url_for("people.office_calendar", year=row.day.year)
    calendar.remove_day(row, by=web.me(), at=clock.now())
    return web.done(back, _("The day is taken back; the rule decides again."))


def _add_list(form: DayListForm) -> int:
    days = read_list(form.text.data or "", _year())
    return calendar.add_list(days, form.list_note.data or "", by=web.me(), at=clock.now())


def _year() -> int:
    """Return the year the address or the form names, within those that are kept; this year without one."""
    wanted = request.values.get("year", clock.today().year, type=int)
    return min(max(wanted, calendar.FIRST_YEAR), calendar.LAST_YEAR)


def _page(number: int, day_form: OfficeDayForm, list_form: DayListForm) -> ResponseReturnValue:
    number = min(max(number, calendar.FIRST_YEAR), calendar.LAST_YEAR)
    page = render_template(
        "people/calendar.html", year=calendar.year(number), day_form=day_form, list_form=list_form, kinds=KINDS,
        first=calendar.FIRST_YEAR, last=calendar.LAST_YEAR, this_year=clock.today().year,
    )  # fmt: skip
    return page, max(day_form.status, list_form.status)
