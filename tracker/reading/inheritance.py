"""What headings, points, owner lines, credits and closing terms give to what stands under them."""

import re
from dataclasses import replace
from datetime import date

from tracker.reading.credits import credited, product_in, times_in
from tracker.reading.cuts import HELPS
from tracker.reading.deadlines import find_deadlines
from tracker.reading.drafts import Draft, sourced
from tracker.reading.labels import Rank
from tracker.reading.named import heading_owners
from tracker.reading.outline import Outline
from tracker.reading.owners import Owners, find_owners
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Deadline, Found, Recurrence, Source
from tracker.reading.sentences import sentences
from tracker.reading.text import Passage
from tracker.reading.tree import Node

STEADY_WORDS = re.compile(r"(?<!\w)thường xuyên(?!\w)")
CLOSING_TERM = re.compile(r"thời (?:gian|hạn)\b|hoàn thành\b")  # 'thời gian thực hiện 2022-2024'
STEADY = Recurrence.STANDING


class Inheritance:
    """Walks the tree once, and then tells of each draft what it takes from others (reading rules 4, 7, 16 and 17)."""

    def __init__(
        self, outline: Outline, drafts: dict[int, list[Draft]], reference: date | None, issuer: Owners
    ) -> None:
        self.drafts, self.reference, self.issuer = drafts, reference, issuer
        self.is_report = outline.is_report
        self.given: dict[int, Owners] = {}
        self.announced: Owners = Owners()
        self.terms: dict[int, tuple[Deadline, ...]] = {}
        self.cadence: dict[int, Found[Recurrence]] = {}
        self.products: dict[int, Found[str]] = {}
        self.credited: set[int] = set()
        self.uncredited: dict[int, int] = {}  # of each point, its items since the last credit
        self._walk(outline.nodes)

    # -- what a draft takes

    def owners_of(self, one: Draft) -> Owners:
        """The item's own owner, else that of a clause before, of the nearest point or heading, of the document."""
        own, partners = one.owners, list(one.owners.coordinating)
        above = [self.given[id(node)] for node in one.node.above() if id(node) in self.given]
        if id(one.node) in self.credited:
            above.insert(0, self.given[id(one.node)])
        elif not own.leads:
            above[:0] = self._clauses_before(one)
        source = next(
            (given for given in above if given.leads), self.announced if self.announced.leads else self.issuer
        )
        for given in above[:1]:
            if given.leads or not own.leads:
                partners += [found for found in given.coordinating if not own.leads or not one.owners.verb]
        if own.leads:
            return replace(own, coordinating=tuple(partners) if not own.verb else own.coordinating)
        return replace(source, coordinating=tuple(partners), persons=own.persons + source.persons)

    def _clauses_before(self, one: Draft) -> list[Owners]:
        """The owners of the parts of the same paragraph before this one, the nearest first."""
        drafts = self.drafts[id(one.node)]
        before = drafts[: next(n for n, other in enumerate(drafts) if other is one)]
        return [_handed(other.owners) for other in reversed(before) if _handed(other.owners).leads]

    def terms_of(self, one: Draft) -> tuple[Deadline, ...]:
        """The deadlines that cover an item which has none: of its point, of a lead-in, of a line of credits."""
        return next((self.terms[id(node)] for node in (one.node, *one.node.above()) if id(node) in self.terms), ())

    def cadence_of(self, node: Node) -> Found[Recurrence] | None:
        """How often an owner line or a line of credits says that the work under it comes round."""
        return next((self.cadence[id(n)] for n in (node, *node.above()) if id(n) in self.cadence), None)

    def product_of(self, one: Draft) -> Found[str] | None:
        """What is to come out of it."""
        return self.products.get(id(one.node)) or product_in(one.words)

    # -- what a node gives

    def _walk(self, nodes: list[Node]) -> None:
        last: Node | None = None
        for node in nodes:
            if node.is_heading:
                self.given[id(node)] = heading_owners(node.words).handed_down()
            elif node.is_owner_line and node.parent:
                self._owner_line(node, node.parent)
            elif node.is_credit:
                self._credit(node, last)
            elif node.is_item:
                self._point(node)
                if node.parent:
                    self.uncredited[id(node.parent)] = self.uncredited.get(id(node.parent), 0) + 1
            if node.is_heading or node.is_item:
                last = node

    def _owner_line(self, node: Node, parent: Node) -> None:
        """'* UBND xã chủ trì …; hoàn thành trong quý II.': owners, cadence and term of all that stands above it."""
        self.given[id(parent)] = _all_owners(node.words).handed_down()
        steady = STEADY_WORDS.search(node.words.fold)
        if steady:
            self.cadence[id(parent)] = Found(STEADY, steady[0], node.words.span_of(*steady.span()))
        if terms := find_deadlines(node.words.text, reference=self.reference):
            self.terms[id(parent)] = tuple(sourced(node.words.placed(term)) for term in terms)

    def _credit(self, node: Node, last: Node | None) -> None:
        """'- Cơ quan chủ trì: …', '- Thời gian: …': said of the point they stand under, or of all its bullets."""
        target = node.parent if node.label else self._credited(last) or node.parent
        if target is None:
            return
        found, old = credited(node.words), self.given.get(id(target), Owners())
        self.credited.add(id(target))
        self.given[id(target)] = Owners(
            tuple(replace(f, source=Source.SECTION) for f in found.leads) or old.leads,
            tuple(replace(f, source=Source.SECTION) for f in found.coordinating) or old.coordinating,
            old.persons,
            Source.SECTION if found.leads or old.leads else Source.NONE,
        )
        if product := product_in(node.words):
            self.products[id(target)] = product
        for time in times_in(node.words):
            if cadence := find_recurrence(time.text):
                self.cadence[id(target)] = time.placed(cadence)
        if terms := find_deadlines(node.words.text, reference=self.reference):
            self.terms[id(target)] = tuple(sourced(node.words.placed(term)) for term in terms)

    def _credited(self, last: Node | None) -> Node | None:
        """What credits without a label are said of: the point, if they close several bullets, else the last item."""
        if last is None or not last.parent or not last.label or last.label.rank < Rank.LETTER:
            return last
        bullets = self.uncredited.get(id(last.parent), 0)
        self.uncredited[id(last.parent)] = 0
        return last.parent if bullets > 1 else last

    def _point(self, node: Node) -> None:
        """A point gives its owner, and a lead-in its deadline, to what stands under it (reading rules 7 and 17)."""
        drafts = self.drafts[id(node)]
        owners = next((one.owners for one in drafts if one.owners.leads), Owners())
        if node.announces and not node.label:
            last = find_owners(sentences(node.words)[-1])  # '… đề nghị UBND huyện … các nội dung sau:'
            if last.leads:
                self.announced = last.handed_down(Source.DOCUMENT if not node.parent else Source.SECTION)
        if _handed(owners).leads:
            self.given.setdefault(id(node), _handed(owners))
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


def _handed(owners: Owners) -> Owners:
    """What a clause gives to those after and under it; who only directs others gives nothing."""
    return owners.handed_down() if owners.verb != "chỉ đạo" else Owners()


def _all_owners(words: Passage) -> Owners:
    """All the owners of an owner line, whose clauses each name some."""
    if words.text.startswith("("):
        words = words.cut(1, len(words.text.rstrip(" .)")))
    parts, helpers = [], list[Found[str]]()
    for part in sentences(words):
        owners = find_owners(part)
        if owners.leads and HELPS.match(part.fold, owners.action_at):
            helpers += owners.leads  # '…; Công an xã, các thôn phối hợp.'
        else:
            parts.append(owners)
    return Owners(
        tuple(found for part in parts for found in part.leads),
        (*(found for part in parts for found in part.coordinating), *helpers),
        tuple(found for part in parts for found in part.persons),
        Source.ITEM if any(part.leads for part in parts) else Source.NONE,
    )
