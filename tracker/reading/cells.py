"""How the cells of a table are read in a language: names, terms and cadences, and what the content asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from tracker.reading import duties
from tracker.reading.actions import action_phrase
from tracker.reading.deadlines import find_deadline_remarks, find_deadlines
from tracker.reading.named import names_in
from tracker.reading.owners import Owners, find_owners
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Deadline, Found, ItemKind, Recurrence, Remark, Status
from tracker.reading.text import Passage

LEAD_IN = "Thời gian hoàn thành: "


@dataclass(frozen=True)
class Tongue:
    """The readers of one language. `terms` reads a cell of times, `told_terms` the words of the content."""

    names: Callable[[Passage], Iterable[Found[str]]]
    persons: Callable[[Passage], tuple[Found[str], ...]]
    terms: Callable[[Passage, date | None], list[Deadline]]
    told_terms: Callable[[Passage, date | None], list[Deadline]]
    remarks: Callable[[Passage, date | None], list[Remark]]
    recurrence: Callable[[str], Found[Recurrence] | None]
    money: Callable[[str], list[Found[int]]]
    progress: Callable[[str], Found[int] | None]
    status: Callable[[str], Found[Status] | None]
    owners: Callable[[Passage], Owners]
    kind: Callable[[Passage, bool, bool], ItemKind]
    """Of the content, given whether it is dated and whether a product is named."""
    action: Callable[[Passage, Owners], str]


def _terms(words: Passage, reference: date | None) -> list[Deadline]:
    """The deadlines of a cell, read as if 'Thời gian hoàn thành' stood before it where it names none by itself."""
    found = find_deadlines(words.text, reference=reference)
    if found:
        return [words.placed(deadline) for deadline in found]
    return [
        _without(LEAD_IN, deadline, words) for deadline in find_deadlines(LEAD_IN + words.text, reference=reference)
    ]


def _without(lead_in: str, deadline: Deadline, words: Passage) -> Deadline:
    """A deadline found behind a lead-in of ours, as words of the cell alone."""
    start, end = max(deadline.span.start - len(lead_in), 0), max(deadline.span.end - len(lead_in), 0)
    return replace(deadline, words=words.text[start:end], span=words.span_of(start, end))


def _told_terms(words: Passage, reference: date | None) -> list[Deadline]:
    return [words.placed(deadline) for deadline in find_deadlines(words.text, reference=reference)]


def _remarks(words: Passage, reference: date | None) -> list[Remark]:
    return [
        replace(remark, span=words.span_of(remark.span.start, remark.span.end) if remark.span else None)
        for remark in find_deadline_remarks(words.text, reference=reference)
    ]


VIETNAMESE = Tongue(
    names=names_in,
    persons=lambda cell: (),
    terms=_terms,
    told_terms=_told_terms,
    remarks=_remarks,
    recurrence=find_recurrence,
    money=find_money,
    progress=find_progress,
    status=find_status,
    owners=find_owners,
    kind=lambda words, dated, handed: duties.kind_of_duty(words.view, words.fold, dated=dated, handed=handed),
    action=lambda words, owners: action_phrase(words, owners if owners.leads else None),
)
