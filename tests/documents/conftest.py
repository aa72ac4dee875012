"""A draft to check: the short invented conclusion, recorded by the secretary."""

import pytest

from tests.documents import texts
from tests.office import Office
from tracker import clock
from tracker.documents import actions
from tracker.documents.models import Conclusion


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the invented text as written by hand, whatever the reader makes of it."""
    monkeypatch.setattr(actions, "read", texts.read)


@pytest.fixture
def draft(office: Office, stand_in: None) -> Conclusion:
    """The invented conclusion, recorded: items 1 (an assessment), 2 and 3 (tasks)."""
    return actions.record(office.committee, texts.TEXT, by=office.secretary, at=clock.now())
