"""Where the room answers: documents recorded, listed and checked item by item."""

import json
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from tracker import clock, web
from tracker.documents import actions, drafts, passages, queries, suggestions, words
from tracker.documents.forms import ChoiceForm, DecisionForm, HeaderForm, ItemForm, RecordForm
from tracker.documents.models import Conclusion, Decision, Item
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.forms import clean_line
from tracker.languages import gettext as _
from tracker.people.models import Unit
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
        "can_edit": _can_edit,
        "suggested": suggestions.Ranking().of,
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
        status, existing = _put(broken, form), getattr(broken, "existing", None)
        return render_template("documents/new.html", form=form, committee=committee, existing=existing), status
    return web.done(url_for(".conclusion", conclusion_id=found.id), toast=_("Recorded. Check each draft."))


@bp.route("/conclusions/<int:conclusion_id>")
def conclusion(conclusion_id: int) -> ResponseReturnValue:
    """Show a document beside its drafts, the form of the next undecided one open."""
    found = _conclusion(conclusion_id)
    current = _current(found) if _can_edit(found) else None
    return render_template(
        "documents/conclusion.html", conclusion=found, page=passages.page_of(found), current=current,
        form=ItemForm(current) if current else None, progress=queries.progress(found), lacking=queries.lacking(found),
    )  # fmt: skip


@bp.route("/conclusions/<int:conclusion_id>/header", methods=["GET", "POST"])
def header(conclusion_id: int) -> ResponseReturnValue:
    """Correct what stands around the body."""
    found = _conclusion(conclusion_id)
    form = HeaderForm(found)
    if not form.validate_on_submit():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
        return render_template("documents/header.html", form=form, conclusion=found), status
    try:
        actions.change_header(found, form.values(), version=form.version.data or 0, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        status = _put(broken, form)
        theirs = form.build_on(found) if status == HTTPStatus.CONFLICT else None
        return render_template("documents/header.html", form=form, conclusion=found, theirs=theirs), status
    return web.done(url_for(".conclusion", conclusion_id=found.id), toast=_("The head of the document is corrected."))


@bp.route("/conclusions/<int:conclusion_id>/day")
def day(conclusion_id: int) -> ResponseReturnValue:
    """Say which day typed words mean, for the line beneath their field."""
    found = _conclusion(conclusion_id)
    phrase = " ".join(next((v for k, v in request.args.items() if k.endswith("words")), "").split())[:500]
    deadline = read_deadline(phrase, reference=found.reference_date) if phrase else None
    return render_template("documents/_day.html", typed=phrase, deadline=deadline, today=clock.today())


# ----------------------------------------------------------------------------------------------------------- items


@bp.route("/items/<int:item_id>", methods=["GET", "POST"])
def item(item_id: int) -> ResponseReturnValue:
    """Show one draft with its form; save its wording and accept it."""
    found = _item(item_id)
    form = ItemForm(found)
    if not form.validate_on_submit():
        return _item_form(found, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK)
    try:
        drafts.accept(found, form.wording(), version=form.version.data or 0, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        status = _put(broken, form)
        return _item_form(found, form, status)
    return _item_done(found)


@bp.route("/items/<int:item_id>/decision", methods=["POST"])
def decision(item_id: int) -> ResponseReturnValue:
    """Accept a draft as it stands, set it aside, or open it again."""
    found, form = _item(item_id), DecisionForm()
    if not form.validate_on_submit():
        abort(HTTPStatus.BAD_REQUEST)
    chosen = Decision(form.decision.data or "")
    drafts.decide(found, chosen, version=form.version.data or 0, by=web.me(), at=clock.now())
    return _item_done(found)


@bp.route("/items/<int:item_id>/units", methods=["POST"])
def units(item_id: int) -> ResponseReturnValue:
    """Say which unit a written name means, or add that unit."""
    found, choice = _item(item_id), ChoiceForm()
    if not choice.validate_on_submit():
        abort(HTTPStatus.BAD_REQUEST)
    named = web.fetch(queries.named_in(found, choice.named_id))
    before = drafts.name_of(named)
    if choice.unit_id is None:
        typed = clean_line(request.form.get(f"unit_name-{named.id}", "")) or named.words
        drafts.create_unit(found, named, typed, by=web.me(), at=clock.now())
    else:
        unit = web.fetch(active_units().where(Unit.id == choice.unit_id))
        drafts.confirm_unit(found, named, unit, by=web.me(), at=clock.now())
    if "action" in request.form:
        return _typed_on(found, before, drafts.name_of(named))
    return _item_done(found, everywhere=True)


# --------------------------------------------------------------------------------------------------------- answers


def _conclusion(conclusion_id: int) -> Conclusion:
    return web.fetch(queries.whole(queries.visible(web.reach())).where(Conclusion.id == conclusion_id))


def _item(item_id: int) -> Item:
    return web.fetch(queries.visible_items(web.reach()).where(Item.id == item_id))


def _can_edit(found: Conclusion) -> bool:
    return not found.is_published and web.may("documents.item", "POST", found.committee_id)


def _current(found: Conclusion) -> Item | None:
    """Return the draft whose form stands open: the one asked for, else the first undecided one."""
    asked = request.args.get("item", type=int)
    return next((each for each in found.items if (each.id == asked if asked else each.decision == Decision.OPEN)), None)


def _put(broken: RuleBroken, form: FlaskForm) -> HTTPStatus:
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


def _item_form(found: Item, form: ItemForm, status: HTTPStatus) -> ResponseReturnValue:
    """Answer with the written face of a draft; after a clash the next save builds on what is kept now."""
    stale = status == HTTPStatus.CONFLICT
    if stale:
        form.version.process_data(found.version)
        form.version.raw_data = None
    template = "documents/_item_form.html" if web.wants_fragment() and form.is_submitted() else "documents/item.html"
    closed = "closed" in request.args
    return render_template(
        template, item=found, form=form, is_stale=stale, row=passages.row_of(found), closed=closed
    ), status


def _item_done(found: Item, *, everywhere: bool = False) -> ResponseReturnValue:
    """Answer with the seen face of a draft; what stands elsewhere listens, or the whole page is read again."""
    if not web.wants_fragment():
        return web.done(url_for(".conclusion", conclusion_id=found.conclusion_id, _anchor=f"item-{found.id}"))
    answer = make_response(render_template("documents/_item.html", item=found))
    if everywhere:
        answer.headers["HX-Refresh"] = "true"
    answer.headers["HX-Trigger"] = json.dumps({"items-changed": {"item": found.id, "decision": found.decision.value}})
    return answer


def _typed_on(found: Item, before: str, after: str) -> ResponseReturnValue:
    """Answer a choice made inside the form with the form, what was typed kept and the name put right."""
    form = ItemForm(found)
    for field in (form.leads, form.supports):
        field.data = "; ".join(
            after if name.strip() == before else name.strip() for name in (field.data or "").split(";")
        )
    return _item_form(found, form, HTTPStatus.OK)
