"""Where one asks after many tasks at once."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker import web
from tracker.reminders.bulk import DEEDS
from tracker.reminders.forms import BulkReminderForm
from tracker.reminders.routes import bp
from tracker.tasks.bulk_forms import chosen
from tracker.tasks.bulk_models import BulkOrder, Deed
from tracker.tasks.bulk_routes import order, ordered


@bp.route("/tasks/bulk/reminders", methods=["GET", "POST"])
def bulk_remind() -> ResponseReturnValue:
    """Ask after many tasks with one note; each unit and person gets one letter."""
    picked, form = chosen(web.reach()), BulkReminderForm()
    made: list[BulkOrder] = []
    if form.validate_on_submit() and form.attempt(lambda: made.append(order(Deed.REMIND, picked, form))):
        return ordered(made[0], DEEDS)
    return render_template("reminders/bulk.html", picked=picked, form=form), form.status
