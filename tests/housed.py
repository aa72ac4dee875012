"""One application for all tests of a process, moved from office to office: making one costs more than most tests.

Its routes, templates and SQL statements are compiled once. What a test sets on it does not outlive the test.
"""

from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, make_url

from tracker.app import create_app
from tracker.database import WAL_IS_SOUND
from tracker.extensions import db


def made(settings: dict[str, Any]) -> Flask:
    """Return a new application in a hurry."""
    app = create_app(settings)
    with app.app_context():
        hurry(db.engine)
    return app


def hurry(engine: Engine) -> None:
    """Let the connections that SQLite opens from here on not wait for the disk: no test cuts the power."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _go_on)


def _go_on(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    if not WAL_IS_SOUND:  # else a log is kept already; a journal would be a file made and removed at each commit
        connection.execute("PRAGMA journal_mode=MEMORY")


class Housed:
    """An application whose data lies wherever the test at hand keeps it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.app = app = made(settings)
        settable = (app.config, app.extensions, app.view_functions, app.template_context_processors)
        self._first = [(kept, dict(kept)) for kept in settable]
        with app.app_context():
            self._engine = db.engine
        event.listen(self._engine, "do_connect", self._connect)

    def move(self, settings: dict[str, Any]) -> Flask:
        """Return the application with these settings and otherwise as it was made."""
        for kept, first in self._first:
            kept.clear()
            kept.update(first)
        self.app.config.update(settings)
        self.app.instance_path = str(settings["INSTANCE_PATH"])
        self._engine.url = make_url(settings["SQLALCHEMY_DATABASE_URI"])
        return self.app

    def _connect(self, _dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
        arguments[0] = self._engine.url.database
