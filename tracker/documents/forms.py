"""What one may type about a document: its text or file, its head, the wording of a draft, the unit a name means."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)  # fmt: skip
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.documents import drafts, words
from tracker.documents.actions import HEADER
from tracker.documents.bulk import Deed, Order
from tracker.documents.known import Known
from tracker.documents.models import Conclusion, Decision, Item, Part, TypedDraft
from tracker.documents.queries import terms_of, units_of
from tracker.documents.upload_models import Upload
from tracker.errors import RuleBroken
from tracker.formats import day, read_day
from tracker.forms import DayField
from tracker.intake.files import LARGEST_SCAN
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Role
from tracker.people.queries import members
from tracker.reading.results import DocumentType, ItemKind, Recurrence

TYPED_DAY = re.compile(r"\s*(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*", re.IGNORECASE)
TYPED = ("action", "leads", "supports", "due_words", "start_words", "product")
CHOSEN = ("assignee_id", "recurrence", "kind")
"""The fields of a draft that are written in, and those that are chosen from a list."""
PICKED = re.compile(r"(\d{1,9}):(\d{1,9})")
TOO_LONG = _l("This is longer than %(max)d characters.")


def _number(typed: str | None) -> int | None:
    return int(typed) if typed else None


class RecordForm(FlaskForm):
    """A text pasted, or a file."""

    text = TextAreaField(_l("Text of the document"))
    file = FileField(_l("File of the document"), render_kw={"data-max": LARGEST_SCAN})
    meeting_on = DayField(_l("Day of the meeting"), validators=[Optional()])
    number = StringField(_l("Number"), validators=[Optional(), Length(max=60)])
    issued_on = DayField(_l("Day of issue"), validators=[Optional()])

    def __init__(self, told: Mapping[str, str]) -> None:
        """`told` is what an address knows of the document: the meeting it concludes, its number and day."""
        days = {name: read_day(told.get(name, "")) for name in ("meeting_on", "issued_on")}
        super().__init__(data=days | {"number": told.get("number", "")})

    def known(self) -> Known:
        """Return what is known before it is read."""
        return Known(self.meeting_on.data, self.number.data or "", self.issued_on.data)

    @property
    def is_of_meeting(self) -> bool:
        """Whether it is recorded as the conclusion of a meeting."""
        return bool(self.meeting_on.data or self.meeting_on.typed)

    def given(self) -> bytes | str:
        """Return what was given: the bytes of a file, else the text."""
        chosen = self.file.data.read() if self.file.data else b""
        if self.file.data and (self.text.data or "").strip():
            raise RuleBroken(_("Choose one: the pasted text or the file. Empty the other."), "file")
        return chosen if self.file.data else self.text.data or ""

    def seat_of(self, field: str | None) -> str | None:
        """Return where a complaint stands: what is said of the text is said of the file when that was given."""
        return "file" if field == "text" and self.file.data else field

    def file_name(self) -> str:
        """Return the name of the file without any folder."""
        name = self.file.data.filename if self.file.data else ""
        return re.split(r"[\\/]", name or "")[-1]


class UploadForm(FlaskForm):
    """The text read in a file, to be corrected before it is recorded."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    text = TextAreaField(_l("Text of the document"))

    def __init__(self, upload: Upload) -> None:
        super().__init__(data={"version": upload.version, "text": upload.text})


class SourceForm(FlaskForm):
    """The text of a draft document, corrected; `gone` are the drafts the person was told would go away."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    gone = HiddenField()
    text = TextAreaField(_l("Text of the document"))

    def __init__(self, conclusion: Conclusion) -> None:
        super().__init__(data={"version": conclusion.version, "text": conclusion.text})

    def show(self, gone: str) -> None:
        """Note which drafts the page tells would go away."""
        self.gone.process_data(gone)
        self.gone.raw_data = None

    def build_on(self, conclusion: Conclusion) -> None:
        """After a clash let the next try build on what is kept now."""
        self.version.process_data(conclusion.version)
        self.version.raw_data = None


def _is_day(_form: FlaskForm, field: StringField) -> None:
    try:
        typed_day(field.data or "")
    except ValueError as error:
        raise ValidationError(_("Write the day as 30/9/2026.")) from error


def typed_day(typed: str) -> date | None:
    """Return the day typed as dd/mm/yyyy, None when nothing was; raise ValueError when it is no day."""
    if not typed.strip():
        return None
    if not (found := TYPED_DAY.fullmatch(typed)):
        raise ValueError(typed)
    return date(int(found[3]), int(found[2]), int(found[1]))


class HeaderForm(FlaskForm):
    """What stands around the body of a document."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    type = SelectField(_l("Kind"))
    number = StringField(_l("Number"), validators=[Length(max=60, message=TOO_LONG)])
    issued_on = StringField(_l("Day of issue"), validators=[_is_day])
    meeting_on = StringField(_l("Day of the meeting"), validators=[_is_day])
    place = StringField(_l("Place of issue"), validators=[Length(max=100, message=TOO_LONG)])
    issuer = StringField(_l("Issuer"), validators=[Length(max=500, message=TOO_LONG)])
    title = TextAreaField(_l("Title"), validators=[Length(max=2000, message=TOO_LONG)])
    signer = StringField(_l("Signer"), validators=[Length(max=200, message=TOO_LONG)])
    signer_role = StringField(_l("Post of the signer"), validators=[Length(max=200, message=TOO_LONG)])

    def __init__(self, conclusion: Conclusion, **given: Any) -> None:
        head = {name: getattr(conclusion, name) for name in HEADER}
        shown = {name: day(value) if isinstance(value, date) else value or "" for name, value in head.items()}
        super().__init__(data={**shown, "version": conclusion.version}, **given)
        self.type.choices = [SelectChoice(kind.value, words.document_type(kind)) for kind in DocumentType]

    def build_on(self, conclusion: Conclusion) -> "HeaderForm":
        """After a clash let the next save build on what is kept now; return that, beside what was typed."""
        self.version.process_data(conclusion.version)
        self.version.raw_data = None
        return HeaderForm(conclusion, formdata=None)

    def values(self) -> dict[str, Any]:
        """Return the columns as typed."""
        typed = {name: (self[name].data or "").strip() for name in HEADER}
        days = {name: typed_day(typed[name]) for name in ("issued_on", "meeting_on")}
        title = " ".join(typed["title"].split())
        return {**typed, **days, "title": title, "type": DocumentType(typed["type"]), "number": typed["number"] or None}


class ItemForm(FlaskForm):
    """The wording of a draft; names of units stand in one line, parted by semicolons."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    action = TextAreaField(
        _l("Task"), validators=[InputRequired(_l("Write what is to be done.")), Length(max=2000, message=TOO_LONG)]
    )
    leads = StringField(_l("Lead"), validators=[Length(max=1000, message=TOO_LONG)])
    assignee_id = SelectField(_l("In charge"), coerce=_number, validators=[Optional()])
    supports = StringField(_l("Support"), validators=[Length(max=1000, message=TOO_LONG)])
    due_words = StringField(_l("Deadline"), validators=[Length(max=500, message=TOO_LONG)])
    start_words = StringField(_l("Start of works"), validators=[Length(max=500, message=TOO_LONG)])
    product = StringField(_l("Product"), validators=[Length(max=1000, message=TOO_LONG)])
    recurrence = SelectField(_l("Cadence"))
    kind = SelectField(_l("Nature"))
    gone = SelectMultipleField(
        _l("Take out"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    typed_version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def __init__(self, item: Item, kept: TypedDraft | None = None, **given: Any) -> None:
        """`kept` is what the person has typed before and not saved; it stands in the fields again."""
        shown = _shown(item)
        differs = kept is not None and any(shown[name] != value for name, value in kept.fields.items())
        self.restored = kept if differs else None
        self.is_stale = self.restored is not None and self.restored.item_version != item.version
        fields = self.restored.fields if self.restored else {}
        super().__init__(data={**shown, **fields, "typed_version": kept.version if kept else 0}, **given)
        officials = members(item.committee_id, Role.OFFICIAL)
        self.assignee_id.choices = [("", _("not named")), *((str(user.id), _named(user)) for user in officials)]
        self.recurrence.choices = [("", _("once")), *((each.value, words.recurrence(each)) for each in Recurrence)]
        self.kind.choices = [(each.value, words.item_kind(each)) for each in ItemKind if each.is_actionable]
        self.gone.choices = [(each.id, each.words) for each in terms_of(item).others]
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{item.id}"

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, whether or not it could be saved so."""
        fields = {name: self[name].data or "" for name in TYPED}
        choices = {name: (self[name].raw_data or [""])[0] for name in CHOSEN}
        return {**fields, **choices, "gone": [int(each) for each in self.gone.raw_data or () if each.isdecimal()]}

    def wording(self) -> drafts.Wording:
        """Return the draft as typed."""
        return drafts.Wording(
            action=self.action.data or "",
            leads=tuple((self.leads.data or "").split(";")),
            supports=tuple((self.supports.data or "").split(";")),
            assignee_id=self.assignee_id.data,
            product=self.product.data or "",
            due_words=self.due_words.data or "",
            start_words=self.start_words.data or "",
            recurrence=Recurrence(self.recurrence.data) if self.recurrence.data else None,
            kind=ItemKind(self.kind.data),
            gone=frozenset(self.gone.data or ()),
        )


def _shown(item: Item) -> dict[str, Any]:
    """Return what the form of a draft holds when it is opened."""
    terms = terms_of(item)
    return {
        "version": item.version,
        "action": item.action or item.text,
        "leads": "; ".join(drafts.name_of(each) for each in units_of(item, Part.LEAD)),
        "supports": "; ".join(drafts.name_of(each) for each in units_of(item, Part.SUPPORT)),
        "assignee_id": str(item.assignee_id or ""),
        "product": item.product,
        "due_words": terms.main.words if terms.main else "",
        "start_words": terms.start.words if terms.start else "",
        "recurrence": item.recurrence.value if item.recurrence else "",
        "kind": (item.kind if item.kind.is_actionable else ItemKind.TASK).value,
        "gone": [],
    }


def _named(user: Any) -> str:
    return f"{user.full_name} ({user.unit.name})" if user.unit else str(user.full_name)


class DecisionForm(FlaskForm):
    """What is decided of a draft as it stands."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    decision = HiddenField(validators=[AnyOf([each.value for each in Decision])])


class SplitForm(FlaskForm):
    """Where a draft is cut: one of the places offered, or any place of its words (`place` goes before)."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    offered = RadioField(_l("Where to cut"), coerce=int, validators=[Optional()])
    place = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def __init__(self, item: Item, places: Sequence[tuple[int, str, str]]) -> None:
        first = places[0][0] if places else None
        super().__init__(data={"version": item.version, "offered": first})
        self.offered.choices = [(place, after) for place, _before, after in places]

    @property
    def at(self) -> int:
        """The place in the words of the draft, 0 when none was chosen."""
        return int(self.place.data if self.place.data is not None else self.offered.data or 0)


class VersionForm(FlaskForm):
    """What a person saw when they pressed the button."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class BulkForm(FlaskForm):
    """What is done to many drafts: each is named by its id and the version seen, "12:3"; `shown` are all there are."""

    do = HiddenField(validators=[AnyOf(["", *(each.value for each in Deed)])])
    shown = HiddenField()
    everything = BooleanField(_l("All drafts shown"))
    lead = StringField(_l("Lead"), validators=[Length(max=300, message=TOO_LONG)])
    assignee_id = SelectField(_l("In charge"), coerce=_number, validators=[Optional()])
    due_words = StringField(_l("Deadline"), validators=[Length(max=500, message=TOO_LONG)])

    def __init__(self, conclusion: Conclusion, picked: Sequence[str] = ()) -> None:
        super().__init__()
        self.picked = picked
        officials = members(conclusion.committee_id, Role.OFFICIAL)
        self.assignee_id.choices = [("", _("choose")), *((str(user.id), _named(user)) for user in officials)]
        for field in self:
            field.id = field.label.field_id = f"bulk-{field.name}"

    @property
    def chosen(self) -> dict[int, int]:
        """The versions seen of the drafts chosen, by their ids; what is no such pair is nobody's choice."""
        pairs = (self.shown.data or "").split(",") if self.everything.data else self.picked
        return {int(found[1]): int(found[2]) for pair in pairs if (found := PICKED.fullmatch(pair))}

    def order(self) -> Order:
        """Return what is to be done; Enter in a field means what that field is for."""
        typed = {Deed.LEAD: self.lead.data, Deed.DUE: self.due_words.data, Deed.PERSON: self.assignee_id.data}
        deed = Deed(self.do.data) if self.do.data else next((each for each, value in typed.items() if value), None)
        if deed is None:
            raise RuleBroken(_("Say what is to be done with the drafts chosen."))
        return Order(deed, self.lead.data or "", self.assignee_id.data, self.due_words.data or "")


class ChoiceForm(FlaskForm):
    """Which unit a written name means: "12:3" is the name's row and the unit, "12:new" adds the unit as typed."""

    choose = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,12}:(?:\d{1,12}|new)\Z")])

    @property
    def named_id(self) -> int:
        return int(str(self.choose.data).split(":")[0])

    @property
    def unit_id(self) -> int | None:
        chosen = str(self.choose.data).split(":")[1]
        return None if chosen == "new" else int(chosen)
