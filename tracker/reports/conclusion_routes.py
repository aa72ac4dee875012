"""Where the draft of a meeting's conclusion answers as a file."""

from flask import send_file
from flask.typing import ResponseReturnValue

from tracker import clock, web
from tracker.meetings.conclusion_draft import draft_of
from tracker.meetings.models import Meeting
from tracker.meetings.queries import meetings, takes_place
from tracker.reports.conclusion import conclusion_file
from tracker.reports.routes import bp
from tracker.reports.word.layouts import MIME


@bp.route("/meetings/<int:meeting_id>/conclusion.docx")
def conclusion_draft(meeting_id: int) -> ResponseReturnValue:
    """Give the draft of a meeting's conclusion as a Word file."""
    meeting = web.fetch(meetings(web.reach()).where(Meeting.id == meeting_id, takes_place()))
    file = conclusion_file(draft_of(meeting, clock.today()), clock.now())
    return send_file(
        file, MIME, as_attachment=True, download_name=f"du-thao-ket-luan-{meeting.held_on.isoformat()}.docx"
    )
