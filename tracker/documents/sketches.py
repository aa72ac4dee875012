"""What is known of a draft without opening it: how it stands, why to look at it closely, which filters it fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sqlalchemy import exists, select

from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.extensions import db

NOTES = frozenset({"inherited_lead", "vague_term", "no_deadline", "no_lead"})
"""Remarks which the draft shows by itself: a lead or a deadline that is not there, or comes from the point above."""
UNCLEAR_LEAD = "unclear_lead"
"""The doubt that no remark says: nobody has settled yet which unit leads."""


class Show(StrEnum):
    """Which drafts of a document one looks at."""

    ALL = "all"
    UNDECIDED = "undecided"
    DOUBTFUL = "doubtful"
    NO_OWNER = "no_owner"
    NO_DEADLINE = "no_deadline"


@dataclass(frozen=True)
class Sketch:
    """One draft in outline. `remarks` are the codes of the reader's doubts."""

    id: int
    position: int
    decision: Decision
    remarks: tuple[str, ...]
    is_led: bool
    is_dated: bool

    @property
    def names_nobody(self) -> bool:
        """Whether the document names no unit for this."""
        return "no_lead" in self.remarks

    @cached_property
    def doubts(self) -> list[str]:
        """The codes of what a person must settle; the other remarks only say where a value comes from."""
        lead = [] if self.is_led else [UNCLEAR_LEAD]
        return lead + [code for code in dict.fromkeys(self.remarks) if code not in NOTES]

    @cached_property
    def state(self) -> str:
        """`done` for a decided draft, `doubt` for one a person should look at closely, else `open`."""
        if self.decision != Decision.OPEN:
            return "done"
        return "doubt" if self.doubts else "open"

    def fits(self, show: Show) -> bool:
        """Whether a filter shows this draft; what gives rise to no task lacks nothing."""
        if show is Show.UNDECIDED:
            return self.decision == Decision.OPEN
        if show is Show.DOUBTFUL:
            return self.state == "doubt"
        lacks = {Show.NO_OWNER: not self.is_led, Show.NO_DEADLINE: not self.is_dated}
        return lacks.get(show, True) and (show is Show.ALL or self.decision != Decision.NO_TASK)


@dataclass(frozen=True)
class Progress:
    """How far the check of one document has come: a sketch for each of its drafts, in their order."""

    sketches: Sequence[Sketch] = ()

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(each.state for each in self.sketches)

    @property
    def total(self) -> int:
        return len(self.sketches)

    @property
    def checked(self) -> int:
        return sum(each.state == "done" for each in self.sketches)

    @property
    def left(self) -> int:
        return self.total - self.checked

    @property
    def gives_no_task(self) -> bool:
        """Whether it was said of every draft that no task arises from it."""
        return all(each.decision == Decision.NO_TASK for each in self.sketches)

    @property
    def accepted(self) -> Sequence[Sketch]:
        return [each for each in self.sketches if each.decision == Decision.ACCEPTED]

    def count(self, show: Show) -> int:
        """Return how many drafts a filter shows."""
        return sum(each.fits(Show(show)) for each in self.sketches)

    def doubtful(self) -> Mapping[str, Sequence[Sketch]]:
        """Return the drafts to look at closely by what is doubtful in them, the doubt that most have first."""
        found: dict[str, list[Sketch]] = {}
        for each in self.sketches:
            for code in each.doubts if each.state == "doubt" else ():
                found.setdefault(code, []).append(each)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def sketch_of(item: Item) -> Sketch:
    """Return the outline of a draft that is open."""
    is_led = any(each.part == Part.LEAD and each.unit_id is not None for each in item.units)
    codes = tuple(remark["code"] for remark in item.remarks)
    is_dated = item.due is not None or item.recurrence is not None
    return Sketch(item.id, item.position, item.decision, codes, is_led, is_dated)


def progress(conclusion: Conclusion) -> Progress:
    """Return how far the check of a document has come, with one small question however many drafts it has."""
    return progress_of([conclusion])[conclusion.id]


def progress_of(conclusions: Iterable[Conclusion]) -> dict[int, Progress]:
    """Return by document how far its check has come, with one question for all of them."""
    found: dict[int, list[Sketch]] = {conclusion.id: [] for conclusion in conclusions}
    led = exists().where(ItemUnit.item_id == Item.id, ItemUnit.part == Part.LEAD, ItemUnit.unit_id.is_not(None))
    dated = exists().where(ItemDeadline.item_id == Item.id, ItemDeadline.on.is_not(None))
    columns = (Item.conclusion_id, Item.id, Item.position, Item.decision, Item.remarks, Item.recurrence, led, dated)
    query = select(*columns).where(Item.conclusion_id.in_(found)).order_by(Item.conclusion_id, Item.position)
    for conclusion_id, item_id, position, decision, remarks, recurrence, is_led, is_dated in db.session.execute(query):
        codes = tuple(remark["code"] for remark in remarks)
        sketch = Sketch(item_id, position, decision, codes, is_led, is_dated or recurrence is not None)
        found[conclusion_id].append(sketch)
    return {key: Progress(tuple(sketches)) for key, sketches in found.items()}
