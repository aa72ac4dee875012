"""Which tables travel with a committee, how their rows belong to it, and what stays behind and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, or_, select

from tracker.extensions import Model

FORMAT, VERSION = "tracker-archive", 1
ROOT = "committees"


@dataclass(frozen=True)
class Kept:
    """A table that travels: the column by which a row belongs, and the columns that stay behind."""

    through: str = "committee_id"
    without: frozenset[str] = frozenset()


def _kept(through: str = "committee_id", *without: str) -> Kept:
    return Kept(through, frozenset(without))


FOUND = ("find_text", "find_folded")
"""Written anew where they arrive."""

KEPT: Mapping[str, Kept] = {
    ROOT: _kept("id"),
    "memberships": _kept(),
    "reminder_rules": _kept(),
    "saved_views": _kept(),
    "meetings": _kept(),
    "conclusions": _kept("committee_id", *FOUND),
    "items": _kept("conclusion_id"),
    "item_deadlines": _kept("item_id"),
    "item_units": _kept("item_id"),
    "tasks": _kept("committee_id", *FOUND),
    "task_supports": _kept("task_id"),
    "milestones": _kept("task_id"),
    "updates": _kept("task_id", "before", *FOUND),
    "extensions": _kept("task_id"),
    "period_excuses": _kept("task_id"),
    "refusals": _kept("task_id"),
    "thread_links": _kept("task_id"),
    "projects": _kept("task_id"),
    "project_facts": _kept("project_id"),
    "evidence_files": _kept("update_id", "stored"),
    "sittings": _kept("meeting_id", "shown"),
    "attendances": _kept("meeting_id"),
    "agenda_points": _kept("meeting_id"),
    "conclusion_drafts": _kept("meeting_id"),
    "draft_items": _kept("meeting_id"),
    "directions": _kept("committee_id", *FOUND),
    "commitments": _kept(),
    "handovers": _kept(),
    "letters": _kept("committee_id", "key", "lease", "leased_until", "next_try_at"),
    "letter_recipients": _kept("letter_id"),
    "reminders": _kept(),
    "history": _kept("committee_id", "previous_hash", "hash"),
}
"""Parents before children: rows are taken in in this order."""

SHARED: Mapping[str, Kept] = {
    "units": _kept("folded"),
    "users": _kept("username", "password_hash", "must_change_password", "is_admin"),
    "unit_aliases": _kept("folded"),
    "successions": _kept("id", "left"),
    "succession_units": _kept("succession_id"),
}
"""What belongs to the office: it travels as far as the committee's rows name it. `through` is what it is known by."""

LEFT: Mapping[str, str] = {
    "absences": "the office's: who is away is entered where they work",
    "bounce_mailboxes": "settings of an installation",
    "bounces": "messages of an installation's mailbox",
    "bulk_orders": "what they did to a task its history tells",
    "bulk_rows": "as bulk_orders",
    "calendar_feeds": "secret addresses of an installation",
    "failed_sign_ins": "of an installation",
    "heartbeats": "of an installation",
    "kept_forms": "what a person typed and has not sent is theirs",
    "mail_pauses": "of an installation",
    "mail_settings": "settings of an installation",
    "office_days": "the calendar of the office, which may be another one",
    "office_settings": "settings of an installation",
    "rosters": "lists that were sent; the accounts they made travel",
    "sign_ins": "of an installation",
    "steps": "taking back while a document is checked",
    "succession_choices": "how a succession was prepared; what it did the handovers tell",
    "typed_drafts": "as kept_forms",
    "update_drafts": "as kept_forms",
    "upload_files": "as uploads",
    "upload_pages": "as uploads",
    "uploads": "files that are being read; the document that comes of one travels",
}

ALL: Mapping[str, Kept] = {**SHARED, **KEPT}

LATER = {("units", "head_id")}
"""References that close a circle: filled in once everything is there."""

Numbers = Mapping[str, Mapping[int, int]]
"""For each table, a row's number for its id, or its id for its number."""

FILTERS = {"unit": "units", "person": "users", "conclusion": "conclusions"}
"""The filters of a saved view that are ids."""
TOLD = {
    "unit_id": "units", "lead_unit_id": "units", "assignee_id": "users", "extension_decider_id": "users",
    "head_id": "users", "standing_member_id": "users", "presider_id": "users", "direction": "directions",
    "commitment": "commitments",
}  # fmt: skip
"""What the history tells by ids."""
ADDRESSEE = re.compile(r"(unit|user)-(\d+)")
"""To whom a letter that goes to no mailbox alone was written."""


def table(name: str) -> Table:
    """Return a table by its name."""
    return Model.metadata.tables[name]


def columns(name: str) -> list[Column[object]]:
    """Return the columns of a table that travel, the id apart."""
    return [each for each in table(name).columns if each.name != "id" and each.name not in ALL[name].without]


def target(column: Column[object]) -> str | None:
    """Return the table a column refers to, if it refers to one."""
    return next((key.column.table.name for key in column.foreign_keys), None)


def rows_of(name: str, committee_id: int) -> Select[int]:
    """Select the ids of a table's rows that belong to a committee."""
    here, through = table(name), KEPT[name].through
    belongs: ColumnElement[bool]
    if name == ROOT or through == "committee_id":
        belongs = here.c[through] == committee_id
    else:
        belongs = here.c[through].in_(rows_of(str(target(here.c[through])), committee_id))
    if name == "letters":  # a letter of the day that speaks of several committees belongs to each
        told = table("reminders")
        belongs = or_(belongs, here.c.id.in_(select(told.c.letter_id).where(told.c.committee_id == committee_id)))
    return select(here.c.id).where(belongs)


def renumbered(name: str, row: Mapping[str, Any], numbers: Numbers) -> dict[str, Any]:
    """Return a row's values that hold ids within words or lists, renumbered; an unknown one is left out."""
    if name == "saved_views":
        return {"words": {word: _filter(word, value, numbers) for word, value in row["words"].items()}}
    if name == "handovers":
        return {"supported_by": [numbers["units"][each] for each in row["supported_by"] if each in numbers["units"]]}
    if name == "reminders" and (found := ADDRESSEE.fullmatch(row["recipient"])):
        return {"recipient": f"{found[1]}-{numbers[found[1] + 's'].get(int(found[2]), 0)}"}
    if name == "history":
        told = {word: _told(word, value, numbers) for word, value in row["changes"].items()}
        return {"subject_id": numbers.get(row["subject"], {}).get(row["subject_id"] or 0), "changes": told}
    return {}


def _filter(word: str, value: Any, numbers: Numbers) -> Any:
    if word not in FILTERS or not str(value).isdigit():
        return value
    return str(numbers[FILTERS[word]].get(int(value), ""))


def _told(word: str, value: Any, numbers: Numbers) -> Any:
    """Return what a change tells, a value or what it was and became, with ids renumbered; an unknown one is none."""
    if word not in TOLD:
        return value
    if isinstance(value, list):
        return [_told(word, each, numbers) for each in value]
    return numbers[TOLD[word]].get(value) if isinstance(value, int) else value
