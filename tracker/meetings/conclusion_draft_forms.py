"""What one may type about the draft of a conclusion: the words of one part of it, or an item."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, Length, Optional

from tracker.extensions import db
from tracker.forms import DayField
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.meetings.conclusion_draft import Draft, Point
from tracker.meetings.conclusion_draft_actions import ItemWords
from tracker.meetings.conclusion_draft_proposal import TYPES
from tracker.people.forms import VersionedForm, id_or_none
from tracker.people.models import Unit
from tracker.people.queries import active_units
from tracker.reading.results import DocumentType

LONGEST = 20_000
LONGEST_ITEM = 4_000


class PartForm(VersionedForm):
    """One part of a draft; the version is that of the whole."""

    def __init__(self, draft: Draft, **given: Any) -> None:
        super().__init__(obj=draft.words, data={"version": draft.version}, **given)


class HeadForm(PartForm):
    """What stands above: kind, number, symbol, place, day, subject."""

    type = RadioField(
        _l("Kind of document"),
        choices=[SelectChoice(each.value, name) for each, name in TYPES.items()],
        coerce=DocumentType,
    )
    number = StringField(
        _l("Number without the symbol"),
        description=_l("Left empty until the registry gives it."),
        validators=[Optional(), Length(max=20)],
    )
    sign = StringField(
        _l("Symbol"), validators=[DataRequired(_l("Write the symbol, for example KL/BCĐ.")), Length(max=40)]
    )
    place = StringField(_l("Place of issue"), validators=[Optional(), Length(max=100)])
    issued_on = DayField(
        _l("Day of issue"), description=_l("Left empty until the registry gives it."), validators=[Optional()]
    )
    title = StringField(_l("Subject"), validators=[DataRequired(_l("Write the subject.")), Length(max=1000)])


class OpeningForm(PartForm):
    """How it begins."""

    opening = TextAreaField(
        _l("Opening"), description=_l("Each line is a paragraph."), validators=[Length(max=LONGEST)]
    )


class AssessmentForm(PartForm):
    """What is said of how things stand."""

    assessment = TextAreaField(
        _l("Assessment"),
        description=_l("Each line is a paragraph. As long as it reads as proposed, its figures follow the facts."),
        validators=[Length(max=LONGEST)],
    )


class ClosingForm(PartForm):
    """How it ends."""

    closing = TextAreaField(
        _l("Closing"), description=_l("Each line is a paragraph."), validators=[Length(max=LONGEST)]
    )


class FootForm(PartForm):
    """Who gets it and who signs it."""

    receivers = TextAreaField(
        _l("Recipients"),
        description=_l("One a line; dashes and signs are set by themselves."),
        validators=[Length(max=4000)],
    )
    authority = TextAreaField(
        _l("Signed as"),
        description=_l("For example KT. TRƯỞNG BAN on one line and PHÓ TRƯỞNG BAN on the next."),
        validators=[Length(max=300)],
    )
    signer = StringField(_l("Signer"), validators=[Optional(), Length(max=200)])


PARTS: dict[str, type[PartForm]] = {
    "head": HeadForm, "opening": OpeningForm, "assessment": AssessmentForm, "closing": ClosingForm, "foot": FootForm,
}  # fmt: skip
"""The parts of a draft that are written in, by the word of their address."""


class DraftItemForm(VersionedForm):
    """An item: its words, who is to carry it out, until when."""

    text = TextAreaField(
        _l("Words of the conclusion"),
        validators=[DataRequired(_l("Write what is to be done.")), Length(max=LONGEST_ITEM)],
    )
    lead_unit_id = SelectField(_l("Lead unit"), coerce=id_or_none, validators=[Optional()])
    due_words = StringField(
        _l("Deadline"),
        description=_l("As an office writes it: chậm nhất Quý I/2027, 30/9/2026."),
        validators=[Optional(), Length(max=500)],
    )

    def __init__(self, point: Point | None = None) -> None:
        unit = point.unit if point else None
        shown = {} if point is None else {
            "version": point.row.version, "text": point.row.written, "lead_unit_id": unit.id if unit else None,
            "due_words": point.due_typed,
        }  # fmt: skip
        super().__init__(data=shown)
        units = db.session.scalars(active_units(and_also=unit.id if unit else None))
        self.lead_unit_id.choices = [
            SelectChoice("", _("none named")),
            *(SelectChoice(str(each.id), each.name) for each in units),
        ]

    @property
    def words(self) -> ItemWords:
        """What was typed, as the verbs take it."""
        unit = db.session.get(Unit, self.lead_unit_id.data) if self.lead_unit_id.data else None
        return ItemWords(self.text.data or "", unit, self.due_words.data or "")
