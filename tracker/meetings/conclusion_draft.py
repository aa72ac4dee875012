"""The conclusion of a meeting, half written: the chair's directions as its items, and words around them.

What nobody wrote reads as the program proposes, and follows the facts; what somebody wrote stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.formats import day
from tracker.meetings import conclusion_draft_words as wording
from tracker.meetings.conclusion_draft_models import ConclusionDraft, DraftItem
from tracker.meetings.conclusion_draft_proposal import TYPES, USUAL, DraftWords, proposal
from tracker.meetings.conclusion_draft_words import Doubt, Entry, Line
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.queries import papers_of
from tracker.people.calendar import office_calendar
from tracker.people.models import Layout, Unit
from tracker.people.queries import Reach
from tracker.reading.calendar import in_force
from tracker.tasks.models import Task

ROOM = "\N{NO-BREAK SPACE}" * 7
"""Where a number or a day is written by hand."""


@dataclass(frozen=True)
class Point:
    """An item of the draft: what the chair directed, or what the secretary added."""

    row: Direction | DraftItem

    @property
    def is_own(self) -> bool:
        """Whether the secretary added it."""
        return isinstance(self.row, DraftItem)

    @property
    def key(self) -> str:
        """Its name on the page."""
        return f"{'item' if self.is_own else 'direction'}-{self.row.id}"

    @property
    def unit(self) -> Unit | None:
        """Who is to carry it out; of a direction on a task that task's unit, unless another is named."""
        task = None if isinstance(self.row, DraftItem) else self.row.task
        return self.row.lead_unit or (task.lead_unit if task else None)

    @property
    def due_typed(self) -> str:
        """Its deadline as it would be typed."""
        return self.row.due_words or (day(self.row.due_on) if self.row.due_on else "")

    @property
    def entry(self) -> Entry:
        """What it is to say."""
        unit = self.unit
        names = [unit.name, *(alias.name for alias in unit.aliases)] if unit else []
        return Entry(self.key, self.row.written, names, self.row.due_words, self.row.due_on)


@dataclass(frozen=True)
class Draft:
    """A draft as it stands on a day."""

    meeting: Meeting
    row: ConclusionDraft | None
    words: DraftWords
    proposed: DraftWords
    points: Sequence[Point]
    left_out: Sequence[Direction]
    on: date

    @property
    def version(self) -> int:
        """The version of what was written, 0 before the first word."""
        return self.row.version if self.row else 0

    @cached_property
    def lines(self) -> list[Line]:
        """The items as they stand in the paper."""
        with in_force(office_calendar()):
            return wording.lines([point.entry for point in self.points], self.reference)

    @property
    def by_key(self) -> dict[str, Point]:
        return {point.key: point for point in self.points}

    @property
    def reference(self) -> date:
        """The day from which a term without a year is counted."""
        return self.words.issued_on or self.meeting.held_on

    @property
    def layout(self) -> Layout:
        return self.meeting.committee.layout

    @property
    def month(self) -> date:
        """A day in the month it is likely issued in."""
        return max(self.on, self.meeting.held_on)

    @property
    def kind(self) -> str:
        return TYPES[self.words.type]

    @property
    def text(self) -> str:
        """The whole paper as plain text."""
        words, committee = self.words, self.meeting.committee
        head = [
            committee.parent_body.upper(), committee.name.upper(), self.number_line,
            f"{words.place}, {self.day_line}", self.kind.upper(), words.title,
        ]  # fmt: skip
        body = [words.opening, words.assessment, *(f"{line.label} {line.words}" for line in self.lines), words.closing]
        foot = ["Nơi nhận:", *(f"- {each};" for each in words.receivers.splitlines()), words.authority, words.signer]
        return "\n\n".join(each for each in (*head, *body, *foot) if each)

    @property
    def day_line(self) -> str:
        """The day of issue as the head has it, room for it while there is none."""
        on = self.words.issued_on or self.month
        number = f"{on:%d}" if self.words.issued_on else ROOM
        return f"ngày {number} tháng {on.month:0{2 if on.month < 3 else 1}} năm {on.year}"

    @property
    def told(self) -> dict[str, str]:
        """What recording the signed document knows of it before: its meeting, and the number and day it was given."""
        words, known = self.words, {"meeting_on": self.meeting.held_on.isoformat()}
        if words.number:
            known["number"] = f"{words.number}{'-' if self.layout is Layout.PARTY else '/'}{words.sign}"
        if words.issued_on:
            known["issued_on"] = words.issued_on.isoformat()
        return known

    @property
    def number_line(self) -> str:
        """Number and symbol as the head has them."""
        number = self.words.number or ROOM
        return f"Số {number}-{self.words.sign}" if self.layout is Layout.PARTY else f"Số: {number}/{self.words.sign}"

    def is_written(self, names: Iterable[str]) -> bool:
        """Whether somebody wrote one of these words."""
        return self.row is not None and any(getattr(self.row, name) is not None for name in names)

    def before(self, key: str) -> str:
        """The item above another, by its key; empty for the first."""
        return self._beside(key, -1)

    def after(self, key: str) -> str:
        """The item below another, by its key; empty for the last."""
        return self._beside(key, 1)

    def _beside(self, key: str, step: int) -> str:
        keys = [point.key for point in self.points]
        place = keys.index(key) + step
        return keys[place] if 0 <= place < len(keys) else ""

    @cached_property
    def doubts(self) -> dict[str, Doubt]:
        """The items of which the program would read another unit or day than is meant."""
        with in_force(office_calendar()):
            return wording.doubts(self.text, self.lines, [point.entry for point in self.points])

    @cached_property
    def signed(self) -> Sequence[Conclusion]:
        """The documents recorded as the conclusion of this meeting."""
        return papers_of(self.meeting)

    @property
    def is_closed(self) -> bool:
        """Whether the conclusion is published: then nothing of its draft changes any more."""
        return any(each.is_published for each in self.signed)


def draft_of(meeting: Meeting, on: date) -> Draft:
    """Return the draft of a meeting's conclusion as it stands on a day."""
    row = db.session.scalar(select(ConclusionDraft).where(ConclusionDraft.meeting_id == meeting.id))
    directions = _directions(meeting)
    ordered = _points(directions, meeting)
    units = list(dict.fromkeys(point.unit for point in ordered if point.unit))
    type = row.type if row and row.type else USUAL[meeting.committee.layout]
    proposed = proposal(meeting, type, units, has_items=bool(ordered), on=on)
    left_out = [each for each in directions if each.is_left_out]
    return Draft(meeting, row, _written(row, proposed), proposed, ordered, left_out, on)


def points_of(meeting: Meeting) -> list[Point]:
    """Return the items of a meeting's draft, in their order."""
    return _points(_directions(meeting), meeting)


def _points(directions: Iterable[Direction], meeting: Meeting) -> list[Point]:
    points = [Point(each) for each in directions if not each.is_left_out] + [Point(each) for each in _items(meeting)]
    return sorted(points, key=lambda point: (point.row.place, point.is_own, point.row.id))


def draft_items(reach: Reach) -> Select[DraftItem]:
    """Select the items added to drafts of the committees within reach."""
    return select(DraftItem).join(DraftItem.meeting).where(Meeting.committee_id.in_(reach.committee_ids))


def _written(row: ConclusionDraft | None, proposed: DraftWords) -> DraftWords:
    """Return the words that were written, those proposed where none were."""
    if row is None:
        return proposed
    written = {each.name: getattr(row, each.name) for each in fields(DraftWords)}
    return replace(proposed, **{name: value for name, value in written.items() if value is not None})


def _directions(meeting: Meeting) -> Sequence[Direction]:
    query = select(Direction).where(Direction.meeting_id == meeting.id, Direction.withdrawn_at.is_(None))
    task = joinedload(Direction.task)
    units = (
        joinedload(Direction.lead_unit).selectinload(Unit.aliases),
        task.joinedload(Task.lead_unit).selectinload(Unit.aliases),
    )
    return db.session.scalars(query.options(*units).order_by(Direction.place, Direction.id)).all()


def _items(meeting: Meeting) -> Sequence[DraftItem]:
    query = select(DraftItem).where(DraftItem.meeting_id == meeting.id)
    return db.session.scalars(query.options(joinedload(DraftItem.lead_unit).selectinload(Unit.aliases))).all()
