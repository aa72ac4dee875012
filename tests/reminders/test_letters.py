"""The words of every letter, kept as files in `letters/` that a reviewer can read and open.

After a wanted change of words set TRACKER_WRITE_LETTERS=1, run this file, and read the difference.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.office import Office
from tests.reminders.world import AT, ON, conclusion, item, task
from tracker.documents.models import ItemUnit, Part
from tracker.extensions import db
from tracker.people.models import Unit
from tracker.reading.results import Recurrence
from tracker.reminders.actions import remind_of
from tracker.reminders.models import Letter
from tracker.reminders.publication import publish
from tracker.reminders.schedule import remind

SNAPSHOTS = Path(__file__).parent / "letters"
LATE = [
    ("Hoàn thành hồ sơ, thủ tục đấu giá quyền sử dụng đất khu Đồi Thông", date(2026, 3, 15),
     "trước ngày 15/3/2026", ("3", "-2")),
    ("Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa mở rộng", date(2026, 3, 31),
     "chậm nhất Quý I/2026", ("3", "-4")),
    ("Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn 2026-2030", date(2026, 3, 31),
     "hoàn thành trong tháng 3 năm 2026", ("1",)),
]  # fmt: skip
SOON = [
    ("Công khai phương án bồi thường, hỗ trợ khu tái định cư số 2", date(2026, 4, 15),
     "chậm nhất ngày 15/4/2026", ("2",)),
    ("Báo cáo danh mục đất công chưa sử dụng và kế hoạch đưa vào sử dụng", date(2026, 4, 17),
     "trước ngày 17/4/2026", ("II", "3", "b")),
]  # fmt: skip
GIVEN = [
    (
        "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa mở rộng",
        date(2026, 6, 30),
        "chậm nhất Quý II/2026",
        ("3", "-4"),
    ),
    ("Khởi công đường tránh phía Tây", date(2026, 9, 30), "tháng 9 năm 2026 phải khởi công", ("1",)),
    ("Công khai phương án bồi thường, hỗ trợ khu tái định cư số 2", date(2026, 4, 20), "trước ngày 20/4/2026", ("2",)),
]  # fmt: skip


@pytest.fixture(autouse=True)
def address(app):
    app.config["BASE_URL"] = "http://so.dalam.local"


def tasks(office: Office, *rows):
    return [task(office, title, due, words=words, path=path) for title, due, words, path in rows]


def a_digest(office):
    tasks(office, *LATE, *SOON)


def a_digest_to_a_unit(office):
    office.official.email = ""
    tasks(office, LATE[0])


def a_digest_in_english(office):
    office.official.language = "en"
    tasks(office, LATE[0], *SOON)


def only_what_is_due_soon(office):
    tasks(office, SOON[0])


def an_assignment(office):
    draft = conclusion(office, number="16-KL/BCĐ", issued_on=date(2026, 4, 10))
    for title, due, words, path in GIVEN:
        last = item(draft, title, office.economy, due, words=words, path=path)
    last.units.append(
        ItemUnit(part=Part.SUPPORT, words="Phòng Văn hóa - Xã hội", unit=db.session.get(Unit, office.culture.id))
    )
    last.product = "Biên bản công khai"
    item(draft, "Thường xuyên kiểm tra trật tự xây dựng tại khu vực dự án", office.economy, path=("3",))
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)


def a_reminder_by_hand(office):
    [owed] = tasks(office, LATE[1])
    note = "Báo cáo rõ vướng mắc về ranh giới quy hoạch trước 17 giờ 00 ngày 15/4/2026.\nĐề nghị gửi kèm hồ sơ."
    remind_of(owed, note, key="1", by=office.chair, at=AT, on=ON)


LETTERS = {
    "digest": a_digest, "digest_to_a_unit": a_digest_to_a_unit, "digest_in_english": a_digest_in_english,
    "digest_due_soon": only_what_is_due_soon, "assignment": an_assignment, "manual": a_reminder_by_hand,
}  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_what_its_file_says(office, name):
    LETTERS[name](office)
    remind(on=ON, at=AT) if name.startswith("digest") else None
    letter = db.session.query(Letter).one()
    head = (
        f"To: {', '.join(f'{each.name} <{each.address}>' for each in letter.recipients)}\nSubject: {letter.subject}\n\n"
    )
    for ending, words in (("txt", head + letter.text), ("html", letter.html)):
        path = SNAPSHOTS / f"{name}.{ending}"
        if os.environ.get("TRACKER_WRITE_LETTERS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")
        assert words == path.read_text(encoding="utf-8"), f"{path.name} says something else"


def test_words_of_a_document_are_escaped_in_the_html(office):
    [owed] = tasks(office, ("<script>alert(1)</script> & <b>", date(2026, 4, 15), "<i>", ("1",)))
    remind_of(owed, "<img src=x>", key="1", by=office.chair, at=AT, on=ON)
    html = db.session.query(Letter).one().html
    assert "&lt;script&gt;" in html
    assert not any(each in html for each in ("<script", "<img", "<i>"))


def test_a_duty_without_a_day_is_named_by_how_often_it_comes_round(office):
    draft = conclusion(office, number="87/TB-UBND")
    item(draft, "Báo cáo công tác giải phóng mặt bằng", office.economy).recurrence = Recurrence.QUARTERLY
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    letter = db.session.query(Letter).one()
    for words in (letter.text, letter.html):
        assert "hằng quý" in words
        assert "không có thời hạn" not in words
