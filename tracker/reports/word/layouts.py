"""The layout a committee issues its papers in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.people.models import Layout
from tracker.reports.word import party, state
from tracker.reports.word.letterhead import Foot, Letterhead
from tracker.reports.word.measures import PARTY, STATE, Measures
from tracker.reports.word.sheet import Sheet, blank_sheet

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Form:
    """How a layout measures and writes."""

    measures: Measures
    head: Callable[[Sheet, Letterhead], None]
    foot: Callable[[Sheet, Foot], None]


FORMS = {Layout.STATE: Form(STATE, state.head, state.foot), Layout.PARTY: Form(PARTY, party.head, party.foot)}


def begin(layout: Layout, letterhead: Letterhead, *, at: datetime) -> Sheet:
    """Return a sheet with its head written."""
    title = f"{letterhead.kind}: {letterhead.subject}"
    sheet = blank_sheet(FORMS[layout].measures, title=title, author=letterhead.issuer, at=at)
    FORMS[layout].head(sheet, letterhead)
    return sheet


def finish(layout: Layout, sheet: Sheet, foot: Foot) -> None:
    """Write who gets the paper and who signs it."""
    FORMS[layout].foot(sheet, foot)
