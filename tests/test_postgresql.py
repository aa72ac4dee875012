"""The whole work of an office on a real PostgreSQL: the same verbs, the same figures, the same pages."""

from datetime import date

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from tests.conftest import OneRequest, settings
from tests.housed import made
from tests.office import sign_in
from tests.postgresql import fresh_database
from tracker import clock, demo, history
from tracker.extensions import db
from tracker.people.models import Committee, User
from tracker.reminders import schedule
from tracker.tasks.queries import figures

pytestmark = pytest.mark.postgres

TODAY = date(2026, 11, 20)


def worked(url, folder):
    """Return an application on this database with four months of work in it."""
    app = made(settings(folder) | {"SQLALCHEMY_DATABASE_URI": url})
    app.test_client_class = OneRequest
    with app.app_context():
        upgrade()
        demo.load(TODAY)
    return app


@pytest.fixture
def both(tmp_path, postgresql):
    """The same office on SQLite and on PostgreSQL."""
    apps = []
    for name, url in (("sqlite", f"sqlite:///{tmp_path / 'x.db'}"), ("postgresql", fresh_database(postgresql))):
        (tmp_path / name).mkdir()
        apps.append(worked(url, tmp_path / name))
    yield apps
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def told(app):
    """Return what the office's figures and pages say."""
    with app.app_context():
        committee = db.session.scalars(select(Committee)).one()
        counted = figures(committee.id, TODAY)
        letters = schedule.remind(on=TODAY, at=clock.now())
        assert history.first_broken_entry() is None
        rows = {}
        for username in ("thuky", "canbo", "truongban", "quantri"):
            client = sign_in(app.test_client(), db.session.scalars(select(User).filter_by(username=username)).one())
            rows[username] = [client.get(path).status_code for path in ("/", "/tasks", "/brief", "/letters", "/units")]
    return counted, letters, rows


def test_postgresql_and_sqlite_tell_the_same(both):
    on_sqlite, on_postgresql = map(told, both)
    assert on_sqlite == on_postgresql
    assert on_sqlite[0].open_overdue > 0
    assert on_sqlite[1] > 0
