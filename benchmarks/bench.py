"""Speed and size: reading, the chair's brief, the register, and what a first visit loads."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import finding, reading
from benchmarks.figures import Figure, an_office, cpu_seconds
from tests.office import sign_in
from tracker import clock
from tracker.reports import feeds

FIRST_VISIT = ("vendor/bootstrap.css", "tracker.css", "vendor/htmx.min.js", "tracker.js", "icons.svg")


def brief() -> Figure:
    """Processor milliseconds of the chair's brief over 5,000 tasks."""
    with an_office(tasks=5000) as (app, office):
        client = sign_in(app.test_client(), office.chair)
        spent = cpu_seconds(lambda: client.get("/brief").get_data()) * 1000
    return Figure(round(spent, 1), "the brief of 5,000 tasks in under 100 ms of processor time", spent < 100)


def register() -> Figure:
    """Processor milliseconds of one page of the register over 5,000 tasks."""
    with an_office(tasks=5000) as (app, office):
        client = sign_in(app.test_client(), office.secretary)
        spent = cpu_seconds(lambda: client.get("/tasks").get_data()) * 1000
    return Figure(
        round(spent, 1), "a page of the register of 5,000 tasks in under 100 ms of processor time", spent < 100
    )


def calendar() -> Figure:
    """Processor milliseconds of a committee's calendar of 5,000 tasks, as a calendar program fetches it."""
    with an_office(tasks=5000) as (app, office):
        address = f"/calendars/{feeds.token_of(feeds.make(office.secretary, office.committee, '', at=clock.now()))}.ics"
        client = app.test_client()
        spent = cpu_seconds(lambda: client.get(address).get_data()) * 1000
    return Figure(round(spent, 1), "the calendar of 5,000 tasks in under 300 ms of processor time", spent < 300)


def first_visit() -> Figure:
    """Compressed kilobytes of everything the first page loads."""
    static = Path("static")
    files = [static / name for name in FIRST_VISIT] + sorted(static.glob("vendor/**/*.woff2"))
    kept = [path for path in files if "italic" not in path.name]
    size = sum(len(p.read_bytes() if p.suffix == ".woff2" else gzip.compress(p.read_bytes())) for p in kept) / 1024
    return Figure(round(size, 1), "at most 140 kB compressed on the first visit", size <= 140)


def start() -> Figure:
    """Seconds from nothing to an application that could answer."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import wsgi"], check=True)
    spent = time.perf_counter() - begun
    return Figure(round(spent, 2), "starts in under 5 seconds", spent < 5)


MEASURES: dict[str, Callable[[], Figure]] = {
    **reading.MEASURES,
    **finding.MEASURES,
    "brief": brief,
    "register": register,
    "calendar": calendar,
    "first_visit": first_visit,
    "start": start,
}
