"""What one does with many drafts at once: accept them, set them aside, give them a unit, a person, a day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count, groupby

from tracker import history
from tracker.documents import drafts, steps, typed
from tracker.documents.actions import look_again, require_draft
from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.documents.queries import terms_of
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.queries import unit_named
from tracker.reading.results import DeadlineKind


class Deed(StrEnum):
    """What is done to all drafts chosen."""

    ACCEPT = "accept"
    SET_ASIDE = "set_aside"
    LEAD = "lead"
    PERSON = "person"
    DUE = "due"


class Left(StrEnum):
    """Why a chosen draft was left as it was."""

    CHANGED = "changed"
    WORDLESS = "wordless"
    NO_TASK = "no_task"
    SAME = "same"


VERBS = {
    Deed.ACCEPT: "accepted", Deed.SET_ASIDE: "set_aside", Deed.LEAD: "assigned", Deed.PERSON: "assigned",
    Deed.DUE: "dated",
}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """One deed for all drafts chosen, with what it needs: the unit's name, the person's id, the words of the term."""

    deed: Deed
    lead: str = ""
    assignee_id: int | None = None
    due_words: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of the drafts chosen: those it was done to, and how many were left, by why."""

    done: Sequence[Item]
    left: Mapping[Left, int]


def carry_out(conclusion: Conclusion, chosen: Mapping[int, int], order: Order, *, by: User, at: datetime) -> Outcome:
    """Do one deed to the drafts chosen (by id, with the version the person saw) in one step.

    Drafts somebody changed meanwhile are left as they are, and so are those it makes no sense for. Raises RuleBroken
    when nothing was chosen, the unit is not known or no day follows from the words; nothing is done then.
    """
    require_draft(conclusion)
    look_again(conclusion)
    _require_sense(conclusion, chosen, order)
    fitting: list[Item] = []
    left: Counter[Left] = Counter()
    for item in (item for item in conclusion.items if item.id in chosen):
        if why := _why_left(item, chosen[item.id], order):
            left[why] += 1
        else:
            fitting.append(item)
    left[Left.CHANGED] += len(chosen) - len(fitting) - left.total()  # those that are gone
    verb = VERBS[order.deed]
    with steps.step(conclusion, verb, fitting, by=by, at=at):
        for item in fitting:
            _do(item, order, by=by, at=at)
    if order.deed in (Deed.ACCEPT, Deed.SET_ASIDE):
        typed.forget(fitting, by=by)
    if fitting:
        changes = {"items": numbers(item.position for item in fitting), **_told(order)}
        history.record(verb, conclusion, by=by, at=at, changes=changes)
    db.session.commit()
    return Outcome(fitting, +left)


def numbers(positions: Iterable[int]) -> str:
    """Return numbers as a person lists them: 2, 4–9, 12."""
    steps_of_one = count()
    runs = [list(run) for _key, run in groupby(sorted(positions), lambda number: number - next(steps_of_one))]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _require_sense(conclusion: Conclusion, chosen: Mapping[int, int], order: Order) -> None:
    if not chosen:
        raise RuleBroken(_("Choose at least one draft."))
    if order.deed == Deed.LEAD and (not order.lead.strip() or unit_named(order.lead) is None):
        raise RuleBroken(_("Choose a unit of the list."), "lead")
    if order.deed == Deed.PERSON and order.assignee_id is None:
        raise RuleBroken(_("Choose a person."), "assignee_id")
    if order.deed == Deed.DUE:
        if not order.due_words.strip():
            raise RuleBroken(_("Write a deadline."), "due_words")
        drafts.read_term(order.due_words, conclusion.reference_date, "due_words")


def _why_left(item: Item, version: int, order: Order) -> Left | None:
    if item.version != version:
        return Left.CHANGED
    if order.deed == Deed.ACCEPT:
        return Left.SAME if item.decision == Decision.ACCEPTED else None if item.action else Left.WORDLESS
    if order.deed == Deed.SET_ASIDE:
        return Left.SAME if item.decision == Decision.NO_TASK else None
    return Left.NO_TASK if item.decision == Decision.NO_TASK else None


def _do(item: Item, order: Order, *, by: User, at: datetime) -> None:
    if order.deed == Deed.ACCEPT:
        drafts.put_decision(item, Decision.ACCEPTED, by=by, at=at)
    elif order.deed == Deed.SET_ASIDE:
        drafts.put_decision(item, Decision.NO_TASK, by=by, at=at)
    elif order.deed == Deed.LEAD:
        drafts.set_units(item, Part.LEAD, (order.lead,))
    elif order.deed == Deed.PERSON:
        item.assignee_id = order.assignee_id
    else:
        main = terms_of(item).main
        is_end = main is not None and main.kind != DeadlineKind.START  # a start of works stays beside the new term
        drafts.set_deadline(item, main if is_end else None, order.due_words, "due_words")
    drafts.touch(item)


def _told(order: Order) -> dict[str, str | None]:
    if order.deed == Deed.LEAD:
        return {"lead": order.lead}
    if order.deed == Deed.PERSON:
        person = db.session.get(User, order.assignee_id)
        return {"assignee": person.full_name if person else None}
    return {"deadlines": order.due_words} if order.deed == Deed.DUE else {}
