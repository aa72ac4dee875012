"""Where a person looks after their calendar feeds, and where calendar programs fetch them."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

from flask import Response, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, mail, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import office_settings
from tracker.reports import feeds
from tracker.reports.feed_forms import FeedForm
from tracker.reports.feed_models import CalendarFeed
from tracker.reports.routes import bp
from tracker.tasks import queries as tasks
from tracker.tasks.models import Task
from tracker.throttle import Throttle

CALENDAR = "text/calendar; charset=utf-8"
PAUSE = timedelta(minutes=10)
throttle = Throttle(30, PAUSE)
"""Calendar programs come every few minutes at the most, and a person has a few of them."""


# ------------------------------------------------------------------------------------------ one's own feeds


@bp.route("/feeds", methods=["GET", "POST"])
def own_feeds() -> ResponseReturnValue:
    """Show one's own feeds with their addresses, and make another."""
    offered = feeds.offered_committees(web.reach())
    form = FeedForm(committees=offered)
    if form.validate_on_submit() and form.attempt(lambda: _make(form)):
        return web.done(url_for("reports.own_feeds"), _("The calendar is made. Copy its address."))
    rows = db.session.scalars(feeds.own_feeds(web.reach())).all()
    page = render_template(
        "reports/feeds.html", form=form, rows=rows, offered=offered, address=_address,
        is_on=office_settings.current().offers_calendars,
    )  # fmt: skip
    return page, form.status


@bp.route("/feeds/<int:feed_id>/address", methods=["POST"])
def renew_feed(feed_id: int) -> ResponseReturnValue:
    """Give one of one's own feeds a new address."""
    feeds.renew(_own(feed_id), by=web.me(), at=clock.now())
    return web.done(url_for("reports.own_feeds"), _("The old address is dead. Copy the new one."))


@bp.route("/feeds/<int:feed_id>/revocation", methods=["POST"])
def revoke_feed(feed_id: int) -> ResponseReturnValue:
    """End one of one's own feeds."""
    feeds.revoke(_own(feed_id), by=web.me(), at=clock.now())
    return web.done(url_for("reports.own_feeds"), _("The calendar is revoked."))


def _own(feed_id: int) -> CalendarFeed:
    return web.fetch(feeds.own_feeds(web.reach()).where(CalendarFeed.id == feed_id))


def _make(form: FeedForm) -> None:
    committee = next((each for each in feeds.offered_committees(web.reach()) if each.id == form.what.data), None)
    feeds.make(web.me(), committee, form.name.data or "", at=clock.now())


def _address(feed: CalendarFeed) -> str:
    token = feeds.token_of(feed)
    return mail.link("reports.calendar", token=token) if token else ""


# ------------------------------------------------------------------------------------------ what programs fetch


@bp.route("/calendars/<token>.ics")
def calendar(token: str) -> ResponseReturnValue:
    """Answer a calendar program, which has nothing but the address."""
    feed, at = feeds.feed_of(token) or abort(HTTPStatus.NOT_FOUND), clock.now()
    if throttle.is_too_much(feed.token_hash, at):
        abort(Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(int(PAUSE.total_seconds()))}))
    try:
        told = feeds.tell(feed, at=at)
    except feeds.Gone as gone:
        return Response(gone.sentence, HTTPStatus.GONE, content_type="text/plain; charset=utf-8")
    feeds.note_fetch(feed, told, at=at, program=request.user_agent.string)
    answer = Response(told.text, content_type=CALENDAR)
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    answer.set_etag(told.digest)
    answer.last_modified = told.changed_at
    return answer.make_conditional(request)


@bp.route("/tasks/<int:task_id>/deadline.ics")
def task_calendar(task_id: int) -> ResponseReturnValue:
    """Give the deadline of one task to be put into a calendar by hand."""
    dated = tasks.visible(web.reach()).where(Task.id == task_id, Task.due_on.is_not(None))
    found = web.fetch(dated)
    return _by_hand(feeds.calendar_of_task(found, clock.now()), f"thoi-han-{found.shown_number}.ics")


@bp.route("/meetings/<int:meeting_id>/meeting.ics")
def meeting_calendar(meeting_id: int) -> ResponseReturnValue:
    """Give one meeting to be put into a calendar by hand."""
    found = web.fetch(meetings.meetings(web.reach()).where(Meeting.id == meeting_id))
    return _by_hand(feeds.calendar_of_meeting(found, clock.now()), f"hop-{found.held_on.isoformat()}.ics")


def _by_hand(text: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(text), CALENDAR, as_attachment=True, download_name=name)
