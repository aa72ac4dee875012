"""A calendar program that follows a feed ends with what the office has, whatever happens between two fetches."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.office import Office
from tests.reports.calendar_client import CalendarProgram
from tests.review.world import World
from tracker import clock
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.meetings import actions as meetings
from tracker.meetings.actions import MeetingWords
from tracker.meetings.models import Meeting
from tracker.reports import feeds
from tracker.tasks.models import Stage, Task

MORNING = datetime(2026, 4, 14, 2, tzinfo=UTC)
DAY = timedelta(1)


class Days:
    """An office at work: each day somebody does something at random."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.world, self.dice, self.at = office, World(office), random.Random(seed), MORNING

    @property
    def on(self) -> date:
        return clock.local(self.at).date()

    def some_day(self) -> date:
        return self.on + DAY * self.dice.randrange(-20, 60)

    def pass_one(self) -> None:
        """Do a few things, by verbs where a verb asks for little, else as a verb would leave the row."""
        deeds: list[Callable[[], None]] = [
            self.give, self.give, self.extend, self.end, self.take_up, self.reword, self.plan, self.move, self.call_off,
            self.hold_after_all,
        ]  # fmt: skip
        for deed in self.dice.choices(deeds, k=6):
            deed()
            db.session.commit()
        self.at += DAY

    def give(self) -> None:
        self.world.task(f"Việc {self.dice.random()}", due_on=self.some_day(), opened_on=self.on)

    def extend(self) -> None:
        if task := self.a_task(Stage.IN_PROGRESS):
            task.due_on = self.some_day()

    def end(self) -> None:
        if task := self.a_task(Stage.IN_PROGRESS):
            task.stage, task.closed_on = self.dice.choice([Stage.DONE, Stage.DROPPED]), self.on

    def take_up(self) -> None:
        if task := self.a_task(Stage.DONE):
            task.stage, task.closed_on = Stage.IN_PROGRESS, None

    def reword(self) -> None:
        if task := self.a_task(Stage.IN_PROGRESS):
            task.title = f"Đổi tên\n, ; {self.dice.random()}"

    def plan(self) -> None:
        self.try_to(lambda: meetings.plan_meeting(self.office.committee, self.words(), by=self.office.secretary))

    def move(self) -> None:
        by = self.office.secretary
        if found := self.a_meeting():
            self.try_to(lambda: meetings.change_meeting(found, self.words(), version=found.version, by=by, on=self.on))

    def call_off(self) -> None:
        by = self.office.secretary
        if found := self.a_meeting():
            self.try_to(lambda: meetings.cancel_meeting(found, "Bão", version=found.version, by=by, at=self.at))

    def hold_after_all(self) -> None:
        by = self.office.secretary
        if found := self.a_meeting():
            self.try_to(lambda: meetings.reinstate_meeting(found, version=found.version, by=by, at=self.at))

    def words(self) -> MeetingWords:
        return MeetingWords("Phiên họp", self.some_day())

    def try_to(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except RuleBroken:
            db.session.rollback()

    def a_task(self, stage: Stage) -> Task | None:
        found = db.session.scalars(select(Task).filter_by(stage=stage).order_by(Task.id)).all()
        return self.dice.choice(found) if found else None

    def a_meeting(self) -> Meeting | None:
        found = db.session.scalars(select(Meeting).order_by(Meeting.id)).all()
        return self.dice.choice(found) if found else None

    def truth(self) -> set[tuple[str, date]]:
        """What the office has: the deadlines of open tasks, the meetings that take place."""
        tasks = db.session.execute(select(Task.id, Task.due_on).where(Task.stage == Stage.IN_PROGRESS))
        held = db.session.execute(select(Meeting.id, Meeting.held_on).where(Meeting.cancelled_at.is_(None)))
        return {(f"task-{key}", day) for key, day in tasks} | {(f"meeting-{key}", day) for key, day in held}


def test_a_program_ends_with_what_the_office_has(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One program subscribes; the other forgets nothing by itself, and works by updates and cancellations alone."""
    days = Days(office, seed=20)
    monkeypatch.setattr(clock, "now", lambda: days.at)
    address = f"/calendars/{feeds.token_of(feeds.make(office.secretary, office.committee, '', at=days.at))}.ics"
    subscribed, imported = CalendarProgram(client, address), CalendarProgram(client, address)
    for _day in range(18):
        days.pass_one()
        if days.dice.random() < 0.6:  # the machine is not on every day
            assert subscribed.fetch() == imported.fetch(forgets=False) == 200
            assert subscribed.shown == imported.shown == days.truth()
    assert len(subscribed.shown) < len(subscribed.known)
    assert max(subscribed.known.values()) > 2
