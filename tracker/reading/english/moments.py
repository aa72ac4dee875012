"""The days English names: '28 March 2025', '12 - 14 May 2025', 'mid-April', 'Q2 2025', 'the end of the month'."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.reading.results import Precision

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{WEEKDAY},?\s+)?(?:from\s+|between\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:[-–]|to"
        rf"|and)\s?"
        rf"(?P<last>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?\s+(?:of\s+)?{MONTH},?(?:\s+(?P<year>\d{{4}}))?(?!\w)",  # '12 - 14 May 2025'
        rf"(?:from\s+|between\s+)?(?P<first>{'|'.join(MONTHS)})\s?(?:[-–]|to"
        rf"|and)\s?{MONTH},?(?:\s+(?P<year>\d{{4}}))?(?!\w)",
        rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?\s+(?:of\s+)?{MONTH},?(?:\s+(?P<year>\d{{4}}))?(?!\w)",
        rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?(?:\s+(?P<year>\d{{4}}))?(?!\w)",
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})(?:[/.](?P<year>\d{4}))?(?!\d|[/.]\d)",
        r"(?:the\s+)?(?P<edge>end|close|middle|beginning|start)\s+of\s+(?P<this>the|this|next)\s+(?P<unit>week"
        r"|month|quarter|year)\b",
        rf"(?:the\s+)?(?:(?P<part>end|close|middle|beginning|start|mid|early|late)(?:\s+of|-"
        rf"|\s)\s?)?{MONTH},?(?:\s+(?P<year>\d{{4}}))?(?!\w)",
        r"(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:Q(?P<quarter>[1-4])|(?P<named>first|second|third|fourth"
        r"|last)\s+quarter"
        r"|quarter\s+(?P<roman>I{1,3}|IV|[1-4]))(?:\s*(?:of|/|,)?\s*(?P<year>\d{4}))?(?!\w)",
        r"(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:H(?P<half>[12])|(?P<which>first"
        r"|second)\s+half)(?:\s+(?:of\s+)?(?P<year>\d{4}))?(?!\w)",
        r"(?:the\s+)?(?:end\s+of\s+)?(?P<year>20\d{2})(?![\d/-])",
        rf"(?:(?P<following>next|this|coming)\s+)?(?P<weekday>{WEEKDAY})\b",
        r"(?P<soon>tomorrow|today|this week|next week|this month|next month|this quarter|next quarter|this year"
        r"|next year)\b",
    )
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The days a term names, from the first to the last."""

    since: date
    last: date
    precision: Precision


def moment_of(found: re.Match[str], reference: date | None) -> Moment | None:
    """The days a match names, None when they hang on a day that is not known; ValueError for a day that is none."""
    groups = {name: value for name, value in found.groupdict().items() if value}
    return next(_moments(groups, reference), None)


def _moments(groups: dict[str, str], reference: date | None) -> Iterator[Moment]:
    base = reference or date(1900, 1, 1)
    year = int(groups["year"]) if "year" in groups else 0
    month = MONTHS[groups["month"].lower()] if "month" in groups else int(groups.get("number", 0))
    if "last" in groups or "first" in groups:
        yield _range(groups, year or base.year, month)
    elif "day" in groups:
        day = date(year or base.year, month, int(groups["day"]))
        yield _one(day if year or day >= base else day.replace(year=day.year + 1), Precision.DAY)
    elif month:
        year = year or base.year + (month < base.month)
        yield _part(year, month, groups.get("part", "").lower())
    elif {"quarter", "named", "roman"} & set(groups):
        quarter = int(groups.get("quarter", 0)) or QUARTERS.get(
            (groups.get("named") or groups.get("roman", "")).lower(), 0
        )
        yield _months(year or base.year, 3 * (quarter or int(groups["roman"])) - 2, 3, Precision.QUARTER)
    elif "half" in groups or "which" in groups:
        second = groups.get("half") == "2" or groups.get("which", "").lower() == "second"
        yield _months(year or base.year, 7 if second else 1, 6, Precision.HALF_YEAR)
    elif year:
        yield _months(year, 1, 12, Precision.YEAR)
    elif reference:
        yield from _relative(groups, reference)


def _one(day: date, precision: Precision) -> Moment:
    return Moment(day, day, precision)


def _range(groups: dict[str, str], year: int, month: int) -> Moment:
    if "last" in groups:
        return Moment(date(year, month, int(groups["day"])), date(year, month, int(groups["last"])), Precision.RANGE)
    first = MONTHS[groups["first"].lower()]
    return Moment(
        date(year - (first > month), first, 1), _months(year, month, 1, Precision.MONTH).last, Precision.RANGE
    )


def _part(year: int, month: int, part: str) -> Moment:
    """A month, or the part of it that 'mid-', 'early', 'end of' tell (reading rule 23)."""
    whole = _months(year, month, 1, Precision.MONTH)
    day = {"mid": 15, "middle": 15, "early": 10, "beginning": 10, "start": 10}.get(part)
    if day:
        return _one(date(year, month, day), Precision.PART_MONTH)
    return Moment(whole.since, whole.last, Precision.PART_MONTH if part else Precision.MONTH)


def _months(year: int, first: int, count: int, precision: Precision) -> Moment:
    last = first + count - 1
    return Moment(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def months_on(day: date, count: int) -> date:
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _relative(groups: dict[str, str], reference: date) -> Iterator[Moment]:
    """'Friday', 'tomorrow', 'next week', 'the end of the month', counted from the day of the document."""
    if "weekday" in groups:
        ahead = (WEEKDAYS[groups["weekday"].lower()] - reference.weekday()) % 7
        ahead += 7 * (groups.get("following", "").lower() == "next" and ahead > 0)
        yield _one(reference + timedelta(days=ahead), Precision.DAY)
        return
    words = groups.get("soon", "").lower()
    if words in ("today", "tomorrow"):
        yield _one(reference + timedelta(days=words == "tomorrow"), Precision.DAY)
        return
    which, unit = words.split() if words else (groups["this"].lower(), groups["unit"].lower())
    on = int(which == "next")
    if unit == "week":
        sunday = reference + timedelta(days=6 - reference.weekday() + 7 * on)
        yield Moment(sunday - timedelta(days=6), sunday, Precision.WEEK)
    elif unit == "month":
        following = months_on(reference.replace(day=1), on)
        yield _months(following.year, following.month, 1, Precision.MONTH)
    elif unit == "quarter":
        following = months_on(reference.replace(day=1), 3 * on)
        yield _months(following.year, 3 * ((following.month - 1) // 3) + 1, 3, Precision.QUARTER)
    else:
        yield _months(reference.year + on, 1, 12, Precision.YEAR)
