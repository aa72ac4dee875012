"""The year of an office: 200 people, 5,000 tasks, five committees with rules of their own, people away, days missed."""

import os
import sys
import time
from collections.abc import Callable

from benchmarks.figures import Figure, an_empty_office
from tests.reminders.year import live, made_up
from tracker.reminders.typesetting import Words

PEOPLE, TASKS, DAYS = 200, 5_000, 365
MOST_SECONDS = int(os.environ.get("TRACKER_YEAR_SECONDS", "120"))


def year() -> Figure:
    """Seconds in which a year passes day by day, every letter as the rules say; the words of letters are left out.

    Each day is compared with a recount of its own: who had to hear what, each once, none on a day off, nobody of what
    is done, one letter a mailbox and day beside what was asked for at once.
    """
    with an_empty_office():
        office, begun = made_up(PEOPLE, TASKS, DAYS), time.monotonic()
        lived = live(office, wording=lambda _planned: Words("Nhắc việc", "Nhắc việc", "Nhắc việc"))
        seconds = round(time.monotonic() - begun)
    for line in lived.wrong:
        print(line, file=sys.stderr)
    told = f"{lived.letters} letters, {lived.news_letters} at once, {lived.reminders} reminders"
    goal = f"{PEOPLE} people, {TASKS} tasks, {DAYS} days within {MOST_SECONDS} s, nothing wrong ({told})"
    return Figure(seconds, goal, not lived.wrong and lived.days == DAYS and seconds <= MOST_SECONDS)


LONG: dict[str, Callable[[], Figure]] = {"year": year}
