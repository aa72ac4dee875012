"""A reader killed in the middle of its work loses at most the page it was reading."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from tests.office import Office
from tracker import clock
from tracker.documents import uploads
from tracker.documents.upload_models import Upload, UploadFile, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake import files
from tracker.intake.sheets import Picture

PAGES, KILLS = 30, 5
READER = """
import sys, time
from datetime import timedelta
from pathlib import Path
from tests.conftest import settings
from tests.documents.test_page_reading import page_of
from tracker import clock
from tracker.app import create_app
from tracker.documents import page_reading
from tracker.intake import files

def see(data, number, *, wanted):
    print(number, flush=True)
    time.sleep(0.05)
    return files.SeenPage(page_of(f"{number}. Giao Phong Kinh te trang {number}."), b"jpeg")

files.see = see
app = create_app(settings(Path(sys.argv[1])))
with app.app_context():
    while page_reading.read_next(at=clock.now() + timedelta(minutes=int(sys.argv[2]))):
        pass
"""


def test_after_every_kill_the_next_reader_goes_on_where_the_last_one_was(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    upload_id = _hand_in(office)
    read: list[int] = []
    for round_number in range(KILLS + 1):
        command = [sys.executable, "-c", READER, str(tmp_path), str(round_number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdout
            if round_number < KILLS:  # the second page begins when the first is kept: no page meets four kills
                read += [int(reader.stdout.readline()) for _ in range(2)]
                time.sleep(random.uniform(0, 0.3))
                reader.send_signal(signal.SIGKILL)
            read += [int(line) for line in reader.stdout]
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
