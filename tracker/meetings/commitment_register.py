"""The register of commitments (sổ cam kết): how each stands on a day, by unit; every count opens what it counts."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Select, select

from tracker.asked import Asked
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.meetings.commitment_queries import Promises, promises_by_unit, soon, stands_so, with_row
from tracker.people.models import Unit

OLDEST_FIRST = ("open", "soon", "broken")
"""What still waits to be done, so that what waits longest stands first; of the rest the latest."""


class State(StrEnum):
    """The register's tabs: how a commitment stands, and of the open ones those that are due soon."""

    BROKEN = Promise.BROKEN.value
    SOON = "soon"
    OPEN = Promise.OPEN.value
    KEPT_LATE = Promise.KEPT_LATE.value
    KEPT = Promise.KEPT.value


@dataclass(frozen=True)
class Filters(Asked):
    """What is looked for among the commitments of a committee."""

    IDS: ClassVar[tuple[str, ...]] = ("unit",)

    state: str = ""
    unit: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        return {"state": list(State)}

    def narrowed(self, found: Select[Commitment]) -> Select[Commitment]:
        """Narrow a selection to a unit's."""
        return found.where(Commitment.unit_id == int(self.unit)) if self.unit else found

    def chosen(self, found: Select[Commitment], on: date) -> Select[Commitment]:
        """Select what fits, as the page and its file list it."""
        query = with_row(self.narrowed(found))
        if self.state:
            query = query.where(soon(on) if self.state == State.SOON else stands_so(Promise(self.state), on))
        if self.state in OLDEST_FIRST:
            return query
        return query.order_by(None).order_by(Commitment.due_on.desc(), Commitment.id.desc())


@dataclass(frozen=True)
class Line:
    """How a unit's commitments stand; None: nobody's."""

    unit: Unit | None
    promises: Promises


def lines(found: Select[Commitment], on: date) -> Sequence[Line]:
    """Return the units that committed themselves, by name, with how their commitments stand."""
    counted = promises_by_unit(found, on)
    named = select(Unit).where(Unit.id.in_([each for each in counted if each])).order_by(Unit.folded)
    units: list[Unit | None] = [*db.session.scalars(named), None]
    pairs = [(each, counted.get(each.id if each else None)) for each in units]
    return [Line(unit, promises) for unit, promises in pairs if promises]


def state_word(state: State | Promise) -> str:
    """Return what an office calls it when a commitment stands so."""
    words = {
        "open": _("not due yet"),
        "soon": _("due within 7 days"),
        "broken": _("commitment not kept"),
        "kept": _("kept"),
        "kept_late": _("kept late"),
    }
    return str(words[state.value])


def standing_words(commitment: Commitment, on: date) -> str:
    """Return how a commitment stands on a day: "chưa thực hiện đúng cam kết, quá 4 ngày"."""
    stands, done = commitment.stands(on), commitment.done_on
    if stands is Promise.BROKEN:
        return str(_("commitment not kept, %(num)s days", num=(on - commitment.due_on).days))
    return state_word(stands) if done is None else f"{state_word(stands)}, {day(done)}"
