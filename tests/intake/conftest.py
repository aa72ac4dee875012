"""A machine with tesseract, and one without it."""

import pytest

from tracker.intake import tesseract


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where nobody installed the program."""
    monkeypatch.setattr(tesseract, "is_installed", lambda: False)


@pytest.fixture
def with_tesseract() -> None:
    """The machine's own tesseract; without it the test is skipped and says what to install."""
    if not tesseract.is_installed():
        pytest.skip(f"the package {tesseract.PACKAGE} is not on this machine")
