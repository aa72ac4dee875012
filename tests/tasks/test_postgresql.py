"""The same promises about many tasks and about successions on PostgreSQL, whose transactions run side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.conftest import settings
from tests.postgresql import fresh_database
from tests.tasks import test_bulk, test_departures, test_successions
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


colleague = test_departures.colleague
test_several_workers_do_each_task_once = test_bulk.test_several_workers_do_each_task_once
test_a_crash = test_bulk.test_after_a_crash_the_rest_is_done_and_nothing_twice
test_a_bulk_taken_back = test_bulk.test_taken_back_each_task_is_as_before_save_those_touched_since
test_carried_out_once = test_successions.test_carried_out_by_several_at_once_it_happens_once
test_a_merger = test_successions.test_open_tasks_pass_and_what_has_ended_keeps_the_old_name
test_a_succession_taken_back = test_successions.test_untouched_it_can_be_taken_back_whole
test_a_departure = test_departures.test_tasks_pass_on_roles_end_and_the_account_is_closed
