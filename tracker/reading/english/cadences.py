"""How often a duty comes round, as English says it: 'every month', 'weekly', 'regularly'."""

import re

from tracker.reading.results import Found, Recurrence, Span

CADENCES = (
    (re.compile(r"\b(?:weekly|(?:every|each|per)\s+(?:week|monday|tuesday|wednesday|thursday|friday)"
        r"|twice a week|fortnightly)\b", re.I), Recurrence.WEEKLY),
    (re.compile(r"\b(?:monthly|(?:every|each|per)\s+month|twice a month|bi-?monthly)\b", re.I), Recurrence.MONTHLY),
    (re.compile(r"\b(?:quarterly|(?:every|each|per)\s+quarter)\b", re.I), Recurrence.QUARTERLY),
    (re.compile(r"\b(?:half[- ]yearly|semi-?annual(?:ly)?|twice a year|every six months"
        r"|biannual(?:ly)?)\b", re.I), Recurrence.HALF_YEARLY),
    (re.compile(r"\b(?:annually|yearly|(?:every|each|per)\s+year)\b", re.I), Recurrence.YEARLY),
    (re.compile(r"\b(?:daily|(?:every|each)\s+day|regularly|periodically|on an ongoing basis|ongoing"
        r"|continuous(?:ly)?|as needed)\b", re.I), Recurrence.STANDING),
)  # fmt: skip


def find_recurrence(text: str) -> Found[Recurrence] | None:
    """Return the cadence a text states: 'every month', 'Weekly'."""
    matches = [(found, value) for form, value in CADENCES if (found := form.search(text))]
    if not matches:
        return None
    first, value = min(matches, key=lambda match: (match[1] is Recurrence.STANDING, match[0].start()))
    return Found(value, first[0], Span(first.start(), first.end()))
