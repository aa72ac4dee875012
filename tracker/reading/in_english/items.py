"""Items of a document in English: paragraphs cut where another owner or day begins, with kind, terms and figures."""

import re
from dataclasses import dataclass, field, replace

from tracker.reading.doubts import confidence, doubts
from tracker.reading.in_english import duties
from tracker.reading.in_english.days import Known, cell_terms, find_terms
from tracker.reading.in_english.duties import Duty, find_duty, owners_of_heading
from tracker.reading.in_english.figures import find_money, find_progress, find_status
from tracker.reading.in_english.names import all_in
from tracker.reading.in_english.tongue import sentences
from tracker.reading.outline import Outline
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Deadline, Found, Item, ItemKind, Recurrence, Remark, Source, Span
from tracker.reading.text import Lines, Passage
from tracker.reading.tree import Node

CLOSING = re.compile(
    r"(?:the )?(?:meeting|session) (?:was )?(?:closed|adjourned|ended)|there being no|minutes (?:prepared|taken"
    r"|recorded) by"
    r"|(?:prepared|approved|signed|recorded|taken|drafted|confirmed|reviewed|cc|copied to|distribution)\b[^:]{0,20}:",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:previous|past|last|progress|status|review of|matters arising|achievements?|results)\b", re.IGNORECASE
)
DONE = re.compile(
    r"\b(?:was|were|has been|have been|had been|is|are)\s+(?:\w+ly\s+)?(?:completed|finali[sz]ed|submitted"
    r"|uploaded|signed|delivered|approved|issued|held|handed over|installed|organi[sz]ed|done|closed)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\(?\b(?P<lead>action(?: by)?|responsible(?: party| person)?|owner|lead|assigned to|by whom"
    r"|pic)\s*:\s*(?P<names>(?:(?:Mr|Mrs|Ms|Dr)\.|[^.;)\]]){2,120})",
    re.I,
)
DUE = re.compile(
    r"\(?\b(?:deadline|due(?: date| by)?|by when|timeline|timing)\s*:\s*(?P<words>[^.;)\]]{2,80})", re.IGNORECASE
)
HEAD_WORDS = 12
ACTION_WORDS = 15


@dataclass
class _Part:
    words: Passage
    duty: Duty | None
    deadlines: list[Deadline] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def english_items(outline: Outline, lines: Lines, known: Known) -> list[Item]:
    """Return the items of the body in order; the rows of its tables are read by `tables`."""
    given: dict[int, list[Found[str]]] = {}
    called: list[Found[str]] = []  # by the paragraph without a label right above a list
    items: list[Item] = []
    for node in outline.nodes:
        text = node.words.text
        if CLOSING.match(text):
            continue
        called = called if node.label and node.label.is_bullet else []
        if not node.label and text.endswith(":") and (names := owners_of_heading(node.words)):
            called = names
        elif is_heading(node):
            given[id(node)] = owners_of_heading(node.words)
        elif items and (CREDIT.match(text) or DUE.match(text)) and len(text) < 200:
            items[-1] = _credited(items[-1], node.words, known)
        else:
            above = called or next((given[id(one)] for one in node.above() if given.get(id(one))), [])
            items += _items(node, above, known, lines)
    return items


def is_heading(node: Node) -> bool:
    """Tell whether a paragraph only names what follows: '3. Discussion and agreements', 'CPMU:'."""
    text = node.words.text
    if node.is_heading and (not node.label or not text.endswith(".")):
        return True
    short = len(text.split()) <= HEAD_WORDS and not text.endswith((".", ";"))
    return (
        node.label is not None
        and short
        and find_duty(node.words, listed=True) is None
        and (bool(node.children) or not node.label.is_bullet)
    )


def _items(node: Node, above: list[Found[str]], known: Known, lines: Lines) -> list[Item]:
    parts = [_part(words, known, listed=node.label is not None, owned=bool(above)) for words in sentences(node.words)]
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and not _begins_item(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    made = [_item(node, group, above, known, lines) for group in groups]
    if len(made) > 1:
        made = [replace(one, path=(*node.path, chr(97 + n))) for n, one in enumerate(made[:26])]
    return made


def _part(words: Passage, known: Known, *, listed: bool, owned: bool) -> _Part:
    duty = find_duty(words, listed=listed, owned=owned)
    if duty is None:
        return _Part(words, None)
    return _Part(words, duty, *find_terms(words, known))


def _begins_item(group: list[_Part], part: _Part) -> bool:
    """Whether another owner or another day begins here, behind something asked before (reading rule 5)."""
    asked = [one for one in group if one.duty]
    if not asked or part.duty is None:
        return False
    before = {lead.value for one in asked if one.duty for lead in one.duty.leads}
    own = {lead.value for lead in part.duty.leads}
    if own and own != before:
        return True
    days = {one.on for each in asked for one in each.deadlines}
    return bool(days) and bool(part.deadlines) and {one.on for one in part.deadlines} != days


def _item(node: Node, group: list[_Part], above: list[Found[str]], known: Known, lines: Lines) -> Item:
    first, last = group[0].words, group[-1].words
    words = node.words.cut(node.words.at.index(first.at[0]), node.words.at.index(last.at[-1]) + 1)
    duty = next((part.duty for part in group if part.duty), None)
    deadlines = tuple(term for part in group for term in part.deadlines)
    recurrence = find_recurrence(words.text)
    kind = _kind(node, words, duty, deadlines, recurrence)
    if duty and recurrence and kind is ItemKind.STANDING:
        deadlines = ()
    progress, status = find_progress(words.text), find_status(words.text)
    leads = duty.leads if duty and duty.leads else tuple(above) if duty else ()
    item = Item(
        path=node.path,
        text=words.text,
        span=words.span,
        start_line=lines.number(words.at[0]),
        end_line=lines.number(words.at[-1]),
        kind=kind,
        action=_action(group) if kind.is_actionable else None,
        leads=leads,
        lead_source=Source.NONE if not leads else Source.ITEM if duty and duty.leads else Source.SECTION,
        coordinating=tuple(one for part in group if part.duty for one in part.duty.partners),
        persons=duty.persons if duty else (),
        deadlines=deadlines,
        recurrence=_recurrence(words, kind, recurrence),
        money=tuple(words.placed(amount) for amount in find_money(words.text)),
        progress=words.placed(progress) if progress else None,
        status=words.placed(status) if status else None,
    )
    item = _with_credits(item, words, known)
    remarks = doubts(item, tuple(remark for part in group for remark in part.remarks))
    return replace(item, remarks=remarks, confidence=confidence(remarks))


def _kind(
    node: Node, words: Passage, duty: Duty | None, deadlines: tuple[Deadline, ...], recurrence: Found[Recurrence] | None
) -> ItemKind:
    if duty is None:
        looks_back = any(PAST.search(one.words.text) for one in node.above())
        return ItemKind.RESULT if looks_back and DONE.search(words.text) else ItemKind.ASSESSMENT
    if duty.is_request:
        return ItemKind.RECOMMENDATION
    return kind_of_duty(words.text, dated=any(one.on for one in deadlines), recurs=recurrence is not None)


def kind_of_duty(text: str, *, dated: bool, recurs: bool) -> ItemKind:
    """Tell a task from a standing duty: a date or a product makes a task, a cadence or 'continue to' a standing one."""
    if recurs:
        return ItemKind.STANDING
    if dated:
        return ItemKind.TASK
    steady = duties.STEADY.search(text)
    return ItemKind.STANDING if steady and not duties.PRODUCT.search(text) else ItemKind.TASK


def _recurrence(words: Passage, kind: ItemKind, found: Found[Recurrence] | None) -> Found[Recurrence] | None:
    if kind is not ItemKind.STANDING:
        return None
    start = words.span.start
    return words.placed(found) if found else Found(Recurrence.STANDING, "", Span(start, start))


def _action(group: list[_Part]) -> str:
    """What is to be done, from the verb on, at most fifteen words."""
    part = next(one for one in group if one.duty)
    at = part.duty.action_at if part.duty else 0
    text = part.words.text[at:]
    text = DUE.sub("", CREDIT.sub("", text))
    for term in part.deadlines:
        text = text.replace(term.words, "")
    shown = " ".join(text.split()[:ACTION_WORDS]).strip(" ,;.:()")
    return shown[:1].upper() + shown[1:]


def _with_credits(item: Item, words: Passage, known: Known) -> Item:
    """'… (Action: CPMU; deadline: 5 May 2025)' at the end of a paragraph."""
    return _credited(item, words, known) if CREDIT.search(words.text) or DUE.search(words.text) else item


def _credited(item: Item, words: Passage, known: Known) -> Item:
    """An item with the owner and the day a line of credits gives it."""
    lead, due = CREDIT.search(words.text), DUE.search(words.text)
    if lead:
        names = all_in(words.cut(*lead.span("names")))
        kind = item.kind if item.kind.is_actionable else ItemKind.TASK
        item = replace(
            item, leads=tuple(names), lead_source=Source.ITEM, kind=kind, action=item.action or item.text[:80]
        )
    if due:
        part = words.cut(*due.span("words"))
        item = replace(item, deadlines=tuple(cell_terms(part, known)[0]) or item.deadlines)
    return item
