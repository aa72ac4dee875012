"""Migrations make exactly the tables of the models, on both databases, and lose nothing on the way."""

import importlib.util
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, MetaData, Table, inspect, text

from tests.conftest import settings
from tests.office import build
from tests.postgresql import fresh_database
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import Membership, User

MIGRATIONS = Path(__file__).parent.parent / "migrations"


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


LOSING = """
from alembic import op
revision, down_revision = "losing", "{head}"
def upgrade():
    op.execute("DELETE FROM failed_sign_ins")
    op.execute("DELETE FROM unit_aliases")
    op.execute("DELETE FROM memberships")
def downgrade():
    pass
"""


def test_a_migration_that_would_lose_rows_is_undone_and_the_database_was_copied_first(empty, tmp_path, caplog):
    upgrade()
    build()
    before = db.session.query(Membership).count()
    db.session.remove()
    scripts = tmp_path / "scripts"
    shutil.copytree(MIGRATIONS, scripts)
    head = ScriptDirectory(str(scripts)).get_current_head()
    (scripts / "versions" / "losing.py").write_text(LOSING.format(head=head), encoding="utf-8")
    with pytest.raises(SystemExit):
        upgrade(directory=str(scripts))
    assert "The migration would lose rows" in caplog.text
    assert db.session.query(Membership).count() == before > 0
    copies = list((tmp_path / "backups").glob(f"*-before-leaving-{head}.db"))
    assert len(copies) == (db.engine.dialect.name == "sqlite")


def test_what_was_reported_of_a_duty_tells_of_the_last_period_that_had_closed():
    path = next((MIGRATIONS / "versions").glob("*_periods_of_duties.py"))
    spec = importlib.util.spec_from_file_location("periods_of_duties", path)
    assert spec and spec.loader
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    for recurrence, day, last in (
        ("quarterly", date(2026, 3, 14), date(2025, 12, 31)),
        ("quarterly", date(2026, 3, 15), date(2026, 3, 31)),
        ("quarterly", date(2026, 1, 5), date(2025, 12, 31)),
        ("monthly", date(2026, 1, 14), date(2025, 12, 31)),
        ("monthly", date(2028, 3, 1), date(2028, 2, 29)),
        ("half_yearly", date(2026, 7, 1), date(2026, 6, 30)),
        ("yearly", date(2026, 12, 31), date(2026, 12, 31)),
        ("weekly", date(2026, 3, 4), date(2026, 3, 1)),
    ):
        assert migration.last_closed(recurrence, day) == last, (recurrence, day)


THEN = datetime(2026, 1, 12, 8, tzinfo=UTC).replace(tzinfo=None)
"""A moment as the tables keep it."""


BLANKS = {bool: True, int: 1, float: 1.0, str: "", dict: [], object: [], date: THEN.date(), datetime: THEN}


def put(connection: Connection, table_name: str, /, **values: object) -> int:
    """Write a row as an older version of the program would have, what does not matter filled in; return its id."""
    table = Table(table_name, MetaData(), autoload_with=connection)
    needed = (each for each in table.columns if not each.nullable and not each.server_default and not each.primary_key)
    blanks = {each.name: BLANKS[each.type.python_type] for each in needed}
    return connection.execute(table.insert().values(**{**blanks, **values})).inserted_primary_key[0]


def test_works_that_were_tasks_already_begin_with_what_their_items_tell(empty):
    upgrade(revision="0015")
    told = "Tiếp tục đầu tư Trường Nà Lơi với tổng kinh phí 8.000 triệu đồng, hiện nay đã hoàn thành 35% khối lượng."
    with db.engine.begin() as connection:
        user = put(connection, "users", username="chi", is_admin=False, is_enabled=True, must_change_password=False)
        committee = put(connection, "committees", name="Ban", short_name="Ban", layout="party")
        conclusion = put(
            connection, "conclusions", committee_id=committee, created_by_id=user, published_by_id=user, type="bao_cao",
            issued_on=date(2026, 1, 5), published_at=THEN, text=told,
        )  # fmt: skip
        item = put(connection, "items", conclusion_id=conclusion, text=told, kind="project", decision="accepted")
        task = put(
            connection, "tasks", committee_id=committee, item_id=item, kind="project", stage="not_started", percent=0,
            opened_on=date(2026, 1, 12),
        )  # fmt: skip
    upgrade()
    with db.engine.connect() as connection:
        works = connection.execute(text("SELECT * FROM projects")).one()._mapping
        facts = connection.execute(text('SELECT fact, words, "on" FROM project_facts ORDER BY id')).all()
    assert (works["task_id"], works["total_investment"], works["volume"]) == (task, 8_000_000_000, 3500)
    assert works["works_stage"] == "construction"
    assert [fact.words for fact in facts][:2] == ["8.000 triệu đồng", "đã hoàn thành 35% khối lượng"]
    assert {str(fact.on) for fact in facts} == {"2026-01-05"}
