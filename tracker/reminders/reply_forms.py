"""What one may type in answer to a letter."""

from collections.abc import Sequence
from typing import Any, Self

from tracker.languages import lazy_gettext as _l
from tracker.tasks.forms import UpdateForm
from tracker.tasks.models import Stage, Task
from tracker.tasks.periods import Standing

ELSEWHERE = ("difficulty", "proposal", "evidence", "files", "corrects", "typed_version", "disbursed", "works_stage",
             "completion")  # fmt: skip
"""What is told after signing in only."""
KEPT = ("stage", "percent", "volume", "period", "result", "version", "key")
"""What is kept of a text that came too late."""


class ReplyForm(UpdateForm):
    """How far a task is, and what was done; the rest of an update is a touch away."""

    leaves_out: frozenset[Stage] = frozenset({Stage.NOT_STARTED})
    """Stages that are only offered to a task that stands there."""

    def seat(self, task: Task) -> Self:
        """Ask in the words of a letter."""
        super().seat(task)
        self.result.label.text, self.stage.label.text = _l("What was done"), _l("How far it is")
        return self

    def offer(self, task: Task, found: Sequence[Standing], *, may_end: bool, wanted: str = "") -> Self:
        """Offer the periods of a duty that comes round, and the stages that are likely."""
        super().offer(task, found, may_end=may_end, wanted=wanted)
        offered: Sequence[Any] = list(self.stage.choices or ())
        unlikely = {each.value for each in self.leaves_out - {task.stage}}
        self.stage.choices = [each for each in offered if each.value not in unlikely]
        return self


class LinkForm(ReplyForm):
    """The two fields alone, for who comes by the link of a letter; the link, not a session, lets them write."""

    leaves_out = frozenset({Stage.NOT_STARTED, Stage.PAUSED})  # a pause needs words that are not asked here

    class Meta:
        csrf = False

    def seat(self, task: Task) -> Self:
        """Leave out what needs a session."""
        super().seat(task)
        for name in ELSEWHERE:
            if name in self:
                del self[name]
        return self
