"""Where parts of a task are given and changed."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.queries import people
from tracker.tasks import queries, subtasks
from tracker.tasks.forms import PartForm
from tracker.tasks.models import Task
from tracker.tasks.routes import bp


@bp.route("/tasks/<int:task_id>/parts/new")
def new_part(task_id: int) -> ResponseReturnValue:
    """Open the form in which a part of a task is given."""
    whole = _whole(task_id)
    facts = {
        "place": subtasks.next_place(whole),
        "until": day(whole.due_on) if whole.due_on and whole.due_on >= clock.today() else "",
    }
    return _giving_page(whole, PartForm(formdata=None, data=facts))


@bp.route("/tasks/<int:task_id>/parts", methods=["POST"])
def give_part(task_id: int) -> ResponseReturnValue:
    """Give a part of a task."""
    whole, form = _whole(task_id), _offering(PartForm(), task_id)
    if form.validate_on_submit() and form.attempt(lambda: _give(whole, form)):
        return web.done(url_for("tasks.task", task_id=task_id, _anchor="parts"), _("The part is given."))
    return _giving_page(whole, form)


@bp.route("/parts/<int:part_id>", methods=["GET", "POST"])
def part(part_id: int) -> ResponseReturnValue:
    """Change what a part asks for, or by when."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == part_id, ~queries.is_whole()))
    form = PartForm(obj=found, until=day(found.due_on) if found.due_on else "")
    del form.unit_id, form.assignee_id
    if form.validate_on_submit() and form.attempt(lambda: _reword(found, form)):
        return web.done(url_for("tasks.task", task_id=part_id), _("The part is changed."))
    form.theirs(found)
    return render_template("tasks/part.html", whole=found.parent, part=found, form=form), form.status


def _whole(task_id: int) -> Task:
    return web.fetch(queries.updatable(web.reach()).where(Task.id == task_id, queries.is_whole()))


def _offering(form: PartForm, task_id: int) -> PartForm:
    """Offer the units and people parts of a task may be given to."""
    whole, mine = _whole(task_id), web.whole_reach()
    units = db.session.scalars(subtasks.units_for(whole, mine))
    return form.offer(units, people(subtasks.people_for(whole, mine)))


def _give(whole: Task, form: PartForm) -> None:
    on = clock.today()
    subtasks.give(whole, form.wording(on), place=form.known_place, by=web.me(), at=clock.now(), on=on)


def _reword(found: Task, form: PartForm) -> None:
    on, reason = clock.today(), form.reason.data or ""
    words = form.wording(on)
    subtasks.reword(found, words, reason, by=web.me(), at=clock.now(), on=on, version=form.known_version)


def _giving_page(whole: Task, form: PartForm) -> ResponseReturnValue:
    if not form.is_submitted():
        _offering(form, whole.id)
    return render_template("tasks/part.html", whole=whole, part=None, form=form), form.status
