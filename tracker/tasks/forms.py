"""What one may type about a task."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import uuid4

from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length, Optional, Regexp

from tracker.errors import RuleBroken
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.calendar import office_calendar
from tracker.people.forms import RuledForm, VersionedForm, id_or_none
from tracker.people.models import Unit, User
from tracker.reading.calendar import in_force
from tracker.reading.deadlines import read_deadline
from tracker.tasks.models import Stage, Task
from tracker.tasks.period_words import STATES, name_of
from tracker.tasks.periods import PeriodState, Standing

LONGEST_WORDS = 4000
LONGEST_TERM = 200
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


class UpdateForm(KeyedForm):
    """What was done of a task."""

    stage = RadioField(_l("Stage"), choices=STAGES)
    period = SelectField(_l("Reports on"), coerce=day_or_none)
    result = TextAreaField(_l("Result"), validators=[Length(max=LONGEST_WORDS)])
    difficulty = TextAreaField(_l("Difficulties and obstacles"), validators=[Length(max=LONGEST_WORDS)])
    proposal = TextAreaField(_l("Proposal"), validators=[Length(max=LONGEST_WORDS)])
    percent = StringField(
        _l("Share done"),
        validators=[Optional(), Regexp(r"\s*\d{1,3}\s*%?\s*", message=_l("Write a number from 0 to 100."))],
    )
    evidence = StringField(_l("Document as evidence"), validators=[Length(max=300)])

    @classmethod
    def about(cls, task: Task) -> "UpdateForm":
        """Return the form as the task stands, in progress chosen where nothing was chosen yet."""
        stage = Stage.IN_PROGRESS if task.stage == Stage.NOT_STARTED else task.stage
        percent = f"{task.percent}%" if task.percent else ""
        return cls(
            formdata=None, data={"version": task.version, "key": fresh_key(), "stage": stage, "percent": percent}
        )

    def offer(self, task: Task, found: Sequence[Standing], *, may_end: bool, wanted: str = "") -> "UpdateForm":
        """Offer the periods of a duty that comes round, the one to report on first; it has no percentage.

        Chosen is the period wanted, else what is owed and not yet overtaken, else due soon, else the oldest skipped.
        """
        if not task.comes_round:
            del self.period
            return self
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
        digits = ((self.percent.data if "percent" in self else None) or "").strip(" %")
        words = {name: self[name].data or "" for name in ("result", "difficulty", "proposal", "evidence")}
        return {**words, "stage": Stage(self.stage.data), "percent": int(digits) if digits else None, "period": period}


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


class AssignmentForm(VersionedForm):
    """Who does a task, and why it passes to them."""

    unit_id = SelectField(_l("Lead unit"), coerce=id_or_none)
    assignee_id = SelectField(_l("Person in charge"), coerce=id_or_none)
    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, units: Iterable[Unit], people: Iterable[User]) -> "AssignmentForm":
        """Offer these units and people to choose from."""
        self.unit_id.choices = [
            SelectChoice("", _l("no unit")), *(SelectChoice(str(each.id), each.name) for each in units)
        ]  # fmt: skip
        self.assignee_id.choices = [
            SelectChoice("", _l("nobody yet")),
            *(SelectChoice(str(each.id), f"{each.full_name}, {each.unit.name}" if each.unit else each.full_name)
              for each in people),
        ]  # fmt: skip
        return self


def day_in(words: str, on: date) -> date:
    """Return the day that typed words mean, such as 30/9/2026 or Quý I/2027; RuleBroken when none follows."""
    with in_force(office_calendar()):
        found = read_deadline(words, reference=on) if words.strip() else None
    if found is None or found.on is None:
        raise RuleBroken(_("Write the new deadline like 30/9/2026, Quý I/2027 or cuối tháng 10/2026."), "until")
    return found.on
