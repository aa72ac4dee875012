"""What one may type in answer to a letter."""

from typing import Self

from tracker.languages import lazy_gettext as _l
from tracker.tasks.forms import UpdateForm
from tracker.tasks.models import Stage, Task

ELSEWHERE = ("difficulty", "proposal", "evidence", "files", "corrects", "typed_version", "disbursed", "works_stage",
             "completion")  # fmt: skip
"""What is told after signing in only."""
KEPT = ("stage", "percent", "volume", "period", "result", "version", "key")
"""What is kept of a text that came too late."""


class ReplyForm(UpdateForm):
    """How far a task is, and what was done; the rest of an update is a touch away."""

    def seat(self, task: Task) -> Self:
        """Ask in the words of a letter, and offer the stages that are likely."""
        super().seat(task)
        self.result.label.text, self.stage.label.text = _l("What was done"), _l("How far it is")
        if task.stage != Stage.NOT_STARTED:
            self.stage.choices = [each for each in self.stage.choices if each.value != Stage.NOT_STARTED.value]
        return self


class LinkForm(ReplyForm):
    """The two fields alone, for who comes by the link of a letter; the link, not a session, lets them write."""

    class Meta:
        csrf = False

    def seat(self, task: Task) -> Self:
        """Leave out what needs a session, and the stage that needs words which are not asked here."""
        super().seat(task)
        for name in ELSEWHERE:
            if name in self:
                del self[name]
        pauses = task.stage != Stage.PAUSED
        self.stage.choices = [each for each in self.stage.choices if not (pauses and each.value == Stage.PAUSED.value)]
        return self
