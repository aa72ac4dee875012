"""What a reading is: frozen values, each with the words it came from and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class DocumentType(StrEnum):
    """The kinds of administrative document the reader tells apart."""

    CONCLUSION = "ket_luan"
    NOTICE = "thong_bao"
    PLAN = "ke_hoach"
    PROGRAMME = "chuong_trinh"
    REPORT = "bao_cao"
    ANNEX = "phu_luc"
    MINUTES = "bien_ban"


class ItemKind(StrEnum):
    """What an item of a document asks for; the first four are actionable."""

    TASK = "task"
    PROJECT = "project"
    STANDING = "standing"
    RECOMMENDATION = "recommendation"
    RESULT = "result"
    ASSESSMENT = "assessment"

    @property
    def is_actionable(self) -> bool:
        return self in (ItemKind.TASK, ItemKind.PROJECT, ItemKind.STANDING, ItemKind.RECOMMENDATION)


class DeadlineKind(StrEnum):
    """What falls due: the start of the work, its end, an approval, a report, or a span of time."""

    START = "start"
    FINISH = "finish"
    APPROVE = "approve"
    REPORT = "report"
    PERIOD = "period"


class Precision(StrEnum):
    """How exactly the written words name the day."""

    DAY = "day"
    WEEK = "week"
    PART_MONTH = "part_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    RANGE = "range"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOLIDAY = "holiday"
    EVENT = "event"


class Recurrence(StrEnum):
    """How often a duty comes round; `standing` has no interval."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    STANDING = "standing"


class Source(StrEnum):
    """Where a value was found: in the item, in the heading or point above it, or in the document as a whole."""

    ITEM = "item"
    SECTION = "section"
    DOCUMENT = "document"
    NONE = "none"


class Status(StrEnum):
    """The stage of works reported of a project."""

    NOT_STARTED = "chua_bat_dau"
    PROCEDURES = "dang_lam_thu_tuc"
    CLEARANCE = "gpmb"
    CONSTRUCTION = "dang_thi_cong"
    DONE = "hoan_thanh"
    HANDED_OVER = "ban_giao"


class Span(NamedTuple):
    """A half-open range of characters in the text that was read."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read out of the text, with its words and their place."""

    value: T
    words: str
    span: Span
    source: Source = Source.ITEM


@dataclass(frozen=True, slots=True)
class Deadline:
    """A written term: `on` is the last day of what it names, None when no day follows from the words.

    `since` is the first day of a span and given for `Precision.RANGE` only.
    """

    words: str
    span: Span
    kind: DeadlineKind
    on: date | None
    since: date | None = None
    precision: Precision = Precision.DAY
    source: Source = Source.ITEM


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt a person should settle: a code the web has a sentence for, and the words it is about."""

    code: str
    words: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the body of a document; None where the text is silent or blank."""

    type: Found[DocumentType] | None = None
    number: Found[str] | None = None
    issued_on: Found[date] | None = None
    issuer: Found[str] | None = None
    title: Found[str] | None = None
    signer: Found[str] | None = None
    signer_role: Found[str] | None = None
    place: Found[str] | None = None
    meeting_on: Found[date] | None = None
    month: Found[date] | None = None
    """The first of the month a head gives whose day is blank; terms without a year are counted from it."""
    remarks: tuple[Remark, ...] = ()

    @property
    def reference_date(self) -> date | None:
        """The day from which terms without a year are counted: issue, else the meeting, else the month of issue."""
        found = self.issued_on or self.meeting_on or self.month
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the document that asks for, reports or judges something.

    `path` is the numbering as printed (`("3", "-2", "b")`); `text` is verbatim without its label, `span` covers it
    in the source. `confidence` runs from 0 (a guess) to 1 (certain); `remarks` say why it is below 1.
    """

    path: tuple[str, ...]
    text: str
    span: Span
    start_line: int
    end_line: int
    kind: ItemKind
    action: str | None = None
    leads: tuple[Found[str], ...] = ()
    lead_source: Source = Source.NONE
    coordinating: tuple[Found[str], ...] = ()
    persons: tuple[Found[str], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    recurrence: Found[Recurrence] | None = None
    money: tuple[Found[int], ...] = ()
    progress: Found[int] | None = None
    status: Found[Status] | None = None
    product: Found[str] | None = None
    confidence: float = 1.0
    remarks: tuple[Remark, ...] = ()

    @property
    def id(self) -> str:
        return ".".join(part.removeprefix("-") for part in self.path)

    @property
    def due(self) -> Deadline | None:
        """The deadline by which the whole is judged: the latest dated one."""
        dated = [d for d in self.deadlines if d.on]
        return max(dated, key=lambda d: d.on or date.min) if dated else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: the text its spans point into, the header, and the items in their order."""

    text: str
    header: Header
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def actionable(self) -> Iterator[Item]:
        return (item for item in self.items if item.kind.is_actionable)
