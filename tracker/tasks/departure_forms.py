"""What one may type about a person who leaves or changes unit."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Length

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm, id_or_none
from tracker.people.models import Unit, User
from tracker.tasks.forms import LONGEST_WORDS

LEAVES, CHANGES_UNIT = "leaves", "changes_unit"


class DepartureForm(VersionedForm):
    """Where a person goes, who takes over, and why."""

    kind = RadioField(
        _l("What happens"),
        choices=[SelectChoice(LEAVES, _l("Leaves the office")), SelectChoice(CHANGES_UNIT, _l("Goes to another unit"))],
        default=LEAVES,
    )
    unit_id = SelectField(_l("To which unit"), coerce=id_or_none)
    heir_id = SelectField(_l("Who takes over the tasks"), coerce=id_or_none)
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, units: Iterable[Unit], colleagues: Iterable[User]) -> "DepartureForm":
        """Offer these units and colleagues to choose from."""
        self.unit_id.choices = [
            SelectChoice("", _l("choose a unit")), *(SelectChoice(str(each.id), each.name) for each in units)
        ]  # fmt: skip
        self.heir_id.choices = [
            SelectChoice("", _l("nobody yet")),
            *(SelectChoice(str(each.id), f"{each.full_name}, {each.post}" if each.post else each.full_name)
              for each in colleagues),
        ]  # fmt: skip
        return self
