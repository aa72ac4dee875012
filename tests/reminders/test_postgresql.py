"""The same promises on PostgreSQL, whose transactions run side by side."""

from threading import Barrier, Thread

import pytest
from flask_migrate import upgrade

from tests.conftest import settings
from tests.postgresql import fresh_database
from tests.reminders.test_outbox import post_office as post_office
from tests.reminders.test_outbox import (
    test_a_retry_goes_only_to_those_who_do_not_have_it as test_a_retry_goes_only_to_those_who_do_not_have_it,
)
from tests.reminders.test_outbox import (
    test_several_workers_send_each_letter_once as test_several_workers_send_each_letter_once,
)
from tests.reminders.test_publication import draft as draft
from tests.reminders.test_schedule import (
    test_two_processes_at_once_write_each_letter_once as test_two_processes_at_once_write_each_letter_once,
)
from tests.reminders.world import AT, ON
from tracker.app import create_app
from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.people.models import User
from tracker.reminders import heartbeat
from tracker.reminders.models import Heartbeat, Letter
from tracker.reminders.publication import publish
from tracker.tasks.models import Task

pytestmark = pytest.mark.postgres


@pytest.fixture
def app(tmp_path, postgresql):
    app = create_app({**settings(tmp_path), "SQLALCHEMY_DATABASE_URI": fresh_database(postgresql)})
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def at_once(app, verb, *, times=2):
    """Do something in several transactions that begin together."""
    together, done = Barrier(times), []

    def work():
        with app.app_context():
            together.wait()
            done.append(verb())
            db.session.remove()

    threads = [Thread(target=work) for _each in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_a_conclusion_published_twice_at_once_is_published_once(app, draft, office):
    conclusion_id, user_id = draft.id, office.secretary.id
    db.session.commit()

    def publish_it():
        tasks = publish(db.session.get(Conclusion, conclusion_id), by=db.session.get(User, user_id), at=AT, on=ON)
        return [task.id for task in tasks]

    first, second = at_once(app, publish_it)
    assert first == second
    assert (db.session.query(Task).count(), db.session.query(Letter).count()) == (3, 2)


def test_first_heartbeats_written_at_once_are_one(app):
    db.session.commit()
    assert len(at_once(app, lambda: heartbeat.beat("outbox", at=AT), times=4)) == 4
    assert db.session.query(Heartbeat).count() == 1
