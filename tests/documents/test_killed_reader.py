"""A reader killed in the middle of its work loses at most the page it was reading."""

import contextlib
import random
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask

from tests.conftest import settings
from tests.documents.test_page_reading import page_of
from tests.office import Office
from tests.processes import forking
from tracker import clock
from tracker.app import create_app
from tracker.documents import page_reading, uploads
from tracker.documents.upload_models import Upload, UploadFile, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake import files
from tracker.intake.sheets import Picture

PAGES, KILLS = 30, 5


def read_on(folder: str, minutes: int, told: Connection) -> None:
    """Read all there is, minutes after now, and tell of each page when it is begun."""

    def see(_data: bytes, number: int, *, wanted: Callable[[], bool]) -> files.SeenPage:
        told.send(number)
        time.sleep(0.05)
        return files.SeenPage(page_of(f"{number}. Giao Phong Kinh te trang {number}."), b"jpeg")

    files.see = see
    with create_app(settings(Path(folder))).app_context():
        while page_reading.read_next(at=clock.now() + timedelta(minutes=minutes)):
            pass


def test_after_every_kill_the_next_reader_goes_on_where_the_last_one_was(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    upload_id, start = _hand_in(office), forking()
    read: list[int] = []
    for round_number in range(KILLS + 1):
        hearing, telling = start.Pipe(duplex=False)
        reader = start.Process(target=read_on, args=(str(tmp_path), round_number, telling))
        reader.start()
        telling.close()
        if round_number < KILLS:  # the second page begins when the first is kept: no page meets four kills
            read += [hearing.recv() for _ in range(2)]
            time.sleep(random.uniform(0, 0.3))
            reader.kill()
        with contextlib.suppress(EOFError):
            while True:
                read.append(hearing.recv())
        reader.join()
        db.session.rollback()
        kept = db.session.query(UploadPage).filter(UploadPage.sheet.is_not(None)).count()
        assert kept >= len(set(read)) - 1
        db.session.rollback()
    found = db.session.get_one(Upload, upload_id)
    assert (found.state, found.pages_read) == (UploadState.READY, PAGES)
    assert len(read) <= PAGES + KILLS
    assert [part.split(".")[0] for part in found.text.split("\n\n")] == [str(n) for n in range(1, PAGES + 1)]


def _hand_in(office: Office) -> int:
    with_pages = Upload(
        committee=office.committee, file_name="a.pdf", created_by=office.secretary, created_at=clock.now(),
        moved_at=clock.now(),
    )  # fmt: skip
    db.session.add(with_pages)
    db.session.flush()
    db.session.add(UploadFile(upload_id=with_pages.id, data=b"%PDF-"))
    uploads.lay_out(with_pages, files.Opened(pages=[Picture("scanned")] * PAGES))
    db.session.commit()
    upload_id = with_pages.id
    db.session.remove()
    return upload_id
