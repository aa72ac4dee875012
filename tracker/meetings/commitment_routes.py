"""Where commitments are written down, kept or released, and the register of them."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import commitment_queries, commitments
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitment_register import Filters, State, lines, standing_words, state_word
from tracker.meetings.direction_forms import CommitmentForm, FulfilmentForm, ReleaseForm
from tracker.meetings.direction_routes import decided, is_of_task, page_with
from tracker.meetings.routes import bp
from tracker.people.models import Unit
from tracker.tasks import queries
from tracker.tasks.models import Task

PAGE_ROWS = 50
EXPORT = "reports.commitments"


@bp.app_context_processor
def _promise_words() -> dict[str, Any]:
    """Let a task's commitments stand on any page."""
    return {
        "may_note_commitment": lambda committee_id: commitments.may_note(committee_id, web.whole_reach()),
        "may_fulfil": lambda commitment: commitments.may_fulfil(commitment, web.whole_reach()),
        "standing_words": standing_words,
        "pressing_commitments": lambda unit: commitment_queries.pressing(unit.id, web.whole_reach(), clock.today()),
        "commitments_of": lambda task: commitment_queries.of_tasks([task.id], web.whole_reach()).get(task.id, []),
    }


@bp.route("/commitments")
def commitments_register() -> ResponseReturnValue:
    """Show the register of a committee's commitments under the filters of the address."""
    committee, on, filters = web.committee(), clock.today(), Filters.of(request.args)
    found = commitment_queries.commitments(web.reach()).where(Commitment.committee_id == committee.id)
    return render_template(
        "meetings/commitments.html", committee=committee, filters=filters, State=State, state_word=state_word,
        page=web.page_of(filters.chosen(found, on), PAGE_ROWS), lines=lines(found, on),
        promises=commitment_queries.promises(filters.narrowed(found), on), today=on,
        page_url=lambda number: url_for("meetings.commitments_register", page=number, **filters.words),
        unit=db.session.get(Unit, int(filters.unit)) if filters.unit else None,
        export=url_for(EXPORT, committee=committee.id, **filters.words),
    )  # fmt: skip


@bp.route("/tasks/<int:task_id>/commitments/new")
def new_commitment(task_id: int) -> ResponseReturnValue:
    """Open the form in which a promise is written down."""
    found = web.fetch(queries.counted(web.reach()).where(Task.id == task_id))
    form = CommitmentForm.about(found).offer(found)
    return page_with(found, form, promise_form=form)


@bp.route("/tasks/<int:task_id>/commitments", methods=["POST"])
def promise(task_id: int) -> ResponseReturnValue:
    """Take a promise."""
    found = web.fetch(queries.counted(web.reach()).where(Task.id == task_id))
    form = CommitmentForm().seat(found).offer(found)
    if form.validate_on_submit() and form.attempt(lambda: _promise(found, form)):
        toast = _("The commitment is written down.")
        if not web.wants_fragment() or is_of_task(found):
            return web.done(web.way_back(url_for("tasks.task", task_id=task_id)), toast)
        return decided(render_template("meetings/_direct.html", task=found, today=clock.today()), found, toast)
    form.theirs(found)
    return page_with(found, form, promise_form=form)


@bp.route("/commitments/<int:commitment_id>/fulfilment", methods=["GET", "POST"])
def fulfilment(commitment_id: int) -> ResponseReturnValue:
    """Write down that a promised step was done."""
    found = web.fetch(commitment_queries.fulfillable(web.reach()).where(Commitment.id == commitment_id))
    form = FulfilmentForm(obj=found)
    if form.validate_on_submit() and form.attempt(lambda: _fulfil(found, form)):
        return web.done(web.way_back(url_for("tasks.task", task_id=found.task_id)), _("The commitment is kept."))
    form.theirs(found)
    return render_template("meetings/fulfilment.html", form=form, commitment=found, task=found.task), form.status


@bp.route("/commitments/<int:commitment_id>/withdrawal", methods=["GET", "POST"])
def release(commitment_id: int) -> ResponseReturnValue:
    """Release from a promise, or take back what was written down by mistake."""
    found = web.fetch(commitment_queries.commitments(web.reach()).where(Commitment.id == commitment_id))
    form = ReleaseForm(obj=found)
    if form.validate_on_submit() and form.attempt(lambda: _release(found, form)):
        return web.done(
            web.way_back(url_for("tasks.task", task_id=found.task_id)), _("The commitment no longer stands.")
        )
    form.theirs(found)
    return render_template("meetings/release.html", form=form, commitment=found, task=found.task), form.status


def _promise(task: Task, form: CommitmentForm) -> Commitment:
    on, unit_id = clock.today(), form.unit_id.data
    return commitments.promise(
        task, form.pledge(on), unit=db.session.get(Unit, unit_id) if unit_id else None,
        by=web.me(), at=clock.now(), on=on, key=form.key.data or "", version=form.known_version,
    )  # fmt: skip


def _fulfil(found: Commitment, form: FulfilmentForm) -> None:
    words, version = form.words.data or "", form.known_version
    commitments.fulfil(found, words, by=web.me(), at=clock.now(), on=clock.today(), version=version)


def _release(found: Commitment, form: ReleaseForm) -> None:
    commitments.withdraw(found, form.reason.data or "", by=web.me(), at=clock.now(), version=form.known_version)
