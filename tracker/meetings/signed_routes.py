"""Where the signed conclusion is laid beside the draft of its meeting."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.formats import read_id
from tracker.languages import ngettext
from tracker.meetings import queries, signed
from tracker.meetings.matching import Difference
from tracker.meetings.models import Meeting
from tracker.meetings.routes import bp
from tracker.meetings.signed_forms import MatchingForm


@bp.route("/meetings/<int:meeting_id>/matching", methods=["GET", "POST"])
def matching(meeting_id: int) -> ResponseReturnValue:
    """Show which item of the signed conclusion each of the draft became; let the secretary confirm or correct it."""
    meeting = web.fetch(queries.meetings(web.reach()).where(Meeting.id == meeting_id, queries.takes_place()))
    papers, form, done = queries.papers_of(meeting), MatchingForm(), list[int]()
    paper = next((each for each in papers if each.id == read_id(request.values.get("conclusion"))), None)
    paper = paper or next(iter(papers), None)
    if paper and form.validate_on_submit() and form.attempt(lambda: done.append(_settle(meeting, paper, form))):
        said = ngettext("%(num)s item is settled.", "%(num)s items are settled.", done[0])
        return web.done(url_for("meetings.matching", meeting_id=meeting_id, conclusion=paper.id), said)
    return render_template(
        "meetings/matching.html", meeting=meeting, papers=papers, form=form, name_of=name_of, Difference=Difference,
        matching=signed.matching(meeting, paper) if paper else None,
    ), form.status  # fmt: skip


def _settle(meeting: Meeting, paper: Conclusion, form: MatchingForm) -> int:
    return signed.settle(meeting, paper, form.chosen, form.versions, by=web.me(), at=clock.now())
