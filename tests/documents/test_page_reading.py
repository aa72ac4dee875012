"""The job reads a file page by page: each page is kept, a dead worker's is read again, a file given up is let go."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.documents import texts
from tests.office import Office
from tracker import clock, history
from tracker.documents import actions, page_reading, upload_queries, uploads
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import Upload, UploadFile, UploadPage, UploadState
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.intake import files, sandbox
from tracker.intake.lines import Line, Piece
from tracker.intake.refusals import Unreadable
from tracker.intake.sheets import Page, Picture, Sheet

AT = datetime.fromisoformat("2026-04-14T08:00:00+07:00")
SCAN = b"%PDF- a scan"


def page_of(words: str) -> Sheet:
    """Return a page with these lines."""
    lines = [
        Line((Piece(line, 85.0, 500.0, 100.0 + 40 * at, 113.0 + 40 * at, 13.0, 20.0),))
        for at, line in enumerate(words.splitlines())
    ]
    return Sheet(lines, [], 842.0)


class Eyes:
    """Stand-in for the programs that open files and read pages: what they find, and what they were asked."""

    def __init__(self) -> None:
        self.pages: list[Page] = [Picture("scanned"), page_of("2. Giao Công an xã tuần tra."), Picture("scanned")]
        self.seen: dict[int, str] = {1: "1. Giao Phòng\u2060 Kinh tế rà soát.", 3: "3. Giao Tổ giúp việc báo cáo."}
        self.asked: list[int] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self.in_transaction: list[bool] = []

    def opened(self, data: bytes, *, patience: float | None = None, wanted: files.Wanted | None = None) -> files.Opened:
        return files.Opened(pages=self.pages)

    def see(self, data: bytes, number: int, *, wanted: files.Wanted) -> files.SeenPage:
        assert data == SCAN
        self.asked.append(number)
        self.in_transaction.append(db.session().in_transaction())
        self.meanwhile()
        if not wanted():
            raise sandbox.Unfinished
        if number not in self.seen:
            raise Unreadable("pdf broken")
        return files.SeenPage(page_of(self.seen[number]), b"jpeg %d" % number)


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> Eyes:
    stand_in = Eyes()
    monkeypatch.setattr(files, "opened", stand_in.opened)
    monkeypatch.setattr(files, "see", stand_in.see)
    return stand_in


@pytest.fixture
def scan(office: Office, eyes: Eyes) -> Upload:
    """A scan of three pages, the second with letters, handed in by the secretary."""
    found = uploads.receive(office.committee, SCAN, file_name="tb.pdf", by=office.secretary, at=AT)
    assert isinstance(found, Upload)
    return found


def read_all(at: datetime = AT) -> int:
    steps = 0
    while page_reading.read_next(at=at):
        steps += 1
    return steps


def left() -> tuple[int, int]:
    return db.session.query(UploadFile).count(), db.session.query(UploadPage).count()


def verbs() -> list[str]:
    return [entry.verb for entry in db.session.query(history.HistoryEntry).order_by(history.HistoryEntry.id)]


def test_only_pictures_are_read_by_eye_and_the_text_is_whole(scan: Upload, eyes: Eyes) -> None:
    assert (scan.pages, scan.pages_read, scan.state) == (3, 1, UploadState.WAITING)
    assert read_all() == 3
    assert (eyes.asked, eyes.in_transaction) == ([1, 3], [False, False])
    assert (scan.state, scan.pages_read, scan.lease) == (UploadState.READY, 3, None)
    assert scan.text.split("\n\n") == [
        "1. Giao Phòng Kinh tế rà soát.", "2. Giao Công an xã tuần tra.", "3. Giao Tổ giúp việc báo cáo.",
    ]  # fmt: skip
    assert scan.doubtful_words == ["Phòng"]
    assert [page.number for page in upload_queries.seen_pages(scan)] == [1, 3]
    assert left() == (0, 3)
    assert verbs()[-2:] == ["received", "read"]


def test_each_page_is_kept_before_the_next_is_read(scan: Upload, eyes: Eyes) -> None:
    page_reading.read_next(at=AT)
    db.session.rollback()
    assert scan.pages_read == 2
    assert page_reading.take(AT).page == 3  # type: ignore[union-attr]


def test_the_page_of_a_worker_that_died_is_read_again_after_its_lease(scan: Upload, eyes: Eyes) -> None:
    claim = page_reading.take(AT)
    assert claim is not None
    assert claim.page == 1
    assert not page_reading.is_any_due(AT + page_reading.LEASE)
    assert not page_reading.read_next(at=AT + page_reading.LEASE)
    later = AT + page_reading.LEASE + timedelta(seconds=1)
    assert page_reading.is_any_due(later)
    read_all(later)
    assert eyes.asked == [1, 3]
    assert scan.state == UploadState.READY


def test_while_a_page_is_read_its_lease_is_renewed_and_nobody_else_takes_the_file(scan: Upload, eyes: Eyes) -> None:
    taken: list[object] = []
    eyes.meanwhile = lambda: taken.append(page_reading.take(AT + timedelta(seconds=15)))
    page_reading.read_next(at=AT)
    assert taken == [None]
    claim = page_reading.take(AT)
    assert claim is not None
    assert page_reading._renew(claim, AT + timedelta(seconds=15))
    assert page_reading.take(AT + page_reading.LEASE + timedelta(seconds=10)) is None


def test_what_a_worker_read_after_losing_its_lease_is_not_kept_twice(scan: Upload, eyes: Eyes) -> None:
    def somebody_else() -> None:
        eyes.meanwhile = lambda: None
        page_reading.read_next(at=AT + page_reading.LEASE + timedelta(minutes=1))

    eyes.meanwhile = somebody_else
    page_reading.read_next(at=AT)
    assert scan.pages_read == 2
    read_all(AT + timedelta(hours=1))
    assert (eyes.asked, scan.state) == ([1, 1, 3], UploadState.READY)


def test_a_file_given_up_while_it_is_read_is_let_go_with_all_its_rows(scan: Upload, eyes: Eyes, office: Office) -> None:
    def give_up() -> None:
        uploads.cancel(scan, by=office.secretary, at=AT)

    eyes.meanwhile = give_up
    read_all()
    assert (scan.state, scan.lease, scan.text) == (UploadState.CANCELLED, None, "")
    assert left() == (0, 0)
    assert eyes.asked == [1]
    assert verbs()[-1] == "discarded"
    with pytest.raises(RuleBroken):
        uploads.cancel(scan, by=office.secretary, at=AT)


def test_a_page_that_cannot_be_read_is_lost_and_the_others_are_read(scan: Upload, eyes: Eyes) -> None:
    del eyes.seen[1]
    read_all()
    assert scan.state == UploadState.READY
    assert upload_queries.lost_pages(scan) == [1]
    assert scan.text.startswith("2. Giao Công an xã")


def test_a_page_at_which_workers_die_again_and_again_is_lost(scan: Upload, eyes: Eyes) -> None:
    at = AT
    for _death in range(page_reading.MOST_ATTEMPTS):
        assert page_reading.take(at).page == 1  # type: ignore[union-attr]
        at += page_reading.LEASE + timedelta(seconds=1)
    read_all(at)
    assert (eyes.asked, upload_queries.lost_pages(scan), scan.state) == ([3], [1], UploadState.READY)


def test_a_program_that_was_taken_away_fails_the_file_with_its_sentence(
    scan: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_program(*_data: object, **_more: object) -> None:
        raise Unreadable("pdf no program")

    monkeypatch.setattr(files, "see", no_program)
    read_all()
    assert scan.state == UploadState.FAILED
    assert "tesseract-ocr-vie" in scan.sentence
    assert left() == (0, 0)
    assert verbs()[-1] == "gave_up"


def test_a_file_no_page_of_which_has_a_letter_fails(scan: Upload, eyes: Eyes) -> None:
    eyes.pages, eyes.seen = [Picture("scanned")], {}
    db.session.query(UploadPage).filter_by(number=2).delete()
    db.session.commit()
    read_all()
    assert (scan.state, scan.problem) == (UploadState.FAILED, "no letters")


def test_the_file_that_waited_longest_is_read_first_and_files_take_turns(
    scan: Upload, eyes: Eyes, office: Office
) -> None:
    other = uploads.receive(office.committee, SCAN, file_name="hai.pdf", by=office.secretary, at=AT)
    order = []
    for second in range(1, 5):
        claim = page_reading.take(AT + timedelta(seconds=second))
        assert claim is not None
        page_reading._release(page_reading._held(claim))
        db.session.commit()
        order.append(claim.upload_id)
    assert order == [scan.id, other.id, scan.id, other.id]  # type: ignore[union-attr]


def test_what_takes_longer_than_a_person_waits_is_opened_by_the_job(
    office: Office, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(data: bytes, *, patience: float | None = None, wanted: files.Wanted | None = None) -> files.Opened:
        if patience is not None:
            raise sandbox.Unfinished
        return files.Opened(text=texts.TEXT)

    monkeypatch.setattr(files, "opened", slow)
    found = uploads.receive(office.committee, b"long", file_name="dai.docx", by=office.secretary, at=AT)
    assert isinstance(found, Upload)
    assert (found.pages, found.state) == (None, UploadState.WAITING)
    assert read_all() == 1
    assert (found.state, found.text) == (UploadState.READY, texts.TEXT)


def test_a_file_that_can_be_read_in_no_way_leaves_no_row(office: Office) -> None:
    with pytest.raises(RuleBroken):
        uploads.receive(office.committee, b"\x89PNG\r\n\x1a\n", file_name="a.png", by=office.secretary, at=AT)
    assert db.session.query(Upload).count() == 0


def test_one_committee_cannot_fill_the_disk_with_files(
    office: Office, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_OPEN", 1)
    uploads.receive(office.committee, SCAN, file_name="", by=office.secretary, at=AT)
    uploads.receive(office.other_committee, SCAN, file_name="", by=office.other_secretary, at=AT)
    with pytest.raises(RuleBroken, match="1 tệp"):
        uploads.receive(office.committee, SCAN, file_name="", by=office.secretary, at=AT)


def test_recording_lets_the_file_go_in_the_same_transaction(scan: Upload, office: Office) -> None:
    read_all()
    made = actions.record_upload(scan, texts.TEXT, version=scan.version, by=office.secretary, at=clock.now())
    assert (scan.state, scan.conclusion, scan.text) == (UploadState.RECORDED, made, "")
    assert made.file_name == "tb.pdf"
    assert left() == (0, 0)


@pytest.mark.parametrize("meanwhile", ["discarded", "older version"])
def test_a_file_recorded_or_discarded_meanwhile_is_not_recorded(scan: Upload, office: Office, meanwhile: str) -> None:
    read_all()
    version = scan.version - (meanwhile == "older version")
    if meanwhile == "discarded":
        uploads.cancel(scan, by=office.secretary, at=AT)
    with pytest.raises(RuleBroken, match="vừa được ghi nhận"):
        actions.record_upload(scan, texts.TEXT, version=version, by=office.secretary, at=clock.now())
    db.session.rollback()
    assert db.session.query(Conclusion).count() == 0
