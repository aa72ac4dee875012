"""What reports call things."""

from tracker.languages import gettext as _
from tracker.tasks.models import Stage


def stage_word(stage: Stage) -> str:
    """Return the word for how far a task is."""
    return str({
        Stage.NOT_STARTED: _("Not started"), Stage.IN_PROGRESS: _("In progress"),
        Stage.REPORTED: _("Awaiting confirmation"), Stage.DONE: _("Done"), Stage.PAUSED: _("Paused"),
        Stage.DROPPED: _("Not carried out"),
    }[stage])  # fmt: skip
