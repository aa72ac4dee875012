"""Where the register of works answers as a file."""

from flask import request, send_file
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.reports.register import Heading
from tracker.reports.routes import EXCEL, bp
from tracker.reports.works import works_workbook
from tracker.tasks import project_queries as asked
from tracker.tasks.project_filters import ProjectFilters


@bp.route("/projects.xlsx")
def projects() -> ResponseReturnValue:
    """Give the register of works under the filters of its page as an Excel workbook."""
    committee, on, filters = web.committee(), clock.today(), ProjectFilters.of(request.args)
    chosen = filters.chosen(asked.projects(web.reach(), committee.id), on)
    book = works_workbook(chosen, filters.group, Heading(committee.name, on, rows=asked.sums(chosen).many))
    return send_file(book, EXCEL, as_attachment=True, download_name=f"cong-trinh-{on.isoformat()}.xlsx")
