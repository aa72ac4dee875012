"""Terms in English: 'by 28 March 2025', 'no later than Friday, 21 March', 'within 15 working days from …'."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.reading.calendar import DEFAULT
from tracker.reading.english.moments import FORMS, moment_of, months_on
from tracker.reading.results import Deadline, DeadlineKind, Precision, Remark, Span

OPENS = re.compile(
    r"""(?:(?:at\s+the\s+latest\s+|latest\s+)?by|before|prior\s+to|no(?:t)?\s+later\s+than|until|till|due(?:\s+(?:on|by|date))?:?
        |deadline:?|on(?:\s+or\s+before)?|in|during|within|throughout|over|from|between|at\s+the\s+latest\s+(?:on|in)
        |starting(?:\s+(?:from|on|in))?|beginning(?:\s+(?:on|in))?)\s+(?:the\s+)?(?:date\s+of\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)
NEXT_WORD = re.compile(r"\W+\w")
WITHIN = re.compile(
    r"""\b(?:within|in)\s+(?:the\s+(?:next|coming)\s+)?(?P<count>\d{1,3}|one|two|three|four|five|six|seven|ten|fifteen|thirty)\s+
        (?P<office>working|business|office)?\s*(?P<unit>day|week|month)s?
        (?:\s+(?:of|from|after|following|since)\s+(?P<event>[^,.;:]{3,80}))?""",
    re.VERBOSE | re.IGNORECASE,
)
COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fifteen": 15,
    "thirty": 30,
}
ISSUED = re.compile(
    r"(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:circulation|issu\w+|signing|signature|these minutes|the minutes"
    r"|distribution)",
    re.IGNORECASE,
)
MET = re.compile(r"(?:the\s+)?(?:date\s+of\s+)?(?:the|this|today's)\s+meeting", re.IGNORECASE)
START = re.compile(r"\b(?:start|begin|commence|launch|kick[- ]?off|break ground|mobilis|mobiliz)\w*\b", re.IGNORECASE)
APPROVE = re.compile(
    r"\b(?:(?:re)?submit\w*\b[^.;]{0,80}\bfor\s+(?:\w+\s+)?(?:approval|no-objection|endorsement)|approv\w+|sign"
    r"|endorse|issue)\b",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\b(?:report|send|submit|resubmit|share|circulate|forward|inform|notify|confirm[^.;]{0,60}in writing"
    r"|provide[^.;]{0,40}\bto)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """The days terms are counted from: the day of issue, or the meeting's."""

    issued_on: date | None
    met_on: date | None

    @property
    def reference(self) -> date | None:
        return self.issued_on or self.met_on


def find_terms(text: str, known: Known, *, bare: bool = False) -> tuple[list[Deadline], list[Remark]]:
    """Return the deadlines of a sentence; `bare` when the text is a cell, whose days need no 'by' before them."""
    found: list[Deadline] = []
    remarks: list[Remark] = []
    at = 0
    while at < len(text):
        one = _counted(text, at, known) or _opened(text, at, known, bare, remarks)
        if not one:
            following = NEXT_WORD.search(text, at)
            at = following.end() - 1 if following else len(text)
            continue
        found.append(one)
        at = one.span.end
    return found, remarks


def day_in(text: str) -> tuple[date, Span] | None:
    """Return the first whole day written in a line of a head: '12 March 2025'."""
    for at in (found.start() for found in re.finditer(r"\b\w", text)):
        for form in FORMS[2:6]:
            found = form.match(text, at)
            if found and found["year"]:
                try:
                    moment = moment_of(found, None)
                except ValueError:
                    continue
                return (moment.last, Span(found.start(), found.end())) if moment else None
    return None


def _counted(text: str, at: int, known: Known) -> Deadline | None:
    """'within 15 working days from the date of circulation': counted from a day that is known, else an event."""
    found = WITHIN.match(text, at)
    if not found:
        return None
    count = int(found["count"]) if found["count"].isdigit() else COUNTS[found["count"].lower()]
    event, unit = found["event"], found["unit"].lower()
    start = known.reference
    if event:
        start = (
            known.issued_on or known.reference if ISSUED.match(event) else known.met_on if MET.match(event) else None
        )
    span, words = Span(found.start(), found.end()), found[0]
    kind = _kind(text[:at])
    if start is None:
        return Deadline(words, span, kind, None, precision=Precision.EVENT)
    precision = Precision.WORKING_DAYS if found["office"] else Precision.CALENDAR_DAYS
    try:
        if found["office"]:
            day = DEFAULT.working_days_after(start, count)
        elif unit == "month":
            day = months_on(start, count)
        else:
            day = start + timedelta(days=count * (7 if unit == "week" else 1))
    except (ValueError, OverflowError):  # past the last day of the calendar
        return Deadline(words, span, kind, None, precision=Precision.EVENT)
    return Deadline(words, span, kind, day, precision=precision)


def _opened(text: str, at: int, known: Known, bare: bool, remarks: list[Remark]) -> Deadline | None:
    opening = OPENS.match(text, at)
    if not opening and not bare and not FORMS[-1].match(text, at):
        return None
    place = opening.end() if opening else at
    for form in FORMS:
        found = form.match(text, place)
        if not found:
            continue
        span = Span(at, found.end())
        try:
            moment = moment_of(found, known.reference)
        except (ValueError, OverflowError):
            remarks.append(Remark("impossible_day", found[0], span))
            return None
        if moment is None:
            return None
        word = opening[0].split()[0].lower() if opening else ""
        day = moment.last
        if word in ("before", "prior") and moment.precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR):
            day = moment.since - timedelta(days=1)
        if known.reference and day < known.reference and word in ("in", "on", "during", "from", "over", "until"):
            return None
        if moment.precision is Precision.RANGE:
            return Deadline(found[0], span, DeadlineKind.PERIOD, day, moment.since, Precision.RANGE)
        if word in ("starting", "beginning", "from"):
            return None
        kind = DeadlineKind.FINISH if bare else _kind(text[:at])
        return Deadline(text[at : found.end()], span, kind, day, precision=moment.precision)
    return None


def _kind(before: str) -> DeadlineKind:
    """What falls due, told by the last verb before the term."""
    ends = [
        (max((found.end() for found in form.finditer(before)), default=-1), kind)
        for form, kind in ((START, DeadlineKind.START), (REPORT, DeadlineKind.REPORT), (APPROVE, DeadlineKind.APPROVE))
    ]
    end, kind = max(ends, key=lambda one: one[0])
    return kind if end >= 0 else DeadlineKind.FINISH
