"""What the pages call the facts and stages of works, and the values as the office writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.formats import day, money, share
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.reading.works import Fact, WorksStage
from tracker.tasks.project_models import MONEY, Project, ToldFact

STAGES = {
    WorksStage.PREPARATION: _l("Preparing the investment"),
    WorksStage.CLEARANCE: _l("Clearing the site"),
    WorksStage.BIDDING: _l("Choosing contractors"),
    WorksStage.CONSTRUCTION: _l("Under construction"),
    WorksStage.SUSPENDED: _l("Construction suspended"),
    WorksStage.ACCEPTANCE: _l("Acceptance and handover"),
    WorksStage.SETTLEMENT: _l("Settling the accounts"),
}
FACTS = {
    Fact.TOTAL: _l("Total investment"),
    Fact.ALLOCATED: _l("Capital allocated"),
    Fact.DISBURSED: _l("Disbursed"),
    Fact.VOLUME: _l("Volume done"),
    Fact.STAGE: _l("Stage of works"),
    Fact.COMPLETION: _l("Expected completion"),
    Fact.CAPITAL: _l("Source of capital"),
    Fact.INVESTOR: _l("Investor"),
    Fact.CONTRACTOR: _l("Contractor"),
    Fact.SITE: _l("Site"),
}


def works_stage(stage: WorksStage | None) -> str:
    """Return the name of a stage; empty when none is known."""
    return str(STAGES[stage]) if stage else ""


def fact_name(fact: Fact) -> str:
    """Return what a fact is called."""
    return str(FACTS[fact])


def fact_words(told: ToldFact) -> str:
    """Return a fact as it was told, in the office's writing; empty when it said that nothing is known."""
    if told.number is not None:
        return money(told.number) if told.fact in MONEY else share(told.number)
    if told.fact is Fact.STAGE:
        return works_stage(WorksStage(told.text) if told.text else None)
    return told.text


@dataclass(frozen=True)
class Known:
    """One fact as it stands: its name, its value, and who said it last, with the words it was read in."""

    fact: Fact
    name: str
    value: str
    told: ToldFact

    @property
    def until(self) -> date | None:
        """The day an expected completion means, where its words do not write it themselves."""
        written = self.told.day and day(self.told.day) in self.value
        return None if written else self.told.day

    @property
    def evidence(self) -> str:
        """The words of the document, where they are not the value itself."""
        return self.told.words if self.told.is_read and self.told.words != self.value else ""


def known(project: Project) -> list[Known]:
    """Return what is known of works, in the order of `Fact`."""
    last = {told.fact: told for told in project.facts}
    found = ((fact, fact_words(last[fact]), last[fact]) for fact in Fact if fact in last)
    return [Known(fact, fact_name(fact), words, told) for fact, words, told in found if words]


@dataclass(frozen=True)
class Saying:
    """What was told of works at once: by the document, by one update, by one correction."""

    on: date
    volume: int | None
    disbursed: int | None
    others: Sequence[tuple[str, str]]
    by: str
    is_read: bool


def sayings(project: Project) -> list[Saying]:
    """Return all that was told of works, the newest first, each with its day."""
    together = groupby(project.facts, key=lambda told: (told.on, told.at, told.update_id))
    return [_saying(list(some)) for _key, some in together][::-1]


def _saying(some: Sequence[ToldFact]) -> Saying:
    numbers = {told.fact: told.number for told in some}
    others = [(fact_name(told.fact), fact_words(told) or str(_("no longer known"))) for told in some
              if told.fact not in (Fact.VOLUME, Fact.DISBURSED)]  # fmt: skip
    first = some[0]
    return Saying(
        first.on, numbers.get(Fact.VOLUME), numbers.get(Fact.DISBURSED), others, first.by.full_name, first.is_read
    )
