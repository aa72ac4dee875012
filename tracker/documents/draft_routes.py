"""Where the check answers: one draft worded, decided, its units settled; and steps taken back."""

import json
from http import HTTPStatus
from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import cutting, drafts, naming, passages, queries, typed, words
from tracker.documents.bulk import carry_out
from tracker.documents.forms import BulkForm, ChoiceForm, DecisionForm, ItemForm, SplitForm, VersionForm
from tracker.documents.models import Conclusion, Decision, Item
from tracker.documents.routes import bp, can_edit, check, fetch_conclusion, open_form, put, show
from tracker.documents.undo import undo as take_back
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.forms import clean_line
from tracker.languages import gettext as _
from tracker.people.models import Unit
from tracker.people.queries import active_units

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.route("/items/<int:item_id>", methods=["GET", "POST"])
def item(item_id: int) -> ResponseReturnValue:
    """Show one draft with its form; save its wording and accept it."""
    found = _item(item_id)
    form = open_form(found) if request.method == "GET" else ItemForm(found)
    if not form.validate_on_submit():
        face = "_item" if "closed" in request.args else "_item_form"
        return _face(face, found, form, UNPROCESSABLE if form.is_submitted() else HTTPStatus.OK)
    try:
        drafts.accept(found, form.wording(), version=form.version.data or 0, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        return _face("_item_form", found, form, put(broken, form))
    return _item_done(found)


@bp.route("/items/<int:item_id>/typed", methods=["POST"])
def keep_typed(item_id: int) -> ResponseReturnValue:
    """Keep what stands in the form of a draft, as it was typed; sent while the person writes."""
    found, said, status = _item(item_id), "", HTTPStatus.OK
    form = ItemForm(found)
    if not (form.version.raw_data and form.typed_version.raw_data):
        abort(HTTPStatus.BAD_REQUEST)
    versions = {"item_version": form.version.data or 0, "version": form.typed_version.data or 0}
    try:
        kept = typed.keep(found, form.typed(), **versions, by=web.me(), at=clock.now())
        said = words.kept_at(kept)
    except StaleVersion as stale:
        kept, said, status = None, stale.sentence, HTTPStatus.CONFLICT
        db.session.rollback()
    if not web.wants_fragment():
        return web.done(url_for(".item", item_id=item_id, show=show()))
    version = kept.version if kept else versions["version"]
    return render_template("documents/_typed.html", version=version, said=said), status


@bp.route("/items/<int:item_id>/typed/discard", methods=["POST"])
def discard_typed(item_id: int) -> ResponseReturnValue:
    """Throw away what was typed into a draft and not saved."""
    found = _item(item_id)
    typed.discard(found, by=web.me())
    if not web.wants_fragment():
        return web.done(url_for(".item", item_id=item_id, show=show()))
    return render_template("documents/_item_form.html", item=found, form=ItemForm(found, formdata=None))


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


@bp.route("/items/<int:item_id>/split", methods=["GET", "POST"])
def split(item_id: int) -> ResponseReturnValue:
    """Ask where a draft is to be cut; cut it there."""
    found = _item(item_id)
    form = SplitForm(found, cutting.places(found))
    if not form.validate_on_submit():
        return _face("_split", found, form, UNPROCESSABLE if form.is_submitted() else HTTPStatus.OK)
    try:
        second = cutting.split(found, form.at, version=form.version.data or 0, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        return _face("_split", found, form, put(broken, form))
    said = _("Split into drafts %(first)s and %(second)s.", first=found.position, second=second.position)
    return back_to(found.conclusion, found, said)


@bp.route("/items/<int:item_id>/merger", methods=["POST"])
def merger(item_id: int) -> ResponseReturnValue:
    """Join a draft to the one before it."""
    found, form = _item(item_id), VersionForm()
    if not form.validate_on_submit():
        abort(HTTPStatus.BAD_REQUEST)
    conclusion = found.conclusion
    merged = cutting.merge(found, version=form.version.data or 0, by=web.me(), at=clock.now())
    return back_to(conclusion, merged, _("Merged into draft %(number)s.", number=merged.position))


@bp.route("/conclusions/<int:conclusion_id>/bulk", methods=["POST"])
def bulk(conclusion_id: int) -> ResponseReturnValue:
    """Do one thing to all drafts chosen."""
    found = fetch_conclusion(conclusion_id)
    form = BulkForm(found, request.form.getlist("pick"))
    if not form.validate_on_submit():
        return check(found, form, UNPROCESSABLE)
    try:
        order = form.order()
        outcome = carry_out(found, form.chosen, order, by=web.me(), at=clock.now())
    except RuleBroken as broken:
        status = put(broken, form)
        return check(fetch_conclusion(conclusion_id), form, status)
    first = outcome.done[0] if outcome.done else None
    return back_to(found, first, words.outcome(order.deed, outcome), is_done=bool(first))


@bp.route("/conclusions/<int:conclusion_id>/undo", methods=["POST"])
def undo(conclusion_id: int) -> ResponseReturnValue:
    """Take back the person's last step in this document, or the step that is named."""
    found = fetch_conclusion(conclusion_id)
    step = queries.step_to_undo(found, web.me(), request.values.get("step", type=int))
    said = words.step(step) if step else ""
    item = take_back(found, step, by=web.me(), at=clock.now())
    return _check(found, item, _("Taken back: %(what)s.", what=said))


# --------------------------------------------------------------------------------------------------------- answers


def back_to(conclusion: Conclusion, item: Item | None, said: str, *, is_done: bool = True) -> ResponseReturnValue:
    """Answer a step that changed more than one draft with the whole check, at this draft, and offer to take it back."""
    step = queries.step_to_undo(conclusion, web.me()) if is_done else None
    address = url_for(".undo", conclusion_id=conclusion.id, step=step.id, show=show()) if step else ""
    return _check(conclusion, item, {"text": said, "undo": address})


def _check(conclusion: Conclusion, item: Item | None, toast: str | dict[str, str]) -> ResponseReturnValue:
    place: dict[str, Any] = {"item": item.id, "_anchor": f"item-{item.id}"} if item else {}
    return web.done(url_for(".conclusion", conclusion_id=conclusion.id, show=show(), **place), toast)


def _item(item_id: int) -> Item:
    return web.fetch(queries.visible_items(web.reach()).where(Item.id == item_id))


def _face(face: str, found: Item, form: ItemForm | SplitForm, status: HTTPStatus) -> ResponseReturnValue:
    """Answer with a face of a draft, alone or in its page; after a clash the next save builds on what is kept now."""
    stale = status == HTTPStatus.CONFLICT
    if stale:
        form.version.process_data(found.version)
        form.version.raw_data = None
    stale = stale or getattr(form, "is_stale", False)
    template = f"documents/{face}.html" if web.wants_fragment() and form.is_submitted() else "documents/item.html"
    return render_template(
        template, item=found, form=form, is_stale=stale, row=passages.row_of(found),
        face=face if can_edit(found.conclusion) else "_item",
    ), status  # fmt: skip


def _item_done(found: Item, *, everywhere: bool = False) -> ResponseReturnValue:
    """Answer with the seen face of a draft; what stands elsewhere listens, or the whole page is read again."""
    if not web.wants_fragment():
        return web.done(
            url_for(".conclusion", conclusion_id=found.conclusion_id, _anchor=f"item-{found.id}", show=show())
        )
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
    return _face("_item_form", found, form, HTTPStatus.OK)
