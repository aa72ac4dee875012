"""What one may say about the periods of reports of a committee."""

from wtforms import IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, NumberRange

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.people.models import Cutoff
from tracker.reading.results import Recurrence

MOST_DAYS = 30


def rhythm_or_none(value: object) -> Recurrence | None:
    """Return the rhythm a list of choices sent; its empty choice is none."""
    return Recurrence(str(value)) if value not in ("", None, "None") else None


class ReportingForm(VersionedForm):
    """Where periods part, when reports are due, how often standing duties are reported on."""

    cutoff = RadioField(
        _l("Figures of a period"),
        choices=[
            SelectChoice(Cutoff.OFFICIAL, _l("From the 15th to the 14th (Decree 09/2019/NĐ-CP)")),
            SelectChoice(Cutoff.CALENDAR, _l("By the calendar month, quarter and year")),
        ],
        coerce=Cutoff,
    )
    report_days = IntegerField(
        _l("Office days to send the report"), validators=[InputRequired(), NumberRange(min=0, max=MOST_DAYS)]
    )
    standing_rhythm = SelectField(
        _l("Standing duties are reported on"),
        choices=[
            SelectChoice(Recurrence.MONTHLY, _l("every month")),
            SelectChoice(Recurrence.QUARTERLY, _l("every quarter")),
            SelectChoice(Recurrence.HALF_YEARLY, _l("every half year")),
            SelectChoice(Recurrence.YEARLY, _l("every year")),
            SelectChoice("", _l("never: no report is asked for")),
        ],
        coerce=rhythm_or_none,
    )
