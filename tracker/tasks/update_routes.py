"""Where a unit says what was done: the form of an update, its draft, and the mending of one just sent."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import words
from tracker.errors import StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.tasks import actions, course, drafts, editing, files, period_reports, queries
from tracker.tasks.drafts_models import UpdateDraft
from tracker.tasks.evidence import evidence
from tracker.tasks.forms import EditForm, UpdateForm
from tracker.tasks.models import Task, Update
from tracker.tasks.moves import Verb, offers
from tracker.tasks.routes import bp, decided, row


@bp.app_context_processor
def _update_words() -> dict[str, Any]:
    """Let the course of a task offer to put one's own words right, and its form to choose files."""
    return {"may_mend": _may_mend, "may_correct": _may_correct, "act_word": course.word_of, "file_limits": files}


@bp.route("/tasks/<int:task_id>/updates/new")
def new_update(task_id: int) -> ResponseReturnValue:
    """Open the form in which a unit says what was done, with what was typed before and not saved."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    corrects = _corrected(found, request.args.get("corrects", 0, type=int))
    form = UpdateForm.about(found, drafts.of(found, web.me()), corrects)
    return _page(found, _periods_in(form, found, form.wanted_period(corrects)))


@bp.route("/tasks/<int:task_id>/updates", methods=["POST"])
def add_update(task_id: int) -> ResponseReturnValue:
    """Take what a unit says was done."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    form = _periods_in(UpdateForm().seat(found), found)
    corrects = _corrected(found, form.corrects_id)
    good = take_files(found, form) & form.validate_on_submit()
    if good and form.attempt(lambda: decided(actions.update_task, found, form, corrects=corrects, **form.words)):
        return row(found, _("The update is saved."))
    return _page(found, form)


@bp.route("/tasks/<int:task_id>/updates/draft", methods=["POST"])
def keep_draft(task_id: int) -> ResponseReturnValue:
    """Keep what stands in the form of an update, as it was typed; sent while the person writes, or by a button."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    form = _periods_in(UpdateForm().seat(found), found)
    if not web.wants_fragment():
        good = take_files(found, form) & form.attempt(lambda: _keep(found, form))
        toast = _("The draft is kept.")
        return web.done(url_for("tasks.new_update", task_id=task_id), toast) if good else _page(found, form)
    try:
        kept, status = _keep(found, form), HTTPStatus.OK
        said = words.kept_at(kept)
    except StaleVersion as stale:
        db.session.rollback()
        kept, said, status = None, stale.sentence, HTTPStatus.CONFLICT
    version = kept.version if kept else form.known_typed_version
    return render_template("documents/_typed.html", version=version, said=said), status


@bp.route("/tasks/<int:task_id>/updates/draft/discard", methods=["POST"])
def discard_draft(task_id: int) -> ResponseReturnValue:
    """Throw away what was typed and not saved, with its files."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    drafts.discard(found, by=web.me())
    if not web.wants_fragment():
        return web.done(url_for("tasks.new_update", task_id=task_id), _("The draft is thrown away."))
    return _page(found, _periods_in(UpdateForm.about(found), found))


@bp.route("/updates/<int:update_id>", methods=["GET", "POST"])
def edit_update(update_id: int) -> ResponseReturnValue:
    """Mend one's own update while it is fresh."""
    found = web.fetch(editing.mendable(web.reach()).where(Update.id == update_id))
    form = EditForm().seat(found.task) if request.method == "POST" else EditForm.about(found)
    good = request.method == "POST" and take_files(found.task, form) & form.validate()
    if good and form.attempt(lambda: _mend(found, form)):
        return web.done(url_for("tasks.task", task_id=found.task_id), _("The update is changed."))
    form.theirs(found.task)
    is_open = editing.is_open(found, web.me(), clock.now())
    page = render_template(
        "tasks/edit.html", update=found, task=found.task, form=form, is_open=is_open, today=clock.today(),
        attached=files.of_draft(found.task, web.me()), has_percent=editing.has_percent(found),
    )  # fmt: skip
    return page, form.status


# ------------------------------------------------------------------------------------------ how they answer


def _may_mend(update: Update) -> bool:
    return editing.is_open(update, web.me(), clock.now())


def _may_correct(update: Update) -> bool:
    """Whether a page offers to correct an update: one's own, not corrected yet, on a task that can be updated."""
    own = update.is_of_the_unit and update.by_id == web.me().id and not update.corrections
    return own and Verb.UPDATE in offers(update.task, web.whole_reach())


def _periods_in(form: UpdateForm, task: Task, wanted: str = "") -> UpdateForm:
    """Offer the periods of a duty that comes round."""
    on = clock.today()
    return form.offer(
        task, period_reports.standings_of(task, on), may_end=period_reports.may_end(task, on, web.whole_reach()),
        wanted=wanted or request.args.get("period", ""),
    )  # fmt: skip


def _corrected(task: Task, update_id: int) -> Update | None:
    """Return the update of a task that is to be put right, None when none is named."""
    if not update_id:
        return None
    return next((each for each in task.updates if each.id == update_id), None) or abort(HTTPStatus.NOT_FOUND)


def take_files(task: Task, form: UpdateForm | EditForm) -> bool:
    """Keep the files a form brought with the person's draft, whatever becomes of the form; whether all were kept."""
    sent = form.sent()
    form.complain(files.attach(task, sent, by=web.me(), at=clock.now(), key=form.key.data or "") if sent else [])
    return not form.complaints


def _keep(task: Task, form: UpdateForm) -> UpdateDraft | None:
    return drafts.keep(
        task, form.typed(), task_version=form.known_version, version=form.known_typed_version, by=web.me(),
        at=clock.now(),
    )  # fmt: skip


def _mend(update: Update, form: EditForm) -> None:
    editing.mend(update, form.said, form.share, by=web.me(), at=clock.now(), version=form.known_version)


def _page(task: Task, form: UpdateForm) -> ResponseReturnValue:
    """Answer with the form: as a whole page, or as the piece that is swapped in when it was refused in a list."""
    piece = web.wants_fragment()
    template = "tasks/_update_form.html" if piece and request.method == "POST" else "tasks/update.html"
    since = course.latest(task, web.whole_reach()) if form.theirs(task) else None
    page = render_template(
        template, task=task, form=form, since=since, evidence=evidence(task.item),
        in_list=piece, today=clock.today(), attached=files.of_draft(task, web.me()),
    )  # fmt: skip
    return Response(page, status=form.status)
