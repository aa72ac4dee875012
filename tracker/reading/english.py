"""English terms, as in minutes kept with donors: "by 28 March 2025", "end of Q2 2026", "within 10 working days"."""

import re
from datetime import date, timedelta

from tracker.reading.cues import cues
from tracker.reading.moments import (
    Frame,
    Grammar,
    Moment,
    day_of,
    last_of_month,
    months_later,
    parts_of,
    pattern,
    span_of,
    sunday_of_week,
    year_of_day,
    year_of_month,
)
from tracker.reading.numerals import YEAR
from tracker.reading.results import Precision

_MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "August": 8, "September": 9,
    "October": 10, "November": 11, "December": 12,
}  # fmt: skip
_SHORT = {name[:3].lower(): number for name, number in _MONTHS.items()}
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
COUNTS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "once": 1, "twice": 2, "other": 2,
}  # fmt: skip
_COUNT = r"(?:\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)"
# With a capital, so that "may" and "march" are no months.
_MONTH = rf"(?:{'|'.join(_MONTHS)}|{'|'.join(_MONTHS).upper()}|(?:{'|'.join(n[:3] for n in _MONTHS)}|Sept)\.?)(?!\w)"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_LONG_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NTH = r"(?:st|nd|rd|th)?"
_PART = r"(?:(?P<part>[Ee]nd|[Bb]eginning|[Ss]tart|[Mm]iddle|[Mm]id|[Ee]arly|[Ll]ate)(?:\sof|-|\s)\s?(?:the\s)?)?"
_PART_DAYS = {"beginning": 10, "start": 10, "early": 10, "middle": 15, "mid": 15}


def _exact(source: str) -> re.Pattern[str]:
    """A verbose pattern in which capitals count."""
    return re.compile(source, re.VERBOSE)


DAY = _exact(rf"""
    (?<![\w/.,\-])
    (?:{_WEEKDAY},?\s)?(?:the\s)?                           # "Friday, 21 March", "March 28th, 2025", "12 - 14 May 2025"
    (?: (?:(?P<first>\d{{1,2}})\s?(?:-|–|to)\s?)?(?P<day>\d{{1,2}}){_NTH}\s(?:of\s)?(?P<month>{_MONTH})
      | (?P<month_first>{_MONTH})\s(?:(?P<first_behind>\d{{1,2}})\s?(?:-|–)\s?)?(?P<day_behind>\d{{1,2}}){_NTH}(?!\d) )
    (?:,?\s(?P<year>{YEAR}))?
    (?![\w/\-]|\.\d)
""")


def convert_day(found: re.Match[str], frame: Frame) -> Moment:
    month = _month(found["month"] or found["month_first"])
    day = int(found["day"] or found["day_behind"])
    first = found["first"] or found["first_behind"]
    named = int(found["year"]) if found["year"] else None
    year = named or year_of_day(frame, month, day)
    on = day_of(year, month, day) if year else None
    impossible = day_of(year or 2024, month, day) is None
    if first:
        since = day_of(year, month, int(first)) if year else None
        return Moment(
            span_of(found), on, Precision.RANGE, (named, month, int(first)), since=since, impossible=impossible
        )
    return Moment(span_of(found), on, Precision.DAY, (named, month, day), bare=True, impossible=impossible)


MONTH = _exact(rf"""
    (?<![\w/.,\-]){_PART}(?P<month>{_MONTH})(?:,?\s(?P<year>{YEAR}))?(?!\w|\s\d|[-/]\d)      # "by mid-April 2025"
""")


def convert_month(found: re.Match[str], frame: Frame) -> Moment:
    month, named = _month(found["month"]), int(found["year"]) if found["year"] else None
    year, part = named or year_of_month(frame, month), (found["part"] or "").lower()
    last = last_of_month(year, month) if year else None
    on = last.replace(day=_PART_DAYS[part]) if last and part in _PART_DAYS else last
    precision = Precision.PART_MONTH if part else Precision.MONTH
    return Moment(span_of(found), on, precision, (named, month, None), bare=True)


PERIOD = pattern(rf"""
    (?<!\w)(?:(?:the\s)?(?P<part>end)\sof\s)?(?:the\s)?
    (?: (?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)\s(?P<unit>quarter|half)(?:\sof)?
      | Q(?P<number>[1-4])(?:\sof|/)? | (?P<whole>end\sof) )\s?
    (?P<year>{YEAR})                                         # "the first quarter of 2026", "end of Q2 2026"
    (?![\w/\-]|\.\d)
""")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def convert_period(found: re.Match[str], frame: Frame) -> Moment:
    year = int(found["year"])
    if found["whole"]:
        return Moment(span_of(found), last_of_month(year, 12), Precision.YEAR, (year, 1, None))
    months = 6 if (found["unit"] or "").lower() == "half" else 3
    ordinal = (found["ordinal"] or "").lower()
    number = int(found["number"]) if found["number"] else _ORDINALS.get(ordinal, 12 // months)
    precision = Precision.HALF_YEAR if months == 6 else Precision.QUARTER
    return Moment(
        span_of(found), last_of_month(year, number * months), precision, (year, (number - 1) * months + 1, None)
    )


RELATIVE = pattern(rf"""
    (?<!\w)
    (?: (?P<day>today|tomorrow|tonight)
      | (?:the\s)?(?P<end>end\sof\s)?(?P<relative>this|next|the)\s(?P<unit>week|month|quarter|year)
      | (?:(?P<which>this|next)\s)?(?P<weekday>{_LONG_WEEKDAY})(?!,?\s(?:\d|[a-z]{{3,9}}\s\d)) )
    (?!\w)
""")


def convert_relative(found: re.Match[str], frame: Frame) -> Moment | None:
    """The day named from that of the document; "the month" alone is nothing, "the end of the month" is."""
    if (found["relative"] or "").lower() == "the" and not found["end"]:
        return None
    bare = not (found["day"] or found["end"] or found["relative"])
    precision = Precision.DAY if found["day"] else _PRECISIONS.get((found["unit"] or "week").lower(), Precision.WEEK)
    if frame.reference is None:
        return Moment(span_of(found), None, precision, bare=bare)
    on = _relative_day(found, frame.reference)
    return Moment(span_of(found), on, precision, _beginning(on, (found["unit"] or "").lower()), bare=bare)


def _beginning(on: date | None, unit: str) -> tuple[int | None, int | None, int | None]:
    """The year, month and day with which the week, month, quarter or year begins that ends with a day."""
    if on is None:
        return None, None, None
    begin = on - timedelta(days=6) if unit == "week" else on
    months = {"quarter": 2, "year": 11}.get(unit, 0)
    return begin.year, begin.month - months, None if unit in _PRECISIONS else begin.day


_PRECISIONS = {"month": Precision.MONTH, "quarter": Precision.QUARTER, "year": Precision.YEAR}


def _relative_day(found: re.Match[str], reference: date) -> date | None:
    if found["day"]:
        return reference + timedelta(days=found["day"].lower() == "tomorrow")
    ahead = "next" in ((found["relative"] or found["which"] or "").lower())
    if found["weekday"]:
        on = sunday_of_week(reference, ahead) - timedelta(days=6 - _WEEKDAYS[found["weekday"].lower()[:3]])
        return on + timedelta(days=7 if on < reference else 0)
    unit = found["unit"].lower()
    if unit == "week":
        return sunday_of_week(reference, ahead)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    last = (reference.month - 1) // months * months + months
    begin = months_later(date(reference.year, last, 1), ahead * months)
    return last_of_month(begin.year, begin.month)


TERM = pattern(rf"""
    (?<!\w)within\s(?:the\snext\s)?(?P<count>{_COUNT})\s(?P<unit>(?:(?:working|business|calendar)\s)?days?|weeks?|months?)
    (?P<base>\s(?:of|from|after)\s
        (?: (?P<known>(?:the\s)?(?:date\sof\s)?(?:th(?:e|is|ese)\s)?
              (?:signing|signature|issuance|issue|circulation|meeting|today|now)(?!\w)(?:\sof\sthese\sminutes)?)
          | [^.,;:|()\n]{{1,60}} ))?                         # "within 10 working days of its receipt": who knows when
    (?!\w)
""")


def convert_term(found: re.Match[str], frame: Frame) -> Moment:
    unit, words = found["unit"].lower(), found["count"].lower()
    working = unit.startswith(("working", "business"))
    precision = Precision.WORKING_DAYS if working else Precision.CALENDAR_DAYS
    if found["base"] and not found["known"]:
        return Moment(span_of(found), None, Precision.EVENT)
    if frame.reference is None:
        return Moment(span_of(found), None, precision)
    count = int(words) if words.isdigit() else COUNTS.get(words, 1)
    if working:
        on = frame.calendar.working_days_after(frame.reference, count)
    elif "month" in unit:
        on = months_later(frame.reference, count)
    else:
        on = frame.reference + timedelta(days=count * (7 if "week" in unit else 1))
    return Moment(span_of(found), on, precision, parts_of(on))


def _month(name: str) -> int:
    return _SHORT[name[:3].lower()]


_CUES = "|".join((*(name.lower() for name in _MONTHS), *_SHORT, "sept"))
ENGLISH: Grammar = (
    (DAY, convert_day, f"{_CUES} & #"),
    (MONTH, convert_month, _CUES),
    (PERIOD, convert_period, "of|q|quarter|half & 19|20"),
    (
        RELATIVE,
        convert_relative,
        "today|tomorrow|tonight|week|month|quarter|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    ),
    (TERM, convert_term, "within"),
)
ENGLISH_CUES = cues("by|before|until|till|within|due|deadline|than|during|latest|the|of")
CADENCE = pattern(rf"""
    (?<!\w)(?:
        (?:(?P<times>once|twice)\s(?:a|per|each|every)|every|each)\s(?P<every>(?:{_COUNT}|other)\s)?
        (?P<unit>day|week|month|quarter|year|{_LONG_WEEKDAY})s?
      | (?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)
    )(?!\w)                                                 # "every month", "twice a year", "every Friday", "quarterly"
""")
UNITS = {
    "day": 1, "daily": 1, "week": 7, "weekly": 7, "month": 30, "monthly": 30, "quarter": 90, "quarterly": 90,
    "year": 365, "yearly": 365, "annually": 365, "monday": 7, "tuesday": 7, "wednesday": 7, "thursday": 7, "friday": 7,
    "saturday": 7, "sunday": 7,
}  # fmt: skip
LEADING = pattern(r"""
    (?<!\w)
    (?: (?P<limit>no\slater\sthan|not\slater\sthan|latest|due(?:\s(?:date|on|by))?|deadline|on\sor\sbefore)
      | (?P<before>before|prior\sto) | (?P<end>(?:the\s)?end\sof) | (?P<within>in|within|during) | (?P<at>by)
      | (?P<until>until|till|up\sto)
      | (?P<filler>on|the|is|at|noon|close\sof\sbusiness|cob|eob|end\sof\sday
          |\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|h)?) )
    [\s:,(]{1,3}\Z
""")
"""What leads in an English term; the names are those of `surroundings.Lead`."""
