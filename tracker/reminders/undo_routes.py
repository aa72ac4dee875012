"""Where one's own last act on a task is taken back."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.languages import gettext as _
from tracker.reminders import undo as undoing
from tracker.reminders.routes import bp
from tracker.tasks.models import Update
from tracker.tasks.undo import own_acts


@bp.app_context_processor
def _undo_words() -> dict[str, Any]:
    """Let the task's page offer to take one's own last act back."""
    return {"act_to_undo": lambda task: undoing.offered(task, web.me(), clock.now())}


@bp.route("/updates/<int:update_id>/undo", methods=["POST"])
def undo(update_id: int) -> ResponseReturnValue:
    """Take one's own last act on a task back."""
    act = web.fetch(own_acts(web.reach()).where(Update.id == update_id))
    task_id, version = act.task_id, request.values.get("version", 0, type=int)
    undoing.undo(act, version=version, by=web.me(), at=clock.now())
    return web.done(web.way_back(url_for("tasks.task", task_id=task_id)), _("It is taken back."))
