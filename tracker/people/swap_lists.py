"""A pasted list of swap days and days off, as decisions and notices write them, read line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.errors import RuleBroken
from tracker.findable import fold
from tracker.languages import gettext as _
from tracker.reading.calendar import SATURDAY

LONGEST_RANGE = 31
"""Days from the first to the last of one range; more is a slip of the pen."""
MOST_LINES = 200

_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4}))?(?![\d/])")
_SWAP = re.compile(r"\b(?:sang|lam bu (?:vao|ngay|cho)|doi cho)\b")
_RANGE = re.compile(r"\b(?:den|toi)\b|[–—-]\s*$")
_WORKED = re.compile(r"\b(?:lam viec|di lam|lam bu|working|worked)\b")
_OFF = re.compile(r"\b(?:nghi|off)\b")


@dataclass(frozen=True)
class Listed:
    """One day of a list and whether it is worked."""

    day: date
    is_worked: bool


def read_list(text: str, year: int) -> list[Listed]:
    """Return the days a pasted text names; a day without a year is of `year`.

    Each line is one of: a swap ("từ thứ Sáu 02/01/2026 sang thứ Bảy 10/01/2026": the first is off, the second worked),
    a range ("nghỉ từ 16/02/2026 đến hết 20/02/2026"), or days with or without a word ("10/01/2026 làm bù"); without a
    word a Saturday or Sunday is worked and another day is off. Raises RuleBroken, naming every line that says nothing,
    and for a day that is said to be both.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_LINES:
        raise RuleBroken(_("Paste 1 to %(most)s lines, each with its days.", most=MOST_LINES), "text")
    found: dict[date, Listed] = {}
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            days = list(_of_line(line, year))
        except ValueError:
            days = []
        if not days:
            wrong.append(str(_("Line %(number)s: no day such as 02/01/2026 was found, or it does not exist.",
                               number=number)))  # fmt: skip
        for each in days:
            if found.setdefault(each.day, each) != each:
                wrong.append(str(_("Line %(number)s: a day above is said to be the contrary.", number=number)))
    if wrong:
        raise RuleBroken(" ".join(wrong), "text")
    return sorted(found.values(), key=lambda each: each.day)


def _of_line(line: str, year: int) -> Iterator[Listed]:
    matches = list(_DAY.finditer(line))
    last_year = next((int(match[3]) for match in reversed(matches) if match[3]), year)
    days = [date(int(match[3] or last_year), int(match[2]), int(match[1])) for match in matches]
    if len(days) == 2:
        first, second = days
        between = fold(line[matches[0].end() : matches[1].start()])
        if _SWAP.search(between):
            yield from _swapped(first, second, between)
            return
        if _RANGE.search(between) and first < second:
            yield from _ranged(first, second, line)
            return
    ends = [*(match.start() for match in matches[1:]), len(line)]
    for day, match, end in zip(days, matches, ends, strict=True):
        said = _said(line[match.end() : end])
        if said is None:
            said = _said(line[: matches[0].start()])
        yield Listed(day, day.weekday() >= SATURDAY if said is None else said)


def _swapped(first: date, second: date, between: str) -> Iterator[Listed]:
    """A swap names the day off first; "làm bù cho" names the worked day first."""
    off, worked = (second, first) if "lam bu cho" in between else (first, second)
    yield Listed(off, False)
    yield Listed(worked, True)


def _ranged(first: date, last: date, line: str) -> Iterator[Listed]:
    if (last - first).days > LONGEST_RANGE:
        raise ValueError(line)
    is_worked = _said(line) or False
    for step in range((last - first).days + 1):
        yield Listed(first + timedelta(days=step), is_worked)


def _said(words: str) -> bool | None:
    """Whether words say that a day is worked, or off; None when they say neither. Both at once is no list."""
    folded = fold(words)
    worked, off = bool(_WORKED.search(folded)), bool(_OFF.search(folded))
    if worked and off:
        raise ValueError(words)
    return worked if worked or off else None
