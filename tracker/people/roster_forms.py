"""What one may send and agree to about lists of people."""

from flask_wtf.file import FileField, FileRequired

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm


class RosterForm(RuledForm):
    """A list of people as a workbook."""

    file = FileField(_l("Excel workbook (.xlsx)"), validators=[FileRequired(_l("Choose the workbook."))])


class CarryOutForm(RuledForm):
    """The agreement to what was shown."""
