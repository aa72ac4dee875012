"""By which rules a committee reminds: the program's until it sets its own, and never nonsense."""

from dataclasses import replace
from typing import Any

import pytest

from tests.office import Office
from tracker import clock
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.reminders import rules
from tracker.reminders.rules import DEFAULTS


def change(office: Office, version: int = 0, **own: Any) -> None:
    changed = replace(DEFAULTS, **own)
    rules.change(office.committee, changed, version=version, by=office.secretary, at=clock.now())


def test_a_committees_own_rules_hold_for_it_alone_and_leave_their_trace(office: Office) -> None:
    change(office, days_before=(1, 14, 1), silent_after=None)
    assert rules.rules_of(office.committee.id) == replace(DEFAULTS, days_before=(14, 1), silent_after=None)
    assert rules.every_committees().keys() == {office.committee.id}
    assert rules.rules_of(office.other_committee.id) == DEFAULTS
    entry = db.session.query(HistoryEntry).filter_by(subject="reminder_rules").one()
    assert entry.changes == {"days_before": ["7, 3, 1", "14, 1"], "silent_after": [30, None]}
    with pytest.raises(StaleVersion):
        change(office)


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({"days_before": (90,)}, "days_before"), ({"days_before": (6, 5, 4, 3, 2, 1)}, "days_before"),
        ({"silent_after": 3}, "silent_after"), ({"head_after": 0}, "head_after"),
        ({"summary_weekday": 6}, "summary_weekday"),
        ({"head_after": 9, "standing_after": 4}, "standing_after"),
    ],
)  # fmt: skip
def test_what_no_rule_can_be_is_refused(office: Office, own: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        change(office, **own)
    assert broken.value.field == field


def test_the_standing_member_is_an_enabled_member(office: Office) -> None:
    with pytest.raises(RuleBroken):
        change(office, standing_member_id=office.other_secretary.id)
    change(office, standing_member_id=office.viewer.id)
    assert rules.rules_of(office.committee.id).standing_member_id == office.viewer.id
