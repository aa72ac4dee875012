"""What the pages call the kinds, parts and doubts of a document, in the reader's language."""

from tracker.documents.models import Conclusion, Decision, Step
from tracker.languages import gettext as _
from tracker.reading.results import DeadlineKind, DocumentType, ItemKind, Recurrence

OF_ONE = frozenset({"split", "merged"})
"""Steps that touch several drafts and yet are about one."""


def document_type(kind: DocumentType) -> str:
    """Return the name of a kind of document."""
    named: dict[DocumentType, str] = {
        DocumentType.CONCLUSION: _("Conclusion"),
        DocumentType.NOTICE: _("Notice"),
        DocumentType.PLAN: _("Plan"),
        DocumentType.PROGRAMME: _("Programme"),
        DocumentType.REPORT: _("Report"),
        DocumentType.ANNEX: _("Annex"),
        DocumentType.MINUTES: _("Minutes"),
    }
    return named[kind]


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
    named: dict[ItemKind, str] = {
        ItemKind.TASK: _("A task with an end"),
        ItemKind.PROJECT: _("A work or project"),
        ItemKind.STANDING: _("A standing duty"),
        ItemKind.RECOMMENDATION: _("A request to a higher level"),
        ItemKind.RESULT: _("A result"),
        ItemKind.ASSESSMENT: _("An assessment"),
    }
    return named[kind]


def recurrence(cadence: Recurrence) -> str:
    """Return how often a duty comes round."""
    named: dict[Recurrence, str] = {
        Recurrence.WEEKLY: _("every week"),
        Recurrence.MONTHLY: _("every month"),
        Recurrence.QUARTERLY: _("every quarter"),
        Recurrence.HALF_YEARLY: _("every half year"),
        Recurrence.YEARLY: _("every year"),
        Recurrence.STANDING: _("standing"),
    }
    return named[cadence]


def deadline_kind(kind: DeadlineKind) -> str:
    """Return what falls due on a day."""
    named: dict[DeadlineKind, str] = {
        DeadlineKind.START: _("start of works"),
        DeadlineKind.FINISH: _("completion"),
        DeadlineKind.APPROVE: _("approval"),
        DeadlineKind.REPORT: _("report"),
        DeadlineKind.PERIOD: _("period"),
    }
    return named[kind]


def decision(chosen: Decision) -> str:
    """Return what was decided of a draft."""
    named: dict[Decision, str] = {
        Decision.OPEN: _("not checked"),
        Decision.ACCEPTED: _("Accepted"),
        Decision.NO_TASK: _("No task arises"),
    }
    return named[chosen]


def step(taken: Step) -> str:
    """Return what one did in a step: accepting draft 3, setting 37 drafts aside."""
    named: dict[str, str] = {
        "accepted": _("accepting"),
        "set_aside": _("setting aside"),
        "reopened": _("reopening"),
        "confirmed": _("choosing the unit at"),
        "split": _("splitting"),
        "merged": _("merging"),
    }
    what = named[taken.verb]
    many = len(taken.changes["drafts"])
    if many > 1 and taken.verb not in OF_ONE:
        return str(_("%(what)s %(count)s drafts", what=what, count=many))
    return str(_("%(what)s draft %(number)s", what=what, number=taken.draft.position)) if taken.draft else what


def clear(key: str) -> str:
    """Return one of the six things an assignment makes clear."""
    named: dict[str, str] = {
        "person": _("person"),
        "work": _("work"),
        "time": _("time"),
        "responsibility": _("responsibility"),
        "product": _("product"),
        "authority": _("authority"),
    }
    return named[key]


def doubt(code: str) -> str:
    """Return a remark of the reader as a sentence; one it has no sentence for is still shown."""
    named: dict[str, str] = {
        "no_lead": _("The document names no unit for this."),
        "no_deadline": _("The document names no deadline for this."),
        "inherited_lead": _("The lead unit is taken from the heading or the point above."),
        "vague_term": _("The time is written without a day."),
        "impossible_day": _("This day is not in the calendar."),
        "unknown_event": _("The term runs from an event whose day is not known."),
        "past_day": _("This day was past when the document was issued."),
    }
    return named.get(code) or str(_("The reader is not sure here."))
