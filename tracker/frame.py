"""The frame around every page: the masthead's links, the committee, the day, and what the person may be offered."""

from typing import Any

from flask import Flask, g, request, session, url_for

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import LANGUAGES, chosen_language
from tracker.languages import gettext as _
from tracker.people.models import Role
from tracker.people.queries import Reach, committees_in

HOME_ENDPOINTS = (
    "review.home", "review.brief", "review.listed", "review.proposed", "review.pictures", "review.units",
    "review.counted_tasks", "review.timeline", "review.calendar",
)  # fmt: skip
"""The pages that stand under the first link, which has no path of its own."""

BESIDE = {
    "documents.conclusions": ("/items/",),
    "meetings.meetings": ("/commitments", "/directions"),
}
"""What stands under a link without being under its path."""


def init_app(app: Flask) -> None:
    """Give every template the words of the frame."""
    app.context_processor(words)


def words() -> dict[str, Any]:
    """Return the words every page needs: navigation, the committee, the day and the languages."""
    mine = web.whole_reach()
    found = list(db.session.scalars(committees_in(mine))) if mine.roles else []
    chosen = g.committee.id if "committee" in g else session.get(web.COMMITTEE_KEY)
    return {
        "nav": navigation(mine),
        "committees": found,
        "current_committee": next((each for each in found if each.id == chosen), found[0] if found else None),
        "now": clock.now(),
        "today": clock.today(),
        "languages": LANGUAGES,
        "language": chosen_language(),
        "search_url": url_for("tasks.search") if web.may("tasks.search") else "",
        "theme": request.cookies.get("theme", ""),
        "toast": session.pop("toast", "") if not web.wants_fragment() else "",
        "may": web.may,
        "way_back": web.way_back,
        "here": web.here() if request.method == "GET" or web.wants_fragment() else "",
    }


def navigation(mine: Reach) -> list[tuple[str, str, bool]]:
    """Return the masthead's links for a person: address, word, whether the page that is open stands under it."""
    first = {Role.SECRETARY: _("Waiting for me"), Role.CHAIR: _("Before the meeting")}
    home = next((word for role, word in first.items() if mine.has(role)), _("My unit's work"))
    pages = [
        ("review.home", home),
        ("documents.conclusions", _("Documents")),
        ("tasks.tasks", _("Tasks")),
        ("tasks.projects", _("Works")),
        ("meetings.meetings", _("Meetings")),
        ("reminders.letters", _("Reminders")),
        ("people.administration", _("Administration")),
    ]
    offered = [(endpoint, word) for endpoint, word in pages if web.may(endpoint)]
    if not mine.roles:
        offered = [(endpoint, word) for endpoint, word in offered if endpoint == "people.administration"]
    return [(url_for(endpoint), word, _is_here(endpoint)) for endpoint, word in offered]


def _is_here(endpoint: str) -> bool:
    """Whether the page that is open stands under this link: by its path, or as one of the pages without their own."""
    if endpoint == "review.home":
        return request.endpoint in HOME_ENDPOINTS
    if endpoint == "people.administration":
        offices = (url_for("reminders.mail"), "/units/", "/users/")
        return request.blueprint == "people" or request.path.startswith(offices)
    path = url_for(endpoint)
    beside = BESIDE.get(endpoint, ())
    return request.path == path or request.path.startswith((path + "/", *beside))
