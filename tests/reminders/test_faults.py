"""No letter is lost and none is two: 600 letters, three workers, and everything that can go wrong on the way."""

import pytest

from tests.conftest import settings
from tests.reminders.fire import Fire, Plan


@pytest.mark.slow
def test_under_fire_no_letter_is_lost_and_only_a_cut_hand_over_is_seen_twice(app, office, tmp_path):
    told = Fire(app, office, Plan(), settings(tmp_path)).burn()
    print(told)
    assert told.holds, told
    assert told.sent + told.refused == 600
