"""What one may type about a meeting; days and hours are typed as an office writes them."""

import re
from datetime import time

from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.forms import DayField, TypedField
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.review.actions import MeetingWords

HOUR = re.compile(
    r"""
    \s* (\d{1,2}) \s*         # 14
    (?: (?: giờ | h | : ) \s* # "14 giờ", "14h", "14:"
        (\d{1,2})? \s* (?: phút )? )? \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)


class HourField(TypedField):
    """An hour typed "14 giờ 00", "14:00" or "14h"."""

    def read(self, words: str) -> time:
        found = HOUR.fullmatch(words)
        try:
            if found:
                return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            pass
        raise ValueError(_("Write the hour as 14:00 or 14 giờ 00."))

    def written(self, value: time) -> str:
        return f"{value:%H:%M}"


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
