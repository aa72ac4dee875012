"""Where the administrator enters the mailbox of returned letters and tries it."""

from datetime import timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.reminders import bounce_mailbox, bounces, mail_words
from tracker.reminders.bounce_forms import BounceForm
from tracker.reminders.routes import bp

COUNTED = timedelta(days=30)


@bp.route("/mail/returned", methods=["GET", "POST"])
def returned() -> ResponseReturnValue:
    """Show and change where returned letters are fetched from."""
    form = BounceForm(obj=bounce_mailbox.entered())
    if form.validate_on_submit() and form.attempt(lambda: _change(form)):
        return web.done(url_for(".returned"), _("The mailbox is kept and is looked into every five minutes."))
    return _page(form), form.status


@bp.route("/mail/returned/tests", methods=["POST"])
def try_returned() -> ResponseReturnValue:
    """Open the mailbox as the timetable would, and say exactly what became of it."""
    form = BounceForm(formdata=None, obj=bounce_mailbox.entered())
    try:
        found = bounce_mailbox.look(by=web.me(), at=clock.now())
    except bounce_mailbox.Unreadable as unreadable:
        return _page(form, verdict=mail_words.of_mailbox(unreadable.code), answer=unreadable.words)
    told = ngettext("%(num)s new message", "%(num)s new messages", found)
    return _page(form, verdict=str(_("The mailbox opens: %(messages)s.", messages=told)), is_good=True)


def _change(form: BounceForm) -> None:
    bounce_mailbox.change(
        form.values, form.new_password.data or "", version=form.known_version, by=web.me(), at=clock.now()
    )


def _page(form: BounceForm, *, verdict: str = "", answer: str = "", is_good: bool = False) -> str:
    row = bounce_mailbox.entered()
    return render_template(
        "reminders/returned.html", form=form, theirs=form.theirs(row), has_password=bool(row.sealed_password),
        is_entered=bool(row.host), verdict=verdict, answer=answer, is_good=is_good,
        counts=bounces.counts(clock.now() - COUNTED),
    )  # fmt: skip
