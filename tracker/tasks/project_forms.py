"""What one may type of works and projects."""

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Length

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.reading.works import Fact
from tracker.tasks.project_words import FACTS, STAGES

LONGEST = 300


def _told(fact: Fact) -> StringField:
    return StringField(FACTS[fact], validators=[Length(max=LONGEST)])


def _stages(unmoved: str) -> list[SelectChoice]:
    return [SelectChoice("", unmoved), *(SelectChoice(each.value, name) for each, name in STAGES.items())]


class ProjectForm(VersionedForm):
    """What is known of works, as a person corrects it; the fields are named by their facts."""

    investor = _told(Fact.INVESTOR)
    contractor = _told(Fact.CONTRACTOR)
    site = _told(Fact.SITE)
    capital_source = _told(Fact.CAPITAL)
    total_investment = _told(Fact.TOTAL)
    allocated = _told(Fact.ALLOCATED)
    disbursed = _told(Fact.DISBURSED)
    volume = _told(Fact.VOLUME)
    works_stage = SelectField(FACTS[Fact.STAGE], choices=_stages(_l("not known")))
    completion = _told(Fact.COMPLETION)

    @property
    def typed(self) -> dict[Fact, str]:
        """What was typed, by fact."""
        return {fact: self[fact.value].data or "" for fact in Fact}
