"""What one may type about a calendar feed."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm, id_or_none
from tracker.people.models import Committee
from tracker.reports.feed_models import LONGEST_NAME


class FeedForm(RuledForm):
    """Which calendar, and where it is used."""

    what = SelectField(_l("Which calendar"), coerce=id_or_none)
    name = StringField(_l("Where you use it"), validators=[Optional(), Length(max=LONGEST_NAME)])

    def __init__(self, *args: Any, committees: Sequence[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [(str(each.id), _("All of %(committee)s", committee=each.short_name)) for each in committees]
        self.what.choices = [("", _("My deadlines and meetings")), *whole]
