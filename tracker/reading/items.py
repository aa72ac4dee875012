"""Items: drafts in their order, with owners and deadlines handed down, and the kind, action and doubts of each."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.reading import duties
from tracker.reading.actions import action_phrase
from tracker.reading.doubts import confidence, doubts
from tracker.reading.drafts import Draft, draft
from tracker.reading.headings import Nature
from tracker.reading.inheritance import Inheritance
from tracker.reading.levels import asks_above
from tracker.reading.outline import Outline
from tracker.reading.owners import Owners
from tracker.reading.results import Found, Item, ItemKind, Recurrence, Source, Span
from tracker.reading.text import Lines
from tracker.reading.text import fold as fold_text
from tracker.reading.verbs import opens_with_verb

BEFORE = re.compile(r"(?:xong |hoàn thành )?trước(?!\w)")  # an event: 'trước mùa mưa'
HEAD_STEADY = re.compile(r"(?:thực hiện |tiếp tục )?thường xuyên\b")


def make_items(
    outline: Outline, lines: Lines, *, reference: date | None, is_report: bool, issuer: Owners, level: int
) -> list[Item]:
    """Return the items of the body in order."""
    return _Assembly(outline, lines, reference, is_report, issuer, level).items()


class _Assembly:
    """Completes each draft with what is handed down to it, its kind and its doubts."""

    def __init__(
        self, outline: Outline, lines: Lines, reference: date | None, is_report: bool, issuer: Owners, level: int
    ) -> None:
        self.outline, self.lines, self.reference = outline, lines, reference
        self.is_report, self.level = is_report, level
        self.drafts = {
            id(node): draft(node, reference, is_report=is_report, level=level) for node in outline.nodes if node.is_item
        }
        self.handed = Inheritance(outline, self.drafts, reference, issuer)

    def items(self) -> list[Item]:
        items = []
        for node in self.outline.nodes:
            for one in self.drafts.get(id(node), ()):
                items.append(self._item(one))
        return items

    # -- one item

    def _item(self, one: Draft) -> Item:
        kind = self._kind(one)
        owners = self.handed.owners_of(one)
        if not kind.is_actionable:
            owners = Owners()
        deadlines = one.deadlines or self.handed.terms_of(one)
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
            product=self.handed.product_of(one),
        )
        remarks = doubts(item, one.remarks)
        return replace(item, remarks=remarks, confidence=confidence(remarks))

    def _kind(self, one: Draft) -> ItemKind:
        nature, fold, view = one.node.nature, one.words.fold, one.words.view
        if nature is Nature.REQUESTS and (self.is_report or not self._answers(one)):
            return ItemKind.RECOMMENDATION
        if one.node.announces and not one.node.label:
            return ItemKind.ASSESSMENT
        dated = any(d.on or BEFORE.match(fold_text(d.words)) for d in one.deadlines or self.handed.terms_of(one))
        if nature is Nature.REMARKS:
            must_make = duties.MUST.search(fold) and duties.has_product(view, fold)
            told = one.owners.leads and (must_make or one.owners.verb.startswith("giao") or dated)
            told = told and not (one.node.label is None and duties.is_judgement(fold))
            return ItemKind.TASK if told and not self.is_report else ItemKind.ASSESSMENT
        if self.is_report and nature is not Nature.TASKS:
            if nature is Nature.PLAIN or (not one.node.label and duties.is_judgement(fold)) or not one.node.label:
                return ItemKind.ASSESSMENT
            return duties.kind_in_results(
                fold,
                status=one.status.value if one.status else None,
                percent=one.progress.value if one.progress else None,
                dated=dated,
            )
        if nature is Nature.DISCUSSION and not duties.is_undertaken(fold):
            return ItemKind.ASSESSMENT
        if nature is Nature.RESULTS and not one.owners.verb:
            return ItemKind.ASSESSMENT
        cadence = self.handed.cadence_of(one.node)
        if cadence and (cadence.value is Recurrence.STANDING or not dated):
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
            and not duties.HANDS.search(fold)
            and not self._is_ahead(one)
        ):
            return ItemKind.ASSESSMENT
        handed = one.owners.verb in ("giao", "chuyển", "phân công") or one.owners.verb.startswith("giao")
        recurs = one.recurrence is not None and one.recurrence.value is not Recurrence.STANDING
        if recurs and not any(deadline.on for deadline in one.deadlines) and not duties.has_product(view, fold):
            return ItemKind.STANDING
        start = one.owners.action_at if one.owners.leads else 0
        tied = any(duties.NAMED_WORKS.search(node.words.view) for node in one.node.above() if node.is_heading)
        return duties.kind_of_duty(view, fold, start=start, dated=dated, handed=handed, tied=tied)

    def _is_ahead(self, one: Draft) -> bool:
        """Whether something is due after the document: 'cắm 46 mốc bị mất trước ngày 22/01' judges nothing."""
        return any(due.on and self.reference and due.on > self.reference for due in one.deadlines)

    def _answers(self, one: Draft) -> bool:
        """Whether a point under 'Về đề xuất, kiến nghị của …' tells a body what to do about a request."""
        told = bool(one.owners.leads) and not asks_above(one.owners, self.level)
        return told or duties.HANDS.search(one.words.fold) is not None

    def _recurrence(self, one: Draft, kind: ItemKind) -> Found[Recurrence] | None:
        """The stated interval; `standing` for every other standing duty (reading rule 22)."""
        found = one.recurrence
        start = one.words.span.start
        steady = Found(Recurrence.STANDING, "", Span(start, start))
        if kind is ItemKind.STANDING:
            return found or self.handed.cadence_of(one.node) or steady
        if kind is ItemKind.TASK and found and (found.value is not Recurrence.STANDING):
            return found if not any(d.on for d in one.deadlines) or found.words in one.words.text else None
        if kind is ItemKind.TASK and HEAD_STEADY.match(one.words.fold):
            return found or steady
        return None


def _once(found: Iterable[Found[str]], besides: Iterable[Found[str]] = ()) -> tuple[Found[str], ...]:
    seen = {one.value.lower() for one in besides}
    kept = []
    for one in found:
        if one.value.lower() not in seen:
            seen.add(one.value.lower())
            kept.append(one)
    return tuple(kept)
