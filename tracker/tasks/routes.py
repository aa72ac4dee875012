"""Where the register, a task and what is reported of it answer."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents.words import recurrence
from tracker.keyset import Cursor, window
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.tasks import (
    actions,
    assignments,
    extensions,
    period_reports,
    queries,
    register,
    saved_views,
    subtasks,
    threads,
)  # fmt: skip
from tracker.tasks.citations import citation, place, short_citation
from tracker.tasks.course import axis, course
from tracker.tasks.evidence import evidence, sums
from tracker.tasks.filters import Filters, Tab, count_of
from tracker.tasks.forms import DecisionForm, KeyedForm, ReasonForm, fresh_key
from tracker.tasks.models import Task, Update
from tracker.tasks.moves import offers, roles_for
from tracker.tasks.orders import order_of
from tracker.tasks.thread_words import repetition
from tracker.tasks.undo import last_act

bp = Blueprint("tasks", __name__)

PAGE_ROWS = 50
EXPORT = "reports.register"
UNDO = "reminders.undo"


@bp.app_context_processor
def _row_words() -> dict[str, Any]:
    """Let `_task.html` stand in any room's list: what it offers this person, how it cites, a key for its buttons."""
    calendar = cache(office_calendar)
    return {
        "task_offers": lambda task: offers(task, web.whole_reach()),
        "short_citation": short_citation,
        "item_place": place,
        "repetition_words": repetition,
        "recurrence_word": recurrence,
        "fresh_key": fresh_key,
        "asked_periods": lambda task: period_reports.asked_of(task, clock.today(), calendar()),
        "decides_extensions": lambda committee: extensions.may_decide(committee, web.whole_reach()),
    }


# ------------------------------------------------------------------------------------------ to read


@bp.route("/tasks")
def tasks() -> ResponseReturnValue:
    """Show the register of the committees' tasks under the filters of the address."""
    on, shown = clock.today(), web.committees()
    filters, chips = register.settled(Filters.of(request.args), web.reach(), on)
    whole = queries.visible(web.reach()).where(Task.committee_id.in_([each.id for each in shown]))
    figures, order = queries.figures(filters.narrowed(whole, on), on), order_of(filters.order, filters.text)
    rows, at = queries.with_row(filters.listed(whole, on)), Cursor.read(request.args.get("at"), order)
    return render_template(
        "tasks/tasks.html", filters=filters, chips=chips, figures=figures, shown=shown, register=register, Tab=Tab,
        page=window(rows, order, at, PAGE_ROWS, count_of(filters.tab, figures)),
        page_url=lambda place: url_for("tasks.tasks", at=place, **filters.but()),
        views=saved_views.beside_the_tabs(shown, web.reach()),
        may_share_views=all(saved_views.may_share(each.id, web.reach()) for each in shown),
        choices=register.choices(shown, web.reached_committees(), on),
        export=url_for(EXPORT, **filters.but()) if EXPORT in current_app.view_functions else "",
    )  # fmt: skip


@bp.route("/tasks/<int:task_id>")
def task(task_id: int) -> ResponseReturnValue:
    """Show a task: the sentence it came from, how it stands, what was done."""
    found = web.fetch(queries.visible(web.reach()).where(Task.id == task_id))
    on, mine, steps = clock.today(), web.whole_reach(), threads.thread(found)
    may_link = threads.may_link(found, mine)
    return render_template(
        "tasks/task.html", task=found, evidence=evidence(found.item), citation=citation(found), sums=sums(found),
        axis=axis(found, on), course=course(found, on), parts=subtasks.parts_of(found),
        steps=steps, own_step=threads.step_of(found, steps), may_link=may_link,
        suggestions=threads.suggestions(found) if may_link else [],
        offered=offers(found, mine), decides=bool(roles_for(found, mine) & queries.CONFIRMERS),
        may_ask=extensions.may_ask(found, mine), may_assign=assignments.may_assign(found, mine),
        may_divide=subtasks.may_divide(found, mine), may_reword=subtasks.may_reword(found, mine),
        rhythm=period_reports.rhythm_of(found), periods=period_reports.standings_of(found, on),
    )  # fmt: skip


@bp.route("/tasks/<int:task_id>/updates")
def updates(task_id: int) -> ResponseReturnValue:
    """Show a task's row with its course: where a form that is closed finds the row again."""
    found = web.fetch(queries.visible(web.reach()).where(Task.id == task_id))
    return render_template("tasks/updates.html", task=found, course=course(found, clock.today()))


# ------------------------------------------------------------------------------------------ to report


@bp.route("/tasks/<int:task_id>/withdrawal", methods=["POST"])
def withdrawal(task_id: int) -> ResponseReturnValue:
    """Take a report of completion back."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    return _at_once(actions.withdraw_report, found, _("The report is withdrawn."))


# ------------------------------------------------------------------------------------------ to decide


@bp.route("/tasks/<int:task_id>/confirmation", methods=["POST"])
def confirmation(task_id: int) -> ResponseReturnValue:
    """Confirm that a task is done."""
    found = web.fetch(queries.confirmable(web.reach()).where(Task.id == task_id))
    return _at_once(actions.confirm, found, _("Completion is confirmed."))


@bp.route("/tasks/<int:task_id>/returns", methods=["GET", "POST"])
def returns(task_id: int) -> ResponseReturnValue:
    """Send a report of completion back with a reason."""
    return _with_reason(task_id, actions.return_task, _("The task is returned to the unit."))


@bp.route("/tasks/<int:task_id>/reopenings", methods=["GET", "POST"])
def reopenings(task_id: int) -> ResponseReturnValue:
    """Take a finished task up again with a reason."""
    return _with_reason(task_id, actions.reopen, _("The task is taken up again."))


@bp.route("/tasks/<int:task_id>/drops", methods=["GET", "POST"])
def drops(task_id: int) -> ResponseReturnValue:
    """Decide with a reason that a task will not be carried out."""
    return _with_reason(task_id, actions.drop, _("The task will not be carried out."))


# ------------------------------------------------------------------------------------------ how they answer


def decided(verb: Callable[..., Update], task: Task, form: KeyedForm, **words: Any) -> Update:
    """Do what a form asks for, in the name of the person who sent it."""
    return verb(
        task,
        by=web.me(),
        at=clock.now(),
        on=clock.today(),
        version=form.known_version,
        key=form.key.data or "",
        **words,
    )


def _at_once(verb: Callable[..., Update], task: Task, toast: str) -> ResponseReturnValue:
    form = DecisionForm()
    if not form.validate_on_submit():
        return web.done(url_for("tasks.task", task_id=task.id))
    decided(verb, task, form)
    return row(task, toast)


def _with_reason(task_id: int, verb: Callable[..., Update], toast: str) -> ResponseReturnValue:
    found, form = web.fetch(queries.confirmable(web.reach()).where(Task.id == task_id)), ReasonForm()
    if not form.is_submitted():
        form = ReasonForm(formdata=None, data={"version": found.version, "key": fresh_key()})
    elif form.validate() and form.attempt(lambda: decided(verb, found, form, reason=form.reason.data or "")):
        return row(found, toast)
    form.theirs(found)
    return render_template("tasks/reason.html", task=found, form=form, verb=verb.__name__), form.status


def row(task: Task, toast: str) -> ResponseReturnValue:
    """Answer a finished verb with the row as it stands now, or with the task's own page; offer to take it back."""
    if not web.wants_fragment():
        back = web.way_back(url_for("tasks.task", task_id=task.id))
        return web.done(back, {"text": toast, "undo": _undo(task, back)})
    answer = make_response(render_template("tasks/_task.html", task=task, today=clock.today()))
    said = {"text": toast, "undo": _undo(task, web.here())}
    answer.headers["HX-Trigger"] = json.dumps({"tasks-changed": {"id": task.id}, "toast": said})
    return answer


def _undo(task: Task, back: str) -> str:
    """Return the address that takes back what this person has just done to a task, empty when nothing does."""
    act = last_act(task, web.me(), clock.now())
    return url_for(UNDO, update_id=act.id, version=task.version, back=back) if act else ""
