"""What one may type about a meeting; days and hours are typed as an office writes them."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.forms import DayField, HourField
from tracker.languages import lazy_gettext as _l
from tracker.meetings.actions import MeetingWords
from tracker.meetings.models import LONGEST_NOTE, LONGEST_REASON
from tracker.people.forms import VersionedForm


class MeetingForm(VersionedForm):
    """A meeting: name, day, hours, place and what the invited are told."""

    title = StringField(_l("Name of the meeting"), validators=[DataRequired(_l("Name the meeting.")), Length(max=200)])
    held_on = DayField(_l("Day"), validators=[InputRequired(_l("Write the day of the meeting."))])
    starts_at = HourField(_l("Hour"), validators=[Optional()])
    ends_at = HourField(_l("Ends at"), validators=[Optional()])
    place = StringField(_l("Place"), validators=[Optional(), Length(max=200)])
    note = TextAreaField(_l("Note for the invited"), validators=[Optional(), Length(max=LONGEST_NOTE)])

    @property
    def words(self) -> MeetingWords:
        """What was typed, as the verbs take it."""
        return MeetingWords(
            self.title.data or "", self.held_on.data, self.starts_at.data, self.place.data or "",
            self.ends_at.data, self.note.data or "",
        )  # fmt: skip


class CancellationForm(VersionedForm):
    """Why a meeting is called off."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[DataRequired(_l("Say why the meeting is cancelled.")), Length(max=LONGEST_REASON)],
    )
