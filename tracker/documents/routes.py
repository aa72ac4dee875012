"""Where the room answers: documents recorded, listed, and shown beside their drafts."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from tracker import clock, web
from tracker.documents import actions, drafts, passages, queries, suggestions, words
from tracker.documents.forms import HeaderForm, ItemForm, RecordForm
from tracker.documents.models import Conclusion, Decision, Item
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.queries import active_units
from tracker.reading.deadlines import read_deadline

bp = Blueprint("documents", __name__)

PAGE = 20


@bp.context_processor
def _page_words() -> dict[str, Any]:
    """Return what the room's templates ask."""
    return {
        "words": words,
        "queries": queries,
        "name_of": drafts.name_of,
        "can_edit": can_edit,
        "suggested": suggestions.Ranking().of,
        "learnt": queries.Learnt().at,
        "last_step": lambda conclusion: queries.step_to_undo(conclusion, web.me()),
        "unit_names": lambda: [unit.name for unit in db.session.scalars(active_units())],
    }


# ------------------------------------------------------------------------------------------------------- documents


@bp.route("/conclusions")
def conclusions() -> ResponseReturnValue:
    """List the committee's documents, drafts first."""
    committee, reach = web.committee(), web.reach()
    published = web.page_of(queries.published(committee.id, reach), PAGE)
    return render_template(
        "documents/conclusions.html", committee=committee, drafts=queries.drafts(reach, committee.id),
        published=published, counts=queries.counts(published.rows),
        url_of_page=lambda number: url_for(".conclusions", page=number),
    )  # fmt: skip


@bp.route("/conclusions/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Record a document from its text or its file."""
    form = RecordForm()
    committee = web.committee()
    if not form.validate_on_submit():
        return render_template("documents/new.html", form=form, committee=committee)
    try:
        given = form.given()
        text = actions.received(given) if isinstance(given, bytes) else given
        found = actions.record(committee, text, file_name=form.file_name(), by=web.me(), at=clock.now())
    except RuleBroken as broken:
        broken.field = form.seat_of(broken.field)
        status, existing = put(broken, form), getattr(broken, "existing", None)
        return render_template("documents/new.html", form=form, committee=committee, existing=existing), status
    return web.done(url_for(".conclusion", conclusion_id=found.id), toast=_("Recorded. Check each draft."))


@bp.route("/conclusions/<int:conclusion_id>")
def conclusion(conclusion_id: int) -> ResponseReturnValue:
    """Show a document beside its drafts, the form of the next undecided one open."""
    found = fetch_conclusion(conclusion_id)
    current = _current(found) if can_edit(found) else None
    return render_template(
        "documents/conclusion.html", conclusion=found, page=passages.page_of(found), current=current,
        form=ItemForm(current) if current else None, progress=queries.progress(found), lacking=queries.lacking(found),
    )  # fmt: skip


@bp.route("/conclusions/<int:conclusion_id>/header", methods=["GET", "POST"])
def header(conclusion_id: int) -> ResponseReturnValue:
    """Correct what stands around the body."""
    found = fetch_conclusion(conclusion_id)
    form = HeaderForm(found)
    if not form.validate_on_submit():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
        return render_template("documents/header.html", form=form, conclusion=found), status
    try:
        actions.change_header(found, form.values(), version=form.version.data or 0, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        status = put(broken, form)
        theirs = form.build_on(found) if status == HTTPStatus.CONFLICT else None
        return render_template("documents/header.html", form=form, conclusion=found, theirs=theirs), status
    return web.done(url_for(".conclusion", conclusion_id=found.id), toast=_("The head of the document is corrected."))


@bp.route("/conclusions/<int:conclusion_id>/day")
def day(conclusion_id: int) -> ResponseReturnValue:
    """Say which day typed words mean, for the line beneath their field."""
    found = fetch_conclusion(conclusion_id)
    phrase = " ".join(next((v for k, v in request.args.items() if k.endswith("words")), "").split())[:500]
    deadline = read_deadline(phrase, reference=found.reference_date) if phrase else None
    return render_template("documents/_day.html", typed=phrase, deadline=deadline, today=clock.today())


# --------------------------------------------------------------------------------------------------------- answers


def fetch_conclusion(conclusion_id: int) -> Conclusion:
    """Return a document within reach, with its drafts."""
    return web.fetch(queries.whole(queries.visible(web.reach())).where(Conclusion.id == conclusion_id))


def can_edit(found: Conclusion) -> bool:
    """Whether the person may change the drafts of a document."""
    return not found.is_published and web.may("documents.item", "POST", found.committee_id)


def _current(found: Conclusion) -> Item | None:
    """Return the draft whose form stands open: the one asked for, else the first undecided one."""
    asked = request.args.get("item", type=int)
    return next((each for each in found.items if (each.id == asked if asked else each.decision == Decision.OPEN)), None)


def put(broken: RuleBroken, form: FlaskForm) -> HTTPStatus:
    """Write a broken rule to its field and forget what was begun."""
    db.session.rollback()
    if isinstance(broken, actions.Locked):
        raise broken  # there is no form to give back
    field = form[broken.field] if broken.field and broken.field in form else None
    if field is not None:
        field.errors = [*field.errors, broken.sentence]
    else:
        form.form_errors.append(broken.sentence)
    return HTTPStatus.CONFLICT if isinstance(broken, StaleVersion) else HTTPStatus.UNPROCESSABLE_ENTITY
