"""A year of an invented committee: four meetings, each with a conclusion of twenty tasks, and what becomes of them.

Everything is done by the verbs of the program, on the day it is done; nothing is written past them. What the year comes
to is recounted in `recount.py`, which shares nothing with the program.
"""

import heapq
from collections.abc import Callable, Mapping
from datetime import date, datetime

from tests.review.committee import DAY, MEETINGS, Year, moment
from tests.review.courses import Deed
from tests.review.deeds import VERBS

LAST = date(2026, 12, 31)
Look = Callable[[Year, date], None]


def live(year: Year, set_clock: Callable[[datetime], None], looks: Mapping[date, Look], last: date = LAST) -> None:
    """Let the year pass; on the mornings named, before anything is done, look at how things stand."""
    for place, day in enumerate(MEETINGS[:-1]):
        year.schedule(Deed(day, 14, 0, "sit"))
        year.schedule(Deed(day + 4 * DAY, 7, 0, "conclude", {"place": place, "met": day}))
    year.schedule(Deed(date(2026, 2, 3), 7, 0, "conclude next door"))
    year.schedule(Deed(LAST - 3 * DAY, 15, 0, "promise"))
    for day in looks:
        if day <= last:
            year.schedule(Deed(day, 0, 0, "look"))
    while year.waiting and year.waiting[0].day <= last:
        deed = heapq.heappop(year.waiting)
        set_clock(moment(deed.day, deed.hour))
        if deed.what == "look":
            looks[deed.day](year, deed.day)
            continue
        VERBS[deed.what](year, deed)
        year.done[deed.what] = year.done.get(deed.what, 0) + 1
    set_clock(moment(last, 18))
