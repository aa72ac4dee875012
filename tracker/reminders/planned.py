"""What a letter of the day is to say, before it has words: what the planner hands to those who write it.

`letters.daily(planned, at=…)` turns one `Planned` into the words of one letter. Everything it needs stands here, loaded
in bulk for all letters of the day; nothing of it asks the database again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from tracker.people.models import Committee, User
from tracker.reminders.models import LetterKind
from tracker.reminders.queries import Mailbox
from tracker.tasks.models import Task
from tracker.tasks.periods import Period
from tracker.tasks.queries import Figures


class Part(StrEnum):
    """The parts of a letter, in the order it shows them; one without lines is not shown."""

    OVERDUE = "overdue"
    SOON = "soon"
    REPORTS = "reports"
    """Reports of periods that are owed or due soon."""
    SILENT = "silent"
    """Tasks far from their deadline of which nothing was written for long."""
    ESCALATED = "escalated"
    """Others' tasks that have been late for long: of the unit I head, of the committee I follow."""
    NEWS = "news"
    """What others did to my tasks."""


class NewsKind(StrEnum):
    """What somebody else did to a task."""

    GIVEN = "given"
    """The reader, or the reader's unit, was made responsible."""
    PART_GIVEN = "part_given"
    """A part of a task was given to the reader or the reader's unit."""
    RETURNED = "returned"
    """The report of completion was sent back; `words` is the reason."""
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    """Another stage was set by the office: `stage` tells which (paused, taken up again, not carried out)."""
    EXTENSION_GRANTED = "extension_granted"
    """`until` is the new deadline, `words` what the leader said."""
    EXTENSION_REFUSED = "extension_refused"
    REFUSAL_HEEDED = "refusal_heeded"
    """The office relieved the reader's unit of the task, as it had asked; it is another's now, or not carried out."""
    DIRECTED = "directed"
    """The chair directed it: `words` is what was said, `until` the later deadline granted with it, if one was."""
    DIRECTION_TAKEN_BACK = "direction_taken_back"
    """A direction the reader was told of no longer stands; `until` is the deadline in force again, if it had moved."""
    REFUSAL_INSISTED = "refusal_insisted"
    """The office answered a refusal by leaving the task with its unit; `words` says why."""


@dataclass(frozen=True)
class News:
    """What somebody else did to a task, told once; `code` names the row it follows from, as `extension-12`."""

    code: str
    kind: NewsKind
    at: datetime
    by_name: str
    words: str = ""
    until: date | None = None
    stage: str = ""


@dataclass(frozen=True)
class Line:
    """One task in one part of a letter.

    `due_on` is the day the line is about: the deadline; in REPORTS the day the report is due; in SILENT the day the
    task was last heard of; in NEWS None. `days_left` is counted from the letter's day to it, negative once it passed.
    """

    part: Part
    task: Task
    occasion: str
    """Why it stands here: `before-7`, `late-14`, `report-late-7`, `silent-30`, `escalated`, `extension-12`; `with-…`
    when it is only named along because the letter goes out anyway."""
    due_on: date | None
    days_left: int | None
    period: Period | None = None
    """In REPORTS: the period whose report is asked for."""
    news: News | None = None
    """In NEWS: what was done."""
    for_user: User | None = None
    """The person who is away and for whom the reader stands in; None for the reader's own."""

    @property
    def is_new(self) -> bool:
        """Whether it is due anew on this day, rather than named along."""
        return not self.occasion.startswith("with-")


@dataclass(frozen=True)
class Summary:
    """A secretary's week in a committee: the official figures and what waits for them."""

    committee: Committee
    occasion: str
    figures: Figures
    newly_late: Sequence[Task]
    """Tasks whose deadline passed within the last seven days and which are still awaited."""
    to_confirm: int
    extensions: int
    """Requests for a later deadline that wait for their decision."""
    refusals: int
    dead_letters: int


@dataclass(frozen=True)
class Brief:
    """A chair's word before a meeting: the figures, and what waits for the chair's decision."""

    committee: Committee
    occasion: str
    meeting_id: int
    title: str
    held_on: date
    starts_at: time | None
    place: str
    figures: Figures
    to_confirm: int
    extensions: int
    refusals: int


@dataclass(frozen=True)
class Planned:
    """One letter to one mailbox on one day, over all committees.

    `kind` is DIGEST for the one letter of a day, NEWS for what a person who wants to hear at once is told meanwhile.
    """

    kind: LetterKind
    mailbox: Mailbox
    on: date
    lines: Sequence[Line] = ()
    summaries: Sequence[Summary] = ()
    briefs: Sequence[Brief] = ()

    def of(self, part: Part) -> list[Line]:
        """Return the lines of one part, the reader's own first, then those they stand in for."""
        return [each for each in self.lines if each.part is part]

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.lines or self.summaries or self.briefs)

    @property
    def committees(self) -> list[Committee]:
        """The committees it speaks of, by name; one is told in the subject and the sender, several in each line."""
        found = {each.task.committee for each in self.lines}
        found |= {each.committee for each in self.summaries} | {each.committee for each in self.briefs}
        return sorted(found, key=lambda each: (each.name, each.id))

    @property
    def away(self) -> list[User]:
        """The people for whom the reader stands in here, by name."""
        found = {each.for_user for each in self.lines if each.for_user}
        return sorted(found, key=lambda each: each.full_name)


def digest_key(address: str, on: date) -> str:
    """Return the key of a mailbox's one letter of a day; `address` in lower case."""
    return f"{LetterKind.DIGEST}:{address}:{on}"
