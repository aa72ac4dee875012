"""Migrations make exactly the tables of the models, on both databases, and lose nothing on the way."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tests.conftest import settings
from tests.office import build
from tests.postgresql import fresh_database
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import User


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    """An application on an empty database of either kind."""
    url = f"sqlite:///{tmp_path / 'tracker.db'}"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgresql"))
    app = create_app(settings(tmp_path) | {"SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(empty):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrating_again_keeps_every_row(empty):
    upgrade()
    build()
    before = db.session.query(User).count()
    db.session.remove()
    upgrade()
    assert db.session.query(User).count() == before > 0


def test_going_back_leaves_nothing_behind(empty):
    upgrade()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    build()


def test_no_job_runs_while_migrating(empty):
    upgrade()
    assert "timetable" not in empty.extensions
