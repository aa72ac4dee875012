"""Which first page a person gets: one for each kind of work they do in a committee."""

from collections.abc import Set
from enum import StrEnum

from tracker.formats import day
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.people.models import Role
from tracker.review.listings import Listed
from tracker.review.since import SILENT_DAYS, Change
from tracker.review.spans import Span


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


def words_of_list(part: Change | Listed, span: Span) -> tuple[str, str]:
    """Return the name of one of the brief's lists and the sentence that says what belongs to it."""
    since, days = day(span.first), SILENT_DAYS
    return {
        Change.NEWLY_OVERDUE: (
            _("Newly overdue"),
            _("Overdue, and not yet overdue on %(day)s.", day=day(span.opening.on)),
        ),
        Change.NEWLY_DONE: (_("Newly done"), _("Confirmed as done since %(day)s.", day=since)),
        Change.NEWLY_DONE_ON_TIME: (
            _("Newly done, on time"),
            _("Confirmed as done since %(day)s; reported by the original deadline, or without one.", day=since),
        ),
        Change.NEWLY_DONE_LATE: (
            _("Newly done, late"),
            _("Confirmed as done since %(day)s; reported after the original deadline.", day=since),
        ),
        Change.EXTENDED: (_("Extended"), _("A later deadline was granted since %(day)s.", day=since)),
        Change.RETURNED: (_("Returned"), _("A report of completion was sent back since %(day)s.", day=since)),
        Change.NEWLY_ASSIGNED: (_("Newly assigned"), _("Assigned since %(day)s.", day=since)),
        Change.UNCHANGED: (
            _("Unchanged"),
            _(
                "Given before %(day)s and still awaited; nobody wrote of it since, nor was its deadline moved.",
                day=since,
            ),
        ),
        Change.SILENT: (
            _("No update for over %(days)s days", days=days),
            _("Open, and the unit has said nothing since."),
        ),
        Listed.ALL: (_("Tasks assigned"), _("All that were assigned, without those that are not carried out.")),
        Listed.DONE: (_("Done"), _("Confirmed as done.")),
        Listed.DONE_ON_TIME: (_("Done on time"), _("Reported done by the original deadline, or without one.")),
        Listed.DONE_LATE: (_("Done late"), _("Reported done after the original deadline.")),
        Listed.OPEN: (_("Not done"), _("Neither confirmed as done nor dropped.")),
        Listed.OPEN_IN_TIME: (
            _("Not done, within the deadline"),
            _("Open and not overdue; also what has no deadline."),
        ),
        Listed.OVERDUE: (_("Overdue"), _("The deadline in force had passed, and completion was not reported.")),
    }[part]


def words_of_span(span: Span) -> str:
    """Return which days a span tells of, to stand in a line: "từ phiên họp thứ tư (06/3/2026)"."""
    if span.period:
        return span.period.words
    begins = _("from %(day)s", day=day(span.first))
    if span.meeting:
        begins = _("from %(meeting)s (%(day)s)", meeting=_within(span.meeting.title), day=day(span.meeting.held_on))
    if span.until is None:
        return str(begins)
    ends = _within(span.until.title)
    return str(_("%(begins)s to %(meeting)s (%(day)s)", begins=begins, meeting=ends, day=day(span.until.held_on)))


def head_of_span(span: Span) -> tuple[str, str]:
    """Return what stands over the changes within a span, and which days these are."""
    if span.period:
        name = span.period.words
        head = _("In %(period)s", period=name) if span.is_now else name[:1].upper() + name[1:]
        return str(head), str(_("%(first)s to %(last)s.", first=day(span.first), last=day(span.last)))
    if span.meeting is None:
        return str(ngettext("In the last %(num)s day", "In the last %(num)s days", span.days)), str(
            _("No past meeting is entered.")
        )
    name = _within(span.meeting.title)
    if span.until:
        head = _("From %(first)s to %(last)s", first=name, last=_within(span.until.title))
        return str(head), str(
            _("%(first)s to %(last)s.", first=day(span.meeting.held_on), last=day(span.until.held_on))
        )
    ago = ngettext("%(day)s, %(num)s day ago.", "%(day)s, %(num)s days ago.", span.days, day=day(span.first))
    return str(_("Since %(meeting)s", meeting=name)), str(ago)


def _within(name: str) -> str:
    """Return a name that begins a line as it stands inside one."""
    return name[:1].lower() + name[1:]
