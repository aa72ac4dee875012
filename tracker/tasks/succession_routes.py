"""Where the administrator records which units follow which, and each committee's secretary sees what is handed over."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.queries import active_units
from tracker.tasks import succession_day, succession_queries, successions
from tracker.tasks.routes import bp
from tracker.tasks.succession_forms import KINDS, STATES, AgreementForm, SuccessionForm
from tracker.tasks.succession_models import Succession

HANDOVER_FILE = "reports.handover"


@bp.app_context_processor
def _succession_words() -> dict[str, Any]:
    """Let a unit's page tell whom it followed and who follows it."""
    return {"successions_of": succession_queries.of_unit, "succession_kinds": KINDS, "succession_states": STATES}


@bp.route("/units/successions", endpoint="successions")
def listed() -> ResponseReturnValue:
    """List which units follow which."""
    found = db.session.scalars(succession_queries.successions()).all()
    return render_template("tasks/successions.html", successions=found)


@bp.route("/units/successions/new", methods=["GET", "POST"])
def new_succession() -> ResponseReturnValue:
    """Write down which units follow which from a day on."""
    form = SuccessionForm().offer(db.session.scalars(active_units()).all())
    made: list[Succession] = []
    if form.validate_on_submit() and form.attempt(lambda: made.append(_prepare(form))):
        return web.done(url_for("tasks.succession", succession_id=made[0].id))
    return render_template("tasks/succession_new.html", form=form), form.status


def _prepare(form: SuccessionForm) -> Succession:
    units = {unit.id: unit for unit in db.session.scalars(active_units())}
    before, after = ([units[key] for key in field.data or []] for field in (form.predecessors, form.successors))
    return successions.prepare(
        form.kind.data, form.day(clock.today()), before, after, form.names, basis=form.basis.data or "", by=web.me(),
        at=clock.now(),
    )  # fmt: skip


@bp.route("/units/successions/<int:succession_id>")
def succession(succession_id: int) -> ResponseReturnValue:
    """Show a succession and, before its day, what would pass."""
    found = _found(succession_id)
    form = AgreementForm(formdata=None, obj=found).offer(found.successors)
    return _page(found, form)


@bp.route("/units/successions/<int:succession_id>/agreement", methods=["POST"])
def agree_succession(succession_id: int) -> ResponseReturnValue:
    """Carry a succession out, or leave it to its day."""
    found = _found(succession_id)
    form = AgreementForm().offer(found.successors)
    if form.validate_on_submit() and form.attempt(lambda: _agree(found, form)):
        ahead = _("Agreed. It is carried out on %(day)s.", day=day(found.on))
        toast = ahead if found.state.is_ahead else _("Carried out. The handover lists are ready.")
        return web.done(url_for("tasks.succession", succession_id=succession_id), toast)
    form.version.data = str(found.version)
    return _page(found, form)


def _agree(found: Succession, form: AgreementForm) -> None:
    successions.agree(
        found, form.heir_id.data, moves_people=form.moves_people.data, version=form.known_version, by=web.me(),
        at=clock.now(), on=clock.today(),
    )  # fmt: skip


@bp.route("/units/successions/<int:succession_id>/cancellation", methods=["POST"])
def cancel_succession(succession_id: int) -> ResponseReturnValue:
    """Give up what is only prepared or agreed."""
    successions.cancel(_found(succession_id), by=web.me(), at=clock.now())
    return web.done(url_for("tasks.successions"), _("Given up. Nothing was changed."))


@bp.route("/units/successions/<int:succession_id>/return", methods=["POST"])
def take_succession_back(succession_id: int) -> ResponseReturnValue:
    """Take back what was carried out, while nobody has touched it."""
    found = _found(succession_id)
    form = AgreementForm(formdata=None, obj=found).offer(found.successors)
    if form.attempt(lambda: succession_day.take_back(found, by=web.me(), at=clock.now())):
        return web.done(url_for("tasks.succession", succession_id=succession_id), _("Taken back."))
    return _page(found, form)


# ------------------------------------------------------------------------------------------ each committee's part


@bp.route("/units/successions/<int:succession_id>/handover", methods=["GET", "POST"], endpoint="handover")
def hand_over(succession_id: int) -> ResponseReturnValue:
    """Show what passes of a committee; until the day of a split let its secretary choose who gets each task."""
    found, committee = _found(succession_id), web.committee()
    if request.method == "POST":
        wanted = {int(name[5:]): int(value) for name, value in request.form.items() if _is_choice(name, value)}
        successions.choose(found, wanted, reach=web.reach(), committee_id=committee.id, by=web.me(), at=clock.now())
        there = url_for("tasks.handover", succession_id=succession_id, committee=committee.id)
        return web.done(there, _("Your choice is kept."))
    lines = succession_queries.handover_list(found, committee.id, web.reach())
    return render_template("tasks/handover.html", succession=found, committee=committee, lines=lines)


def _is_choice(name: str, value: str) -> bool:
    """Whether a field names a task and the id of a unit."""
    numbers = (name.removeprefix("task-"), value)
    return name.startswith("task-") and all(each.isascii() and each.isdecimal() and len(each) < 10 for each in numbers)


def _found(succession_id: int) -> Succession:
    return web.fetch(succession_queries.successions().where(Succession.id == succession_id))


def _page(found: Succession, form: AgreementForm) -> ResponseReturnValue:
    page = render_template(
        "tasks/succession.html", succession=found, form=form,
        estate=succession_queries.estate(found, web.reach()) if found.state.is_ahead else None,
    )  # fmt: skip
    return page, form.status
