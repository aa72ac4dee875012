"""What one may type of works and projects."""

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Length

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import RuledForm, VersionedForm
from tracker.reading.results import ItemKind
from tracker.reading.works import Fact
from tracker.tasks.models import Task
from tracker.tasks.project_words import FACTS, STAGES

LONGEST = 300
OF_UPDATES = (Fact.VOLUME, Fact.DISBURSED, Fact.STAGE, Fact.COMPLETION)
"""What an update tells of works; the rest rarely moves, and is corrected on its own page."""


def _told(fact: Fact) -> StringField:
    return StringField(FACTS[fact], validators=[Length(max=LONGEST)])


def _stages(unmoved: str) -> list[SelectChoice]:
    return [SelectChoice("", unmoved), *(SelectChoice(each.value, name) for each, name in STAGES.items())]


class WorksFields(RuledForm):
    """What an update tells of the works its task is followed as; their volume takes the place of the share done."""

    volume = _told(Fact.VOLUME)
    disbursed = _told(Fact.DISBURSED)
    works_stage = SelectField(FACTS[Fact.STAGE], choices=_stages(_l("as before")))
    completion = _told(Fact.COMPLETION)

    def offer_works(self, task: Task) -> None:
        """Keep the fields for a task that is works, and take its percentage out; for others take these out."""
        for name in ("percent",) if task.kind is ItemKind.PROJECT else tuple(OF_UPDATES):
            if name in self:
                del self[name]

    @property
    def works(self) -> dict[Fact, str]:
        """What was typed, by fact."""
        return {fact: self[fact].data or "" for fact in OF_UPDATES if fact in self}


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
