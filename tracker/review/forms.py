"""What one may type about a meeting; days and hours are typed as an office writes them."""

import re
from datetime import date, time
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import TextInput

from tracker.formats import day
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.review.actions import MeetingWords

DAY = re.compile(
    r"""
    \s* (?:ngày\s+)?          # "ngày 17/4/2026"
    (\d{1,2}) \s*[/.\-]\s*    # 17/
    (\d{1,2}) \s*[/.\-]\s*    # 4/
    (\d{4}) \s*               # 2026
    """,
    re.VERBOSE,
)
HOUR = re.compile(
    r"""
    \s* (\d{1,2}) \s*         # 14
    (?: (?: giờ | h | : ) \s* # "14 giờ", "14h", "14:"
        (\d{1,2})? \s* (?: phút )? )? \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)


class TypedField(Field):
    """A text field whose words are read into a value; what was typed stays in the field when it can't be read."""

    widget = TextInput()
    typed = ""

    def _value(self) -> str:
        return self.typed or (self.written(self.data) if self.data is not None else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = self.read(self.typed) if self.typed else None

    def read(self, words: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        raise NotImplementedError


class DayField(TypedField):
    """A day typed dd/mm/yyyy."""

    def read(self, words: str) -> date:
        found = DAY.fullmatch(words)
        try:
            if found:
                return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            pass
        raise ValueError(_("Write the day as dd/mm/yyyy, for example 17/4/2026."))

    def written(self, value: date) -> str:
        return day(value)


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
