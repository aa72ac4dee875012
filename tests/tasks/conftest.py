"""A published conclusion with tasks to work on."""

import pytest

from tests.office import Office
from tests.tasks.desk import Desk, conclusion
from tracker.tasks.models import Task


@pytest.fixture
def desk(office: Office) -> Desk:
    """The office with its first conclusion turned into tasks."""
    return Desk(office, conclusion(office))


@pytest.fixture
def task(desk: Desk) -> Task:
    """The economy unit's task, due on 31 March 2026."""
    return desk.tasks[0]
