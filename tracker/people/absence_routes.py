"""Where a secretary and the administrator enter who is away, for people who cannot do it themselves."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import absences, queries
from tracker.people.absences_forms import AbsenceForm
from tracker.people.absences_models import Absence
from tracker.people.models import User
from tracker.people.routes import bp


@bp.route("/absences", methods=["GET", "POST"], endpoint="absences")
def all_absences() -> ResponseReturnValue:
    """Show who is away, and enter it for the person the address names."""
    person, form = _person(), AbsenceForm()
    if person is None:
        return _page(None, AbsenceForm(formdata=None))
    form.offer(queries.people(absences.stand_ins_for(person)))
    if form.validate_on_submit() and form.attempt(lambda: _announce(person, form)):
        return web.done(url_for("people.absences"), _("It is noted when %(name)s is away.", name=person.full_name))
    return _page(person, form)


@bp.route("/absences/withdrawals", methods=["POST"])
def withdraw_absence() -> ResponseReturnValue:
    """Take one's own absence back, or one of those one looks after."""
    named = request.form.get("absence", 0, type=int)
    row = db.session.scalar(absences.in_hand(web.reach()).where(Absence.id == min(named, web.LARGEST_ID)))
    back = web.way_back(url_for("review.home"))
    if row is None:
        return web.done(back)
    absences.withdraw(row, by=web.me(), at=clock.now(), on=clock.today())
    return web.done(back, _("The absence is taken back."))


def _announce(person: User, form: AbsenceForm) -> None:
    """Note an absence as it was typed."""
    absences.announce(
        person, form.first_on.data, form.last_on.data, form.stand_in_id.data, by=web.me(), at=clock.now(),
        on=clock.today(),
    )  # fmt: skip


def _person() -> User | None:
    """Return the person the address or the form names, where this one looks after them."""
    named = request.values.get("person", 0, type=int)
    return db.session.scalar(absences.people_in_hand(web.reach()).where(User.id == min(named, web.LARGEST_ID)))


def _page(person: User | None, form: AbsenceForm) -> ResponseReturnValue:
    page = render_template(
        "people/absences.html", person=person, form=form, people=queries.people(absences.people_in_hand(web.reach())),
        rows=db.session.scalars(absences.in_hand(web.reach()).where(Absence.last_on >= clock.today())).all(),
    )  # fmt: skip
    return page, form.status
