"""How tasks stood on a past day is what the figures told on that day."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Select, case, select

from tests.tasks.desk import ISSUED, Desk, days_before, fresh_key, moment
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.tasks import actions, extensions, queries, standing
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import Facts
from tracker.tasks.standing import Moment

DAY = timedelta(days=1)


def facts_of(facts: Facts) -> Select[Any]:
    """Every fact of every task; of what was dropped the day of its report counts no more."""
    reported = case((facts.stage != Stage.DROPPED, facts.reported_on))
    return select(Task.id, facts.stage.label("stage"), facts.due_on, reported, facts.closed_on).order_by(Task.id)


class Past:
    """An office in which anything is done on any day, and what its figures told at each day's beginning and end."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, Random(seed)
        self.mornings: dict[date, object] = {}
        self.evenings: dict[date, object] = {}

    def live(self, days: int) -> date:
        on = ISSUED + DAY
        for _day in range(days):
            self.mornings[on] = self._told(on)
            for task in self.desk.tasks:
                if self.chance.random() < 0.6:
                    self._act(task, on)
            self.evenings[on] = self._told(on)
            on += self.chance.choice([1, 1, 2, 5, 9]) * DAY
        return on

    def _told(self, on: date) -> object:
        """What the rows say of themselves on this day."""
        chosen = queries.of_committee(self.desk.office.committee.id)
        rows = db.session.execute(facts_of(queries.NOW)).all()
        return queries.figures(chosen, on), queries.figures_by(Task.lead_unit_id, chosen, on), rows

    def _act(self, task: Task, on: date) -> None:
        office, reason = self.desk.office, "Vì còn thiếu hồ sơ."
        who = {"at": moment(on), "on": on}
        decide = who | {"by": office.secretary, "version": task.version, "key": fresh_key()}
        asked = task.asked_extension
        acts = {
            Stage.NOT_STARTED: ["update", "report", "pause", "drop"],
            Stage.IN_PROGRESS: ["update", "report", "pause", "extend"],
            Stage.PAUSED: ["report", "extend", "drop"],
            Stage.REPORTED: ["confirm", "confirm", "return", "withdraw"],
            Stage.DONE: ["reopen", "nothing", "nothing"],
            Stage.DROPPED: ["reopen"],
        }  # fmt: skip
        official = office.official if task.lead_unit_id == office.economy.id else office.culture_official
        match self.chance.choice(acts[task.stage]):
            case "update":
                self.desk.update(task, on, by=official)
            case "report":
                self._try_report(task, on)
            case "pause":
                self.desk.update(task, on, by=official, stage=Stage.PAUSED, difficulty="Chờ vốn.")
            case "confirm":
                actions.confirm(task, **decide)
            case "return":
                actions.return_task(task, reason, **decide)
            case "withdraw":
                actions.withdraw_report(task, **decide | {"by": official})
            case "drop":
                actions.drop(task, reason, **decide)
            case "reopen":
                actions.reopen(task, reason, **decide)
            case "extend" if task.due_on and not asked:
                until = max(task.due_on, on) + self.chance.randint(1, 20) * DAY
                extensions.ask(task, until, reason, **decide | {"by": official})
            case "extend" if asked:
                chair = who | {"by": office.chair, "version": asked.version}
                if self.chance.random() < 0.3:
                    extensions.refuse(asked, reason, **chair)
                else:
                    extensions.grant(asked, max(asked.until, on), **chair)

    def _try_report(self, task: Task, on: date) -> None:
        try:
            self.desk.report(task, on, by=self.desk.office.secretary)
        except RuleBroken:  # a standing duty ends only by the secretary's word
            db.session.rollback()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_past_day_is_told_as_it_was_told_then(desk: Desk, seed: int) -> None:
    past = Past(desk, seed)
    past.live(40)
    chosen = queries.of_committee(desk.office.committee.id)
    for told, of in ((past.mornings, Moment.morning), (past.evenings, Moment.evening)):
        for on, (figures, by_unit, rows) in told.items():
            then = of(on)
            assert standing.figures(chosen, then) == figures, (of, on)
            assert standing.figures_by_unit(chosen, then) == by_unit, (of, on)
            assert db.session.execute(facts_of(standing.facts(then))).all() == rows, (of, on)
    kinds = {row.stage for _figures, _units, rows in past.evenings.values() for row in rows}
    assert kinds == set(Stage)


def test_this_evening_is_now(desk: Desk, task: Task) -> None:
    desk.report(task, task.due_on + DAY)
    chosen, on = queries.of_committee(task.committee_id), task.due_on + 2 * DAY
    assert standing.figures(chosen, Moment.evening(on)) == standing.figures(chosen, Moment.now(on))


def test_what_was_not_given_yet_is_not_counted(desk: Desk) -> None:
    chosen = queries.of_committee(desk.office.committee.id)
    assert standing.figures(chosen, Moment.evening(days_before(ISSUED, 1))) == queries.Figures()
    assert standing.figures(chosen, Moment.evening(ISSUED)).total == len(desk.tasks)
