"""What one may type about a task."""

from uuid import uuid4

from wtforms import HiddenField, RadioField, SelectChoice, StringField, TextAreaField  # type: ignore[attr-defined]  # the stubs lag
from wtforms.validators import InputRequired, Length, Optional, Regexp

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.tasks.models import Stage, Task

LONGEST_WORDS = 4000

STAGES = [
    SelectChoice(Stage.NOT_STARTED.value, _l("Not started")),
    SelectChoice(Stage.IN_PROGRESS.value, _l("In progress")),
    SelectChoice(Stage.REPORTED.value, _l("Report completion")),
    SelectChoice(Stage.PAUSED.value, _l("Paused")),
]


def fresh_key() -> str:
    """Return a new key for a form that must not be taken twice."""
    return uuid4().hex


class KeyedForm(VersionedForm):
    """A form that is taken once, however often it is sent."""

    key = HiddenField(validators=[InputRequired(), Length(max=64)])


class UpdateForm(KeyedForm):
    """What was done of a task."""

    stage = RadioField(_l("Stage"), choices=STAGES)
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

    @property
    def words(self) -> dict[str, object]:
        """What was typed, as the verb takes it."""
        digits = (self.percent.data or "").strip(" %")
        words = {name: self[name].data or "" for name in ("result", "difficulty", "proposal", "evidence")}
        return {**words, "stage": Stage(self.stage.data), "percent": int(digits) if digits else None}


class DecisionForm(KeyedForm):
    """A decision that needs no words."""


class ReasonForm(KeyedForm):
    """A decision that goes against the unit."""

    reason = TextAreaField(_l("Reason"), validators=[Length(max=LONGEST_WORDS)])
