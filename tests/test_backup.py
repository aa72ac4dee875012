"""A backup holds the database of one moment and the files its rows name, and is put back in place of nothing."""

import shutil
import tarfile
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests.conftest import settings
from tests.office import Office
from tests.tasks.desk import Desk, conclusion
from tests.tasks.test_files import PAPER, attach
from tracker import backup, filestore
from tracker.app import create_app
from tracker.cli import main
from tracker.extensions import db
from tracker.tasks.files_models import EvidenceFile


@pytest.fixture
def stored(office: Office) -> str:
    """The name of the one file of the office."""
    desk = Desk(office, conclusion(office))
    attach(desk.tasks[0], office.official, ("a.pdf", PAPER))
    [file] = desk.update(desk.tasks[0]).files
    name = file.stored
    db.session.commit()
    return name


def test_a_backup_is_restored_whole_into_an_empty_place(runner: FlaskCliRunner, stored: str, tmp_path: Path) -> None:
    filestore.keep(b"of no row")
    file = tmp_path / "copies" / "office.tar"
    assert runner.invoke(main, args=["backup", str(file)]).exit_code == 0
    with tarfile.open(file) as archive:
        assert archive.getnames() == ["tracker.db", f"files/{stored}"]
    assert [path.name for path in file.parent.iterdir()] == ["office.tar"]
    fresh = tmp_path / "fresh"
    app = create_app(settings(fresh))
    with app.app_context():
        result = app.test_cli_runner().invoke(main, args=["restore", str(file)])
        assert result.exit_code == 0, result.output
        [row] = db.session.query(EvidenceFile).all()
        assert filestore.path_of(row.stored) == fresh / "files" / stored[:2] / stored
        assert filestore.path_of(row.stored).read_bytes() == PAPER
        db.session.remove()
        db.engine.dispose()
        again = app.test_cli_runner().invoke(main, args=["restore", str(file)])
    assert again.exit_code == 1
    assert "is there" in again.output


def test_a_backup_overwrites_nothing(runner: FlaskCliRunner, stored: str, tmp_path: Path) -> None:
    file = tmp_path / "office.tar"
    file.write_text("another")
    assert runner.invoke(main, args=["backup", str(file)]).exit_code == 1
    assert file.read_text() == "another"


def test_a_backup_tells_of_files_that_are_missing_or_changed(
    runner: FlaskCliRunner, stored: str, tmp_path: Path
) -> None:
    filestore.path_of(stored).write_bytes(b"something else")
    result = runner.invoke(main, args=["backup", str(tmp_path / "changed.tar")])
    assert (result.exit_code, "1 files are missing or changed" in result.output) == (1, True)
    filestore.remove(stored)
    assert backup.back_up(tmp_path / "missing.tar").wrong == (stored,)


@pytest.mark.parametrize("bytes_", [b"", b"no tar at all" * 100])
def test_what_is_no_backup_changes_nothing(tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "x.tar"
    file.write_bytes(bytes_)
    app = create_app(settings(tmp_path / "fresh"))
    result = app.test_cli_runner().invoke(main, args=["restore", str(file)])
    assert result.exit_code == 1
    assert "no whole backup" in result.output
    assert not (tmp_path / "fresh" / "tracker.db").exists()


def test_the_doctor_names_missing_changed_and_ownerless_files(runner: FlaskCliRunner, stored: str) -> None:
    assert "All 1 files that people sent lie whole" in runner.invoke(main, args=["doctor"]).output
    filestore.keep(b"of no row")
    filestore.path_of(stored).write_bytes(b"something else")
    changed = runner.invoke(main, args=["doctor"])
    assert changed.exit_code == 1
    assert f"were changed: a.pdf ({stored})" in changed.output
    assert "note  1 files have no row" in changed.output
    shutil.rmtree(filestore.folder())
    assert f"are missing: a.pdf ({stored})" in runner.invoke(main, args=["doctor"]).output
