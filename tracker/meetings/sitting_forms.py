"""What one may type about a sitting: who presides, the agenda, who is there."""

from collections.abc import Iterable

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, Length

from tracker.languages import lazy_gettext as _l
from tracker.meetings.agenda_points import PointWords
from tracker.meetings.attendance import Guest
from tracker.meetings.sitting_models import AgendaPoint, Attendance
from tracker.people.forms import RuledForm, VersionedForm, id_or_none
from tracker.people.models import Unit, User

LONGEST_TITLE = 500
LONGEST_NOTE = 2000


class PresiderForm(RuledForm):
    """Who presides."""

    presider_id = SelectField(_l("Who presides"), coerce=id_or_none)

    def offer(self, users: Iterable[User]) -> "PresiderForm":
        """Offer these people, the first of them unless another is chosen."""
        self.presider_id.choices = [
            SelectChoice(str(each.id), f"{each.full_name}, {each.post}" if each.post else each.full_name)
            for each in users
        ]
        return self


class PointForm(VersionedForm):
    """A point of the agenda's own."""

    title = StringField(
        _l("What is taken up"), validators=[DataRequired(_l("Say what is taken up.")), Length(max=LONGEST_TITLE)]
    )
    note = TextAreaField(_l("Who presents it, which papers"), validators=[Length(max=LONGEST_NOTE)])
    is_first = BooleanField(_l("Before the tasks of the units"))

    @classmethod
    def of(cls, point: AgendaPoint) -> "PointForm":
        """Return the form filled with a point as it stands."""
        words = {"title": point.title, "note": point.note, "is_first": point.place < 0}
        return cls(data={**words, "version": point.version})

    @property
    def words(self) -> PointWords:
        """What was typed, as the verbs take it."""
        return PointWords(self.title.data or "", self.note.data or "", bool(self.is_first.data))


class BringForm(RuledForm):
    """The number of a task to take up."""

    number = StringField(
        _l("Number of the task"), validators=[DataRequired(_l("Write the number of the task.")), Length(max=9)]
    )


class GuestForm(VersionedForm):
    """Somebody at a meeting, with their office as the conclusion names it."""

    name = StringField(_l("Full name"), validators=[DataRequired(_l("Write who it is.")), Length(max=200)])
    office = StringField(_l("Post and office"), validators=[Length(max=300)])
    unit_id = SelectField(_l("For the unit"), coerce=id_or_none)

    def offer(self, units: Iterable[Unit]) -> "GuestForm":
        """Offer these units to choose from."""
        self.unit_id.choices = [
            SelectChoice("", _l("no unit of the committee")),
            *(SelectChoice(str(each.id), each.name) for each in units),
        ]
        return self

    def guest(self, row: Attendance | None = None) -> Guest:
        """What was typed, as the verbs take it."""
        return Guest(self.name.data or "", self.office.data or "", row.user_id if row else None, self.unit_id.data)
