"""What one may type about a meeting; days and hours are typed as an office writes them."""

from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.forms import DayField, HourField
from tracker.languages import lazy_gettext as _l
from tracker.meetings.actions import MeetingWords
from tracker.people.forms import VersionedForm


class MeetingForm(VersionedForm):
    """A meeting: name, day, hour, place."""

    title = StringField(_l("Name of the meeting"), validators=[DataRequired(_l("Name the meeting.")), Length(max=200)])
    held_on = DayField(_l("Day"), validators=[InputRequired(_l("Write the day of the meeting."))])
    starts_at = HourField(_l("Hour"), validators=[Optional()])
    place = StringField(_l("Place"), validators=[Optional(), Length(max=200)])

    @property
    def words(self) -> MeetingWords:
        """What was typed, as the verbs take it."""
        return MeetingWords(self.title.data or "", self.held_on.data, self.starts_at.data, self.place.data or "")
