"""Where a committee says when reminders go out, and sees who would get what before it says so."""

from dataclasses import asdict, replace
from types import SimpleNamespace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.people import queries
from tracker.people.models import Committee
from tracker.reminders import gaps, rules
from tracker.reminders.routes import bp
from tracker.reminders.rules_forms import RulesForm


@bp.app_context_processor
def _what_lacks() -> dict[str, Any]:
    """Let the administrator's first page say what escalation lacks."""
    return {
        "units_without_head": gaps.units_without_head,
        "committees_without_standing_member": gaps.committees_without_standing_member,
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
    if form.validate_on_submit() and form.attempt(lambda: _change(row, form)):
        return web.done(request.path, _("Reminders go by these rules from the next letter on."))
    return _page(row, form)


def _form(row: Committee) -> RulesForm:
    """Return the form with what was sent, else with the rules in force or, where it is asked for, the program's own."""
    shown = _in_force(row)
    if "defaults" in request.args:
        vars(shown).update(asdict(replace(rules.DEFAULTS, standing_member_id=shown.standing_member_id)))
    return RulesForm(obj=shown).offer(queries.people(queries.members_of(row.id)))


def _in_force(row: Committee) -> SimpleNamespace:
    return SimpleNamespace(**asdict(rules.rules_of(row.id)), version=rules.version_of(row.id))


def _change(row: Committee, form: RulesForm) -> None:
    rules.change(row, form.rules, version=form.known_version, by=web.me(), at=clock.now())


def _page(row: Committee, form: RulesForm) -> ResponseReturnValue:
    own = request.endpoint == "reminders.rules"
    page = render_template(
        "reminders/rules.html", row=row, form=form, theirs=form.theirs(_in_force(row)), own=own,
        are_defaults="defaults" in request.args, headless=gaps.units_without_head(row.id),
    )  # fmt: skip
    return page, form.status
