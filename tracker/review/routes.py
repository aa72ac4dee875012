"""Where the first pages and the chair's brief answer."""

from datetime import date, timedelta
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import day
from tracker.meetings.queries import next_meeting
from tracker.people.models import Committee, Unit
from tracker.people.queries import Reach, committees_in
from tracker.review import brief as briefs
from tracker.review import queue as queues
from tracker.review import views
from tracker.review.since import SILENT_DAYS, span_of
from tracker.review.views import View
from tracker.tasks import queries as tasks
from tracker.tasks import subtasks
from tracker.tasks.models import SOON_DAYS
from tracker.tasks.official import official_clauses
from tracker.tasks.unit_work import unit_groups

bp = Blueprint("review", __name__)

PAGE_ROWS = 50


@bp.route("/")
def home() -> ResponseReturnValue:
    """Answer with the first page of a person's role in the present committee."""
    if db.session.scalar(committees_in(web.reach()).limit(1)) is None:
        return _without_role()
    committee, on = web.committee(), clock.today()
    offered = views.views_of(web.reach().roles[committee.id])
    view = views.chosen_view(request.args.get("view"), offered)
    page = {View.QUEUE: _queue_page, View.BRIEF: _brief_page, View.UNIT: _unit_page}[view]
    return page(committee, on, views=offered, view=view)


@bp.route("/brief")
def brief() -> ResponseReturnValue:
    """Show what the chair must see before the next meeting."""
    return _brief_page(web.committee(), clock.today())


@bp.route("/brief/<part>")
def listed(part: str) -> ResponseReturnValue:
    """List the tasks one number of the brief counts."""
    committee, on, kind = web.committee(), clock.today(), briefs.part_named(part) or abort(HTTPStatus.NOT_FOUND)
    span = span_of(committee.id, on)
    page = web.page_of(tasks.with_row(briefs.listed(kind, span, committee.id, web.reach())), PAGE_ROWS)
    name, note = views.words_of_list(kind, day(span.since), SILENT_DAYS)
    return render_template(
        "review/listed.html", name=name, note=note, page=page,
        url=lambda number: url_for("review.listed", part=part, page=number),
    )  # fmt: skip


def _queue_page(committee: Committee, on: date, **offered: object) -> ResponseReturnValue:
    queue = queues.queue(committee.id, _within(committee), on)
    coming = next_meeting(committee.id, on)
    return render_template(
        "review/queue.html", queue=queue, committee=committee, next=coming, name_of=name_of, **offered
    )


def _brief_page(committee: Committee, on: date, **offered: object) -> ResponseReturnValue:
    found = briefs.brief(committee.id, on, _within(committee))
    return render_template(
        "review/brief.html", brief=found, sentence=official_clauses(found.figures, on), committee=committee,
        silent_days=SILENT_DAYS, **offered,
    )  # fmt: skip


def _unit_page(committee: Committee, on: date, **offered: object) -> ResponseReturnValue:
    mine = _within(committee)
    return render_template(
        "review/unit.html", groups=unit_groups(mine, on),
        to_confirm=db.session.scalars(subtasks.to_confirm(mine)).all(), next=next_meeting(committee.id, on),
        unit=db.session.get(Unit, mine.unit_id) if mine.unit_id else None, committee=committee,
        soon_days=SOON_DAYS, soon_until=on + timedelta(SOON_DAYS), **offered,
    )  # fmt: skip


def _within(committee: Committee) -> Reach:
    """Return the part of the reach that lies in one committee."""
    mine = web.reach()
    return Reach(mine.user_id, mine.unit_id, mine.is_admin, {committee.id: mine.roles[committee.id]})


def _without_role() -> ResponseReturnValue:
    """Send the administrator to their own pages; tell anybody else whom to ask."""
    if web.may("people.administration"):
        return redirect(url_for("people.administration"))
    return render_template("review/no_role.html")
