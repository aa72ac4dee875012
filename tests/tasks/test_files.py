"""Files that show what was done: judged by their content, kept whole, seen by the committee alone."""

import hashlib
import io
import os
import time
import zipfile
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from tests.office import sign_in
from tests.tasks.desk import Desk, fresh_key
from tracker import clock, filestore, history
from tracker.extensions import db
from tracker.people.models import User
from tracker.tasks import files
from tracker.tasks.files import Sent
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.models import Task

HTMX = {"HX-Request": "true"}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"anh hien truong"
PAPER = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF"


def attach(task: Task, by: User, *sent: tuple[str, bytes], key: str = "") -> list[str]:
    return files.attach(task, [Sent(*each) for each in sent], by=by, at=clock.now(), key=key)


def on_disk() -> set[str]:
    return set(filestore.names())


def typed(task: Task, **words: object) -> dict[str, object]:
    return {
        "version": task.version, "key": fresh_key(), "stage": "in_progress", "percent": "70%", "result": "Đã khảo sát.",
        "difficulty": "", "proposal": "", "evidence": "", "typed_version": "0", **words,
    }  # fmt: skip


def upload(*sent: tuple[str, bytes]) -> list[tuple[io.BytesIO, str]]:
    """Return files as a browser sends them."""
    return [(io.BytesIO(data), name) for name, data in sent]


# ------------------------------------------------------------------------------------------ kept


def test_a_file_lies_under_a_name_that_tells_nothing_with_its_row_and_its_hash(desk: Desk, task: Task) -> None:
    assert attach(task, desk.office.official, ("Biên bản nghiệm thu.pdf", PAPER)) == []
    [row] = files.of_draft(task, desk.office.official)
    place = filestore.path_of(row.stored)
    assert place.read_bytes() == PAPER
    assert (row.name, row.kind, row.size) == ("Biên bản nghiệm thu.pdf", "pdf", len(PAPER))
    assert row.sha256 == hashlib.sha256(PAPER).hexdigest()
    assert place.stat().st_mode & 0o077 == 0
    assert "static" not in place.parts


def test_an_update_takes_the_files_of_its_draft_and_the_history_names_them(desk: Desk, task: Task) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER), ("b.png", PICTURE))
    said = desk.update(task)
    assert [file.name for file in said.files] == ["a.pdf", "b.png"]
    assert files.of_draft(task, desk.office.official) == []
    assert history.of(task)[0].changes["files"] == "a.pdf; b.png"


def test_the_files_of_others_drafts_stay_theirs(desk: Desk, task: Task) -> None:
    attach(task, desk.office.secretary, ("cua thu ky.pdf", PAPER))
    assert desk.update(task).files == []
    assert len(files.of_draft(task, desk.office.secretary)) == 1


def test_the_same_file_is_not_kept_twice_nor_one_whose_form_was_taken(desk: Desk, task: Task) -> None:
    for _click in range(2):
        attach(task, desk.office.official, ("a.pdf", PAPER), key="one")
    assert len(on_disk()) == 1
    desk.update(task, key="one")
    attach(task, desk.office.official, ("a.pdf", PAPER), key="one")
    assert files.of_draft(task, desk.office.official) == []
    assert len(on_disk()) == 1


def test_files_beyond_the_bounds_are_told_by_name_and_leave_nothing_on_the_disk(
    desk: Desk, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    monkeypatch.setattr(files, "MOST_FILES", 2)
    large, third = attach(
        task, desk.office.official, ("lon.pdf", PAPER + bytes(100)), ("1.pdf", PAPER), ("2.png", PICTURE),
        ("3.png", PICTURE + b"3"),
    )  # fmt: skip
    assert large.startswith("lon.pdf: ")
    assert third.startswith("3.png: ")
    assert len(on_disk()) == len(files.of_draft(task, desk.office.official)) == 2


def test_a_disk_that_takes_nothing_is_told_and_the_others_are_kept(
    desk: Desk, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_data: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filestore, "keep", full)
    [said] = attach(task, desk.office.official, ("a.pdf", PAPER))
    assert said.startswith("a.pdf: ")
    assert files.of_draft(task, desk.office.official) == []


def test_what_fails_in_the_database_leaves_nothing_on_the_disk(
    desk: Desk, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.session, "commit", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attach(task, desk.office.official, ("a.pdf", PAPER))
    monkeypatch.undo()
    db.session.rollback()
    assert on_disk() == set()


def test_only_old_files_without_a_row_are_swept(desk: Desk, task: Task) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    known, young, old = next(iter(on_disk())), filestore.keep(b"young"), filestore.keep(b"old")
    unfinished = filestore.path_of(old).with_name("0" * 32 + ".part")
    unfinished.write_bytes(b"half")
    past = time.time() - 8 * 86400
    for place in (filestore.path_of(known), filestore.path_of(old), unfinished):
        os.utime(place, (past, past))
    assert files.sweep(clock.now()) == 2
    assert on_disk() == {known, young}
    assert not unfinished.exists()


# ------------------------------------------------------------------------------------------ handed out


def test_members_open_the_files_of_an_update_under_their_own_names(desk: Desk, task: Task, client: FlaskClient) -> None:
    attach(task, desk.office.official, ("Biên bản “số 3”.pdf", PAPER))
    [file] = desk.update(task).files
    sign_in(client, desk.office.viewer)
    assert f"/files/{file.id}" in client.get(f"/tasks/{task.id}").text
    answer = client.get(f"/files/{file.id}")
    assert answer.data == PAPER
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].endswith("; sandbox")
    assert headers["Cache-Control"] == "no-store"
    answer.close()


def test_only_pictures_open_in_the_browser(desk: Desk, task: Task, client: FlaskClient) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER), ("b.png", PICTURE))
    paper, picture = desk.update(task).files
    sign_in(client, desk.office.viewer)
    assert client.get(f"/files/{paper.id}/picture").status_code == HTTPStatus.NOT_FOUND
    answer = client.get(f"/files/{picture.id}/picture")
    assert (answer.mimetype, answer.headers["Content-Disposition"][:6]) == ("image/png", "inline")
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    answer.close()


def test_nobody_out_of_reach_opens_a_file_and_nobody_else_one_of_a_draft(
    desk: Desk, task: Task, client: FlaskClient
) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    [file] = files.of_draft(task, desk.office.official)
    address = f"/files/{file.id}"
    for person in (desk.office.secretary, desk.office.chair, desk.office.other_secretary):
        assert sign_in(client, person).get(address).status_code == HTTPStatus.NOT_FOUND
    answer = sign_in(client, desk.office.official).get(address)
    assert answer.status_code == HTTPStatus.OK
    answer.close()
    desk.update(task)
    assert sign_in(client, desk.office.other_secretary).get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_is_gone_from_the_disk_is_told(desk: Desk, task: Task, client: FlaskClient) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    [file] = desk.update(task).files
    filestore.remove(file.stored)
    answer = sign_in(client, desk.office.viewer).get(f"/files/{file.id}")
    assert answer.status_code == HTTPStatus.GONE
    assert "Tệp không còn trên máy chủ" in answer.text


# ------------------------------------------------------------------------------------------ sent with a form


def test_files_survive_a_refused_form_and_go_with_the_next_try(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, stage="reported", result="", files=upload(("a.pdf", PAPER)))
    refused = client.post(f"/tasks/{task.id}/updates", data=sent)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "a.pdf</a>" in refused.text
    again = typed(task, stage="reported", result="Đã xong.", key=sent["key"])
    assert client.post(f"/tasks/{task.id}/updates", data=again).status_code == HTTPStatus.SEE_OTHER
    assert [file.name for file in task.updates[0].files] == ["a.pdf"]


def test_files_survive_a_clash(desk: Desk, task: Task, client: FlaskClient) -> None:
    sent = typed(task, files=upload(("a.pdf", PAPER)))
    desk.update(task, by=desk.office.secretary, result="Lời của thư ký.")
    answer = sign_in(client, desk.office.official).post(f"/tasks/{task.id}/updates", data=sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "a.pdf</a>" in answer.text
    assert task.updates[0].files == []


def test_a_double_click_with_a_file_reports_once_and_keeps_one_file(
    desk: Desk, task: Task, client: FlaskClient
) -> None:
    sign_in(client, desk.office.official)
    words = typed(task)
    for _click in range(2):
        sent = {**words, "files": upload(("a.pdf", PAPER))}
        assert client.post(f"/tasks/{task.id}/updates", data=sent).status_code == HTTPStatus.SEE_OTHER
    assert len(task.updates) == 1
    assert [file.name for file in task.updates[0].files] == ["a.pdf"]
    assert db.session.query(EvidenceFile).count() == len(on_disk()) == 1


def test_a_bad_file_stops_the_form_and_the_good_ones_stay(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, files=upload(("a.pdf", PAPER), ("trang.html", b"<!doctype html><script>x</script>")))
    answer = client.post(f"/tasks/{task.id}/updates", data=sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "trang.html: " in answer.text
    assert "Đã khảo sát." in answer.text
    assert [file.name for file in files.of_draft(task, desk.office.official)] == ["a.pdf"]
    assert task.updates == []


def test_a_chosen_file_is_sent_at_once_and_can_be_taken_out(desk: Desk, task: Task, client: FlaskClient) -> None:
    sign_in(client, desk.office.official)
    sent = typed(task, files=upload(("a.pdf", PAPER)))
    answer = client.post(f"/tasks/{task.id}/updates/files", data=sent, headers=HTMX)
    assert answer.text.startswith('<div class="field files"')
    [file] = files.of_draft(task, desk.office.official)
    other = sign_in(client, desk.office.secretary).post(f"/files/{file.id}/removal", headers=HTMX)
    assert other.status_code == HTTPStatus.NOT_FOUND
    sign_in(client, desk.office.official)
    answer = client.post(f"/files/{file.id}/removal", data=typed(task), headers=HTMX)
    assert "a.pdf" not in answer.text
    assert on_disk() == set()


def test_without_a_script_taking_a_file_out_keeps_what_was_typed(desk: Desk, task: Task, client: FlaskClient) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    [file] = files.of_draft(task, desk.office.official)
    sign_in(client, desk.office.official)
    answer = client.post(f"/files/{file.id}/removal", data=typed(task, result="Đang ghi dở"))
    assert answer.status_code == HTTPStatus.SEE_OTHER
    page = client.get(answer.location).text
    assert "Đang ghi dở</textarea>" in page
    assert "a.pdf" not in page


def test_an_update_may_be_nothing_but_files(desk: Desk, task: Task) -> None:
    desk.update(task, percent=60)
    attach(task, desk.office.official, ("a.pdf", PAPER))
    assert desk.update(task, percent=60, result="").files


def test_what_a_packed_file_is_its_parts_decide(desk: Desk, task: Task) -> None:
    def packed(*names: str) -> bytes:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return whole.getvalue()

    types = "[Content_Types].xml"
    said = attach(
        task, desk.office.official, ("bang.xlsx", packed(types, "xl/workbook.xml")),
        ("vanban.docx", packed(types, "word/document.xml", "word/vbaProject.bin")), ("goi.zip", packed("a.txt")),
    )  # fmt: skip
    assert [each.split(": ")[0] for each in said] == ["vanban.docx", "goi.zip"]
    assert "macro" in said[0]
    assert [file.kind for file in files.of_draft(task, desk.office.official)] == ["xlsx"]


def test_files_of_a_draft_last_as_long_as_it(desk: Desk, task: Task, client: FlaskClient) -> None:
    attach(task, desk.office.official, ("a.pdf", PAPER))
    sign_in(client, desk.office.official)
    client.post(f"/tasks/{task.id}/updates/draft/discard")
    assert files.of_draft(task, desk.office.official) == []
    assert on_disk() == set()
    assert timedelta(days=7) <= files.ORPHANS_STAY
