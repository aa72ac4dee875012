"""A document goes out as a test case: its text, and the reading as the secretary corrected it."""

import io
import json
import zipfile
from http import HTTPStatus
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.documents.desk import worded
from tests.documents.test_rereading import TEXT, with_words
from tests.office import Office, sign_in
from tracker import clock
from tracker.documents import actions, cutting, drafts, exports
from tracker.documents.models import Conclusion, Decision
from tracker.reading.export import as_json
from tracker.reading.reader import read
from tracker.reading.results import ItemKind, Recurrence


@pytest.fixture
def document(office: Office) -> Conclusion:
    return actions.record(office.committee, TEXT, by=office.secretary, at=clock.now())


def told(document: Conclusion) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exports.files(document)["14-KL-BCD-2026-04-10.json"])
    return found


def item_with(document: Conclusion, words: str) -> dict[str, Any]:
    return next(each for each in told(document)["items"] if words in each["text"])


def test_a_document_nobody_touched_goes_out_as_it_was_read(document: Conclusion) -> None:
    as_read = json.loads(json.dumps(as_json(read(TEXT), file="14-KL-BCD-2026-04-10.txt")))
    found = told(document)
    assert found["document"] | {"note": ""} == as_read["document"] | {"note": ""}
    for one, two in zip(found["items"], as_read["items"], strict=True):
        for name in two.keys() - {"spans"}:
            assert one[name] == two[name], name
    assert exports.files(document)["14-KL-BCD-2026-04-10.txt"] == TEXT


def test_what_was_set_aside_asks_for_nothing(document: Conclusion, office: Office) -> None:
    item = with_words(document, "khảo sát")
    drafts.decide(item, Decision.NO_TASK, version=item.version, by=office.secretary, at=clock.now())
    found = item_with(document, "khảo sát")
    assert (found["kind"], found["action"], found["leads"], found["deadlines"]) == ("assessment", None, [], [])


def test_what_was_corrected_is_told_as_corrected(document: Conclusion, office: Office) -> None:
    item = with_words(document, "khảo sát")
    wording = worded(
        item, action="Khảo sát trang thiết bị", leads=("Phòng Kinh tế",), supports=("Công an xã",),
        due_words="20/6/2026", kind=ItemKind.STANDING, recurrence=Recurrence.MONTHLY,
    )  # fmt: skip
    drafts.accept(item, wording, version=item.version, by=office.secretary, at=clock.now())
    found = item_with(document, "khảo sát")
    assert (found["kind"], found["action"]) == ("standing", "Khảo sát trang thiết bị")
    assert (found["leads"], found["coordinating"]) == (["Phòng Kinh tế"], ["Công an xã"])
    assert found["lead_source"] == "item"
    assert [(each["phrase"], each["on"]) for each in found["deadlines"]] == [("20/6/2026", "2026-06-20")]
    assert found["recurrence"] == "monthly"


def test_the_cuts_of_the_secretary_are_told_with_their_lines(document: Conclusion, office: Office) -> None:
    item = with_words(document, "mầm non")
    place = cutting.passage(item).text.index("hoàn thành")
    cutting.split(item, place, version=item.version, by=office.secretary, at=clock.now())
    items = told(document)["items"]
    assert len({each["id"] for each in items}) == len(items)
    assert [(each["start_line"], each["end_line"]) for each in items[:2]] == [(6, 6), (6, 6)]
    assert items[1]["text"].startswith("hoàn thành hồ sơ")


def test_the_secretary_gets_one_archive_with_a_plain_name(
    client: FlaskClient, document: Conclusion, office: Office
) -> None:
    page = sign_in(client, office.secretary).get(f"/conclusions/{document.id}")
    assert "Tải kết quả đọc (txt + json)" in page.text
    answer = client.get(f"/conclusions/{document.id}/reading.zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=14-KL-BCD-2026-04-10.zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["14-KL-BCD-2026-04-10.txt", "14-KL-BCD-2026-04-10.json"]
        assert archive.read("14-KL-BCD-2026-04-10.txt").decode() == TEXT


def test_nobody_else_gets_it(client: FlaskClient, document: Conclusion, office: Office) -> None:
    answer = sign_in(client, office.chair).get(f"/conclusions/{document.id}/reading.zip")
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    ("number", "name"),
    [("../../etc/passwd", "etc-passwd-2026-04-10"), ("08-TB/ĐU", "08-TB-DU-2026-04-10"), (None, "2026-04-10")],
)
def test_a_file_name_has_no_letters_a_system_could_stumble_over(document: Conclusion, number: str, name: str) -> None:
    document.number = number
    assert exports.plain_name(document) == name
