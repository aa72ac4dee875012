"""Runs migrations on either database, in batch mode, with the references checked before and after."""

from pathlib import Path

from alembic import context
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, Engine, func, inspect, select, table

from tracker import clock, database
from tracker.extensions import Instant, db

MIGRATE = current_app.extensions["migrate"]


def render_item(kind, item, autogen):
    """Write our own column types as the plain ones they are kept as."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime()"
    return False


def run_online() -> None:
    engine = db.engine
    sqlite = engine.dialect.name == "sqlite"
    if sqlite and (old := revision_to_leave(engine)):
        moment = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
        database.back_up(engine, Path(current_app.instance_path) / "backups" / f"{moment}-before-leaving-{old}.db")
    with engine.connect() as connection:
        if sqlite:
            # Before any transaction, or it is ignored; batch mode rebuilds tables and would delete their children.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        before = counts(connection)
        connection.rollback()
        with connection.begin():  # configured within, or Alembic would commit on its own before the rows are counted
            context.configure(
                connection=connection, target_metadata=db.metadata, render_item=render_item, **MIGRATE.configure_args
            )
            context.run_migrations()
            refuse_lost_rows(before, counts(connection))
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise RuntimeError(f"The migration left references without their rows: {broken[:5]}")
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def revision_to_leave(engine: Engine) -> str | None:
    """Return the revision a database with tables is at, when it is not the newest; else None."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present if present != ScriptDirectory(str(Path(__file__).parent)).get_current_head() else None


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table holds."""
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in inspect(connection).get_table_names()
        if name != "alembic_version"
    }


def refuse_lost_rows(before: dict[str, int], after: dict[str, int]) -> None:
    """Undo a migration after which a table that still exists holds fewer rows."""
    lost = {name: (n, after[name]) for name, n in before.items() if name in after and after[name] < n}
    if lost:
        raise RuntimeError(f"The migration would lose rows (before, after): {lost}")


if context.is_offline_mode():
    raise SystemExit("Migrations run on the database itself; there is no offline mode.")
run_online()
