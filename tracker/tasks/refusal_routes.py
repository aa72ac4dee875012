"""Where a unit asks to be relieved of a task, and where it is answered."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.tasks import queries, refusals
from tracker.tasks.citations import citation
from tracker.tasks.evidence import evidence
from tracker.tasks.forms import AnswerForm, ReasonForm, fresh_key
from tracker.tasks.models import Task
from tracker.tasks.moves import offers
from tracker.tasks.refusal_models import Refusal
from tracker.tasks.routes import bp


@bp.route("/tasks/<int:task_id>/refusals", methods=["GET", "POST"])
def refuse(task_id: int) -> ResponseReturnValue:
    """Say why a unit should not have a task."""
    found, form = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id)), ReasonForm()
    if not form.is_submitted():
        form = ReasonForm(formdata=None, data={"version": found.version, "key": fresh_key()})
    elif form.validate() and form.attempt(lambda: _refuse(found, form)):
        return web.done(url_for("tasks.task", task_id=task_id), _("The secretary is asked to give the task elsewhere."))
    form.theirs(found)
    return render_template("tasks/refuse.html", task=found, form=form, evidence=evidence(found.item)), form.status


@bp.route("/refusals")
def waiting_refusals() -> ResponseReturnValue:
    """List the refusals of a committee that wait for their answer."""
    committee = web.committee()
    page = web.page_of(refusals.waiting(committee.id, web.reach()), 50)
    return render_template(
        "tasks/refusals.html", page=page, page_url=lambda number: url_for("tasks.waiting_refusals", page=number)
    )


@bp.route("/refusals/<int:refusal_id>")
def refusal(refusal_id: int) -> ResponseReturnValue:
    """Show a refusal with its task, and the form of the answer to whoever answers."""
    found = web.fetch(refusals.visible_refusals(web.reach()).where(Refusal.id == refusal_id))
    return _answer_page(found, AnswerForm(formdata=None, data={"version": found.version}))


@bp.route("/refusals/<int:refusal_id>/answer", methods=["POST"])
def answer_refusal(refusal_id: int) -> ResponseReturnValue:
    """Leave the task with the unit, and say why."""
    found = web.fetch(refusals.answerable(web.reach()).where(Refusal.id == refusal_id))
    form = AnswerForm()
    if form.validate_on_submit() and form.attempt(lambda: _insist(found, form)):
        return web.done(web.way_back(url_for("tasks.task", task_id=found.task_id)), _("The task stays with the unit."))
    form.theirs(found)
    return _answer_page(found, form)


@bp.route("/refusals/<int:refusal_id>/withdrawal", methods=["POST"])
def withdraw_refusal(refusal_id: int) -> ResponseReturnValue:
    """Take a refusal back."""
    found = web.fetch(refusals.withdrawable(web.reach()).where(Refusal.id == refusal_id))
    version = request.form.get("version", 0, type=int)
    refusals.take_back(found, by=web.me(), at=clock.now(), version=version)
    return web.done(url_for("tasks.task", task_id=found.task_id), _("The request is taken back."))


def _refuse(task: Task, form: ReasonForm) -> None:
    refusals.refuse(
        task, form.reason.data or "",
        by=web.me(), at=clock.now(), version=form.known_version, key=form.key.data or "",
    )  # fmt: skip


def _insist(found: Refusal, form: AnswerForm) -> None:
    refusals.insist(found, form.words.data or "", by=web.me(), at=clock.now(), version=form.known_version)


def _answer_page(found: Refusal, form: AnswerForm) -> ResponseReturnValue:
    page = render_template(
        "tasks/refusal.html", refusal=found, task=found.task, form=form, citation=citation(found.task),
        offered=offers(found.task, web.whole_reach()),
    )  # fmt: skip
    return page, form.status
