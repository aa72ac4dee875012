"""Where the room answers: the same facts as on the pages, as files."""

from http import HTTPStatus

from flask import Blueprint, abort, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from tracker import clock, web
from tracker.formats import read_id
from tracker.meetings import commitment_queries
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitment_register import Filters as CommitmentFilters
from tracker.reports.commitments import commitments_workbook
from tracker.reports.handover import handover_workbook
from tracker.reports.register import Heading, register_workbook
from tracker.review.listings import listed, part_named
from tracker.review.spans import span_named
from tracker.review.views import words_of_list
from tracker.tasks import queries as tasks
from tracker.tasks.bulk_forms import chosen
from tracker.tasks.filters import Filters
from tracker.tasks.models import Task
from tracker.tasks.official import official_sentence
from tracker.tasks.register import settled
from tracker.tasks.succession_models import Succession
from tracker.tasks.succession_queries import handover_list, successions

bp = Blueprint("reports", __name__)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/tasks.xlsx")
def register() -> ResponseReturnValue:
    """Give the register of tasks under the filters of its page as an Excel workbook."""
    on, shown = clock.today(), web.committees()
    filters, _chips = settled(Filters.of(request.args), web.reach(), on)
    mine = tasks.visible(web.reach()).where(Task.committee_id.in_([each.id for each in shown]))
    sentence = "" if filters.is_narrowed else official_sentence(tasks.figures(filters.narrowed(mine, on), on), on)
    picked = filters.chosen(mine, on)
    return _workbook(picked, Heading("; ".join(each.name for each in shown), on, sentence, tasks.count(picked)))


@bp.route("/tasks/bulk/export")
def register_of_chosen() -> ResponseReturnValue:
    """Give the tasks chosen in the register as an Excel workbook."""
    picked = chosen(web.reach())
    return _workbook(picked.tasks, Heading(picked.committee.name, clock.today(), rows=picked.many))


@bp.route("/commitments.xlsx")
def commitments() -> ResponseReturnValue:
    """Give the register of commitments under the filters of its page as an Excel workbook."""
    committee, on, filters = web.committee(), clock.today(), CommitmentFilters.of(request.args)
    mine = commitment_queries.commitments(web.reach()).where(Commitment.committee_id == committee.id)
    chosen = filters.chosen(mine, on)
    book = commitments_workbook(chosen, Heading(committee.name, on, rows=commitment_queries.many(chosen)))
    return send_file(book, EXCEL, as_attachment=True, download_name=f"cam-ket-{on.isoformat()}.xlsx")


@bp.route("/brief/<part>.xlsx")
def brief_list(part: str) -> ResponseReturnValue:
    """Give one of the brief's lists, as its tasks stood when its span closed, as an Excel workbook."""
    committee, on, reach = web.committee(), clock.today(), web.reach()
    kind = part_named(part) or abort(HTTPStatus.NOT_FOUND)
    span = span_named(committee.id, on, request.args) or abort(HTTPStatus.NOT_FOUND)
    picked = listed(kind, span, committee.id, reach, read_id(request.args.get("unit")))
    name, note = words_of_list(kind, span)
    return _workbook(picked, Heading(committee.name, span.on, "", tasks.count(picked), name, note, span.closing))


@bp.route("/units/successions/<int:succession_id>/handover.xlsx")
def handover(succession_id: int) -> ResponseReturnValue:
    """Give the list of a committee's tasks handed over by a succession as an Excel workbook."""
    given, committee = web.fetch(successions().where(Succession.id == succession_id)), web.committee()
    lines = handover_list(given, committee.id, web.reach())
    name = f"ban-giao-nhiem-vu-{given.on.isoformat()}.xlsx"
    return send_file(handover_workbook(given, committee, lines), EXCEL, as_attachment=True, download_name=name)


def _workbook(rows: Select[Task], heading: Heading) -> ResponseReturnValue:
    name = f"nhiem-vu-{heading.on.isoformat()}.xlsx"
    return send_file(register_workbook(rows, heading), EXCEL, as_attachment=True, download_name=name)
