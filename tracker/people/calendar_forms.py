"""What one may type about days off and days worked in exchange."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.forms import DayField
from tracker.languages import lazy_gettext as _l
from tracker.people.calendar_models import DayKind
from tracker.people.forms import RuledForm

KINDS = {DayKind.OFF: _l("Day off"), DayKind.WORKING: _l("Worked in exchange")}
"""What each kind of day is called."""


class OfficeDayForm(RuledForm):
    """One day on which the office differs from the rule."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Write the day."))])
    kind = RadioField(
        _l("On this day"), choices=[SelectChoice(*each) for each in KINDS.items()], coerce=DayKind, default=DayKind.OFF
    )
    note = StringField(_l("Reason or decision"), validators=[Optional(), Length(max=200)])


class DayListForm(RuledForm):
    """A pasted list of days, as the decision has them."""

    text = TextAreaField(
        _l("The days, one line each"), validators=[DataRequired(_l("Paste the days.")), Length(max=8000)]
    )
    list_note = StringField(_l("Reason or decision"), validators=[Optional(), Length(max=200)])
