"""Reading a draft document again after its text was corrected: what a person decided stays with its passage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from tracker import history
from tracker.documents import actions, alignment, queries, readings, steps
from tracker.documents.drafts import touch
from tracker.documents.models import Conclusion, Item, Step
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.reading import results
from tracker.reading.results import DocumentType, Span

CUTS = ("split", "merged")
VERB = "reread"


@dataclass(frozen=True)
class Passage:
    """Where a draft stands in the new text, and what is read there; `item` is None where a person's cut is kept."""

    path: Sequence[str]
    span: Span
    text: str
    item: results.Item | None = None


@dataclass(frozen=True)
class Match:
    """A draft that is kept, with its passage as it was and as it is."""

    draft: Item
    before: str
    passage: Passage

    @property
    def is_same(self) -> bool:
        return self.before == self.passage.text

    @property
    def differences(self) -> list[tuple[str, str]]:
        """The old and the new words as one: each run of them "same", "out" or "in"."""
        return alignment.differences(self.before, self.passage.text)


@dataclass(frozen=True)
class Plan:
    """What reading the corrected text would do to the drafts of a document; nothing of it is written yet."""

    reading: results.Reading
    kept: Sequence[Match]
    fresh: Sequence[results.Item]
    gone: Sequence[Item]
    head: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """The values of the head that would change, each from what to what."""

    @property
    def same(self) -> list[Match]:
        return [each for each in self.kept if each.is_same]

    @property
    def changed(self) -> list[Match]:
        return [each for each in self.kept if not each.is_same]

    @property
    def mark(self) -> str:
        """What a person was told goes away: the drafts and their versions, "12:3,15:1"."""
        return ",".join(f"{each.id}:{each.version}" for each in self.gone)


def foresee(conclusion: Conclusion, text: str) -> Plan:
    """Return what reading a corrected text would do. Writes nothing.

    Raises RuleBroken when no document can be made of the text, Duplicate when the committee has it already.
    """
    db.session.rollback()
    reading = actions.reading_of(text)
    actions.require_draft(conclusion)
    return _plan(conclusion, reading)


def reread(conclusion: Conclusion, text: str, *, version: int, gone: str, by: User, at: datetime) -> Plan:
    """Give a draft document its corrected text and the drafts read in it; return what was done.

    `gone` is the mark of the plan the person saw: no draft goes away that they were not told of. A draft somebody
    decided keeps all that stands in it; of an open one what somebody set is kept, and the rest is read anew. Raises
    StaleVersion when the document, or a draft that goes away, was changed since.
    """
    db.session.rollback()  # reading takes its time: no transaction is open meanwhile
    reading = actions.reading_of(text)
    actions.require_draft(conclusion)
    if conclusion.version != version:
        raise StaleVersion(_("Somebody changed this document while you were writing. Nothing was overwritten."))
    actions.look_again(conclusion)
    plan = _plan(conclusion, reading)
    if plan.mark != gone:
        raise StaleVersion(_("Somebody changed a draft that would go away. Look at what would happen once more."))
    before = len(conclusion.items)
    lost = "; ".join(f"{each.position}. {each.action or each.text} ({each.decision.value})" for each in plan.gone)
    try:
        _carry_out(conclusion, plan, by=by, at=at)
        steps.order(conclusion)
        changes = {"items": (before, len(conclusion.items)), "altered": len(plan.changed), "gone": lost}
        history.record(VERB, conclusion, by=by, at=at, changes=changes)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise RuleBroken(
            _("Somebody recorded this document at the same moment. Look for it in the list."), "text"
        ) from None
    return plan


# ------------------------------------------------------------------------------------------------------------ planning


def _plan(conclusion: Conclusion, reading: results.Reading) -> Plan:
    twin = queries.same_text(conclusion.committee_id, actions.hash_of(reading.text))
    if twin is not None and twin.id != conclusion.id:
        raise actions.Duplicate(_("Another document of the committee has this text already."), twin.id)
    drafts, items = list(conclusion.items), reading.items
    cut = _cut_by_hand(conclusion)
    pairs = alignment.pairs(
        [each.text for each in drafts], [each.text for each in items],
        {number for number, each in enumerate(drafts) if each.id in cut},
    )  # fmt: skip
    kept = [match for pair in pairs for match in _matches(pair, drafts, items, reading.text)]
    staying = {match.draft.id for match in kept}
    found = {number for pair in pairs for number in pair.new}
    return Plan(
        reading, kept, [item for number, item in enumerate(items) if number not in found],
        [each for each in drafts if each.id not in staying], _head(conclusion, reading.header),
    )  # fmt: skip


def _matches(pair: alignment.Pair, drafts: Sequence[Item], items: Sequence[results.Item], text: str) -> Iterable[Match]:
    """Give each draft of a pair its passage: a part of one item, one item, or several joined."""
    olds, news = [drafts[number] for number in pair.old], [items[number] for number in pair.new]
    if len(olds) > 1:
        for draft, words in zip(olds, alignment.parts([each.text for each in olds], news[0].text), strict=True):
            if words:
                place = readings.place_of(text, news[0].span, news[0].text, *words)
                yield Match(draft, draft.text, Passage([*news[0].path, *draft.path[-1:]], *place))
        return
    span = Span(news[0].span.start, max(each.span.end for each in news))
    joined = " ".join(each.text for each in news)
    only = news[0] if len(news) == 1 else None
    yield Match(olds[0], olds[0].text, Passage(list(news[0].path), span, joined, only))


def _cut_by_hand(conclusion: Conclusion) -> set[int]:
    """Return the drafts that a person cut out of others or joined from them."""
    return {draft_id for step in _steps(conclusion) if step.verb in CUTS for draft_id in _left(step)}


def _steps(conclusion: Conclusion) -> Sequence[Step]:
    query = select(Step).where(Step.conclusion_id == conclusion.id, Step.undone_at.is_(None), Step.verb != VERB)
    return db.session.scalars(query.order_by(Step.id)).all()


def _left(step: Step) -> dict[int, dict[str, Any]]:
    """Return the fields a step changed, by draft; one that it took away has none."""
    return {int(key): left for key, (_was, left) in step.changes.get("drafts", {}).items() if left}


def _set_by_hand(conclusion: Conclusion) -> dict[int, set[str]]:
    """Return by draft the fields a person set. The unit a name was settled to mean stays with the name anyway."""
    fields: dict[int, set[str]] = {}
    for step in _steps(conclusion):
        for draft_id, left in _left(step).items() if step.verb != "confirmed" else ():
            fields.setdefault(draft_id, set()).update(left)
    return fields


def _head(conclusion: Conclusion, header: results.Header) -> dict[str, tuple[Any, Any]]:
    """Return the values of the head that are read otherwise now; what a person corrected is no longer asked."""
    values, corrected = actions.header_values(header), _corrected(conclusion)
    now = {name: getattr(conclusion, name) for name in actions.HEADER if name not in corrected}
    read = {name: values.get(name, _blank(name)) for name in now}
    return {name: (now[name], read[name]) for name in now if now[name] != read[name]}


def _corrected(conclusion: Conclusion) -> set[str]:
    return {name for entry in history.of(conclusion) if entry.verb == "corrected" for name in entry.changes}


def _blank(name: str) -> Any:
    """Return what stands in the head where a text says nothing."""
    if name == "type":
        return DocumentType.CONCLUSION
    return None if Conclusion.__table__.c[name].nullable else ""


# -------------------------------------------------------------------------------------------------------- carrying out


def _carry_out(conclusion: Conclusion, plan: Plan, *, by: User, at: datetime) -> None:
    """Write a plan into the document as one step."""
    former, places = conclusion.text, alignment.Places(conclusion.text, plan.reading.text)
    cut, by_hand = _cut_by_hand(conclusion), _set_by_hand(conclusion)
    with steps.step(conclusion, VERB, conclusion.items, by=by, at=at, whole=True) as done:
        _put_text(conclusion, plan)
        for match in plan.kept:
            draft = match.draft
            is_whole = bool(draft.decided_by_id) or draft.id in cut or match.passage.item is None
            moved = _Moved(former, plan.reading.text, places, match.passage.span)
            _keep(match, set(steps.FIELDS) | set(steps.PARTS) if is_whole else by_hand.get(draft.id, set()), moved)
        for item in plan.fresh:
            made = readings.fill(Item(conclusion_id=conclusion.id, position=0), item)
            db.session.add(made)
            done.drafts.append(made)
        for draft in plan.gone:
            steps.remove(draft)


def _put_text(conclusion: Conclusion, plan: Plan) -> None:
    """Write the text, what it says around its body, and where; a value a person corrected has no place in it."""
    corrected = _corrected(conclusion)
    for name, (_was, value) in plan.head.items():
        setattr(conclusion, name, value)
    spans = actions.header_values(plan.reading.header)["header_spans"]
    conclusion.header_spans = {name: span for name, span in spans.items() if name not in corrected}
    conclusion.text, conclusion.text_hash = plan.reading.text, actions.hash_of(plan.reading.text)
    flag_modified(conclusion, "text")  # the version moves, whatever was corrected


@dataclass(frozen=True)
class _Moved:
    """Where words of a draft stand now: followed through the text, else looked for in the draft's passage."""

    former: str
    text: str
    places: alignment.Places
    within: Span

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a deadline or a named body as plain data at its new place."""
        start, end = self.span(row["start"], row["end"])
        return {**row, "start": start, "end": end}

    def remark(self, remark: Mapping[str, Any]) -> dict[str, Any]:
        """Return a doubt at its new place."""
        start, end = self.span(*(remark["span"] or (None, None)))
        return {**remark, "span": None if start is None else [start, end]}

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None]:
        """Return the new place, None twice where the words are gone."""
        if start is None or end is None:
            return None, None
        if place := self.places.of(start, end):
            return place
        words = self.former[start:end]
        at = self.text.find(words, *self.within) if words else -1
        return (at, at + len(words)) if at >= 0 else (None, None)


def _keep(match: Match, names: set[str], moved: _Moved) -> None:
    """Put a draft at its passage: the fields named as they are, all others as they are read now."""
    draft, passage = match.draft, match.passage
    now = steps.seen(draft)
    kept = {name: now[name] for name in names}
    if kept and not names.issuperset(steps.FIELDS):  # somebody worked on it: that it is a task at all is theirs to say
        kept |= {name: now[name] for name in ("kind", "decision", "decided_at", "decided_by_id")}
    for part in names.intersection(steps.PARTS):
        kept[part] = [moved.row(row) for row in now[part]]
    if "remarks" in kept:
        kept["remarks"] = [moved.remark(each) for each in now["remarks"]]
    read = steps.seen(readings.fill(Item(position=0), passage.item, readings.settled(draft))) if passage.item else {}
    place = {"path": list(passage.path), "start": passage.span.start, "end": passage.span.end, "text": passage.text}
    wanted = {**read, "assignee_id": now["assignee_id"], **kept, **place}
    if changed := {name: value for name, value in wanted.items() if now[name] != value}:
        steps.put(draft, changed)
        touch(draft)
