"""Where a letter is answered: the page of two fields, for who is signed in and for who comes by its link alone."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker import clock, history, web
from tracker.extensions import csrf
from tracker.languages import gettext as _
from tracker.languages import speaking
from tracker.people import sign_in
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.reminders import links, replies
from tracker.reminders.links import Link
from tracker.reminders.reply_forms import KEPT, LinkForm, ReplyForm
from tracker.reminders.routes import bp
from tracker.tasks import actions, course, drafts, files, period_reports, queries
from tracker.tasks.evidence import evidence
from tracker.tasks.models import Task
from tracker.tasks.routes import decided, row
from tracker.tasks.update_routes import take_files
from tracker.throttle import Throttle

UNKNOWN_LINKS = "unknown links"
MOST_UNKNOWN = 30
WHILE = timedelta(minutes=10)
LATE = timedelta(days=1)
"""What comes by a link that ended no longer ago was begun while it was good, and is kept for its writer."""


@bp.record_once
def _count_unknown_links(state: BlueprintSetupState) -> None:
    state.app.extensions[UNKNOWN_LINKS] = Throttle(MOST_UNKNOWN, WHILE)


# ------------------------------------------------------------------------------------------ signed in


@bp.route("/tasks/<int:task_id>/reply", endpoint="reply")
def open_reply(task_id: int) -> ResponseReturnValue:
    """Open the page of two fields on a task, or say why nothing is to be told of it."""
    found = web.fetch(queries.visible(web.reach()).where(Task.id == task_id))
    if hindered := replies.obstacle(found, web.me()):
        return render_template("reminders/reply_void.html", task=found, obstacle=hindered)
    form = ReplyForm.about(found, drafts.of(found, web.me()))
    return _page(found, _offer(form, found, web.me(), form.wanted_period(None)))


@bp.route("/tasks/<int:task_id>/reply", methods=["POST"])
def send_reply(task_id: int) -> ResponseReturnValue:
    """Take what a person tells of a task, and offer the next of the letter."""
    found = web.fetch(queries.updatable(web.reach()).where(Task.id == task_id))
    form = _offer(ReplyForm().seat(found), found, web.me())
    good = take_files(found, form) & form.validate_on_submit()
    if good and form.attempt(lambda: decided(actions.update_task, found, form, **form.words)):
        return row(found, _("The update is saved."))
    return _page(found, form)


@bp.route("/tasks/<int:task_id>/reply/saved")
def replied(task_id: int) -> ResponseReturnValue:
    """Say that it is saved, and what of the letter is left."""
    found = web.fetch(queries.visible(web.reach()).where(Task.id == task_id))
    said = replies.last_of(found, web.me()) or abort(HTTPStatus.NOT_FOUND)
    return render_template("reminders/replied.html", task=found, said=said, rest=_rest(found), letter_id=_letter_id())


def _page(task: Task, form: ReplyForm) -> ResponseReturnValue:
    since = course.latest(task, web.whole_reach()) if form.theirs(task) else None
    return render_template(
        "reminders/reply.html", task=task, form=form, since=since, evidence=evidence(task.item), rest=_rest(task),
        letter_id=_letter_id(), today=clock.today(), attached=files.of_draft(task, web.me()),
    ), form.status  # fmt: skip


def _letter_id() -> int:
    named = request.args.get("letter", 0, type=int)
    return named if 0 < named <= web.LARGEST_ID else 0


def _rest(task: Task) -> list[Task]:
    return replies.still_open(replies.letter_to(web.me(), task, _letter_id()), web.me(), but=task)


def _offer(form: ReplyForm, task: Task, user: User, wanted: str = "") -> Any:
    """Offer the periods of a duty that comes round; the one that is owed is chosen."""
    on = clock.today()
    standings, may_end = period_reports.standings_of(task, on), period_reports.may_end(task, on, reach_of(user))
    return form.offer(task, standings, may_end=may_end, wanted=wanted)


# ------------------------------------------------------------------------------------------ by the link alone


@bp.route("/r/<link>")
def reply_by_link(link: str) -> ResponseReturnValue:
    """Lead through signing in to the page of the one task; where none is needed, open its two fields here."""
    found = links.read(link) or _unknown()
    if _is_signed_in() and web.me().id == found.user.id:
        return web.done(_signed_in_page(found))
    if found.is_over(clock.today()):
        return _over(found)
    if links.needs_sign_in():
        return _somebody_else(found) if _is_signed_in() else web.done(_way_in(found))
    with speaking(found.user.language):  # whoever is signed in
        if request.args.get("saved") and (said := replies.last_of(found.task, found.user)):
            rest = replies.still_open(replies.letter_of(found), found.user, but=found.task)
            return _bare("reminders/replied.html", found, said=said, rest=rest, link=link)
        if hindered := replies.obstacle(found.task, found.user):
            return _hindered(found, hindered)
        form = _offer(LinkForm.about(found.task), found.task, found.user)
        return _fields(found, form)


@bp.route("/r/<link>", methods=["POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
def send_by_link(link: str) -> ResponseReturnValue:
    """Take what a letter's reader tells of the one task; the link is the authority, no session is looked at."""
    found = links.read(link) or _unknown()
    if found.is_over(clock.today()) or links.needs_sign_in():
        return _too_late(found)
    history.door.set("letter")
    with speaking(found.user.language):  # whoever is signed in
        if hindered := replies.obstacle(found.task, found.user):
            return _hindered(found, hindered)
        form = _offer(LinkForm().seat(found.task), found.task, found.user)
        if replies.is_too_much(found.task, found.user, clock.now()):
            form.form_errors.append(_("Too many updates came by this link within the hour. Try again later."))
            return _fields(found, form, HTTPStatus.TOO_MANY_REQUESTS)
        if form.validate() and form.attempt(lambda: _save(found, form)):
            return web.done(url_for(".reply_by_link", link=link, saved=1))
        return _fields(found, form)


def _save(found: Link, form: LinkForm) -> None:
    actions.update_task(
        found.task, by=found.user, at=clock.now(), on=clock.today(), version=form.known_version,
        key=form.key.data or "", with_draft=False, **form.words,  # type: ignore[arg-type]
    )  # fmt: skip


# ------------------------------------------------------------------------------------------ how a link is answered


def _is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


def _signed_in_page(found: Link) -> str:
    letter = replies.letter_of(found)
    return url_for(".reply", task_id=found.task.id, letter=letter.id if letter else None)


def _way_in(found: Link) -> str:
    return url_for("people.sign_in", next=_signed_in_page(found))


def _unknown() -> Any:
    """Answer a word this program did not write: always the same page."""
    if current_app.extensions[UNKNOWN_LINKS].is_too_much(web.remote_address(), clock.now()):
        abort(HTTPStatus.TOO_MANY_REQUESTS)
    abort(_closed(render_template("reminders/link_over.html", **_NOBODY, way_in="", typed=_typed()), 404))


def _over(found: Link, *, is_kept: bool = False) -> Response:
    page = render_template(
        "reminders/link_over.html", **_NOBODY, way_in=_way_in(found), typed=_typed(), is_kept=is_kept
    )
    return _closed(page, HTTPStatus.GONE)


def _somebody_else(found: Link) -> Response:
    """Say for whom the letter was, and offer to change or to go on as who is signed in."""
    target = _signed_in_page(found)
    page = render_template("reminders/link_other.html", person=found.user, task=None, target=target)
    return _closed(page, HTTPStatus.OK)


def _too_late(found: Link) -> Response:
    """Save nothing, show the text to be copied, and keep it for after signing in when it was begun in time."""
    is_late = clock.today() - LATE > found.written_on + links.LASTS
    fields = [(name, request.form[name]) for name in KEPT if name in request.form]
    path = url_for(".reply", task_id=found.task.id, by="letter")
    is_kept = not (is_late or found.is_revoked) and sign_in.keep_instead(found.user, path, fields, at=clock.now())
    return _over(found, is_kept=is_kept)


def _hindered(found: Link, hindered: replies.Obstacle) -> Response:
    return _bare("reminders/reply_void.html", found, HTTPStatus.GONE, obstacle=hindered, typed=_typed())


def _fields(found: Link, form: LinkForm, status: HTTPStatus | None = None) -> Response:
    task, other = found.task, web.me() if _is_signed_in() else None
    since = course.latest(task, reach_of(found.user)) if form.theirs(task) else None
    return _bare(
        "reminders/reply.html", found, status or form.status, form=form, since=since, evidence=evidence(task.item),
        today=clock.today(), rest=[], other=other,
    )  # fmt: skip


_NOBODY: dict[str, Any] = {"current_user": None, "nav": [], "committees": [], "current_committee": None,
                           "search_url": "", "is_bare": True}  # fmt: skip
"""The frame of a page that looks at no session."""


def _bare(template: str, found: Link, status: HTTPStatus = HTTPStatus.OK, **facts: Any) -> Response:
    facts = {**_NOBODY, "language": found.user.language, "task": found.task, "person": found.user, **facts}
    return _closed(render_template(template, **facts), status)


def _closed(page: str, status: int) -> Response:
    """Return a page whose address must not be told to anybody."""
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _typed() -> str:
    return request.form.get("result", "")[:4000]
