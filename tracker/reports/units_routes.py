"""Where the units side by side answer as a file."""

from flask import request, send_file
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.reports.register import Heading
from tracker.reports.routes import EXCEL, bp
from tracker.reports.units import units_workbook
from tracker.review.units import UnitFilters, side_by_side


@bp.route("/pictures/units.xlsx")
def units() -> ResponseReturnValue:
    """Give the units side by side, under the filters of their page, as an Excel workbook."""
    committee, on = web.committee(), clock.today()
    found = side_by_side(UnitFilters.of(request.args), committee.id, web.reach(), on)
    book = units_workbook(found, Heading(committee.name, on))
    return send_file(book, EXCEL, as_attachment=True, download_name=f"cac-don-vi-{on.isoformat()}.xlsx")
