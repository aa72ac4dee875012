"""Which first page a person gets: one for each kind of work they do in a committee."""

from collections.abc import Set
from enum import StrEnum

from tracker.languages import gettext as _
from tracker.people.models import Role


class View(StrEnum):
    """The three first pages."""

    QUEUE = "queue"
    BRIEF = "brief"
    UNIT = "unit"


def views_of(roles: Set[Role]) -> list[tuple[View, str]]:
    """Return the first pages these roles open, the one to start from first, each with its name."""
    open_to = (
        (View.QUEUE, {Role.SECRETARY}, _("Waiting for me")),
        (View.BRIEF, {Role.CHAIR, Role.VIEWER}, _("Before the meeting")),
        (View.UNIT, {Role.OFFICIAL}, _("My unit's work")),
    )
    return [(view, word) for view, needed, word in open_to if needed & roles]


def chosen_view(asked: str | None, views: list[tuple[View, str]]) -> View:
    """Return the view asked for when it is among a person's own, else the first of them."""
    return next((view for view, _word in views if view == asked), views[0][0])


def words_of_list(part: str, since: str, days: int) -> tuple[str, str]:
    """Return the name of one of the brief's lists and the sentence that says what belongs to it."""
    return {
        "newly-overdue": (_("Newly overdue"), _("Fell due since %(day)s and is still awaited.", day=since)),
        "newly-done": (_("Newly done"), _("Confirmed as done since %(day)s.", day=since)),
        "newly-assigned": (_("Newly assigned"), _("Assigned since %(day)s.", day=since)),
        "silent": (_("No update for over %(days)s days", days=days), _("Open, and the unit has said nothing since.")),
        "done-on-time": (_("Done on time"), _("Reported done by the original deadline, or without one.")),
        "done-late": (_("Done late"), _("Reported done after the original deadline.")),
        "open-in-time": (_("Not done, within the deadline"), _("Open and not overdue; also what has no deadline.")),
    }[part]
