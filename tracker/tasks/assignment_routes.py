"""Where it is said who does a task."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.queries import people
from tracker.tasks import assignments, queries
from tracker.tasks.forms import AssignmentForm
from tracker.tasks.models import Task
from tracker.tasks.routes import bp


@bp.route("/tasks/<int:task_id>/assignment", methods=["GET", "POST"])
def assignment(task_id: int) -> ResponseReturnValue:
    """Pass a task to another unit or person."""
    found, mine = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id)), web.whole_reach()
    whom = people(assignments.people_for(found, mine))
    form = AssignmentForm(obj=found, unit_id=found.lead_unit_id).offer(
        db.session.scalars(assignments.units_for(found)), whom
    )
    if form.validate_on_submit() and form.attempt(lambda: _assign(found, form)):
        return web.done(web.way_back(url_for("tasks.task", task_id=task_id)), _("It is noted who does the task."))
    form.theirs(found)
    may_pass_on = assignments.may_pass_on(found, mine)
    return render_template("tasks/assignment.html", task=found, form=form, may_pass_on=may_pass_on), form.status


def _assign(task: Task, form: AssignmentForm) -> None:
    assignments.assign(
        task, form.unit_id.data, form.assignee_id.data, form.reason.data or "",
        by=web.me(), at=clock.now(), version=form.known_version,
    )  # fmt: skip
