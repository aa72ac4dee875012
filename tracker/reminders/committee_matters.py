"""What the secretary's weekly summary and the chair's brief say of a whole committee: the official figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.reminders.facts import Facts
from tracker.reminders.matters import Matter
from tracker.reminders.models import Letter, LetterState, Reminder
from tracker.reminders.planned import Brief, Summary
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.queries import AWAITED, Figures, by_deadline, figures, is_whole, of_committee, overdue, with_row
from tracker.tasks.refusal_models import Refusal, RefusalState

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class _State:
    """How one committee stands."""

    figures: Figures
    newly_late: Sequence[Task]
    to_confirm: int
    extensions: int
    refusals: int
    dead_letters: int


@dataclass(frozen=True)
class Wide:
    """How the committees stand of which a letter speaks as a whole, reckoned once for all their letters."""

    facts: Facts
    states: Mapping[int, _State]

    def summary(self, matter: Matter) -> Summary:
        """Return the week of a committee."""
        state = self.states[matter.committee_id]
        return Summary(
            committee=self.facts.committees[matter.committee_id], occasion=matter.code, figures=state.figures,
            newly_late=state.newly_late, to_confirm=state.to_confirm, extensions=state.extensions,
            refusals=state.refusals, dead_letters=state.dead_letters,
        )  # fmt: skip

    def brief(self, matter: Matter) -> Brief:
        """Return what stands before a committee's meeting."""
        state = self.states[matter.committee_id]
        meeting = next(each for each in self.facts.meetings if f"brief-{each.id}" == matter.code)
        return Brief(
            committee=self.facts.committees[matter.committee_id], occasion=matter.code, meeting_id=meeting.id,
            title=meeting.title, held_on=meeting.held_on, starts_at=meeting.starts_at, place=meeting.place,
            figures=state.figures, to_confirm=state.to_confirm, extensions=state.extensions, refusals=state.refusals,
        )  # fmt: skip


def of(committee_ids: Collection[int], facts: Facts) -> Wide:
    """Reckon how some committees stand: some questions for each, however many tasks and readers it has."""
    return Wide(facts, {each: _state(each, facts) for each in committee_ids})


def _state(committee_id: int, facts: Facts) -> _State:
    whole = of_committee(committee_id).where(is_whole())
    newly = whole.where(overdue(facts.on), Task.due_on >= facts.on - WEEK)
    counted = figures(committee_id, facts.on)
    return _State(
        figures=counted,
        newly_late=db.session.scalars(by_deadline(with_row(newly))).unique().all(),
        to_confirm=counted.reported,
        extensions=_waiting(Extension, Extension.state == ExtensionState.WAITING, committee_id),
        refusals=_waiting(Refusal, Refusal.state == RefusalState.WAITING, committee_id),
        dead_letters=_dead_letters(committee_id),
    )


def _waiting(case: type[Extension] | type[Refusal], is_waiting: object, committee_id: int) -> int:
    """Count the cases that wait, of tasks whose completion is still awaited, as the lists of them do."""
    query = select(func.count()).select_from(case).join(Task, Task.id == case.task_id)
    query = query.where(is_waiting, Task.committee_id == committee_id, Task.stage.in_(AWAITED))  # type: ignore[arg-type]
    return db.session.scalar(query) or 0


def _dead_letters(committee_id: int) -> int:
    named = select(Reminder.letter_id).where(Reminder.committee_id == committee_id)
    query = select(func.count()).select_from(Letter).where(Letter.id.in_(named), Letter.state == LetterState.DEAD)
    return db.session.scalar(query) or 0
