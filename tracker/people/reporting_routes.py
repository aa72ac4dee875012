"""Where a committee says how often and by when it is reported to."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.people import actions, queries
from tracker.people.models import Committee
from tracker.people.reporting_forms import ReportingForm
from tracker.people.routes import bp

NEXT = "tasks.owed_reports"


@bp.route("/reporting", methods=["GET", "POST"])
def reporting() -> ResponseReturnValue:
    """Let the secretary set the periods of reports of their committee."""
    return _reporting(web.committee(), NEXT)


@bp.route("/committees/<int:committee_id>/reporting", methods=["GET", "POST"])
def committee_reporting(committee_id: int) -> ResponseReturnValue:
    """Let the administrator set the periods of reports of any committee."""
    row = web.fetch(queries.all_committees().where(Committee.id == committee_id))
    return _reporting(row, "people.committees")


def _reporting(row: Committee, back: str) -> ResponseReturnValue:
    form = ReportingForm(obj=row)
    if form.validate_on_submit() and form.attempt(
        lambda: actions.set_reporting(row, form.values, version=form.known_version, by=web.me(), on=clock.today())
    ):
        return web.done(url_for(back), _("It is noted how reports come round."))
    return render_template("people/reporting.html", form=form, row=row, back=back, theirs=form.theirs(row)), form.status
