"""What the pages call the kinds, parts and doubts of a document, in the reader's language."""

from datetime import date

from tracker.documents.bulk import Deed, Left, Outcome
from tracker.documents.models import Conclusion, Decision, Step
from tracker.formats import day, when
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.languages import ngettext
from tracker.reading.results import DeadlineKind, DocumentType, ItemKind, Recurrence
from tracker.typed import Typed

TYPES = {
    DocumentType.CONCLUSION: _l("Conclusion"),
    DocumentType.NOTICE: _l("Notice"),
    DocumentType.PLAN: _l("Plan"),
    DocumentType.PROGRAMME: _l("Programme"),
    DocumentType.REPORT: _l("Report"),
    DocumentType.ANNEX: _l("Annex"),
    DocumentType.MINUTES: _l("Minutes"),
}
"""The kinds of document."""

KINDS = {
    ItemKind.TASK: _l("A task with an end"),
    ItemKind.PROJECT: _l("A work or project"),
    ItemKind.STANDING: _l("A standing duty"),
    ItemKind.RECOMMENDATION: _l("A request to a higher level"),
    ItemKind.RESULT: _l("A result"),
    ItemKind.ASSESSMENT: _l("An assessment"),
}
"""What an item asks for."""

CADENCES = {
    Recurrence.WEEKLY: _l("every week"),
    Recurrence.MONTHLY: _l("every month"),
    Recurrence.QUARTERLY: _l("every quarter"),
    Recurrence.HALF_YEARLY: _l("every half year"),
    Recurrence.YEARLY: _l("every year"),
    Recurrence.STANDING: _l("standing"),
}
"""How often a duty comes round."""

DEADLINES = {
    DeadlineKind.START: _l("start of works"),
    DeadlineKind.FINISH: _l("completion"),
    DeadlineKind.APPROVE: _l("approval"),
    DeadlineKind.REPORT: _l("report"),
    DeadlineKind.PERIOD: _l("period"),
}
"""What falls due."""

DECISIONS = {
    Decision.OPEN: _l("not checked"),
    Decision.ACCEPTED: _l("Accepted"),
    Decision.NO_TASK: _l("No task arises"),
}
"""What was decided of a draft."""

STEPS = {
    "accepted": _l("accepting"),
    "set_aside": _l("setting aside"),
    "reopened": _l("reopening"),
    "confirmed": _l("choosing the unit at"),
    "split": _l("splitting"),
    "merged": _l("merging"),
    "assigned": _l("assigning"),
    "dated": _l("dating"),
    "reread": _l("reading the text again"),
}
"""What one did in a step."""

CLEAR = {
    "person": _l("person"),
    "work": _l("work"),
    "time": _l("time"),
    "responsibility": _l("responsibility"),
    "product": _l("product"),
    "authority": _l("authority"),
}
"""What an assignment makes clear ("6 rõ")."""

DOUBTS = {
    "unclear_lead": _l("Lead unit unclear."),
    "no_lead": _l("The document names no unit for this."),
    "no_deadline": _l("The document names no deadline for this."),
    "inherited_lead": _l("The lead unit is taken from the heading or the point above."),
    "vague_term": _l("The time is written without a day."),
    "impossible_day": _l("This day is not in the calendar."),
    "unknown_event": _l("The term runs from an event whose day is not known."),
    "past_day": _l("This day was past when the document was issued."),
}
"""The doubts of the reader, and the one of the check: a lead nobody has settled."""

LEFT = {
    Left.CHANGED: _l("somebody changed it meanwhile"),
    Left.WORDLESS: _l("nothing is written to be done"),
    Left.NO_TASK: _l("no task arises from it"),
    Left.SAME: _l("it was so already"),
}
"""Why a draft was left out of what was done to many."""

OF_ONE = frozenset({"split", "merged"})
"""Steps that touch several drafts and yet are about one."""


def document_type(kind: DocumentType) -> str:
    """Return the name of a kind of document."""
    return str(TYPES[kind])


def head_value(value: object) -> str:
    """Return a value of a head as it is read on a page."""
    if isinstance(value, DocumentType):
        return document_type(value)
    return day(value) if isinstance(value, date) else str(value or "")


def name_of(conclusion: Conclusion) -> str:
    """Return how a document is called: its kind and number, or its title while it has no number."""
    kind = document_type(conclusion.type)
    if conclusion.number:
        return str(_("%(kind)s No. %(number)s", kind=kind, number=conclusion.number))
    return _titled(kind, conclusion.title) if conclusion.title else str(_("%(kind)s without a number", kind=kind))


def _titled(kind: str, title: str) -> str:
    """Return a kind and a title as one phrase, as offices say it: "Thông báo kết luận của đồng chí …".

    A title that begins with the kind itself stands alone; one in capitals stays as it is.
    """
    if title.casefold().startswith(kind.casefold()):
        return title
    opens_small = title[1:2].islower() or title[1:2].isspace()  # "UBND" keeps its capitals
    return f"{kind} {title[0].lower() if opens_small else title[0]}{title[1:]}"


def item_kind(kind: ItemKind) -> str:
    """Return what an item asks for."""
    return str(KINDS[kind])


def recurrence(cadence: Recurrence) -> str:
    """Return how often a duty comes round."""
    return str(CADENCES[cadence])


def deadline_kind(kind: DeadlineKind) -> str:
    """Return what falls due on a day."""
    return str(DEADLINES[kind])


def decision(chosen: Decision) -> str:
    """Return what was decided of a draft."""
    return str(DECISIONS[chosen])


def step(taken: Step) -> str:
    """Return what one did in a step: accepting draft 3, setting 37 drafts aside."""
    what = str(STEPS[taken.verb])
    many = len(taken.changes["drafts"])
    if "document" in taken.changes:
        return what
    if many > 1 and taken.verb not in OF_ONE:
        return str(_("%(what)s %(count)s drafts", what=what, count=many))
    return str(_("%(what)s draft %(number)s", what=what, number=taken.draft.position)) if taken.draft else what


def kept_at(kept: Typed | None) -> str:
    """Return since when typed text is kept: the hour, and the day when it is not today; or that it is too long."""
    if kept is None:
        return str(_("Too long to be kept while you write."))
    return str(_("Typed text kept %(moment)s", moment=when(kept.typed_at)))


def outcome(deed: Deed, found: Outcome) -> str:
    """Return in a sentence or two what became of the drafts chosen."""
    many = len(found.done)
    told = {
        Deed.ACCEPT: ngettext("%(num)s draft accepted.", "%(num)s drafts accepted.", many),
        Deed.SET_ASIDE: ngettext("No task arises from %(num)s draft.", "No task arises from %(num)s drafts.", many),
        Deed.LEAD: ngettext("%(num)s draft has its lead unit.", "%(num)s drafts have their lead unit.", many),
        Deed.PERSON: ngettext("%(num)s draft has somebody in charge.", "%(num)s drafts have somebody in charge.", many),
        Deed.DUE: ngettext("%(num)s draft has its deadline.", "%(num)s drafts have their deadline.", many),
    }[deed]
    if not found.left:
        return str(told)
    why = ", ".join(f"{LEFT[each]} ({number})" for each, number in found.left.items())
    rest = ngettext("%(num)s draft left as it was", "%(num)s drafts left as they were", sum(found.left.values()))
    return f"{told} {rest}: {why}."


def clear(key: str) -> str:
    """Return one of the six things an assignment makes clear."""
    return str(CLEAR[key])


def doubt(code: str) -> str:
    """Return a remark of the reader as a sentence; one it has no sentence for is still shown."""
    return str(DOUBTS.get(code) or _("The reader is not sure here."))
