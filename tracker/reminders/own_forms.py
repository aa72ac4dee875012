"""How often a person wants to be written to."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.people.models import LetterRhythm


class RhythmForm(VersionedForm):
    """At once, every day, or every week."""

    rhythm = RadioField(
        _l("How often"),
        choices=[
            SelectChoice(LetterRhythm.AT_ONCE, _l("At once")),
            SelectChoice(LetterRhythm.DAILY, _l("One letter a day")),
            SelectChoice(LetterRhythm.WEEKLY, _l("One letter a week")),
        ],
        coerce=LetterRhythm,
    )
