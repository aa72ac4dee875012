"""What one may type at the chair's table: a direction, a commitment, what became of it."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length, Optional

from tracker.errors import RuleBroken
from tracker.forms import DayField
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.meetings.commitments import Pledge
from tracker.people.calendar import office_calendar
from tracker.people.forms import VersionedForm, id_or_none
from tracker.people.models import Unit
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.reading.results import Deadline
from tracker.tasks.forms import LONGEST_TERM, LONGEST_WORDS, KeyedForm, fresh_key
from tracker.tasks.models import Task


def deadline_in(words: str, on: date) -> Deadline | None:
    """Return the deadline that typed words name, such as "chậm nhất Quý I/2027", counted from a day."""
    with in_force(office_calendar()):
        return read_deadline(words, reference=on) if words.strip() else None


class TableForm(KeyedForm):
    """What is said of a task at the table. The ids of its fields hold the task's: a page may open several."""

    until = StringField(_l("Deadline"), validators=[Length(max=LONGEST_TERM)])

    @classmethod
    def about(cls, task: Task) -> Self:
        """Return the empty form for a task as it stands."""
        return cls(formdata=None, data={"version": task.version, "key": fresh_key()}).seat(task)

    def seat(self, task: Task) -> Self:
        """Let the fields be this task's."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{task.id}"
        return self


class DirectionForm(TableForm):
    """The chair's word on a task."""

    text = TextAreaField(_l("Direction"), validators=[Length(max=LONGEST_WORDS)])
    until = StringField(_l("New deadline"), validators=[Length(max=LONGEST_TERM)])

    def day_named(self, on: date) -> date | None:
        """Return the day the typed words mean; None without words, or for words from which no day follows.

        Raises RuleBroken when the words are no deadline at all.
        """
        words = self.until.data or ""
        found = deadline_in(words, on)
        if words.strip() and found is None:
            raise RuleBroken(
                _("No day could be read. Write it like 30/9/2026, Quý I/2027 or cuối tháng 10/2026."), "until"
            )
        return found.on if found else None


class MatterForm(DirectionForm):
    """A direction on a matter that is no task yet, or a direction that is corrected."""

    until = StringField(_l("Deadline"), validators=[Length(max=LONGEST_TERM)])
    lead_unit_id = SelectField(_l("Lead unit"), coerce=id_or_none)

    def offer(self, units: Iterable[Unit]) -> Self:
        """Offer these units to choose from."""
        self.lead_unit_id.choices = [
            SelectChoice("", _l("no unit yet")),
            *(SelectChoice(str(each.id), each.name) for each in units),
        ]
        return self


class CommitmentForm(TableForm):
    """Who promises what of a task by when."""

    person = StringField(_l("Who commits themself"), validators=[Length(max=200)])
    unit_id = SelectField(_l("Of which unit"), coerce=id_or_none)
    until = StringField(_l("By when"), validators=[InputRequired(_l("Write by when.")), Length(max=LONGEST_TERM)])
    promise = TextAreaField(_l("What is promised"), validators=[Length(max=LONGEST_WORDS)])
    document = StringField(_l("Written commitment"), validators=[Length(max=300)])
    made_on = DayField(_l("Made on"), validators=[Optional()])
    is_of_completion = BooleanField(_l("They commit themself to complete the whole task"), default=True)

    def offer(self, task: Task) -> Self:
        """Offer the units that have a part in the task."""
        units = [task.lead_unit, *(each.unit for each in task.supports)]
        self.unit_id.choices = [SelectChoice(str(each.id), each.name) for each in units if each]
        if not self.unit_id.choices:
            self.unit_id.choices = [SelectChoice("", _l("no unit"))]
        return self

    def pledge(self, on: date) -> Pledge:
        """Return what was typed, as the verb takes it; RuleBroken when the words name no day."""
        found = deadline_in(self.until.data or "", on)
        if found is None or found.on is None:
            raise RuleBroken(
                _("No day could be read. Write it like 30/9/2026, Quý I/2027 or cuối tháng 10/2026."), "until"
            )
        return Pledge(
            self.person.data or "", found.on, self.promise.data or "", bool(self.is_of_completion.data),
            self.document.data or "", self.made_on.data,
        )  # fmt: skip


class FulfilmentForm(VersionedForm):
    """What was done of a promised step."""

    words = TextAreaField(_l("What was done"), validators=[Length(max=LONGEST_WORDS)])


class ReleaseForm(VersionedForm):
    """Why somebody is released from a promise."""

    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])
