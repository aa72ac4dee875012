"""A committee's tasks by chance, and the plainest way to count them again: one task after another, in Python."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from tests.review.world import TODAY, World, at
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.tasks.models import Extension, ExtensionState, Stage, Task

ENDED = (Stage.DONE, Stage.DROPPED)


def reach(world: World) -> Reach:
    return Reach(roles={world.office.committee.id: frozenset({Role.CHAIR})})


def plenty(world: World, many: int, seed: int = 7) -> list[Task]:
    """Add tasks of every stage, with and without deadlines, extended or not, led by two units or by none."""
    chance = random.Random(seed)
    return [_one(world, chance, place) for place in range(many)]


def _one(world: World, chance: random.Random, place: int) -> Task:
    original = TODAY + timedelta(chance.randint(-300, 200)) if chance.random() < 0.85 else None
    stage = chance.choice(list(Stage))
    due_on = original + timedelta(45) if original and chance.random() < 0.25 else original
    reported = min(TODAY, (original or TODAY) + timedelta(chance.randint(-20, 20)))
    task = world.task(
        f"Việc {place}", due_on=due_on, original_due_on=original, stage=stage, opened_on=date(2025, 6, 1),
        unit=chance.choice([world.office.economy, world.office.culture]),
        reported_on=reported if stage in (Stage.DONE, Stage.REPORTED) else None,
        closed_on=reported if stage in ENDED else None,
        updated_at=at(TODAY - timedelta(chance.randint(0, 60))) if chance.random() < 0.7 else None,
    )  # fmt: skip
    if chance.random() < 0.1:
        task.lead_unit_id = None
    if due_on != original and original:
        task.extensions.append(_granted(world, original, due_on or original, task.number))
    return task


def _granted(world: World, due_on: date, until: date, number: int) -> Extension:
    return Extension(
        state=ExtensionState.GRANTED, due_on=due_on, until=until, granted_until=until, reason="Vướng mặt bằng",
        asked_by_id=world.office.official.id, asked_at=at(due_on), asked_on=due_on, key=f"extension {number}",
    )  # fmt: skip


def judged(found: Iterable[Task], on: date = TODAY) -> list[tuple[Task, int]]:
    """Each task that can be judged, with its days late."""
    return [
        (task, ((task.reported_on or on) - task.original_due_on).days)
        for task in found
        if task.stage != Stage.DROPPED and task.original_due_on and (task.reported_on or task.original_due_on < on)
    ]
