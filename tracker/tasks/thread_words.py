"""How a repeated matter is said: "lần thứ ba liên tiếp", the third conclusion in a row."""

from tracker.languages import gettext as _
from tracker.tasks.threads import Step


def repetition(step: Step) -> str:
    """Return the how manieth time a matter is concluded on, in a row when no document between left it out."""
    if step.in_a_row == step.times:
        return str(_("%(ordinal)s conclusion in a row", ordinal=ordinal(step.times)))
    return str(_("%(ordinal)s conclusion", ordinal=ordinal(step.times)))


def ordinal(many: int) -> str:
    """Return the ordinal of a repetition as it is said within a sentence; from the eighth on in digits."""
    words = {2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), 6: _("sixth"), 7: _("seventh")}
    return str(words.get(many, many))
