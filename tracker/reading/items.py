"""Items: drafts in their order, with owners and deadlines handed down, and the kind, action and doubts of each."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from tracker.reading import duties
from tracker.reading.actions import action_phrase
from tracker.reading.deadlines import find_deadlines
from tracker.reading.doubts import confidence, doubts
from tracker.reading.drafts import Draft, draft, sourced
from tracker.reading.headings import Nature
from tracker.reading.labels import Rank
from tracker.reading.levels import asks_above
from tracker.reading.named import heading_owners, names_in
from tracker.reading.outline import Outline
from tracker.reading.owners import Owners, find_owners
from tracker.reading.phrasing import credits_in
from tracker.reading.results import Deadline, Found, Item, ItemKind, Recurrence, Source, Span
from tracker.reading.sentences import sentences
from tracker.reading.text import Lines, Passage
from tracker.reading.tree import Node
from tracker.reading.verbs import opens_with_verb

STEADY_WORDS = re.compile(r"(?<!\w)(?:thường xuyên)(?!\w)")
CLOSING_TERM = re.compile(r"thời (?:gian|hạn)\b|hoàn thành\b")  # 'thời gian thực hiện 2022-2024'
HEAD_STEADY = re.compile(r"(?:thực hiện |tiếp tục )?thường xuyên\b")


def make_items(
    outline: Outline, lines: Lines, *, reference: date | None, is_report: bool, issuer: Owners, level: int
) -> list[Item]:
    """Return the items of the body in order."""
    return _Assembly(outline, lines, reference, is_report, issuer, level).items()


class _Assembly:
    """Hands owners, cadences and deadlines down the tree and completes each draft."""

    def __init__(
        self, outline: Outline, lines: Lines, reference: date | None, is_report: bool, issuer: Owners, level: int
    ) -> None:
        self.outline, self.lines, self.reference = outline, lines, reference
        self.is_report, self.issuer, self.level = is_report, issuer, level
        self.drafts = {
            id(node): draft(node, reference, is_report=is_report, level=level) for node in outline.nodes if node.is_item
        }
        self.given: dict[int, Owners] = {}
        self.announced: Owners = Owners()
        self.terms: dict[int, tuple[Deadline, ...]] = {}
        self.cadence: dict[int, bool] = {}
        self.products: dict[int, Found[str]] = {}

    def items(self) -> list[Item]:
        self._hand_down()
        items = []
        for node in self.outline.nodes:
            for one in self.drafts.get(id(node), ()):
                items.append(self._item(one))
        return items

    # -- what headings, points, owner lines and closing terms give to others

    def _hand_down(self) -> None:
        for node in self.outline.nodes:
            if node.is_heading:
                self.given[id(node)] = heading_owners(node.words).handed_down()
            elif node.is_owner_line and node.parent:
                self._owner_line(node, node.parent)
            elif node.is_credit:
                self._credit(node)
            elif node.is_item:
                self._point(node)

    def _owner_line(self, node: Node, parent: Node) -> None:
        owners = _all_owners(node.words).handed_down()
        steady = bool(STEADY_WORDS.search(node.words.fold))
        self.given[id(parent)] = owners
        self.cadence[id(parent)] = steady

    def _credit(self, node: Node) -> None:
        """'- Cơ quan chủ trì: …', '- Thời gian: …': said of the point they stand under."""
        target = node.parent
        if node.label is None:
            before = [
                other
                for other in self.outline.nodes[: self.outline.nodes.index(node)]
                if other.is_item or other.is_heading
            ]
            target = before[-1] if before else target
        if target is None:
            return
        found = _credits(node.words)
        old = self.given.get(id(target), Owners())
        self.given[id(target)] = Owners(
            tuple(replace(f, source=Source.SECTION) for f in found.leads) or old.leads,
            tuple(replace(f, source=Source.SECTION) for f in found.coordinating) or old.coordinating,
            old.persons,
            Source.SECTION if found.leads or old.leads else Source.NONE,
        )
        product = _product(node.words)
        if product:
            self.products[id(target)] = product
        terms = tuple(
            replace(d, span=node.words.span_of(d.span.start, d.span.end))
            for d in find_deadlines(node.words.text, reference=self.reference)
        )
        if terms:
            self.terms[id(target)] = tuple(sourced(term) for term in terms)

    def _point(self, node: Node) -> None:
        """A point gives its owner, and a lead-in its deadline, to what stands under it (reading rules 7 and 17)."""
        drafts = self.drafts[id(node)]
        owners = next((one.owners for one in drafts if one.owners.leads), Owners())
        if node.announces and not node.label:
            last = _last_handed(node.words)
            if last.leads:
                self.announced = last.handed_down(Source.DOCUMENT if not node.parent else Source.SECTION)
        if owners.leads and owners.verb != "chỉ đạo":
            self.given.setdefault(id(node), owners.handed_down())
        if node.children and node.words.text.endswith(":") and drafts[-1].deadlines and not self.is_report:
            self.terms.setdefault(id(node), tuple(sourced(term) for term in drafts[-1].deadlines))
        self._closing_term(node, drafts)

    def _closing_term(self, node: Node, drafts: list[Draft]) -> None:
        """'thời gian thực hiện 2022-2024' at the end of the last bullet covers the point (reading rule 7)."""
        parent = node.parent
        if (
            not parent
            or not parent.label
            or not parent.is_item
            or parent.label.rank > Rank.BRACKET
            or parent.children[-1] is not node
        ):
            return
        last = re.split(r"[.;]\s", node.words.fold.rstrip(" ."))[-1]
        siblings = [one for child in parent.children[:-1] for one in self.drafts.get(id(child), ())]
        if not siblings or any(one.deadlines for one in siblings) or not CLOSING_TERM.match(last):
            return
        if drafts[-1].deadlines:
            self.terms.setdefault(id(parent), tuple(sourced(term) for term in drafts[-1].deadlines))

    # -- one item

    def _item(self, one: Draft) -> Item:
        kind = self._kind(one)
        owners = self._owners(one)
        if not kind.is_actionable:
            owners = Owners()
        deadlines = one.deadlines or self._terms_for(one)
        if kind in (ItemKind.RESULT, ItemKind.ASSESSMENT):
            deadlines = ()
        recurrence = self._recurrence(one, kind)
        item = Item(
            path=one.path,
            text=one.words.text,
            span=one.words.span,
            start_line=self.lines.number(one.words.at[0]),
            end_line=self.lines.number(one.words.at[-1]),
            kind=kind,
            action=action_phrase(one.words, one.owners, one.deadlines) if kind.is_actionable else None,
            leads=_once(owners.leads),
            lead_source=owners.source if owners.leads else Source.NONE,
            coordinating=_once(owners.coordinating, besides=owners.leads),
            persons=_once(owners.persons),
            deadlines=deadlines,
            recurrence=recurrence,
            money=one.money,
            progress=one.progress,
            status=one.status if kind is not ItemKind.ASSESSMENT else None,
            product=self.products.get(id(one.node)) or _product(one.words),
        )
        remarks = doubts(item, one.remarks)
        return replace(item, remarks=remarks, confidence=confidence(remarks))

    def _terms_for(self, one: Draft) -> tuple[Deadline, ...]:
        for node in (one.node, *one.node.above()):
            if id(node) in self.terms:
                return self.terms[id(node)]
        return ()

    def _owners(self, one: Draft) -> Owners:
        """The item's own owner, else that of the nearest point or heading, else of the document (reading rule 17)."""
        own, partners = one.owners, list(one.owners.coordinating)
        above = [self.given[id(node)] for node in (one.node, *one.node.above()) if id(node) in self.given]
        source = next(
            (given for given in above if given.leads), self.announced if self.announced.leads else self.issuer
        )
        for given in above[:1]:
            if given.leads or not own.leads:
                partners += [found for found in given.coordinating if not own.leads or not one.owners.verb]
        if own.leads:
            return replace(own, coordinating=tuple(partners) if not own.verb else own.coordinating)
        return replace(source, coordinating=tuple(partners), persons=own.persons + source.persons)

    def _steady(self, node: Node) -> bool:
        return any(self.cadence.get(id(above)) for above in node.above())

    def _kind(self, one: Draft) -> ItemKind:
        nature, fold, view = one.node.nature, one.words.fold, one.words.view
        if nature is Nature.REQUESTS:
            return ItemKind.RECOMMENDATION
        if one.node.announces and not one.node.label:
            return ItemKind.ASSESSMENT
        dated = any(deadline.on for deadline in one.deadlines or self._terms_for(one))
        if nature is Nature.REMARKS:
            must_make = duties.MUST.search(fold) and duties.has_product(view, fold)
            told = one.owners.leads and (must_make or one.owners.verb.startswith("giao") or dated)
            return ItemKind.TASK if told and not self.is_report else ItemKind.ASSESSMENT
        if self.is_report and nature is not Nature.TASKS:
            if nature is Nature.PLAIN or (not one.node.label and duties.is_judgement(fold)) or not one.node.label:
                return ItemKind.ASSESSMENT
            return duties.kind_in_results(
                fold,
                has_status=one.status is not None,
                percent=one.progress.value if one.progress else None,
                dated=dated,
            )
        if nature is Nature.RESULTS:
            return ItemKind.ASSESSMENT
        if self._steady(one.node):
            return ItemKind.STANDING
        told_off = one.owners.leads and not one.owners.verb and duties.is_reproach(fold, one.owners.action_at)
        if duties.is_speech(fold) or told_off:
            return ItemKind.ASSESSMENT
        if asks_above(one.owners, self.level):
            return ItemKind.RECOMMENDATION
        if (
            not one.owners.leads
            and not opens_with_verb(one.words)
            and duties.is_judgement(fold)
            and not duties.MUST.search(fold)
        ):
            return ItemKind.ASSESSMENT
        handed = one.owners.verb in ("giao", "chuyển", "phân công") or one.owners.verb.startswith("giao")
        recurs = one.recurrence is not None and one.recurrence.value is not Recurrence.STANDING
        if recurs and not any(deadline.on for deadline in one.deadlines) and not duties.has_product(view, fold):
            return ItemKind.STANDING
        start = one.owners.action_at if one.owners.leads else 0
        return duties.kind_of_duty(view, fold, start=start, dated=dated, handed=handed)

    def _recurrence(self, one: Draft, kind: ItemKind) -> Found[Recurrence] | None:
        """The stated interval; `standing` for every other standing duty (reading rule 22)."""
        found = one.recurrence
        start = one.words.span.start
        steady = Found(Recurrence.STANDING, "", Span(start, start))
        if kind is ItemKind.STANDING:
            return found or steady
        if kind is ItemKind.TASK and found and (found.value is not Recurrence.STANDING):
            return found if not any(d.on for d in one.deadlines) or found.words in one.words.text else None
        if kind is ItemKind.TASK and HEAD_STEADY.match(one.words.fold):
            return found or steady
        return None


def _all_owners(words: Passage) -> Owners:
    """All the owners of an owner line, whose clauses each name some."""
    parts = [find_owners(part) for part in sentences(words)]
    return Owners(
        tuple(found for part in parts for found in part.leads),
        tuple(found for part in parts for found in part.coordinating),
        tuple(found for part in parts for found in part.persons),
        Source.ITEM if any(part.leads for part in parts) else Source.NONE,
    )


def _credits(words: Passage) -> Owners:
    """The owners of a line of credits: each label with the names after it."""
    marks = credits_in(words.fold)
    leads: list[Found[str]] = []
    partners: list[Found[str]] = []
    for mark, following in zip_longest(marks, marks[1:]):
        part = words.cut(mark.end(), following.start() if following else len(words.text))
        if mark["lead"]:
            leads += names_in(part)
        elif mark["partners"]:
            partners += names_in(part)
    return Owners(tuple(leads), tuple(partners), (), Source.ITEM if leads else Source.NONE)


def _product(words: Passage) -> Found[str] | None:
    """What a line of credits or an item says is to come out of it: 'Sản phẩm: Quyết định phê duyệt.'"""
    marks = credits_in(words.fold)
    for mark, following in zip_longest(marks, marks[1:]):
        if mark["product"]:
            part = words.cut(mark.end(), following.start() if following else len(words.text))
            value = part.text.rstrip(" .;,")
            return Found(value, value, part.span_of(0, len(value))) if value else None
    return None


def _last_handed(words: Passage) -> Owners:
    """Whom the last sentence of an announcing paragraph names: '… đề nghị UBND huyện … các nội dung sau:'."""
    return find_owners(sentences(words)[-1])


def _once(found: Iterable[Found[str]], besides: Iterable[Found[str]] = ()) -> tuple[Found[str], ...]:
    seen = {one.value.lower() for one in besides}
    kept = []
    for one in found:
        if one.value.lower() not in seen:
            seen.add(one.value.lower())
            kept.append(one)
    return tuple(kept)
