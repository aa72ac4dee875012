"""Where the check answers: one draft worded, decided, its units settled; and steps taken back."""

import json
from http import HTTPStatus
from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import drafts, naming, passages, queries, words
from tracker.documents.forms import ChoiceForm, DecisionForm, ItemForm
from tracker.documents.models import Decision, Item, Step
from tracker.documents.routes import bp, fetch_conclusion, put
from tracker.documents.undo import undo as take_back
from tracker.errors import RuleBroken
from tracker.forms import clean_line
from tracker.languages import gettext as _
from tracker.people.models import Unit
from tracker.people.queries import active_units


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
        status = put(broken, form)
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
        naming.create_unit(found, named, typed, by=web.me(), at=clock.now())
    else:
        unit = web.fetch(active_units().where(Unit.id == choice.unit_id))
        naming.confirm_unit(found, named, unit, by=web.me(), at=clock.now())
    if "action" in request.form:
        return _typed_on(found, before, drafts.name_of(named))
    return _item_done(found, everywhere=True)


@bp.route("/conclusions/<int:conclusion_id>/undo", methods=["POST"])
def undo(conclusion_id: int) -> ResponseReturnValue:
    """Take back the person's last step in this document, or the step that is named."""
    found = fetch_conclusion(conclusion_id)
    step = queries.step_to_undo(found, web.me(), request.values.get("step", type=int))
    said = words.step(step) if step else ""
    item = take_back(found, step, by=web.me(), at=clock.now())
    return back_to(found.id, item, _("Taken back: %(what)s.", what=said))


# --------------------------------------------------------------------------------------------------------- answers


def back_to(conclusion_id: int, item: Item | None, toast: str, step: Step | None = None) -> ResponseReturnValue:
    """Answer what changed more than one draft with the whole check, at this draft; `step` is offered for undoing."""
    place: dict[str, Any] = {"item": item.id, "_anchor": f"item-{item.id}"} if item else {}
    address = url_for(".undo", conclusion_id=conclusion_id, step=step.id) if step else ""
    said = {"text": toast, "undo": address} if step else toast
    return web.done(url_for(".conclusion", conclusion_id=conclusion_id, **place), said)


def _item(item_id: int) -> Item:
    return web.fetch(queries.visible_items(web.reach()).where(Item.id == item_id))


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
