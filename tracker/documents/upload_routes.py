"""Where files answer that take their time to read: how far they have come, their text to be corrected, their pages."""

from http import HTTPStatus

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import actions, uploads
from tracker.documents import upload_queries as queries
from tracker.documents.forms import UploadForm
from tracker.documents.routes import bp, put, taken_in
from tracker.documents.upload_models import Upload, UploadPage, UploadState
from tracker.errors import RuleBroken
from tracker.languages import gettext as _


@bp.route("/uploads/<int:upload_id>", methods=["GET", "POST"])
def upload(upload_id: int) -> ResponseReturnValue:
    """Show how far the reading has come, then the text beside its pages; record it as it was corrected."""
    found = web.fetch(queries.visible(web.reach()).where(Upload.id == upload_id))
    if found.state == UploadState.RECORDED:
        return web.done(url_for(".conclusion", conclusion_id=found.conclusion_id))
    form = UploadForm(found)
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        version = form.version.data or 0
        made = actions.record_upload(found, form.text.data or "", version=version, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        return _page(found, form, put(broken, form), existing=getattr(broken, "existing", None))
    return taken_in(made)


@bp.route("/uploads/<int:upload_id>/cancellation", methods=["POST"])
def cancel_upload(upload_id: int) -> ResponseReturnValue:
    """Stop reading a file, or discard what was read."""
    found = web.fetch(queries.visible(web.reach()).where(Upload.id == upload_id))
    uploads.cancel(found, by=web.me(), at=clock.now())
    return web.done(url_for(".conclusions"), toast=_("The file is discarded. Nothing of it was recorded."))


@bp.route("/uploads/pages/<int:page_id>")
def upload_page(page_id: int) -> ResponseReturnValue:
    """Show the picture of a page, to be compared with what was read."""
    found = web.fetch(queries.visible_pages(web.reach()).where(UploadPage.id == page_id))
    return Response(found.picture or b"", mimetype="image/jpeg")


def _page(
    found: Upload, form: UploadForm, status: HTTPStatus = HTTPStatus.OK, existing: int | None = None
) -> ResponseReturnValue:
    return render_template(
        "documents/upload.html", upload=found, form=form, existing=existing, pages=queries.seen_pages(found),
        lost=queries.lost_pages(found),
    ), status  # fmt: skip
