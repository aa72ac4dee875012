"""A committee's archive: everything of it in one file, and in another installation the same again."""

import hashlib
import json
import shutil
import zipfile
from contextlib import contextmanager
from datetime import date

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from tests.conftest import settings
from tests.housed import made
from tests.postgresql import fresh_database
from tracker import clock, demo, filestore, history
from tracker.cli import main
from tracker.errors import RuleBroken
from tracker.extensions import Model, db
from tracker.findable import Findable
from tracker.people import chronicle
from tracker.people.models import Committee, Unit, User
from tracker.reminders.models import Letter, LetterState, Reminder
from tracker.reports.archive import shape
from tracker.reports.archive.reading import preview, read_archive
from tracker.reports.archive.taking import FINDABLE, take_in
from tracker.reports.archive.writing import FILES, MANIFEST, write
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.models import Task
from tracker.tasks.queries import figures

TODAY = date(2026, 11, 20)
WRONG = '[{"id": 1, "committee_id": [1]}]'


@contextmanager
def installation(folder, migrated, url=None):
    """An installation beside the test's own, with its tables and nothing in them."""
    folder.mkdir()
    shutil.copy(migrated, folder / "tracker.db")
    app = made(settings(folder) | ({"SQLALCHEMY_DATABASE_URI": url} if url else {}))
    with app.app_context():
        if url:
            upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def written(tmp_path_factory, migrated):
    """The archive of an office with four months of work, and what it holds."""
    folder = tmp_path_factory.mktemp("archive")
    with installation(folder / "first", migrated):
        demo.load(TODAY)
        told = write(db.session.scalars(select(Committee.id)).one(), folder / "archive.zip", at=clock.now())
    return folder / "archive.zip", told


def changed(archive, target, change):
    """Write a copy of an archive in which `change` made something of each member's bytes, or left it out."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return target


def test_every_table_travels_or_has_a_reason_to_stay(app):
    named = [*shape.KEPT, *shape.SHARED, *shape.LEFT]
    assert len(named) == len(set(named))
    assert set(named) == set(Model.metadata.tables)


def test_whatever_is_found_by_its_words_gets_them_where_it_arrives(app):
    assert set(FINDABLE) == set(Findable.__subclasses__())


def test_every_id_the_history_tells_is_renumbered(app):
    assert set(chronicle.NAMED_BY) <= set(shape.TOLD)


def test_parents_stand_before_their_children(app):
    order = list(shape.ALL)
    for name in order:
        for column in shape.columns(name):
            to = shape.target(column)
            is_later = (name, column.name) in shape.LATER
            assert to is None or is_later or order.index(to) <= order.index(name), (name, column.name)


@pytest.mark.postgres
def test_an_archive_is_the_same_after_a_journey_over_both_databases(written, tmp_path, migrated, postgresql):
    path, told = written
    for name, url in (("second", fresh_database(postgresql)), ("third", None)):
        with installation(tmp_path / name, migrated, url):
            committee_id = take_in(read_archive(path), by=None, at=clock.now())
            again = write(committee_id, tmp_path / f"{name}.zip", at=clock.now())
            assert again.digest == told.digest, name
            assert (again.rows, again.files) == (told.rows, told.files)
            assert history.first_broken_entry() is None
            path = tmp_path / f"{name}.zip"


def test_what_was_taken_in_is_a_whole_office(app, written):
    path, told = written
    committee_id = take_in(read_archive(path), by=None, at=clock.now())
    counted = figures(committee_id, TODAY)
    assert counted.total > counted.open_overdue > 0
    assert told.rows["tasks"] == db.session.scalar(select(func.count()).select_from(Task))
    for kept in db.session.scalars(select(EvidenceFile)):
        assert len(filestore.path_of(kept.stored).read_bytes()) == kept.size
    found = Task.found(select(Task), "ho so")
    assert db.session.scalars(found).first() is not None


def test_nobody_gets_a_letter_from_an_archive_and_nobody_is_told_twice(app, written):
    take_in(read_archive(written[0]), by=None, at=clock.now())
    assert not {LetterState.WAITING, LetterState.SENDING} & set(db.session.scalars(select(Letter.state)))
    told = db.session.scalars(select(Reminder).where(Reminder.key.is_not(None))).all()
    assert told
    for each in told:
        matter = (each.kind, each.committee_id, each.task_id, each.recipient, each.due_on, each.occasion)
        assert each.key == Reminder.key_of(*matter)


def test_people_who_come_with_an_archive_have_no_password_and_no_office_of_administrator(app, written):
    take_in(read_archive(written[0]), by=None, at=clock.now())
    people = db.session.scalars(select(User)).all()
    assert people
    assert all(each.password_hash == "!" and each.must_change_password and not each.is_admin for each in people)
    with zipfile.ZipFile(written[0]) as archive:
        assert b"scrypt" not in b"".join(archive.read(name) for name in archive.namelist())


def test_people_and_units_that_are_here_stay_as_they_are(app, written):
    archive = read_archive(written[0])
    rows = archive.rows["users"]
    unit = Unit(name=archive.rows["units"][0]["name"], folded=archive.rows["units"][0]["folded"], email="x@y.vn")
    same = User(username=rows[0]["username"], full_name=rows[0]["full_name"], password_hash="kept",
                post="Khác", created_at=clock.now())  # fmt: skip
    stranger = User(username=rows[1]["username"], full_name="Người Khác Hẳn", password_hash="kept",
                    created_at=clock.now())  # fmt: skip
    db.session.add_all([unit, same, stranger])
    db.session.commit()
    ids = unit.id, same.id, stranger.id
    seen = preview(archive)
    assert [each.known_as for each in seen.strangers] == [stranger.username]
    assert same.full_name not in seen.new_people
    take_in(archive, by=None, at=clock.now())
    assert db.session.scalars(select(Unit).filter_by(folded=unit.folded)).one().id == ids[0]
    assert unit.email == "x@y.vn"
    assert (same.post, same.password_hash, stranger.full_name) == ("Khác", "kept", "Người Khác Hẳn")
    beside = db.session.scalars(select(User).filter_by(username=f"{stranger.username}2")).one()
    assert beside.full_name == rows[1]["full_name"]


def test_the_same_archive_is_taken_in_once(app, written):
    archive = read_archive(written[0])
    take_in(archive, by=None, at=clock.now())
    before = history.count()
    with pytest.raises(RuleBroken, match=archive.name):
        take_in(archive, by=None, at=clock.now())
    db.session.rollback()
    assert history.count() == before


def test_a_damaged_archive_changes_nothing(app, written, tmp_path):
    def broken(name, data):
        return data.replace(b'"number": 3', b'"number": 4', 1) if name == "tables/tasks.json" else data

    with pytest.raises(RuleBroken):
        read_archive(changed(written[0], tmp_path / "broken.zip", broken))


@pytest.mark.parametrize("left_out", [MANIFEST, "tables/tasks.json"])
def test_an_archive_that_lacks_a_member_is_refused(app, written, tmp_path, left_out):
    def lacking(name, data):
        return None if name == left_out else data

    with pytest.raises(RuleBroken):
        read_archive(changed(written[0], tmp_path / "lacking.zip", lacking))


def test_an_archive_whose_rows_refer_to_nothing_that_is_there_is_refused(app, written, tmp_path):
    def forged(name, data):
        if name != "tables/tasks.json":
            return forged_manifest(data) if name == MANIFEST else data
        return WRONG.encode()

    def forged_manifest(data):
        manifest = json.loads(data)
        manifest["tables"]["tasks"]["sha256"] = hashlib.sha256(WRONG.encode()).hexdigest()
        return json.dumps(manifest).encode()

    with pytest.raises(RuleBroken):
        read_archive(changed(written[0], tmp_path / "forged.zip", forged))


def test_an_archive_without_its_digest_is_refused(app, written, tmp_path):
    def bare(name, data):
        if name != MANIFEST:
            return data
        return json.dumps({word: value for word, value in json.loads(data).items() if word != "digest"}).encode()

    with pytest.raises(RuleBroken):
        read_archive(changed(written[0], tmp_path / "bare.zip", bare))


def test_a_file_that_is_no_archive_is_refused(app, tmp_path):
    odd = tmp_path / "odd.zip"
    odd.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(RuleBroken):
        read_archive(odd)


def test_evidence_that_was_changed_on_the_way_takes_everything_back(app, written, tmp_path):
    def other(name, data):
        return data + b"x" if name.startswith(FILES) else data

    archive = read_archive(changed(written[0], tmp_path / "other.zip", other))
    with pytest.raises(RuleBroken):
        take_in(archive, by=None, at=clock.now())
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Committee)) == 0


def test_the_manifest_says_what_the_archive_holds(written):
    path, told = written
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["digest"] == told.digest
    assert {name: each["rows"] for name, each in manifest["tables"].items()} == told.rows


def test_the_console_writes_an_archive_and_takes_one_in(runner, written, tmp_path):
    dry = runner.invoke(main, ["take-in", str(written[0]), "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert db.session.scalar(select(func.count()).select_from(Committee)) == 0
    assert runner.invoke(main, ["take-in", str(written[0])]).exit_code == 0
    name = db.session.scalars(select(Committee.name)).one()
    again = runner.invoke(main, ["archive", name, str(tmp_path / "again.zip")])
    assert written[1].digest in again.output
    assert runner.invoke(main, ["archive", name, str(tmp_path / "again.zip")]).exit_code == 1
    assert name in runner.invoke(main, ["archive", "Không có", str(tmp_path / "other.zip")]).output
