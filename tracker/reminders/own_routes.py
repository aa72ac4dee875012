"""Where everybody says how often they want to be written to and when they are away, and sees what they were sent."""

from datetime import timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, mail, web
from tracker.languages import gettext as _
from tracker.people import absences, actions, queries
from tracker.people.absences_forms import AbsenceForm
from tracker.reminders.own_forms import RhythmForm
from tracker.reminders.queries import letters_to
from tracker.reminders.routes import bp

RECENT = timedelta(days=60)
"""How far back one sees one's letters."""


@bp.route("/my-letters")
def own_letters() -> ResponseReturnValue:
    """Show how a person is written to, when they are away, for whom they read, and their last letters."""
    return _page(RhythmForm(formdata=None, obj=web.me()), AbsenceForm(formdata=None))


@bp.route("/my-letters/rhythm", methods=["POST"])
def choose_rhythm() -> ResponseReturnValue:
    """Choose how often one is written to."""
    form = RhythmForm()
    if form.validate_on_submit() and form.attempt(
        lambda: actions.choose_rhythm(web.me(), form.rhythm.data, version=form.known_version, by=web.me())
    ):
        return web.done(url_for("reminders.own_letters"), _("It is noted how often you are written to."))
    return _page(form, AbsenceForm(formdata=None))


@bp.route("/my-letters/absences", methods=["POST"])
def announce_own_absence() -> ResponseReturnValue:
    """Say when one is away and who reads meanwhile."""
    form = _offer(AbsenceForm())
    if form.validate_on_submit() and form.attempt(lambda: _announce(form)):
        return web.done(url_for("reminders.own_letters"), _("It is noted when you are away."))
    return _page(RhythmForm(formdata=None, obj=web.me()), form)


def _announce(form: AbsenceForm) -> None:
    absences.announce(
        web.me(), form.first_on.data, form.last_on.data, form.stand_in_id.data, by=web.me(), at=clock.now(),
        on=clock.today(),
    )  # fmt: skip


def _offer(form: AbsenceForm) -> AbsenceForm:
    return form.offer(queries.people(absences.stand_ins_for(web.me())))


def _page(rhythm_form: RhythmForm, absence_form: AbsenceForm) -> ResponseReturnValue:
    me, on = web.me(), clock.today()
    page = render_template(
        "reminders/own.html", rhythm_form=rhythm_form, absence_form=_offer(absence_form),
        mine=absences.upcoming(me, on), stands_in=absences.stands_in(me, on),
        letters=letters_to(me, web.reach(), clock.now() - RECENT), has_mail=bool(mail.settings().host),
    )  # fmt: skip
    return page, max(rhythm_form.status, absence_form.status)
