"""What the register's page says around its rows: what the filters offer, and the ones chosen in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased, defer

from tracker.documents import queries as documents
from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Committee, Membership, Unit, User
from tracker.people.queries import Reach
from tracker.tasks.calendar_spans import CalendarSpan, Dated
from tracker.tasks.filters import EVERY, Filters, Kind, Part
from tracker.tasks.models import Stage, Task, TaskSupport
from tracker.tasks.orders import Sort

DOCUMENTS_OFFERED = 100
"""The newest documents; older ones are found by their number in the search."""

STAGES = {
    Stage.NOT_STARTED: _l("Not started"),
    Stage.IN_PROGRESS: _l("In progress"),
    Stage.REPORTED: _l("Awaiting confirmation"),
    Stage.PAUSED: _l("Paused"),
    Stage.DONE: _l("Done"),
    Stage.DROPPED: _l("Not carried out"),
}
KINDS = {
    Kind.TASK: _l("Task with an end"),
    Kind.PROJECT: _l("Work or project"),
    Kind.STANDING: _l("Standing duty"),
    Kind.RECURRING: _l("Recurring"),
    Kind.RECOMMENDATION: _l("Request to a higher level"),
}
PARTS = {Part.LEAD: _l("leads"), Part.SUPPORT: _l("supports"), Part.ANY: _l("leads or supports")}
DATED = {Dated.DUE: _l("Deadline"), Dated.GIVEN: _l("Given"), Dated.DONE: _l("Done")}
SORTS = {
    Sort.DEADLINE: _l("deadline, oldest first"),
    Sort.SILENT: _l("longest silent first"),
    Sort.UPDATED: _l("last updated first"),
    Sort.NUMBER: _l("newest first"),
    Sort.UNIT: _l("lead unit"),
    Sort.STAGE: _l("stage"),
    Sort.FIT: _l("best answer first"),
}
PERIODS = ("month", "next-month", "quarter", "next-quarter", "year")
OFFICIAL_PERIODS = ("official-month", "official-quarter", "official-year")


@dataclass(frozen=True)
class Choices:
    """What the filters offer, each with its id: only what occurs among the tasks."""

    committees: Sequence[tuple[int | str, str]]
    units: Sequence[tuple[int, str]]
    conclusions: Sequence[tuple[int, str]]
    people: Sequence[tuple[int, str]]
    periods: Sequence[tuple[str, str]]
    official_periods: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Chip:
    """A chosen filter in words, and the names of the filters that go when it is taken away."""

    words: str
    names: tuple[str, ...]


def choices(shown: Sequence[Committee], reached: Sequence[Committee], on: date) -> Choices:
    """Return what occurs among the tasks of the committees shown, and all the committees one may choose from."""
    ids = [each.id for each in shown]
    leads = exists().where(Task.lead_unit_id == Unit.id, Task.committee_id.in_(ids))
    task = aliased(Task)
    supports = exists().where(
        TaskSupport.unit_id == Unit.id, TaskSupport.task_id == task.id, task.committee_id.in_(ids)
    )
    units = select(Unit).where(or_(leads, supports)).order_by(Unit.folded)
    given = exists().where(Item.conclusion_id == Conclusion.id, Task.item_id == Item.id)
    documents = select(Conclusion).where(Conclusion.committee_id.in_(ids), given).options(defer(Conclusion.text))
    newest = documents.order_by(Conclusion.issued_on.desc().nulls_last(), Conclusion.id.desc())
    assigned = exists().where(Task.assignee_id == User.id, Task.committee_id.in_(ids))
    people = select(User).where(assigned).order_by(User.full_name)
    every: list[tuple[int | str, str]] = [(EVERY, _("All committees"))] if len(reached) > 1 else []
    return Choices(
        [*every, *((each.id, each.short_name) for each in reached)],
        [(unit.id, unit.name) for unit in db.session.scalars(units)],
        [(each.id, name_of(each)) for each in db.session.scalars(newest.limit(DOCUMENTS_OFFERED))],
        [(person.id, person.full_name) for person in db.session.scalars(people)],
        [(word, _period_words(word, on)) for word in PERIODS],
        [(word, _period_words(word, on)) for word in OFFICIAL_PERIODS],
    )


def _period_words(word: str, on: date) -> str:
    found = CalendarSpan.named(word, on)
    return found.words[:1].upper() + found.words[1:] if found else ""


# ------------------------------------------------------------------------------------------ what was chosen


def settled(filters: Filters, reach: Reach, on: date) -> tuple[Filters, list[Chip]]:
    """Return the filters without those that name nothing within reach, and the rest in words.

    A unit that was closed still names itself: the tasks it led are found, and a saved view of them opens.
    """
    named = {
        "unit": db.session.get(Unit, filters.unit) if filters.unit else None,
        "conclusion": db.session.scalar(_conclusion(filters.conclusion, reach)) if filters.conclusion else None,
        "person": db.session.scalar(_person(filters.person, reach)) if filters.person else None,
    }
    gone: dict[str, Any] = {name: None for name, found in named.items() if found is None}
    if filters.committee not in (EVERY, *reach.committee_ids):
        gone["committee"] = None
    filters = replace(filters, **gone)
    return filters, list(_chips(filters, named, on))


def _conclusion(conclusion_id: int, reach: Reach) -> Select[Conclusion]:
    return documents.visible(reach).where(Conclusion.id == conclusion_id).options(defer(Conclusion.text))


def _person(user_id: int, reach: Reach) -> Select[User]:
    """Somebody who is a member of a committee within reach, or to whom one of its tasks was given."""
    member = exists().where(Membership.user_id == User.id, Membership.committee_id.in_(reach.committee_ids))
    assigned = exists().where(Task.assignee_id == User.id, Task.committee_id.in_(reach.committee_ids))
    return select(User).where(User.id == user_id, or_(member, assigned))


def _chips(filters: Filters, named: dict[str, Any], on: date) -> Iterator[Chip]:
    if filters.text:
        yield Chip(_("“%(text)s”", text=filters.text), ("text",))
    if named["unit"]:
        yield Chip(f"{named['unit'].name} {PARTS[filters.part]}", ("unit", "part"))
    if named["conclusion"]:
        yield Chip(name_of(named["conclusion"]), ("conclusion",))
    if named["person"]:
        yield Chip(_("in charge: %(name)s", name=named["person"].full_name), ("person",))
    if filters.stage:
        yield Chip(str(STAGES[filters.stage]), ("stage",))
    if filters.kind:
        yield Chip(str(KINDS[filters.kind]), ("kind",))
    if filters.parts:
        yield Chip(_("with the parts of tasks"), ("parts",))
    if when := _when(filters, on):
        yield Chip(f"{DATED[filters.dated]}: {when}", ("period", "since", "until", "dated"))


def _when(filters: Filters, on: date) -> str:
    if period := CalendarSpan.named(filters.period, on):
        return period.words
    if filters.since and filters.until:
        return str(_("from %(first)s to %(last)s", first=day(filters.since), last=day(filters.until)))
    if filters.since:
        return str(_("from %(first)s", first=day(filters.since)))
    return str(_("until %(last)s", last=day(filters.until))) if filters.until else ""
