"""The days terms of minutes are counted from, and the terms of their sentences, cells and heads."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.reading import deadlines
from tracker.reading.moments import Frame
from tracker.reading.ranges import find_moments
from tracker.reading.results import Deadline, DeadlineKind, Precision, Remark, Span
from tracker.reading.text import Passage

LEAD_IN = "Due date: "
FROM_MEETING = re.compile(r"\b(?:from|of|after)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the|this)\s+meeting\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """The days terms are counted from: the day of issue, or the meeting's."""

    issued_on: date | None
    met_on: date | None

    def reference(self, text: str) -> date | None:
        """The day a text counts from: that of the meeting where it says so."""
        if self.met_on and FROM_MEETING.search(text):
            return self.met_on
        return self.issued_on or self.met_on


def find_terms(words: Passage, known: Known) -> tuple[list[Deadline], list[Remark]]:
    """Return the deadlines of a sentence, and the doubts about them."""
    found, remarks = deadlines.find_terms(words.text, reference=known.reference(words.text))
    return [words.placed(term) for term in found], [_placed(words, remark, 0) for remark in remarks]


def cell_terms(words: Passage, known: Known) -> tuple[list[Deadline], list[Remark]]:
    """Return the deadlines of a cell of a table, whose days need no 'by' before them."""
    lead_in = "" if deadlines.find_deadlines(words.text, reference=known.reference(words.text)) else LEAD_IN
    found, remarks = deadlines.find_terms(lead_in + words.text, reference=known.reference(words.text))
    terms = []
    for term in found:
        start, end = max(term.span.start - len(lead_in), 0), term.span.end - len(lead_in)
        kind = DeadlineKind.PERIOD if term.precision is Precision.RANGE else DeadlineKind.FINISH
        terms.append(Deadline(
            words.text[start:end], words.span_of(start, end), kind, term.on, term.since, term.precision
        ))  # fmt: skip
    return terms, [_placed(words, remark, len(lead_in)) for remark in remarks]


def day_in(text: str) -> tuple[date, Span] | None:
    """Return the first whole day written in a line of a head: '12 March 2025'."""
    for moment in find_moments(text, Frame(None)):
        if moment.on and moment.precision is Precision.DAY:
            return moment.on, moment.span
    return None


def _placed(words: Passage, remark: Remark, lead_in: int) -> Remark:
    if not remark.span:
        return remark
    start, end = max(remark.span.start - lead_in, 0), max(remark.span.end - lead_in, 0)
    return Remark(remark.code, words.text[start:end], words.span_of(start, end))
