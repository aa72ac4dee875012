"""Ten thousand hostile files: what each is answered with, after how long, and what is left behind."""

import os
import tempfile
import time
from collections import Counter
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from benchmarks.figures import Figure, an_office
from tests.intake import forked, hostile
from tests.office import sign_in
from tracker import clock
from tracker.documents import page_reading, uploads
from tracker.documents.upload_models import Upload, UploadFile, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake import sandbox

COUNT = int(os.environ.get("TRACKER_SOAK_FILES", "10000"))
SEED = 31
POSTED_EACH, FINISHED_EACH = 50, 200
"""Every so many files one is posted to the real sandbox, and one is read to its end by the job."""
SLOWEST = 2.0


def files() -> Figure:
    """Return the longest a hostile file keeps a web request, in seconds."""
    told: Counter[str] = Counter()
    slowest: list[tuple[float, str, str]] = []
    wrong: list[str] = []
    before = hostile.children()
    with tempfile.TemporaryDirectory() as name, patch.object(tempfile, "tempdir", name), an_office() as (app, office):
        client = sign_in(app.test_client(), office.secretary)
        posts = _Posts(client, office)
        with forked.forks() as forks:
            for number in range(COUNT):
                label, data = hostile.one(SEED, number)
                try:
                    if number % POSTED_EACH == 0:
                        outcome = posts.post(label, data, finish=number % FINISHED_EACH == 0)
                    else:
                        with patch.object(sandbox, "run", forks.run):
                            outcome = hostile.outcome(label, data)
                except Exception as error:  # what the program raised is what is looked for
                    wrong.append(f"{label}: {error!r}"[:300])
                    continue
                told[outcome.told] += 1
                slowest = sorted([*slowest, (round(outcome.seconds, 2), label, outcome.told)], reverse=True)[:5]
        left = [path.name for path in Path(name).iterdir() if not path.name.startswith("tmp")]
        rows = [db.session.query(kind).count() for kind in (UploadFile, UploadPage)]
    wrong += [f"left behind: {left or rows}"] if left or any(rows) else []
    wrong += [f"still running: {hostile.children() - before}"] if hostile.children() - before else []
    print(f"told: {dict(told.most_common())}\nslowest: {slowest}\nwrong: {wrong}", flush=True)
    goal = f"{COUNT} hostile files: a text or one sentence each, none over {SLOWEST:g} s in a request, nothing left"
    return Figure(slowest[0][0], goal, not wrong and slowest[0][0] <= SLOWEST)


class _Posts:
    """A secretary who sends files to the server as it runs."""

    def __init__(self, client: object, office: object) -> None:
        self.client, self.office = client, office

    def post(self, name: str, data: bytes, *, finish: bool) -> hostile.Outcome:
        """Send a file, let the job read it to its end if asked, and discard what came of it."""
        begun = time.monotonic()
        answer = self.client.post("/conclusions/new", data={"file": (BytesIO(data), name)})  # type: ignore[attr-defined]
        seconds = time.monotonic() - begun
        assert answer.status_code in (HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY), answer.status
        for upload in db.session.query(Upload).filter(Upload.state != UploadState.CANCELLED):
            while finish and page_reading.read_next(at=clock.now()):
                pass
            assert not upload.problem or hostile.is_clear(upload.sentence), upload.sentence
            uploads.cancel(upload, by=self.office.secretary, at=clock.now())  # type: ignore[attr-defined]
        return hostile.Outcome(name, seconds, f"posted: {answer.status_code}")
