"""Where the room answers: documents recorded, listed, and shown beside their drafts."""

from collections.abc import Container, Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from tracker import clock, web
from tracker.documents import actions, passages, queries, sketches, suggestions, typed, words
from tracker.documents.drafts import name_of
from tracker.documents.forms import BulkForm, HeaderForm, ItemForm, RecordForm
from tracker.documents.models import Conclusion, Decision, Item
from tracker.documents.sketches import Show
from tracker.documents.upload_models import Upload
from tracker.documents.upload_queries import open_ones
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.intake import tesseract
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.people.queries import active_units
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.web import LARGEST_ID

bp = Blueprint("documents", __name__)

PAGE = 20


@bp.context_processor
def _page_words() -> dict[str, Any]:
    """Return what the room's templates ask."""
    return {
        "words": words,
        "queries": queries,
        "name_of": name_of,
        "can_edit": can_edit,
        "suggested": suggestions.Ranking().of,
        "learnt": queries.Learnt().at,
        "first_with": queries.Waiting().first_with,
        "sketch_of": sketches.sketch_of,
        "show": show(),
        "at": Addresses(),
        "is_typed": typed.Signs(web.me()).at,
        "typed_by_others": lambda item: typed.by_others(item, web.me()),
        "last_step": lambda conclusion: queries.step_to_undo(conclusion, web.me()),
        "reads_scans": tesseract.is_installed,
        "unit_names": lambda: [unit.name for unit in db.session.scalars(active_units())],
    }


# ------------------------------------------------------------------------------------------------------- documents


@bp.route("/conclusions")
def conclusions() -> ResponseReturnValue:
    """List the committee's documents, drafts first."""
    committee, reach = web.committee(), web.reach()
    published, drafts = web.page_of(queries.published(committee.id, reach), PAGE), queries.drafts(reach, committee.id)
    return render_template(
        "documents/conclusions.html", committee=committee, drafts=drafts, progress_of=sketches.progress_of(drafts),
        published=published, counts=queries.counts(published.rows), uploads=_uploads(committee.id),
        url_of_page=lambda number: url_for(".conclusions", page=number),
    )  # fmt: skip


@bp.route("/conclusions/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Record a document from its text or its file."""
    form = RecordForm(request.args)
    committee = web.committee()
    if not form.validate_on_submit():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
        return render_template("documents/new.html", form=form, committee=committee), status
    try:
        given, name, known = form.given(), form.file_name(), form.known()
        found = actions.take_in(committee, given, file_name=name, known=known, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        broken.field = form.seat_of(broken.field)
        status, existing = put(broken, form), getattr(broken, "existing", None)
        return render_template("documents/new.html", form=form, committee=committee, existing=existing), status
    return taken_in(found)


@bp.route("/conclusions/<int:conclusion_id>")
def conclusion(conclusion_id: int) -> ResponseReturnValue:
    """Show a document beside its drafts, or those a filter shows, the form of the next undecided one open."""
    return check(fetch_conclusion(conclusion_id))


@bp.route("/conclusions/<int:conclusion_id>/progress")
def progress(conclusion_id: int) -> ResponseReturnValue:
    """Show how far the check of a document has come, without its drafts: this is asked for after every decision."""
    found = web.fetch(queries.visible(web.reach()).where(Conclusion.id == conclusion_id))
    if not can_edit(found):
        return web.done(url_for(".conclusion", conclusion_id=found.id))
    progress = sketches.progress(found)
    current_id = next((each.id for each in progress.sketches if each.decision == Decision.OPEN), None)
    return render_template("documents/progress.html", conclusion=found, progress=progress, current_id=current_id)


@bp.route("/conclusions/<int:conclusion_id>/no-task")
def no_task(conclusion_id: int) -> ResponseReturnValue:
    """Ask whether a whole document gives rise to no task; `bulk` sets all its drafts aside, publication keeps it."""
    found = fetch_conclusion(conclusion_id)
    if not can_edit(found):
        return web.done(url_for(".conclusion", conclusion_id=found.id))
    return render_template("documents/no_task.html", conclusion=found, progress=sketches.progress(found))


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
    found = web.fetch(queries.visible(web.reach()).where(Conclusion.id == conclusion_id))
    phrase = " ".join(next((v for k, v in request.args.items() if k.endswith("words")), "").split())[:500]
    with in_force(office_calendar()):
        deadline = read_deadline(phrase, reference=found.reference_date) if phrase else None
    return render_template("documents/_day.html", typed=phrase, deadline=deadline, today=clock.today())


# --------------------------------------------------------------------------------------------------------- answers


def taken_in(found: Conclusion | Upload) -> ResponseReturnValue:
    """Go on to the check of a document, or to where a file is being read."""
    if isinstance(found, Upload):
        return web.done(url_for(".upload", upload_id=found.id))
    return web.done(url_for(".conclusion", conclusion_id=found.id), toast=_("Recorded. Check each draft."))


def fetch_conclusion(conclusion_id: int) -> Conclusion:
    """Return a document within reach, with its drafts."""
    return web.fetch(queries.whole(queries.visible(web.reach())).where(Conclusion.id == conclusion_id))


def _uploads(committee_id: int) -> Sequence[Upload]:
    """Return the files that are being read, for those who may record."""
    return open_ones(web.reach(), committee_id) if web.may("documents.new", "POST", committee_id) else ()


def can_edit(found: Conclusion) -> bool:
    """Whether the person may change the drafts of a document."""
    return not found.is_published and web.may("documents.item", "POST", found.committee_id)


def check(found: Conclusion, bulk: BulkForm | None = None, status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    """Answer with a document beside its drafts; `bulk` is the form for many drafts that was refused."""
    progress, editable = sketches.progress(found), can_edit(found)
    shown = {each.id: each for each in progress.sketches if each.fits(Show(show() or Show.ALL))}
    current = _current(found, shown) if editable else None
    return render_template(
        "documents/conclusion.html", conclusion=found, current=current, progress=progress, shown=shown,
        versions={item.id: item.version for item in found.items},
        sketches={each.id: each for each in progress.sketches}, current_id=current and current.id,
        page=passages.page_of(found, shown if show() else None), form=open_form(current) if current else None,
        bulk=bulk or (BulkForm(found) if editable else None),
    ), status  # fmt: skip


def open_form(item: Item) -> ItemForm:
    """Return the form of a draft with what the person has typed into it before; a clash is said in it."""
    form = ItemForm(item, typed.of(item, web.me()))
    if form.is_stale:
        form.form_errors.append(_("Somebody changed this draft after you had typed. Nothing was overwritten."))
    return form


def show() -> str | None:
    """Return the filter the address asks for, None when all drafts are shown."""
    asked = request.args.get("show")
    return asked if asked in {each.value for each in Show} and asked != Show.ALL else None


class Addresses:
    """The addresses of one endpoint for hundreds of drafts, built once; they keep the filter."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, endpoint: str, item_id: int) -> str:
        if endpoint not in self._known:
            self._known[endpoint] = url_for(endpoint, item_id=LARGEST_ID, show=show())
        return self._known[endpoint].replace(str(LARGEST_ID), str(item_id), 1)


def _current(found: Conclusion, shown: Container[int]) -> Item | None:
    """Return the draft whose form stands open: the one asked for, else the first undecided one that is shown."""
    asked = request.args.get("item", type=int)
    first = (each for each in found.items if each.decision == Decision.OPEN and each.id in shown)
    return next((each for each in found.items if each.id == asked), None) if asked is not None else next(first, None)


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
