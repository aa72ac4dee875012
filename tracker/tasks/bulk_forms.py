"""What one may type about many tasks at once, and which tasks were chosen for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from sqlalchemy import Select
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, InputRequired, Length

from tracker import clock, web
from tracker.extensions import db
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm, id_or_none
from tracker.people.models import Committee, Unit, User
from tracker.people.queries import Reach
from tracker.tasks import bulk, queries
from tracker.tasks.filters import Filters
from tracker.tasks.forms import LONGEST_WORDS, fresh_key
from tracker.tasks.models import Task
from tracker.tasks.register import settled

NOBODY = "nobody"
SHOWN = 50
"""Chosen tasks that are named before a deed."""


@dataclass(frozen=True)
class Chosen:
    """The tasks chosen in the register, as the address or the form names them."""

    committee: Committee
    filters: Filters
    choice: bulk.Choice
    tasks: Select[Task]

    @property
    def named(self) -> list[Task]:
        """The first of them, for a person to see whom the deed is about."""
        return list(db.session.scalars(queries.with_row(self.tasks).limit(SHOWN)))

    @property
    def many(self) -> int:
        return queries.count(self.tasks)


def chosen(reach: Reach) -> Chosen:
    """Return the chosen tasks among those the person may see; what is out of reach cannot be chosen."""
    committee, on = web.committee(), clock.today()
    filters, _chips = settled(Filters.of(request.values), reach, on)
    choice = bulk.Choice.of(request.values.getlist("task"), everything="everything" in request.values)
    whole = queries.visible(reach).where(Task.committee_id == committee.id)
    return Chosen(committee, filters, choice, choice.among(whole, filters.chosen(whole, on)))


class BulkForm(RuledForm):
    """A deed for many tasks, taken once however often it is sent."""

    key = HiddenField(default=fresh_key, validators=[InputRequired(), Length(max=64)])

    @property
    def words(self) -> str:
        """The reason, or what is asked; empty where none is."""
        return ""

    @property
    def whom(self) -> dict[str, int | None]:
        """Who gets the tasks, as the order takes it."""
        return {}


class BulkUnitForm(BulkForm):
    """The unit many tasks pass to, and why."""

    unit_id = SelectField(_l("Lead unit"), coerce=id_or_none, validators=[InputRequired(_l("Choose a unit."))])
    reason = TextAreaField(_l("Reason"), validators=[DataRequired(_l("Give the reason.")), Length(max=LONGEST_WORDS)])

    def offer(self, units: Iterable[Unit]) -> "BulkUnitForm":
        """Offer these units to choose from."""
        named = [SelectChoice(str(each.id), each.name) for each in units]
        self.unit_id.choices = [SelectChoice("", _l("choose a unit")), *named]
        return self

    @property
    def words(self) -> str:
        return self.reason.data or ""

    @property
    def whom(self) -> dict[str, int | None]:
        return {"unit_id": self.unit_id.data}


class BulkPersonForm(BulkForm):
    """The person many tasks get, or nobody; one of both must be chosen, so that nobody is taken off by a slip."""

    assignee = SelectField(_l("Person in charge"), validators=[DataRequired(_l("Choose a person."))])
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, people: Iterable[User]) -> "BulkPersonForm":
        """Offer these people to choose from."""
        named = [(each, f"{each.full_name}, {each.unit.name}" if each.unit else each.full_name) for each in people]
        choices = [SelectChoice(str(each.id), name) for each, name in named]
        nobody = [SelectChoice("", _l("choose a person")), SelectChoice(NOBODY, _l("nobody yet"))]
        self.assignee.choices = [*nobody, *choices]
        return self

    @property
    def words(self) -> str:
        return self.reason.data or ""

    @property
    def whom(self) -> dict[str, int | None]:
        return {"assignee_id": None if self.assignee.data == NOBODY else int(self.assignee.data)}
