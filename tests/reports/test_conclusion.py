"""The draft conclusion as a Word file: it says what the page says, is read back, and no words break it."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from flask.testing import FlaskClient
from lxml import etree

from tests.hostile_words import hostile_words
from tests.meetings.conclusion_drafts import TODAY, directed, met
from tests.office import Office, sign_in
from tracker import clock
from tracker.intake.word import text_of
from tracker.meetings import conclusion_draft_actions as actions
from tracker.meetings.conclusion_draft import draft_of
from tracker.meetings.conclusion_draft_actions import ItemWords
from tracker.people.models import Layout
from tracker.reading.reader import read
from tracker.reports.conclusion import conclusion_file

BOTH = pytest.mark.parametrize("layout", list(Layout))


@BOTH
def test_the_file_is_read_back_with_every_unit_and_day(office: Office, layout: Layout) -> None:
    meeting = met(office)
    meeting.committee.layout = layout
    economy, culture = office.economy, office.culture
    directed(office, meeting, "Phải khởi công đường tránh trong tháng 9.", economy, date(2026, 9, 30), 1)
    directed(office, meeting, "Bàn giao mặt bằng sạch cho chủ đầu tư", economy, date(2026, 6, 30), 2)
    directed(office, meeting, "Phối hợp với Phòng Kinh tế tuyên truyền", culture, None, 3)
    words = ItemWords("Báo cáo rõ nguyên nhân chậm", culture, "chậm nhất Quý III/2026")
    actions.add_item(meeting, words, by=office.secretary, at=clock.now(), on=TODAY)
    written = {"number": "16", "issued_on": date(2026, 4, 21)}
    actions.write_draft(meeting, written, version=0, by=office.secretary, at=clock.now(), on=TODAY)
    draft = draft_of(meeting, TODAY)
    reading = read(text_of(conclusion_file(draft, clock.now()).getvalue()))
    head = reading.header
    assert head.number and head.number.value == ("16-KL/BCĐ" if layout is Layout.PARTY else "16/TB-BCĐ")
    assert head.issued_on and head.issued_on.value == date(2026, 4, 21)
    assert head.meeting_on and head.meeting_on.value == meeting.held_on
    assert head.signer and head.signer.value == office.chair.full_name
    found = [
        (item.path, [lead.value for lead in item.leads], [each.on for each in item.deadlines])
        for item in reading.items
        if item.kind.is_actionable
    ]
    assert found == [
        (("1", "a"), ["Phòng Kinh tế"], [date(2026, 9, 30)]),
        (("1", "b"), ["Phòng Kinh tế"], [date(2026, 6, 30)]),
        (("2", "a"), ["Phòng Văn hóa - Xã hội"], []),
        (("2", "b"), ["Phòng Văn hóa - Xã hội"], [date(2026, 9, 30)]),
    ]
    assert draft.doubts == {}


@BOTH
def test_the_file_says_what_the_page_says(office: Office, client: FlaskClient, layout: Layout) -> None:
    meeting = met(office)
    meeting.committee.layout = layout
    directed(office, meeting, "Rà soát hồ sơ & <bảng> dự toán", office.economy, date(2026, 6, 30))
    sign_in(client, office.chair)
    page = client.get(f"/meetings/{meeting.id}/conclusion")
    file = client.get(f"/meetings/{meeting.id}/conclusion.docx")
    assert file.headers["Content-Disposition"].endswith("du-thao-ket-luan-2026-04-17.docx")
    said = _squeezed(etree.HTML(page.text).xpath("string(//div[@class='sheet'])"))
    for line in text_of(file.data).splitlines():
        assert _squeezed(line) in said


@BOTH
def test_no_words_break_the_file(office: Office, layout: Layout) -> None:
    meeting = met(office)
    meeting.committee.layout = layout
    for place, words in enumerate(hostile_words(40, seed=8), 1):
        text = words.encode("utf-8", "ignore").decode().replace("\x00", "") or "x"
        directed(office, meeting, f"{place} {text}", office.economy, date(2026, 6, 30), place)
    draft = draft_of(meeting, TODAY)
    hostile = "".join(hostile_words(1, seed=9)) + "\ud800]]><w:p/>&#0;"
    object.__setattr__(draft, "words", type(draft.words)(**vars(draft.words) | {"title": hostile, "signer": hostile}))
    data = conclusion_file(draft, clock.now()).getvalue()
    with ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name))
    words = "\n".join(each.text for each in Document(BytesIO(data)).paragraphs)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", words)
    assert len(re.findall(r"^[a-zđ]\) \d+", words, re.MULTILINE)) == 40


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed: the file is not opened by it")
def test_libreoffice_opens_the_file(office: Office, tmp_path: Path) -> None:
    meeting = met(office)
    directed(office, meeting, "Rà soát hồ sơ", office.economy)
    path = tmp_path / "du-thao.docx"
    path.write_bytes(conclusion_file(draft_of(meeting, TODAY), clock.now()).getvalue())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "du-thao.pdf").read_bytes().startswith(b"%PDF")


def _squeezed(text: str) -> str:
    return "".join(text.split())
