"""Where the first pages and the chair's brief answer."""

from datetime import date, timedelta
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import read_id
from tracker.meetings.queries import next_meeting
from tracker.people.models import Committee, Unit
from tracker.people.queries import Reach, committees_in
from tracker.review import brief as briefs
from tracker.review import listings, proposals, spans, views
from tracker.review import queue as queues
from tracker.review.since import SILENT_DAYS
from tracker.review.spans import Span, span_of
from tracker.review.views import View
from tracker.tasks import queries as tasks
from tracker.tasks import subtasks
from tracker.tasks.models import SOON_DAYS
from tracker.tasks.official import official_clauses
from tracker.tasks.standing import stood
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
    """Show what the chair must see before the next meeting, or of the past span the address names."""
    committee, on = web.committee(), clock.today()
    return _told(committee, on, _span(committee, on))


@bp.route("/brief/<part>")
def listed(part: str) -> ResponseReturnValue:
    """List the tasks one number of the brief counts, as they stood when its span closed."""
    committee, kind = web.committee(), listings.part_named(part) or abort(HTTPStatus.NOT_FOUND)
    span, unit_id = _span(committee, clock.today()), read_id(request.args.get("unit"))
    page = web.page_of(tasks.with_row(listings.listed(kind, span, committee.id, web.reach(), unit_id)), PAGE_ROWS)
    name, note = views.words_of_list(kind, span)
    return render_template(
        "review/listed.html", part=kind.value, name=name, note=note, span=span, span_words=views.words_of_span(span),
        page=page, stood=stood(page.rows, span.closing), unit=db.session.get(Unit, unit_id) if unit_id else None,
        unit_id=unit_id, url=lambda number: url_for(
            "review.listed", part=part, page=number, unit=unit_id, **span.address
        ),
    )  # fmt: skip


@bp.route("/brief/proposals")
def proposed() -> ResponseReturnValue:
    """List what units propose and nobody has answered."""
    page = web.page_of(proposals.waiting(web.committee().id, web.reach()), PAGE_ROWS)
    return render_template(
        "review/proposals.html", page=page, url=lambda number: url_for("review.proposed", page=number)
    )


def _queue_page(committee: Committee, on: date, **offered: object) -> ResponseReturnValue:
    queue = queues.queue(committee.id, _within(committee), on)
    coming = next_meeting(committee.id, on)
    return render_template(
        "review/queue.html", queue=queue, committee=committee, next=coming, name_of=name_of, **offered
    )


def _brief_page(committee: Committee, on: date, **offered: object) -> ResponseReturnValue:
    return _told(committee, on, span_of(committee.id, on), **offered)


def _told(committee: Committee, on: date, span: Span, **offered: object) -> ResponseReturnValue:
    found = briefs.brief(committee.id, span, _within(committee))
    return render_template(
        "review/brief.html", brief=found, span=span, sentence=official_clauses(found.figures, span.on),
        committee=committee, silent_days=SILENT_DAYS, soon_days=SOON_DAYS, offered=spans.offered(committee.id, on),
        span_words=views.words_of_span(span), since_head=views.head_of_span(span), **offered,
    )  # fmt: skip


def _span(committee: Committee, on: date) -> Span:
    """Return the span the address names; one that is not there is no page."""
    return spans.span_named(committee.id, on, request.args) or abort(HTTPStatus.NOT_FOUND)


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
