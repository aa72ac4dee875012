"""The pages of files that take their time: progress without a script, the text beside the pictures, nothing lost."""

from http import HTTPStatus
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.documents import texts
from tests.office import Office, sign_in
from tracker import clock
from tracker.documents import page_reading, uploads
from tracker.documents.models import Conclusion
from tracker.documents.upload_models import Upload, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake import files, sandbox
from tracker.intake.sheets import Picture, Sheet

HTMX = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> FlaskClient:
    return sign_in(client, office.secretary)


@pytest.fixture
def file(office: Office, monkeypatch: pytest.MonkeyPatch) -> Upload:
    """A scan of two pages, of which none is read yet."""
    monkeypatch.setattr(files, "opened", lambda *_data, **_more: files.Opened(pages=[Picture("scanned")] * 2))
    found = uploads.receive(office.committee, b"%PDF-", file_name="tb <1>.pdf", by=office.secretary, at=clock.now())
    assert isinstance(found, Upload)
    return found


@pytest.fixture
def ready(file: Upload) -> Upload:
    """The same file after both pages were read, one word of it doubtful."""
    sheet = Sheet([], [], 842.0).kept()
    for page in db.session.query(UploadPage):
        page.sheet, page.picture = sheet, b"\xff\xd8 page %d" % page.number
    file.state, file.pages_read, file.text, file.doubts = UploadState.READY, 2, texts.TEXT, [[0, 4]]
    db.session.commit()
    return file


def test_a_file_that_takes_long_leads_to_its_progress(
    secretary: FlaskClient, file: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = secretary.post("/conclusions/new", data={"file": (BytesIO(b"%PDF-"), "b.pdf")})
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/uploads/{file.id + 1}")
    page = secretary.get(answer.location).text
    assert "Đang chờ tới lượt" in page
    assert "b.pdf" in page


def test_progress_is_shown_with_and_without_a_script(secretary: FlaskClient, file: Upload) -> None:
    page_reading.take(clock.now())
    file.pages_read = 1
    db.session.commit()
    page = secretary.get(f"/uploads/{file.id}").text
    assert "Đang đọc trang 2/2" in page
    assert '<progress class="bar" value="1" max="2"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert f'hx-get="/uploads/{file.id}" hx-select="#upload-{file.id}" hx-trigger="every 2s"' in page
    assert "tb &lt;1&gt;.pdf" in page


def test_the_list_shows_files_that_are_read_or_wait_to_secretaries_only(
    client: FlaskClient, office: Office, file: Upload
) -> None:
    assert f'href="/uploads/{file.id}"' in sign_in(client, office.secretary).get("/conclusions").text
    assert f'href="/uploads/{file.id}"' not in sign_in(client, office.official).get("/conclusions").text
    assert sign_in(client, office.official).get(f"/uploads/{file.id}").status_code == HTTPStatus.FORBIDDEN
    assert sign_in(client, office.other_secretary).get(f"/uploads/{file.id}").status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_waits_for_a_person_stands_on_the_first_page(secretary: FlaskClient, ready: Upload) -> None:
    page = secretary.get("/").text
    assert f'href="/uploads/{ready.id}"' in page
    assert "1 việc" in page


def test_what_was_read_stands_beside_its_pages_with_its_doubts(secretary: FlaskClient, ready: Upload) -> None:
    page = secretary.get(f"/uploads/{ready.id}").text
    ids = [row.id for row in db.session.query(UploadPage).order_by(UploadPage.number)]
    assert all(f'src="/uploads/pages/{each}"' in page for each in ids)
    assert '<mark class="is-doubtful" data-start="0">ĐẢNG</mark>' in page
    assert "1 chữ đọc chưa chắc" in page
    assert "Phòng KT chủ trì" in page
    assert "hx-trigger" not in page.partition("<main")[2].partition("</main>")[0]
    picture = secretary.get(f"/uploads/pages/{ids[1]}")
    assert (picture.mimetype, picture.data) == ("image/jpeg", b"\xff\xd8 page 2")


def test_the_corrected_text_is_recorded_and_the_file_is_gone(secretary: FlaskClient, ready: Upload) -> None:
    corrected = texts.TEXT.replace("Phòng KT", "Phòng Kinh tế")
    answer = secretary.post(f"/uploads/{ready.id}", data={"text": corrected, "version": ready.version})
    made = db.session.query(Conclusion).one()
    assert answer.location == f"/conclusions/{made.id}"
    assert "Phòng Kinh tế" in made.text
    assert db.session.query(UploadPage).count() == 0
    assert secretary.get(f"/uploads/{ready.id}").location == f"/conclusions/{made.id}"


def test_a_refusal_keeps_the_corrected_text(secretary: FlaskClient, ready: Upload) -> None:
    answer = secretary.post(f"/uploads/{ready.id}", data={"text": "Không có gì cả", "version": ready.version})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Không có gì cả" in answer.text
    assert "Không thấy điểm" in answer.text
    assert db.session.query(UploadPage).count() == 2


def test_a_text_recorded_before_is_told_with_the_way_to_it(secretary: FlaskClient, ready: Upload) -> None:
    secretary.post("/conclusions/new", data={"text": texts.TEXT})
    before = db.session.query(Conclusion).one()
    answer = secretary.post(f"/uploads/{ready.id}", data={"text": texts.TEXT, "version": ready.version})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'href="/conclusions/{before.id}"' in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_discarding_leaves_nothing_and_leads_to_the_list(
    secretary: FlaskClient, ready: Upload, headers: dict[str, str]
) -> None:
    answer = secretary.post(f"/uploads/{ready.id}/cancellation", headers=headers)
    assert answer.headers.get("HX-Redirect" if headers else "Location") == "/conclusions"
    assert ready.state == UploadState.CANCELLED
    assert db.session.query(UploadPage).count() == 0
    page = secretary.get(f"/uploads/{ready.id}").text
    assert "Tệp đã bỏ" in page
    assert "Tệp đã được bỏ" in page
    assert "Bỏ khỏi danh sách" not in page
    assert f"/uploads/{ready.id}" not in secretary.get("/conclusions").text
    assert secretary.post(f"/uploads/{ready.id}/cancellation").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_file_that_could_not_be_read_says_why_until_it_is_taken_off_the_list(
    secretary: FlaskClient, file: Upload
) -> None:
    file.state, file.problem = UploadState.FAILED, "pdf broken"
    db.session.commit()
    for address in (f"/uploads/{file.id}", "/conclusions"):
        assert "Đây là tệp PDF hỏng" in secretary.get(address).text
    secretary.post(f"/uploads/{file.id}/cancellation")
    assert "Đây là tệp PDF hỏng" not in secretary.get("/conclusions").text


def test_a_lost_page_is_named(secretary: FlaskClient, ready: Upload) -> None:
    db.session.query(UploadPage).filter_by(number=2).update({"is_lost": True, "picture": None})
    db.session.commit()
    page = " ".join(secretary.get(f"/uploads/{ready.id}").text.split())
    assert "Chưa đọc được:</b> trang 2." in page


def test_a_web_request_waits_no_longer_than_its_patience(
    secretary: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float | None] = []

    def never(*_data: object, patience: float | None = None, **_more: object) -> dict[str, str]:
        waited.append(patience)
        raise sandbox.Unfinished

    monkeypatch.setattr(sandbox, "run", never)
    answer = secretary.post("/conclusions/new", data={"file": (BytesIO(b"%PDF-1.7 %%EOF"), "b.pdf")})
    assert answer.location.startswith("/uploads/")
    assert waited == [uploads.PATIENCE]
