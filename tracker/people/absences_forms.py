"""What one may type about days away."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired

from tracker.forms import DayField
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm, id_or_none
from tracker.people.models import User


class AbsenceForm(RuledForm):
    """From when to when somebody is away, and who reads their letters meanwhile."""

    first_on = DayField(_l("First day away"), validators=[InputRequired(_l("Write the first day."))])
    last_on = DayField(_l("Last day away"), validators=[InputRequired(_l("Write the last day."))])
    stand_in_id = SelectField(_l("Who reads meanwhile"), coerce=id_or_none)

    def offer(self, users: Iterable[User]) -> "AbsenceForm":
        """Offer these people to choose from."""
        self.stand_in_id.choices = [
            SelectChoice("", _l("nobody named: others of the unit are written to")),
            *(SelectChoice(str(each.id), named(each)) for each in users),
        ]
        return self


def named(user: User) -> str:
    """Return how a list of choices names a person: with the unit, by which two of one name are told apart."""
    return f"{user.full_name}, {user.unit.name}" if user.unit else user.full_name
