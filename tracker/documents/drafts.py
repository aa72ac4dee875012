"""What one does with the draft of one item: word it, decide it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from tracker import history
from tracker.documents import steps, typed
from tracker.documents.actions import require_draft
from tracker.documents.models import Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.documents.queries import terms_of, units_of
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.calendar import office_calendar
from tracker.people.models import Unit, User
from tracker.people.names import folded_unit_name
from tracker.people.queries import unit_named
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.reading.results import Deadline, DeadlineKind, ItemKind, Recurrence, Source


@dataclass(frozen=True)
class Wording:
    """A draft as a person wrote it. `gone` are the ids of further deadlines taken out."""

    action: str
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    assignee_id: int | None = None
    product: str = ""
    due_words: str = ""
    start_words: str = ""
    recurrence: Recurrence | None = None
    kind: ItemKind = ItemKind.TASK
    gone: frozenset[int] = frozenset()


def accept(item: Item, wording: Wording, *, version: int, by: User, at: datetime) -> None:
    """Keep the draft as worded and accept it."""
    require_version(item, version)
    if not wording.action.strip():
        raise RuleBroken(_("Write what is to be done."), "action")
    before = facts(item)
    with steps.step(item.conclusion, "accepted", [item], by=by, at=at):
        item.action, item.product = wording.action.strip(), wording.product.strip()
        item.recurrence, item.kind, item.assignee_id = wording.recurrence, wording.kind, wording.assignee_id
        set_units(item, Part.LEAD, wording.leads)
        set_units(item, Part.SUPPORT, wording.supports)
        _set_deadlines(item, wording)
        put_decision(item, Decision.ACCEPTED, by=by, at=at)
    typed.forget([item], by=by)
    db.session.refresh(item, ["assignee"])
    history.record("accepted", item, by=by, at=at, changes=changed(before, facts(item)))
    db.session.commit()


def decide(item: Item, decision: Decision, *, version: int, by: User, at: datetime) -> None:
    """Accept a draft as it stands, say that it gives rise to no task, or open it again."""
    require_version(item, version)
    if decision == Decision.ACCEPTED and not item.action:
        raise RuleBroken(_("Write what is to be done."), "action")
    change = {"decision": (item.decision, decision)}
    verb = {Decision.ACCEPTED: "accepted", Decision.NO_TASK: "set_aside", Decision.OPEN: "reopened"}[decision]
    with steps.step(item.conclusion, verb, [item], by=by, at=at):
        put_decision(item, decision, by=by, at=at)
    typed.forget([item], by=by)
    history.record(verb, item, by=by, at=at, changes=change)
    db.session.commit()


def name_of(named: ItemUnit) -> str:
    """Return the unit's name, else the words as written."""
    return named.unit.name if named.unit else named.words


def require_version(item: Item, version: int) -> None:
    """Refuse a change of a draft that is not what the person saw, and of any draft of a published document."""
    require_draft(item.conclusion)
    db.session.refresh(item)
    if item.version != version:
        raise StaleVersion(_("Somebody changed this draft while you were writing. Nothing was overwritten."))


def put_decision(item: Item, decision: Decision, *, by: User, at: datetime) -> None:
    """Write what was decided into a draft; one accepted asks for something. Does NOT commit."""
    if decision == Decision.ACCEPTED and not item.kind.is_actionable:
        item.kind = ItemKind.TASK
    item.decision = decision
    item.decided_at, item.decided_by_id = (None, None) if decision == Decision.OPEN else (at, by.id)
    touch(item)


def touch(item: Item) -> None:
    """Let what hangs on a draft count as a change of it: its version moves."""
    flag_modified(item, "decision")


def set_units(item: Item, part: Part, names: tuple[str, ...]) -> None:
    """Make these the bodies of a part, in this order; words of the document stay beside the unit they now mean.

    Does NOT commit.
    """
    before = units_of(item, part)
    typed = tuple(dict.fromkeys(clean for name in names if (clean := " ".join(name.split())[:300])))
    if typed == tuple(dict.fromkeys(name_of(each) for each in before)):
        return
    after: list[ItemUnit] = []
    left = list(before)
    for name in typed:
        key = folded_unit_name(name)
        same = next((e for e in left if key in (folded_unit_name(e.words), folded_unit_name(name_of(e)))), None)
        if same:
            left.remove(same)
        unit = same.unit if same and same.unit else unit_named(name)
        after.append(_row(part, name, unit, same))
    for row in after if part == Part.LEAD else ():
        if row.unit and row.start is None and left:
            written = left.pop(0)
            row.words, row.start, row.end, row.source = written.words, written.start, written.end, written.source
    item.units = [each for each in item.units if each.part != part] + after


def _row(part: Part, name: str, unit: Unit | None, same: ItemUnit | None) -> ItemUnit:
    row = ItemUnit(part=part, words=name, source=Source.NONE, unit=unit, unit_id=unit.id if unit else None)
    if same:
        row.words, row.start, row.end, row.source = same.words, same.start, same.end, same.source
    return row


def _set_deadlines(item: Item, wording: Wording) -> None:
    terms = terms_of(item)
    set_deadline(item, terms.main, wording.due_words, "due_words")
    set_deadline(item, terms.start, wording.start_words, "start_words", kind=DeadlineKind.START)
    for other in terms.others:
        if other.id in wording.gone:
            item.deadlines.remove(other)


def set_deadline(
    item: Item, before: ItemDeadline | None, typed: str, field: str, kind: DeadlineKind | None = None
) -> None:
    """Read a deadline anew when its words changed; words no day or event can be read from are refused.

    Does NOT commit.
    """
    words = " ".join(typed.split())
    if words == (" ".join(before.words.split()) if before else ""):
        return
    if before:
        item.deadlines.remove(before)
    if not words:
        return
    found = read_term(words, item.conclusion.reference_date, field, context=item.text)
    start = item.conclusion.text.find(words, item.start, item.end)
    item.deadlines.append(
        ItemDeadline(
            words=words[:500], start=start if start >= 0 else None, end=start + len(words) if start >= 0 else None,
            kind=kind or found.kind, on=found.on, since=found.since, precision=found.precision,
        )
    )  # fmt: skip


def read_term(words: str, reference: date | None, field: str, *, context: str = "") -> Deadline:
    """Return the term typed words mean: as they stand in the passage, else by themselves. Raises RuleBroken."""
    with in_force(office_calendar()):
        found = read_deadline(words, context=context, reference=reference) or read_deadline(words, reference=reference)
    if found is None:
        example = _("Write it like 30/9/2026, Quý I/2027 or cuối tháng 10/2026, or leave it empty.")
        raise RuleBroken(_("No day could be read from “%(words)s”.", words=words) + " " + example, field)
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the facts that differ, each from what to what."""
    return {name: (old, after[name]) for name, old in before.items() if old != after[name]}


def facts(item: Item) -> dict[str, Any]:
    """Return what history keeps of a draft."""
    return {
        "action": item.action,
        "lead": "; ".join(name_of(each) for each in units_of(item, Part.LEAD)),
        "support": "; ".join(name_of(each) for each in units_of(item, Part.SUPPORT)),
        "assignee": item.assignee.full_name if item.assignee else None,
        "product": item.product,
        "deadlines": "; ".join(f"{each.words} ({day(each.on) or '?'})" for each in item.deadlines),
        "recurrence": item.recurrence,
        "kind": item.kind,
        "decision": item.decision,
    }
