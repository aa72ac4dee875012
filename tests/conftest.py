"""A fresh office for every test: a migrated database, an application on it, and people to sign in as."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade
from werkzeug.test import TestResponse

from tests import traces
from tests.housed import Housed, made
from tests.office import Office, build
from tests.postgresql import server
from tracker import database, history
from tracker.extensions import db


class OneRequest(FlaskClient):
    """A client whose every request has a context of its own, as on a server.

    Inside the fixture's application context Flask would reuse that one: `g` would keep the first request's user and
    valid token for all later ones, and requests would share the test's database session.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.commit()  # the test lets go of the database, and reads afresh what the request wrote
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        database.set_read_only(False)
        history.door.set("command")
        return response


SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


def seed(number: str) -> Path:
    """Return a real document by its number, or skip the test and say that the documents are not here."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the real documents are not on this machine (../shared/seeds)")
    return found[0]


def settings(folder: Path) -> dict[str, object]:
    """Return the settings of a test application whose data lives in a folder."""
    return {
        "TESTING": True,
        "INSTANCE_PATH": folder,
        "SECRET_KEY": "for tests only",
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'tracker.db'}",
        "WTF_CSRF_ENABLED": False,
        "TIMETABLE": False,
        "SERVER_NAME": "localhost",
    }


traces.watch()


def pytest_collection() -> None:
    """Do not look for garbage while thousands of tests come to stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was loaded and collected out of every later search for garbage."""
    gc.enable()
    gc.freeze()


@pytest.fixture(autouse=True)
def traced() -> Iterator[None]:
    """Nothing the program commits in a test goes without history."""
    traces.untraced.clear()
    yield
    assert not traces.untraced, "committed without history: " + "; ".join(dict.fromkeys(traces.untraced))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every migration applied, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = made(settings(folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder / "tracker.db"


@pytest.fixture(scope="session")
def housed(tmp_path_factory: pytest.TempPathFactory) -> Housed:
    """The application that moves from test to test."""
    housed = Housed(settings(tmp_path_factory.mktemp("housed")))
    housed.app.test_client_class = OneRequest
    return housed


@pytest.fixture
def app(tmp_path: Path, migrated: Path, housed: Housed) -> Iterator[Flask]:
    """The application on an empty, migrated database, with its settings as at first."""
    shutil.copy(migrated, tmp_path / "tracker.db")
    app = housed.move(settings(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, nobody signed in."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """A console."""
    return app.test_cli_runner()


@pytest.fixture
def office(app: Flask) -> Office:
    """The invented office, in the database."""
    return build()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server."""
    with server(tmp_path_factory.mktemp("postgresql")) as address:
        yield address
