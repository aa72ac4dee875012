"""Where a secretary links tasks of several conclusions into one thread."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.tasks import queries, threads
from tracker.tasks.forms import ThreadForm
from tracker.tasks.models import Task
from tracker.tasks.routes import bp


@bp.route("/tasks/<int:task_id>/thread", methods=["GET", "POST"])
def link_thread(task_id: int) -> ResponseReturnValue:
    """Link a task to the one it continues, or that continues it, by its number."""
    found, form = _whole(task_id), ThreadForm()
    if form.validate_on_submit() and form.attempt(lambda: _link(found, form.known_number)):
        return web.done(_thread_of(found), _("The tasks are linked as one matter."))
    return render_template(
        "tasks/thread.html", task=found, form=form, suggestions=threads.suggestions(found)
    ), form.status


@bp.route("/tasks/<int:task_id>/thread/refusals", methods=["POST"])
def refuse_thread(task_id: int) -> ResponseReturnValue:
    """Say that a suggested earlier task is another matter."""
    found = _whole(task_id)
    threads.refuse(found, _numbered(found, request.form.get("number", 0, type=int)), by=web.me(), at=clock.now())
    return web.done(_thread_of(found), _("It is not suggested again."))


@bp.route("/tasks/<int:task_id>/thread/parting", methods=["POST"])
def part_thread(task_id: int) -> ResponseReturnValue:
    """Take back that a task continues an earlier one."""
    found = _whole(task_id)
    threads.unlink(found, by=web.me(), at=clock.now())
    return web.done(_thread_of(found), _("The tasks are no longer linked."))


def _whole(task_id: int) -> Task:
    return web.fetch(queries.counted(web.reach()).where(Task.id == task_id))


def _numbered(task: Task, number: int) -> Task:
    """Return the whole task of the same committee with this number."""
    query = queries.counted(web.reach()).where(Task.committee_id == task.committee_id, Task.number == number)
    found = db.session.scalar(query)
    if found is None:
        raise RuleBroken(_("The committee has no task with this number."), "number")
    return found


def _link(task: Task, number: int) -> None:
    threads.link(task, _numbered(task, number), by=web.me(), at=clock.now())


def _thread_of(task: Task) -> str:
    return url_for("tasks.task", task_id=task.id, _anchor="thread")
