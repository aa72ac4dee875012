"""Where the pictures answer, the units side by side, and the lists their numbers open."""

from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.people.calendar import office_calendar
from tracker.review import units as beside
from tracker.review.charts import words
from tracker.review.charts.burndown import BurnDown, burn_down
from tracker.review.charts.calendar import month_page
from tracker.review.charts.chosen import PictureFilters, named, offered, shown_documents
from tracker.review.charts.counted import Counted, Kind
from tracker.review.charts.months import months
from tracker.review.charts.rates import SMALL, rates
from tracker.review.charts.timeline import timeline as reckoned
from tracker.review.charts.timeline import with_axis
from tracker.review.routes import bp
from tracker.review.since import SILENT_DAYS
from tracker.review.units import UnitFilters
from tracker.tasks import project_queries
from tracker.tasks.calendar_spans import CalendarSpan
from tracker.tasks.project_filters import ProjectFilters
from tracker.tasks.queries import figures, with_row

ROWS = 50
LANES = 200
"""Works on one page; a committee has some dozens."""


@bp.app_context_processor
def _picture_words() -> dict[str, Any]:
    """Let a picture stand on any page: how its numbers are said and which lists they open."""
    return {
        "kind_name": words.kind_name, "rate_words": words.rate_words, "days_words": words.days_words,
        "list_url": _list_url, "burn_down_of": _burn_down_of, "small_number": SMALL, "Kind": Kind,
    }  # fmt: skip


@bp.route("/pictures")
def pictures() -> ResponseReturnValue:
    """Show how the committee's work goes to who would rather look."""
    committee, on, filters = web.committee(), clock.today(), PictureFilters.of(request.args)
    whole, mine, year = filters.counted, web.reach(), filters.year_asked
    return render_template(
        "review/pictures/pictures.html", filters=filters, committee=committee,
        offered=offered(committee.id, mine, on), shown_year=year or on.year,
        months=months(whole, year or on.year, committee.id, mine, on),
        burnt=[(each, burn_down(each.id, mine, on)) for each in shown_documents(filters, committee.id, mine)],
        rates=rates(whole, year, committee.id, mine, on),
    )  # fmt: skip


@bp.route("/pictures/units")
def units() -> ResponseReturnValue:
    """Show the units side by side."""
    committee, on, filters = web.committee(), clock.today(), UnitFilters.of(request.args)
    return render_template(
        "review/pictures/units.html", filters=filters, committee=committee, Order=beside.Order,
        offered=offered(committee.id, web.reach(), on), silent_days=SILENT_DAYS, farthest=beside.FARTHEST,
        units=beside.side_by_side(filters, committee.id, web.reach(), on),
    )  # fmt: skip


@bp.route("/pictures/projects")
def timeline() -> ResponseReturnValue:
    """Show the milestones of works and projects, under the filters of their register."""
    committee, on, filters = web.committee(), clock.today(), ProjectFilters.of(request.args)
    whole = project_queries.projects(web.reach(), committee.id)
    chosen = project_queries.with_row(filters.chosen(whole, on)).options(*with_axis()).limit(LANES)
    found = db.session.scalars(chosen).all()
    return render_template(
        "review/pictures/projects.html", filters=filters, committee=committee, timeline=reckoned(found, on),
        many=len(found), most=LANES, figures=figures(filters.narrowed(whole), on),
        units=project_queries.units_of(whole),
    )  # fmt: skip


@bp.route("/pictures/calendar")
@bp.route("/pictures/calendar/<month>")
def calendar(month: str = "") -> ResponseReturnValue:
    """Show a month: deadlines, meetings and commitments on their days."""
    committee, on, filters = web.committee(), clock.today(), PictureFilters.of(request.args)
    span = CalendarSpan.named(month or f"{on:%Y-%m}", on)
    if span is None or span.months != 1 or span.is_official:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "review/pictures/calendar.html", filters=filters, committee=committee, asked=month,
        offered=offered(committee.id, web.reach(), on),
        page=month_page(filters.counted, span, committee.id, web.reach(), on, office_calendar()),
    )  # fmt: skip


@bp.route("/pictures/tasks")
def counted_tasks() -> ResponseReturnValue:
    """List the tasks one number of a picture counts."""
    committee, on, counted = web.committee(), clock.today(), Counted.of(request.args)
    page = web.page_of(with_row(counted.listed(committee.id, web.reach(), on)), ROWS)
    return render_template(
        "review/pictures/counted.html", name=words.kind_name(Kind(counted.kind or Kind.ALL)),
        note=list(words.narrowed_to(counted, *named(counted, web.reach()))), page=page,
        url=lambda number: url_for("review.counted_tasks", page=number, **counted.words),
    )  # fmt: skip


def _burn_down_of(conclusion: Conclusion) -> BurnDown | None:
    """Return the burn-down for the page of a document itself."""
    return burn_down(conclusion.id, web.whole_reach(), clock.today())


def _list_url(counted: Counted, kind: Kind) -> str:
    """Return where the tasks of a number are listed: the register where it can, else a list of their own."""
    asked = Counted(**counted.but(kind=kind))
    found = asked.register_words()
    return url_for("review.counted_tasks", **asked.words) if found is None else url_for("tasks.tasks", **found)
