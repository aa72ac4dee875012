"""Five hundred hostile files: each is answered by a text or one clear sentence, soon, and leaves nothing behind."""

import tempfile
from collections import Counter
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.intake import forked, hostile
from tests.office import Office, sign_in
from tracker import clock
from tracker.documents import uploads
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import Upload, UploadFile, UploadPage
from tracker.extensions import db
from tracker.intake import files, sandbox

SEED, COUNT, POSTED, SEEN = 2026, 500, 20, 3
SLOWEST = 2.0
"""Seconds of work; a few may take longer."""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of their own for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_five_hundred_files_are_each_answered_and_leave_nothing_behind(
    app: Flask, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hostile.children()
    with forked.forks() as forks:
        monkeypatch.setattr(sandbox, "run", forks.run)
        outcomes = [
            hostile.outcome(name, data, lambda: hostile.worked() + forks.computed)
            for name, data in hostile.some(SEED, COUNT)
        ]
    told = Counter(each.told for each in outcomes)
    late = [each for each in outcomes if each.seconds > SLOWEST]
    assert len(late) < COUNT / 100, sorted(late, key=lambda each: -each.seconds)[:5]
    assert told["text"] > COUNT / 10
    assert len(told) > 12, told
    assert list(temporary.iterdir()) == []
    assert hostile.children() <= before


@pytest.mark.parametrize("number", range(POSTED))
def test_a_hostile_file_is_answered_by_the_real_sandbox_through_the_web(
    number: int, client: FlaskClient, office: Office, temporary: Path
) -> None:
    name, data = hostile.one(SEED + 1, number)
    before = hostile.children()
    begun = hostile.worked()
    answer = sign_in(client, office.secretary).post("/conclusions/new", data={"file": (BytesIO(data), name)})
    assert hostile.worked() - begun < 3 * SLOWEST
    rows = [db.session.query(kind).count() for kind in (Conclusion, Upload)]
    if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        assert rows == [0, 0]
    else:
        assert answer.status_code == HTTPStatus.SEE_OTHER
        assert sum(rows) == 1
    for upload in db.session.query(Upload):
        uploads.cancel(upload, by=office.secretary, at=clock.now())
    assert [db.session.query(kind).count() for kind in (UploadFile, UploadPage)] == [0, 0]
    assert list(temporary.iterdir()) == []
    assert hostile.children() <= before


def test_hostile_pages_are_read_by_eye_or_refused(
    app: Flask, with_tesseract: None, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = 0
    with forked.forks() as forks:
        monkeypatch.setattr(sandbox, "run", forks.run)
        for name, data in hostile.some(SEED + 2, COUNT):
            if seen < SEEN and hostile.outcome(name, data).told == "pages":
                seen += 1
                try:
                    files.see(data, 1)
                except files.Unreadable as refused:
                    assert hostile.is_clear(refused.sentence)
    assert seen == SEEN
    assert list(temporary.iterdir()) == []
