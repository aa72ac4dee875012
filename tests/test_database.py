"""SQLite keeps what it acknowledged: settings of a connection, and many writers on one row."""

from multiprocessing.queues import SimpleQueue
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.conftest import settings
from tests.processes import forking
from tracker import database
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import Committee, Membership, Role


def test_a_connection_survives_power_cuts_and_keeps_references(tmp_path):
    asked = ("synchronous", "foreign_keys", "journal_mode")
    with create_app(settings(tmp_path)).app_context():
        pragma = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in asked}
        db.session.remove()
        db.engine.dispose()
    full, extra = 2, 3
    assert pragma["foreign_keys"] == 1
    assert (pragma["journal_mode"], pragma["synchronous"]) == (
        ("wal", full) if database.WAL_IS_SOUND else ("delete", extra)
    )


def test_a_reference_to_nothing_is_refused(app):
    db.session.add(Membership(committee_id=1, user_id=1, role=Role.CHAIR))
    with pytest.raises(IntegrityError):
        db.session.commit()


def _count_up(folder: str, times: int, told: "SimpleQueue[int]") -> None:
    """Add one so many times, and tell how many of them were acknowledged."""
    app, acknowledged = create_app(settings(Path(folder))), 0
    with app.app_context():
        for _ in range(times):
            try:
                row = db.session.scalars(select(Committee)).one()
                row.contact = str(int(row.contact) + 1)
                db.session.commit()
            except OperationalError:  # on a busy machine SQLite may let nobody in for ten seconds, and says so
                db.session.rollback()
            else:
                acknowledged += 1
        db.engine.dispose()
    told.put(acknowledged)


def test_eight_writers_lose_no_update(app, tmp_path):
    db.session.add(Committee(name="Ban Chỉ đạo", short_name="BCĐ", contact="0"))
    db.session.commit()
    start = forking()
    told = start.SimpleQueue()
    crowd = [start.Process(target=_count_up, args=(str(tmp_path), 20, told)) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert [each.exitcode for each in crowd] == [0] * 8
    acknowledged = [told.get() for _ in crowd]
    assert sum(acknowledged) > 80
    assert db.session.scalar(select(Committee.contact)) == str(sum(acknowledged))


def test_a_backup_is_a_whole_database_of_one_moment(app, office, tmp_path):
    name = db.session.scalar(select(Committee.name).limit(1))
    database.back_up(db.engine, tmp_path / "copies" / "monday.db")
    copy = create_app(
        settings(tmp_path) | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'copies' / 'monday.db'}"}
    )
    with copy.app_context():
        assert db.session.scalar(select(Committee.name).limit(1)) == name
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
        db.session.remove()
        db.engine.dispose()


def test_a_backup_overwrites_nothing(app, tmp_path):
    (tmp_path / "kept.db").write_text("mine")
    with pytest.raises(FileExistsError):
        database.back_up(db.engine, tmp_path / "kept.db")
