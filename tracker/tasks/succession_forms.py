"""What one may type about units that follow others."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.errors import RuleBroken
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm, VersionedForm, id_or_none
from tracker.people.models import Unit
from tracker.reading.deadlines import read_deadline
from tracker.tasks.succession_models import SuccessionKind, SuccessionState

KINDS = {
    SuccessionKind.MERGER: _l("Merger"),
    SuccessionKind.SPLIT: _l("Split"),
    SuccessionKind.RENAMING: _l("Renaming"),
}
"""What each kind is called."""

STATES = {
    SuccessionState.PREPARED: _l("being prepared"),
    SuccessionState.AGREED: _l("agreed, waits for its day"),
    SuccessionState.CARRIED_OUT: _l("carried out"),
    SuccessionState.CANCELLED: _l("given up"),
    SuccessionState.TAKEN_BACK: _l("taken back"),
}
"""How each state is named."""


class MultiCheckboxField(SelectMultipleField):
    """Several choices, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SuccessionForm(RuledForm):
    """Which units follow which, from what day."""

    kind = RadioField(
        _l("How the units change"), choices=[SelectChoice(*each) for each in KINDS.items()], coerce=SuccessionKind,
        default=SuccessionKind.MERGER,
    )  # fmt: skip
    on = StringField(_l("From the day"), validators=[InputRequired(_l("Write the day.")), Length(max=100)])
    basis = StringField(_l("By which decision"), validators=[Length(max=300)])
    predecessors = MultiCheckboxField(_l("Units that end or change"), coerce=int)
    successors = MultiCheckboxField(_l("Units there are already that follow"), coerce=int)
    new_names = TextAreaField(_l("New units that follow, one a line"), validators=[Length(max=2000)])

    def offer(self, units: Iterable[Unit]) -> "SuccessionForm":
        """Offer these units to choose from, on both sides."""
        choices: list[Any] = [SelectChoice(each.id, each.name) for each in units]
        self.predecessors.choices = self.successors.choices = choices
        return self

    def day(self, today: date) -> date:
        """Return the day typed; RuleBroken when none follows from it."""
        found = read_deadline(self.on.data or "", reference=today)
        if found is None or found.on is None:
            raise RuleBroken(_("Write the day like 01/7/2025."), "on")
        return found.on

    @property
    def names(self) -> list[str]:
        """The new names, one for each line that says something."""
        return [line.strip() for line in (self.new_names.data or "").splitlines() if line.strip()]


class AgreementForm(VersionedForm):
    """Who gets what nobody chose otherwise, and whether the people go along."""

    heir_id = SelectField(_l("What nobody chose otherwise goes to"), coerce=id_or_none)
    moves_people = BooleanField(_l("The people of the units go along"), default=True)

    def offer(self, units: Iterable[Unit]) -> "AgreementForm":
        """Offer the successors to choose from, the one chosen before first."""
        self.heir_id.choices = [SelectChoice(str(each.id), each.name) for each in units]
        return self
