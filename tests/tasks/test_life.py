"""The life of a task told twice: by the program, and by a plain model written from the wish, without difference."""

import os

import pytest

from tests.office import Office
from tests.tasks.life import live
from tracker import history

EXAMPLES = int(os.environ.get("TRACKER_LIVES", "40"))
STEPS = int(os.environ.get("TRACKER_LIFE_STEPS", "30"))


@pytest.mark.timeout(0)
def test_whatever_anybody_does_the_program_and_the_model_tell_the_same(office: Office) -> None:
    live(office, EXAMPLES, STEPS)
    assert history.first_broken_entry() is None
