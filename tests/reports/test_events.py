"""The format: days and moments, cancelled or not; no text can break a line, leave its property or tear a letter."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import vobject
from icalendar import Calendar

from tracker.reports.events import Event, calendar_text

AT = datetime(2026, 4, 14, 1, 30, tzinfo=UTC)
DEADLINE = Event(
    uid="task-12@office.tracker", summary="Thời hạn: Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa",
    starts=date(2026, 3, 31), ends=date(2026, 4, 1), sequence=3, changed_at=AT,
    description="Thời hạn ghi trong văn bản: “chậm nhất Quý I/2026”\nNguồn: Kết luận số 08-KL/BCĐ, điểm 3, ý 2",
    url="http://tracker.local/tasks/12", category="BCĐ công trình trọng điểm",
)  # fmt: skip
HOSTILE = (
    "Xong\r\nATTENDEE:mailto:x@y.z", "Xong\nEND:VEVENT\nBEGIN:VALARM", "a\\nATTENDEE:b", "a\\Nb\\\\Nc",
    "phẩy, chấm; phẩy: “hai”", "nhảy\x85dòng\u2028lạ\u2029lắm\x0b\x0c\x1e", 'TZID="x":y', "\\", "x\\",
    "\x00\x01chữ\x7f", "🏗️" * 60, "ữ" * 300, "\ufeffđầu", " ", "-", "END:VCALENDAR\r\n", "\\" * 99, "^n^'", "\t",
    "=?utf-8?Q?=0D=0ABcc:x?=",
)  # fmt: skip


def test_a_deadline_lasts_its_whole_day_and_keeps_nobody_busy() -> None:
    text = calendar_text("Lịch", [DEADLINE]).decode()
    for line in (
        "DTSTART;VALUE=DATE:20260331", "DTEND;VALUE=DATE:20260401", "TRANSP:TRANSPARENT", "STATUS:CONFIRMED",
        "SEQUENCE:3", "LAST-MODIFIED:20260414T013000Z", "DTSTAMP:20260414T013000Z", "METHOD:PUBLISH", "VERSION:2.0",
        "X-WR-CALNAME:Lịch", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "UID:task-12@office.tracker",
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in text
    assert "VALARM" not in text


def test_a_meeting_is_a_moment_and_keeps_busy_unless_it_is_cancelled() -> None:
    held = replace(DEADLINE, starts=AT, ends=datetime(2026, 4, 14, 3, tzinfo=UTC), is_busy=True)
    told = calendar_text("Lịch", [held, replace(held, uid="b", is_cancelled=True)]).decode()
    assert told.count("DTSTART:20260414T013000Z\r\nDTEND:20260414T030000Z") == 2
    assert (told.count("TRANSP:OPAQUE"), told.count("TRANSP:TRANSPARENT")) == (1, 1)
    assert (told.count("STATUS:CONFIRMED"), told.count("STATUS:CANCELLED")) == (1, 1)


def test_the_same_is_told_the_same_to_the_byte() -> None:
    assert calendar_text("Lịch", [DEADLINE]) == calendar_text("Lịch", [replace(DEADLINE)])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_their_own_property(words: str) -> None:
    event = replace(
        DEADLINE, summary=f"A {words} Z", description=f"A {words} Z", location=f"A {words} Z", category=f"A {words}"
    )
    text = calendar_text(f"A {words} Z", [event])
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no letter is torn
    assert text.decode().splitlines() == text.decode().removesuffix("\r\n").split("\r\n")
    names = [line.split(":")[0].split(";")[0] for line in text.decode().replace("\r\n ", "").split("\r\n") if line]
    assert names == [
        "BEGIN", "PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE",
        "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "BEGIN", "UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP",
        "LAST-MODIFIED", "SEQUENCE", "STATUS", "TRANSP", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "END", "END",
    ]  # fmt: skip
    [read] = Calendar.from_ical(text).walk("VEVENT")
    other = vobject.readOne(text.decode()).vevent
    assert read.errors == []
    assert str(read["SUMMARY"]) == other.summary.value
    assert str(read["SUMMARY"])[0] + str(read["SUMMARY"])[-1] == "AZ"
    assert str(read["DESCRIPTION"]).split() == str(read["SUMMARY"]).split()


def test_commas_semicolons_backslashes_and_lines_come_back_as_they_were() -> None:
    words = "Rà soát, làm sạch; “phẩy” \\ chéo\ndòng hai"
    read = vobject.readOne(calendar_text("x", [replace(DEADLINE, description=words)]).decode()).vevent
    assert read.description.value == words
