"""What one may type about letters: that a conclusion may go out, and what is asked of a task."""

from uuid import uuid4

from flask import request
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tracker.errors import RuleBroken
from tracker.formats import read_id
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm
from tracker.reminders.publication import Plan
from tracker.tasks.bulk_forms import BulkForm

CONTINUES = "continues-"
"""How the choice of what an item continues is named: this and the item's id."""


class PublicationForm(RuledForm):
    """The agreement to publish, with what the secretary knowingly leaves open."""

    undated = BooleanField(_l("I know that these tasks have no deadline and will not be chased by date."))

    @property
    def continues(self) -> dict[int, int]:
        """The earlier task each item continues, as chosen on the page; what is a new matter is left out."""
        chosen = {name: value for name, value in request.form.items() if name.startswith(CONTINUES)}
        found = ((read_id(name.removeprefix(CONTINUES)), read_id(value)) for name, value in chosen.items())
        return {item_id: task_id for item_id, task_id in found if item_id and task_id}

    def require(self, plan: Plan) -> None:
        """Refuse to go on while a missing deadline has not been accepted."""
        if plan.lacking.without_deadline and not self.undated.data:
            raise RuleBroken(_("Confirm that these tasks go out without a deadline, or give each one."), "undated")


class ReminderForm(RuledForm):
    """What is asked of a task; the key makes a double click one letter."""

    note = TextAreaField(
        _l("What you ask for"), validators=[DataRequired(_l("Write what you ask for.")), Length(max=2000)]
    )
    key = HiddenField(default=lambda: uuid4().hex, validators=[DataRequired(), Length(max=32)])


class BulkReminderForm(BulkForm):
    """What is asked of many tasks."""

    note = TextAreaField(
        _l("What you ask for"), validators=[DataRequired(_l("Write what you ask for.")), Length(max=2000)]
    )

    @property
    def words(self) -> str:
        return self.note.data or ""


class GiveUpForm(RuledForm):
    """Why a letter that cannot be delivered is left at that."""

    why = StringField(
        _l("Why it is given up"), validators=[DataRequired(_l("Say why it is given up.")), Length(max=300)]
    )
