"""Where files that show what was done are sent, opened and taken away."""

from http import HTTPStatus

from flask import Response, abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, filestore, web
from tracker.languages import gettext as _
from tracker.tasks import drafts, editing, files, queries
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.forms import UpdateForm
from tracker.tasks.models import Task
from tracker.tasks.routes import bp

SANDBOX = f"{web.CONTENT_SECURITY}; sandbox"
"""Whatever a file pretends to be: nothing in it runs, and it is of no origin."""


@bp.route("/tasks/<int:task_id>/updates/files", methods=["POST"])
def attach_files(task_id: int) -> ResponseReturnValue:
    """Keep the files that were just chosen in the form of an update."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    form = UpdateForm().seat(found)
    said = files.attach(found, form.sent(), by=web.me(), at=clock.now(), key=form.key.data or "")
    form.complain(said)
    return _attached(found, form, HTTPStatus.UNPROCESSABLE_ENTITY if said else HTTPStatus.OK)


@bp.route("/files/<int:file_id>")
def file(file_id: int) -> ResponseReturnValue:
    """Hand a file out to be saved."""
    return _handed_out(web.fetch(files.visible(web.reach()).where(EvidenceFile.id == file_id)), inline=False)


@bp.route("/files/<int:file_id>/picture")
def picture(file_id: int) -> ResponseReturnValue:
    """Show a picture in the browser; nothing else is ever opened there."""
    found = web.fetch(files.visible(web.reach()).where(EvidenceFile.id == file_id))
    return _handed_out(found, inline=True) if found.kind.is_picture else abort(HTTPStatus.NOT_FOUND)


@bp.route("/files/<int:file_id>/removal", methods=["POST"])
def remove_file(file_id: int) -> ResponseReturnValue:
    """Take a file out of what one is writing, or has just written; without a script what was typed is kept first."""
    found = web.fetch(files.removable(web.reach()).where(EvidenceFile.id == file_id))
    task, update, form = found.task, found.update, UpdateForm()
    if update is None and not web.wants_fragment() and form.result.raw_data:
        typed = {"task_version": form.known_version, "version": form.known_typed_version}
        drafts.keep(task, form.typed(), **typed, by=web.me(), at=clock.now())
    editing.remove_file(found, by=web.me(), at=clock.now())
    if web.wants_fragment():
        return _attached(task, form.seat(task), HTTPStatus.OK)
    page = url_for("tasks.edit_update", update_id=update.id) if update else None
    return web.done(page or url_for("tasks.new_update", task_id=task.id), _("The file is taken out."))


def _attached(task: Task, form: UpdateForm, status: HTTPStatus) -> ResponseReturnValue:
    attached = files.of_draft(task, web.me())
    return render_template("tasks/_files.html", task=task, form=form, attached=attached), status


def _handed_out(found: EvidenceFile, *, inline: bool) -> Response:
    """Answer with the bytes of a file under its own name; one that is gone from the disk is told so."""
    path = filestore.path_of(found.stored)
    if not path.is_file():
        abort(HTTPStatus.GONE)
    answer = send_file(
        path, mimetype=found.kind.media_type, as_attachment=not inline, download_name=found.name, etag=False
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
