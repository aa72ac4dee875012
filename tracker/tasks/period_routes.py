"""Where the reports that units owe are listed, and a missing one is excused."""

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.tasks import period_reports
from tracker.tasks.forms import ExcuseForm
from tracker.tasks.models import Task
from tracker.tasks.period_words import STATES, covered, name_of, short_name
from tracker.tasks.routes import bp


@bp.app_context_processor
def _period_words() -> dict[str, object]:
    """Let any page name a period and say how it stands."""
    return {"period_name": name_of, "short_period": short_name, "period_states": STATES, "period_days": covered}


@bp.route("/reports-owed")
def owed_reports() -> ResponseReturnValue:
    """List the duties a report is owed of, of the whole committee or of one unit."""
    committee, unit = web.committee(), request.args.get("unit", type=int)
    found = period_reports.owed(committee.id, web.reach(), clock.today())
    shown = [part for part in found.by_unit if unit is None or (part[0] and part[0].id == unit)]
    return render_template("tasks/owed.html", found=found, shown=shown, unit=unit, committee=committee)


@bp.route("/tasks/<int:task_id>/excuses", methods=["GET", "POST"])
def excuse(task_id: int) -> ResponseReturnValue:
    """Ask no more for a report that was never sent, with a reason."""
    found = web.fetch(period_reports.excusable(web.reach()).where(Task.id == task_id))
    form = ExcuseForm(period=request.values.get("period"))
    back = url_for("tasks.task", task_id=found.id, _anchor="periods")
    if form.validate_on_submit() and form.attempt(lambda: _excuse(found, form)):
        return web.done(back, _("The report is no longer asked for."))
    owed = [each for each in period_reports.standings_of(found, clock.today()) if each.state.is_debt]
    asked = next((each for each in owed if each.period.ends_on == form.ends_on), None)
    if asked is None:
        return web.done(back, _("No report of this period is owed."))
    return render_template("tasks/excuse.html", task=found, form=form, asked=asked), form.status


def _excuse(task: Task, form: ExcuseForm) -> None:
    period_reports.excuse(
        task, form.ends_on or date.min, form.reason.data or "", by=web.me(), at=clock.now(), on=clock.today()
    )
