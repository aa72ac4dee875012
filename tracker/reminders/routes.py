"""Where the room answers: publication, reminders by hand, and how the program fares."""

from typing import Any

from flask import Blueprint, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import queries as documents
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.reminders import actions, clocks, health, publication, queries, words
from tracker.reminders.forms import PublicationForm, ReminderForm
from tracker.tasks.models import Task
from tracker.tasks.queries import confirmable

bp = Blueprint("reminders", __name__)


@bp.context_processor
def _page_words() -> dict[str, Any]:
    """Return what the room's templates ask."""
    return {"words": words}


@bp.app_context_processor
def _pulse_words() -> dict[str, Any]:
    """Return what tells whoever may settle it, on every page, that the timetable stands still."""
    return {"timetable_pulse": _pulse_to_settle, "timetable_words": words.standstill, "letter_words": words}


def _pulse_to_settle() -> health.Pulse | None:
    """Return a pulse that is not as it should be, to a person who may do something about it."""
    if not web.may("reminders.clock", "POST"):
        return None
    beats = queries.heartbeats()
    found = health.pulse(beats, clock.now())
    return found if beats and found.word != "ok" else None


# ------------------------------------------------------------------------------------------ publication


@bp.route("/conclusions/<int:conclusion_id>/publication", methods=["GET", "POST"], endpoint="publication")
def publish(conclusion_id: int) -> ResponseReturnValue:
    """Show what publishing would do and what is lacking; publish."""
    found = web.fetch(documents.visible(web.reach()).where(Conclusion.id == conclusion_id))
    if found.is_published:
        return web.done(url_for("documents.conclusion", conclusion_id=found.id))
    form, plan = PublicationForm(), publication.plan(found, clock.today())
    if form.validate_on_submit() and form.attempt(lambda: _publish(form, found)):
        return web.done(url_for("documents.conclusion", conclusion_id=conclusion_id), _published(plan))
    return render_template(
        "reminders/publication.html", conclusion=found, name=name_of(found), plan=plan, form=form
    ), form.status


def _publish(form: PublicationForm, found: Conclusion) -> None:
    form.require(publication.plan(found, clock.today()))
    publication.publish(found, continues=form.continues, by=web.me(), at=clock.now(), on=clock.today())


def _published(plan: publication.Plan) -> str:
    if not plan.tasks:
        return str(_("Locked and kept. No task arises from this document."))
    tasks = ngettext("%(num)s task opened", "%(num)s tasks opened", plan.tasks)
    written = ngettext("%(num)s letter written", "%(num)s letters written", len(plan.letters))
    return str(_("Published: %(tasks)s, %(letters)s.", tasks=tasks, letters=written))


# ------------------------------------------------------------------------------------------ reminders by hand


@bp.route("/tasks/<int:task_id>/reminders", methods=["GET", "POST"])
def remind_task(task_id: int) -> ResponseReturnValue:
    """Ask after one task; show what was sent about it before."""
    task, form = web.fetch(confirmable(web.reach()).where(Task.id == task_id)), ReminderForm()
    if form.validate_on_submit() and form.attempt(lambda: _remind(task, form)):
        return web.done(web.way_back(url_for("tasks.task", task_id=task_id)), _("The reminder is in the outbox."))
    return render_template(
        "reminders/remind.html", task=task, form=form, mailboxes=queries.mailboxes_of_task(task),
        letters=queries.letters_about(task), reach=web.reach(),
    ), form.status  # fmt: skip


def _remind(task: Task, form: ReminderForm) -> None:
    actions.remind_of(
        task, form.note.data or "", key=form.key.data or "", by=web.me(), at=clock.now(), on=clock.today()
    )


# ------------------------------------------------------------------------------------------ how the program fares


@bp.route("/letters/clock", methods=["POST"], endpoint="clock")
def accept_clock() -> ResponseReturnValue:
    """Confirm that the server's clock is right, so that the timetable goes on."""
    clocks.confirm(by=web.me(), at=clock.now())
    return web.done(url_for("review.home"), _("The timetable goes on from this moment."))


@bp.route("/health", endpoint="health")
def health_page() -> ResponseReturnValue:
    """Say whether the database answers and the timetable runs; for the office's own supervision."""
    found = health.examine(clock.now(), timetable=current_app.config["TIMETABLE"])
    return jsonify(status="ok" if found.is_well else "failing", **found.parts), 200 if found.is_well else 503
