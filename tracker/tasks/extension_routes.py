"""Where later deadlines are asked for, listed and decided."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, formats, web
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.tasks import extensions, queries
from tracker.tasks.citations import citation
from tracker.tasks.evidence import evidence
from tracker.tasks.forms import LONGEST_TERM, ExtensionDecisionForm, ExtensionForm, fresh_key
from tracker.tasks.models import Extension, Task
from tracker.tasks.routes import bp


@bp.route("/tasks/<int:task_id>/extensions/new")
def new_extension(task_id: int) -> ResponseReturnValue:
    """Open the form in which a later deadline is asked for."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    form = ExtensionForm(formdata=None, data={"version": found.version, "key": fresh_key()})
    return _asking_page(found, form)


@bp.route("/tasks/<int:task_id>/extensions", methods=["POST"])
def ask_extension(task_id: int) -> ResponseReturnValue:
    """Take a request for a later deadline."""
    found, form = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id)), ExtensionForm()
    if form.validate_on_submit() and form.attempt(lambda: _ask(found, form)):
        return web.done(url_for("tasks.task", task_id=task_id), _("The later deadline is asked for."))
    form.theirs(found)
    return _asking_page(found, form)


@bp.route("/extensions")
def waiting_extensions() -> ResponseReturnValue:
    """List the requests of a committee that wait for their decision."""
    committee = web.committee()
    page = web.page_of(extensions.waiting(committee.id, web.reach()), 50)
    return render_template(
        "tasks/extensions.html", committee=committee, page=page,
        page_url=lambda number: url_for("tasks.waiting_extensions", page=number),
    )  # fmt: skip


@bp.route("/extensions/<int:extension_id>")
def extension(extension_id: int) -> ResponseReturnValue:
    """Show a request with its task, and the form of the decision to whoever decides."""
    found = web.fetch(extensions.visible_extensions(web.reach()).where(Extension.id == extension_id))
    form = ExtensionDecisionForm(formdata=None, data={"version": found.version, "until": formats.day(found.until)})
    return _decision_page(found, form)


@bp.route("/extensions/<int:extension_id>/decision", methods=["POST"])
def decide_extension(extension_id: int) -> ResponseReturnValue:
    """Grant a later deadline, the one asked for or another, or refuse it."""
    found = web.fetch(extensions.decidable(web.reach()).where(Extension.id == extension_id))
    form = ExtensionDecisionForm()
    if form.validate_on_submit() and form.attempt(lambda: _decide(found, form)):
        refused = form.is_refused.data
        toast = _("The deadline stands; the unit sees the reason.") if refused else _("The deadline is extended.")
        return web.done(web.way_back(url_for("tasks.task", task_id=found.task_id)), toast)
    form.theirs(found)
    return _decision_page(found, form)


@bp.route("/extensions/<int:extension_id>/withdrawal", methods=["POST"])
def withdraw_extension(extension_id: int) -> ResponseReturnValue:
    """Take a request back."""
    found = web.fetch(extensions.withdrawable(web.reach()).where(Extension.id == extension_id))
    version = request.form.get("version", 0, type=int)
    extensions.withdraw(found, by=web.me(), at=clock.now(), on=clock.today(), version=version)
    return web.done(url_for("tasks.task", task_id=found.task_id), _("The request is taken back."))


@bp.route("/tasks/day")
def day() -> ResponseReturnValue:
    """Say which day typed words mean, counted from today, for the line beneath their field."""
    on, typed = clock.today(), " ".join(request.args.get("until", "").split())[:LONGEST_TERM]
    with in_force(office_calendar()):
        deadline = read_deadline(typed, reference=on) if typed else None
    return render_template("documents/_day.html", typed=typed, deadline=deadline, today=on)


def _ask(task: Task, form: ExtensionForm) -> None:
    on = clock.today()
    extensions.ask(
        task, form.wanted(on), form.reason.data or "",
        by=web.me(), at=clock.now(), on=on, version=form.known_version, key=form.key.data or "",
    )  # fmt: skip


def _decide(found: Extension, form: ExtensionDecisionForm) -> None:
    words, on = form.words.data or "", clock.today()
    if form.is_refused.data:
        extensions.refuse(found, words, by=web.me(), at=clock.now(), on=on, version=form.known_version)
    else:
        until = form.wanted(on)
        extensions.grant(found, until, words, by=web.me(), at=clock.now(), on=on, version=form.known_version)


def _asking_page(task: Task, form: ExtensionForm) -> ResponseReturnValue:
    page = render_template("tasks/extension_new.html", task=task, form=form, evidence=evidence(task.item))
    return page, form.status


def _decision_page(found: Extension, form: ExtensionDecisionForm) -> ResponseReturnValue:
    page = render_template(
        "tasks/extension.html", extension=found, task=found.task, form=form, citation=citation(found.task),
        can_decide=extensions.may_decide(found.task.committee, web.whole_reach()),
    )  # fmt: skip
    return page, form.status
