"""Where the draft of a meeting's conclusion answers: the paper, and each part of it being written."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.meetings import conclusion_draft_actions as actions
from tracker.meetings.conclusion_draft import Draft, Point, draft_items, draft_of
from tracker.meetings.conclusion_draft_forms import PARTS, DraftItemForm
from tracker.meetings.conclusion_draft_models import DraftItem
from tracker.meetings.direction_models import Direction
from tracker.meetings.directions import directions
from tracker.meetings.models import Meeting
from tracker.meetings.queries import meetings, takes_place
from tracker.meetings.routes import bp
from tracker.people.calendar import office_calendar
from tracker.people.forms import VersionedForm, whole_number
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline


@bp.route("/meetings/<int:meeting_id>/conclusion")
def conclusion(meeting_id: int) -> ResponseReturnValue:
    """Show the draft of a meeting's conclusion as the paper it becomes."""
    return _page(_draft(_meeting(meeting_id)))


@bp.route("/meetings/<int:meeting_id>/conclusion/<passage>", methods=["GET", "POST"])
def conclusion_part(meeting_id: int, passage: str) -> ResponseReturnValue:
    """Write one part of a draft; a button puts the words proposed back."""
    draft = _draft(_meeting(meeting_id))
    form = PARTS[passage](draft) if passage in PARTS else abort(HTTPStatus.NOT_FOUND)
    if form.validate_on_submit() and form.attempt(lambda: _write(draft.meeting, form)):
        return _back(draft.meeting, f"part-{passage}")
    return _page(_draft(draft.meeting), passage, form)


@bp.route("/meetings/<int:meeting_id>/conclusion/items/new", methods=["GET", "POST"])
def new_draft_item(meeting_id: int) -> ResponseReturnValue:
    """Add an item of one's own to a draft."""
    meeting, form = _meeting(meeting_id), DraftItemForm()
    if form.validate_on_submit() and form.attempt(lambda: _do(actions.add_item, meeting, form.words)):
        return _back(meeting, "items")
    return _page(_draft(meeting), "item-new", form)


@bp.route("/draft-items/<int:draft_item_id>", methods=["GET", "POST"])
def draft_item(draft_item_id: int) -> ResponseReturnValue:
    """Change an item of one's own."""
    return _point_page(Point(_item(draft_item_id)), actions.change_item)


@bp.route("/draft-items/<int:draft_item_id>/removal", methods=["POST"])
def remove_draft_item(draft_item_id: int) -> ResponseReturnValue:
    """Take an item of one's own out of the draft."""
    found = _item(draft_item_id)
    meeting = _meeting_of(found)
    _do(actions.remove_item, found, version=whole_number(request.form.get("version")))
    return _back(meeting, "items", _("The item is taken out."))


@bp.route("/directions/<int:direction_id>/wording", methods=["GET", "POST"])
def direction_wording(direction_id: int) -> ResponseReturnValue:
    """Say how the conclusion words a direction."""
    return _point_page(Point(_direction(direction_id)), actions.word_direction)


@bp.route("/directions/<int:direction_id>/omission", methods=["POST"])
def direction_omission(direction_id: int) -> ResponseReturnValue:
    """Leave a direction out of the conclusion, or take it in again."""
    found, version = _direction(direction_id), whole_number(request.form.get("version"))
    _do(actions.leave_out, found, request.form.get("left_out") == "1", version=version)
    return _back(_meeting_of(found), "items")


@bp.route("/meetings/<int:meeting_id>/conclusion/order", methods=["POST"])
def draft_order(meeting_id: int) -> ResponseReturnValue:
    """Let an item and its neighbour change places, or bring the items of each unit together."""
    meeting, key = _meeting(meeting_id), request.form.get("key", "")
    if not key:
        _do(actions.order_by_unit, meeting)
        return _back(meeting, "items")
    _do(actions.move, meeting, key, past=request.form.get("past", ""))
    return _back(meeting, key)


@bp.route("/meetings/<int:meeting_id>/conclusion/day")
def draft_day(meeting_id: int) -> ResponseReturnValue:
    """Say which day typed words mean, counted from the day of the paper, for the line beneath their field."""
    draft, words = _draft(_meeting(meeting_id)), " ".join(request.args.get("due_words", "").split())[:500]
    with in_force(office_calendar()):
        deadline = read_deadline(words, reference=draft.reference) if words else None
    return render_template("documents/_day.html", typed=words, deadline=deadline, today=clock.today())


def _meeting(meeting_id: int) -> Meeting:
    return web.fetch(meetings(web.reach()).where(Meeting.id == meeting_id, takes_place()))


def _item(draft_item_id: int) -> DraftItem:
    return web.fetch(draft_items(web.reach()).where(DraftItem.id == draft_item_id))


def _direction(direction_id: int) -> Direction:
    return web.fetch(directions(web.reach()).where(Direction.id == direction_id))


def _meeting_of(row: Direction | DraftItem) -> Meeting:
    """Return the meeting in whose conclusion something is to stand; a direction without one stands in no draft."""
    return row.meeting or abort(HTTPStatus.NOT_FOUND)


def _draft(meeting: Meeting) -> Draft:
    return draft_of(meeting, clock.today())


def _write(meeting: Meeting, form: Any) -> None:
    restored = form.values.keys() if "restored" in request.form else ()
    _do(actions.write_draft, meeting, form.values, restored=restored, version=form.known_version)


def _do(verb: Callable[..., Any], *given: Any, **named: Any) -> None:
    verb(*given, **named, by=web.me(), at=clock.now(), on=clock.today())


def _back(meeting: Meeting, place: str, toast: str = "") -> ResponseReturnValue:
    return web.done(url_for(".conclusion", meeting_id=meeting.id, _anchor=place), toast)


def _point_page(point: Point, verb: Callable[..., Any]) -> ResponseReturnValue:
    """Write the words of an item by the verb of its kind, or answer with the paper and its form."""
    form, meeting = DraftItemForm(point), _meeting_of(point.row)
    version = form.known_version
    if form.validate_on_submit() and form.attempt(lambda: _do(verb, point.row, form.words, version=version)):
        return _back(meeting, point.key)
    return _page(_draft(meeting), point.key, form)


def _page(draft: Draft, writing: str = "", form: VersionedForm | None = None) -> ResponseReturnValue:
    """Answer with the paper, one part of it being written; after a clash the next try builds on what is kept now."""
    if form and form.is_stale:
        point = draft.by_key.get(writing)
        form.version.data = str(point.row.version if point else draft.version)
    page = render_template("meetings/conclusion.html", draft=draft, writing=writing, form=form)
    return page, form.status if form else HTTPStatus.OK
