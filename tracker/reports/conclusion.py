"""The draft of a meeting's conclusion as a Word file, in the layout its committee issues papers in."""

from datetime import datetime
from io import BytesIO

from tracker.meetings.conclusion_draft import Draft
from tracker.reports.word import body, layouts
from tracker.reports.word.letterhead import Foot, Letterhead


def conclusion_file(draft: Draft, at: datetime) -> BytesIO:
    """Return the Word file of a draft; `at` is when it was asked for."""
    words, committee = draft.words, draft.meeting.committee
    head = Letterhead(
        superior=committee.parent_body, issuer=committee.name, number=words.number, sign=words.sign,
        place=words.place, issued_on=words.issued_on, month=draft.month, kind=draft.kind, subject=words.title,
    )  # fmt: skip
    sheet = layouts.begin(committee.layout, head, at=at)
    body.paragraphs(sheet, words.opening)
    body.paragraphs(sheet, words.assessment)
    for line in draft.lines:
        body.point(sheet, line.label, line.words, is_heading=not line.key)
    body.paragraphs(sheet, words.closing)
    body.keep_with_foot(sheet)
    layouts.finish(
        committee.layout, sheet, Foot(words.receivers.splitlines(), words.authority.splitlines(), words.signer)
    )
    return sheet.bytes()
