"""Where the chair directs: on a task, in place or on a page of its own, and on a matter that is no task yet."""

import json
from functools import cache
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, formats, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import directions
from tracker.meetings.belonging import sitting_now
from tracker.meetings.direction_forms import DirectionForm, MatterForm, TableForm, deadline_in
from tracker.meetings.direction_models import Direction
from tracker.meetings.finding import find_directions
from tracker.meetings.routes import bp
from tracker.people.models import Unit
from tracker.people.queries import active_units
from tracker.tasks import queries
from tracker.tasks.course import latest
from tracker.tasks.finding import ELSEWHERE
from tracker.tasks.forms import LONGEST_TERM, fresh_key
from tracker.tasks.models import Task

ELSEWHERE.append(find_directions)


@bp.app_context_processor
def _table_words() -> dict[str, Any]:
    """Let `meetings/_direct.html` stand under a task on any page: who directs here, and what was said."""
    return {
        "may_direct": cache(lambda committee_id: directions.may_direct(committee_id, web.whole_reach())),
        "may_change_direction": lambda direction: directions.may_change(direction, web.whole_reach()),
        "directions_of": lambda task: directions.of_tasks([task.id]).get(task.id, []),
    }


# ------------------------------------------------------------------------------------------ on a task


@bp.route("/tasks/<int:task_id>/directions")
def task_directions(task_id: int) -> ResponseReturnValue:
    """Show what was directed of a task: where a form that is closed finds its place again."""
    found = web.fetch(queries.visible(web.reach()).where(Task.id == task_id))
    return render_template("meetings/task_directions.html", task=found)


@bp.route("/tasks/<int:task_id>/directions/new")
def new_direction(task_id: int) -> ResponseReturnValue:
    """Open the form in which the chair directs."""
    found = web.fetch(queries.counted(web.reach()).where(Task.id == task_id))
    return _direction_page(found, DirectionForm.about(found))


@bp.route("/tasks/<int:task_id>/directions", methods=["POST"])
def direct(task_id: int) -> ResponseReturnValue:
    """Take a direction on a task."""
    found = web.fetch(queries.counted(web.reach()).where(Task.id == task_id))
    form, given = DirectionForm().seat(found), list[Direction]()
    if form.validate_on_submit() and form.attempt(lambda: given.append(_direct(found, form))):
        return _given(found, given[0])
    form.theirs(found)
    return _direction_page(found, form)


@bp.route("/tasks/<int:task_id>/directions/day")
def direction_day(task_id: int) -> ResponseReturnValue:
    """Say which day typed words mean, and what becomes of the task's deadline by it."""
    found = web.fetch(queries.counted(web.reach()).where(Task.id == task_id))
    on, typed = clock.today(), " ".join(request.args.get("until", "").split())[:LONGEST_TERM]
    deadline = deadline_in(typed, on)
    return render_template(
        "meetings/_direction_day.html", task=found, typed=typed, deadline=deadline, today=on,
        is_granting=directions.is_granting(found, deadline.on if deadline else None),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------ on a new matter


@bp.route("/directions")
def directions_register() -> ResponseReturnValue:
    """List what was directed in a committee: all of it, or what no signed conclusion says yet."""
    committee, waits = web.committee(), request.args.get("state") == "waiting"
    found = directions.directions(web.reach()).where(Direction.committee_id == committee.id)
    chosen = found.where(directions.waiting()) if waits else found
    page = web.page_of(directions.with_row(chosen).order_by(None).order_by(Direction.id.desc()), 50)
    return render_template(
        "meetings/directions.html", committee=committee, page=page, waits=waits,
        many=directions.many(found), many_waiting=directions.many(found.where(directions.waiting())),
        page_url=lambda number: url_for(
            "meetings.directions_register", page=number, state="waiting" if waits else None
        ),
    )  # fmt: skip


@bp.route("/directions/new", methods=["GET", "POST"])
def new_matter() -> ResponseReturnValue:
    """Direct a matter that is no task yet."""
    committee, form = web.committee(), MatterForm().offer(form_units())
    if not form.is_submitted():
        form = MatterForm(formdata=None, data={"key": fresh_key()}).offer(form_units())
    elif form.validate() and form.attempt(lambda: _direct_matter(form)):
        return web.done(web.way_back(url_for("meetings.meetings")), _("The direction is written down."))
    sitting = sitting_now(committee.id)
    return render_template("meetings/direction_new.html", form=form, committee=committee, sitting=sitting), form.status


# ------------------------------------------------------------------------------------------ what becomes of it


@bp.route("/directions/<int:direction_id>")
def direction(direction_id: int) -> ResponseReturnValue:
    """Show a direction, with the form that corrects it to whoever may."""
    found = web.fetch(directions.directions(web.reach()).where(Direction.id == direction_id))
    data = {"version": found.version, "text": found.text, "until": _until(found), "lead_unit_id": found.lead_unit_id}
    return _page_of(found, MatterForm(formdata=None, data={**data, "key": fresh_key()}))


@bp.route("/directions/<int:direction_id>", methods=["POST"])
def reword_direction(direction_id: int) -> ResponseReturnValue:
    """Correct a direction."""
    found = web.fetch(directions.directions(web.reach()).where(Direction.id == direction_id))
    form = MatterForm().offer(form_units(found.lead_unit_id))
    if form.validate_on_submit() and form.attempt(lambda: _reword(found, form)):
        return web.done(web.way_back(_home_of(found)), _("The direction is corrected."))
    form.theirs(found)
    return _page_of(found, form)


@bp.route("/directions/<int:direction_id>/withdrawal", methods=["POST"])
def withdraw_direction(direction_id: int) -> ResponseReturnValue:
    """Take a direction back, and the time it granted with it."""
    found = web.fetch(directions.directions(web.reach()).where(Direction.id == direction_id))
    version = request.values.get("version", 0, type=int)
    directions.withdraw(found, by=web.me(), at=clock.now(), version=version)
    return web.done(web.way_back(_home_of(found)), _("The direction is taken back."))


# ------------------------------------------------------------------------------------------ how they answer


def form_units(and_also: int | None = None) -> list[Unit]:
    """Return the units a matter can be given to."""
    return list(db.session.scalars(active_units(and_also)))


def _direct(task: Task, form: DirectionForm) -> Direction:
    on = clock.today()
    return directions.give(
        task.committee, form.text.data or "", task=task, due_on=form.day_named(on), due_words=form.until.data or "",
        by=web.me(), at=clock.now(), on=on, key=form.key.data or "", version=form.known_version,
    )  # fmt: skip


def _direct_matter(form: MatterForm) -> Direction:
    on, unit_id = clock.today(), form.lead_unit_id.data
    return directions.give(
        web.committee(), form.text.data or "", lead_unit=db.session.get(Unit, unit_id) if unit_id else None,
        due_on=form.day_named(on), due_words=form.until.data or "",
        by=web.me(), at=clock.now(), on=on, key=form.key.data or "",
    )  # fmt: skip


def _reword(found: Direction, form: MatterForm) -> Direction:
    on, words, unit_id = clock.today(), form.until.data or "", form.lead_unit_id.data
    return directions.reword(
        found, form.text.data or "", lead_unit=db.session.get(Unit, unit_id) if unit_id else None,
        due_on=found.due_on if words == _until(found) else form.day_named(on), due_words=words,
        by=web.me(), at=clock.now(), on=on, version=form.known_version,
    )  # fmt: skip


def _given(task: Task, given: Direction) -> ResponseReturnValue:
    """Answer with the place of the form as it stands now; offer to take the direction back."""
    back = web.here() if web.wants_fragment() else web.way_back(url_for("tasks.task", task_id=task.id))
    undo = url_for("meetings.withdraw_direction", direction_id=given.id, version=given.version, back=back)
    toast = _("The direction is written down.")
    if given.extension:
        toast = _("The direction is written down; the deadline is %(day)s now.", day=formats.day(task.due_on))
    said = {"text": toast, "undo": undo}
    if not web.wants_fragment() or is_of_task(task):
        return web.done(back, said)
    return decided(render_template("meetings/_direct.html", task=task, given=given, today=clock.today()), task, said)


def is_of_task(task: Task) -> bool:
    """Whether the page that is open is the task's own, all of which tells of what was just decided."""
    return web.here().partition("?")[0] == url_for("tasks.task", task_id=task.id)


def decided(piece: str, task: Task, said: str | dict[str, str]) -> Response:
    """Return a piece of a page, with the word that something was decided on a task."""
    answer = make_response(piece)
    answer.headers["HX-Trigger"] = json.dumps({"tasks-changed": {"id": task.id}, "toast": said})
    return answer


def _until(found: Direction) -> str:
    """Return the words of its deadline as a form holds them."""
    return found.due_words or (formats.day(found.due_on) if found.due_on else "")


def _direction_page(task: Task, form: DirectionForm) -> ResponseReturnValue:
    return page_with(task, form, direct_form=form)


def page_with(task: Task, form: TableForm, **shown: TableForm) -> ResponseReturnValue:
    """Return a form at its place under a task, or that place alone; with what was done meanwhile by who was faster."""
    template = (
        "meetings/_direct.html" if form.is_submitted() and web.wants_fragment() else "meetings/task_directions.html"
    )
    since = latest(task, web.whole_reach()) if form.is_stale else None
    return render_template(template, task=task, since=since, today=clock.today(), **shown), form.status


def _page_of(found: Direction, form: MatterForm) -> ResponseReturnValue:
    form.offer(form_units(found.lead_unit_id))
    return render_template("meetings/direction.html", direction=found, form=form), form.status


def _home_of(found: Direction) -> str:
    return url_for("tasks.task", task_id=found.task_id) if found.task_id else url_for("meetings.meetings")
