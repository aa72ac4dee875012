"""The same promises about people on PostgreSQL, whose transactions run side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from tests import test_security
from tests.conftest import settings
from tests.postgresql import fresh_database
from tracker.app import create_app
from tracker.extensions import db

pytestmark = pytest.mark.postgres


@pytest.fixture
def app(tmp_path: Path, postgresql: str) -> Iterator[Flask]:
    app = create_app({**settings(tmp_path), "SQLALCHEMY_DATABASE_URI": fresh_database(postgresql)})
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


test_guesses_sent_at_once_are_counted = test_security.test_guesses_sent_at_once_are_counted_before_they_are_checked
