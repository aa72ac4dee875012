"""Where the text of a document is corrected and read again, and given out with its reading as a test case."""

from http import HTTPStatus

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import exports, queries, rereading, words
from tracker.documents.forms import HeaderForm, SourceForm
from tracker.documents.models import Conclusion
from tracker.documents.routes import bp, fetch_conclusion, put
from tracker.errors import RuleBroken, StaleVersion
from tracker.languages import gettext as _


@bp.route("/conclusions/<int:conclusion_id>/source", methods=["GET", "POST"])
def source(conclusion_id: int) -> ResponseReturnValue:
    """Correct the text of a draft document; show what reading it again would do, and write nothing yet."""
    found = fetch_conclusion(conclusion_id)
    form = SourceForm(found)
    if found.is_published:
        return web.done(url_for(".conclusion", conclusion_id=found.id))
    if not form.validate_on_submit():
        return _page(found, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK)
    return _page(found, form) if "edit" in request.args else _foreseen(found, form)


@bp.route("/conclusions/<int:conclusion_id>/rereadings", methods=["POST"])
def rereadings(conclusion_id: int) -> ResponseReturnValue:
    """Read the corrected text, keeping what was decided; answer with the check and the way back."""
    found = fetch_conclusion(conclusion_id)
    form = SourceForm(found)
    if not form.validate_on_submit():
        return _page(found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    version, gone = form.version.data or 0, form.gone.data or ""
    try:
        rereading.reread(found, form.text.data or "", version=version, gone=gone, by=web.me(), at=clock.now())
    except StaleVersion as stale:
        return _stale(conclusion_id, form, stale)
    except RuleBroken as broken:
        return _page(found, form, put(broken, form), existing=getattr(broken, "existing", None))
    step = queries.step_to_undo(found, web.me())
    undo = url_for(".undo", conclusion_id=found.id, step=step.id) if step else ""
    said = _("The text was read again; what was decided is kept.")
    return web.done(url_for(".conclusion", conclusion_id=found.id), {"text": said, "undo": undo})


@bp.route("/conclusions/<int:conclusion_id>/reading.zip")
def export_reading(conclusion_id: int) -> ResponseReturnValue:
    """Give the text of a document and its corrected reading as one archive."""
    found = fetch_conclusion(conclusion_id)
    name = f"{exports.plain_name(found)}.zip"
    return send_file(exports.packed(found), "application/zip", as_attachment=True, download_name=name)


def _page(
    found: Conclusion, form: SourceForm, status: HTTPStatus = HTTPStatus.OK, existing: int | None = None
) -> ResponseReturnValue:
    return render_template("documents/source.html", conclusion=found, form=form, existing=existing), status


def _foreseen(found: Conclusion, form: SourceForm, status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    """Answer with what reading the typed text would do."""
    try:
        plan = rereading.foresee(found, form.text.data or "")
    except RuleBroken as broken:
        return _page(found, form, put(broken, form), existing=getattr(broken, "existing", None))
    form.show(plan.mark)
    labels = {field.name: field.label.text for field in HeaderForm(found, formdata=None)}
    return render_template(
        "documents/rereading.html", conclusion=found, form=form, plan=plan, labels=labels, head_value=words.head_value,
    ), status  # fmt: skip


def _stale(conclusion_id: int, form: SourceForm, stale: StaleVersion) -> ResponseReturnValue:
    """Answer a clash with what reading the typed text would do to the document as it is kept now."""
    status = put(stale, form)
    found = fetch_conclusion(conclusion_id)
    form.build_on(found)
    return _foreseen(found, form, status)
