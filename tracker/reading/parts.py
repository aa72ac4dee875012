"""A passage that a person cuts in two: each part read by itself, with what the other part and the place give it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.reading import duties
from tracker.reading.actions import action_phrase
from tracker.reading.cuts import BRACKETED
from tracker.reading.deadlines import find_terms
from tracker.reading.doubts import confidence, doubts
from tracker.reading.drafts import sourced
from tracker.reading.owners import Owners, find_owners
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Deadline, Found, Item, ItemKind, Recurrence, Remark, Source, Span
from tracker.reading.sentences import cut_places
from tracker.reading.text import WORD, Lines, Passage, passage
from tracker.reading.verbs import opens_with_verb

JOINT = re.compile(r"[\s,;:–-]*(?:và(?=\s))?\s*")  # '…, và rà soát …': what only joins the second part to the first
CLAUSE = re.compile(r",(?=\s)|\s(?=(?:và|đồng thời)\s)")  # '…, rà soát …', '… và báo cáo …'
LETTER = re.compile(r"[^\W\d_]")


def words_at(text: str, span: Span, words: str) -> Passage:
    """Return the passage that an item's words make at its place; what stands between them (a page number) is left out.

    Words that do not stand there give the passage as the place has it.
    """
    whole = passage(text, [span])
    if whole.text == words:
        return whole
    wanted = words.split()
    places: list[Span] = []
    for found in WORD.finditer(text, span.start, span.end):
        if len(places) < len(wanted) and found[0] == wanted[len(places)]:
            places.append(Span(*found.span()))
    return passage(text, places) if len(places) == len(wanted) else whole


def places_to_cut(words: Passage) -> list[int]:
    """Return where a person may want to cut: behind each stop, else before each clause that opens a duty, else at any
    comma or conjunction."""
    stops = [place for place in cut_places(words) if halves(words, place)]
    if stops:
        return stops
    clauses = [(found.end(), cut[1]) for found in CLAUSE.finditer(words.fold) if (cut := halves(words, found.end()))]
    duties_open = [place for place, second in clauses if opens_with_verb(second) or find_owners(second).leads]
    return duties_open or [place for place, _second in clauses]


def halves(words: Passage, at: int) -> tuple[Passage, Passage] | None:
    """Return the two parts of a passage cut at a place, None when one of them says nothing."""
    if not 0 < at < len(words.text):
        return None
    joint = JOINT.match(words.fold, at)
    first, second = words.cut(0, at), words.cut(joint.end() if joint else at, len(words.text))
    first = first.cut(0, len(first.text.rstrip(" ,")))
    return (first, second) if LETTER.search(first.text) and LETTER.search(second.text) else None


def read_halves(whole: Item, words: Passage, at: int, lines: Lines, *, reference: date | None) -> tuple[Item, Item]:
    """Read the two parts of an item cut at a place of its words, each for its own owners, terms and kind.

    A part that names no owner takes that of the other part, else the one the whole had from above (reading rule 17);
    a term in brackets at the end covers both parts, and so does one from elsewhere (rule 7). Raises ValueError when
    the place leaves a part that says nothing.
    """
    cut = halves(words, at)
    if cut is None:
        raise ValueError(at)
    owners = [find_owners(part) for part in cut]
    named = next((each for each in owners if each.leads), None)
    above = Owners(whole.leads, whole.coordinating, whole.persons, whole.lead_source)
    given = named.handed_down() if named else above
    terms = [_terms(part, reference) for part in cut]
    shared = _from_elsewhere(whole) or _covering(cut[1], terms[1][0])
    first, second = (
        _part(whole, part, own, given, found, shared, lines, letter)
        for part, own, found, letter in zip(cut, owners, terms, "ab", strict=True)
    )
    return first, second


def _terms(words: Passage, reference: date | None) -> tuple[tuple[Deadline, ...], tuple[Remark, ...]]:
    deadlines, remarks = find_terms(words.text, reference=reference)
    return tuple(map(words.placed, deadlines)), tuple(
        replace(each, span=words.span_of(each.span.start, each.span.end)) if each.span else each for each in remarks
    )


def _from_elsewhere(whole: Item) -> tuple[Deadline, ...]:
    """The terms an item has from its heading, its point or its column."""
    return tuple(each for each in whole.deadlines if not whole.span.start <= each.span.start < whole.span.end)


def _covering(words: Passage, deadlines: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """The term in brackets at the end, which covers all before it (reading rule 7)."""
    closing = BRACKETED.search(words.text)
    return tuple(sourced(each) for each in deadlines if closing and each.span.start >= words.at[closing.start()])


def _part(
    whole: Item, words: Passage, own: Owners, given: Owners, terms: tuple[tuple[Deadline, ...], tuple[Remark, ...]],
    shared: tuple[Deadline, ...], lines: Lines, letter: str,
) -> Item:  # fmt: skip
    deadlines = terms[0] or shared
    recurrence = find_recurrence(words.text)
    kind = _kind(whole.kind, words, own, recurrence, is_dated=any(each.on for each in deadlines))
    if not kind.is_actionable:
        own = given = Owners()
        deadlines = ()
    owners = own if own.leads else replace(given, persons=own.persons + given.persons)
    progress, status = find_progress(words.text), find_status(words.text)
    item = Item(
        path=(*whole.path, letter),
        text=words.text,
        span=words.span,
        start_line=lines.number(words.at[0]),
        end_line=lines.number(words.at[-1]),
        kind=kind,
        action=action_phrase(words, own, terms[0]) if kind.is_actionable else None,
        leads=owners.leads,
        lead_source=owners.source if owners.leads else Source.NONE,
        coordinating=_besides(owners.coordinating, owners.leads),
        persons=owners.persons,
        deadlines=deadlines,
        recurrence=_cadence(kind, recurrence, words),
        money=tuple(map(words.placed, find_money(words.text))),
        progress=words.placed(progress) if progress else None,
        status=words.placed(status) if status else None,
        product=whole.product if whole.product and whole.product.value in words.text else None,
    )
    remarks = doubts(item, terms[1])
    return replace(item, remarks=remarks, confidence=confidence(remarks))


def _kind(
    whole: ItemKind, words: Passage, own: Owners, recurrence: Found[Recurrence] | None, *, is_dated: bool
) -> ItemKind:
    """A work or a request stays one; else a part that tells somebody to act is a duty, and a remark stays a remark."""
    if whole in (ItemKind.PROJECT, ItemKind.RECOMMENDATION):
        return whole
    if not own.leads and not opens_with_verb(words) and (not whole.is_actionable or duties.is_judgement(words.fold)):
        return ItemKind.ASSESSMENT if whole.is_actionable else whole
    recurs = recurrence is not None and recurrence.value is not Recurrence.STANDING
    if recurs and not is_dated and not duties.has_product(words.view, words.fold):
        return ItemKind.STANDING
    start = own.action_at if own.leads else 0
    return duties.kind_of_duty(
        words.view, words.fold, start=start, dated=is_dated, handed=own.verb.startswith(("giao", "chuyển", "phân công"))
    )


def _cadence(kind: ItemKind, found: Found[Recurrence] | None, words: Passage) -> Found[Recurrence] | None:
    """The stated interval; `standing` for every other standing duty (reading rule 22)."""
    if kind is ItemKind.STANDING:
        start = words.span.start
        return words.placed(found) if found else Found(Recurrence.STANDING, "", Span(start, start))
    if kind is ItemKind.TASK and found and found.value is not Recurrence.STANDING:
        return words.placed(found)
    return None


def _besides(names: Iterable[Found[str]], leads: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    taken = {each.value.lower() for each in leads}
    return tuple(each for each in names if each.value.lower() not in taken)
