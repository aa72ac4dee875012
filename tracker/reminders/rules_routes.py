"""Where a committee says when reminders go out, and sees who would get what before it says so."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock, database, web
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people import queries
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee
from tracker.reminders import gaps, preview, rules
from tracker.reminders.planned import Part
from tracker.reminders.queries import READERS
from tracker.reminders.routes import bp
from tracker.reminders.rules import Rules
from tracker.reminders.rules_forms import DayForm, RulesForm

LOOKS = ("look", "letter")
"""The buttons that only look: at the letters of a day, or at one of them."""


@bp.app_context_processor
def _escalation_words() -> dict[str, Any]:
    """Let the administrator's pages say what escalation lacks, and who follows a committee's work."""
    return {
        "units_without_head": gaps.units_without_head,
        "committees_without_standing_member": gaps.committees_without_standing_member,
        "standing_member_id": lambda committee_id: rules.rules_of(committee_id).standing_member_id,
    }


@bp.route("/reminder-rules", methods=["GET", "POST"], endpoint="rules")
def own_rules() -> ResponseReturnValue:
    """Let the secretary set when reminders of their committee go out."""
    return _rules(web.committee())


@bp.route("/committees/<int:committee_id>/reminder-rules", methods=["GET", "POST"])
def committee_rules(committee_id: int) -> ResponseReturnValue:
    """Let the administrator set it for any committee."""
    return _rules(web.fetch(queries.all_committees().where(Committee.id == committee_id)))


def _rules(row: Committee) -> ResponseReturnValue:
    form = _form(row)
    if not form.validate_on_submit():
        return _page(row, form)
    if any(name in request.form for name in LOOKS):
        return _looked(row, form)
    if form.attempt(lambda: rules.change(row, form.rules, version=form.known_version, by=web.me(), at=clock.now())):
        return web.done(request.path, _("Reminders go by these rules from the next letter on."))
    return _page(row, form)


def _looked(row: Committee, form: RulesForm) -> ResponseReturnValue:
    """Show who would get what by what is typed, letting those who write go on meanwhile."""
    db.session.rollback()
    with database.reading():
        good = form.attempt(lambda: rules.checked(row, form.rules))
        return _page(row, form, form.rules if good else None)


def _form(row: Committee) -> RulesForm:
    """Return the form with what was sent, else with the rules in force or, where it is asked for, the program's own."""
    shown = _in_force(row)
    if "defaults" in request.args:
        vars(shown).update(asdict(replace(rules.DEFAULTS, standing_member_id=shown.standing_member_id)))
    return RulesForm(obj=shown).offer(queries.people(queries.members_of(row.id)))


def _in_force(row: Committee) -> SimpleNamespace:
    return SimpleNamespace(**asdict(rules.rules_of(row.id)), version=rules.version_of(row.id))


def _page(row: Committee, form: RulesForm, typed: Rules | None = None) -> ResponseReturnValue:
    """Show the form, and who would get what by the rules that are typed, else by those in force."""
    at, saved = clock.now(), rules.rules_of(row.id)
    shown = form.rules if "defaults" in request.args and not form.is_submitted() else typed or saved
    day_form = DayForm(request.values)
    today = clock.today()
    on = day_form.day(today, office_calendar().working_day_on_or_after(today + timedelta(days=1)))
    seen = preview.of(row, shown, on, at=at)
    page = render_template(
        "reminders/rules.html", row=row, form=form, theirs=form.theirs(_in_force(row)),
        is_own=request.endpoint == "reminders.rules", are_defaults="defaults" in request.args,
        headless=gaps.units_without_head(row.id), seen=seen, day_form=day_form, lines_of=preview.lines_of,
        parts=list(Part), saved=preview.of(row, saved, on, at=at) if shown != saved else None, **_letter(row, seen, at),
    )  # fmt: skip
    return page, form.status


def _letter(row: Committee, seen: preview.Preview, at: datetime) -> dict[str, Any]:
    """Return whose letter is open and how it reads; to who is not of the committee only how much it is."""
    names_tasks = bool(web.whole_reach().limited_to(READERS).roles.get(row.id))
    address = request.form.get("letter", "") if names_tasks else ""
    return {"names_tasks": names_tasks, "letter_to": address, "letter": seen.opened(address, at=at) if address else ""}
