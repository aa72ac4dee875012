"""Where the administrator takes out the list of people, and sends it back in."""

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people import queries, roster, roster_actions
from tracker.people.forms import ROLES
from tracker.people.roster_forms import CarryOutForm, RosterForm
from tracker.people.roster_models import Roster
from tracker.people.routes import bp

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/users.xlsx")
def export_users() -> ResponseReturnValue:
    """Give the list of people as an Excel workbook that can be sent back in."""
    committees = [each for each in db.session.scalars(queries.all_committees()) if each.is_active]
    units = db.session.scalars(queries.units_with_names()).all()
    book = roster.workbook(queries.people(queries.users_with_roles()), units, committees)
    name = f"can-bo-{clock.today().isoformat()}.xlsx"
    return send_file(book, EXCEL, as_attachment=True, download_name=name)


@bp.route("/users/lists", methods=["GET", "POST"])
def new_roster() -> ResponseReturnValue:
    """Take a list of people; nothing is changed by that."""
    form, made = RosterForm(), list[Roster]()
    if form.validate_on_submit() and form.attempt(lambda: made.append(_receive(form))):
        return web.done(url_for("people.roster", roster_id=made[0].id))
    return render_template("people/roster_new.html", form=form), form.status


def _receive(form: RosterForm) -> Roster:
    chosen = form.file.data
    name = str(chosen.filename or "").replace("\\", "/").rpartition("/")[2]
    return roster_actions.receive(chosen.read(), name, by=web.me(), at=clock.now())


@bp.route("/users/lists/<int:roster_id>", endpoint="roster")
def show_roster(roster_id: int) -> ResponseReturnValue:
    """Show what a list would do, row by row, or what is wrong with it."""
    return _page(_fetch(roster_id), CarryOutForm(formdata=None))


@bp.route("/users/lists/<int:roster_id>/acts", methods=["POST"])
def carry_out_roster(roster_id: int) -> ResponseReturnValue:
    """Do all of it at once, and hand over the passwords of new people, once."""
    row, form, done = _fetch(roster_id), CarryOutForm(), list[list[roster_actions.Slip]]()
    mark = request.form.get("mark", "")
    if not form.attempt(lambda: done.append(roster_actions.carry_out(row, mark, by=web.me(), at=clock.now()))):
        return _page(row, form)
    if not done[0]:
        return web.done(url_for("people.users"), _("The list is carried out."))
    return render_template("people/slips.html", slips=done[0])


def _fetch(roster_id: int) -> Roster:
    return web.fetch(roster_actions.rosters_of(web.me()).where(Roster.id == roster_id))


def _page(row: Roster, form: CarryOutForm) -> ResponseReturnValue:
    plan = None if row.carried_out_at else roster_actions.plan_of(row)
    page = render_template(
        "people/roster.html", row=row, plan=plan, form=form, fields=roster.HEADS, roles=ROLES, counted=_counted,
        committees={each.id: each.short_name for each in db.session.scalars(queries.all_committees())},
        units={each.id: each.name for each in db.session.scalars(queries.units_with_names())},
    )  # fmt: skip
    return page, form.status


def _counted(number: int) -> str:
    return str(ngettext("%(num)s row", "%(num)s rows", number))
