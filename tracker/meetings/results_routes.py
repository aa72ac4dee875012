"""Where it is told what became of a conclusion."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents import queries as documents
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.meetings.results import Shown, results_before, results_of
from tracker.meetings.routes import bp
from tracker.tasks.official import official_clauses, progress_words


@bp.app_context_processor
def _result_words() -> dict[str, Any]:
    """Let a meeting's page and agenda begin with the results of what was concluded before."""
    return {"results_before": results_before, "name_of_paper": name_of}


@bp.route("/conclusions/<int:conclusion_id>/results")
def results(conclusion_id: int) -> ResponseReturnValue:
    """Show what became of each task a published conclusion gave, or of those that one figure counts."""
    found, on = web.fetch(documents.visible(web.reach()).where(Conclusion.id == conclusion_id)), clock.today()
    if not found.is_published:
        return web.done(url_for("documents.conclusion", conclusion_id=found.id))
    told, name = results_of(found, on, _shown()), name_of(found)
    return render_template(
        "meetings/results.html", results=told, name=name, sentence=official_clauses(told.figures, on, name),
        progress=progress_words, Shown=Shown,
    )  # fmt: skip


def _shown() -> Shown:
    word = request.args.get("shown")
    return Shown(word) if word in list(Shown) else Shown.TOTAL
