"""Where the administrator records that a person leaves or changes unit."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import ngettext
from tracker.people.forms import ROLES
from tracker.people.models import Unit, User
from tracker.people.queries import active_units, people, users_with_roles
from tracker.tasks import departures
from tracker.tasks.departure_forms import LEAVES, DepartureForm
from tracker.tasks.routes import bp


@bp.route("/users/<int:user_id>/departure", methods=["GET", "POST"])
def departure(user_id: int) -> ResponseReturnValue:
    """Show what is in a person's hands; pass it on and let them go."""
    user = web.fetch(users_with_roles().where(User.id == user_id))
    others = db.session.scalars(active_units().where(Unit.id != (user.unit_id or 0)))
    form = DepartureForm(obj=user).offer(others, people(departures.colleagues(user)))
    passed: list[int] = []
    if form.validate_on_submit() and form.attempt(lambda: passed.append(_depart(user, form))):
        told = ngettext("%(num)s task passed to the colleague.", "%(num)s tasks passed to the colleague.", passed[0])
        return web.done(url_for("people.user", user_id=user_id), told)
    form.theirs(user)
    held = departures.holdings(user, web.reach())
    return render_template("tasks/departure.html", user=user, form=form, holdings=held, roles=ROLES), form.status


def _depart(user: User, form: DepartureForm) -> int:
    heir_id, reason, version = form.heir_id.data, form.reason.data or "", form.known_version
    if form.kind.data == LEAVES:
        return departures.leave(user, heir_id, reason, version=version, by=web.me(), at=clock.now())
    return departures.change_unit(
        user, form.unit_id.data, heir_id, reason, version=version, by=web.me(), at=clock.now()
    )
