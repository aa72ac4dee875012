"""What is known of a document before it is read: its meeting holds, number and day fill what the paper leaves blank."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.office import Office, sign_in
from tracker import clock
from tracker.documents import actions, uploads
from tracker.documents.known import Known
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import Upload, UploadState
from tracker.extensions import db
from tracker.intake import files

BLANK = """Số       -KL/BCĐ
Đạ Lâm, ngày       tháng 4 năm 2026
KẾT LUẬN
Phiên họp thứ năm (ngày 16/4/2026)
1. Giao Phòng Kinh tế rà soát hồ sơ trước ngày 30/6/2026.
"""
TOLD = Known(date(2026, 4, 17), "16-KL/BCĐ", date(2026, 4, 21))


def test_what_is_known_fills_the_blanks_and_tells_the_meeting(office: Office) -> None:
    found = actions.record(office.committee, BLANK, known=TOLD, by=office.secretary, at=clock.now())
    assert (found.number, found.issued_on, found.meeting_on) == ("16-KL/BCĐ", date(2026, 4, 21), date(2026, 4, 17))
    assert "meeting_on" not in found.header_spans


def test_the_paper_is_believed_about_its_number_and_day(office: Office) -> None:
    text = BLANK.replace("Số       -", "Số 15-").replace("ngày       tháng", "ngày 20 tháng")
    found = actions.record(office.committee, text, known=TOLD, by=office.secretary, at=clock.now())
    assert (found.number, found.issued_on) == ("15-KL/BCĐ", date(2026, 4, 20))


def test_it_is_kept_while_a_file_is_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "takes_long", lambda _data: True)
    made = uploads.receive(
        office.committee, b"scan", file_name="kl.pdf", known=TOLD, by=office.secretary, at=clock.now()
    )
    assert isinstance(made, Upload)
    made.state = UploadState.READY
    db.session.commit()
    recorded = actions.record_upload(made, BLANK, version=made.version, by=office.secretary, at=clock.now())
    assert (recorded.number, recorded.meeting_on) == ("16-KL/BCĐ", date(2026, 4, 17))


def test_the_page_begun_at_a_meeting_knows_it(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    assert 'name="meeting_on"' not in client.get("/conclusions/new").text
    page = client.get("/conclusions/new?meeting_on=2026-04-17&number=16-KL/BCĐ").text
    assert 'value="17/4/2026"' in page and 'value="16-KL/BCĐ"' in page
    typed = {"text": BLANK, "meeting_on": "17.4", "number": "16-KL/BCĐ"}
    answer = client.post("/conclusions/new", data=typed)
    assert (answer.status_code, 'value="17.4"' in answer.text, "rà soát hồ sơ" in answer.text) == (422, True, True)
    assert client.post("/conclusions/new", data=typed | {"meeting_on": "17/4/2026"}).status_code == 303
    recorded = db.session.query(Conclusion).one()
    assert (recorded.meeting_on, recorded.number) == (date(2026, 4, 17), "16-KL/BCĐ")
