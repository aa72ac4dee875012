"""What one may type about a task."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self
from uuid import uuid4

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)  # fmt: skip
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from tracker.errors import RuleBroken
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.calendar import office_calendar
from tracker.people.forms import RuledForm, VersionedForm, id_or_none, whole_number
from tracker.people.models import Unit, User
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.reading.results import ItemKind
from tracker.tasks.drafts_models import UpdateDraft
from tracker.tasks.files import LARGEST, Sent
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.period_words import STATES, name_of
from tracker.tasks.periods import PeriodState, Standing
from tracker.tasks.project_forms import OF_UPDATES, WorksFields
from tracker.tasks.subtasks import Wording
from tracker.tasks.undo import WORDS

LONGEST_WORDS = 4000
LONGEST_TERM = 200
LONGEST_TITLE = 500
LATEST_PERIODS = 4
"""So many of the latest periods can be reported on again, to correct what was written."""

STAGES = [
    SelectChoice(Stage.NOT_STARTED.value, _l("Not started")),
    SelectChoice(Stage.IN_PROGRESS.value, _l("In progress")),
    SelectChoice(Stage.REPORTED.value, _l("Report completion")),
    SelectChoice(Stage.PAUSED.value, _l("Paused")),
]


def fresh_key() -> str:
    """Return a new key for a form that must not be taken twice."""
    return uuid4().hex


def day_or_none(value: object) -> date | None:
    """Return the day a list of choices sent; its empty choice is none."""
    return date.fromisoformat(str(value)) if value not in ("", None, "None") else None


class KeyedForm(VersionedForm):
    """A form that is taken once, however often it is sent."""

    key = HiddenField(validators=[InputRequired(), Length(max=64)])


class WordsForm(KeyedForm):
    """What is said of a task: words, share, files. The ids of its fields hold the task's: a list may open several."""

    result = TextAreaField(_l("Result"), validators=[Length(max=LONGEST_WORDS)])
    percent = StringField(
        _l("Share done"),
        validators=[Optional(), Regexp(r"\s*\d{1,3}\s*%?\s*", message=_l("Write a number from 0 to 100."))],
    )
    difficulty = TextAreaField(_l("Difficulties and obstacles"), validators=[Length(max=LONGEST_WORDS)])
    proposal = TextAreaField(_l("Proposal"), validators=[Length(max=LONGEST_WORDS)])
    evidence = StringField(_l("Document as evidence"), validators=[Length(max=300)])
    files = MultipleFileField(_l("Files as evidence"))

    complaints: Sequence[str] = ()
    """What is said of files that were not kept."""

    def seat(self, task: Task) -> Self:
        """Let the fields be this task's."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{task.id}"
        return self

    def sent(self) -> list[Sent]:
        """Return the files that came with the form."""
        chosen = [each for each in self.files.data or () if getattr(each, "filename", "")]
        return [Sent(each.filename, each.read(LARGEST + 1)) for each in chosen]

    def complain(self, said: Sequence[str]) -> None:
        """Show at their field what is said of files."""
        self.complaints = said
        self.files.errors = list(said)

    def validate_files(self, _field: Field) -> None:
        """Refuse the form while a file that was sent could not be kept: its sender must know."""
        if self.complaints:
            raise ValidationError(" ".join(self.complaints))

    @property
    def said(self) -> dict[str, str]:
        """The words, as the verbs take them."""
        return {name: (self[name].data or "") if name in self else "" for name in WORDS}

    @property
    def share(self) -> int | None:
        """The percentage, none when the field was left empty."""
        digits = ((self.percent.data if "percent" in self else None) or "").strip(" %")
        return int(digits) if digits else None


class UpdateForm(WordsForm, WorksFields):
    """What was done of a task."""

    stage = RadioField(_l("Stage"), choices=STAGES)
    period = SelectField(_l("Reports on"), coerce=day_or_none)
    corrects = HiddenField()
    typed_version = HiddenField()

    restored: UpdateDraft | None = None
    """What the person had typed before and not saved, when it stands in the fields again."""

    @classmethod
    def about(cls, task: Task, draft: UpdateDraft | None = None, corrects: Update | None = None) -> "UpdateForm":
        """Return the form as the task stands, in progress chosen where nothing was chosen yet, or as it was left."""
        stage = Stage.IN_PROGRESS if task.stage == Stage.NOT_STARTED else task.stage
        has_percent = not task.comes_round and task.kind is not ItemKind.PROJECT
        percent = f"{task.percent}%" if task.percent and has_percent else ""
        shown = {"stage": stage.value, "percent": percent}
        shown |= dict.fromkeys((*WORDS, *OF_UPDATES), "") | {"corrects": ""}
        if corrects is not None:
            shown |= {name: getattr(corrects, name) for name in WORDS} | {"corrects": str(corrects.id)}
        differs = draft is not None and any(shown[name] != draft.fields.get(name, "") for name in shown)
        restored = draft if differs and corrects is None else None
        kept = {name: restored.fields.get(name, "") for name in shown} if restored else {}
        data = {**shown, **kept, "version": task.version, "key": fresh_key()}
        form = cls(formdata=None, data={**data, "typed_version": draft.version if draft else 0})
        form.restored = restored
        return form.seat(task)

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, whether or not it could be saved so."""
        names = (*WORDS, *OF_UPDATES, "percent", "stage", "period", "corrects")
        return {name: str(self[name].data or "") for name in names if name in self}

    @property
    def known_typed_version(self) -> int:
        """The version of the draft this form was opened with, 0 for none."""
        return whole_number(self.typed_version.data)

    def wanted_period(self, corrects: Update | None) -> str:
        """Return the period that was chosen before, or that the update reports on which this one corrects."""
        if self.restored:
            return str(self.restored.fields.get("period", ""))
        return corrects.period_ends_on.isoformat() if corrects and corrects.period_ends_on else ""

    @property
    def corrects_id(self) -> int:
        """The id of the update whose words this one puts right, 0 for none."""
        return whole_number(self.corrects.data)

    def offer(self, task: Task, found: Sequence[Standing], *, may_end: bool, wanted: str = "") -> "UpdateForm":
        """Offer the periods of a duty that comes round, the one to report on first; it has no percentage.

        Chosen is the period wanted, else what is owed and not yet overtaken, else due soon, else the oldest skipped.
        """
        self.offer_works(task)
        if not task.comes_round:
            del self.period
            return self
        if "percent" in self:
            del self.percent
        self.stage.choices = [each for each in STAGES if may_end or each.value != Stage.REPORTED.value]
        told = [each for each in found if each.state.is_asked or each in found[-LATEST_PERIODS:]]
        self.period.choices = [
            *(SelectChoice(each.period.ends_on.isoformat(), f"{name_of(each.period)} ({STATES[each.state]})")
              for each in reversed(told)),
            SelectChoice("", _l("no period, an update in between")),
        ]  # fmt: skip
        if not self.is_submitted():
            asked = {each.state: each.period.ends_on for each in reversed(told) if each.state.is_asked}
            order = (PeriodState.OWED, PeriodState.SOON, PeriodState.SKIPPED)
            default = next((asked[state] for state in order if state in asked), None)
            named = [each.period.ends_on for each in told if each.period.ends_on.isoformat() == wanted]
            self.period.data = named[0] if named else default
        return self

    @property
    def words(self) -> dict[str, object]:
        """What was typed, as the verb takes it."""
        period = self.period.data if "period" in self else None
        said = {**self.said, "stage": Stage(self.stage.data), "percent": self.share, "period": period}
        return {**said, "works": self.works}


class EditForm(WordsForm):
    """An update that was just sent, to be mended."""

    @classmethod
    def about(cls, update: Update) -> "EditForm":
        """Return the form as the update was written."""
        data = {name: getattr(update, name) for name in WORDS} | {"percent": f"{update.percent}%"}
        form = cls(formdata=None, data={**data, "version": update.task.version, "key": fresh_key()})
        return form.seat(update.task)


class DecisionForm(KeyedForm):
    """A decision that needs no words."""


class ReasonForm(KeyedForm):
    """A decision that goes against the unit."""

    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])


class ExcuseForm(RuledForm):
    """Why the report of a period is not asked for."""

    period = HiddenField(validators=[InputRequired(), Length(max=10)])
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    @property
    def ends_on(self) -> date | None:
        """The last day the period is named after; None when the address says no day."""
        try:
            return date.fromisoformat(self.period.data or "")
        except ValueError:
            return None


class AnswerForm(VersionedForm):
    """What the office answers to a unit that asks to be relieved of a task."""

    words = TextAreaField(_l("Why it stays"), validators=[Length(max=LONGEST_WORDS)])


class ExtensionForm(KeyedForm):
    """A later deadline asked for."""

    until = StringField(_l("New deadline"), validators=[Length(max=LONGEST_TERM)])
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def wanted(self, on: date) -> date:
        """Return the day the typed words mean, counted from the day they were typed."""
        return day_in(self.until.data or "", on)


class ExtensionDecisionForm(VersionedForm):
    """What the leader decides on a later deadline: the day granted, and words to it."""

    until = StringField(_l("New deadline"), validators=[Length(max=LONGEST_TERM)])
    words = TextAreaField(_l("Opinion"), validators=[Length(max=LONGEST_WORDS)])
    is_refused = SubmitField(_l("Do not extend"))

    def wanted(self, on: date) -> date:
        """Return the day granted."""
        return day_in(self.until.data or "", on)


def _units_after(first: str, units: Iterable[Unit]) -> list[SelectChoice]:
    return [SelectChoice("", first), *(SelectChoice(str(each.id), each.name) for each in units)]


def _nobody_or(people: Iterable[User]) -> list[SelectChoice]:
    """Offer nobody, then people with their unit where they have one."""
    named = [(each.id, f"{each.full_name}, {each.unit.name}" if each.unit else each.full_name) for each in people]
    return [SelectChoice("", _l("nobody yet")), *(SelectChoice(str(key), name) for key, name in named)]


class AssignmentForm(VersionedForm):
    """Who does a task, and why it passes to them."""

    unit_id = SelectField(_l("Lead unit"), coerce=id_or_none)
    assignee_id = SelectField(_l("Person in charge"), coerce=id_or_none)
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, units: Iterable[Unit], people: Iterable[User]) -> "AssignmentForm":
        """Offer these units and people to choose from."""
        self.unit_id.choices = _units_after(_l("no unit"), units)
        self.assignee_id.choices = _nobody_or(people)
        return self


class ThreadForm(RuledForm):
    """The task that is the same matter, by its number."""

    number = StringField(
        _l("Number of the other task"),
        validators=[
            InputRequired(_l("Write the number of a task.")),
            Regexp(r"\d{1,6}", message=_l("Write the number of a task.")),
        ],
    )

    @property
    def known_number(self) -> int:
        """What was typed, as a number."""
        return int(self.number.data or 0)


class PartForm(VersionedForm):
    """A part of a task: what, of whom, by when."""

    place = HiddenField()
    title = TextAreaField(_l("What is to be done"), validators=[Length(max=LONGEST_TITLE)])
    unit_id = SelectField(_l("Lead unit"), coerce=id_or_none)
    assignee_id = SelectField(_l("Person in charge"), coerce=id_or_none)
    until = StringField(_l("Deadline"), validators=[Length(max=LONGEST_TERM)])
    may_outlast = BooleanField(_l("The part may take longer than the whole task"))
    product = StringField(_l("Product"), validators=[Length(max=LONGEST_TITLE)])
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, units: Iterable[Unit], people: Iterable[User]) -> "PartForm":
        """Offer these units and their people to choose from."""
        self.unit_id.choices = _units_after(_l("choose a unit"), units)
        self.assignee_id.choices = _nobody_or(people)
        return self

    @property
    def known_place(self) -> int:
        """The number under its whole that this form was opened for; 0, which no part has, when it was tampered with."""
        typed = str(self.place.data)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0

    def wording(self, on: date) -> Wording:
        """Return what was typed; RuleBroken when no day follows from the deadline."""
        typed = (self.until.data or "").strip()
        return Wording(
            title=self.title.data or "", due_on=day_in(typed, on) if typed else None,
            product=self.product.data or "", may_outlast=bool(self.may_outlast.data),
            unit_id=self.unit_id.data if self.unit_id else None,
            assignee_id=self.assignee_id.data if self.assignee_id else None,
        )  # fmt: skip


def day_in(words: str, on: date) -> date:
    """Return the day that typed words mean, such as 30/9/2026 or Quý I/2027; RuleBroken when none follows."""
    with in_force(office_calendar()):
        found = read_deadline(words, reference=on) if words.strip() else None
    if found is None or found.on is None:
        raise RuleBroken(_("Write the new deadline like 30/9/2026, Quý I/2027 or cuối tháng 10/2026."), "until")
    return found.on
